"""`action` on the command line, over returns of this framework's own forms."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result
from tests.cli.test_commands import run
from tests.samples import ROOT

COMMENT = "Zwetschgenkuchen"
"""What every action says, which nobody may read outside its return."""

TIER1 = f"""\
form: tier1-generic-audit
version: "1.0"
details: {{case_id: A1042, date: 2014-01-10, team: East, service_area: mass}}
actions:
  - {{action: {COMMENT} one, who: Jo Brown, by: 2014-02-14}}
  - {{action: {COMMENT} two, who: Jo Brown, by: 2014-02-14, reviewed: 2014-02-20, progress: {COMMENT}, initials: JB}}
  - {{action: {COMMENT} three, who: Jo Brown, by: soon}}
  - {{action: {COMMENT} four}}
"""
PLO = f"""\
form: tier1-plo-audit
version: "1.0"
details: {{case_id: P1, date: 2014-01-10}}
actions:
  - {{action: {COMMENT}, by_whom: Jo Brown, taken: {COMMENT}, taken_on: 2014-01-20, checked: "yes"}}
  - {{action: {COMMENT}, by_whom: Jo Brown, taken_on: 2014-01-20, checked: "no"}}
  - {{action: {COMMENT}, by_whom: Jo Brown}}
"""
SUPERVISION = f"""\
form: supervision-file-audit
version: "1.0"
audit:
  structure: {{answer: "no", findings: {COMMENT}}}
  frequency: {{answer: "yes", findings: {COMMENT}}}
  observation: {{answer: "yes", findings: {COMMENT}}}
completion: {{actions_by: 2014-02-28}}
"""
OBSERVATION = f"""\
form: observation-of-practice
version: "1.0"
details: {{date: 2014-01-10}}
actions:
  - {{action: {COMMENT}, who: Ann Example, by: 2014-02-28}}
"""
COMPLIANCE = f"""\
form: service-quality-review-compliance-audit
version: "1.0"
casework:
  unallocated_work: {{comments: fine, rating: 2}}
  case_file_data: {{actions: {COMMENT}, rating: 3}}
"""
FEEDBACK = f"""\
form: service-quality-review-feedback-report
version: "1.0"
safeguarding:
  - {{strength: {COMMENT}}}
  - {{area: {COMMENT}, action: {COMMENT}, timescale: 31st March 2014}}
  - {{area: {COMMENT}, action: {COMMENT}, timescale: by Easter}}
findings:
  - {{learning_point: {COMMENT}, kind: area-for-improvement, actions: {COMMENT}}}
