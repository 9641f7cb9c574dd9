"""Whoever must be told of a judgement is told, with the reason, whatever else is wrong."""

import json
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples import EXAMPLES, FORMS, FRAMEWORK, RETURN, SMALL, changed, review

from formwright.checks.case import Case
from formwright.definitions.library import Library, load
from formwright.diagnostics import Severity
from formwright.escalation import Escalations, escalate
from formwright.model import rules
from formwright.model.conditions import Value
from formwright.model.form import Form
from formwright.model.framework import Directory, Holder
from formwright.model.review import Escalated, Reviewed, Status
from formwright.model.submission import Answer, Submission
from formwright.places import Mark, Place

# The source's four rules (lines 817-821), and who is relevant where it says "where relevant":
# the IRO where the child is cared for, the Conference Chair where there is a child protection plan.
ALWAYS = {
    "inadequate": {"head-of-service", "assistant-director"},
    "requires-improvement": {"head-of-service", "team-manager"},
    "good": {"team-manager"},
    "outstanding": {"team-manager", "head-of-service", "assistant-director"},
}
RELEVANT: dict[str, set[str]] = {
    "assessment": set(),
    "child-in-need": set(),
    "child-protection-plan": {"conference-chair"},
    "cared-for": {"iro"},
    "cared-for-and-child-protection-plan": {"iro", "conference-chair"},
    "care-leaver": set(),
}
STATUS = "child_status: cared-for-and-child-protection-plan"
JUDGEMENT = "judgement: requires-improvement"


def roles(reviewed: Reviewed) -> set[str]:
    assert reviewed.escalation is not None
    return {t.role for t in reviewed.escalation.recipients}


def reasons(reviewed: Reviewed) -> dict[str, str]:
    assert reviewed.escalation is not None
    return {t.role: t.because for t in reviewed.escalation.recipients}


@pytest.mark.parametrize(("judgement", "status"), [*product(ALWAYS, RELEVANT)])
def test_the_four_rules_of_the_source_at_every_judgement_and_child_status(judgement: str, status: str) -> None:
    reviewed = review(changed((JUDGEMENT, f"judgement: {judgement}"), (STATUS, f"child_status: {status}")))

    expected = ALWAYS[judgement] | (RELEVANT[status] if judgement == "requires-improvement" else set())
    assert roles(reviewed) == expected
    assert reviewed.escalation is not None and reviewed.escalation.copy_to == ("csc-audits",)
    assert not [d for d in reviewed.diagnostics if d.code.startswith("escalation/")]


def test_the_reason_is_the_judgement_and_what_the_condition_looked_at() -> None:
    reviewed = review(changed((STATUS, "child_status: cared-for")))

    assert reasons(reviewed) == {
        "head-of-service": "judged Requires Improvement",
        "team-manager": "judged Requires Improvement",
        "iro": "judged Requires Improvement, and “The child's status” is “Cared for”",
    }


@pytest.mark.parametrize(
    ("written", "how"),
    [
        ("", "is not given"),
        ("child_status:", "is not given"),
        ("child_status: Cared-for", "cannot be relied on"),
        ("child_status: [cared-for]", "cannot be relied on"),
        ("child_status: cared-for\n  child_status: child-in-need", "cannot be relied on"),
    ],
)
def test_who_cannot_be_ruled_out_is_told_to_be_safe(written: str, how: str) -> None:
    reviewed = review(changed((STATUS, written)))

    expected = f"judged Requires Improvement; “The child's status” {how}, so it cannot be ruled out"
    assert reasons(reviewed)["iro"] == reasons(reviewed)["conference-chair"] == expected
    warnings = [d for d in reviewed.diagnostics if d.code == "escalation/not-ruled-out"]
    assert [d.place.path for d in warnings] == ["details.child_status"] * 2
    assert {d.severity for d in warnings} == {Severity.WARNING}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("overall:\n", "overall:\n  judgement: good\n"),
        ("overall:\n", "overall: {judgement: good}\noverall:\n"),
        (JUDGEMENT, "judgement: poor"),
        (JUDGEMENT, "judgement: [inadequate]"),
        (JUDGEMENT, "judgement:"),
        (JUDGEMENT, "jugement: inadequate"),
        ("overall:\n  comments: The chronology stops in September.\n  judgement:", "overall:"),
    ],
)
def test_where_the_judgement_cannot_be_read_an_error_says_that_nobody_is_told(old: str, new: str) -> None:
    reviewed = review(changed((old, new)))

    assert (reviewed.escalation, reviewed.judgement) == (None, None)
    (untold,) = (d for d in reviewed.diagnostics if d.code == "escalation/nobody-told")
    assert (untold.severity, untold.place.path) == (Severity.ERROR, "overall.judgement")


