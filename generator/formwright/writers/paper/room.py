"""The room that an answer takes on paper: how wide its column, how high its box, how large its letters."""

import re
from collections.abc import Iterable
from math import ceil
from typing import assert_never

from formwright.answers.pdf import NOT_ANSWERED
from formwright.document.nodes import Box, DateBox, Line, Option, Pick, Ticks, Widget
from formwright.writers.paper.faces import length

POINTS_A_MM = 72 / 25.4

# Letters in a field, in points: their size, the distance of lines to it, and the field's inner margin.
SIZE = 9.5
LEAST_SIZE = 6.5
LEADING = 1.25
MARGIN = 3.0

# Programs set lines further apart than we do, and break them sooner: a box that must hold a text has
# room for that.
ROOMY = 1.4
SPARE_WIDTH = 8.0

# A box for what somebody has written already is not made higher than this: it must fit a page, and in
# a grid leave room for more. What is longer is printed in full at the end.
MOST_LINES, MOST_LINES_LANDSCAPE = 45, 28
MOST_LINES_IN_GRID, MOST_LINES_IN_GRID_LANDSCAPE = 40, 24
WIDEST_CHOICE_MM = 42
FILLED_CHOICE_MM = 34  # beside long texts, which need the room more: a longer choice is drawn a little smaller
TICK_MM = 12  # of a box to tick, with what stands round it and its label

LINE_END = re.compile("\r\n|[\r\n]")


def options_of(widget: Pick) -> tuple[Option, ...]:
    """What the drop-down list holds: a way to take an answer back, then the options."""
    return (Option(*NOT_ANSWERED), *widget.options)


def size_to_fit(labels: Iterable[str], width: float) -> float:
    """A size at which the longest label fits a narrow field, as far as that can be read."""
    longest = max(length(label, SIZE) for label in labels)
    fitting = SIZE * (width - 2 * MARGIN) / longest
    return max(LEAST_SIZE, min(SIZE, int(fitting * 2) / 2))


def answer_mm(widget: Widget, choice_mm: float = WIDEST_CHOICE_MM) -> float:
    """How wide a column must be for its dates or choices to be read. Text runs over several lines."""
    match widget:
        case Pick():
            longest = max(length(option.label, SIZE) for option in options_of(widget))
            return min(choice_mm, (longest + 2 * MARGIN) / POINTS_A_MM)
        case DateBox():
            return (length("00/00/0000", SIZE) + 2 * MARGIN) / POINTS_A_MM
        case Ticks(options):
            longest = max(length(option.label, SIZE) for option in options)
            return min(choice_mm, longest / POINTS_A_MM + TICK_MM)
        case Line() | Box():
            return 0
        case _:
            assert_never(widget)


def lines_of(widget: Widget, written: str | None, width_mm: float, most: int) -> int:
    """How many lines a field shows: as many as were asked for, or as what is written in it takes."""
    least = widget.lines if isinstance(widget, Box) else 1
    if written is None or not may_wrap(widget):
        return least
    taken = len(wrapped(written, SIZE, width_mm * POINTS_A_MM - 2 * MARGIN - SPARE_WIDTH))
    return least if taken <= 1 else max(least, min(ceil(taken * ROOMY / LEADING), most))


def may_wrap(widget: Widget) -> bool:
    """Whether a text that is too long for one line of a field may go on in the next."""
    return isinstance(widget, Box | Line) and widget.kind.json == "string"


def takes_lines(text: str, width: float) -> bool:
    """Whether a text needs more than one line of a field as wide as this, in points."""
    return len(wrapped(text, SIZE, width - 2 * MARGIN)) > 1


def is_cut(text: str, width: float, height: float, wraps: bool) -> bool:
    """Whether a field of this size, in points, may not show a text to its end."""
    lines = wrapped(text, SIZE, width - 2 * MARGIN)
    return len(lines) > 1 and not (wraps and len(lines) * SIZE * ROOMY + 2 * MARGIN <= height)


def height_mm(lines: int) -> float:
    return round((lines * SIZE * LEADING + 2 * MARGIN) / POINTS_A_MM, 1)


def wrapped(text: str, size: float, width: float) -> list[str]:
    """A text in lines of at most `width` points, broken at spaces, and within longer words."""
    lines: list[str] = []
    for paragraph in LINE_END.split(text.rstrip("\r\n").replace("\t", "    ")):
        lines.append("")
        for word in paragraph.split(" "):
            longer = f"{lines[-1]} {word}" if lines[-1] else word
            if lines[-1] and length(longer, size) > width:
                lines.append(word)
            else:
                lines[-1] = longer
            if length(lines[-1], size) > width:
                lines[-1:] = broken(lines[-1], size, width)
    return lines


def broken(word: str, size: float, width: float) -> list[str]:
    """A word in pieces that fit."""
    pieces, left = [""], width
    for letter in word:
        left -= length(letter, size)
        if left < 0 and pieces[-1]:
            pieces.append("")
            left = width - length(letter, size)
        pieces[-1] += letter
    return pieces
