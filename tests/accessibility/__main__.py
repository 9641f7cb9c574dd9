"""`python -m tests.accessibility FOLDER` measures what was built into a folder and prints one table. It ends with 1
where a check fails.

With `--record` what came of it is noted with the date of today: in the statement of the program, in that of `docs/`,
and with the table in `bench/records/accessibility.txt`. Where every check has passed, `framework.yaml` has the date as
well, for this repository's own documents.
"""

import argparse
import datetime
import json
import re
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from tests.accessibility import measures, samples
from tests.accessibility.table import Row, rows, table
from tests.readability import ROOT, hardest

from formwright.compose.accessibility import record

RECORD = ROOT / "bench" / "records" / "accessibility.txt"
TESTED = ROOT / "generator" / "formwright" / "compose" / "tested.json"
STATEMENT = ROOT / "docs" / "accessibility.md"
OWN = ROOT / "framework.yaml"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.accessibility")
    parser.add_argument("folder", nargs="?", default="output", type=Path)
    parser.add_argument("--record", action="store_true")
    asked = parser.parse_args()
    built = _files(asked.folder)
    with tempfile.TemporaryDirectory() as made:
        samples.write(Path(made))
        found = [*built, *_files(Path(made))]
        of_kind = {kind: [file for file in found if file.suffix == kind] for kind in (".html", ".pdf", ".docx")}
        measured = measures.of_all(of_kind[".html"], of_kind[".pdf"], of_kind[".docx"], _progress)
    result = rows(measured)
    whole = table(result)
    _say(whole)
    for measure in measured:
        for fault in measure.faults[:5]:
            _say(f"{measure.check}: {measure.of}: {' '.join(fault.split())[:300]}")
    _say("\nThe ten hardest questions and instructions, with the age at which they can be read:")
    for hard in hardest():
        _say(f"  {hard.age:4.1f}  {hard.where}: {' '.join(hard.text.split())[:90]}")
    if asked.record:
        _record(result)
    return 0 if all(row.passed for row in result) else 1


def _files(folder: Path) -> list[Path]:
    found = sorted(file for file in folder.rglob("*") if file.suffix in (".html", ".pdf", ".docx"))
    if not found:
        sys.exit(f"There are no documents in {folder}. Run 'make build' first.")
    return [file.resolve() for file in found]


def _progress(done: int, of: int) -> None:
    """On one line of a terminal; a log has only the table."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done} of {of} measured" + ("\n" if done == of else ""))


def _record(result: list[Row]) -> None:
    today = datetime.date.today().isoformat()
    before, failed = record(), tuple(row.check.id for row in result if not row.passed)
    data = json.loads(TESTED.read_text("utf-8")) | {"on": today, "failed": failed}
    TESTED.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", "utf-8")
    said = f"Measured on {today}: {len(result) - len(failed)} of {len(result)} checks passed."
    RECORD.write_text(f"{said}\n\n{table(result)}\n", "utf-8")
    now = replace(before, on=today, failed=failed)
    STATEMENT.write_text(STATEMENT.read_text("utf-8").replace(before.result, now.result), "utf-8")
    OWN.write_text(own_date(OWN.read_text("utf-8"), None if failed else today), "utf-8")


def own_date(framework: str, day: str | None) -> str:
    """The text of a framework with the day on which its own documents passed; without one, where there is none."""
    without = re.sub(r"^  accessibility_tested: .*\n", "", framework, flags=re.MULTILINE)
    line = f"  accessibility_tested: {day}\n" if day else ""
    return re.sub(r"^(?=  changes:$)", line, without, flags=re.MULTILINE)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