def test_an_unjudged_draft_is_incomplete_and_no_worse() -> None:
    assert review(changed((JUDGEMENT, "judgement:"))).status is Status.INCOMPLETE


def test_an_unfinished_and_faulty_audit_still_reaches_its_recipients() -> None:
    reviewed = review("form: tier1-generic-audit\nversion: '0.9'\ndetails: 7\noverall: {judgement: inadequate, x: y}\n")

    assert reviewed.status is Status.INVALID
    assert roles(reviewed) == ALWAYS["inadequate"]


@given(st.data())
def test_no_other_fault_stops_an_escalation(data: st.DataObject) -> None:
    """Every line but those of the judgement may be lost or spoilt."""
    lines = RETURN.splitlines()
    kept = {"form: tier1-generic-audit", "overall:", f"  {JUDGEMENT}"}
    for n, line in enumerate(lines):
        if line not in kept and data.draw(st.booleans()):
            lines[n] = data.draw(st.sampled_from(["", "# lost", line.rstrip("}") + "!}" if "}" in line else line]))

    reviewed = review("\n".join(lines))

    if "yaml/" not in " ".join(d.code for d in reviewed.diagnostics):
        assert roles(reviewed) >= ALWAYS["requires-improvement"]


# --- on every form ---------------------------------------------------------------------------


def escalated(library: Library, form: Form, answers: Mapping[str, Value]) -> Escalated | None:
    assert library.framework is not None
    place = Place("return.yaml")
    given = {path: Answer(value, place) for path, value in answers.items()}
    submission = Submission("return.yaml", form.identity.id, form.identity.version, given, {}, frozenset(), {})
    found, faults = escalate(Case(rules.compile(form), library.framework, submission), library.directory)
    nobody = found is None or all(t.name is None for t in found.recipients)
    assert nobody == any(d.code == "escalation/nobody-told" for d in faults)
    assert {d.severity for d in faults if d.code in ("escalation/nobody-told", "escalation/nobody-named")} <= {
        Severity.ERROR
    }
    return found


@pytest.mark.parametrize(("library", "form"), FORMS)
@given(data=st.data())
def test_somebody_is_always_told_and_no_answer_takes_anybody_off_who_is_told_in_any_case(
    library: Library, form: Form, data: st.DataObject
) -> None:
    if form.escalation is None or form.escalation.judgement is None:
        return
    chosen = {f.path: [c.value for c in f.choices] for f in form.fields if f.choices and f.repeat is None}
    answers = {path: data.draw(st.sampled_from(values)) for path, values in chosen.items() if data.draw(st.booleans())}
    for rule in form.escalation.rules:
        found = escalated(library, form, {**answers, form.escalation.judgement: rule.judgement})

        assert found is not None and found.recipients
        possible = {r.role for r in rule.recipients}
        assert {r.role for r in rule.recipients if r.when is None} <= {t.role for t in found.recipients} <= possible
        alone = escalated(library, form, {form.escalation.judgement: rule.judgement})
        assert alone is not None and {t.role for t in alone.recipients} == possible


def test_an_answer_that_is_not_asked_decides_nothing() -> None:
    """`evaluation.review.grade` is asked only where the review applies."""
    form = SMALL.form("everything")
    answers: dict[str, str | int] = {
        "overall.judgement": "inadequate",
        "details.child_status": "child-in-need",
        "evaluation.review.grade": 2,
    }

    applies = escalated(SMALL, form, {**answers, "evaluation.review.applies": "yes"})
    does_not = escalated(SMALL, form, {**answers, "evaluation.review.applies": "no"})

    assert applies is not None and "iro" in {t.role for t in applies.recipients}
    assert does_not is not None and "iro" not in {t.role for t in does_not.recipients}


