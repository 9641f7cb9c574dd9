"""The table, the two statements and the record say the same: nothing is claimed that is not measured."""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.accessibility.__main__ import OWN, RECORD, own_date
from tests.accessibility.measures import Measure
from tests.accessibility.table import Row, rows, table
from tests.readability import ROOT
from tests.samples import FRAMEWORK

from formwright.compose.accessibility import NOT_YET, Check, record

DOCUMENT = (ROOT / "docs" / "accessibility.md").read_text("utf-8")
CHECKS = record().checks


def test_a_check_without_a_measure_has_not_passed() -> None:
    assert [row.passed for row in rows([])] == [False] * len(CHECKS)


def test_what_is_measured_but_not_stated_is_refused() -> None:
    with pytest.raises(ValueError, match="'smell' is measured"):
        rows([Measure("smell", "form.html", 1)])


def test_a_row_says_how_much_was_looked_at_and_what_was_found() -> None:
    check = Check("axe", "Web pages", "axe-core", "The checker looks at every page.")
    row = Row(check, (Measure("axe", "a.html", 2), Measure("axe", "b.html", 1, ("no title",), "the worst: 3")))

    assert " ".join(table([row]).split("\n", 2)[2].split()) == (
        "Web pages axe-core The checker looks at every page. FAILED: 3 measured, 1 fault; the worst: 3"
    )


def test_every_check_of_the_statement_is_measured() -> None:
    """The program that measures names each check, and no other."""
    text = (ROOT / "tests" / "accessibility" / "measures.py").read_text("utf-8")
    named = set(re.findall(r'Measure\(\s*"([a-z-]+)"', text)) | {"dark", "axe"}
    named |= {f"{kind}-{checker}" for kind in ("pdf", "word-pdf") for checker in ("outloud", "pdfua")}

    assert named == {check.id for check in CHECKS}


def test_the_statement_in_the_docs_is_that_of_the_program() -> None:
    for check in CHECKS:
        assert f"| {check.name} | {check.how} |" in DOCUMENT
    for what, instead in NOT_YET:
        assert f"| {what} | {instead} |" in DOCUMENT
    listed = DOCUMENT.split("## What was tested")[1].split("## About")[0]
    assert len(re.findall(r"^\| (?!check|---)", listed, re.MULTILINE)) == len(CHECKS)
    assert record().result in DOCUMENT


def test_the_record_is_of_the_day_that_is_stated_and_the_statement_says_how_many_passed() -> None:
    said = RECORD.read_text("utf-8")
    passed = said.count("passed: ")

    assert f"Measured on {record().on}: {passed} of {len(CHECKS)} checks passed." in said
    assert said.count("FAILED: ") == len(record().failed) == len(CHECKS) - passed
    assert FRAMEWORK.framework and FRAMEWORK.framework.control
    assert passed == len(CHECKS) or FRAMEWORK.framework.control.accessibility_tested is None
    assert date.fromisoformat(record().on) <= date.today()


def test_a_result_names_what_failed_or_says_that_all_passed() -> None:
    tested = replace(record(), on="2026-12-01", failed=("keys",))

    assert tested.result == "On 1 December 2026, 15 of the 16 checks passed. These did not: Keyboard (Web pages)."
    assert replace(tested, failed=()).result == "On 1 December 2026, all 16 checks passed."


def test_the_day_is_noted_once_in_the_framework_and_taken_out_again() -> None:
    bare = own_date(OWN.read_text("utf-8"), None)
    noted = own_date(own_date(bare, "2026-11-01"), "2026-12-01")

    assert re.findall("^ .*accessibility_tested.*$", noted, re.MULTILINE) == ["  accessibility_tested: 2026-12-01"]
    assert own_date(noted, None) == bare


def test_without_documents_it_says_what_to_do(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.accessibility", str(tmp_path)], cwd=ROOT, capture_output=True, text=True
    )

    assert (done.returncode, "Run 'make build' first." in done.stderr) == (1, True)
