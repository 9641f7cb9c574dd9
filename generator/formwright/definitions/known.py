"""What a definition may refer to."""

from dataclasses import dataclass
from functools import cached_property

from formwright.misspelt import Names
from formwright.model.framework import Framework, team_ids


@dataclass(frozen=True)
class Known:
    """The framework's words, other documents by id, standards by number, sections of the handbook by id.
    `standards` and `sections` are None where they could not be read, so that no reference to them can be
    judged."""

    framework: Framework
    documents: tuple[str, ...] = ()
    standards: frozenset[str] | None = None
    sections: tuple[str, ...] | None = None

    @cached_property
    def roles(self) -> Names:
        return Names(role.id for role in self.framework.roles)

    @cached_property
    def service_areas(self) -> Names:
        return Names(area.id for area in self.framework.service_areas)

    @cached_property
    def actors(self) -> Names:
        """Whoever can have a duty."""
        return Names((*self.roles, *(body.id for body in self.framework.bodies), *self.service_areas))

    @cached_property
    def teams(self) -> Names:
        """As people call them."""
        return Names(team.label for team in self.framework.teams)

    @cached_property
    def team_ids(self) -> dict[str, str]:
        return team_ids(self.framework.teams)

    @cached_property
    def scales(self) -> Names:
        return Names(scale.id for scale in self.framework.scales)

    @cached_property
    def grades(self) -> dict[str, Names]:
        """The judgements of each scale."""
        return {scale.id: Names(grade.id for grade in scale.grades) for scale in self.framework.scales}

    @cached_property
    def lists(self) -> Names:
        """What can be chosen from."""
        teams = ["teams"] if self.framework.teams else []
        return Names((*(c.id for c in self.framework.choices), *self.scales, "service-areas", *teams))

    @cached_property
    def mailboxes(self) -> Names:
        return Names(mailbox.id for mailbox in self.framework.mailboxes)

    @cached_property
    def appendices(self) -> Names:
        return Names(appendix.number for appendix in self.framework.appendices)

    @cached_property
    def every_document(self) -> Names:
        return Names(self.documents)

    @cached_property
    def every_section(self) -> Names:
        return Names(self.sections or ())

    @cached_property
    def sections_and_documents(self) -> Names:
        """Where a duty can come from."""
        return Names((*(self.sections or ()), *self.documents))

    @cached_property
    def standards_in_order(self) -> Names:
        """The numbers of the standards, 1.10 after 1.9."""
        return Names(sorted(self.standards or (), key=lambda number: [int(part) for part in number.split(".")]))
