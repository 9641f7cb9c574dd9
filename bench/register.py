"""What the register of actions takes: over many returns, each with two actions, every third of them updated.

    .venv/bin/python bench/register.py [RETURNS]

What was found is written into `bench/records/register.json`. Each list is made in a process of its own, as a command
makes it: `memory` is the most that it held at once, in MB, beside one over a tenth of the returns. Times are processor
time.
"""

import json
import resource
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from formwright.model.framework import Directory  # noqa: E402
from formwright.model.review import Status  # noqa: E402
from formwright.pipelines import acting  # noqa: E402
from formwright.record.events import Event, What  # noqa: E402
from formwright.record.rows import Action, Return  # noqa: E402
from formwright.record.store import reading, writing  # noqa: E402

KEPT = ROOT / "bench" / "records" / "register.json"
GOAL = 2.0  # seconds
TODAY = date(2014, 12, 31)
ASKED: dict[str, dict[str, Any]] = {
    "overdue": {"states": ("overdue",)},
    "due": {"states": ("due",)},
    "a person": {"person": "Person 7"},
    "a team, all states": {"team": "Team 7"},
    "by team": {},
    "by person": {},
    "by age": {},
}


def main(number: int) -> int:
    with TemporaryDirectory() as name:
        few, many = Path(name) / "few", Path(name) / "many"
        _fill(few, number // 10)
        _fill(many, number)
        found = {asked: _in_process(asked, few, many) for asked in ASKED}
    KEPT.write_text(json.dumps({"returns": number, "lists": found}, indent=2) + "\n", "utf-8")
    print(json.dumps(found, indent=2))
    return int(any(one["seconds"] > GOAL for one in found.values()))


def _in_process(asked: str, few: Path, many: Path) -> dict[str, float]:
    def run(folder: Path) -> dict[str, float]:
        words = [sys.executable, __file__, "--list", asked, str(folder)]
        said: dict[str, float] = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)
        return said

    small, large = run(few), run(many)
    return large | {"memory of a tenth": small["memory"]}


def look(asked: str, folder: Path) -> None:
    """One look at the register, as the command has it."""
    begun = time.process_time()
    with reading(folder) as record:
        wanted = acting.wanted(record, (), TODAY, **ASKED[asked])
        summary = acting.summary(record, wanted)
        if asked.startswith("by "):
            rows = len(acting.groups(record, wanted, asked[3:], TODAY, Directory()))
        else:
            rows = sum(1 for _ in acting.listed(record, wanted, Directory()))
    seconds = time.process_time() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"seconds": round(seconds, 2), "actions": summary.total, "rows": rows, "memory": memory}))


def _fill(folder: Path, number: int) -> None:
    with writing(folder) as record:
        record.put((_return(n), "") for n in range(number))
        record.add(_update(n) for n in range(0, number, 3))


def _return(n: int) -> Return:
    day = date(2010, 1, 1) + timedelta(days=n * 7 % 1800)
    by = day + timedelta(days=28)
    actions = tuple(
        Action(f"actions[{k}]", f"Person {(n + k) % 200}", by.isoformat(), same=f"{n}-{k}",
               done=by.isoformat() if k == 0 and n % 20 else None)
        for k in range(2)
    )  # fmt: skip
    return Return(
        f"{day:%Y-%m}/{n:06}.docx", f"{n:064x}", "tier1-generic-audit", "1.0", "d", Status.COMPLETE, case_id=f"A{n}",
        date=day.isoformat(), area=f"area-{n % 5}", team=f"Team {n % 40}", auditor=f"Auditor {n % 50}", actions=actions,
        answers=f"{n:064x}", likeness=f"{n:032x}",
    )  # fmt: skip


def _update(n: int) -> Event:
    more = {"row": "actions[1]", "number": 2, "state": "done", "same": f"{n}-1", "day": "2014-06-30", "who": "JB"}
    return Event(What.ACTION, "2014-07-01T09:00:00Z", f"{n:064x}", more)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--list"]:
        look(sys.argv[2], Path(sys.argv[3]))
    else:
        sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 100_000))
