"""Who holds which role in a month: people as they are, not as the directory lists their posts.

Somebody may hold a role for two teams, move from one to another, begin or leave within a month, or stand in for somebody
else. All posts under one name in one role are one person's.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from formwright.model.alike import alike
from formwright.model.framework import Directory
from formwright.oversight.cycles import ONE_DAY, Period
from formwright.oversight.working_days import is_working_day


@dataclass(frozen=True, slots=True)
class Post:
    """A role that somebody holds from one day to another, in a service area or a team, or for all."""

    area: str | None
    team: str | None
    held: Period


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


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody who stands in for a person in a role, for a time."""

    role: str
    name: str
    instead_of: str
    held: Period


def holders(directory: Directory, roles: Iterable[str], period: Period, areas: Iterable[str] = ()) -> list[Person]:
    """Everybody who holds one of these roles on a day of the period, in these service areas or, if there are none, in
    any; in the order of the directory."""
    wanted, within = tuple(dict.fromkeys(roles)), frozenset(areas)
    found: dict[tuple[str, str], Person] = {}
    for role in wanted:
        for holder in directory.of(role):
            held = Period(date.min, date.max)
            if held.last < period.first or held.first > period.last or (within and holder.service_area not in within):
                continue
            post = Post(holder.service_area, holder.team, held)
            known = found.get((role, alike(holder.name)))
            posts = (*known.posts, post) if known else (post,)
            found[role, alike(holder.name)] = Person(
                role, known.name if known else holder.name, known.email if known else holder.email, posts
            )
    return list(found.values())


def stand_ins(directory: Directory, roles: Iterable[str], period: Period) -> list[StandIn]:
    return []


def _working_days(period: Period) -> Iterator[date]:
    day = period.first
    while day <= period.last:
        if is_working_day(day):
            yield day
        day += ONE_DAY
