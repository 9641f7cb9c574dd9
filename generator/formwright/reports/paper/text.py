"""The paper in a terminal: what it says, and what it cannot say."""

from collections.abc import Iterator
from textwrap import wrap

from formwright.oversight.paper.figures import Figures
from formwright.reports.ink import Ink, heading, inked
from formwright.reports.paper import limits, says

WIDTH = 100


def text(found: Figures, width: int = WIDTH) -> Iterator[str]:
    yield heading(found.span.words)
    for line in limits.first_of_all(found):
        first, *rest = wrap(line, width, subsequent_indent="  ", break_on_hyphens=False)
        yield inked((Ink.WARNING, first))
        yield from rest
    yield ""
    yield from _points(says.lines(found), width)
    yield ""
    yield heading("What the figures cannot say")
    yield from _points(limits.lines(found), width)


def _points(lines: Iterator[str], width: int) -> Iterator[str]:
    for line in lines:
        yield from wrap(line, width, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
