"""What is owed, over many returns: how long it takes from the record, and how much memory, for few and for many.

    .venv/bin/python bench/oversight.py [RETURNS]

What was found is written into `bench/records/oversight.json`. Each of MEASURED runs in a process of its own, over a
tenth of the returns and over all of them. Another is one function more: from a framework and an open record to what
is shown.
"""

import hashlib
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent

from formwright.answers import kinds  # noqa: E402
from formwright.definitions import library  # noqa: E402
from formwright.definitions.library import Library  # noqa: E402
from formwright.model.form import Form  # noqa: E402
from formwright.model.review import Escalated, Status, Told  # noqa: E402
from formwright.record import store  # noqa: E402
from formwright.record.events import Event, What  # noqa: E402
from formwright.record.rows import Action, Return  # noqa: E402
from formwright.record.store import Record  # noqa: E402

KEPT = ROOT / "bench" / "records" / "oversight.json"
GOAL = 2.0  # seconds over all of them
DAYS = 365  # the returns are all of one year, whose duties end with the month that is asked for
MONTH, TODAY = "2025-12", date(2026, 1, 5)


def due(found: Library, record: Record) -> int:
    """What everybody owes in a December, when the duties of a year end as well."""
    from formwright.pipelines import owed
    from formwright.reports import owed as report

    sheet = owed.sheet(found, record, MONTH, TODAY)
    assert found.framework is not None
    return sum(len(line) for line in report.text(sheet, found.framework, report.WIDTH, True))


MEASURED: Mapping[str, Callable[[Library, Record], object]] = {"due": due}


def main(count: int) -> int:
    found: dict[str, dict[str, dict[str, float]]] = {name: {} for name in MEASURED}
    with TemporaryDirectory() as name:
        for number in (count // 10, count):
            folder = Path(name) / str(number)
            _apart("fill", folder, str(number))  # whose memory would else be that of all that it begins
            for measured in MEASURED:
                found[measured][f"{number:,} returns"] = json.loads(_apart(measured, folder))
    KEPT.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    print(json.dumps(found, indent=2))
    return int(any(times["seconds"] > GOAL for one in found.values() for times in one.values()))


def _apart(name: str, folder: Path, *more: str) -> str:
    words = [sys.executable, __file__, name, str(folder), *more]
    return subprocess.run(words, stdout=subprocess.PIPE, check=True, text=True).stdout


def measure(name: str, folder: Path) -> dict[str, float]:
    """The processor time from the record to what is shown, and the most memory that the process ever had."""
    found = library.load(ROOT)
    found = replace(found, directory=found.directory.on(TODAY))
    with store.reading(folder) as record:
        began = time.process_time()
        MEASURED[name](found, record)
        seconds = time.process_time() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"seconds": round(seconds, 2), "memory, MB": most // 1024}


# --- the returns -----------------------------------------------------------------------------------


def fill(folder: Path, count: int) -> None:
    """Puts so many returns of all forms into a record, with no files, spread over a year."""
    found = library.load(ROOT)
    with store.writing(folder) as record:
        rows = list(_rows(found, count))
        record.add(Event(What.RECEIVED, _came(one), one.sha256, {"name": one.file, "file": one.file}) for one in rows)
        record.put((one, "") for one in rows)


def _came(one: Return) -> str:
    assert one.date is not None
    return f"{datetime.fromisoformat(one.date) + timedelta(days=3):%Y-%m-%dT%H:%M:%SZ}"


def _rows(found: Library, count: int) -> Iterator[Return]:
    chance = Random(1)  # noqa: S311 - the same returns each time
    last = date(2025, 12, 31)
    held = sorted({holder.name for holder in found.directory.holders if holder.name})
    told = Escalated((Told("head-of-service", "Head", "head@example.org", "judged Good"),), ())
    assert found.framework is not None
    teams = found.framework.teams
    for number in range(count):
        form, team = found.forms[number % len(found.forms)], chance.choice(teams)
        day = last - timedelta(days=chance.randrange(DAYS))
        grades = {f.path: chance.randrange(1, 5) for f in form.fields if f.kind is kinds.GRADE and not f.repeat}
        yield Return(
            f"{day:%Y-%m}/A{number}.yaml",
            hashlib.sha256(str(number).encode()).hexdigest(),
            form.identity.id,
            form.identity.version,
            form.identity.digest,
            Status.INCOMPLETE if number % 10 == 0 else Status.COMPLETE,
            case_id=f"A{number}",
            date=day.isoformat(),
            area=team.service_area,
            team=team.id,
            auditor=chance.choice(held) if number % 20 else f"Auditor {number % 90}",
            worker=f"Practitioner {number % 400}",
            judgement=chance.choice(("outstanding", "good", "requires-improvement", "inadequate")),
            grades=grades,
            texts=_texts(form),
            actions=tuple(Action(f"actions[{n}]", f"Worker {n}", day.isoformat()) for n in range(2)),
            escalation=told,
            answers=f"a{number}",
            likeness=f"c{number}",
        )


def _texts(form: Form) -> tuple[str, ...]:
    return tuple(field.path for field in form.fields if field.kind is kinds.LONG_TEXT and not field.repeat)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["fill", folder, count]:
            fill(Path(folder), int(count))
        case [name, folder]:
            print(json.dumps(measure(name, Path(folder))))
        case given:
            sys.exit(main(int(given[0]) if given else 100_000))
