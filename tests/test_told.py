"""Who is told by any answer: as `tests/cases/told.json` says, by `check` and by the page alike."""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests import drafts
from tests.samples import SMALL, TOLD, found, review

from formwright.compose import compose
from formwright.model.review import Reviewed
from formwright.reports import definition
from formwright.reports import review as report

CASES = json.loads((Path(__file__).parent / "cases/told.json").read_text("utf-8"))
"""`certain` are the roles that are surely told, `open` those that may be, `judged` the judgements that count."""

FULL: dict[str, str | int] = {
    "visit.safe": "yes", "standards.plan.finding": 1, "standards.review.finding": 1, "overall.judgement": "good"
}  # fmt: skip


def as_yaml(form: str, answers: Mapping[str, object]) -> str:
    """A return with these answers, rows by their number."""
    tree: dict[str, Any] = {"form": form, "version": "1.0"}
    for path, value in answers.items():
        *way, last = path.split(".")
        inner: Any = tree
        for step in way:
            section, _, row = step.rstrip("]").partition("[")
            if row:
                rows = inner.setdefault(section, [])
                rows += [{} for _ in range(int(row) + 1 - len(rows))]
                inner = rows[int(row)]
            else:
                inner = inner.setdefault(section, {})
        inner[last] = value
    return yaml.safe_dump(tree, sort_keys=False)


def told(form: str, answers: Mapping[str, object], spoilt: tuple[str, str] = ("", "")) -> Reviewed:
    return review(as_yaml(form, answers).replace(*spoilt) if spoilt[0] else as_yaml(form, answers), TOLD)


def roles(reviewed: Reviewed) -> set[str]:
    return {t.role for t in reviewed.escalation.recipients} if reviewed.escalation else set()


def because(reviewed: Reviewed) -> dict[str, str]:
    assert reviewed.escalation
    return {t.role: t.because for t in reviewed.escalation.recipients}


def unsure(reviewed: Reviewed) -> set[str]:
    """The roles of which a warning says that they are told to be safe."""
    assert TOLD.framework
    messages = [d.message for d in reviewed.diagnostics if d.code == "escalation/not-ruled-out"]
    return {r.id for r in TOLD.framework.roles if any(m.startswith(f"{r.title} is notified") for m in messages)}


