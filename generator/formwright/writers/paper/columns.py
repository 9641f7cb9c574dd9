"""How wide the columns of a table are on paper: as was asked for, as far as no word and no choice is cut.

Widths are shares of 100.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

from formwright.document.nodes import (
    OPTIONAL,
    Blocks,
    BulletList,
    Column,
    Inlines,
    Input,
    NumberedList,
    Paragraph,
    Questions,
    Repeat,
    Table,
)
from formwright.document.prose import plain
from formwright.document.written import LINE_MM, QUESTION, by_length, is_text
from formwright.writers.markup import walk
from formwright.writers.paper.faces import length
from formwright.writers.paper.room import FILLED_CHOICE_MM, POINTS_A_MM, WIDEST_CHOICE_MM, answer_mm

# The column of numbers holds "No." and "99".
NUMBER_MM = 10

# What is asked has more room in a form whose questions say what to look for.
LEAST_QUESTION, LEAST_GUIDED_QUESTION = 34, 40

# A day or a choice has as much room beside it as makes its heading easy to read.
EASE = 1.3

# What the labels have where each answer stands under its question.
LABELS = 34

# In a table that is only read, columns without a word have no more than this.
MOST_EMPTY = 45

# In a table's cells: the size of letters, how much wider bold ones are, what stands beside them.
CELL_SIZE = 10.0
BOLD = 1.06
CELL_MM = 4.5
LIST_MM = 5.0

# A longer word, such as an address, is broken.
WIDEST_WORD_MM = 34


def grid_columns(block: Questions, width_mm: float, guided: bool, lengths: Sequence[int] = ()) -> tuple[Column, ...]:
    """The number's column, the question's and the answers'. What the answers leave over is the
    question's; where that is too little, the widest answers give way, all to the same width. `lengths` are those of
    the texts in each column where some are long: the room is then theirs."""
    number = share_of(NUMBER_MM, width_mm)
    if lengths:
        needed = filled_least(block.columns, block.questions[0].inputs, width_mm)
        widths = by_length(needed, lengths, 100 - number - QUESTION)
        return (Column((), number), Column((), 100 - number - sum(widths)), *resized(block.columns, widths))
    least = answers_least(block.columns, block.questions[0].inputs, width_mm)
    room = 100 - number - (LEAST_GUIDED_QUESTION if guided else LEAST_QUESTION)
    widths = narrowed(wishes(block.columns, block.questions[0].inputs, least), least, room)
    return (Column((), number), Column((), 100 - number - sum(widths)), *resized(block.columns, widths))


def wishes(columns: Sequence[Column], inputs: Sequence[Input], least: Sequence[int]) -> list[int]:
    """As wide as the form says, or else as usual; a day or a choice takes little more than it needs."""
    return [
        column.width if column.is_said or is_text(field) else max(needed, min(column.width, round(EASE * needed)))
        for column, field, needed in zip(columns, inputs, least, strict=True)
    ]


def filling(wanted: Sequence[int], block: Repeat, room: int) -> list[int]:
    """The widths wanted, with what is left over or lacking shared by the columns of text that have no width of
    their own, or by all."""
    text = [not column.is_said and is_text(f) for column, f in zip(block.columns, block.inputs, strict=True)]
    flexible = sum(width for width, shared in zip(wanted, text, strict=True) if shared)
    left = room - sum(wanted) + flexible
    if not flexible or left <= 0:
        return [round(room * width / sum(wanted)) for width in wanted]
    return [round(left * width / flexible) if shared else width for width, shared in zip(wanted, text, strict=True)]


def under_columns(width_mm: float) -> tuple[Column, ...]:
    """The number's column, the labels' and the answers', where each answer stands under its question."""
    number = share_of(NUMBER_MM, width_mm)
    return (Column((), number), Column((), LABELS), Column((), 100 - number - LABELS))


def row_columns(block: Repeat, width_mm: float, lengths: Sequence[int] = ()) -> tuple[Column, ...]:
    """The row's number goes before the columns, which share what it leaves; `lengths` as for `grid_columns`."""
    number = share_of(NUMBER_MM, width_mm)
    if lengths:
        needed = filled_least(block.columns, block.inputs, width_mm)
        return (Column((), number), *resized(block.columns, by_length(needed, lengths, 100 - number)))
    least = answers_least(block.columns, block.inputs, width_mm)
    wanted = filling(wishes(block.columns, block.inputs, least), block, 100 - number)
    widths = narrowed(wanted, least, 100 - number)
    return (Column((), number), *resized(block.columns, widths))


