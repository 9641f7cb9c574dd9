"""What the month's paper takes from the record of very many returns: `.venv/bin/python bench/paper.py [RETURNS]`.

The returns are of three years, with grades, actions, theme words and notices. What was found is written into
`bench/records/paper.json`: seconds of processor time, and how much more memory it took than before.
"""

import json
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from multiprocessing import Process
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from formwright.definitions import library  # noqa: E402
from formwright.model.review import Escalated, Status, Told  # noqa: E402
from formwright.oversight.paper import span  # noqa: E402
from formwright.pipelines import papers  # noqa: E402
from formwright.record.events import Event, What  # noqa: E402
from formwright.record.rows import Action, Return  # noqa: E402
from formwright.record.store import reading, writing  # noqa: E402

KEPT = ROOT / "bench" / "records" / "paper.json"
GOAL = 2.0  # seconds
FORMS = (
    "tier1-generic-audit",
    "tier1-generic-audit",
    "tier1-generic-audit",
    "tier1-plo-audit",
    "tier2-case-file-audit",
)
JUDGEMENTS = ("outstanding", "good", "good", "requires-improvement", "requires-improvement", "inadequate")
FIRST, DAYS = date(2012, 1, 1), 1096
TODAY = date(2015, 1, 10)
ASKED = {"a month": ("2014-11", None, None), "a quarter": (None, "2014-Q4", None), "all": (None, None, "2012-01-01")}


def main(count: int) -> int:
    with TemporaryDirectory() as name:
        folder = Path(name) / "returns"
        filling = Process(target=fill, args=(folder, count))  # whose memory is not the paper's
        filling.start()
        filling.join()
        found: dict[str, Any] = {"returns": count} | dict(measured(folder))
    KEPT.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    print(json.dumps(found, indent=2))
    months = [found[name]["s"] for name in ("a month", "a quarter")]  # three years are thirty-six months' duties
    return int(any(seconds > GOAL for seconds in months))


def measured(folder: Path) -> Iterator[tuple[str, dict[str, float]]]:
    whole = library.load(ROOT)
    list(papers.tools(whole))
    for name, (month, quarter, since) in ASKED.items():
        of = span.of(month, quarter, since, "2014-12-31" if since else None, TODAY)
        before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        with reading(folder) as record:
            made = papers.of_span(whole, record, of, TODAY)
        seconds = time.process_time() - begun
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
        yield name, {"s": round(seconds, 2), "more memory, MB": grown, "audits": made.complete}


def fill(folder: Path, count: int) -> None:
    whole = library.load(ROOT)
    assert whole.framework is not None
    grades = {
        form.identity.id: [field.path for field in form.fields if field.scale and field.path.endswith(".grade")]
        for form in whole.forms
    }
    areas = [area.id for area in whole.framework.service_areas]
    people = list(whole.directory.names)
    tells = Escalated((Told("head-of-service", "Somebody", "somebody@example.org", "judged so"),), ())

    def one(n: int) -> Return:
        form, judgement = FORMS[n % 5], JUDGEMENTS[n * 7 % 6]
        day = FIRST + timedelta(n * 37 % DAYS)
        return Return(
            f"{day:%Y-%m}/{n}.yaml", f"{n:064x}", form, "1.0", "d",
            Status.INCOMPLETE if n % 11 == 0 else Status.COMPLETE,
            case_id=f"C{n}", date=day.isoformat(), area=areas[n % len(areas)], team=f"team-{n % 40}",
            auditor=people[n % len(people)], judgement=judgement,
            grades={path: 1 + (n + k) % 4 for k, path in enumerate(grades[form])},
            actions=(Action("actions[0]", "The team manager", (day + timedelta(20)).isoformat()),) * (n % 3),
            escalation=tells, likeness=f"{n:x}", answers=f"a{n:x}", themes={"risk": n % 4 + 1, "planning": 1},
        )  # fmt: skip

    with writing(folder) as record:
        record.put((one(n), "") for n in range(count))
        record.add(events(count))


def events(count: int) -> Iterator[Event]:
    """Each return is received; a notice about each is handed over and sent."""
    for n in range(count):
        at = f"{FIRST + timedelta(n * 37 % DAYS + 2)}T09:00:00Z"
        yield Event(What.RECEIVED, at, f"{n:064x}", {"file": f"{n}.yaml"})
        for state in ("sending", "sent"):
            yield Event(What.NOTICE, at, f"{n:064x}", {"key": f"k{n}", "kind": "notice", "state": state})


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
