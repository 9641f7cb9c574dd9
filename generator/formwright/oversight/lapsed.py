"""What the journal has that is of no return and is past its time: draws of cases, entries about duties, reminders."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from formwright.model.duties import Duties
from formwright.oversight import cycles, decisions, stages
from formwright.oversight.cycles import Period
from formwright.oversight.decisions import Sort
from formwright.record.events import Event, What

LEAST = 12
"""For how many months a draw is needed, where no duty says it: a case is not drawn twice in that time."""


@dataclass(frozen=True, slots=True)
class Lapsed:
    """Which events go, by what they are, and how many of each kind: `draws` lose the cases and people that they name
    and keep their month, `duties` and `reminders` go whole. `needed` are those of that time that are still needed."""

    draws: int
    duties: int
    reminders: int
    needed: int
    _gone: frozenset[int]
    _cut: frozenset[int]

    @property
    def is_nothing(self) -> bool:
        return not (self.draws or self.duties or self.reminders)

    def kept(self, event: Event) -> Event | None:
        """What stays of an event; None where nothing does."""
        if _id(event) in self._gone:
            return None
        return cut(event) if _id(event) in self._cut else event


def cut(event: Event) -> Event:
    """A draw without the cases, and without what could be used to find them out."""
    drawn = event.more.get("drawn")
    number = len(drawn) if isinstance(drawn, list) else event.more.get("number", 0)
    return Event(event.what, event.at, None, {"month": event.more.get("month"), "number": number})


def look(events: Iterable[Event], before: date, today: date, duties: Duties | None) -> Lapsed:
    """Of all events that concern no return."""
    gone, cuts, count, needed = set[int](), set[int](), {What.DUTY: 0, What.NOTICE: 0}, 0
    own = [event for event in events if event.sha256 is None]
    still = _still_counted_from(own, duties)
    open = _open(own)
    for event in own:
        match event.what:
            case What.DRAW:
                month = _month(event.more.get("month"))
                if month is None or month.last >= before or "drawn" not in event.more:
                    continue
                if _after(month, _months(duties)) >= today:
                    needed += 1
                else:
                    cuts.add(_id(event))
            case What.DUTY | What.NOTICE:
                on = _day_of_duty(event) if event.what is What.DUTY else day(event.at)
                if on is None or on >= before:
                    continue
                if _id(event) in still or event.more.get("key") in open:
                    needed += 1
                else:
                    gone.add(_id(event))
                    count[event.what] += 1
            case _:
                pass
    return Lapsed(len(cuts), count[What.DUTY], count[What.NOTICE], needed, frozenset(gone), frozenset(cuts))


def day(words: str | None) -> date | None:
    """The day with which these words begin."""
    try:
        return date.fromisoformat((words or "")[:10])
    except ValueError:
        return None


def _id(event: Event) -> int:
    """The same for the same event, read again."""
    return hash((event.what, event.at, event.sha256, repr(event.more)))


def _months(duties: Duties | None) -> int:
    return max((one.draw.months for one in duties.duties if one.draw), default=LEAST) if duties else LEAST


def _month(words: object) -> Period | None:
    on = day(f"{words}-01")
    return cycles.months(on.year, on.month, 1) if on else None


def _after(month: Period, count: int) -> date:
    return cycles.months(month.first.year, month.first.month, count + 1).last


def _day_of_duty(event: Event) -> date | None:
    """The last day that an entry is about."""
    said = decisions.read(event)
    of_month = _month(said.month) if said.month else None
    return said.on or (of_month.last if of_month else day(event.at))


def _still_counted_from(events: Iterable[Event], duties: Duties | None) -> set[int]:
    """The last day of each duty, for each name, from which other days are counted, however long ago it was."""
    starts = set(stages.may_start(duties)) if duties else set[str]()
    last: dict[tuple[str, str | None], tuple[date, int]] = {}
    for event in events:
        if event.what is not What.DUTY:
            continue
        said = decisions.read(event)
        if said.sort is Sort.DONE and said.on and (said.duty in starts or duties is None):
            key = said.duty, said.about
            last[key] = max(last.get(key, (said.on, 0)), (said.on, _id(event)))
    return {id for _, id in last.values()}


def _open(events: Iterable[Event]) -> set[object]:
    """The keys of the reminders of which it is not known whether they arrived."""
    states = {event.more.get("key"): event.more.get("state") for event in events if event.what is What.NOTICE}
    return {key for key, state in states.items() if state in ("sending", "uncertain")}
