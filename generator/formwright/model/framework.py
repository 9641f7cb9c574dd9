"""A framework: the organisation, and the words that all its documents share."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from formwright.model.action_fields import ActionsIn
from formwright.model.alike import alike
from formwright.model.case_fields import USUAL, CaseFields
from formwright.model.form import Choice
from formwright.model.mail import Mail
from formwright.model.themes import Theme


@dataclass(frozen=True, slots=True)
class Organisation:
    name: str
    service: str


@dataclass(frozen=True, slots=True)
class Role:
    """A post or function, never a person."""

    id: str
    title: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """A team, panel, board or committee."""

    id: str
    title: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceArea:
    id: str
    label: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Team:
    """A team of people who work on cases. `service_area` is the id of the one that it belongs to; a team
    that works for all has none."""

    id: str
    label: str
    service_area: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChoiceList:
    id: str
    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Grade:
    """One step of a scale: a grade box holds `grade`, a judgement holds `id`."""

    id: str
    grade: int
    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Grades from the best to the worst."""

    id: str
    title: str
    grades: tuple[Grade, ...]


@dataclass(frozen=True, slots=True)
class Mailbox:
    id: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Appendix:
    """One of the handbook's appendices; `number` as printed ("2A")."""

    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Change:
    """What one version changed, and when."""

    version: str
    date: str
    what: str


@dataclass(frozen=True, slots=True)
class Approval:
    """`by` is the id of a role or a body."""

    by: str
    on: str


@dataclass(frozen=True, slots=True)
class DocumentControl:
    """Who answers for the framework's documents, and until when: what stands behind a cover. `owner` is the id of a
    role or a body, `contact` of a mailbox. `accessibility_tested` is the day on which the built documents passed all
    checks of accessibility. None is what has not been said."""

    owner: str | None = None
    approved: Approval | None = None
    review: str | None = None
    contact: str | None = None
    other_formats: str | None = None
    accessibility_tested: str | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class ShortName:
    """An abbreviation of the glossary ("PLO") and what it stands for ("Public Law Outline")."""

    short: str
    in_full: str


@dataclass(frozen=True, slots=True)
class Framework:
    title: str
    version: str
    issued: str
    language: str
    organisation: Organisation
    roles: tuple[Role, ...]
    service_areas: tuple[ServiceArea, ...]
    choices: tuple[ChoiceList, ...]
    scales: tuple[Scale, ...]
    mailboxes: tuple[Mailbox, ...]
    appendices: tuple[Appendix, ...] = ()
    bodies: tuple[Body, ...] = ()
    teams: tuple[Team, ...] = ()
    control: DocumentControl | None = None
    short_names: tuple[ShortName, ...] = ()
    case: CaseFields = USUAL
    actions: tuple[ActionsIn, ...] = ()
    themes: tuple[Theme, ...] = ()

    def title_of(self, id: str) -> str:
        """What readers call a role or a body."""
        titles = {role.id: role.title for role in self.roles} | {body.id: body.title for body in self.bodies}
        return titles[id]

    @property
    def name(self) -> str:
        """What its documents say of where they are from."""
        return f"{self.organisation.name}: {self.title}"

    def role(self, id: str) -> Role:
        return next(r for r in self.roles if r.id == id)

    def mailbox(self, id: str) -> Mailbox:
        return next(m for m in self.mailboxes if m.id == id)

    def scale(self, id: str) -> Scale:
        return next(s for s in self.scales if s.id == id)

    def service_area(self, words: str) -> ServiceArea | None:
        """The service area of this id, or that these words name."""
        exact = next((a for a in self.service_areas if a.id == words), None)
        read = alike(words)
        return exact or next((a for a in self.service_areas if read in map(alike, (a.id, a.label, *a.aliases))), None)


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody who is told instead of a holder. Both days count; without the last one it has no end yet."""

    name: str
    email: str
    first: str
    last: str | None = None

    def covers(self, day: str) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who holds a role: everywhere, or in one service area, or in one team; from the `first` day to the `last`
    one, which both count, or always. Whoever is found for a day may be the stand-in of somebody, and for a role that
    nobody holds (`fallback_for`) whoever is told instead."""

    role: str
    name: str
    email: str
    service_area: str | None = None
    team: str | None = None
    first: str | None = None
    last: str | None = None
    stand_ins: tuple[StandIn, ...] = ()
    stands_in_for: str | None = None
    fallback_for: str | None = None

    def covers(self, day: str) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def on(self, day: str) -> "Iterator[Holder]":
        """Who is told on a day in this post: everybody who stands in, else the holder, while they hold it."""
        if not self.covers(day):
            return
        instead = [one for one in self.stand_ins if one.covers(day)]
        if not instead:
            yield self
        for one in instead:
            yield replace(self, name=one.name, email=one.email, stands_in_for=self.name, stand_ins=())


