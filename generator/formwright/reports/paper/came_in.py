"""What came in: the audits of the time, by tool."""

from collections.abc import Iterator

from formwright.document.nodes import Block
from formwright.oversight.paper.figures import Figures
from formwright.reports.paper.parts import heading, says, table


def blocks(found: Figures) -> Iterator[Block]:
    yield heading("What came in")
    if not found.coverage:
        yield says("The record has no audits of this time, nor of the months before it.")
        return
    yield says(
        "Audits count by the date of the audit. Only complete ones are in the figures of this paper; the last column "
        f"is of the {_before(found)} before."
    )
    own = len(found.span.months)
    rows = [(one.title, one.complete, one.incomplete, one.invalid, sum(one.months[:-own])) for one in found.coverage]
    total = tuple(sum(int(row[n]) for row in rows) for n in range(1, 5))
    headings = (("Tool", 44), ("Complete", 14), ("Incomplete", 14), ("Not valid", 12), ("Complete before", 16))
    yield table("Audits by tool", headings, [*rows, ("All tools", *total)])


def _before(found: Figures) -> str:
    number = len(found.span.series) - len(found.span.months)
    return "month" if number == 1 else f"{number} months"
