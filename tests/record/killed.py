"""Ends a process that writes to a record at random moments, and looks at what it leaves: every event that it was told
is recorded is there, once and in its order, and both files of the record say the same."""

import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from formwright.record.events import Event, What
from formwright.record.store import reading

WRITER = """
import sys
from pathlib import Path
from formwright.record.events import Event, What
from formwright.record.store import writing
print("begun", flush=True)
n = int(sys.argv[2])
while True:
    with writing(Path(sys.argv[1])) as record:
        for _ in range(5):
            record.add([Event(What.NOTICE, "2014-01-20T09:00:00Z", "a" * 64, {"n": n + i}) for i in range(3)])
            n += 3
            print(n, flush=True)
"""
LONGEST = 0.3  # seconds; some twenty events


def faults(folder: Path, times: int, seed: int) -> list[str]:
    """What is wrong after each of so many runs of the writer, one after another on the same record."""
    chance = random.Random(seed)  # noqa: S311
    found: list[str] = []
    there = 0
    for run in range(times):
        told = _ended(folder, there, chance.uniform(0, LONGEST))
        before, there = there, len(_events(folder))
        numbers = [event.more["n"] for event in _events(folder)]
        lines = (folder / "record.jsonl").read_bytes().count(b"\n") if there else 0
        if there < max(told, before):
            found.append(f"run {run}: {max(told, before) - there} events are lost")
        if numbers != list(range(there)):
            found.append(f"run {run}: events are doubled or out of order")
        if there % 3:
            found.append(f"run {run}: some of the events that happen together are there, and some are not")
        if lines != there:
            found.append(f"run {run}: the journal has {lines} events, the database {there}")
    return found


def _ended(folder: Path, first: int, moment: float) -> int:
    """Runs the writer for so many seconds. The last number that it was told is recorded."""
    words = [sys.executable, "-c", WRITER, str(folder), str(first)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None and writer.stdout.readline() == "begun\n"
        time.sleep(moment)
        writer.kill()
        said = writer.stdout.read().splitlines()
    return int(said[-1]) if said else first


def _events(folder: Path) -> Sequence[Event]:
    with reading(folder) as record:
        return list(record.events(What.NOTICE))
