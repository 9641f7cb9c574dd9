"""Whether the answers to a question, or the fields of a row, stand side by side on paper or each under the other.

The choice is made here, once, for every format that is printed. Where the columns of a grid would be too narrow
for their headings, their choices or a pen, or where a question comes with pages of guidance, each answer
has a line of its own under its question, as on a phone.
"""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from typing import assert_never

from formwright.document.nodes import (
    Box,
    Column,
    DateBox,
    Input,
    Line,
    Paragraph,
    Pick,
    Questions,
    Repeat,
    Text,
    Ticks,
    Widget,
)
from formwright.document.prose import plain

# What stands beside the letters of a cell, and the column of numbers, in millimetres.
CELL_MM, NUMBER_MM = 4.0, 11.0

# Of a page's width: upright, and on its side. The narrower of what our formats have.
PORTRAIT_MM, LANDSCAPE_MM = 170.0, 257.0

# The least that a question needs of the page's width, and where it comes with guidance.
LEAST_QUESTION, LEAST_GUIDED_QUESTION = 0.34, 0.40

# The least in which a line, a number, a day or a few lines can be written by hand.
LINE_MM, FIGURE_MM, DAY_MM, BOX_MM = 20.0, 15.0, 21.0, 28.0

# The least for a choice: its list says "Not answered" too.
CHOICE_MM = 22.0

# A box to tick, with what stands round it.
TICK_MM = 11.0

# A longer word is broken; a longer choice runs over two lines, or is drawn smaller.
WIDEST_WORD_MM, WIDEST_CHOICE_MM = 34.0, 42.0

# Shares of a page are whole hundredths: a column may come out this much wider.
ROUNDED_MM = 1.5

# Letters of guidance, about half an upright page in a question's column: more of it flows over the whole width.
MOST_BESIDE = 1800


def questions_abreast(block: Questions, landscape: bool, guided: bool = False) -> bool:
    """`guided`: some question of the form says what to look for, so that all have room for it."""
    width = page_mm(landscape)
    longest = max((letters_in(question.guidance) for question in block.questions), default=0)
    question = width * (LEAST_GUIDED_QUESTION if guided or longest else LEAST_QUESTION)
    answers = needed_mm(block.columns, block.questions[0].inputs)
    return longest <= MOST_BESIDE and NUMBER_MM + question + answers <= width


def rows_abreast(block: Repeat, landscape: bool) -> bool:
    return NUMBER_MM + needed_mm(block.columns, block.inputs) <= page_mm(landscape)


def page_mm(landscape: bool) -> float:
    return LANDSCAPE_MM if landscape else PORTRAIT_MM


def needed_mm(columns: Sequence[Column], inputs: Sequence[Input]) -> float:
    return sum(
        max(word_mm(plain(column.heading)), answer_mm(field.widget)) + ROUNDED_MM
        for column, field in zip(columns, inputs, strict=True)
    )


def answer_mm(widget: Widget) -> float:
    """The least width of a column for these answers."""
    match widget:
        case Pick(options):
            return max(CHOICE_MM, *(min(WIDEST_CHOICE_MM, letters_mm(option.label) * 0.75 + 3) for option in options))
        case Ticks(options):
            return max(CHOICE_MM, *(min(WIDEST_CHOICE_MM, letters_mm(o.label) * 0.75 + TICK_MM) for o in options))
        case DateBox():
            return DAY_MM
        case Line(kind):
            return LINE_MM if kind.runs_on else FIGURE_MM
        case Box():
            return BOX_MM
        case _:
            assert_never(widget)


def word_mm(text: str) -> float:
    """The room of the longest word, at whose hyphens a line may end."""
    longest = max(text.replace("-", "- ").split(), key=len, default="")
    return min(WIDEST_WORD_MM, letters_mm(longest)) + CELL_MM


def letters_mm(text: str) -> float:
    """About what letters take in bold 10.5 point."""
    return sum(3.35 if letter in "MWmw@" else 1.41 if letter in "fijlrt.,:;'()-" else 2.3 for letter in text)


def letters_in(said: object) -> int:
    """How many letters blocks say. Each paragraph counts for a line at least, and so does what is between two."""
    match said:
        case Text(text):
            return len(text)
        case Paragraph(children):
            return 30 + letters_in(children)
        case tuple():
            return sum(map(letters_in, said))
        case _ if is_dataclass(said):
            return sum(letters_in(getattr(said, field.name)) for field in fields(said))
        case _:
            return 0
