"""A table as a workbook, as another library reads it."""

import io

import openpyxl

from formwright.writers import workbook


def test_a_row_is_as_high_as_its_longest_text_needs() -> None:
    long = "Every child is seen alone. " * 12  # 324 characters: six lines of at most 60
    made = workbook.write("Sheet", ("A", "B"), [("short", 1), (long, 2), ("short", "word " * 2_000)])
    heights = openpyxl.load_workbook(io.BytesIO(made)).active.row_dimensions

    assert heights[2].height in (None, 15.0)
    assert heights[3].height == 6 * 15
    assert heights[4].height <= 409, "no row in Excel can be higher"


def test_text_that_begins_like_a_formula_stays_text() -> None:
    made = workbook.write("Sheet", ("A",), [("=1+1",), ("+44 20",), ("@x",)])
    cells = [cell for (cell,) in openpyxl.load_workbook(io.BytesIO(made)).active.iter_rows(min_row=2)]

    assert [(cell.value, cell.data_type) for cell in cells] == [("=1+1", "s"), ("+44 20", "s"), ("@x", "s")]
