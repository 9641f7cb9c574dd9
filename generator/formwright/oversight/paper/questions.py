"""How questions were graded in the period, and which of them are the weakest."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from formwright.oversight.paper.judgements import Spread
from formwright.oversight.paper.small import FEWEST_IN_GROUP, FEWEST_TO_RANK
from formwright.oversight.paper.tools import Asked, Grades, Line, Tool
from formwright.record.tallies import Graded

WEAKEST = 5
"""How many are named as the weakest."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its grades."""

    tool: Tool
    line: Line
    asked: Asked
    grades: Spread


@dataclass(frozen=True, slots=True)
class Grid:
    """All questions of one tool, in versions that can be added up; at least one has a grade in the period."""

    tool: Tool
    line: Line
    answered: tuple[Answered, ...]

    @property
    def is_shown(self) -> bool:
        """Whether there are enough audits to show it question by question, in any format."""
        return max(one.grades.total for one in self.answered) >= FEWEST_IN_GROUP


def grids(graded: Iterable[Graded], tools: Sequence[Tool]) -> tuple[Grid, ...]:
    found: dict[str, Counter[tuple[str | None, str, str]]] = {}
    for one in graded:
        found.setdefault(one.form, Counter())[one.version, one.path, str(one.grade)] += one.number
    made = []
    for tool in tools:
        of_tool = found.get(tool.id, Counter())
        for line in tool.lines:
            answered = tuple(Answered(tool, line, asked, _spread(asked, of_tool)) for asked in line.asked)
            if any(one.grades.total for one in answered):
                made.append(Grid(tool, line, answered))
    return tuple(made)


def weakest(of: Iterable[Grid]) -> tuple[Answered, ...]:
    """Of each scale those with the largest share of grades in its worse half; among equals, with the most of the worst
    grade. One with too few grades is not ranked, and one without any in the worse half is not weak."""
    by_scale: dict[Grades, list[Answered]] = {}
    for grid in of:
        for one in grid.answered:
            if one.grades.total >= FEWEST_TO_RANK and one.grades.worse:
                by_scale.setdefault(one.grades.scale, []).append(one)
    return tuple(one for found in by_scale.values() for one in sorted(found, key=_strength)[:WEAKEST])


def _strength(one: Answered) -> tuple[float, float]:
    return -one.grades.worse / one.grades.total, -one.grades.counts[-1] / one.grades.total


def _spread(asked: Asked, found: Counter[tuple[str | None, str, str]]) -> Spread:
    counts = tuple(sum(found[version, path, value] for version, path in asked.paths) for value in asked.scale.values)
    return Spread(asked.scale, counts)
