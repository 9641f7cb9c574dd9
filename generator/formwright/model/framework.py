"""A framework: the organisation, and the words that all its documents share."""

from dataclasses import dataclass

from formwright.model.form import Choice


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

    def role(self, id: str) -> Role:
        return next(r for r in self.roles if r.id == id)

    def mailbox(self, id: str) -> Mailbox:
        return next(m for m in self.mailboxes if m.id == id)

    def scale(self, id: str) -> Scale:
        return next(s for s in self.scales if s.id == id)


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who holds a role: everywhere, or in one service area, or in one team."""

    role: str
    name: str
    email: str
    service_area: str | None = None
    team: str | None = None


@dataclass(frozen=True, slots=True)
class Directory:
    """Who holds which role. Kept apart from the framework, which can be published without it."""

    holders: tuple[Holder, ...] = ()

    def find(self, role: str, service_area: str | None, team: str | None) -> tuple[Holder, ...]:
        """The holders of a role for a case: those of its team, else of its service area, else
        those without either. Never a holder for another area or team."""
        team = team.strip().casefold() if team else None
        fitting = [
            h
            for h in self.holders
            if h.role == role
            and h.service_area in (None, service_area)
            and (h.team is None or h.team.casefold() == team)
        ]
        closest = max(((h.team is not None, h.service_area is not None) for h in fitting), default=None)
        return tuple(h for h in fitting if (h.team is not None, h.service_area is not None) == closest)
