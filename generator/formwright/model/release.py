"""A definition as it was released: frozen at one version, with the framework's words on which its meaning rests."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from formwright.diagnostics import Diagnostic
from formwright.model.framework import Body, Framework, Mailbox, Role, ServiceArea, Team

if TYPE_CHECKING:
    from formwright.model.form import Form
    from formwright.model.guide import Guide
    from formwright.model.programme import Programme
    from formwright.model.standards import Standards
    from formwright.model.terms import TermsOfReference

    Releasable = Form | Guide | Programme | Standards | TermsOfReference


@dataclass(frozen=True, slots=True)
class Head:
    """What a released file says first of itself. `digest` is the definition's. The version is in force from the day
    `in_force`; `withdrawn` is its last day, where it has one. Both are dates as 2014-01-15. `file` is its name as
    people are shown it."""

    file: str
    id: str
    version: str
    digest: str
    in_force: str
    withdrawn: str | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """`framework` holds the words that the definition uses, as they were when it was released. `standards` are the
    practice standards that it names, by number, with their texts at that time."""

    head: Head
    definition: "Releasable"
    framework: Framework
    standards: Mapping[str, str] = field(default_factory=dict)


class Released(Protocol):
    """The released versions in a framework's folder. What is not asked for is not opened."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Of the definitions that have been released, whether or not they are still there."""
        ...

    def versions(self, id: str) -> tuple[str, ...]:
        """The released versions of a definition, the oldest first."""
        ...

    def head(self, id: str, version: str) -> Head | Diagnostic:
        """What one of these versions says of itself, or why its file cannot be relied on."""
        ...

    def get(self, id: str, version: str) -> Release | Diagnostic:
        """One of these versions, whole, or why its file cannot be relied on."""
        ...


class Nothing:
    """No released versions."""

    ids: tuple[str, ...] = ()

    def versions(self, id: str) -> tuple[str, ...]:
        return ()

    def head(self, id: str, version: str) -> Head | Diagnostic:
        raise KeyError(id)

    def get(self, id: str, version: str) -> Release | Diagnostic:
        raise KeyError(id)


# --- what was said then, as it is understood today ---------------------------------------------


def understood(today: Framework, then: Framework) -> Framework:
    """The words by which a return of a released version is judged: its lists and scales as they were, and today's
    roles, service areas, teams and mailboxes, which are known by their former names as well. What is gone today
    stays what it was, so that it can be named."""
    return replace(
        today,
        choices=then.choices,
        scales=then.scales,
        roles=_with_those_gone(today.roles, then.roles),
        bodies=_with_those_gone(today.bodies, then.bodies),
        mailboxes=_with_those_gone(today.mailboxes, then.mailboxes),
        service_areas=_areas(today, then.service_areas),
        teams=(*then.teams, *today.teams),
    )


Named = TypeVar("Named", bound=Role | Body | Mailbox)


def _with_those_gone(today: tuple[Named, ...], then: tuple[Named, ...]) -> tuple[Named, ...]:
    there = {one.id for one in today}
    return (*today, *(one for one in then if one.id not in there))


def _areas(today: Framework, then: Iterable[ServiceArea]) -> tuple[ServiceArea, ...]:
    """Each former one is the one that has its id today, else the one that is called by its id or by its name; else it
    is gone."""
    former: dict[str, list[str]] = {}
    gone = []
    for area in then:
        now = next((a for a in today.service_areas if a.id == area.id), None)
        now = now or today.service_area(area.id) or today.service_area(area.label)
        if now is None:
            gone.append(area)
        else:
            former.setdefault(now.id, []).extend((area.id, area.label, *area.aliases))
    known = (replace(a, aliases=(*a.aliases, *former.get(a.id, ()))) for a in today.service_areas)
    return (*known, *gone)


def names_of_team(teams: Iterable[Team], words: str) -> tuple[str, ...]:
    """Everything that a team is, or was, called that these words name; the words themselves first."""
    from formwright.model.alike import alike

    read = alike(words)
    named = [t for t in teams if read in map(alike, (t.id, t.label, *t.aliases))]
    return tuple(dict.fromkeys((words, *(name for t in named for name in (t.id, t.label, *t.aliases)))))
