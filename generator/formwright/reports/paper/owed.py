"""What was owed, and what was done of it."""

from collections.abc import Iterator

from formwright.document.nodes import Block, Blocks
from formwright.oversight.paper.figures import Figures
from formwright.oversight.paper.owed import Owed
from formwright.oversight.paper.small import out_of
from formwright.reports.paper.parts import Cell, aside, heading, says, table


def blocks(found: Figures) -> Iterator[Block]:
    yield heading("What was owed")
    if found.owed is None:
        yield says("The framework has no list of duties, so what was owed is not known.")
        return
    judged = [one for one in found.owed if one.owed or one.exempt]
    others = [one for one in found.owed if not (one.owed or one.exempt) and one.counted]
    if judged:
        yield says(
            "Done is what counts towards the number owed: what one person does beyond their own makes up for nobody "
            "else. Who owes what is not in this paper: the team has the list."
        )
        headings = (("Duty", 42), ("Owed", 10), ("Done", 10), ("Late", 9), ("Targets missed", 17), ("Exempt", 12))
        yield table("Duties with a number to meet", headings, map(_judged, judged))
    else:
        yield says("The record shows no duty with a number to meet in this time.")
    if others:
        yield says("Of these the framework sets no number for the time, or the record does not tell. They are counted:")
        rows = ((_named(one), one.counted) for one in others)
        yield table("Duties that are counted", (("Duty", 80), ("Done", 20)), rows)


def _named(one: Owed) -> Blocks:
    return (says(one.duty.who_text), aside(one.duty.what))


def _judged(one: Owed) -> tuple[Cell, ...]:
    missed = out_of(one.short, one.met + one.short) if one.is_judged else "Not over yet" if one.open else "None"
    return (_named(one), one.owed, one.done, one.late, missed, one.exempt)
