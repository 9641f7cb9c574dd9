"""`report` on the command line, over a folder of returns."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from tests.cli.test_commands import data, run
from tests.cli.test_overseeing import NORTH, filled
from tests.samples import ROOT

COMMENT = "Zwetschgenkuchen about risk and the child's wishes and feelings"


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four audits of one manager in January 2014, and one in December; in each a comment."""
    folder = tmp_path_factory.mktemp("report") / "returns"
    folder.mkdir()
    for n, day in enumerate(("2014-01-10", "2014-01-11", "2014-01-12", "2014-01-13", "2013-12-13")):
        text = filled(NORTH, day, n).replace("An interpreter was booked for both visits.", f'"{COMMENT}"')
        assert COMMENT in text
        (folder / f"audit-{n}.yaml").write_text(text, "utf-8")
    return folder


def report(returns: Path, *words: str | Path) -> tuple[str, ...]:
    return ("report", "--returns", str(returns), "--month", "2014-01", *map(str, words))


def test_the_figures_as_data(returns: Path) -> None:
    found = data(*report(returns), root=ROOT)
    assert [one["complete"] for one in found["came_in"]] == [4]
    assert found["judgements"][0]["now"]["good"] == 4
    assert found["judgements"][0]["before"]["good"] == 1
    themes = {one["theme"]: (one["audits"], one["words"], one["audits_before"]) for one in found["themes"]}
    assert themes["risk"] == (4, 4, 1)
    assert themes["voice-of-the-child"] == (4, 8, 1)  # and each was "seen alone"
    assert themes["permanence"] == (0, 0, 0)


def test_no_comment_and_no_name_leaves_by_any_way(returns: Path, tmp_path: Path) -> None:
    formats = [word for format in ("html", "csv", "json") for word in ("--format", format)]
    result = run(*report(returns, "--out", tmp_path, *formats), root=ROOT)
    assert result.exit_code == 0, result.stderr
    written = sorted(tmp_path.iterdir())
    assert [file.name for file in written] == ["paper-2014-01.csv", "paper-2014-01.html", "paper-2014-01.json"]
    said = result.output + "".join(file.read_text("utf-8") for file in written)
    assert "4 audits of January 2014 are complete." in said
    assert "Zwetschgen" not in said and NORTH not in said


def test_a_paper_that_is_there_is_not_overwritten_unasked(returns: Path, tmp_path: Path) -> None:
    words = report(returns, "--out", tmp_path, "--format", "csv")
    assert run(*words, root=ROOT).exit_code == 0
    again = run(*words, root=ROOT)
    assert again.exit_code == 2
    assert "paper-2014-01.csv exists already." in again.stderr
    assert run(*words, "--force", root=ROOT).exit_code == 0


def test_the_workbook_has_counts_as_numbers(returns: Path, tmp_path: Path) -> None:
    run(*report(returns, "--out", tmp_path, "--format", "xlsx"), root=ROOT)
    book = openpyxl.load_workbook(tmp_path / "paper-2014-01.xlsx")
    assert book.sheetnames[:3] == ["Summary", "What came in", "What was owed"]
    rows = list(book["What came in"].iter_rows(values_only=True))
    assert rows[1] == ("Tier 1 generic audit tool", 4, 0, 0)


def test_the_long_table_adds_up(returns: Path) -> None:
    result = run(*report(returns, "--format", "csv"), root=ROOT)
    rows = list(csv.DictReader(io.StringIO(result.stdout.removeprefix("\ufeff"))))
    judged = [row for row in rows if row["Figure"] == "Judgements"]
    assert sum(int(row["Count"]) for row in judged) == 4
    assert {row["Month"] for row in rows if row["Figure"] == "Judgements by month"} >= {"2013-12", "2014-01"}


def test_a_return_that_is_gone_makes_the_figures_incomplete(returns: Path, tmp_path: Path) -> None:
    arrived, folder = tmp_path / "audit.yaml", tmp_path / "returns"
    arrived.write_text(filled(NORTH, "2014-01-10", 1), "utf-8")
    run("receive", str(arrived), "--into", str(folder), root=ROOT)
    for file in folder.rglob("*.yaml"):
        file.unlink()
    result = run(*report(folder, "--format", "text"), root=ROOT)
    assert result.exit_code == 1
    assert "1 file of the record is missing or cannot be read" in " ".join(result.stdout.split())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--month", "2014-01", "--quarter", "2014-Q1"), "Use only one of --month and --quarter."),
        (("--from", "2014-01-01"), "--from and --to belong together."),
        (("--quarter", "2014-5"), "'2014-5' is not a quarter. Write January to March 2014 as 2014-Q1"),
    ],
)
def test_what_cannot_be_asked_for(returns: Path, words: tuple[str, ...], said: str) -> None:
    result = run("report", "--returns", str(returns), *words, root=ROOT)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
