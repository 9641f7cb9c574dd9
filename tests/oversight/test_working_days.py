"""Working days in England, counted by hand from the published list of bank holidays."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formwright.oversight.working_days import add, is_working_day

days = st.dates(date(2013, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        pytest.param("2026-11-23", 5, "2026-11-30", id="a week later"),
        pytest.param("2026-11-27", 1, "2026-11-30", id="from a Friday"),
        pytest.param("2026-11-28", 1, "2026-11-30", id="from a Saturday"),
        pytest.param("2026-04-01", 2, "2026-04-07", id="over Good Friday and Easter Monday"),
        pytest.param("2027-03-25", 1, "2027-03-30", id="over an Easter in March"),
        pytest.param("2026-05-01", 1, "2026-05-05", id="over the early May bank holiday"),
        pytest.param("2026-08-28", 1, "2026-09-01", id="over the summer bank holiday"),
        pytest.param("2026-12-24", 1, "2026-12-29", id="Boxing Day is a Saturday, so Monday stands in"),
        pytest.param("2026-12-24", 5, "2027-01-05", id="over the end of the year"),
        pytest.param("2027-12-24", 1, "2027-12-29", id="both days of Christmas are at a weekend"),
        pytest.param("2027-12-31", 1, "2028-01-04", id="New Year's Day is a Saturday"),
        pytest.param("2022-12-23", 1, "2022-12-28", id="Christmas Day is a Sunday, so Tuesday stands in"),
        pytest.param("2020-05-07", 1, "2020-05-11", id="the May holiday that was moved to a Friday"),
        pytest.param("2022-05-31", 2, "2022-06-06", id="over the Platinum Jubilee"),
        pytest.param("2022-09-16", 1, "2022-09-20", id="over the State Funeral"),
        pytest.param("2026-03-16", 2, "2026-03-18", id="St Patrick's Day is no holiday in England"),
        pytest.param("2026-08-03", 1, "2026-08-04", id="Scotland's August holiday is none in England"),
        pytest.param("2026-11-28", 0, "2026-11-30", id="none, from a Saturday"),
        pytest.param("2026-11-27", 0, "2026-11-27", id="none, from a working day"),
    ],
)
def test_by_when(day: str, count: int, expected: str) -> None:
    assert add(date.fromisoformat(day), count) == date.fromisoformat(expected)


@given(days, st.integers(0, 30), st.integers(0, 30))
def test_waiting_twice_is_waiting_for_the_sum(day: date, first: int, second: int) -> None:
    assert add(add(day, first), second) == add(day, first + second) or not is_working_day(day)


@given(days, st.integers(0, 60))
def test_it_is_always_a_working_day(day: date, count: int) -> None:
    assert is_working_day(add(day, count))


@given(days, st.integers(0, 60))
def test_one_day_more_is_later(day: date, count: int) -> None:
    assert add(day, count) < add(day, count + 1) or (count == 0 and not is_working_day(day))


def test_there_are_no_fewer_than_none() -> None:
    with pytest.raises(ValueError, match="-1 is not a number of working days"):
        add(date(2026, 1, 5), -1)
