"""The time that a paper is about: a month, a quarter of the calendar year, or from one day to another."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from formwright.answers.spelling import day_in_words
from formwright.oversight import cycles, spans
from formwright.oversight.counting import LONDON
from formwright.oversight.cycles import ONE_DAY, Period

MONTHS_SHOWN = 12
"""How many months a series has, the last of the paper's own included."""

_UTC = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class Span:
    """`name` is what its files are called after: 2014-01, 2013-Q4 or 2014-01-06-to-2014-02-03."""

    name: str
    period: Period

    @property
    def words(self) -> str:
        """As a title has it: January 2014, October to December 2013, 6 January to 3 February 2014."""
        first, last = self.period.first, self.period.last
        if self.is_months:
            begin, end = f"{first:%B %Y}", f"{last:%B %Y}"
            if begin == end:
                return begin
            return f"{first:%B} to {end}" if first.year == last.year else f"{begin} to {end}"
        return f"{day_in_words(first.isoformat())} to {day_in_words(last.isoformat())}"

    @property
    def is_months(self) -> bool:
        """Whether it is of whole months."""
        return self.period.first.day == 1 and (self.period.last + ONE_DAY).day == 1

    @property
    def months(self) -> tuple[Period, ...]:
        """Every month that it has a day of, whole."""
        return _months(self.period.first, self.period.last)

    @property
    def series(self) -> tuple[Period, ...]:
        """The months of a series: those before, as far as there is room, and its own; the last one is whole."""
        own = self.months
        before = max(0, MONTHS_SHOWN - len(own))
        number = own[0].first.year * 12 + own[0].first.month - 1 - before
        return _months(date(number // 12, number % 12 + 1, 1), self.period.last)

    @property
    def since(self) -> date:
        """The first day of what the period is held against."""
        return self.series[0].first

    @property
    def moments(self) -> tuple[str, str]:
        """When it begins, and when it is over, as the record's events have it."""
        return _moment(self.period.first), _moment(self.period.last + ONE_DAY)

    def is_over(self, today: date) -> bool:
        return today > self.period.last


def of(month: str | None, quarter: str | None, since: str | None, until: str | None, today: date) -> Span:
    """What was asked for; the month before this one where nothing was. Raises CannotRun for what is no time."""
    if month is not None:
        return Span(month, cycles.month(month))
    if quarter is not None:
        return Span(quarter.upper(), spans.quarter(quarter))
    if since is not None and until is not None:
        period = spans.span(None, None, since, until)
        return Span(f"{period.first}-to-{period.last}", period)
    before = today.replace(day=1) - ONE_DAY
    return Span(f"{before:%Y-%m}", cycles.months(before.year, before.month, 1))


def _months(first: date, last: date) -> tuple[Period, ...]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    begin = first.year * 12 + first.month - 1
    return tuple(cycles.months(n // 12, n % 12 + 1, 1) for n in range(begin, begin + count))


def _moment(day: date) -> str:
    """Midnight in London, in UTC."""
    return datetime.combine(day, time(), LONDON).astimezone(UTC).strftime(_UTC)
