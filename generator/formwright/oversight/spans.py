"""The days that a report is about: a month, a quarter, or from one day to another, as people write them."""

import re
from datetime import date

from formwright.errors import CannotRun
from formwright.oversight.cycles import Period, month, months


def span(in_month: str | None, in_quarter: str | None, since: str | None, until: str | None) -> Period:
    """The days meant by what was given; all days where nothing was. Raises CannotRun where one of them cannot be read,
    where more than one span is meant, or where it ends before it begins."""
    given = [in_month is not None, in_quarter is not None, (since or until) is not None]
    if sum(given) > 1:
        raise CannotRun("More than one span of time is given.", "Use only one of --month, --quarter, and --from/--to.")
    if in_month is not None:
        return month(in_month)
    if in_quarter is not None:
        return quarter(in_quarter)
    found = Period(day(since) if since else date.min, day(until) if until else date.max)
    if found.last < found.first:
        raise CannotRun(f"{until} is before {since}.", "Give the earlier day with --from.")
    return found


def quarter(words: str) -> Period:
    """Three months of the calendar year: `2014-Q1` is January to March. Raises CannotRun for anything else."""
    found = re.fullmatch(r"(\d{4})-?[Qq]([1-4])", words.strip(), re.ASCII)
    if found is None or not int(found[1]):
        raise CannotRun(f"'{words}' is not a quarter.", "Write January to March 2014 as 2014-Q1.")
    return months(int(found[1]), 3 * int(found[2]) - 2, 3)


def quarter_of(day: date) -> Period:
    """The quarter that a day is in."""
    return months(day.year, (day.month - 1) // 3 * 3 + 1, 3)


def day(words: str) -> date:
    """A day as people write it: `2014-03-03`. Raises CannotRun for anything else."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise CannotRun(f"'{words}' is not a valid date.", "Write it as 2014-03-03.") from None
