"""`measures` on the command line: papers from a file of values and a folder of returns."""

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import Result
from tests.cli.test_commands import data, run
from tests.samples import EXAMPLES, ROOT

GOOD = (EXAMPLES / "returns" / "good.yaml").read_text("utf-8")
VALUES = """\
Month,Measure,Service area,Team,Value,Out of
2014-01,decided-within-24-hours,FRT,,182,208
2013-12,decided-within-24-hours,FRT,,160,196
2013-01,decided-within-24-hours,FRT,,150,201
2014-01,assessments-unallocated,FRT,,7,
2013-12,assessments-unallocated,FRT,,9,
2014-01,assessments-unallocated,FRT,First Response North,2,
2014-01,s47-no-conference,FRT,,11,19
2014-01,took-part-in-reviews,,,77,83
2013-12,took-part-in-reviews,,,61,72
2014-01,days-to-adoption,,,598,2
2014-01,assessments-unallocated,,,9,
"""


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five audits of First Response North in January 2014, one of them not complete, one in December; one in January
    that does not say which service area it is about."""
    folder = tmp_path_factory.mktemp("measured") / "returns"
    folder.mkdir()
    for n, (day, change) in enumerate(
        [
            ("2014-01-06", ("", "")),
            ("2014-01-07", ("", "")),
            ("2014-01-08", ("judgement: good", "judgement: outstanding")),
            ("2014-01-09", ("", "")),
            ("2014-01-10", ("voice_of_child: {grade: 2,", "voice_of_child: {")),
            ("2013-12-10", ("", "")),
            ("2014-01-13", ("  service_area: first-response\n", "")),
        ]
    ):
        text = re.sub(r"(?m)^  case_id: .*$", f"  case_id: A{n}", GOOD)
        (folder / f"{n}.yaml").write_text(re.sub(r"(?m)^  date: .*$", f"  date: {day}", text).replace(*change), "utf-8")
    return folder


@pytest.fixture
def values(tmp_path: Path) -> Path:
    path = tmp_path / "values.csv"
    path.write_text(VALUES, "utf-8")
    return path


def measures(returns: Path, values: Path, *words: str) -> Result:
    return run("measures", "--values", str(values), "--returns", str(returns), *words, root=ROOT)


def paper(returns: Path, values: Path, *words: str) -> dict[str, Any]:
    (found,) = data("measures", "--values", str(values), "--returns", str(returns), *words, root=ROOT)["papers"]
    assert isinstance(found, dict)
    return found


def lines(found: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """What is shown of each measure in the newest month, and how it has changed."""
    return {one["measure"]: (one["values"][-1]["shown"], one["change"]) for one in found["measures"]}


CLINIC = ("--month", "2014-01", "--area", "first-response")


def test_a_clinic_has_every_measure_of_its_service_area(returns: Path, values: Path) -> None:
    found = paper(returns, values, *CLINIC)

    assert (found["name"], found["months"][0], found["months"][-1]) == (
        "clinic-2014-01-first-response",
        "2013-08",
        "2014-01",
    )
    assert lines(found) == {
        "decided-within-24-hours": ("88% (182 of 208)", "Up by 6 points (better)"),
        "transferred-to-early-help": ("Not supplied", "Not known"),
        "assessments-in-time": ("Not supplied", "Not known"),
        "assessments-out-of-time": ("Not supplied", "Not known"),
        "assessments-unallocated": ("7", "Down by 2 (better)"),
        "days-in-first-response": ("Not supplied", "Not known"),
        "s47-no-conference": ("11 of 19", "Not known"),
        "s47-conference-within-15-days": ("Not supplied", "Not known"),
        "re-referred-within-12-months": ("Not supplied", "Not known"),
    }
    assert len(found["in_words"]) == 5
    assert [team["team"] for team in found["teams"]] == ["first-response-north", "first-response-south"]


def test_what_the_audits_found_stands_beside_the_figures(returns: Path, values: Path) -> None:
    found = paper(returns, values, *CLINIC)

    (audits,) = found["audits"]
    assert (audits["form"], audits["complete"], audits["not_complete"]) == ("tier1-generic-audit", 4, 1)
    assert "Judgements: Outstanding: 1, Good: 3." in audits["said"]
    assert found["audits_not_placed"] == 1


def test_what_was_not_supplied_is_counted_and_shows_in_the_exit_status(returns: Path, values: Path) -> None:
    result = measures(returns, values, *CLINIC)

    assert result.exit_code == 1
    assert "Cases successfully transferred to Early Help Services\n      Not supplied" in result.stdout
    assert "4 of 27 values supplied; 23 not supplied." in result.stdout  # 9 of the area, 9 of each of its 2 teams


def test_all_values_supplied_is_no_fault(returns: Path, tmp_path: Path) -> None:
    every = "current-cases placements placement-cost average-caseload agency-workers agency-cost".split()
    rows = [f"2014-01,{name},5\n" for name in every]
    rows += ["2014-01,vacancy-rate,5%\n", "2014-01,sickness-absence-rate,5%\n"]
    file = tmp_path / "all.csv"
    file.write_text("Month,Measure,Value\n" + "".join(rows), "utf-8")

    result = measures(returns, file, "--as", "overview", "--month", "2014-01")

    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "8 of 8 values supplied.")


def test_a_profile_hides_small_numbers_and_few_judgements(returns: Path, values: Path) -> None:
    found = paper(returns, values, "--as", "profile", "--month", "2014-01", "--team", "First Response North")

    of_team = next(one for one in found["measures"] if one["measure"] == "assessments-unallocated")
    assert of_team["values"][-1] == {
        "month": "2014-01",
        "value": None,
        "of": None,
        "percentage": None,
        "shown": "Fewer than 5",
        "supplied": True,
    }
    assert found["audits"][0]["said"] == [
        "4 audits, and 1 not complete or not valid.",
        "Judgements are not shown of fewer than 5.",
    ]


def test_a_profile_is_made_for_each_team(returns: Path, values: Path) -> None:
    words = ("--as", "profile", "--month", "2014-01", "--area", "FRT")
    found = data("measures", "--values", str(values), "--returns", str(returns), *words, root=ROOT)

    assert [one["team"] for one in found["papers"]] == ["first-response-north", "first-response-south"]


def test_a_card_has_the_quarter_and_the_month_before_it(returns: Path, values: Path) -> None:
    found = paper(returns, values, "--as", "card", "--quarter", "2014-Q1")

    assert (found["name"], found["months"]) == ("card-2014-q1", ["2013-12", "2014-01", "2014-02", "2014-03"])
    assert lines(found)["took-part-in-reviews"] == ("Not supplied", "Not known")


def test_a_card_as_far_as_a_month_compares_that_month(returns: Path, values: Path) -> None:
    found = paper(returns, values, "--as", "card", "--month", "2014-01")

    assert found["months"] == ["2013-12", "2014-01"]
    assert lines(found)["took-part-in-reviews"] == ("93% (77 of 83)", "Up by 8 points (better)")
    assert lines(found)["days-to-adoption"] == ("Not shown: fewer than 5 children", "Not known")


def test_a_board_that_looks_at_some_subjects_only_gets_those(returns: Path, values: Path) -> None:
    words = ("--as", "card", "--month", "2014-01", "--for", "corporate-parenting-board")
    found = paper(returns, values, *words)

    assert [one["measure"] for one in found["measures"]] == ["took-part-in-reviews", "days-to-adoption"]
    assert found["name"] == "card-2014-q1-corporate-parenting-board"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--area", "frist-response"), "'frist-response' is not a service area. Did you mean 'first-response'?"),
        (("--as", "profile", "--team", "First Response Norht"), "Did you mean 'First Response North'?"),
        (("--as", "card", "--for", "cabinett"), "Did you mean 'cabinet'?"),
        (("--quarter", "2014-Q1"), "Only a report card is for a quarter."),
        (("--as", "card", "--quarter", "Q1 2014"), "'Q1 2014' is not a quarter. Write it as 2014-Q1"),
        (("--month", "2104-01"), "2104-01 is in the future."),
        (("--month", "2014-01", "--quarter", "2014-Q1"), "Use only one of --month and --quarter."),
        (("--as", "sheet"), "sheet"),
    ],
)
def test_what_cannot_be_made_is_said(words: tuple[str, ...], said: str, returns: Path, values: Path) -> None:
    result = measures(returns, values, *words)

    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


def test_nothing_is_made_of_a_file_with_errors_and_the_line_is_shown(returns: Path, tmp_path: Path) -> None:
    file = tmp_path / "values.csv"
    file.write_text(VALUES + "2014-01,s47-no-conference,FRT,First Response North,20,19\n", "utf-8")

    result = measures(returns, file, *CLINIC, "--format", "html", "--out", str(tmp_path / "papers"))

    assert (result.exit_code, result.stdout) == (1, "")
    assert "values.csv:13:52 values/impossible: 20 is more than the 19 that it is out of." in result.stderr
    assert "    13 | 2014-01,s47-no-conference,FRT,First Response North,20,19" in result.stderr
    assert "No paper was made: correct the values first." in result.stderr
    assert not (tmp_path / "papers").exists()


def test_papers_are_files_that_say_what_they_are_and_are_not_overwritten(
    returns: Path, values: Path, tmp_path: Path
) -> None:
    words = (*CLINIC, "--format", "html", "--format", "xlsx", "--out", str(tmp_path / "papers"))
    first, again = measures(returns, values, *words), measures(returns, values, *words)

    assert sorted(file.name for file in (tmp_path / "papers").iterdir()) == [
        "clinic-2014-01-first-response.html",
        "clinic-2014-01-first-response.xlsx",
    ]
    assert first.exit_code == 1
    assert "4 of 27 values supplied; 23 not supplied." in first.stderr
    assert again.exit_code == 2
    assert "exists already" in again.stderr


def test_a_workbook_has_a_row_for_each_measure_and_month(returns: Path, values: Path, tmp_path: Path) -> None:
    measures(returns, values, *CLINIC, "--format", "xlsx", "--out", str(tmp_path))

    sheet = openpyxl.load_workbook(tmp_path / "clinic-2014-01-first-response.xlsx").active
    assert sheet is not None
    headings, *rows = sheet.iter_rows(values_only=True)
    found = [dict(zip(headings, row, strict=True)) for row in rows]
    (one,) = [r for r in found if (r["Month"], r["Measure"], r["Team"]) == ("2014-01", "decided-within-24-hours", None)]
    assert (one["Value"], one["Out of"], one["Percentage"], one["Trend"]) == (182, 208, 87.5, "better")
    assert len(found) == 6 * 27 + 1  # six months of 27 values, and the audits by one tool


def test_no_comment_of_an_audit_is_in_a_paper(returns: Path, values: Path, tmp_path: Path) -> None:
    measures(returns, values, *CLINIC, "--format", "html", "--out", str(tmp_path))

    assert "Seen alone" in GOOD
    assert "Seen alone" not in (tmp_path / "clinic-2014-01-first-response.html").read_text("utf-8")
