"""`measures` on the command line: papers from a file of values and a folder of returns."""

from pathlib import Path

import openpyxl
import pytest
from click.testing import Result
from tests.cli.test_commands import run
from tests.pipelines.test_measuring import VALUES
from tests.samples import EXAMPLES, ROOT

GOOD = (EXAMPLES / "returns" / "good.yaml").read_text("utf-8")
CLINIC = ("--month", "2014-01", "--area", "first-response")


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One audit of First Response North in January 2014."""
    folder = tmp_path_factory.mktemp("measured") / "returns"
    folder.mkdir()
    (folder / "audit.yaml").write_text(GOOD, "utf-8")
    return folder


@pytest.fixture
def values(tmp_path: Path) -> Path:
    path = tmp_path / "values.csv"
    path.write_text(VALUES, "utf-8")
    return path


def measures(returns: Path, values: Path, *words: str) -> Result:
    return run("measures", "--values", str(values), "--returns", str(returns), *words, root=ROOT)


def test_what_was_not_supplied_is_counted_and_shows_in_the_exit_status(returns: Path, values: Path) -> None:
    result = measures(returns, values, *CLINIC)

    assert result.exit_code == 1
    assert "Cases successfully transferred to Early Help Services\n      Not supplied" in result.stdout
    assert "4 of 27 values supplied; 23 not supplied." in result.stdout  # 9 of the area, 9 of each of its 2 teams


def test_all_values_supplied_is_no_fault(returns: Path, tmp_path: Path) -> None:
    counted = ("current-cases", "placements", "placement-cost", "average-caseload", "agency-workers", "agency-cost")
    rows = [f"2014-01,{name},5\n" for name in counted]
    rows += ["2014-01,vacancy-rate,5%\n", "2014-01,sickness-absence-rate,5%\n"]
    file = tmp_path / "all.csv"
    file.write_text("Month,Measure,Value\n" + "".join(rows), "utf-8")

    result = measures(returns, file, "--as", "overview", "--month", "2014-01")

    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "8 of 8 values supplied.")


def test_nothing_is_made_of_a_file_with_errors_and_the_line_is_shown(returns: Path, tmp_path: Path) -> None:
    file = tmp_path / "values.csv"
    file.write_text(VALUES + "2014-01,s47-no-conference,FRT,First Response North,20,19\n", "utf-8")

    result = measures(returns, file, *CLINIC, "--format", "html", "--out", str(tmp_path / "papers"))

    assert (result.exit_code, result.stdout) == (1, "")
    assert "values.csv:12:52 values/impossible: 20 is more than the 19 that it is out of." in result.stderr
    assert "    12 | 2014-01,s47-no-conference,FRT,First Response North,20,19" in result.stderr
    assert "No paper was made: correct the values first." in result.stderr
    assert not (tmp_path / "papers").exists()


def test_papers_are_files_that_say_what_they_are_and_are_not_overwritten(
    returns: Path, values: Path, tmp_path: Path
) -> None:
    out = tmp_path / "papers"
    words = (*CLINIC, "--format", "html", "--format", "xlsx", "--out", str(out))
    first, again = measures(returns, values, *words), measures(returns, values, *words)

    page, book = sorted(out.iterdir())
    assert (page.name, book.name) == ("clinic-2014-01-first-response.html", "clinic-2014-01-first-response.xlsx")
    assert "4 of 27 values supplied; 23 not supplied." in first.stderr
    assert (first.exit_code, again.exit_code) == (1, 2)
    assert "exists already" in again.stderr
    assert "Seen alone" in GOOD  # a comment, which no paper has
    assert "Seen alone" not in page.read_text("utf-8")
    sheet = openpyxl.load_workbook(book).active
    assert sheet is not None
    headings, *rows = sheet.iter_rows(values_only=True)
    found = [dict(zip(headings, row, strict=True)) for row in rows]
    (one,) = [r for r in found if (r["Month"], r["Measure"], r["Team"]) == ("2014-01", "decided-within-24-hours", None)]
    assert (one["Value"], one["Out of"], one["Percentage"], one["Trend"]) == (182, 208, 87.5, "better")
    assert len(found) == 6 * 27 + 1  # six months of 27 values, and the audits by one tool
