"""Where a case was judged twice: by two auditors, or by an auditor and a moderator in one return.

Two returns are two judgements of one case where they are of one form, version and case, complete, by different people,
and not further apart than so many days. A second audit counts once, against the latest one before it by somebody else;
two people make one pair a case. A return that another replaces is not a second judgement (a correction, a draft, the
same again), but of two that contradict each other both are, whichever the team lets count. One walk over the record.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from formwright.model.alike import alike
from formwright.model.review import Status
from formwright.oversight.cycles import ONE_DAY, Period
from formwright.oversight.judged import Item
from formwright.record.rows import Return
from formwright.record.store import Record

WITHIN = 31
"""The days within which a second audit judges the same practice, where nobody says another number."""

ItemsOf = Callable[[str, str | None], tuple[Item, ...]]
"""What a form asks to be judged, by its id and version; nothing where that version is not known."""


class Why(StrEnum):
    """Why two returns about one case are not two judgements, as the end of a sentence."""

    SAME_PERSON = "by the same person again"
    NOT_NAMED = "without the auditor's name"
    NO_DAY = "without a valid date"
    NOT_COMPLETE = "not complete or not valid"
    OTHER_VERSION = "on another version of the form"
    NOT_JUDGED = "with nothing that both judged"


@dataclass(frozen=True, slots=True)
class Values:
    """What was judged twice, and which step each gave."""

    item: Item
    first: int
    second: int

    @property
    def steps(self) -> int:
        """Above 0 the second was harsher."""
        return self.second - self.first


@dataclass(frozen=True, slots=True)
class Pair:
    """Two judgements of one case. `first` and `second` are the same return where a moderator judged in it; who that
    was, the record does not say."""

    first: Return
    second: Return
    day: date
    values: tuple[Values, ...]

    @property
    def is_one_return(self) -> bool:
        return self.first.file == self.second.file


@dataclass(frozen=True, slots=True)
class Passed:
    """A return that may look like a second judgement and is none."""

    one: Return
    why: Why


@dataclass(frozen=True, slots=True)
class Waiting:
    """A return whose moderator has not judged anything yet."""

    one: Return


Found = Pair | Passed | Waiting


def walk(
    record: Record, items_of: ItemsOf, moderated: Iterable[str], period: Period, within: int, form: str | None = None
) -> Iterator[Found]:
    """Whatever was judged twice, by the day of the second judgement, of one form or of all. `moderated` are the forms
    of which a version has a moderator's part."""
    first = period.first - ONE_DAY * within if (period.first - date.min).days > within else date.min
    several = record.by_case(first, period.last, form, several=True)
    for _, of_case in groupby(several, lambda one: one.likeness):
        yield from _audited_again(list(of_case), items_of, period, within)
    for id in moderated:
        rows = record.by_case(period.first, period.last, id) if form in (None, id) else ()
        for _, of_day in groupby(rows, lambda one: (one.likeness or one.file, one.date)):
            by_auditor: dict[str, list[Return]] = {}
            for one in of_day:
                by_auditor.setdefault(alike(one.auditor or ""), []).append(one)
            for same in by_auditor.values():
                yield from _moderated(same, items_of)


def _audited_again(rows: list[Return], items_of: ItemsOf, period: Period, within: int) -> Iterator[Pair | Passed]:
    """The returns of one case, by their days."""
    made = set[frozenset[str]]()
    dated = [(one, day) for one in rows if (day := _day(one))]
    yield from (Passed(one, Why.NO_DAY) for one in rows if _day(one) is None)
    for at, (second, day) in enumerate(dated):
        earlier = [one for one, before in reversed(dated[:at]) if (day - before).days <= within]
        if day not in period or not earlier:
            continue
        first = next((one for one in earlier if _against(one, second) is None), None)
        if first is None:
            why = _against(earlier[0], second)
            if why and not (why is Why.SAME_PERSON and earlier[0].date == second.date):
                yield Passed(second, why)  # on the same day it is the same audit, in another file
            continue
        people = frozenset((alike(first.auditor or ""), alike(second.auditor or "")))
        if people in made:
            continue
        made.add(people)
        values = tuple(_values(items_of(str(second.form), second.version), first, second))
        yield Pair(first, second, day, values) if values else Passed(second, Why.NOT_JUDGED)


def _against(first: Return, second: Return) -> Why | None:
    """Why the second is not another person's judgement."""
    if not first.auditor or not second.auditor:
        return Why.NOT_NAMED
    if alike(first.auditor) == alike(second.auditor):
        return Why.SAME_PERSON
    if not first.status == second.status == Status.COMPLETE:
        return Why.NOT_COMPLETE
    return None if first.version == second.version else Why.OTHER_VERSION


def _values(items: Iterable[Item], first: Return, second: Return) -> Iterator[Values]:
    for item in items:
        one, other = item.step(first), item.step(second)
        if one is not None and other is not None:
            yield Values(item, one, other)


def _moderated(same: list[Return], items_of: ItemsOf) -> Iterator[Found]:
    """One audit, and the files in which it came: the last in which a moderator judged counts."""
    found: Found | None = None
    for one in same:
        items = [item for item in items_of(str(one.form), one.version) if item.again]
        values, day = tuple(_of_both_parts(items, one)), _day(one)
        if values:
            found = Pair(one, one, day, values) if day else Passed(one, Why.NO_DAY)
        elif items and found is None and not one.is_blank:
            found = Waiting(one)
    if found is not None:
        yield found


def _of_both_parts(items: Iterable[Item], one: Return) -> Iterator[Values]:
    for item in items:
        first = item.step(one)
        if first is not None:
            yield from (Values(item, first, second) for second in item.again_in(one))


def _day(one: Return) -> date | None:
    try:
        return date.fromisoformat(one.date or "")
    except ValueError:
        return None