"""


def folder(tmp_path: Path, *texts: str) -> Path:
    returns = tmp_path / "returns"
    returns.mkdir(exist_ok=True)
    for n, text in enumerate(texts, 1):
        (returns / f"{n}.yaml").write_text(text, "utf-8")
    return returns


def action(returns: Path, *words: str) -> Result:
    return run("action", *words, "--returns", str(returns), root=ROOT)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            TIER1,
            [
                ("actions[0]", "overdue", "Jo Brown", "2014-02-14", []),
                ("actions[2]", "open", "Jo Brown", None, ["by: not a date"]),
                ("actions[3]", "open", None, None, ["by: missing", "who: missing"]),
                ("actions[1]", "reviewed", "Jo Brown", "2014-02-14", []),
            ],
        ),
        (
            PLO,
            [
                ("actions[2]", "open", "Jo Brown", None, []),
                ("actions[0]", "reviewed", "Jo Brown", None, []),
                ("actions[1]", "done", "Jo Brown", None, []),
            ],
        ),
        (
            SUPERVISION,
            [
                ("audit.structure", "overdue", None, "2014-02-28", []),
                ("audit.observation", "overdue", None, "2014-02-28", []),
            ],
        ),
        (OBSERVATION, [("actions[0]", "overdue", "Ann Example", "2014-02-28", [])]),
        (COMPLIANCE, [("casework.case_file_data", "open", None, None, [])]),
        (
            FEEDBACK,
            [
                ("safeguarding[1]", "overdue", None, "2014-03-31", []),
                ("findings[0]", "open", None, None, []),
                ("safeguarding[2]", "open", None, None, ["by: not a date"]),
            ],
        ),
    ],
    ids=["tier1", "plo", "supervision", "observation", "compliance", "feedback"],
)
def test_each_form_of_the_framework_gives_its_actions(
    tmp_path: Path, text: str, found: list[tuple[str, str, str | None, str | None, list[str]]]
) -> None:
    said = action(folder(tmp_path, text), "--state", "all", "--format", "json")
    rows = json.loads(said.stdout)["actions"]
    assert sorted((r["path"], r["state"], r["who"], r["by"], r["lacks"]) for r in rows) == sorted(found)
    assert said.exit_code == int(any(row[1] == "overdue" or row[4] for row in found))


def test_no_output_and_no_record_says_what_an_action_is(tmp_path: Path) -> None:
    returns = folder(tmp_path, TIER1, PLO, SUPERVISION, FEEDBACK)
    outputs = [action(returns, "--state", "all", "--format", format).output for format in ("text", "json", "csv")]
    outputs += [action(returns, "1.yaml#1", "--done", "2014-02-03", "--by", "JB").output]
    outputs += [action(returns, "1.yaml#1").output, action(returns, "--count-by", "person").output]
    assert all(COMMENT not in output for output in outputs)
    assert COMMENT.encode() not in (returns / "record.db").read_bytes()
    assert COMMENT not in (returns / "record.jsonl").read_text("utf-8")


def test_an_update_is_told_and_the_list_of_returns_counts_what_is_open(tmp_path: Path) -> None:
    returns = folder(tmp_path, OBSERVATION)
    assert "1 open action\n" in run("record", "--returns", str(returns), root=ROOT).stdout
    listed = action(returns)
    assert "OVERDUE" in listed.stdout and "1 action, 1 open: 1 overdue, 0 due soon." in listed.stdout
    handle = listed.stdout.split("OVERDUE")[1].split()[0]

    done = action(returns, handle, "--done", "2014-02-03", "--by", "Ann Example")
    assert done.exit_code == 0 and "DONE" in done.stdout and "on 3 February 2014" in done.stdout
    assert "That is recorded already." in action(returns, handle, "--done", "2014-02-03").stdout
    assert "Done on 3 February 2014, by Ann Example" in action(returns, handle, "--history").stdout
    assert action(returns).exit_code == 0
    assert "open action" not in run("record", "--returns", str(returns), root=ROOT).stdout
    history = run("record", "--returns", str(returns), "--history", "1.yaml", root=ROOT).stdout
    assert "Action 1: done 2014-02-03, by Ann Example" in history


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("1.yaml#1", "--done", "2014-02-03", "--withdraw"), "Use only one of"),
        (("--done", "2014-02-03"), "Say which action"),
        (("1.yaml#9", "--done", "2014-02-03"), "has no action number 9"),
        (("1.yaml#1", "--reviewed", "2014-02-03"), "needs --by"),
        (("1.yaml#1", "--new-date", "2030-02-03"), "needs --why and --by"),
        (("1.yaml#1", "--not-needed", "--why", "Closed"), "needs --approved-by"),
        (("--team", "Eest"), "Did you mean 'East'?"),
        (("--for", "Jo Browne"), "Did you mean 'Jo Brown'?"),
        (("--until", "Easter"), "not a valid date"),
        (("--count-by", "team", "--format", "xlsx"), "as text or JSON"),
    ],
)
def test_what_cannot_be_done_is_said_and_the_exit_status_is_2(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    result = action(folder(tmp_path, TIER1), *words)
    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr


def test_a_correction_takes_updates_along_and_says_which_it_cannot(tmp_path: Path) -> None:
    returns = folder(tmp_path, OBSERVATION, OBSERVATION.replace("details:", "feedback: {conclusions: b}\ndetails:"))
    action(returns, "1.yaml#1", "--done", "2014-02-03")
    decided = run(
        "supersede", "1.yaml", "--by", "2.yaml", "--who", "A", "--why", "b", "--returns", str(returns), root=ROOT
    )
    assert "1 action of it had updates, which count for 2.yaml as well." in decided.stdout
    assert "1 action, 0 open" in action(returns, "--state", "all").stdout
    (returns / "2.yaml").write_text(OBSERVATION.replace(COMMENT, "Otherwise"), "utf-8")
    (returns / "3.yaml").write_text(OBSERVATION.replace(COMMENT, "Something else"), "utf-8")
    run("supersede", "1.yaml", "--by", "3.yaml", "--who", "A", "--why", "b", "--returns", str(returns), root=ROOT)
    assert "3.yaml: what was said of" in action(returns).stdout


def test_tables_have_a_row_for_each_action(tmp_path: Path) -> None:
    returns = folder(tmp_path, TIER1, PLO)
    table = list(csv.reader(io.StringIO(action(returns, "--state", "all", "--format", "csv").stdout.lstrip("\ufeff"))))
    assert table[0][:4] == ["Action", "State", "Who", "By"] and len(table) == 8
    out = tmp_path / "actions.xlsx"
    action(returns, "--format", "xlsx", "--out", str(out))
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None and [cell.value for cell in sheet["B"]][:2] == ["State", "overdue"]


def test_actions_are_counted_by_team_person_and_age(tmp_path: Path) -> None:
    returns = folder(tmp_path, TIER1, PLO)
    teams = json.loads(action(returns, "--count-by", "team", "--format", "json").stdout)["groups"]
    assert teams == [{"team": "East", "open": 2, "overdue": 1}, {"team": None, "open": 1}]
    assert "more than 6 months" in action(returns, "--count-by", "age").stdout
    people = action(returns, "--count-by", "person").stdout.splitlines()
    assert people[1].split() == ["Jo", "Brown", "2", "-", "1", "-", "-", "-"]
