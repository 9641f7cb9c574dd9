"""An invented council: its services, teams and people, and who holds which role. Nobody here is real."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

AREAS = ("first-response", "child-protection", "cared-for-children", "children-with-disabilities")
"""The four services that have teams, by the framework's ids."""
_TEAMS = {
    "first-response": ("Harbour Team", "Millgate Team", "Northfold Team", "Quarry Team", "Weir Team"),
    "child-protection": ("Alder Court", "Birch Court", "Cedar Court", "Hazel Court", "Rowan Court"),
    "cared-for-children": ("Lantern One", "Lantern Two", "Lantern Three", "Fourteen Plus", "Leaving Care"),
    "children-with-disabilities": ("Bridge East", "Bridge West", "Short Stay", "Sensory Support", "Transitions"),
}  # fmt: skip
_FIRST = "Avril Bodan Cerys Dilip Esme Fabian Gwenda Hamza Isolde Jarek Keeley Lorcan".split()
_LAST = ("Thistlewick", "Umberfold", "Vexley", "Wrenhollow")


@dataclass(frozen=True, slots=True)
class Person:
    name: str

    @property
    def email(self) -> str:
        return f"{self.name.casefold().replace(' ', '.')}@example.org"


@dataclass(frozen=True, slots=True)
class Team:
    """`managers` hold the role by name: two where they share the post, none where it is not filled. `former` held it
    until the middle of the year, and `stand_in` is notified instead of whoever is away. `auditor` does the team's
    audits."""

    id: str
    label: str
    area: str
    managers: tuple[Person, ...]
    auditor: Person
    workers: tuple[Person, ...]
    former: Person | None = None
    stand_in: Person | None = None

    @property
    def notified(self) -> tuple[Person, ...]:
        return (self.stand_in,) if self.stand_in else self.managers


_names = (Person(f"{first} {last}") for last, first in product(_LAST, _FIRST))
HEADS = {area: next(_names) for area in AREAS}
ASSISTANT_DIRECTOR = next(_names)
REVIEWING_OFFICERS = {area: next(_names) for area in ("cared-for-children", "children-with-disabilities")}
"""Nobody reviews the cases of the other areas: whoever heads the safeguarding unit is notified instead."""
SAFEGUARDING = next(_names)
CHAIRS = {area: next(_names) for area in AREAS[:3]}
"""Nobody chairs conferences on children with disabilities: that there is nobody must be said each time."""
DUTY = {area: Person(f"Duty {area.replace('-', ' ').title()}") for area in AREAS}
"""Take what is for a team manager, where the team is not known or its post is not filled."""
SUPPORT = next(_names)
"""Sends on what others left at the desk. Not in the directory."""
_UNFILLED, _SHARED, _CHANGED, _AWAY = "Short Stay", "Cedar Court", "Weir Team", "Lantern Two"
_LAST_DAY, _NEXT_DAY, _AWAY_SINCE = "2014-06-30", "2014-07-01", "2014-03-03"


def _team(area: str, label: str) -> Team:
    first, second = next(_names), Person(f"Deputy {label}")
    managers = () if label == _UNFILLED else (first, second) if label == _SHARED else (first,)
    workers = tuple(Person(f"Worker {label} {letter}") for letter in "ABCD")
    former = Person(f"Former {label}") if label == _CHANGED else None
    stand_in = Person(f"Acting {label}") if label == _AWAY else None
    return Team(label.casefold().replace(" ", "-"), label, area, managers, first, workers, former, stand_in)


TEAMS = tuple(_team(area, label) for area, labels in _TEAMS.items() for label in labels)


def directory() -> str:
    """The council's directory.yaml."""
    entries = "".join(_entry(*one) for one in _holders())
    return f"kind: directory\nholders:\n{entries}fallbacks:\n  - {{role: iro, to: head-of-safeguarding-unit}}\n"


def _holders() -> Iterator[tuple[str, Person, str | None, Team | None]]:
    """Each role with who holds it, and for which service area and team."""
    yield "assistant-director", ASSISTANT_DIRECTOR, None, None
    yield from (("head-of-service", person, area, None) for area, person in HEADS.items())
    yield from (("team-manager", person, area, None) for area, person in DUTY.items())
    for team in TEAMS:
        former = (team.former,) if team.former else ()
        yield from (("team-manager", person, team.area, team) for person in (*former, *team.managers))
    yield from (("iro", person, area, None) for area, person in REVIEWING_OFFICERS.items())
    yield "head-of-safeguarding-unit", SAFEGUARDING, None, None
    yield from (("conference-chair", person, area, None) for area, person in CHAIRS.items())


def _entry(role: str, person: Person, area: str | None, team: Team | None) -> str:
    lines = [f"role: {role}", f"name: {person.name}", f"email: {person.email}"]
    lines += [f"service_area: {area}"] if area else []
    lines += [f"team: {team.label}"] if team else []
    if team and team.former:
        lines += [f"until: {_LAST_DAY}" if person == team.former else f"from: {_NEXT_DAY}"]
    if team and team.stand_in:
        other = team.stand_in
        lines += [f"stand_in: [{{name: {other.name}, email: {other.email}, from: {_AWAY_SINCE}}}]"]
    return "  - " + "\n    ".join(lines) + "\n"


def teams() -> str:
    """The `teams` of the council's framework.yaml."""
    return "teams:\n" + "".join(f"  - {{id: {t.id}, label: {t.label}, service_area: {t.area}}}\n" for t in TEAMS)
