"""What is asked and required is there, or is named as missing."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.samples import ROOT, changed, found, review

from formwright.cli import main
from formwright.model.review import Status

ACTIONS = """\
actions:
  - action: Bring the chronology up to date
    who: Allocated social worker
    by: 2014-02-03
  - action: Make one plan of the two, with the IRO and the Conference Chair
    who: Team Manager
    by: 2014-02-14
"""


def test_a_missing_answer_is_named_as_a_person_would_at_the_question_that_it_answers() -> None:
    reviewed = review(changed(("specific_needs: {grade: 2}", "specific_needs: {}")))

    (missing,) = reviewed.diagnostics
    assert reviewed.status is Status.INCOMPLETE
    assert missing.code == "submission/missing-answer"
    assert missing.place.path == "evaluation.specific_needs.grade"
    assert str(missing.place) == "return.yaml:21:3"
    assert missing.message.startswith("Question 6, “Does the plan respond")
    assert missing.message.endswith(": “Grade (1-4)” is missing.")


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("  case_id:\n", "return.yaml:4:3"),
        ("  case_id: null\n", "return.yaml:4:3"),
        ('  case_id: "  "\n', "return.yaml:4:3"),
        ("", "return.yaml:3:1"),
    ],
)
def test_nothing_in_whatever_spelling_is_no_answer(written: str, place: str) -> None:
    reviewed = review(changed(("  case_id: A1103\n", written)))

    assert reviewed.status is Status.INCOMPLETE
    assert [(d.code, str(d.place)) for d in reviewed.diagnostics] == [("submission/missing-answer", place)]


def test_a_whole_section_left_out_misses_each_of_its_answers() -> None:
    start = changed().index("details:"), changed().index("evaluation:")
    reviewed = review(changed((changed()[slice(*start)], "")))

    missing = [path for code, path in found(reviewed) if code == "submission/missing-answer"]
    assert reviewed.status is Status.INCOMPLETE
    assert len(missing) == 7 and "details.case_id" in missing


def test_what_is_not_asked_is_not_missing() -> None:
    reviewed = review(
        changed(
            ("child_status: cared-for-and-child-protection-plan", "child_status: child-in-need"),
            ("  pep: {grade: 2, comments: Held in November.}\n", ""),
        )
    )

    assert reviewed.status is Status.COMPLETE


def test_where_it_cannot_be_known_what_is_asked_nothing_is_called_missing() -> None:
    reviewed = review(
        changed(
            ("child_status: cared-for-and-child-protection-plan", "child_status: [cared-for]"),
            ("  pep: {grade: 2, comments: Held in November.}\n", ""),
        )
    )

    assert reviewed.status is Status.INVALID
    assert found(reviewed)[0] == ("submission/wrong-type", "details.child_status")
    assert "evaluation.pep.grade" not in [path for _, path in found(reviewed)]


@pytest.mark.parametrize("written", ["", "actions:\n", "actions: []\n"])
def test_a_judgement_that_calls_for_actions_needs_one(written: str) -> None:
    reviewed = review(changed((ACTIONS, written)))

    assert reviewed.status is Status.INCOMPLETE
    assert found(reviewed) == [("submission/missing-row", "actions")]
    assert reviewed.diagnostics[0].message == "“Actions” has no rows; it needs at least 1."


def test_a_good_audit_needs_no_action() -> None:
    reviewed = review(changed((ACTIONS, ""), ("judgement: requires-improvement", "judgement: good")))

    assert reviewed.status is Status.COMPLETE


@pytest.mark.parametrize("row", ["", "{}", "{who: }"])
def test_an_empty_row_is_a_row_whose_answers_are_missing(row: str) -> None:
    reviewed = review(changed((ACTIONS, f"actions:\n  - {row}\n")))

    assert reviewed.status is Status.INCOMPLETE
    assert {path for _, path in found(reviewed)} == {"actions[0].action", "actions[0].who", "actions[0].by"}
    assert reviewed.diagnostics[0].hint == "Answer it, or delete the row."


# --- a blank form --------------------------------------------------------------------------


def blank_forms(folder: Path) -> None:
    run = CliRunner()
    for format in ("yaml", "docx", "pdf"):
        words = ["blank", "tier1-generic-audit", "--format", format, "--out", str(folder / f"form.{format}")]
        assert run.invoke(main, ["--root", str(ROOT), *words]).exit_code == 0
    (folder / "download.yaml").write_text('form: "tier1-generic-audit"\nversion: "1.0"\n', "utf-8")
    (folder / "download.json").write_text('{"form": "tier1-generic-audit", "version": "1.0", "details": {}}', "utf-8")


def test_a_blank_form_is_said_to_be_blank_once_whatever_its_format(tmp_path: Path) -> None:
    blank_forms(tmp_path)

    result = CliRunner().invoke(main, ["--root", str(ROOT), "check", str(tmp_path), "--format", "json"])

    submissions = json.loads(result.stdout)["submissions"]
    assert result.exit_code == 1 and len(submissions) == 5
    for one in submissions:
        assert (one["status"], one["escalation"]) == ("incomplete", None)
        assert sorted(d["code"] for d in one["diagnostics"]) == ["escalation/nobody-told", "submission/blank"]


def test_a_form_with_one_answer_is_not_blank() -> None:
    text = 'form: tier1-generic-audit\nversion: "1.0"\ndetails: {case_id: A1}\n'

    codes = [code for code, _ in found(review(text))]

    assert "submission/blank" not in codes and codes.count("submission/missing-answer") > 5


@pytest.mark.parametrize("line", ["datails: {case_id: A1}", "details: {date: the 3rd}", "details: A1"])
def test_a_form_with_something_in_it_that_is_not_understood_is_not_blank(line: str) -> None:
    codes = {code for code, _ in found(review(f'form: tier1-generic-audit\nversion: "1.0"\n{line}\n'))}

    assert "submission/blank" not in codes and "submission/missing-answer" in codes


def test_a_blank_form_of_another_version_is_blank_too() -> None:
    codes = {code for code, _ in found(review('form: tier1-generic-audit\nversion: "0.9"\n'))}

    assert codes == {"submission/unknown-version", "submission/blank", "escalation/nobody-told"}
