"""The bare counts that stay of returns that were removed at the end of their time: how many there were of each month,
form, service area and judgement, and nothing of any one of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date

from formwright.record.events import Event, What
from formwright.record.rows import Return
from formwright.record.store import Wanted


@dataclass(frozen=True, slots=True)
class Count:
    """`returns` so many that counted. `month` is that of the audit (`2014-01`). None is what the return did not say."""

    month: str | None
    form: str | None
    area: str | None
    judgement: str | None
    returns: int


def counted(returns: Iterable[tuple[Return, bool]]) -> tuple[Count, ...]:
    """Of these returns, each with whether it counted: one in whose place another did is not one of the year's."""
    found = Counter(
        (one.date[:7] if one.date else None, one.form, one.area, one.judgement) for one, counts in returns if counts
    )
    return tuple(Count(*key, number) for key, number in sorted(found.items(), key=lambda one: tuple(map(str, one[0]))))


def event(at: str, before: date, who: str, counts: Sequence[Count], others: int, despite: Sequence[str]) -> Event:
    """`others` is how many files went with them that were no returns; `despite` is what stood against it."""
    rows = [[one.month, one.form, one.area, one.judgement, one.returns] for one in counts]
    more = {"before": before.isoformat(), "who": who, "counts": rows, "others": others, "despite": list(despite)}
    return Event(What.REMOVED, at, None, more)


def counts(events: Iterable[Event]) -> Iterator[Count]:
    """Of all removals."""
    for one in events:
        rows = one.more.get("counts")
        for row in rows if isinstance(rows, list) else ():
            yield Count(*row)


def until(events: Iterable[Event]) -> date | None:
    """The latest day before which anything was removed."""
    days = (str(one.more.get("before") or "") for one in events)
    return max((date.fromisoformat(day) for day in days if day), default=None)


def number(those: Iterable[Count], wanted: Wanted) -> int | None:
    """How many of those wanted were removed; None where the counts cannot say that."""
    known = {"month", "form", "area", "judgement", "counts"}
    if any(getattr(wanted, field.name) != field.default for field in fields(wanted) if field.name not in known):
        return None
    asked = (wanted.month, wanted.form, wanted.area, wanted.judgement)
    return sum(
        one.returns
        for one in those
        if all(
            want in (None, said or "")
            for want, said in zip(asked, (one.month, one.form, one.area, one.judgement), strict=True)
        )
    )