def test_what_is_worked_out_once_is_the_same_each_time() -> None:
    """Returns that differ in one thing at a time, and in where it stands: what was found of one is never said of
    another one."""
    asks = rules.compile(SMALL.form("everything"))
    people = Directory((
        Holder("iro", "A", "a@example.org", "north"), Holder("iro", "B", "b@example.org", "south"),
        Holder("team-manager", "C", "c@example.org", "north", "One"), Holder("team-manager", "D", "d@example.org"),
    ))  # fmt: skip
    escalations = Escalations(people)
    asked = {
        "overall.judgement": (None, "good", "inadequate"),
        "details.child_status": (None, "cared-for", "child-in-need"),
        "details.service_area": (None, "north", "south"),
        "details.team": (None, "One", "Two"),
        "evaluation.review.applies": (None, "yes", "no"),
        "evaluation.review.grade": (None, 2),
    }
    for said, is_lost, name in product(product(*asked.values()), (False, True), ("a.yaml", "b.yaml")):
        given = {path: value for path, value in zip(asked, said, strict=True) if value is not None}
        answers = {path: Answer(value, Place(name, Mark(1, len(path)), path)) for path, value in given.items()}
        lost = frozenset(asked) - frozenset(given) if is_lost else frozenset[str]()
        submission = Submission(name, "everything", "2.10", answers, {}, lost, {"": Place(name, Mark(1, 1))})
        assert SMALL.framework is not None
        case = Case(asks, SMALL.framework, submission)

        assert escalations.of(case) == escalate(case, people)


# --- names -----------------------------------------------------------------------------------


def told(text: str, *holders: Holder) -> Reviewed:
    return review(text, replace(FRAMEWORK, directory=Directory(holders)))


def names(reviewed: Reviewed) -> list[tuple[str, str | None, str | None]]:
    assert reviewed.escalation is not None
    return [(t.role, t.name, t.email) for t in reviewed.escalation.recipients]


GOOD = changed((JUDGEMENT, "judgement: good"))
EAST = Holder("team-manager", "Manager East", "east@example.org", "child-protection", "Child Protection East")
AREA = Holder("team-manager", "Manager on duty", "duty@example.org", "child-protection")
EVERYWHERE = Holder("head-of-service", "Head", "head@example.org")
OTHER = Holder("team-manager", "Manager of MASS", "mass@example.org", "mass")


def test_the_nearest_holder_is_named() -> None:
    assert names(told(GOOD, OTHER, AREA, EAST)) == [("team-manager", "Manager East", "east@example.org")]
    assert names(told(GOOD, OTHER, AREA)) == [("team-manager", "Manager on duty", "duty@example.org")]


def test_each_of_several_holders_is_told() -> None:
    second = replace(EAST, name="Second manager", email="second@example.org")

    assert [name for _, name, _ in names(told(GOOD, EAST, second))] == ["Manager East", "Second manager"]


def test_a_role_that_nobody_holds_stays_in_the_list_with_an_error_that_leaves_the_status() -> None:
    reviewed = told(changed(), OTHER, EVERYWHERE)

    assert names(reviewed)[:2] == [
        ("head-of-service", "Head", "head@example.org"),
        ("team-manager", None, None),
    ]
    assert reviewed.status is Status.COMPLETE
    missing = [d for d in reviewed.diagnostics if d.code == "escalation/nobody-named"]
    assert {d.severity for d in missing} == {Severity.ERROR}
    assert missing[0].message == "Team Manager must be notified, but nobody is named for this role."
    assert "escalation/nobody-told" not in {d.code for d in reviewed.diagnostics}


def test_a_return_of_which_no_role_has_a_name_is_told_to_nobody() -> None:
    reviewed = told(GOOD, OTHER)

    assert names(reviewed) == [("team-manager", None, None)]
    assert {d.code for d in reviewed.diagnostics} == {"escalation/nobody-told", "escalation/nobody-named"}


