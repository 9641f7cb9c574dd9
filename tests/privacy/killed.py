"""Ends a removal at random moments and looks at what it leaves: after the next look at the record all of it is there as
it was, or nothing of it is.

    python -m tests.privacy.killed FOLDER TIMES SEED

does it to copies of a folder of returns (`planted.make`) and prints what was wrong, as JSON.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypedDict

from tests.privacy.planted import NAMES, where
from tests.samples import ROOT

from formwright.definitions import kept
from formwright.oversight.retention import Found
from formwright.pipelines import retaining
from formwright.record import names, store

WISH, TODAY = retaining.Wish(date(2015, 1, 1)), date(2026, 3, 20)


@dataclass(frozen=True)
class State:
    """What is in a folder: the names that were planted, the rows, and how many events there are."""

    names: list[str]
    rows: list[str]
    events: int


def main(folder: Path, times: int, seed: int) -> "Ended":
    chance = random.Random(seed)  # noqa: S311
    with store.writing(folder) as record:
        found = retaining.look(record, kept.on(ROOT, TODAY), WISH, TODAY)
    before, began = _state(folder), 0.0
    whole = shutil.copytree(folder, folder.parent / "whole")
    began = time.monotonic()
    _remove(whole, found)
    length, after = time.monotonic() - began, _state(whole)
    ended = unfinished = 0
    faults = [] if after.names == [] and before.names else ["the removal does not remove"]
    for n in range(times):
        here = shutil.copytree(folder, folder.parent / f"run-{n}")
        was_ended = _ended(here, found, chance.uniform(0, length))
        ended += was_ended
        unfinished += (here / names.REMOVING).exists()
        left = _state(here)
        if left not in (before, after):
            faults.append(f"run {n}: {left.names[:3]}, {left.rows}, {left.events} events")
        for name in (names.REMOVING, names.NEW_JOURNAL, f"{names.REMOVING}.new"):
            if (here / name).exists():
                faults.append(f"run {n}: {name} is still there")
        shutil.rmtree(here)
    return {"ended": ended, "unfinished": unfinished, "faults": faults}


class Ended(TypedDict):
    """How many runs were ended, how many of them while they removed, and what was wrong after one."""

    ended: int
    unfinished: int
    faults: list[str]


def _ended(folder: Path, found: Found, moment: float) -> bool:
    child = os.fork()
    if child == 0:
        _remove(folder, found)
        os._exit(0)
    time.sleep(moment)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _remove(folder: Path, found: Found) -> None:
    with store.writing(folder) as record:
        retaining.remove(record, found, WISH, "Somebody", "2026-03-20T09:00:00Z")


def _state(folder: Path) -> State:
    """As whoever opens the record next finds it."""
    with store.writing(folder) as record:
        rows = sorted(row.file for row in record.returns())
        events = sum(1 for _ in record.events())
    return State(where(folder, NAMES), rows, events)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
