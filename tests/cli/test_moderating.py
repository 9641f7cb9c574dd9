"""`moderation` on the command line, over a folder of returns of a form that a moderator judges as well."""

import csv
import io
import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result
from tests.cli.test_commands import data, run
from tests.samples import EXAMPLES

FORM = """\
kind: form
id: moderated
title: Audit with moderation
version: "1.0"
issued: 2026-01-02
summary: One person judges a record, a second one moderates.
audience: Auditors and moderators
parts:
  - {id: auditor, title: Auditor}
  - {id: moderator, title: Moderator, role: head-of-service, moderates: auditor}
sections:
  - id: details
    title: Details
    fields:
      - {id: case_id, label: Case ID, control: text}
      - {id: completed_by, label: Auditor, control: text}
      - {id: date, label: Date, control: date}
  - id: record
    title: The record
    answers:
      - {id: grade, label: Grade, control: grade, scale: judgement}
      - {id: moderated, label: Moderated grade, control: grade, scale: judgement, part: moderator}
    questions:
      - {id: plan, ask: The plan answers what was found}
      - {id: review, ask: It is reviewed in time}
  - id: overall
    title: Overall
    fields:
      - {id: judgement, label: Judgement, control: choice, choices: judgement}
  - id: moderation
    title: Moderation
    part: moderator
    fields:
      - {id: judgement, label: Moderated judgement, control: choice, choices: judgement}
escalation:
  judgement: [overall.judgement, moderation.judgement]
  tell:
    good: [team-manager]
    inadequate: [team-manager, head-of-service]
"""


def filled(case: str, auditor: str, day: str, judgement: str, *moderated: str) -> str:
    """A return; where a moderator judged as well, with their judgement."""
    grade = 1 if judgement == "good" else 2
    grades = ", moderated: 1" if moderated else ""
    later = f"moderation: {{judgement: {moderated[0]}}}\n" if moderated else ""
    return (
        f'form: moderated\nversion: "1.0"\ndetails: {{case_id: {case}, completed_by: {auditor}, date: {day}}}\n'
        f"record:\n  plan: {{grade: {grade}{grades}}}\n  review: {{grade: {grade}{grades}}}\n"
        f"overall: {{judgement: {judgement}}}\n{later}"
    )


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four audits: two that a moderator judged as well, one that waits, and one that somebody else did again."""
    root = tmp_path_factory.mktemp("council") / "framework"
    shutil.copytree(EXAMPLES / "framework", root)
    (root / "forms" / "moderated.yaml").write_text(FORM, "utf-8")
    returns = root / "returns"
    returns.mkdir()
    for name, text in {
        "alike": filled("A1", "Ann", "2014-01-10", "good", "good"),
        "milder": filled("A2", "Ann", "2014-01-11", "inadequate", "good"),
        "waits": filled("A3", "Ann", "2014-01-12", "good"),
        "again": filled("A3", "Bob", "2014-04-01", "inadequate"),
    }.items():
        (returns / f"{name}.yaml").write_text(text, "utf-8")
    return root


def moderation(council: Path, *words: str) -> Result:
    return run("moderation", *words, root=council)


def test_the_language_can_say_that_a_part_moderates_another(council: Path) -> None:
    result = run("validate", root=council)
    assert "moderated" not in result.stdout, result.stdout


def test_it_says_how_often_an_auditor_and_a_moderator_agreed(council: Path) -> None:
    result = moderation(council)
    said = " ".join(result.stdout.split())
    assert result.exit_code == 0, result.stderr
    assert "2 cases were judged twice in all audits of the record: 2 by a moderator in the same return." in said
    assert "2 returns have a part for a moderator, who has not judged yet." in said
    assert "Overall judgement: Good, Inadequate 2 cases: 1 of 2 the same, 2 of 2 the same or one step apart." in said
    assert "The second was harsher never and milder once." in said
    assert "Weighted kappa: too few: 2 cases" in said
    assert "Ann" not in said


def test_another_audit_counts_within_the_days_that_are_named(council: Path) -> None:
    found = data("moderation", "--within", "90", root=council)
    assert (found["cases"], found["second_audits"], found["moderated"]) == (3, 1, 2)
    judgement, grade = found["scales"]
    assert judgement["counts"] == [[1, 1], [1, 0]]  # the same; the second harsher; the second milder
    assert (grade["n"], grade["cases"], grade["kappa"], grade["why_no_kappa"]) == (6, 3, None, "too few: 3 cases")


@pytest.mark.parametrize(
    ("words", "cases"),
    [(("--month", "2014-01"), 2), (("--quarter", "2014-Q2"), 0), (("--from", "2014-01-11", "--to", "2014-12-31"), 1)],
)
def test_a_span_of_time(council: Path, words: tuple[str, ...], cases: int) -> None:
    assert data("moderation", *words, root=council)["cases"] == cases


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--month", "2014-01", "--quarter", "2014-Q1"), "Use only one of"),
        (("--quarter", "2014-Q5"), "'2014-Q5' is not a quarter."),
        (("--from", "2014-02-30"), "'2014-02-30' is not a valid date."),
        (("--from", "2014-02-03", "--to", "2014-02-02"), "2014-02-02 is before 2014-02-03."),
        (("--form", "moderatd"), "Did you mean 'moderated'?"),
    ],
)
def test_what_cannot_be_meant_is_refused(council: Path, words: tuple[str, ...], said: str) -> None:
    result = moderation(council, *words)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


def test_the_table_opens_in_excel(council: Path, tmp_path: Path) -> None:
    out = tmp_path / "moderation.xlsx"
    assert moderation(council, "--format", "xlsx", "--out", str(out)).exit_code == 0
    rows = list(openpyxl.load_workbook(out).active.iter_rows(values_only=True))
    separated = moderation(council, "--format", "csv").stdout_bytes.decode("utf-8-sig")
    assert len(rows) == len(list(csv.reader(io.StringIO(separated))))
    whole = dict(zip(rows[0], rows[1], strict=True))
    assert (whole["What"], whole["Cases"], whole["The same"], whole["Notes"]) == (
        "Overall judgement", 2, 1, "too few: 2 cases"
    )  # fmt: skip
