"""How a filled form is set out to be read and filed: what the Python and the JavaScript that do so both go by.

The page makes its readable copy itself (`writers/screen/readable.js`): it is given these with its data.
"""

from typing import assert_never

from formwright.document.nodes import Box, DateBox, Line, Pick, Ticks, Widget

QUESTION_SHARE = 30
"""Of a table's width, the question's; against those of its answers, below."""

MOST_COLUMNS = 6
"""Rows with more answers than this do not stand in a table: each row is a list of its answers."""

SHORT = 90
"""Letters. A text of one line that is no longer stands beside its label, not below it."""

LONG_ROW = 900
"""Letters, over the whole width of a page: eight lines or so. Rows without a longer cell stay whole at a page's end."""

NOT_ANSWERED = "Not answered"
NO_ANSWER = "–"
"""In a table, where nothing had to be answered."""

CASE = "details.case_id"
"""The path of the case that an audit is of, in every form that has one."""

DAY = ".date"
"""How the path of the day ends that an audit or a report is of; where several do, the first counts."""

ABOUT_COPY = "about-this-copy"
"""The anchor of the section that ends a copy: what it was made from."""


def share_of(widget: Widget) -> int:
    """The share of a table's width that answers take: comments much, grades and days little."""
    match widget:
        case Box():
            return 44
        case Line(kind):
            return 16 if kind.runs_on else 10
        case DateBox():
            return 15
        case Pick():
            return 14
        case Ticks():
            return 20
        case _:
            assert_never(widget)
