"""The actions that were agreed, and what became of them."""

from collections.abc import Iterator

from formwright.answers.spelling import day_in_words
from formwright.document.nodes import Block
from formwright.oversight.paper.figures import Figures
from formwright.reports.paper.parts import heading, says, table


def blocks(found: Figures) -> Iterator[Block]:
    yield heading("Actions")
    made = found.actions
    if not made.total:
        yield says("No action was agreed in the audits of this time.")
        return
    yield says(
        f"Actions agreed in the audits of this time. Their state is that of {day_in_words(found.today.isoformat())}."
    )
    areas = found.names.areas
    rows = [
        (areas.get(area or "", area or "Not said"), one.done, one.overdue, one.due, one.without_day, one.total)
        for area, one in made.by_area
    ]
    total = ("All service areas", made.done, made.overdue, made.due, made.without_day, made.total)
    headings = (
        ("Service area", 36), ("Done", 10), ("Overdue", 13), ("Not due yet", 14), ("Without a date", 15), ("All", 10)
    )  # fmt: skip
    yield table("Actions by service area", headings, [*rows, total])
