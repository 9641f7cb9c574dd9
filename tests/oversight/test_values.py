"""What a paper says of a value: worked out by hand."""

from decimal import Decimal

import pytest

from formwright.model.measures import Measure
from formwright.oversight.values import Scope, Value, shown


def measure(unit: str, of: str | None = None, better: str = "higher", target: int | None = None) -> Measure:
    aim = None if target is None else Decimal(target)
    return Measure("it", "It", unit, better, "team", of, aim)


def value(number: str, of: int | None = None) -> Value:
    return Value("it", "2014-01", Scope(), Decimal(number), of)


SHARE, NUMBER, DAYS = measure("percentage", "reviews"), measure("number"), measure("days", "children")


@pytest.mark.parametrize(
    ("of", "given", "words"),
    [
        (SHARE, value("63", 76), "83% (63 of 76)"),  # 82.89
        (SHARE, value("25", 40), "63% (25 of 40)"),  # 62.5: a half goes up
        (SHARE, value("16", 20), "80% (16 of 20)"),
        (SHARE, value("16", 19), "16 of 19"),  # too few for a percentage
        (SHARE, value("0", 0), "0 of 0"),
        (
            measure("percentage", "it", target=90),
            value("179", 200),
            "89.5% (179 of 200)",
        ),  # not 90%, which would meet it
        (measure("percentage", "it", target=90), value("8999", 10000), "89.9% (8,999 of 10,000)"),
        (measure("percentage", "it", "lower", 90), value("9001", 10000), "90.1% (9,001 of 10,000)"),
        (measure("percentage", "it", target=90), value("178", 200), "89% (178 of 200)"),
        (SHARE, value("82.5"), "82.5%"),
        (SHARE, value("1200", 2400), "50% (1,200 of 2,400)"),
        (NUMBER, value("1421"), "1,421"),
        (DAYS, value("40.5", 186), "40.5 days (186 children)"),
        (DAYS, value("1"), "1 day"),
        (measure("pounds"), value("830100.50"), "£830,100.50"),
        (measure("average"), value("18.2"), "18.2"),
    ],
)
def test_what_is_said_of_a_value(of: Measure, given: Value, words: str) -> None:
    assert shown(given, of) == words


def test_what_nobody_supplied_is_said_to_be_so() -> None:
    assert shown(None, NUMBER) == "Not supplied"


@pytest.mark.parametrize(
    ("of", "given", "words"),
    [
        (NUMBER, value("0"), "0"),
        (NUMBER, value("1"), "Fewer than 5"),
        (NUMBER, value("4"), "Fewer than 5"),
        (NUMBER, value("5"), "5"),
        (SHARE, value("3", 60), "Not shown: fewer than 5 reviews"),
        (SHARE, value("0", 4), "Not shown: fewer than 5 reviews"),
        (SHARE, value("16", 19), "16 of 19"),
        (SHARE, value("3%".rstrip("%")), "3%"),  # a percentage by itself says nothing of how many
        (DAYS, value("611", 4), "Not shown: fewer than 5 children"),
        (DAYS, value("3", 40), "3 days (40 children)"),
    ],
)
def test_few_children_are_not_shown_beyond_the_service(of: Measure, given: Value, words: str) -> None:
    assert shown(given, of, guarded=True) == words
