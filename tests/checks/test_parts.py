"""A form that several people fill in, in turn: what must be complete by when, who is waited for and who is told."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from tests.samples import EXAMPLES, SMALL, TOLD, found

from formwright.cli import main
from formwright.errors import CannotRun
from formwright.model.review import Item, Reviewed, Status
from formwright.pipelines.review import Reviewer, review
from formwright.reports import review as report

AUDITOR: dict[str, Any] = {
    "details": {"case_id": "A1", "date": "2026-01-03"},
    "evaluation": {"plan": {"grade": 1}, "review": {"grade": 1}},
    "overall": {"judgement": "good"},
}
MODERATOR: dict[str, Any] = {
    "evaluation": {"plan": {"moderated": 2}, "review": {"moderated": 1}},
    "moderation": {"agreed": "yes"},
}
MANAGER: dict[str, Any] = {"details": {"signed": "A. Manager"}, "visits": [{"on": "2026-01-04"}]}


def joined(*answers: dict[str, Any]) -> dict[str, Any]:
    whole: dict[str, Any] = {}
    for one in answers:
        for key, value in one.items():
            inner = whole.get(key)
            whole[key] = joined(inner, value) if isinstance(inner, dict) else value
    return whole


def reviewed(*answers: dict[str, Any], part: str | None = None) -> Reviewed:
    text = yaml.safe_dump({"form": "in-turn", "version": "1.0", **joined(*answers)}, sort_keys=False)
    return Reviewer.of(SMALL, part).content(text.encode(), "return.yaml")


def parts(one: Reviewed) -> list[str]:
    (data,) = json.loads("".join(report.as_json([one])))["submissions"]
    return [part["status"] for part in data["parts"]]


def said(item: Item) -> str:
    return "\n".join(report.text([item], SMALL))


@pytest.mark.parametrize(
    ("answers", "part", "status", "of_parts"),
    [
        ((AUDITOR,), None, "complete", ["complete", "not-due", "not-due"]),
        ((AUDITOR,), "auditor", "complete", ["complete", "not-due", "not-due"]),
        ((AUDITOR,), "moderator", "incomplete", ["complete", "incomplete", "not-due"]),
        ((AUDITOR,), "manager", "incomplete", ["complete", "incomplete", "incomplete"]),
        ((AUDITOR, MODERATOR), "moderator", "complete", ["complete", "complete", "not-due"]),
        ((AUDITOR, MODERATOR, MANAGER), "manager", "complete", ["complete", "complete", "complete"]),
        ((AUDITOR, {"moderation": {"agreed": "no"}}), None, "incomplete", ["complete", "incomplete", "not-due"]),
        ((MODERATOR,), None, "incomplete", ["incomplete", "complete", "not-due"]),
        ((AUDITOR, MANAGER), None, "complete", ["complete", "not-due", "complete"]),
        ((AUDITOR, {"visits": [{"on": "2026-01-04"}]}), None, "incomplete", ["complete", "not-due", "incomplete"]),
        ((AUDITOR, {"moderation": {"agreed": "perhaps"}}), None, "invalid", ["complete", "invalid", "not-due"]),
        ((AUDITOR, {"moderation": {"agreed": ""}}), None, "complete", ["complete", "not-due", "not-due"]),
        ((AUDITOR, {"moderation": {"agree": "yes"}}), None, "invalid", ["complete", "invalid", "not-due"]),
    ],
)
def test_what_must_be_complete_goes_by_the_part_that_is_due(
    answers: tuple[dict[str, Any], ...], part: str | None, status: str, of_parts: list[str]
) -> None:
    one = reviewed(*answers, part=part)

    assert (str(one.status), parts(one)) == (status, of_parts)


def test_a_form_without_parts_says_nothing_of_them() -> None:
    one = Reviewer.of(SMALL).content(b"form: everything\n", "return.yaml")

    assert '"parts"' not in "".join(report.as_json([one])) and "Waiting" not in said(one)


def test_a_return_that_is_complete_as_far_as_it_has_got_says_for_whom_it_waits() -> None:
    assert "  Auditor: complete\n  Waiting for the moderator, then the manager.\n" in said(reviewed(AUDITOR))
    assert "  Waiting for the manager.\n" in said(reviewed(AUDITOR, MODERATOR))
    assert "Waiting" not in said(reviewed(AUDITOR, MODERATOR, MANAGER))
    assert "Waiting" not in said(reviewed({"details": {"case_id": "A1"}}))


def test_a_blank_form_is_the_first_persons_to_fill_in() -> None:
    one = reviewed()

    assert (parts(one), found(one)[0][0]) == (["incomplete", "not-due", "not-due"], "submission/blank")


def test_whoever_must_hear_hears_before_the_later_parts_are_begun() -> None:
    one = reviewed(joined(AUDITOR, {"overall": {"judgement": "inadequate"}, "actions": [{"action": "Visit."}]}))

    assert one.status is Status.COMPLETE and parts(one)[1:] == ["not-due", "not-due"]
    assert one.escalation and [told.role for told in one.escalation.recipients] == ["team-manager"]


def test_what_a_moderator_is_still_to_be_asked_rules_nobody_in() -> None:
    """By the form that a moderator judges: whether they are worried decides who is told, once they have begun."""
    text = 'form: judged-later\nversion: "1.0"\ndetails: {case_id: A1, safe: "%s"}\n%s'
    check = Reviewer.of(TOLD)

    waiting = check.content((text % ("no", "")).encode(), "return.yaml")
    begun = check.content((text % ("no", "moderation: {judgement: fair}\n")).encode(), "return.yaml")

    assert waiting.escalation and {t.role for t in waiting.escalation.recipients} == {"safeguarding-lead"}
    assert ("escalation/not-judged-yet", "moderation.judgement") in found(waiting)
    assert begun.escalation and {t.role for t in begun.escalation.recipients} >= {"quality-lead", "team-leader"}


def test_a_second_raters_grades_are_not_held_against_the_first_ones_judgement() -> None:
    one = reviewed(AUDITOR, joined(MODERATOR, {"evaluation": {"review": {"moderated": 2}}}))

    assert "submission/judgement-against-grade" not in {d.code for d in one.diagnostics}


def test_a_part_that_no_form_has_cannot_be_asked_for() -> None:
    with pytest.raises(CannotRun, match="has a part 'moderater'"):
        Reviewer.of(SMALL, "moderater")
    arguments = ["--root", str(EXAMPLES / "told"), "check", "--part", "moderater", str(EXAMPLES / "returns")]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2 and "Did you mean 'moderator'?" in result.stderr


def test_the_return_that_another_carried_on_counts_as_its_draft(tmp_path: Path) -> None:
    head = {"form": "in-turn", "version": "1.0"}
    for name, answers in {"1-auditor": (AUDITOR, MODERATOR), "2-manager": (AUDITOR, MODERATOR, MANAGER)}.items():
        (tmp_path / f"{name}.yaml").write_text(yaml.safe_dump({**head, **joined(*answers)}), "utf-8")

    _, later = review([tmp_path], SMALL)

    assert isinstance(later, Reviewed) and "submission/draft-beside" in {d.code for d in later.diagnostics}
