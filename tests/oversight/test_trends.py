"""Whether a value is better or worse than an earlier one, and whether it meets its target: in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oversight.test_values import DAYS, NUMBER, SHARE, measure, value

from formwright.model.measures import Measure
from formwright.oversight.trends import Trend, change, target
from formwright.oversight.values import Value

FEWER = measure("number", better="lower")
NEITHER = measure("number", better="neither")


@pytest.mark.parametrize(
    ("of", "now", "before", "words"),
    [
        (NUMBER, value("38"), value("24"), "Up by 14 (better)"),
        (NUMBER, value("24"), value("38"), "Down by 14 (worse)"),
        (FEWER, value("7"), value("9"), "Down by 2 (better)"),
        (FEWER, value("9"), value("7"), "Up by 2 (worse)"),
        (NEITHER, value("1421"), value("130"), "Up by 1,291"),
        (NUMBER, value("5"), value("5"), "No change"),
        (SHARE, value("63", 76), value("52", 74), "Up by 13 points (better)"),  # 83 and 70
        (SHARE, value("63", 76), value("82"), "Up by 1 point (better)"),
        (SHARE, value("83.5"), value("82"), "Up by 1.5 points (better)"),
        (SHARE, value("18", 19), value("52", 74), "Too few to compare"),
        (SHARE, value("503", 1000), value("501", 1000), "No change"),  # both are shown as 50%
        (DAYS, value("40.5"), value("43.5"), "Down by 3 days (worse)"),
        (DAYS, value("2"), value("1"), "Up by 1 day (better)"),
        (NUMBER, value("5"), None, "Not known"),
        (NUMBER, None, value("5"), "Not known"),
    ],
)
def test_how_a_value_has_changed(of: Measure, now: Value | None, before: Value | None, words: str) -> None:
    assert change(now, before, of).words == words


def test_an_arrow_says_nothing_that_the_words_do_not() -> None:
    up, down, same = (change(value(now), value("5"), NUMBER) for now in ("6", "4", "5"))

    assert [each.shown for each in (up, down, same)] == ["↑ Up by 1 (better)", "↓ Down by 1 (worse)", "→ No change"]


def test_a_change_does_not_tell_what_is_hidden() -> None:
    assert change(value("9"), value("3"), NUMBER, guarded=True).shown == "Not shown"


@pytest.mark.parametrize(
    ("of", "now", "words"),
    [
        (measure("number"), value("5"), "None set"),
        (measure("number", target=5), value("5"), "At least 5: met"),
        (measure("number", target=5), value("4"), "At least 5: not met"),
        (measure("number", better="lower", target=5), value("5"), "At most 5: met"),
        (measure("number", better="lower", target=5), value("6"), "At most 5: not met"),
        (measure("percentage", "it", target=90), value("179", 200), "At least 90%: not met"),  # 89.5
        (measure("percentage", "it", target=90), value("180", 200), "At least 90%: met"),
        (measure("percentage", "it", target=90), value("19", 19), "At least 90%: cannot be judged"),
        (measure("days", target=30), None, "At least 30 days: cannot be judged"),
    ],
)
def test_a_target_is_judged_where_it_can_be(of: Measure, now: Value | None, words: str) -> None:
    assert target(now, of) == words


@given(st.integers(0, 200), st.integers(0, 200), st.sampled_from(["number", "percentage", "days"]))
def test_what_is_better_one_way_is_worse_the_other_way(one: int, other: int, unit: str) -> None:
    of = measure(unit, "cases" if unit == "percentage" else None)
    now, before = (value(str(number), 200 if unit == "percentage" else None) for number in (one, other))
    there, back = change(now, before, of), change(before, now, of)

    turned = {Trend.BETTER: Trend.WORSE, Trend.WORSE: Trend.BETTER}
    assert back.trend is turned.get(there.trend, there.trend)
    swapped = {"Up": "Down", "Down": "Up", "(better)": "(worse)", "(worse)": "(better)"}
    assert back.words == " ".join(swapped.get(word, word) for word in there.words.split())
