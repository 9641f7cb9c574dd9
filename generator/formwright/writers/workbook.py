"""A table as a workbook for Excel and LibreOffice: text stays text, numbers and dates are what they are."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from textwrap import wrap
from typing import Any, NamedTuple

import xlsxwriter

WIDEST = 60  # characters; what is longer is folded
MOST_LINES = 27  # a row in Excel is at most 409 points high
LINE = 15  # points: the height of a row of one line
THE_SAME_EACH_TIME = datetime(2014, 1, 1)  # when it was made is not in the file


class Sheet(NamedTuple):
    """A table of its own in a workbook."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[object]]


def write(title: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """One sheet with a row of headings that stays in sight, and a filter on each column."""
    return write_all(title, [Sheet(title, headings, rows)])


def write_all(title: str, sheets: Iterable[Sheet]) -> bytes:
    """The same of several, each behind its own tab."""
    out = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, settings)
    book.set_properties({"title": title, "created": THE_SAME_EACH_TIME})
    looks = _Looks(
        book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        book.add_format({"text_wrap": True, "valign": "top"}),
        book.add_format({"num_format": "d mmm yyyy", "align": "left", "valign": "top"}),
    )
    for sheet in sheets:
        _fill(book.add_worksheet(sheet.title[:31]), sheet, looks)
    book.close()
    return out.getvalue()


class _Looks(NamedTuple):
    head: Any
    plain: Any
    day: Any


def _fill(sheet: Any, said: Sheet, looks: _Looks) -> None:
    widths = [len(heading) for heading in said.headings]
    for column, heading in enumerate(said.headings):
        sheet.write_string(0, column, heading, looks.head)
    last = 0
    for last, row in enumerate(said.rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(last, column, datetime(cell.year, cell.month, cell.day), looks.day)
            elif isinstance(cell, int | float) and not isinstance(cell, bool):
                sheet.write_number(last, column, cell, looks.plain)
            elif cell is not None:
                sheet.write_string(last, column, str(cell), looks.plain)
            widths[column] = max(widths[column], min(len(str(cell or "")), WIDEST))
        lines = max((len(wrap(str(cell), WIDEST)) for cell in row if isinstance(cell, str)), default=1)
        if lines > 1:  # not every program finds the height itself
            sheet.set_row(last, LINE * min(lines, MOST_LINES))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width + 2)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(said.headings) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
