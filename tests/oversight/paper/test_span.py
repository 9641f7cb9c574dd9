"""The time that a paper is about."""

from datetime import date

import pytest
from tests.oversight.paper.made import span

from formwright.errors import CannotRun
from formwright.oversight.paper import span as spans


@pytest.mark.parametrize(
    ("asked", "first", "last", "words"),
    [
        ("2014-01", "2014-01-01", "2014-01-31", "January 2014"),
        ("2016-02", "2016-02-01", "2016-02-29", "February 2016"),
        ("2013-Q4", "2013-10-01", "2013-12-31", "October to December 2013"),
        ("2013-12-16 2014-01-15", "2013-12-16", "2014-01-15", "16 December 2013 to 15 January 2014"),
        ("2013-12-01 2014-01-31", "2013-12-01", "2014-01-31", "December 2013 to January 2014"),
    ],
)
def test_what_is_asked_for(asked: str, first: str, last: str, words: str) -> None:
    found = span(asked)
    assert (str(found.period.first), str(found.period.last), found.words) == (first, last, words)


@pytest.mark.parametrize(
    ("asked", "since", "count"),
    [
        ("2014-01", "2013-02-01", 12),
        ("2013-Q4", "2013-01-01", 12),
        ("2012-01-01 2013-12-31", "2012-01-01", 24),
        ("2014-01-10 2014-02-09", "2013-03-01", 12),
    ],
)
def test_a_series_has_twelve_months_or_all_of_its_own(asked: str, since: str, count: int) -> None:
    found = span(asked)
    assert (str(found.since), len(found.series)) == (since, count)


def test_without_anything_it_is_the_month_before() -> None:
    assert spans.of(None, None, None, None, date(2014, 1, 5)).name == "2013-12"


def test_midnight_in_london_is_an_hour_earlier_in_summer() -> None:
    assert span("2014-03").moments == ("2014-03-01T00:00:00Z", "2014-03-31T23:00:00Z")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((None, "2013-Q5", None, None), "not a quarter"),
        ((None, "Q4", None, None), "not a quarter"),
        (("2014", None, None, None), "not a month"),
        ((None, None, "2014-02-01", "2014-01-01"), "is before"),
        ((None, None, "2014-02-30", "2014-03-01"), "not a valid date"),
    ],
)
def test_what_is_no_time(given: tuple[str | None, str | None, str | None, str | None], said: str) -> None:
    with pytest.raises(CannotRun, match=said):
        spans.of(*given, date(2014, 1, 5))
