"""A form's paths, and which of them a misspelt one was meant to be."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from formwright.diagnostics import Severity, Unknown
from formwright.misspelt import Names, did_you_mean, nearest
from formwright.places import Place

MOST_LISTED = 12

Steps = tuple[str, ...]


class Paths:
    """The paths that there are, in the order of the form."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.names = Names(paths)

    def no_field(self, place: Place, path: str) -> Unknown:
        """The error of a path that leads to none of them."""
        near = self.names.nearest(path)
        meant = [near] if near and self._may_be(path, near) else self._meant(path)
        hint = did_you_mean(path, meant) or (
            f"{self._neighbours(path)} If it has been removed, remove it here as well.".strip()
        )
        message = f"'{path}' is not a field on this form."
        return Unknown("form/unknown-field", Severity.ERROR, place, message, hint, path, self.names.words)

    def _neighbours(self, path: str) -> str:
        section = path.partition(".")[0]
        there = self._by_section.get(section, ())
        return f"'{section}' has: {', '.join(there)}." if 0 < len(there) <= MOST_LISTED else ""

    def _may_be(self, path: str, near: str) -> bool:
        """Whether a path can be a misspelling of another. Neighbours look alike for the section that they share, so
        each step must be; only a section that is no longer there may have become quite another."""
        written, there = path.split("."), near.split(".")
        if len(written) != len(there):
            return nearest(written[-1], there[-1:]) is not None
        first = self._first_that_counts(written[0])
        return all(nearest(w, [t]) for w, t in zip(written[first:], there[first:], strict=True))

    def _meant(self, path: str) -> list[str]:
        """All those that it can be a misspelling of."""
        steps = tuple(path.split("."))
        first = self._first_that_counts(steps[0])
        found = {*self._of_alike_steps(steps, first), *self._of_other_lengths(steps)}
        return [".".join(there) for there in sorted(found, key=self._order.__getitem__)]

    def _first_that_counts(self, section: str) -> int:
        return 0 if section in self._sections else 1

    def _of_alike_steps(self, steps: Steps, first: int) -> Iterator[Steps]:
        """Those of as many steps, each alike from the first on that counts."""
        tables = {n: table for n in range(first, len(steps)) if (table := self._at.get((len(steps), n)))}
        alike = {n: set(table.names.alike(steps[n])) for n, table in tables.items()}
        if alike:
            fewest = min(alike, key=lambda n: sum(len(tables[n].having[step]) for step in alike[n]))
            for there in (there for step in alike[fewest] for there in tables[fewest].having[step]):
                if all(there[n] in of_step for n, of_step in alike.items()):
                    yield there

    def _of_other_lengths(self, steps: Steps) -> Iterator[Steps]:
        """Those of more or fewer steps, the last one alike."""
        for (length, n), table in self._at.items():
            if n == length - 1 and length != len(steps):
                for step in table.names.alike(steps[-1]):
                    yield from table.having[step]

    @cached_property
    def _order(self) -> dict[Steps, int]:
        return {tuple(path.split(".")): n for n, path in enumerate(self.names)}

    @cached_property
    def _sections(self) -> set[str]:
        return {steps[0].removesuffix("[]") for steps in self._order}

    @cached_property
    def _by_section(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for path in self.names:
            found[path.partition(".")[0]].append(path)
        return found

    @cached_property
    def _at(self) -> dict[tuple[int, int], "_Table"]:
        """The paths of each length by their first step, their second …"""
        found: dict[tuple[int, int], dict[str, list[Steps]]] = defaultdict(lambda: defaultdict(list))
        for steps in self._order:
            for n, step in enumerate(steps):
                found[len(steps), n][step].append(steps)
        return {place: _Table(having) for place, having in found.items()}


class _Table:
    """Paths by one of their steps."""

    def __init__(self, having: dict[str, list[Steps]]) -> None:
        self.names = Names(having)
        self.having = having
