"""`due` and `allocate` on the command line, over a folder of returns."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import Result
from icalendar import Calendar
from tests.cli.test_commands import data, run
from tests.samples import EXAMPLES, ROOT

from formwright.record import store
from formwright.record.events import What

GOOD = (EXAMPLES / "returns" / "good.yaml").read_text("utf-8")
NORTH = "Team Manager, First Response North"


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    return january(tmp_path / "returns")


def january(folder: Path) -> Path:
    """Four audits of one manager in January 2014, and one of somebody who is not in the directory."""
    folder.mkdir()
    for n in range(4):
        (folder / f"audit-{n}.yaml").write_text(filled(NORTH, f"2014-01-{10 + n}", n), "utf-8")
    (folder / "other.yaml").write_text(filled("Somebody Else", "2014-01-20", 9), "utf-8")
    return folder


def filled(auditor: str, day: str, case: int) -> str:
    text = re.sub(r"(?m)^  completed_by: .*$", f"  completed_by: '{auditor}'", GOOD)
    text = re.sub(r"(?m)^  case_id: .*$", f"  case_id: A{case}", text)
    return re.sub(r"(?m)^  date: .*$", f"  date: {day}", text)


def due(returns: Path, *words: str) -> Result:
    return run("due", "--returns", str(returns), "--month", "2014-01", *words, root=ROOT)


def entries(returns: Path) -> dict[tuple[str, str | None], dict[str, Any]]:
    found = data("due", "--returns", str(returns), "--month", "2014-01", root=ROOT)
    assert found["month"] == "2014-01"
    return {(one["duty"], one["name"]): one for one in found["duties"]}


def test_the_contract_is_kept(returns: Path) -> None:
    one = entries(returns)["tier1-audits", NORTH]
    keys = ("duty", "who", "name", "owed", "done", "late", "exempt", "state", "returns")
    assert {key: one[key] for key in keys} == {
        "duty": "tier1-audits",
        "who": "team-manager",
        "name": NORTH,
        "owed": 4,
        "done": 4,
        "late": 0,
        "exempt": None,
        "state": "met",
        "returns": [f"audit-{n}.yaml" for n in range(4)],
    }


def test_every_duty_of_the_framework_has_an_entry(returns: Path) -> None:
    wanted = re.findall(r"(?m)^  - id: (\S+)", (ROOT / "schedules" / "duties.yaml").read_text("utf-8"))
    assert {duty for duty, _ in entries(returns)} == set(wanted)


def test_people_read_who_is_short_and_who_could_not_be_placed(returns: Path) -> None:
    result = due(returns)
    assert result.exit_code == 1
    assert f"  met     {NORTH}: 4 of 4, 4 on the topic\n" in result.stdout
    assert "  short   Duty Manager, MASS: 0 of 4\n" in result.stdout
    assert "  other.yaml: Somebody Else is not in the directory.\n" in result.stdout


def test_one_person_can_be_asked_for(returns: Path) -> None:
    result = due(returns, "--for", NORTH.lower())
    assert result.exit_code == 0
    assert "MASS:" not in result.stdout
    assert "Checked from a log that somebody keeps." in result.stdout


def test_a_name_that_nobody_has_is_refused(returns: Path) -> None:
    result = due(returns, "--for", "Team Manager, First Response Nort")
    assert result.exit_code == 2
    assert f"Did you mean '{NORTH}'?" in result.stderr


def test_an_exemption_is_recorded_shown_and_withdrawn(returns: Path) -> None:
    words = ("--exempt", "tier1-audits", "--for", "Duty Manager, MASS", "--approved-by", "The Director", "--why", "Ill")
    assert due(returns, *words).stdout == "Recorded as exempt: tier1-audits, 2014-01: Duty Manager, MASS.\n"
    one = entries(returns)["tier1-audits", "Duty Manager, MASS"]
    assert (one["state"], one["exempt"]) == ("exempt", {"approved_by": "The Director", "why": "Ill"})
    assert "Approved by The Director: Ill" in due(returns).stdout

    assert due(returns, "--withdraw", "tier1-audits", "--for", "Duty Manager, MASS").exit_code == 0
    assert entries(returns)["tier1-audits", "Duty Manager, MASS"]["state"] == "short"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--exempt", "tier1-audits"), "An exemption needs --for and --approved-by and --why."),
        (("--exempt", "tier1-audit", "--for", NORTH), "'tier1-audit' is not a duty of this framework. Did you mean"),
        (("--done", "hr-audits", "--for", "Nobody"), "'Nobody' is not in the directory."),
        (("--done", "hr-audits", "--on", "2999-01-01"), "2999-01-01 is in the future."),
        (("--withdraw", "hr-audits"), "There is no such entry to withdraw. Nothing is recorded for hr-audits."),
        (("--done", "performance-clinic", "--about", "Nowhere"), "'Nowhere' is not one of those that"),
        (("--done", "performance-clinic", "--on", "2014-01-14"), "performance-clinic is done for one service area"),
        (
            ("--done", "contact-sampling", "--on", "2014-01-14"),
            "Several people have this duty. Name one with --for: Head",
        ),
        (("--done", "contact-sampling", "--on", "2014-01-14", "--for", NORTH), f"{NORTH} does not have the duty"),
        (("--month", "2014-13"), "'2014-13' is not a month. Write it as 2014-01."),
        (("--start", "review-on-site"), "'review-on-site' does not name a duty and a day."),
        (("--start", "review-onsite=2014-03-03"), "Did you mean 'review-on-site'?"),
        (("--start", "review-on-site=03/03/2014"), "'03/03/2014' is not a valid date. Write it as 2014-03-03."),
    ],
)
def test_what_cannot_be_done_says_why(returns: Path, words: tuple[str, ...], said: str) -> None:
    result = due(returns, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_a_review_begun_is_followed_to_its_forum(returns: Path) -> None:
    due(returns, "--done", "review-on-site", "--about", "CfC", "--on", "2014-01-07")
    found = data("due", "--returns", str(returns), "--month", "2014-01", root=ROOT)["duties"]
    stages = [(one["duty"], one["by"], one["state"]) for one in found if one["about"] == "Cared for Children"]
    assert ("review-practice-forum", "2014-01-22", "short") in stages
    assert ("review-business-plan", "2014-01-29", "short") in stages


def test_what_is_done_for_an_area_is_owed_by_its_own_head(returns: Path) -> None:
    due(returns, "--done", "review-on-site", "--about", "CfC", "--on", "2014-01-07")
    found = data("due", "--returns", str(returns), "--month", "2014-01", root=ROOT)["duties"]
    names = {one["name"] for one in found if one["duty"] == "review-business-plan"}
    assert names == {"Head of Service, Cared for Children"}


def test_a_table_opens_in_a_spreadsheet(returns: Path, tmp_path: Path) -> None:
    result = due(returns, "--format", "xlsx", "--out", str(tmp_path / "due.xlsx"))
    assert result.exit_code == 1
    sheet = openpyxl.load_workbook(tmp_path / "due.xlsx").active
    assert sheet is not None
    found = [row for row in sheet.iter_rows(values_only=True) if row[1] == "tier1-audits" and row[4] == NORTH]
    assert [(row[6], row[7], row[8]) for row in found] == [("met", 4, 4)]

    table = list(csv.DictReader(io.StringIO(due(returns, "--format", "csv").stdout.removeprefix("\ufeff"))))
    assert [row["Name"] for row in table if row["State"] == "for nobody"] == ["Somebody Else"]


def test_a_calendar_has_what_is_still_owed(returns: Path, tmp_path: Path) -> None:
    due(returns, "--format", "ics", "--out", str(tmp_path / "due.ics"))
    events = Calendar.from_ical((tmp_path / "due.ics").read_bytes()).walk("VEVENT")
    said = {str(event["SUMMARY"]): event.decoded("DTSTART").isoformat() for event in events}
    assert said["Duty Manager, MASS: Audits cases from their own team or area of expertise."] == "2014-01-31"
    assert not any(words.startswith(f"{NORTH}: Audits cases") for words in said)


def test_the_dates_of_a_review_need_no_returns() -> None:
    found = data("due", "--start", "review-on-site=2013-11-12", "--about", "MASS", root=ROOT)
    assert found["about"] == "MASS"
    assert {one["duty"]: one["by"] for one in found["dates"]}["review-business-plan"] == "2013-12-04"
    assert "By Wednesday 27 November 2013: review-practice-forum" in (
        run("due", "--start", "review-on-site=2013-11-12", root=ROOT).stdout
    )


def test_cases_are_drawn_and_recorded_with_their_forms(returns: Path, tmp_path: Path) -> None:
    rows = "".join(f"A{n},{area}\n" for n, area in enumerate(("MASS", "Cared for Children") * 20))
    (tmp_path / "cases.csv").write_text(f"Case ID,Service area\n{rows}")
    words = ("allocate", "--month", "2014-01", "--cases", str(tmp_path / "cases.csv"), "--returns", str(returns))
    found = data(*words, "--out", str(tmp_path / "forms"), root=ROOT)
    assert len(found["drawn"]) == len(found["files"]) == 5
    assert found["recorded"] is True
    with store.reading(returns) as kept:
        (event,) = kept.events(What.DRAW)
    assert event.more["seed"] == found["seed"]

    again = run(*words, "--seed", found["seed"], root=ROOT)
    assert again.exit_code == 0
    assert "The record has this draw already: it came out the same." in again.stdout
    assert entries(returns)["tier2-draw", "Performance & Quality Assurance Team"]["state"] == "met"


def test_a_list_with_faults_is_refused_at_its_line(returns: Path, tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("Case ID,Service area\nA1,Nowhere\n")
    result = run(
        "allocate", "--month", "2014-01", "--cases", str(tmp_path / "cases.csv"), "--returns", str(returns), root=ROOT
    )
    assert result.exit_code == 1
    assert "cases.csv:2:4 cases/not-valid" in result.stderr
