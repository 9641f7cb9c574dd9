"""What a form on paper comes with already: how many rows are printed, and how its columns share the page.

A blank form leaves each answer the room that a pen needs. Where somebody has written at length, that text needs the
room: a grade takes what a grade needs, and the comment beside it the rest.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from formwright.answers import address
from formwright.document.nodes import Box, Input, Line, Questions, Repeat

SPARE_ROWS = 2
"""A form that comes with rows already filled in still leaves room for more."""

QUESTION = 30
"""The share of the page, of a hundred, that a question keeps beside long answers."""

LINE_MM = 20
"""The least for a name or a few words beside long answers."""

_LONG = 120
"""Letters: what is shorter fits a blank form's boxes."""


def rows_printed(block: Repeat, answers: Mapping[str, str]) -> int:
    """How many rows to print: those promised, those needed, and room beyond those filled in."""
    used = address.rows(block.path, answers)
    wanted = max(block.blank_rows, block.minimum, used + SPARE_ROWS if used else 0)
    return wanted if block.maximum is None else max(used, min(wanted, block.maximum))


def lengths(block: Questions | Repeat, answers: Mapping[str, str]) -> tuple[int, ...]:
    """How many letters the longest text in each column has. Empty where none is long: the columns are then as in a
    blank form."""
    match block:
        case Questions():
            columns = [[each.inputs[n] for each in block.questions] for n in range(len(block.columns))]
            paths = [[field.path for field in column] for column in columns]
        case Repeat():
            rows = range(address.rows(block.path, answers))
            paths = [[address.row_path(field.path, row) for row in rows] for field in block.inputs]
    inputs = block.questions[0].inputs if isinstance(block, Questions) else block.inputs
    found = tuple(
        max((len(answers.get(path, "")) for path in column), default=0) if is_text(field) else 0
        for field, column in zip(inputs, paths, strict=True)
    )
    return found if max(found, default=0) > _LONG else ()


def is_text(field: Input) -> bool:
    """Whether an answer may run over several lines in a column."""
    return isinstance(field.widget, Box | Line) and field.widget.kind.runs_on


def by_length(least: Sequence[int], lengths: Sequence[int], room: int) -> list[int]:
    """The room shared by how long the texts are, no column below its least. Whole numbers that add up to the room, or
    to the least where that is more."""
    flexible = [n for n, length in enumerate(lengths) if length]
    while flexible:
        whole = sum(lengths[n] for n in flexible)
        left = room - sum(low for n, low in enumerate(least) if n not in flexible)
        short = [n for n in flexible if left * lengths[n] < least[n] * whole]
        if not short:
            shared = [left * sum(lengths[n] for n in flexible[:end]) // whole for end in range(len(flexible) + 1)]
            widths = dict(zip(flexible, (end - start for start, end in pairwise(shared)), strict=True))
            return [widths.get(n, low) for n, low in enumerate(least)]
        flexible = [n for n in flexible if n not in short]
    return list(least)