@dataclass(frozen=True, slots=True)
class Fallback:
    """Who is told instead of a role that nobody holds: whoever holds the role `to`, or somebody by name."""

    role: str
    to: str | None = None
    name: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class Directory:
    """Who holds which role. Kept apart from the framework, which can be published without it.

    `teams` are those that the framework declares; where it declares none, the holders' own are all that
    are known. `is_whole` is False where a part of what was written cannot be relied on, so that somebody
    may be missing. `mail` is how they are written to, None where that is not said, or not soundly. As it is `on` a
    day, the holders are those of that day, and `everybody` are those of any."""

    holders: tuple[Holder, ...] = ()
    teams: tuple[Team, ...] = ()
    is_whole: bool = True
    mail: Mail | None = None
    fallbacks: tuple[Fallback, ...] = ()
    day: str | None = None
    everybody: tuple[Holder, ...] = ()

    def on(self, day: date) -> "Directory":
        """As it is on a day: those who hold a role then, or stand in for them."""
        iso = day.isoformat()
        if iso == self.day:
            return self
        everybody = self.all_holders
        now = tuple(found for holder in everybody for found in holder.on(iso))
        return replace(self, holders=now, day=iso, everybody=everybody)

    @property
    def all_holders(self) -> tuple[Holder, ...]:
        """Whoever holds a role on any day."""
        return self.holders if self.day is None else self.everybody

    @property
    def names(self) -> tuple[str, ...]:
        """Of everybody in it."""
        stand_ins = [one.name for holder in self.all_holders for one in holder.stand_ins]
        instead = [one.name for one in self.fallbacks if one.name]
        return tuple(dict.fromkeys((*(holder.name for holder in self.all_holders), *stand_ins, *instead)))

    @property
    def depends_on_the_day(self) -> bool:
        return any(h.first or h.last or h.stand_ins for h in self.all_holders)

    def find(self, role: str, service_area: str | None, team: str | None) -> tuple[Holder, ...]:
        """The holders of a role for a case: those of its team, else of its service area, else
        those without either. Never a holder for another area or team. Where nobody holds it, whoever is
        told instead."""
        return self.held(role, service_area, team) or self._instead(role, service_area, team)

    def held(self, role: str, service_area: str | None, team: str | None) -> tuple[Holder, ...]:
        """Those who hold the role itself."""
        return self._closest(self.of(role), service_area, team)

    def vacant(self, role: str, service_area: str | None, team: str | None) -> bool:
        """Whether somebody closer to the case holds the role on other days, and nobody has that post on this one."""
        of_any_day = self._closest((h for h in self.all_holders if h.role == role), service_area, team)
        now = self.held(role, service_area, team)
        return bool(of_any_day) and bool(now) and _closeness(of_any_day[0]) != _closeness(now[0])

    def _instead(self, role: str, service_area: str | None, team: str | None) -> tuple[Holder, ...]:
        instead = {one.role: one for one in self.fallbacks}
        passed = [role]
        while (one := instead.get(passed[-1])) is not None:
            if one.to is None:
                return (Holder(role, one.name or "", one.email or "", fallback_for=role),)
            if one.to in passed:
                break
            if found := self.held(one.to, service_area, team):
                return tuple(replace(h, fallback_for=role) for h in found)
            passed.append(one.to)
        return ()

    def _closest(self, holders: Iterable[Holder], service_area: str | None, team: str | None) -> tuple[Holder, ...]:
        wanted = self.team_key(team)
        fitting = [
            h
            for h in holders
            if h.service_area in (None, service_area) and (h.team is None or self.team_key(h.team) == wanted)
        ]
        closest = max(map(_closeness, fitting), default=None)
        return tuple(h for h in fitting if _closeness(h) == closest)

    def of(self, role: str) -> tuple[Holder, ...]:
        """Everybody who holds a role, whatever the case."""
        return tuple(h for h in self.holders if h.role == role)

    def team_key(self, words: str | None) -> str | None:
        """The same for all ways to write one team: its id where it is declared."""
        read = alike(words) if words else ""
        return self._declared.get(read, read) or None

    @cached_property
    def team_areas(self) -> dict[str, frozenset[str]]:
        """Every team that is known, by its key, with the service areas that it belongs to."""
        if self.teams:
            return {t.id: frozenset(filter(None, [t.service_area])) for t in self.teams}
        known: dict[str, frozenset[str]] = {}
        for h in self.all_holders:
            if key := self.team_key(h.team):
                known[key] = known.get(key, frozenset()) | frozenset(filter(None, [h.service_area]))
        return known

    @cached_property
    def team_names(self) -> list[str]:
        """The teams that are known, as people call them."""
        if self.teams:
            return [t.label for t in self.teams]
        return list({self.team_key(h.team): h.team for h in reversed(self.all_holders) if h.team}.values())[::-1]

    @cached_property
    def _declared(self) -> dict[str, str]:
        return team_ids(self.teams)


def _closeness(holder: Holder) -> tuple[bool, bool]:
    return holder.team is not None, holder.service_area is not None


def team_ids(teams: Iterable[Team]) -> dict[str, str]:
    """The id of each team, by whatever people may call it."""
    return {alike(name): t.id for t in teams for name in (*t.aliases, t.label, t.id)}