def table_columns(block: Table, width_mm: float) -> tuple[Column, ...]:
    """The columns of a table that is only read."""
    least = [
        max(share_of(mm, width_mm) for mm in (heading_mm(column.heading), *map(text_mm, cells)))
        for column, *cells in zip(block.columns, *(row.cells for row in block.rows), strict=True)
    ]
    wanted = text_first(block, shares(block.columns, 100))
    return resized(block.columns, narrowed(wanted, least, 100))


def text_first(block: Table, wanted: Sequence[int]) -> Sequence[int]:
    """Columns without a word (a form's answers, printed in a book) take no more than MOST_EMPTY of the
    table, unless it is said how wide they are. What they give up goes to the widest of the others."""
    empty = [not (column.is_said or any(row.cells[n] for row in block.rows)) for n, column in enumerate(block.columns)]
    taken = sum(width for width, blank in zip(wanted, empty, strict=True) if blank)
    if taken <= MOST_EMPTY or all(empty):
        return wanted
    widths = [round(width * MOST_EMPTY / taken) if blank else width for width, blank in zip(wanted, empty, strict=True)]
    widest = max((n for n, blank in enumerate(empty) if not blank), key=lambda n: widths[n])
    widths[widest] += sum(wanted) - sum(widths)
    return widths


def narrowed(wanted: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """The widths wanted, none below its least, the widest cut to one width until all fit the room."""
    for widest in range(max(wanted), 0, -1):
        widths = [max(low, min(width, widest)) for width, low in zip(wanted, least, strict=True)]
        if sum(widths) <= room:
            return widths
    return [max(1, width * room // sum(least)) for width in least]  # never off the page


def resized(columns: Sequence[Column], widths: Sequence[int]) -> tuple[Column, ...]:
    return tuple(replace(column, width=width) for column, width in zip(columns, widths, strict=True))


def shares(columns: Sequence[Column], room: int) -> list[int]:
    whole = sum(column.width for column in columns)
    return [round(room * column.width / whole) for column in columns]


def share_of(mm: float, width_mm: float) -> int:
    return ceil(100 * mm / width_mm)


# --- what must fit -----------------------------------------------------------------------------


def answers_least(
    columns: Sequence[Column], inputs: Sequence[Input], width_mm: float, choice_mm: float = WIDEST_CHOICE_MM
) -> list[int]:
    return [
        share_of(max(answer_mm(field.widget, choice_mm), heading_mm(column.heading), mark_mm(field)), width_mm)
        for column, field in zip(columns, inputs, strict=True)
    ]


def filled_least(columns: Sequence[Column], inputs: Sequence[Input], width_mm: float) -> list[int]:
    """The same beside long texts."""
    least = answers_least(columns, inputs, width_mm, FILLED_CHOICE_MM)
    line = share_of(LINE_MM, width_mm)
    return [max(low, line) if is_text(field) else low for low, field in zip(least, inputs, strict=True)]


def heading_mm(heading: Inlines) -> float:
    return cell_mm(plain(heading))


def mark_mm(field: Input) -> float:
    """The room of what a heading says of optional answers."""
    return cell_mm(OPTIONAL) if field.is_marked_optional else 0


def text_mm(blocks: Blocks) -> float:
    """The room of the longest word in a cell."""
    return max((cell_mm(plain(text)) + inset for text, inset in lines(blocks)), default=0)


def lines(blocks: Blocks, inset: float = 0) -> Iterator[tuple[Inlines, float]]:
    """Each paragraph, and how far lists set it in."""
    for block in blocks:
        match block:
            case Paragraph(children):
                yield children, inset
            case BulletList(items) | NumberedList(items):
                for item in items:
                    yield from lines(item, inset + LIST_MM)
            case _:
                yield from ((inner.children, inset) for inner in walk((block,)) if isinstance(inner, Paragraph))


def cell_mm(text: str) -> float:
    longest = max(text.replace("-", "- ").split(), key=len, default="")
    return min(WIDEST_WORD_MM, length(longest, CELL_SIZE) * BOLD / POINTS_A_MM) + CELL_MM
