"""The tools that returns are of, as the figures need them: their versions, scales and questions.

The versions of a tool whose figures can be added up are one *line*. A version that breaks the series begins another:
nothing is ever added up across two lines, or drawn through from one to the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Grades:
    """A scale: its `id`, and what its steps are called, from the best to the worst. `values` are what answers hold: a
    judgement's id, or a grade's number as text."""

    id: str
    values: tuple[str, ...]
    labels: tuple[str, ...]

    @property
    def better(self) -> tuple[str, ...]:
        """The values of the better half."""
        return self.values[: len(self.values) // 2]

    @property
    def worse(self) -> tuple[str, ...]:
        return self.values[(len(self.values) + 1) // 2 :]

    def named(self, values: Sequence[str]) -> str:
        """The labels of some values, as a sentence has them: Outstanding or Good."""
        found = [self.labels[self.values.index(value)] for value in values]
        return " or ".join((", ".join(found[:-1]), found[-1])) if len(found) > 1 else "".join(found)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is graded. `number` is what people read, `standards` are the ids of those that it tests, `paths`
    where its grade stands in each version of its line."""

    number: str
    words: str
    scale: Grades
    standards: tuple[str, ...]
    paths: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Line:
    """Versions whose figures can be added up, the earliest first. `judged` is the scale of the overall judgement, where
    there is one; `why` are the changes that broke the series before it, in sentences."""

    versions: tuple[str, ...]
    judged: Grades | None
    asked: tuple[Asked, ...]
    why: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        first, last = self.versions[0], self.versions[-1]
        return f"version {first}" if first == last else f"versions {first} to {last}"


@dataclass(frozen=True, slots=True)
class Tool:
    """`lines` are in the order of their versions, one at least."""

    id: str
    title: str
    lines: tuple[Line, ...]

    def line_of(self, version: str | None) -> Line | None:
        return next((line for line in self.lines if version in line.versions), None)


@dataclass(frozen=True, slots=True)
class Names:
    """What the figures are told in: the titles of service areas and teams by their ids, the words of the standards by
    their numbers, the themes by their ids, the roles."""

    areas: Mapping[str, str]
    teams: Mapping[str, str]
    standards: Mapping[str, str]
    themes: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
