"""`python -m tests.accessibility FOLDER` measures what was built into a folder and prints one table. It ends with 1
where a check fails.

With `--record` the date of today is noted where every check has passed: in the statement of the program, and with the
table in `bench/records/accessibility.txt`. `framework.yaml` has the date for this repository's own documents.
"""

import argparse
import datetime
import json
import sys
import tempfile
from pathlib import Path

from tests.accessibility import measures, samples
from tests.accessibility.table import rows, table
from tests.readability import ROOT, hardest

RECORD = ROOT / "bench" / "records" / "accessibility.txt"
TESTED = ROOT / "generator" / "formwright" / "compose" / "tested.json"


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
    passed = all(row.passed for row in result)
    if passed and asked.record:
        _record(whole)
    return 0 if passed else 1


def _files(folder: Path) -> list[Path]:
    found = sorted(file for file in folder.rglob("*") if file.suffix in (".html", ".pdf", ".docx"))
    if not found:
        sys.exit(f"There are no documents in {folder}. Run 'make build' first.")
    return [file.resolve() for file in found]


def _progress(done: int, of: int) -> None:
    """On one line of a terminal; a log has only the table."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done} of {of} measured" + ("\n" if done == of else ""))


def _record(whole: str) -> None:
    today = datetime.date.today().isoformat()
    data = json.loads(TESTED.read_text("utf-8")) | {"on": today}
    TESTED.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", "utf-8")
    passed, failed = whole.count("passed: "), whole.count("FAILED: ")
    said = f"Measured on {today}: {passed} of {passed + failed} checks passed."
    RECORD.write_text(f"{said}\n\n{whole}\n", "utf-8")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
