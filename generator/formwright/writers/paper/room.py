"""The room that an answer takes on paper: how wide its column, how high its box, how large its letters."""

from collections.abc import Iterable
from typing import assert_never

from formwright.document.nodes import Box, DateBox, Line, Option, Pick, Widget
from formwright.writers.paper.faces import form_font

POINTS_A_MM = 72 / 25.4

# Letters in a field, in points: their size, the distance of lines to it, and the field's inner margin.
SIZE = 9.5
LEAST_SIZE = 6.5
LEADING = 1.25
MARGIN = 3.0

# A box for what somebody has written already is not made higher than this: it could not be printed.
MOST_LINES = 45
WIDEST_CHOICE_MM = 42

# An empty export value makes some programs fail; readers take this one for no answer.
NO_ANSWER = Option("-", "Not answered")


def options_of(widget: Pick) -> tuple[Option, ...]:
    """What the drop-down list holds: a way to take an answer back, then the options."""
    return (NO_ANSWER, *widget.options)


def length(text: str, size: float) -> float:
    return form_font().width(text.encode("cp1252", errors="replace"), size)


def size_to_fit(labels: Iterable[str], width: float) -> float:
    """A size at which the longest label fits a narrow field, as far as that can be read."""
    longest = max(length(label, SIZE) for label in labels)
    fitting = SIZE * (width - 2 * MARGIN) / longest
    return max(LEAST_SIZE, min(SIZE, int(fitting * 2) / 2))


def answer_mm(widget: Widget) -> float:
    """How wide a column must be for its dates or choices to be read. Text runs over several lines."""
    match widget:
        case Pick():
            longest = max(length(option.label, SIZE) for option in options_of(widget))
            return min(WIDEST_CHOICE_MM, (longest + 2 * MARGIN) / POINTS_A_MM)
        case DateBox():
            return (length("00/00/0000", SIZE) + 2 * MARGIN) / POINTS_A_MM
        case Line() | Box():
            return 0
        case _:
            assert_never(widget)


def lines_of(widget: Widget, written: str | None, width_mm: float) -> int:
    """How many lines a field shows: as many as were asked for, or as what is written in it takes."""
    if not isinstance(widget, Box):
        return 1
    if written is None:
        return widget.lines
    taken = len(wrapped(written.encode("cp1252", errors="replace"), SIZE, width_mm * POINTS_A_MM - 2 * MARGIN))
    return max(widget.lines, min(taken, MOST_LINES))


def height_mm(lines: int) -> float:
    return round((lines * SIZE * LEADING + 2 * MARGIN) / POINTS_A_MM, 1)


def wrapped(text: bytes, size: float, width: float) -> list[bytes]:
    """Windows-1252 text in lines of at most `width`, broken at spaces. A longer word sticks out."""
    lines: list[bytes] = []
    for paragraph in text.splitlines():
        lines.append(b"")
        for word in paragraph.split(b" "):
            longer = lines[-1] + b" " + word if lines[-1] else word
            if lines[-1] and form_font().width(longer, size) > width:
                lines.append(word)
            else:
                lines[-1] = longer
    return lines
