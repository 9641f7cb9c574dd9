"""A table as a workbook for Excel and LibreOffice: text stays text, numbers and dates are what they are."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from textwrap import wrap

import xlsxwriter

WIDEST = 60  # characters; what is longer is folded
MOST_LINES = 27  # a row in Excel is at most 409 points high
LINE = 15  # points: the height of a row of one line
THE_SAME_EACH_TIME = datetime(2014, 1, 1)  # when it was made is not in the file


def write(title: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """One sheet with a row of headings that stays in sight, and a filter on each column."""
    out = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, settings)
    book.set_properties({"title": title, "created": THE_SAME_EACH_TIME})
    sheet = book.add_worksheet(title[:31])
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "d mmm yyyy", "align": "left", "valign": "top"})
    widths = [len(heading) for heading in headings]
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, head)
    last = 0
    for last, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(last, column, datetime(cell.year, cell.month, cell.day), day)
            elif isinstance(cell, int | float) and not isinstance(cell, bool):
                sheet.write_number(last, column, cell, plain)
            elif cell is not None:
                sheet.write_string(last, column, str(cell), plain)
            widths[column] = max(widths[column], min(len(str(cell or "")), WIDEST))
        lines = max((len(wrap(str(cell), WIDEST)) for cell in row if isinstance(cell, str)), default=1)
        if lines > 1:  # not every program finds the height itself
            sheet.set_row(last, LINE * min(lines, MOST_LINES))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width + 2)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(headings) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return out.getvalue()
