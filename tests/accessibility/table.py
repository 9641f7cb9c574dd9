"""The table of `make accessibility`: a row for each check of the statement, in its order."""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from tests.accessibility.measures import Measure

from formwright.compose.accessibility import Check, record

WIDTHS = (11, 27, 66, 34)
"""Of the columns: what, the check, what it looks at, what came of it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One check, and all that was measured for it."""

    check: Check
    measures: tuple[Measure, ...]

    @property
    def faults(self) -> int:
        return sum(len(measure.faults) for measure in self.measures)

    @property
    def passed(self) -> bool:
        """A check that looked at nothing has not passed."""
        return self.faults == 0 and self.looks > 0

    @property
    def looks(self) -> int:
        return sum(measure.times for measure in self.measures)

    @property
    def measured(self) -> str:
        said = "; ".join(measure.said for measure in self.measures if measure.said)
        found = f"{self.looks} measured, {self.faults} {'fault' if self.faults == 1 else 'faults'}"
        return f"{found}; {said}" if said else found


def rows(measured: Iterable[Measure]) -> list[Row]:
    """Each check with its measures. Raises ValueError where something was measured that is not a check."""
    found: dict[str, list[Measure]] = {check.id: [] for check in record().checks}
    for measure in measured:
        if measure.check not in found:
            raise ValueError(f"'{measure.check}' is measured but is not in the statement")
        found[measure.check].append(measure)
    return [Row(check, tuple(found[check.id])) for check in record().checks]


def table(rows: Iterable[Row]) -> str:
    lines = [_line("What", "Check", "What it looks at", "Result"), "-" * (sum(WIDTHS) + 2 * len(WIDTHS))]
    for row in rows:
        result = f"{'passed' if row.passed else 'FAILED'}: {row.measured}"
        cells = (row.check.area, row.check.name, row.check.how, result)
        columns = [textwrap.wrap(cell, width) for cell, width in zip(cells, WIDTHS, strict=True)]
        for n in range(max(map(len, columns))):
            lines.append(_line(*(column[n] if n < len(column) else "" for column in columns)))
    return "\n".join(lines)


def _line(*cells: str) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)).rstrip()
