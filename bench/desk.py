"""How soon the desk's list is there: its first paint in Chromium, and what it takes of memory, over many returns.

Usage: python bench/desk.py [HOW MANY]
"""

import datetime
import hashlib
import json
import resource
import shutil
import sys
import tempfile
from multiprocessing import Process
from pathlib import Path
from threading import Thread

from playwright.sync_api import sync_playwright

from formwright.desk import server
from formwright.desk.office import Office
from formwright.desk.work import Tell
from formwright.model.review import Escalated, Status, Told
from formwright.record import store
from formwright.record.events import Event, What
from formwright.record.rows import Return

ROOT = Path(__file__).parents[1]
ASKED = ("", "?status=incomplete", "?month=2025-06", "?words=auditor+7", "?page=1000")
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
TIMES = 5


class Still(Office):
    def refresh(self, tell: Tell) -> None:
        """The returns have no files here."""


def fill(folder: Path, count: int) -> None:
    told = Escalated((Told("head-of-service", "Head", "head@example.org", "judged Good"),), ())
    start = datetime.datetime(2025, 1, 1)
    rows, events = [], []
    for number in range(count):
        sha256 = hashlib.sha256(str(number).encode()).hexdigest()
        at = start + datetime.timedelta(minutes=7 * number)
        status = Status.INCOMPLETE if number % 4 == 0 else Status.COMPLETE
        file = f"{at:%Y-%m}/A{number}.yaml"
        one = Return(
            file, sha256, "tier1-generic-audit", "1.0", "d", status, case_id=f"A{number}", date=f"{at:%Y-%m-%d}",
            area="mass", team=f"Team {number % 20}", auditor=f"Auditor {number % 90}", judgement="good",
            escalation=told, answers=f"a{number}", likeness=f"c{number}",
        )  # fmt: skip
        rows.append((one, ""))
        events.append(
            Event(What.RECEIVED, f"{at:%Y-%m-%dT%H:%M:%SZ}", sha256, {"name": f"A{number}.yaml", "file": file})
        )
    with store.writing(folder) as record:
        record.add(events)
        record.put(rows)


def main(count: int) -> None:
    folder = Path(tempfile.mkdtemp(prefix="formwright-bench-"))
    try:
        filling = Process(target=fill, args=(folder, count))  # whose memory is not the desk's
        filling.start()
        filling.join()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        office = Still(ROOT, folder, lambda: datetime.datetime(2026, 1, 5, 12, tzinfo=datetime.UTC))
        with server.opened(office, None) as desk:
            thread = Thread(target=desk.serve_forever)
            thread.start()
            print(
                json.dumps(
                    {"returns": count, "first paint, ms": painted(desk.address), "more memory, MB": grown(before)}
                )
            )
            desk.end()
            thread.join()
    finally:
        shutil.rmtree(folder)


def painted(address: str) -> dict[str, int]:
    """The middle of several first paints of the list, in milliseconds, by what was asked."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(address)
        found = {}
        for asked in ASKED:
            times = []
            for _ in range(TIMES):
                page.goto(f"{address.partition('?')[0]}returns{asked}")
                while (paint := page.evaluate(PAINTED)) is None:
                    page.wait_for_timeout(10)
                times.append(float(paint))
            found[asked or "all"] = round(sorted(times)[TIMES // 2])
        browser.close()
        return found


def grown(before: int) -> int:
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
