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
    """`managers` hold the role by name: two where they share the post, none where it is not filled. `auditor` does
    the team's audits."""

    id: str
    label: str
    area: str
    managers: tuple[Person, ...]
    auditor: Person
    workers: tuple[Person, ...]


_names = (Person(f"{first} {last}") for last, first in product(_LAST, _FIRST))
HEADS = {area: next(_names) for area in AREAS}
ASSISTANT_DIRECTOR = next(_names)
REVIEWING_OFFICERS = {area: next(_names) for area in ("cared-for-children", "children-with-disabilities")}
"""Whoever reviews the cases of the other areas has no area of their own."""
REVIEWING_OFFICER = next(_names)
CHAIRS = {area: next(_names) for area in AREAS[:3]}
"""Nobody chairs conferences on children with disabilities: that there is nobody must be said each time."""
DUTY = {area: Person(f"Duty {area.replace('-', ' ').title()}") for area in AREAS}
"""Take what is for a team manager, where the team is not known or its post is not filled."""
SUPPORT = next(_names)
"""Sends on what others left at the desk. Not in the directory."""
_UNFILLED, _SHARED = "Short Stay", "Cedar Court"


def _team(area: str, label: str) -> Team:
    first, second = next(_names), Person(f"Deputy {label}")
    managers = () if label == _UNFILLED else (first, second) if label == _SHARED else (first,)
    workers = tuple(Person(f"Worker {label} {letter}") for letter in "ABCD")
    return Team(label.casefold().replace(" ", "-"), label, area, managers, first, workers)


TEAMS = tuple(_team(area, label) for area, labels in _TEAMS.items() for label in labels)


def holders() -> Iterator[tuple[str, Person, str | None, str | None]]:
    """Each role with who holds it, and for which service area and team."""
    yield "assistant-director", ASSISTANT_DIRECTOR, None, None
    yield from (("head-of-service", person, area, None) for area, person in HEADS.items())
    yield from (("team-manager", person, area, None) for area, person in DUTY.items())
    yield from (("team-manager", person, team.area, team.label) for team in TEAMS for person in team.managers)
    yield from (("iro", person, area, None) for area, person in REVIEWING_OFFICERS.items())
    yield "iro", REVIEWING_OFFICER, None, None
    yield from (("conference-chair", person, area, None) for area, person in CHAIRS.items())


def directory() -> str:
    """The council's directory.yaml."""
    entries = "".join(
        f"  - role: {role}\n    name: {person.name}\n    email: {person.email}\n"
        + (f"    service_area: {area}\n" if area else "")
        + (f"    team: {team}\n" if team else "")
        for role, person, area, team in holders()
    )
    return f"kind: directory\nholders:\n{entries}"


def teams() -> str:
    """The `teams` of the council's framework.yaml."""
    return "teams:\n" + "".join(f"  - {{id: {t.id}, label: {t.label}, service_area: {t.area}}}\n" for t in TEAMS)
