"""What the record takes: a second check of a folder beside the first, lists over many returns, and a killed writer.

    .venv/bin/python bench/record.py [RETURNS_TO_CHECK] [RETURNS_TO_LIST] [KILLS]

What was found is written into `bench/records/record.json`. Times are processor time, but for the list's.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench import desk, returns  # noqa: E402
from tests.record import killed  # noqa: E402

from formwright.definitions import library  # noqa: E402
from formwright.record.rows import Return  # noqa: E402
from formwright.record.store import Record, Wanted, reading, writing  # noqa: E402

PROGRAM = str(Path(sys.executable).parent / "formwright")
KEPT = ROOT / "bench" / "records" / "record.json"
GOAL = 0.1
TIMES = 3
LISTS = {
    "all": Wanted(),
    "a month": Wanted(month="2025-06"),
    "a state": Wanted(status="incomplete"),
    "words": Wanted(text="auditor 7"),
}


def main(to_check: int, to_list: int, kills: int) -> int:
    with TemporaryDirectory() as name:
        place = Path(name)
        os.environ["XDG_CACHE_HOME"] = str(place / "cache")
        for variable in ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"):
            os.environ.pop(variable, None)  # as the program runs where it is installed
        os.environ["PYTHONPYCACHEPREFIX"] = str(place / "compiled")
        checked: dict[str, Any] = dict(_checked(place / "returns", to_check))
        listed = dict(_listed(place / "many", to_list))
        faults = killed.faults(place / "killed", kills, seed=9)
    found = {"check": checked, "list": listed, "kills": {"runs": kills, "faults": faults}}
    KEPT.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    print(json.dumps(found, indent=2))
    return int(bool(faults) or any(one["second / first"] > GOAL for one in checked["formats"].values()))


# --- a second check ------------------------------------------------------------------------------


def _checked(folder: Path, count: int) -> Iterator[tuple[str, object]]:
    """The first check, without a record, beside the second with one: of each the fastest of several, as other work on
    the computer slows the one or the other. Both must say the same."""
    folder.mkdir()
    returns.make(folder, library.load(ROOT), count)
    time.sleep(3)  # a file that was written only just now is not trusted
    yield "returns", count
    _check(folder, "text")  # which leaves the framework as it was read, and the program compiled
    firsts = {format: min(_check(folder, format) for _ in range(TIMES)) for format in ("text", "json")}
    with writing(folder):
        pass
    _check(folder, "json")
    found = {}
    for format, first in firsts.items():
        second = min(_check(folder, format) for _ in range(TIMES))
        found[format] = {
            "first, s": round(first[0], 2),
            "second, s": round(second[0], 2),
            "second / first": round(second[0] / first[0], 3),
            "same": first[1] == second[1],
        }
    yield "formats", found


def _check(folder: Path, format: str) -> tuple[float, bytes]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    words = [PROGRAM, "--root", str(ROOT), "check", str(folder), "--format", format]
    said = subprocess.run(words, capture_output=True, check=False).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, said


# --- lists ---------------------------------------------------------------------------------------


def _all(record: Record, wanted: Wanted, first: int) -> list[Return]:
    return list(record.returns(wanted, first, 50))


def _listed(folder: Path, count: int) -> Iterator[tuple[str, object]]:
    """The first page, the last one and the counts of several lists, in milliseconds; and what reading all takes."""
    desk.fill(folder, count)
    yield "returns", count
    with reading(folder) as record:
        for name, wanted in LISTS.items():
            number = record.count(wanted)
            yield (
                name,
                {
                    "returns": number,
                    "first page, ms": _timed(partial(_all, record, wanted, 0)),
                    "last page, ms": _timed(partial(_all, record, wanted, number - 50)),
                    "counts, ms": _timed(partial(record.facets, wanted)),
                },
            )
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        read = sum(1 for _ in record.returns())
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    yield "read all", {"returns": read, "more memory, MB": grown // 1024}


def _timed(work: Callable[[], object]) -> int:
    began = time.perf_counter()
    work()
    return round(1000 * (time.perf_counter() - began))


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(numbers + [10_000, 100_000, 200][len(numbers) :])))
