"""What a definition may refer to."""

from dataclasses import dataclass

from formwright.model.framework import Framework


@dataclass(frozen=True, slots=True)
class Known:
    """The framework's words, other documents by id, standards by number, sections of the handbook by id.
    `standards` and `sections` are None where they could not be read, so that no reference to them can be
    judged."""

    framework: Framework
    documents: tuple[str, ...]
    standards: frozenset[str] | None
    sections: tuple[str, ...] | None = None

    @property
    def lists(self) -> list[str]:
        words = self.framework
        teams = ["teams"] if words.teams else []
        return [*(c.id for c in words.choices), *(s.id for s in words.scales), "service-areas", *teams]

    @property
    def standards_in_order(self) -> list[str]:
        """The numbers of the standards, 1.10 after 1.9."""
        return sorted(self.standards or (), key=lambda number: [int(part) for part in number.split(".")])