@pytest.fixture(scope="module")
def pages() -> Iterator[dict[str, drafts.Page]]:
    assert TOLD.framework
    framework = TOLD.framework
    with ExitStack() as open_:
        yield {f.identity.id: open_.enter_context(drafts.page_of(compose(f, framework))) for f in TOLD.forms}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_check_tells_as_the_cases_say(case: dict[str, Any]) -> None:
    reviewed = told(case["form"], case["answers"])

    assert roles(reviewed) == {*case["certain"], *case.get("open", [])}
    assert unsure(reviewed) == set(case.get("open", []))
    assert reviewed.judgement == (case["judged"] or [None])[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_the_page_tells_as_the_cases_say(case: dict[str, Any], pages: dict[str, drafts.Page]) -> None:
    assert TOLD.framework
    titles = {r.title: r.id for r in TOLD.framework.roles}

    said = pages[case["form"]].ask(told={path: str(answer) for path, answer in case["answers"].items()})

    assert said["judged"] == case["judged"]
    assert {titles[one["title"]] for one in said["certain"]} == set(case["certain"])
    assert {titles[one["title"]] for one in said["open"]} == set(case.get("open", []))


# --- the reasons -----------------------------------------------------------------------------


def test_the_reason_is_the_rules_own_words_or_the_answers_by_which_it_is_met() -> None:
    answers = {**FULL, "visit.safe": "no", "standards.plan.finding": 3, "overall.judgement": "poor"}

    assert because(told("judged-twice", answers)) == {
        "team-leader": "judged Poor",
        "director": "judged Poor; A child is not safe",
        "safeguarding-lead": "A child is not safe",
        "service-manager": "Question 1, “Is there a plan?”: “Finding” is “3 – Poor”",
    }


def test_a_rule_without_a_condition_tells_of_every_return_by_its_reason() -> None:
    answered = {"concern.urgent": "no", "concern.outcome": "referred"}

    assert because(told("always-told", answered)) == {
        "safeguarding-lead": "Every referral is looked at",
        "service-manager": "Every referral is looked at, and “Outcome” is “Referred on”",
    }


def test_of_many_answers_the_first_are_named_and_the_others_counted() -> None:
    rows = {f"children[{n}].{key}": "no" for n in range(4) for key in ("name", "spoken")}

    assert because(told("judged-twice", {**FULL, **rows}))["quality-lead"] == (
        "Child 1: “Spoken to alone?” is “No”, Child 2: “Spoken to alone?” is “No” and 3 more"
    )


def test_the_report_says_because_as_it_is() -> None:
    reviewed = told("judged-twice", {**FULL, "visit.safe": "no"})
    assert reviewed.escalation

    lines = dict(report.recipients(reviewed, TOLD))

    assert lines["Team leader: The team leader <team-leader@example.org>"] == "because it was judged Good"
    assert lines["Director: The director <director@example.org>"] == "because: A child is not safe"


# --- what cannot be read or is not there ----------------------------------------------------


def test_an_answer_that_cannot_be_read_tells_to_be_safe() -> None:
    reviewed = told("judged-twice", FULL, ("safe: 'yes'", "safe: perhaps"))

    assert roles(reviewed) == {"team-leader", "safeguarding-lead", "director"} == unsure(reviewed) | {"team-leader"}
    expected = "A child is not safe: “Is the child safe now?” cannot be relied on, so it cannot be ruled out"
    assert because(reviewed)["director"] == expected


@pytest.mark.parametrize(
    "rows", ["children: several", "children:\n- 7", "children:\n- {name: A}\nchildren:\n- {name: B}"]
)
def test_rows_that_cannot_be_read_tell_to_be_safe(rows: str) -> None:
    reviewed = review(as_yaml("judged-twice", FULL) + rows, TOLD)

    assert "quality-lead" in roles(reviewed) and unsure(reviewed) == {"quality-lead"}
    assert "so it cannot be ruled out" in because(reviewed)["quality-lead"]


def test_no_rows_where_none_are_needed_tell_nobody() -> None:
    assert roles(told("judged-twice", FULL)) == {"team-leader"}


def test_without_a_judgement_an_error_says_that_only_some_are_told() -> None:
    reviewed = told("judged-twice", {**FULL, "visit.safe": "no", "overall.judgement": "excellent"})

    assert roles(reviewed) == {"safeguarding-lead", "director"} and reviewed.judgement is None
    assert ("escalation/judgement-unknown", "overall.judgement") in found(reviewed)
    assert reviewed.has_errors


def test_without_a_judgement_and_with_nobody_told_otherwise_nobody_is_told() -> None:
    answers = {path: value for path, value in FULL.items() if path != "overall.judgement"}
    reviewed = told("judged-twice", answers)

    assert reviewed.escalation is None
    assert ("escalation/nobody-told", "overall.judgement") in found(reviewed)


def test_without_a_judgement_the_default_is_told_to_be_safe() -> None:
    reviewed = told("two-outcomes", {"panel.outcome": "lost"})

    assert roles(reviewed) == {"quality-lead"} == unsure(reviewed)
    assert because(reviewed)["quality-lead"] == "“Outcome” cannot be relied on"


def test_a_second_judgement_that_cannot_be_read_may_be_worse() -> None:
    reviewed = told("judged-twice", {**FULL, "moderation.judgement": "dreadful"})

    assert roles(reviewed) == {"team-leader"} and reviewed.judgement == "good"
    assert ("escalation/may-be-worse", "moderation.judgement") in found(reviewed)
    worst = told("judged-twice", {**FULL, "overall.judgement": "poor", "moderation.judgement": "dreadful"})
    assert "escalation/may-be-worse" not in {d.code for d in worst.diagnostics}


def test_a_blank_form_tells_nobody_and_says_so() -> None:
    reviewed = review('form: not-judged\nversion: "1.0"\n', TOLD)

    assert reviewed.escalation is None
    assert "escalation/nobody-told" in {d.code for d in reviewed.diagnostics}


# --- escalation FORM -------------------------------------------------------------------------


def test_the_table_has_every_rule() -> None:
    table = definition.escalation(TOLD.form("not-judged"))

    assert table == {
        "form": "not-judged",
        "judgement": None,
        "judgements": [],
        "rules": [],
        "also": [
            {
                "when": {"field": "concern.urgent", "in": ["yes"]},
                "recipients": [{"role": "director", "asked_when": None}],
                "as": "An answer is needed within a day",
            },
            {
                "when": {"any": "adults[].works", "in": ["yes"]},
                "recipients": [
                    {"role": "safeguarding-lead", "asked_when": None},
                    {"role": "service-manager", "asked_when": {"field": "concern.outcome", "in": ["referred"]}},
                ],
                "as": None,
            },
        ],
        "default": [{"role": "quality-lead", "asked_when": None}],
        "copy_to": [],
        "nobody": None,
    }


def test_the_text_says_when_each_is_told() -> None:
    assert TOLD.framework

    assert list(definition.escalation_text(TOLD.form("not-judged"), TOLD.framework)) == [
        "A record of a concern (not-judged)",
        "  An answer is needed within a day: where “Is an answer needed within a day?” is “Yes”",
        "    Director",
        "  Where “Works with children?” is “Yes” in any row of “The adults”",
        "    Safeguarding lead",
        "    Service manager – Only where “Outcome” is “Referred on”.",
        "  In all other cases",
        "    Quality lead",
    ]


# --- what is not asked until something else is answered ------------------------------------------

REVIEW = {"details.child_status": "child-in-need", "overall.judgement": "inadequate"}
"""Of Everything, in which the Independent Reviewing Officer is notified where the review is graded 2."""


@pytest.mark.parametrize(
    ("answers", "certain", "open_"),
    [
        pytest.param({}, False, True, id="whether the question applies is not answered yet"),
        pytest.param({"applies": "no"}, False, False, id="it does not apply"),
        pytest.param({"applies": "yes"}, False, True, id="it applies and has no grade"),
        pytest.param({"applies": "yes", "grade": 2}, True, False, id="its grade is 2"),
        pytest.param({"applies": "yes", "grade": 1}, False, False, id="its grade is 1"),
        pytest.param({"grade": 2}, False, True, id="a grade, though it may not apply"),
    ],
)
def test_the_page_and_check_leave_a_role_open_whose_question_may_yet_apply(
    answers: dict[str, object], certain: bool, open_: bool
) -> None:
    assert SMALL.framework
    given = {**REVIEW, **{f"evaluation.review.{name}": answer for name, answer in answers.items()}}
    title = SMALL.framework.role("iro").title
    with drafts.page_of(compose(SMALL.form("everything"), SMALL.framework)) as page:
        said = page.ask(told={path: str(answer) for path, answer in given.items()})

    reviewed = review(as_yaml("everything", given), SMALL)

    warned = [d.message for d in reviewed.diagnostics if d.code == "escalation/not-ruled-out"]
    assert ("iro" in roles(reviewed), any(title in message for message in warned)) == (certain or open_, open_)
    assert {key: title in [one["title"] for one in said[key]] for key in ("certain", "open")} == {
        "certain": certain,
        "open": open_,
    }
