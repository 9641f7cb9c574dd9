"""One return with all that has happened to it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from formwright.record.events import Event, What
from formwright.record.rows import Return


@dataclass(frozen=True, slots=True)
class Decision:
    """That another return counts instead of this one: which, who decided it, why, when."""

    by: str
    relation: str
    who: str
    why: str
    at: str


@dataclass(frozen=True)
class Dossier:
    """`events` are those of this return, in the order in which they happened."""

    of: Return
    events: tuple[Event, ...]

    @cached_property
    def arrivals(self) -> tuple[Event, ...]:
        """Each time that these bytes came in, the first time first."""
        return tuple(e for e in self.events if e.what in (What.RECEIVED, What.DUPLICATE))

    @property
    def received(self) -> str | None:
        return self.arrivals[0].at if self.arrivals else None

    @property
    def sender(self) -> str | None:
        return next((said(e, "sender") for e in self.arrivals if said(e, "sender")), None)

    @property
    def replaced(self) -> Decision | None:
        """The decision by which it does not count, where there is one that was not taken back."""
        last = next((e for e in reversed(self.events) if e.what in (What.SUPERSEDED, What.REINSTATED)), None)
        if last is None or last.what is What.REINSTATED:
            return None
        by, relation, who, why = (said(last, key) or "" for key in ("by", "relation", "who", "why"))
        return Decision(by, relation, who, why, last.at)

    @cached_property
    def notices(self) -> Mapping[str, Event]:
        """The last step of each notice about it, by the notice's key."""
        return {said(e, "key") or "": e for e in self.events if e.what is What.NOTICE}

    @property
    def notice_states(self) -> Counter[str]:
        return Counter(said(e, "state") or "" for e in self.notices.values())

    def history(self) -> Iterator[Event]:
        """What a person should read of it, the last first."""
        return reversed(self.events)


def said(event: Event, key: str) -> str | None:
    """What an event says under this key, as text."""
    found = event.more.get(key)
    return None if found is None else str(found)
