"""Working days in England: Monday to Friday, without the bank holidays."""

from datetime import date, timedelta
from functools import cache

from holidays.countries.united_kingdom import UnitedKingdom

ONE_DAY = timedelta(days=1)


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def add(day: date, count: int) -> date:
    """The day by which something must be done within so many working days of `day`, which is not counted itself,
    working day or not. Within none, it is `day`, or the first working day after it."""
    if count < 0:
        raise ValueError(f"{count} is not a number of working days")
    for _ in range(count):
        day = following(day)
    return day if is_working_day(day) else following(day)


def following(day: date) -> date:
    """The first working day after this one."""
    day += ONE_DAY
    while not is_working_day(day):
        day += ONE_DAY
    return day


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    """With the days that stand in for those at a weekend."""
    return frozenset(UnitedKingdom(subdiv="ENG", years=year))  # type: ignore[no-untyped-call]
