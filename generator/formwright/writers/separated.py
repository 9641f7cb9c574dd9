"""A table as comma-separated values that Excel opens as they are.

Excel takes a text that begins as a formula does for one, and runs it: such a text gets an apostrophe in front, which
says that it is text. The file begins with the mark of UTF-8, without which Excel spoils every letter outside ASCII.
"""

import csv
import io
from collections.abc import Iterable, Sequence

BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")


def write(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headings)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig", "backslashreplace")


def _cell(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(BEGINNINGS) else cell
