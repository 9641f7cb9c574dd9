"""Months, and the cycles that a month is a part of: which days count, and when somebody can be said to be short."""

from dataclasses import dataclass
from datetime import date, timedelta

from formwright.errors import CannotRun
from formwright.model.duties import Every

ONE_DAY = timedelta(days=1)
MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def month(words: str) -> Period:
    """The month written as `2014-01`. Raises CannotRun for anything else."""
    try:
        first = date.fromisoformat(f"{words}-01")
    except ValueError:
        raise CannotRun(f"'{words}' is not a month.", "Write it as 2014-01.") from None
    return months(first.year, first.month, 1)


def months(year: int, number: int, count: int) -> Period:
    """So many months from this one on."""
    after = year * 12 + number - 1 + count
    return Period(date(year, number, 1), date(after // 12, after % 12 + 1, 1) - ONE_DAY)


def cycle(every: Every | None, of: Period) -> Period:
    """The cycle that a month is a part of: blocks of the calendar year, such as January to March. A week and a day
    are shorter than a month, so the month itself counts."""
    length = MONTHS.get(every.unit, 0) * every.n if every else 0
    if length <= 1 or 12 % length:
        return of
    return months(of.first.year, (of.first.month - 1) // length * length + 1, length)


def spelt(period: Period) -> str:
    """As `2014-01`, by its first month."""
    return f"{period.first:%Y-%m}"
