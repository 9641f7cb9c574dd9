"""What moderation takes over a record of many returns, one in ten of them a second audit, beside reading them all.

    .venv/bin/python bench/moderation.py [RETURNS]

What was found is written into `bench/records/moderation.json`. Times are processor time.
"""

import datetime
import hashlib
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import Process
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from formwright.definitions.library import Library, load
from formwright.model.review import Status
from formwright.oversight.cycles import Period
from formwright.oversight.judged import items
from formwright.pipelines.moderating import moderated
from formwright.record.events import Event, What
from formwright.record.rows import Return
from formwright.record.store import Record, reading, writing

ROOT = Path(__file__).parent.parent
KEPT = ROOT / "bench" / "records" / "moderation.json"
JUDGEMENTS = ("outstanding", "good", "requires-improvement", "inadequate")
FORM = "tier1-generic-audit"
BATCH = 5_000


def fill(folder: Path, count: int) -> None:
    """A record of so many returns of one form over two years, a tenth of them of a case that was audited before."""
    form = load(ROOT).form(FORM)
    paths = [item.path for item in items(form) if item.path.endswith(".grade")]
    random = Random(1)  # noqa: S311 - the same each time
    with writing(folder) as record:
        for first in range(0, count, BATCH):
            made = [_return(n, paths, random, form.identity.version) for n in range(first, min(count, first + BATCH))]
            record.add(Event(What.RECEIVED, f"{one.date}T09:00:00Z", one.sha256, {"file": one.file}) for one in made)
            record.put((one, "") for one in made)


def _return(number: int, paths: list[str], random: Random, version: str) -> Return:
    case = number - 7 if number % 10 == 9 else number
    day = datetime.date(2024, 1, 1) + datetime.timedelta(number % 10 + 10 * (case * 70 // 100_000))
    judgement = random.randrange(4)
    return Return(
        f"{day:%Y-%m}/A{number}.yaml", hashlib.sha256(str(number).encode()).hexdigest(), FORM, version, "d",
        Status.COMPLETE, case_id=f"A{case}", date=f"{day}", area="mass", team=f"Team {number % 20}",
        auditor=f"Auditor {number % 97}", judgement=JUDGEMENTS[judgement], answers=f"a{number}", likeness=f"c{case}",
        grades={path: 1 + random.randrange(4) for path in paths}, choices={"overall.judgement": JUDGEMENTS[judgement]},
        texts=tuple(path.replace("grade", "comments") for path in paths),
    )  # fmt: skip


def measured(folder: Path) -> Iterator[tuple[str, object]]:
    library = load(ROOT)
    with reading(folder) as record:
        spans = {
            "a quarter": Period(datetime.date(2024, 4, 1), datetime.date(2024, 6, 30)),
            "everything": Period(datetime.date.min, datetime.date.max),
        }
        for name, period in spans.items():
            yield name, taken("judged twice", partial(_cases, library, record, period))
        yield "reading all once", taken("returns", lambda: sum(1 for _ in record.returns()))


def _cases(library: Library, record: Record, period: Period) -> int:
    return moderated(library, record, period).cases


def taken(what: str, work: Callable[[], int]) -> dict[str, float]:
    """How many there are, and what it takes to say so."""
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    number = work()
    seconds, after = time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {what: number, "s": round(seconds, 2), "more memory, MB": (after - before) // 1024}


def main(count: int) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        filling = Process(target=fill, args=(folder, count))  # whose memory is not that of moderation
        filling.start()
        filling.join()
        found = {"returns": count, **dict(measured(folder))}
    KEPT.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
