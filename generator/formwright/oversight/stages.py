"""Dates that are counted from a day: the stages of a review from its first day on site, and forums six weeks apart.

The day stands in the record as something that was done (`review-on-site`, for a service area), or is given for a plan.
What follows is counted from what really happened where that is recorded, else from the deadline. Days are calendar days
unless the duty says working days; the days of a stage that takes several are working days.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from formwright.model.alike import alike
from formwright.model.duties import Duties, Duty, Within
from formwright.oversight import working_days
from formwright.oversight.cycles import ONE_DAY, Period, months
from formwright.oversight.decisions import Decision, Sort

BEFORE_IT_STARTS = timedelta(days=31)  # what is done for a review so long before its first day belongs to it


@dataclass(frozen=True, slots=True)
class Stage:
    """One date. `by` is the last day on which it is in time, `done` the day on which it was done, where that is known.
    `about` is the service area, or whatever else it is for. `first` is the first day of a stage of several days."""

    duty: Duty
    about: str | None
    by: date
    done: date | None = None
    first: date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is counted from a day, until another; `about` is the service area, in words."""

    start: Duty
    day: date
    about: str | None
    stages: tuple[Stage, ...]
    until: date


def plan(duties: Duties, start: Duty, day: date, about: str | None, until: date) -> list[Stage]:
    """Everything that is counted from this day, in order of date; what comes again and again, until this day."""
    begun = Decision(Sort.DONE, start.id, on=day, about=about)
    if start.every:
        return list(_recurring(start, about, [day], until))
    found = list(_following(duties, begun, ()))
    for duty in duties.duties:
        if _comes_again(duty):
            found += _recurring(duty, about, _bases(duty, found, ()), until)
    return sorted(found, key=lambda stage: stage.by)


def due(duties: Duties, duty: Duty, standing: Sequence[Decision], month: Period) -> Iterator[Stage]:
    """The deadlines of one duty that fall in a month, by what is recorded."""
    for about, begun in _starts(duties, standing):
        stages = [stage for start in begun for stage in _following(duties, start, standing)]
        if _comes_again(duty):
            stages = list(_recurring(duty, about, _bases(duty, stages, _done(standing, duty, about)), month.last))
        yield from (stage for stage in stages if stage.duty is duty and stage.by in month)


def may_start(duties: Duties) -> list[str]:
    """The duties from whose day others are counted, and those that come again and again."""
    counted_from = {duty.counts_from for duty in duties.duties}
    return [d.id for d in duties.duties if (d.id in counted_from and not d.counts_from) or _comes_again(d)]


def _comes_again(duty: Duty) -> bool:
    return duty.every is not None and duty.every.unit == "week" and duty.counts_from is not None


def _starts(duties: Duties, standing: Sequence[Decision]) -> Iterator[tuple[str | None, list[Decision]]]:
    """For each name that anything was done for: the days from which stages are counted."""
    dated = {d.id for d in duties.duties if d.counts_from or _comes_again(d)} | {d.counts_from for d in duties.duties}
    names = {alike(d.about or ""): d.about for d in standing if d.sort is Sort.DONE and d.duty in dated and d.on}
    first = {d.id for d in duties.duties if d.id in dated and not d.counts_from}
    for name in names.values():
        yield name, [d for d in standing if d.sort is Sort.DONE and d.duty in first and d.on and d.is_for(None, name)]


def _following(duties: Duties, start: Decision, standing: Sequence[Decision]) -> Iterator[Stage]:
    """The stages that are counted from one day, and from each other; those before it are counted back from it."""
    begun = duties.get(start.duty)
    assert begun is not None
    assert start.on is not None
    last = _last_day(begun, start.on)
    yield Stage(begun, start.about, last, start.on, start.on)
    known = {start.duty: (start.on, last)}
    waiting = [d for d in duties.duties if d.counts_from and not _comes_again(d)]
    while ready := [d for d in waiting if d.counts_from in known]:
        for duty in ready:
            first, last = known[duty.counts_from or ""]
            by = first if duty.within and duty.within.before else last
            by = shifted(by, duty.within) if duty.within else by
            done = _first_done(standing, duty, start)
            yield Stage(duty, start.about, by, done)
            known[duty.id] = (done or by, done or by)
            waiting.remove(duty)


def _first_done(standing: Iterable[Decision], duty: Duty, start: Decision) -> date | None:
    """When it was done for this start, and not for the one before or after it."""
    assert start.on is not None
    of_start = [d.on for d in standing if d.duty == start.duty and d.sort is Sort.DONE and d.on and d.on > start.on]
    until = min(of_start, default=date.max) - BEFORE_IT_STARTS
    days = [d for d in _done(standing, duty, start.about) if start.on - BEFORE_IT_STARTS <= d < until]
    return min(days, default=None)


def _done(standing: Iterable[Decision], duty: Duty, about: str | None) -> list[date]:
    found = (d for d in standing if d.sort is Sort.DONE and d.duty == duty.id)
    return sorted(d.on for d in found if d.on and alike(d.about or "") == alike(about or ""))


def _bases(duty: Duty, stages: Iterable[Stage], done: Iterable[date]) -> list[date]:
    """The days on which something that comes again took place; where it never has, the day by which it first must."""
    first = [stage for stage in stages if stage.duty.id == duty.counts_from]
    took_place = sorted([*(stage.done for stage in first if stage.done), *done])
    return took_place or sorted(stage.by for stage in first)[:1]


def _recurring(duty: Duty, about: str | None, took_place: Sequence[date], until: date) -> Iterator[Stage]:
    """One deadline after the other, each counted from the time before, and from the deadline where there was none."""
    if not took_place or duty.every is None:
        return
    step = timedelta(weeks=duty.every.n)
    last = took_place[0]
    for day in took_place[1:]:
        while day - last >= 2 * step:
            last += step
            yield Stage(duty, about, last)
        yield Stage(duty, about, last + step, day)
        last = day
    while (last := last + step) <= until:
        yield Stage(duty, about, last)


def _last_day(duty: Duty, first: date) -> date:
    """The last of the days that it takes, which are working days."""
    length = duty.how_many if duty.how_many and (duty.unit or "").startswith("days") else 1
    day = first
    for _ in range(length - 1):
        day = working_days.following(day)
    return day


def shifted(day: date, within: Within) -> date:
    """The day of a deadline that is counted from another day, which is not counted itself."""
    count = -within.n if within.before else within.n
    match within.unit:
        case "weeks":
            return day + timedelta(weeks=count)
        case "months":
            number = day.month - 1 + count
            whole = months(day.year + number // 12, number % 12 + 1, 1)
            return whole.first.replace(day=min(day.day, whole.last.day))
        case "working-days" if count >= 0:
            return working_days.add(day, count)
        case "working-days":
            return _back(day, -count)
        case "days":
            return day + timedelta(days=count)
        case _:  # hours
            return day + timedelta(days=count // 24)


def _back(day: date, count: int) -> date:
    """So many working days before a day."""
    while count:
        day -= ONE_DAY
        count -= working_days.is_working_day(day)
    return day
