"""Ends commands at random moments and looks at what they leave: each file as it was or as it should be, never
anything between; no process that goes on; and a next run that puts everything right."""

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
FRAMEWORK = HERE / "examples" / "framework"
RETURNS = HERE / "examples" / "returns"
PROGRAM = str(Path(sys.executable).parent / "formwright")

Contents = Mapping[str, bytes]


@dataclass(frozen=True)
class Victim:
    """A command that is to be ended. `words` are run in a folder that `prepare` has made ready; what they
    write is in `written` there."""

    name: str
    words: tuple[str, ...]
    prepare: Callable[[Path], None]
    written: str


@dataclass(frozen=True)
class Outcome:
    """How many runs were ended before they had finished, of how many; and what was wrong after one."""

    victim: str
    runs: int
    ended: int
    faults: tuple[str, ...]


def _nothing(folder: Path) -> None:
    pass


def _changed_since_built(folder: Path) -> None:
    _copied(folder)
    _run(("--root", "framework", "build", "--out", "out"), folder)
    form = folder / "framework" / "forms" / "small-audit.yaml"
    form.write_text(form.read_text("utf-8").replace("Was the child heard?", "Was the child listened to?"), "utf-8")


def _untidy(folder: Path) -> None:
    (folder / "out").mkdir()
    for n in range(40):
        (folder / "out" / f"{n}.yaml").write_text("# On the form.\ntitle: 'A'\nkind: form\n")


def _filled_before(folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "form.docx").write_bytes(b"as it was")


def _copied(folder: Path) -> None:
    shutil.copytree(FRAMEWORK, folder / "framework")


_ROOT = str(HERE.parent)
_SOME = tuple(str(p) for p in sorted(RETURNS.iterdir()) if p.suffix in (".yaml", ".docx", ".pdf"))

VICTIMS = (
    Victim("build", ("--root", "framework", "build", "--out", "out", "--jobs", "2"), _changed_since_built, "out"),
    Victim("read", ("--root", _ROOT, "read", *_SOME, "--out", "out"), _nothing, "out"),
    Victim(
        "fill",
        ("--root", _ROOT, "fill", str(RETURNS / "good.yaml"), "--force", "--out", "out/form.docx"),
        _filled_before,
        "out",
    ),
    Victim("fmt", ("fmt", "out"), _untidy, "out"),
    Victim(
        "release",
        ("--root", "framework", "release", "--all", "--in-force", "2026-01-05"),
        _copied,
        "framework/released",
    ),
    Victim("migrate", ("--root", _ROOT, "migrate", *_SOME, "--to", "1.0", "--out", "out"), _nothing, "out"),
)


def ended(victim: Victim, times: int, folder: Path, seed: int) -> Outcome:
    """Runs the command so many times, each ended at another moment between its beginning and its end."""
    chance = random.Random(seed)  # noqa: S311
    ready = folder / "ready"
    ready.mkdir(parents=True)
    victim.prepare(ready)
    before = contents(ready / victim.written)
    whole = folder / "whole"
    shutil.copytree(ready, whole)
    began = time.monotonic()
    _run(victim.words, whole)
    length = time.monotonic() - began
    after = contents(whole / victim.written)
    were_ended, faults = 0, []
    for n in range(times):
        here = folder / f"run-{n}"
        shutil.copytree(ready, here)
        moment = chance.uniform(0, length * 1.1)
        running = subprocess.Popen(
            [PROGRAM, *victim.words],
            cwd=here,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            running.wait(moment)
        except subprocess.TimeoutExpired:
            running.send_signal(chance.choice((signal.SIGKILL, signal.SIGTERM)))
            running.wait()
            were_ended += 1
        faults += [
            f"{victim.name}, run {n} ended after {moment:.3f} s: {f}" for f in _faults(victim, here, before, after)
        ]
        if went_on := in_session(running.pid):
            faults.append(f"{victim.name}, run {n}: {len(went_on)} processes went on")
        shutil.rmtree(here)
    return Outcome(victim.name, times, were_ended, tuple(faults))


def _faults(victim: Victim, here: Path, before: Contents, after: Contents) -> list[str]:
    left = contents(here / victim.written)
    found = [
        f"{name} is neither as it was nor as it should be"
        for name, content in left.items()
        if content not in (before.get(name), after.get(name))
    ]
    if victim.name in ("build", "fmt", "release"):
        _run(victim.words, here)
        if contents(here / victim.written) != after:
            found.append("the next run does not put it right")
    return found


def contents(folder: Path) -> Contents:
    """The files in a folder by name, but for those that hide themselves."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def in_session(leader: int) -> list[int]:
    """The processes of this one's session that still live a moment later, itself included."""
    for _ in range(100):
        found = alive(leader)
        if not found:
            return []
        time.sleep(0.05)
    return found


def alive(leader: int) -> list[int]:
    """The processes of this one's session, itself included."""
    names = (entry.name for entry in Path("/proc").iterdir())
    return [pid for pid in map(int, filter(str.isdigit, names)) if _session(pid) == leader]


def _session(pid: int) -> int | None:
    try:
        state, _, _, session = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[:4]
    except (OSError, ValueError):
        return None
    return None if state == "Z" else int(session)


def _run(words: tuple[str, ...], folder: Path) -> None:
    subprocess.run([PROGRAM, *words], cwd=folder, capture_output=True, check=False)
