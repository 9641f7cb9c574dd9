"""What people say became of an action since its return came, and what of that stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from formwright.record.events import Event, What


class Said(StrEnum):
    """The kinds of updates, as the journal has them."""

    DONE = "done"
    REVIEWED = "reviewed"
    NEW_DATE = "new-date"
    NOT_NEEDED = "not-needed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Update:
    """One update to the action at `path` in a return, whose position there was `number` and whose words were `same`.
    `day` is that on which it was done or reviewed, or its new last day (`2014-01-15`); `by` who did or reviewed it, or
    who said so; `why` and `approved_by` are there where a reason was asked for."""

    said: Said
    path: str
    number: int
    same: str
    day: str | None = None
    by: str | None = None
    why: str | None = None
    approved_by: str | None = None
    at: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the updates come to: `state` is done, reviewed or not-needed, or nothing where it is open again or only
    `due` is another day. `last` is the update that stands."""

    state: str
    day: str | None
    due: str | None
    last: Update


def standing(updates: Iterable[Update]) -> Standing | None:
    """What stands of all updates to one action, in their order; None where nothing does. A withdrawal takes back the
    last one that stands."""
    left = kept(updates)
    if not left:
        return None
    last = left[-1]
    due = next((one.day for one in reversed(left) if one.said is Said.NEW_DATE), None)
    if last.said is Said.NEW_DATE:
        return Standing("", None, due, last)
    return Standing(last.said.value, last.day, due, last)


def kept(updates: Iterable[Update]) -> list[Update]:
    """Those that were not withdrawn."""
    left = list[Update]()
    for one in updates:
        if one.said is not Said.WITHDRAWN:
            left.append(one)
        elif left:
            left.pop()
    return left


def written(update: Update, sha256: str, at: str, file: str) -> Event:
    """The event that records it."""
    plain = {
        "row": update.path,
        "number": update.number,
        "state": update.said.value,
        "same": update.same,
        "day": update.day,
        "who": update.by,
        "why": update.why,
        "approved_by": update.approved_by,
        "file": file,
    }
    return Event(What.ACTION, at, sha256, {key: value for key, value in plain.items() if value is not None})


def of_events(events: Iterable[Event]) -> Iterator[Update]:
    """What these events say of actions, those left out that say nothing of one."""
    return (_read(event) for event in events if event.what is What.ACTION and event.more.get("state") in set(Said))


def _read(event: Event) -> Update:

    def said(key: str) -> str | None:
        value = event.more.get(key)
        return None if value is None else str(value)

    return Update(
        Said(said("state") or ""),
        said("row") or "",
        int(str(event.more.get("number") or 0)),
        said("same") or "",
        said("day"),
        said("who"),
        said("why"),
        said("approved_by"),
        event.at,
    )
