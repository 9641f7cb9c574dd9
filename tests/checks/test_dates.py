"""A date that must not be before another, or after it, is held against that one where both can be read."""

import pytest
from tests.samples import EXAMPLES, review

from formwright.definitions.library import load
from formwright.model.review import Reviewed, Status

LIBRARY = load(EXAMPLES / "framework", [EXAMPLES / "forms" / "missing-episode.yaml"])
RETURN = """\
form: missing-episode
version: "1.0"
details: {case_id: A1, missing: DAY, missing_at: "14:30", found: FOUND, written: WRITTEN, attendance: 85.5, age: 14}
checks: {calls: {share: 100, at: "15:00"}, visits: {share: 50, at: "16:30"}}
episodes:
  - {began: 2014-02-02, ended: 2014-02-02, hours: 0.5}
  - {began: BEGAN, ended: 2014-03-03, hours: 999}
"""


def reviewed(day: str = "", found: str = "", written: str = "", began: str = "2014-03-01") -> Reviewed:
    text = RETURN
    for name, said in (("DAY", day), ("FOUND", found), ("WRITTEN", written), ("BEGAN", began)):
        text = text.replace(name, said)
    return review(text, LIBRARY)


def test_a_number_is_named_with_its_unit_as_on_the_form() -> None:
    found = review(RETURN.replace("hours: 999", "hours: 1000").replace("attendance: 85.5, ", ""), LIBRARY)

    said = [d.message for d in found.diagnostics]
    assert "Details: “School attendance (%)” is missing." in said
    assert "Episode 2: “Length (hours)” is not a number from 0.5 to 999." in said


def orders(review: Reviewed) -> list[str]:
    return [d.message for d in review.diagnostics if d.code == "submission/dates-out-of-order"]


@pytest.mark.parametrize(
    ("day", "found", "written"),
    [("2014-01-12", "2014-01-12", "2014-01-12"), ("2014-01-12", "2014-01-13", ""), ("2014-01-12", "", "2014-01-01")],
)
def test_dates_in_order_are_complete(day: str, found: str, written: str) -> None:
    assert reviewed(day, found, written).status is Status.COMPLETE


def test_a_date_before_another_is_invalid_and_both_are_named_but_never_said() -> None:
    found = reviewed("2014-01-12", "2014-01-11")

    assert found.status is Status.INVALID
    assert orders(found) == ["Details: “Found on” is before Details: “Missing since”."]
    assert "2014" not in " ".join(f"{d.message} {d.hint}" for d in found.diagnostics)


def test_a_date_after_another_is_invalid() -> None:
    assert orders(reviewed("2014-01-12", "2014-01-14", "2014-01-13")) == [
        "Details: “Found on” is after Details: “Written on”."
    ]


def test_rows_are_each_held_against_their_own() -> None:
    assert orders(reviewed("2014-01-12", began="2014-03-04")) == ["Episode 2: “Ended” is before Episode 2: “Began”."]


@pytest.mark.parametrize("day", ["", "2014-02-30", "last week", "[2014-01-12]"])
def test_nothing_is_said_beside_a_date_that_is_missing_or_cannot_be_read(day: str) -> None:
    assert orders(reviewed(day, "2014-01-11")) == []
