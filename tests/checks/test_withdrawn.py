"""A return after the last day of its version is a warning, never silence."""

import shutil
from pathlib import Path

import pytest
from tests.samples import EXAMPLES, found, review

from formwright.definitions.library import Library, load
from formwright.pipelines import releasing

RETURN = """\
form: small-audit
version: "1.10"
details: {{case_id: A1077, date: {date}, child_status: child-in-need}}
evaluation: {{listening: {{grade: 1}}}}
overall: {{judgement: good}}
"""
WARNED = ("submission/withdrawn-version", "details.date")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The small framework, whose audit asks for a date; its version's last day was the end of June."""
    root = shutil.copytree(EXAMPLES / "framework", tmp_path_factory.mktemp("withdrawn") / "framework")
    form = root / "forms" / "small-audit.yaml"
    dated = "control: text}\n      - {id: date, label: Date, control: date}"
    form.write_text(form.read_text("utf-8").replace("control: text}", dated, 1), "utf-8")
    releasing.release(load(root), ["small-audit"], "2026-01-05")
    releasing.withdraw(load(root), ["small-audit@1.10"], "2026-06-30")
    return load(root)


def codes(library: Library, date: str) -> list[tuple[str, str | None]]:
    return [one for one in found(review(RETURN.format(date=date), library)) if not one[0].startswith("escalation/")]


@pytest.mark.parametrize("date", ["2026-06-30", "2026-01-05", "2025-12-31"])
def test_up_to_that_day_nothing_is_said(date: str, library: Library) -> None:
    assert codes(library, date) == []


@pytest.mark.parametrize("date", ["2026-07-01", "2099-12-31"])
def test_after_it_there_is_a_warning_at_the_date(date: str, library: Library) -> None:
    assert codes(library, date) == [WARNED]


@pytest.mark.parametrize("date", ["", "last week"])
def test_without_a_date_nobody_can_tell(date: str, library: Library) -> None:
    reviewed = review(RETURN.format(date=date), library)

    (warned,) = [d for d in reviewed.diagnostics if d.code == WARNED[0]]
    assert "This audit has no date that can be read." in warned.message


def test_a_blank_form_is_not_warned_of(library: Library) -> None:
    assert WARNED not in found(review('form: small-audit\nversion: "1.10"\n', library))


def test_the_present_form_is_judged_as_it_is(library: Library) -> None:
    assert review(RETURN.format(date="2026-07-01"), library).status == "complete"
    assert Path(library.root / "released").is_dir()
