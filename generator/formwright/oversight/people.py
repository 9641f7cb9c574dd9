"""Who holds which role in a month: people as they are, not as the directory lists their posts.

Somebody may hold a role for two teams, move from one to another, begin or leave within a month, or stand in for
somebody else. All posts under one name in one role are one person's.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from formwright.model.alike import alike
from formwright.model.framework import Directory
from formwright.oversight.cycles import ONE_DAY, Period
from formwright.oversight.working_days import is_working_day

ALWAYS = Period(date.min, date.max)


@dataclass(frozen=True, slots=True)
class Post:
    """A role that somebody holds from one day to another, in a service area or a team, or for all."""

    role: str
    name: str
    email: str
    area: str | None = None
    team: str | None = None
    held: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody who stands in for a person in a role, for a time."""

    role: str
    name: str
    instead_of: str
    held: Period


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody in the directory. `names` are all of their names, as they are compared."""

    posts: tuple[Post, ...]
    stand_ins: tuple[StandIn, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        found = [*(post.name for post in self.posts), *(one.name for one in self.stand_ins)]
        return frozenset(map(alike, found))


def roster(directory: Directory) -> Roster:
    """Of all days, whatever day the directory is of."""
    everybody = directory.all_holders
    return Roster(
        tuple(Post(h.role, h.name, h.email, h.service_area, h.team, _held(h.first, h.last)) for h in everybody),
        tuple(StandIn(h.role, one.name, h.name, _held(one.first, one.last)) for h in everybody for one in h.stand_ins),
    )


def _held(first: str | None, last: str | None) -> Period:
    return Period(
        date.fromisoformat(first) if first else date.min,
        date.fromisoformat(last) if last else date.max,
    )


@dataclass(frozen=True, slots=True)
class Person:
    role: str
    name: str
    email: str
    posts: tuple[Post, ...]

    def holds(self, day: date) -> bool:
        return any(day in post.held for post in self.posts)

    def areas(self, day: date) -> frozenset[str]:
        """Their own service areas on a day."""
        return frozenset(post.area for post in self.posts if post.area and day in post.held)

    def is_whole(self, period: Period) -> bool:
        """Whether they hold the role on every working day of a period."""
        return all(self.holds(day) for day in _working_days(period))

    def first_day(self, period: Period) -> date:
        return max(period.first, min(post.held.first for post in self.posts))

    def last_day(self, period: Period) -> date:
        return min(period.last, max(post.held.last for post in self.posts))


def holders(of: Roster, roles: Iterable[str], period: Period, areas: Iterable[str] = ()) -> list[Person]:
    """Everybody who holds one of these roles on a day of the period, in these service areas or, if there are none, in
    any; in the order of the directory."""
    within = frozenset(areas)
    found: dict[tuple[str, str], Person] = {}
    for role in dict.fromkeys(roles):
        for post in of.posts:
            is_there = post.held.last >= period.first and post.held.first <= period.last
            if post.role != role or not is_there or (within and post.area not in within):
                continue
            key = role, alike(post.name)
            known = found.get(key, Person(role, post.name, post.email, ()))
            found[key] = replace(known, posts=(*known.posts, post))
    return list(found.values())


def _working_days(period: Period) -> Iterator[date]:
    day = period.first
    while day <= period.last:
        if is_working_day(day):
            yield day
        day += ONE_DAY
