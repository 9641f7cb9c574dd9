"""The draw: cases taken at random from a list, each for somebody outside the case's own service area, spread fairly.

Chance is a ranking by SHA-256 of the seed and each case id, so that the same seed and list give the same draw on any
machine, in any version of Python, and whatever the order of the list. Where the only cases for somebody were given to
others, these are given other cases instead (an augmenting path), so that a fair spread is found wherever there is one.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """One case of the list: `area` is the id of its service area, `answers` what the list says, by the form's paths."""

    id: str
    area: str
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Auditor:
    """Somebody who gets cases: from any area but their own."""

    name: str
    areas: frozenset[str]

    def may_have(self, case: Case) -> bool:
        return case.area not in self.areas


@dataclass(frozen=True, slots=True)
class Drawn:
    case: Case
    to: str


@dataclass(frozen=True, slots=True)
class Lacking:
    """Why no draw is possible: who got too few, of how many, and for how many cases of the list they may be asked."""

    name: str
    got: int
    wanted: int
    possible: int


def draw(
    cases: Iterable[Case], auditors: Sequence[Auditor], number: int, seed: str, each: int = 0
) -> tuple[Drawn, ...] | Lacking:
    """So many cases for the auditors, and at least `each` for everybody. Their numbers differ by one at most, or by no
    more than the list makes necessary; who gets one more is drawn as well. `Lacking` is the first for whom there are
    too few cases, where that is not possible."""
    ranked = sorted(cases, key=lambda case: _rank(seed, "case", case.id))
    people = sorted(auditors, key=lambda auditor: _rank(seed, "auditor", auditor.name))
    given: dict[str, str] = {}  # the auditor of each case that is drawn
    while len(given) < number:
        counts = counted(given.values(), people)
        by_need = sorted(people, key=lambda one: counts[one.name])  # of equals, the order in which they were drawn
        wanted = max(each, counts[by_need[0].name] + 1)
        served = next((one for one in by_need if _give(one, ranked, people, given)), None)
        short = by_need[0] if served is None or counts[served.name] >= each > counts[by_need[0].name] else None
        if short is not None:
            possible = sum(short.may_have(case) for case in ranked)
            return Lacking(short.name, counts[short.name], wanted, possible)
    return tuple(Drawn(case, given[case.id]) for case in ranked if case.id in given)


def counted(names: Iterable[str], people: Iterable[Auditor]) -> dict[str, int]:
    """How many cases each of them has."""
    counts = {auditor.name: 0 for auditor in people}
    for name in names:
        counts[name] += 1
    return counts


def _give(auditor: Auditor, ranked: Sequence[Case], people: Sequence[Auditor], given: dict[str, str]) -> bool:
    """One more case for somebody: the first that is free, else one whose auditor can have another in its place."""
    by_name = {one.name: one for one in people}
    asked_by: dict[str, tuple[str, str]] = {}  # who would take which case from somebody
    waiting = [auditor]
    for who in waiting:
        for case in ranked:
            owner = given.get(case.id)
            if not who.may_have(case) or owner == who.name:
                continue
            if owner is None:
                given[case.id] = who.name
                name = who.name
                while name in asked_by:
                    name, taken = asked_by[name]
                    given[taken] = name
                return True
            if owner not in asked_by and owner != auditor.name:
                asked_by[owner] = who.name, case.id
                waiting.append(by_name[owner])
    return False


def _rank(seed: str, what: str, id: str) -> bytes:
    return hashlib.sha256(f"{seed}\n{what}\n{id}".encode()).digest()
