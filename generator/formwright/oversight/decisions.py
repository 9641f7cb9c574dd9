"""What people record about duties: that somebody is exempt, who approved it and why; that something was done which no
return shows, or on which day it began; and that such an entry no longer stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from formwright.model.alike import alike
from formwright.record.events import Event, What


class Sort(StrEnum):
    EXEMPT = "exempt"
    DONE = "done"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry about a duty. `month` is the one that an exemption is for, `on` the day on which something was done.
    `person` has the duty, `about` is the service area or other name that it was done for, each None if not said."""

    sort: Sort
    duty: str
    month: str | None = None
    on: date | None = None
    person: str | None = None
    about: str | None = None
    approved_by: str | None = None
    why: str | None = None

    def is_for(self, person: str | None, about: str | None = None) -> bool:
        """Whether it is for this person and this name; what it leaves open fits any."""
        return _fits(self.person, person) and _fits(self.about, about)

    @property
    def key(self) -> tuple[object, ...]:
        return (self.duty, self.month, self.on, alike(self.person or ""), alike(self.about or ""))


def standing(events: Iterable[Event]) -> list[Decision]:
    """Those that have not been withdrawn, in the order in which they were made."""
    found: dict[tuple[object, ...], Decision] = {}
    for event in events:
        decision = read(event)
        found.pop(decision.key, None)
        if decision.sort is not Sort.WITHDRAWN:
            found[decision.key] = decision
    return list(found.values())


def read(event: Event) -> Decision:
    """What an event of the record says."""

    def said(key: str) -> str | None:
        value = event.more.get(key)
        return None if value is None else str(value)

    on = said("on")
    return Decision(
        Sort(said("state") or Sort.EXEMPT),
        said("duty") or "",
        said("month"),
        date.fromisoformat(on) if on else None,
        said("person"),
        said("about"),
        said("approved_by"),
        said("why"),
    )


def written(decision: Decision, at: str) -> Event:
    """The event that records it."""
    more = {
        "state": decision.sort.value,
        "duty": decision.duty,
        "month": decision.month,
        "on": decision.on.isoformat() if decision.on else None,
        "person": decision.person,
        "about": decision.about,
        "approved_by": decision.approved_by,
        "why": decision.why,
    }
    return Event(What.DUTY, at, None, {key: value for key, value in more.items() if value is not None})


def _fits(said: str | None, wanted: str | None) -> bool:
    return said is None or (wanted is not None and alike(said) == alike(wanted))
