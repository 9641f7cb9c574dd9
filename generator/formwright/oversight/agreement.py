"""How far two people who judged the same things agree: counted, and beyond what chance would give.

Judgements on a scale are steps, the best first: 0, 1, 2 … The headline is kappa with linear weights: a disagreement of
two steps weighs twice as much as one of one step, as it does in the mean difference. With quadratic weights it would
weigh four times as much, so that disagreements of one step, of which there are most, hardly show.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

Counts = Sequence[Sequence[int]]
"""How often the first gave one step (the row) where the second gave another (the column)."""


class Weights(IntEnum):
    """How much a disagreement weighs, as the power of the steps between two judgements."""

    NONE = 0
    LINEAR = 1
    QUADRATIC = 2


@dataclass(frozen=True, slots=True)
class Agreement:
    """What `counts` come to. `cases` is how many cases they are of: a case may be graded on several questions, and
    those grades are not independent of one another."""

    counts: tuple[tuple[int, ...], ...]
    cases: int

    @property
    def n(self) -> int:
        """How many things were judged twice."""
        return sum(map(sum, self.counts))

    @property
    def exact(self) -> int:
        """How many were judged the same."""
        return sum(number for steps, number in self._by_steps() if steps == 0)

    @property
    def adjacent(self) -> int:
        """How many were judged the same or one step apart."""
        return sum(number for steps, number in self._by_steps() if abs(steps) <= 1)

    @property
    def harsher(self) -> int:
        """How often the second was harsher than the first."""
        return sum(number for steps, number in self._by_steps() if steps > 0)

    @property
    def milder(self) -> int:
        """How often the second was milder than the first."""
        return sum(number for steps, number in self._by_steps() if steps < 0)

    @property
    def steps(self) -> int:
        """The second's steps less the first's, all added up: above 0 the second was harsher on the whole."""
        return sum(steps * number for steps, number in self._by_steps())

    def kappa(self, weights: Weights = Weights.LINEAR) -> float | None:
        """Cohen's kappa (1968): 1 is full agreement, 0 what chance would give. None where it cannot be worked out,
        since both gave everything the same judgement, or there is nothing."""
        rows = [sum(row) for row in self.counts]
        columns = [sum(column) for column in zip(*self.counts, strict=True)]
        seen = by_chance = 0
        for first, row in enumerate(self.counts):
            for second, number in enumerate(row):
                weight = int(first != second) if weights is Weights.NONE else abs(first - second) ** weights
                seen += weight * number
                by_chance += weight * rows[first] * columns[second]
        return 1 - self.n * seen / by_chance if by_chance else None

    def _by_steps(self) -> Iterable[tuple[int, int]]:
        for first, row in enumerate(self.counts):
            for second, number in enumerate(row):
                yield second - first, number
