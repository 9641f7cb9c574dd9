"""Which returns count, by the team's decisions; and which returns have to do with each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from formwright.diagnostics import Diagnostic, error
from formwright.notices import things
from formwright.notices.setting import Held
from formwright.places import Place
from formwright.record.events import What
from formwright.record.rows import Return


@dataclass(frozen=True, slots=True)
class Decisions:
    """`instead` has the return that counts instead, by the sha256 of each that does not (empty where none does),
    `touched` all about which there ever was a decision, each with those that it names. `removed` are returns that
    are gone at the end of their time."""

    instead: Mapping[str, str]
    touched: frozenset[str]
    pairs: tuple[tuple[str, str], ...]
    removed: frozenset[str]

    @classmethod
    def of(cls, held: Held) -> "Decisions":
        pairs: dict[tuple[str, str], None] = {}
        for event in held.events(What.SUPERSEDED):
            if event.sha256:
                pairs[event.sha256, str(event.more.get("by") or event.sha256)] = None
        touched = frozenset(one for pair in pairs for one in pair)
        removed = frozenset(event.sha256 for event in held.events(What.REMOVED) if event.sha256)
        return cls(held.superseded(), touched, tuple(pairs), removed)

    def counting(self, returns: Iterable[Return]) -> tuple[tuple[Return, ...], tuple[Diagnostic, ...]]:
        """Those of returns, all that have to do with each other, that count. One in whose place nothing counts that is
        there still does, lest nobody is told; an error says so."""
        known = {returned.sha256: returned for returned in returns}
        count, faults = [], []
        for returned in known.values():
            last = self._last(returned.sha256)
            if last == returned.sha256:
                count.append(returned)
            elif last is None or (last not in known and last not in self.removed and last != ""):
                count.append(returned)
                faults.append(_lost(returned))
        return tuple(count), tuple(faults)

    def is_removed(self, returned: Return) -> bool:
        """Whether the return that counts instead of this one is gone at the end of its time."""
        return self._last(returned.sha256) in self.removed

    def _last(self, sha256: str) -> str | None:
        """The return that counts in the end; None where decisions go round in a circle."""
        seen = set[str]()
        while sha256 in self.instead:
            if sha256 in seen:
                return None
            seen.add(sha256)
            sha256 = self.instead[sha256]
        return sha256


def _lost(returned: Return) -> Diagnostic:
    message = "This return was superseded by one that is not there or is superseded itself, so it still counts."
    hint = "Decide again which return counts, with 'formwright supersede'."
    return error("notice/nothing-counts", Place(returned.file), message, hint)


@dataclass(frozen=True, slots=True)
class Joined:
    """Returns that have to do with each other: of one audit, or decided about together. `decided` are the audits
    about which there was a decision."""

    decided: frozenset[str]
    _groups: Mapping[str, str]
    _repeated: frozenset[str]

    @classmethod
    def of(cls, returns: Iterable[Return], decisions: Decisions) -> "Joined":
        seen, repeated, thing_of = set[str](), set[str](), dict[str, str]()
        for returned in returns:
            thing = things.audit(returned)
            (repeated if thing in seen else seen).add(thing)
            if returned.sha256 in decisions.touched:
                thing_of[returned.sha256] = thing
        groups = _Groups()
        for first, second in decisions.pairs:
            if first in thing_of and second in thing_of:
                groups.join(thing_of[first], thing_of[second])
            for one in (first, second):
                if one in thing_of:
                    groups.join(thing_of[one], thing_of[one])
        return cls(frozenset(groups.root), {thing: groups.of(thing) for thing in groups.root}, frozenset(repeated))

    def group(self, returned: Return) -> str | None:
        """The same for all returns that have to do with each other; None for one that stands alone."""
        thing = things.audit(returned)
        return self._groups.get(thing) or (thing if thing in self._repeated else None)


@dataclass(slots=True)
class _Groups:
    root: dict[str, str] = field(default_factory=dict)

    def of(self, one: str) -> str:
        while self.root.setdefault(one, one) != one:
            one = self.root[one]
        return one

    def join(self, one: str, other: str) -> None:
        self.root[self.of(one)] = self.of(other)
