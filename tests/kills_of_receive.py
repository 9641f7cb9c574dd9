"""Ends `receive` at random moments, again and again over the same folder: what is filed is whole and there once, and a
run that is let finish makes everything as if none had been ended."""

import hashlib
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.intake.test_taking import mail, packed
from tests.samples import EXAMPLES, ROOT

from formwright.record.events import What
from formwright.record.store import reading

GOOD = (EXAMPLES / "returns" / "good.yaml").read_text("utf-8")
PROGRAM = str(Path(sys.executable).parent / "formwright")
RETURNS = 60


@dataclass(frozen=True)
class Outcome:
    """How many runs were ended before they had finished, of how many; and what was wrong after one."""

    runs: int
    ended: int
    faults: tuple[str, ...]


def ended(times: int, folder: Path, seed: int) -> Outcome:
    """Runs the command until it has been ended so many times, each at another moment from its first file on. Every
    other run goes on where one was ended; where one has finished, the next begins anew."""
    chance = random.Random(seed)  # noqa: S311
    inbox = folder / "inbox"
    inbox.mkdir(parents=True)
    put = _arrived(inbox)
    length = _measured(inbox, folder / "whole")
    runs, were_ended, goes_on, faults = 0, 0, False, list[str]()
    into = folder
    while were_ended < times and runs < 10 * times:
        into = into if goes_on else folder / f"returns-{runs}"
        running = _begun(inbox, into)
        _wait_for_work(running, into)
        try:
            running.wait(chance.uniform(0, length))
            goes_on = False
        except subprocess.TimeoutExpired:
            running.send_signal(chance.choice((signal.SIGKILL, signal.SIGTERM)))
            running.wait()
            were_ended += 1
            goes_on = not goes_on
        faults += [f"run {runs}: {fault}" for fault in _faults(into, put, is_finished=False)]
        if not goes_on:
            _begun(inbox, into).wait()
            faults += [f"run {runs}, finished: {fault}" for fault in _faults(into, put, is_finished=True)]
        runs += 1
    return Outcome(runs, were_ended, tuple(faults))


def _begun(inbox: Path, into: Path) -> "subprocess.Popen[bytes]":
    words = [PROGRAM, "--root", str(ROOT), "receive", str(inbox), "--into", str(into)]
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _measured(inbox: Path, into: Path) -> float:
    """How many seconds a run takes from its first file on."""
    running = _begun(inbox, into)
    _wait_for_work(running, into)
    began = time.monotonic()
    assert running.wait() == 1  # there are photographs
    return time.monotonic() - began


def _wait_for_work(running: "subprocess.Popen[bytes]", into: Path) -> None:
    """Until a file is filed, or more than there were."""
    before = _size(into)
    while running.poll() is None and _size(into) == before:
        time.sleep(0.002)


def _size(into: Path) -> int:
    return sum(1 for path in into.rglob("*") if path.is_file())


def _arrived(inbox: Path) -> set[str]:
    """Returns as files, in an e-mail and in an archive, one of each as a photograph; the digests of all."""
    contents = [GOOD.replace("A1077", f"A2{n:03}").encode() for n in range(RETURNS)]
    contents += [b"\xff\xd8\xff\xe0 photograph %d" % n for n in range(3)]
    named = [(f"{n}.yaml", content) for n, content in enumerate(contents)]
    for name, content in named[0::3]:
        (inbox / name).write_bytes(content)
    (inbox / "a.eml").write_bytes(mail(*named[1::3]).as_bytes())
    (inbox / "b.zip").write_bytes(packed(*named[2::3]))
    return {hashlib.sha256(content).hexdigest() for content in contents}


def _faults(into: Path, put: set[str], is_finished: bool) -> list[str]:
    filed = Counter(
        hashlib.sha256(path.read_bytes()).hexdigest()
        for path in into.rglob("*")
        if path.is_file() and not path.name.startswith((".", "record."))
    )
    found = [f"{number} files with the same bytes" for number in filed.values() if number > 1]
    if filed.keys() - put:
        found.append("a file is not as it arrived")
    with reading(into) as record:
        events = [e for e in record.events() if e.what in (What.RECEIVED, What.NOT_USABLE)]
        rows = Counter(row.sha256 for row in record.returns())
    recorded = Counter(e.sha256 for e in events)
    if recorded and max(recorded.values()) > 1:
        found.append("something is recorded twice")
    if recorded.keys() - filed.keys():
        found.append("something is recorded and not filed")
    if is_finished and not filed.keys() == recorded.keys() == put:
        found.append("not all that arrived is filed and recorded")
    if is_finished and rows != Counter({e.sha256 for e in events if e.what is What.RECEIVED}):
        found.append("not each return has its row")
    return found
