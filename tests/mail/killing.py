"""Ends 'formwright notify --send' at random moments, and asks the mail server what it has.

Somebody who knows what the server has says of each notice that is uncertain whether it arrived, as the guide asks them
to. So in the end each notice must have arrived once, and on the way the record must never say of one what is not so.
"""

import random
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.mail.mail_server import Handler, serving
from tests.samples import EXAMPLES, ROOT

from formwright.notices.notice import State
from formwright.record.events import Event, What
from formwright.record.store import reading, writing

PROGRAM = str(Path(sys.executable).parent / "formwright")
STAGES = ("mail", "rcpt", "data", "end", "taken")
INADEQUATE = EXAMPLES / "returns" / "inadequate.yaml"
RETURNS = 8
MAIL = "\nmail: {{from: audits@example.org, server: {{host: 127.0.0.1, port: {port}, security: none}}}}\n"


@dataclass(frozen=True)
class Outcome:
    """How many runs were ended, how many notices there were, of how many it was uncertain for a time whether they
    arrived, and what was wrong."""

    ended: int
    notices: int
    uncertain: int
    faults: tuple[str, ...]


def framework(root: Path, port: int) -> None:
    """One with a mail server, and no returns yet."""
    root.mkdir(parents=True)
    shutil.copy(ROOT / "framework.yaml", root)
    without = shutil.ignore_patterns("duties.yaml", "measures.yaml")  # so that nobody is reminded of anything
    for name in ("forms", "released", "standards", "schedules"):
        shutil.copytree(ROOT / name, root / name, ignore=without)
    (root / "directory.yaml").write_text((ROOT / "directory.yaml").read_text("utf-8") + MAIL.format(port=port), "utf-8")
    (root / "returns").mkdir()


def killed(times: int, folder: Path, seed: int) -> Outcome:
    """Fills folder after folder of returns, and sends what is due of each, until so many runs were ended."""
    chance = random.Random(seed)  # noqa: S311
    server, ended, uncertain, notices = Handler(pause=0.01), 0, 0, 0
    faults: list[str] = []
    with serving(server) as port:
        for number in range(times):
            root = folder / f"{number}"
            framework(root, port)
            for n in range(RETURNS):
                text = (EXAMPLES / "returns" / "inadequate.yaml").read_text("utf-8")
                (root / "returns" / f"{n}.yaml").write_text(
                    text.replace("case_id: ", f"case_id: K{number}x{n}x"), "utf-8"
                )
            is_done = False
            while not is_done and not faults:
                was_ended = ended < times and _ended(root, server, chance)
                ended += was_ended
                if not was_ended:
                    is_done = _run(root) == 0
                said = _states(root)
                faults += (f"folder {number}, after {ended} ends: {fault}" for fault in _faults(said, server))
                uncertain += _settle(root, server)
            keys = {f"<{key}@example.org>" for key in _states(root)}
            notices += len(keys)
            if len(keys) < RETURNS or any(server.accepted[key] != 1 for key in keys):
                faults.append(f"folder {number}: not all of the {len(keys)} notices arrived once")
            shutil.rmtree(root)
            if faults or ended >= times:
                break
    if set(server.accepted.values()) != {1}:
        faults.append("a notice arrived twice")
    return Outcome(ended, notices, uncertain, tuple(faults))


def _ended(root: Path, server: Handler, chance: random.Random) -> bool:
    """Whether a run was ended before it had finished: when the server hears of something, or at any time."""
    moment = threading.Event()
    countdown = [chance.randrange(1, 40)]
    delay = chance.choice((0.0, chance.uniform(0, 0.03)))
    is_at_random = chance.random() < 0.25

    def reached(stage: str) -> None:
        countdown[0] -= 1
        if countdown[0] == 0:
            moment.set()

    server.reached = reached
    run = subprocess.Popen(
        [PROGRAM, "--root", str(root), "notify", "--send", "--yes"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + (chance.uniform(0, 3) if is_at_random else 60)
    while run.poll() is None and not moment.is_set() and time.monotonic() < until:
        moment.wait(0.005)
    if moment.is_set():
        time.sleep(delay)
    was_running = run.poll() is None
    run.kill()
    run.wait()
    server.reached = lambda _: None
    time.sleep(0.1)  # what is on its way arrives
    return was_running


def _run(root: Path) -> int:
    return subprocess.run(_words(root), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode


def _words(root: Path) -> list[str]:
    return [PROGRAM, "--root", str(root), "notify", "--send", "--yes"]


def _last(root: Path) -> dict[str, Event]:
    with reading(root / "returns") as record:
        return {str(event.more["key"]): event for event in record.events(What.NOTICE)}


def _states(root: Path) -> dict[str, State]:
    return {key: State(str(event.more["state"])) for key, event in _last(root).items()}


def _faults(said: dict[str, State], server: Handler) -> Iterator[str]:
    counts = Counter(said.values())
    if counts[State.SENDING] + counts[State.UNCERTAIN] > 1:
        yield "more than one notice is uncertain"
    for key, state in said.items():
        number = server.accepted[f"<{key}@example.org>"]
        if number > 1:
            yield f"{key} arrived {number} times"
        if state is State.SENT and number == 0:
            yield f"{key} is said to be sent, and did not arrive"
        if state not in (State.SENT, State.SENDING, State.UNCERTAIN) and number:
            yield f"{key} arrived, and is said to be {state}"


def _settle(root: Path, server: Handler) -> int:
    """Says of each notice that is uncertain what became of it."""
    number = 0
    for key, event in _last(root).items():
        if event.more["state"] in (State.SENDING, State.UNCERTAIN):
            number += 1
            became = State.SENT if server.accepted[f"<{key}@example.org>"] else State.READY
            with writing(root / "returns") as record:
                more = {**event.more, "state": str(became), "who": "Ann Bell"}
                record.add([Event(What.NOTICE, event.at, event.sha256, more)])
    return number
