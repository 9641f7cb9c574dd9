"""A file of monthly values as a spreadsheet saves it: what it says, and what is wrong at its line and column."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.samples import FRAMEWORK

from formwright.errors import CannotRun
from formwright.oversight.values import Scope
from formwright.pipelines import measure_values
from formwright.pipelines.measure_values import Supplied, month_of

HEAD = "Month,Measure,Service area,Team,Value,Out of\n"


def read(tmp_path: Path, text: str | bytes) -> Supplied:
    path = tmp_path / "values.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert FRAMEWORK.measures is not None
    assert FRAMEWORK.framework is not None
    return measure_values.read(path, FRAMEWORK.measures, FRAMEWORK.framework, date(2014, 2, 3))


def wrong(tmp_path: Path, *rows: str) -> list[str]:
    faults = read(tmp_path, HEAD + "".join(f"{row}\n" for row in rows)).faults
    return [f"{f.code} {f.place.mark.line}:{f.place.mark.column}" for f in faults if f.place.mark]


def held(found: Supplied) -> list[tuple[str, str, Scope, Decimal, int | None]]:
    return [(v.measure, v.month, v.scope, v.number, v.of) for v in found.values.by_key.values()]


def test_a_row_is_a_value_of_a_part_of_the_service(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        HEAD
        + "2014-01,assessments-in-time,FRT,,63,76\n"
        + "2014-01,Assessments not allocated,,First Response North,2,\n"
        + "2014-01,took-part-in-reviews,,,92.5%,\n"
        + "2014-01,days-to-adoption,CfC,,611.5,6\n"
        + '2014-01,placement-cost,,,"£830,100.50",\n',
    )

    assert found.faults == ()
    assert held(found) == [
        ("assessments-in-time", "2014-01", Scope("first-response"), Decimal(63), 76),
        ("assessments-unallocated", "2014-01", Scope("first-response", "first-response-north"), Decimal(2), None),
        ("took-part-in-reviews", "2014-01", Scope(), Decimal("92.5"), None),
        ("days-to-adoption", "2014-01", Scope("cared-for-children"), Decimal("611.5"), 6),
        ("placement-cost", "2014-01", Scope(), Decimal("830100.50"), None),
    ]


ROWS = [
    ["Month", "Measure", "Service area", "Team", "Value", "Out of"],
    ["2014-01", "assessments-in-time", "FRT", "", "63", "76"],
    ["2013-12", "took-part-in-reviews", "", "", "91%", ""],
]


@pytest.mark.parametrize(
    ("separator", "end", "encoding"),
    [
        (",", "\r\n", "utf-8-sig"),  # Excel's 'CSV UTF-8'
        (";", "\r\n", "cp1252"),  # Excel's plain CSV, where a comma is the decimal sign
        ("\t", "\r\n", "utf-16"),  # Excel's 'Unicode text'
        (",", "\n", "utf-8"),  # LibreOffice
        (",", "\r", "utf-8"),  # an old Mac's
    ],
)
def test_however_a_spreadsheet_saves_it_it_says_the_same(
    separator: str, end: str, encoding: str, tmp_path: Path
) -> None:
    found = read(tmp_path, "".join(separator.join(row) + end for row in ROWS).encode(encoding))

    assert found.faults == ()
    assert held(found) == [
        ("assessments-in-time", "2014-01", Scope("first-response"), Decimal(63), 76),
        ("took-part-in-reviews", "2013-12", Scope(), Decimal(91), None),
    ]


def test_what_is_not_in_utf_8_is_read_as_windows_writes_it_and_said(tmp_path: Path) -> None:
    found = read(tmp_path, (HEAD[:-1] + ",Zoë's note\n2014-01,placement-cost,,,£100,,ï\n").encode("cp1252"))

    assert found.faults == ()
    assert found.encoding == "Windows-1252"
    assert found.unused == ("Zoë's note",)


@pytest.mark.parametrize(
    "words", ["2014-01", "2014-1", "Jan-14", "January 2014", "01/2014", "01/01/2014", "2014-01-01"]
)
def test_a_month_may_be_as_excel_writes_it(words: str) -> None:
    assert month_of(words) == "2014-01"


@pytest.mark.parametrize("words", ["", "2014", "2014-13", "13/2014", "Jam-14", "January", "1914"])
def test_what_is_not_a_month_is_none(words: str) -> None:
    assert month_of(words) is None


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (",assessments-unallocated,,,7,", "values/missing 2:1"),
        ("2014-01,,,,7,", "values/missing 2:9"),
        ("soon,assessments-unallocated,,,7,", "values/not-valid 2:1"),
        ("2014-03,assessments-unallocated,,,7,", "values/future 2:1"),
        ("2014-01,assessments-unalocated,,,7,", "values/unknown 2:9"),
        ("2014-01,assessments-unallocated,Front door,,7,", "values/unknown 2:33"),
        ("2014-01,assessments-unallocated,,First Response West,7,", "values/unknown 2:34"),
        ("2014-01,assessments-unallocated,MASS,First Response North,7,", "values/unknown 2:38"),
        ("2014-01,assessments-unallocated,,,,", "values/not-supplied 2:35"),
        ("2014-01,assessments-unallocated,,,seven,", "values/not-valid 2:35"),
        ('2014-01,assessments-unallocated,,,"7,5",', "values/not-valid 2:35"),
        ("2014-01,assessments-unallocated,,,7.5,", "values/not-valid 2:35"),
        ("2014-01,assessments-unallocated,,,7%,", "values/not-valid 2:35"),
        ("2014-01,assessments-unallocated,,,-7,", "values/impossible 2:35"),
        ("2014-01,assessments-unallocated,,,7,9", "values/not-valid 2:37"),
        ("2014-01,assessments-unallocated,,,1,250,", "values/not-valid 2:37"),  # a comma that was meant for thousands
        ("2014-01,assessments-unallocated,,,1,250,4", "values/not-valid 2:41"),
        ("2014-01,assessments-in-time,,,63,", "values/missing 2:31"),  # 63%, or 63 of how many?
        ("2014-01,assessments-in-time,,,101%,", "values/impossible 2:31"),
        ("2014-01,assessments-in-time,,,-1%,", "values/impossible 2:31"),
        ("2014-01,assessments-in-time,,,83%,76", "values/not-valid 2:31"),
        ("2014-01,assessments-in-time,,,77,76", "values/impossible 2:31"),
        ("2014-01,assessments-in-time,,,6.5,76", "values/not-valid 2:31"),
        ("2014-01,assessments-in-time,,,6,7.6", "values/not-valid 2:33"),
        ("2014-01,assessments-in-time,,,6,-7", "values/impossible 2:33"),
        ("2014-01,assessments-in-time,,,6,many", "values/not-valid 2:33"),
        ("2014-01,days-in-first-response,MASS,,40,", "values/not-shown 2:32"),
        ("2014-01,placement-cost,MASS,,40,", "values/not-shown 2:24"),
        ("2014-01,agency-cost,,MASS,40,", "values/not-shown 2:22"),
    ],
)
def test_what_is_wrong_is_said_at_its_line_and_column(row: str, code: str, tmp_path: Path) -> None:
    assert wrong(tmp_path, row) == [code]


def test_a_value_that_is_given_twice_is_said_at_the_second(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        HEAD
        + "2014-01,assessments-unallocated,MASS,,7,\n"
        + "2014-01,assessments-unallocated,,,7,\n"  # another part of the service
        + "2014-01,assessments-unallocated,mass,,8,\n",
    )

    assert [(f.code, f.message) for f in found.faults] == [
        ("values/twice", "'assessments-unallocated' has a value for 2014-01 already, in line 2.")
    ]


def test_nought_of_nought_is_a_value(tmp_path: Path) -> None:
    assert wrong(tmp_path, "2014-01,assessments-in-time,MASS,,0,0") == []


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("Month,Measure,Service area,Team,Valeu,Out of", "The file has no column 'Value'."),
        ("Month,Measure,Service aera,Team,Value,Out of", "The column 'Service aera' is not read."),
        ("Month,Measure,Value,Value", "There are two columns 'Value'."),
        ("", "The file has no column 'Month'."),
    ],
)
def test_a_heading_that_is_misspelt_is_never_passed_over(head: str, message: str, tmp_path: Path) -> None:
    found = read(tmp_path, f"{head}\n2014-01,assessments-unallocated,MASS,,7,\n")

    assert message in [fault.message for fault in found.faults]
    assert found.values.by_key == {}


def test_a_workbook_is_not_a_csv_file(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="is not a CSV file"):
        read(tmp_path, b"PK\x03\x04 and so on")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert FRAMEWORK.measures is not None
    assert FRAMEWORK.framework is not None
    with pytest.raises(CannotRun, match="cannot be read"):
        measure_values.read(tmp_path / "none.csv", FRAMEWORK.measures, FRAMEWORK.framework, date(2014, 2, 3))