def test_without_a_service_area_nobody_of_another_one_is_told() -> None:
    reviewed = told(changed((JUDGEMENT, "judgement: good"), ("service_area: child-protection", "")), OTHER, EAST)

    assert names(reviewed) == [("team-manager", None, None)]
    assert "“Service area” is not given. Find out whose case it is." in [d.hint for d in reviewed.diagnostics]


@pytest.mark.parametrize(("nobody", "said"), [("It is a register.", []), (None, ["escalation/no-rule"])])
def test_a_form_without_an_escalation_tells_nobody_and_says_why_or_warns(nobody: str | None, said: list[str]) -> None:
    form = replace(FRAMEWORK.form("tier1-generic-audit"), escalation=None, nobody=nobody)
    reviewed = review(GOOD, replace(FRAMEWORK, definitions=(form,)))

    assert (reviewed.status, reviewed.escalation, reviewed.nobody) == (Status.COMPLETE, None, nobody)
    assert [d.code for d in reviewed.diagnostics] == said


# --- what is ticked ----------------------------------------------------------------------------

HARM = ("physical", "neglect", "emotional", "2-or-more", "none-of-these")
VISITS = (["child"], ["carer"]), (["child"], ["child", "carer"]), (["carer"],)
TICKED = [c for n in range(1, 5) for c in combinations(HARM[:4], n)] + [HARM[4:]]
ALSO = """  also:
    - {when: {any: "visits[].who", in_all: [child, carer]}, tell: [iro], as: Both were seen together}
    - {when: {any: evaluation.*.seen, in: [nobody]}, tell: [head-of-service]}
"""


@pytest.fixture(scope="module")
def harm(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The small framework with a form that tells by what is ticked in any question and in any row."""
    file = tmp_path_factory.mktemp("forms") / "harm-log.yaml"
    file.write_text((EXAMPLES / "forms" / "harm-log.yaml").read_text("utf-8") + ALSO, "utf-8")
    library = load(EXAMPLES / "framework", [file])
    assert [d.code for d in library.diagnostics if d.severity is Severity.ERROR] == []
    return library


@pytest.mark.parametrize("judgement", ["good", "inadequate"])
@pytest.mark.parametrize("nature", TICKED, ids="+".join)
def test_who_is_told_by_what_is_ticked_is_what_an_independent_working_out_says(
    harm: Library, judgement: str, nature: tuple[str, ...]
) -> None:
    for seen, visits in product(("worker", "nobody"), VISITS):
        evaluation = {question: {"seen": [seen]} for question in ("home", "school")}
        rows = [{"who": who} for who in visits]
        answers = {"details": {"nature": list(nature)}, "evaluation": evaluation, "visits": rows}
        text = json.dumps({"form": "harm-log", "version": "1.0", **answers, "overall": {"judgement": judgement}})

        found = roles(review(text, harm, "return.json"))

        expected = {"team-manager" if judgement == "good" else "head-of-service"}
        if judgement == "good" and {"physical", "neglect"} <= set(nature):
            expected.add("iro")
        if judgement == "inadequate" and {"neglect", "2-or-more"} & set(nature):
            expected.add("team-manager")
        if any(set(who) == {"child", "carer"} for who in visits):
            expected.add("iro")
        if seen == "nobody":
            expected.add("head-of-service")
        assert found == expected, answers


def test_the_reason_names_all_that_is_ticked() -> None:
    text = 'form: harm-log\nversion: "1.0"\ndetails: {nature: [neglect, physical]}\noverall: {judgement: good}\n'

    because = reasons(review(text, SMALL))

    assert because["iro"] == "judged Good, and “Kind of harm” includes “Physical” and “Neglect”"
    assert because["team-manager"] == "judged Good"


def test_ticks_that_cannot_be_relied_on_rule_nobody_out() -> None:
    text = 'form: harm-log\nversion: "1.0"\ndetails: {nature: [neglect, other]}\noverall: {judgement: good}\n'

    reviewed = review(text, SMALL)

    assert "iro" in roles(reviewed)
    assert "“Kind of harm” cannot be relied on, so it cannot be ruled out" in reasons(reviewed)["iro"]
