"""How often a duty is due is said in numbers, or in the framework's own words; what is open is said to be."""

from typing import Any

import pytest

from formwright.compose.duties import how_often
from formwright.model.duties import Duty, Every, Within

MONTHLY = Every(1, "month")


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ({"how_many": 4, "unit": "per manager", "every": MONTHLY}, "At least 4 per manager, monthly"),
        ({"every": MONTHLY, "in_words": "a sample"}, "Monthly, a sample"),
        ({"in_words": "immediately", "event": "a complaint"}, "Immediately (triggered by a complaint)"),
        ({"event": "a complaint"}, "Triggered by a complaint"),
        ({"within": Within(5, "working-days", "the visit"), "event": "a visit"}, "Within 5 working days of the visit"),
        ({"within": Within(1, "weeks", "the review", before=True)}, "At least 1 week before the review"),
        ({"within": Within(24, "hours")}, "Within 24 hours (start date not specified)"),
        ({}, "Not set"),
    ],
)
def test_how_often_a_duty_is_due(due: dict[str, Any], said: str) -> None:
    assert how_often(Duty("d", "audits", (), "Managers", "Audit.", "The team", "audits", "log", **due)) == said
