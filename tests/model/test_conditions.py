"""Conditions on answers: what is met is met, what is not known is not guessed, and the reasons are the right ones."""

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples import SMALL, review

from formwright.checks.case import Case
from formwright.escalation import escalate
from formwright.model import rules
from formwright.model.conditions import (
    All,
    Answer,
    AnyOf,
    Condition,
    Is,
    Not,
    Of,
    as_data,
    both,
    fields_of,
    holds,
    parts_of,
    verdict,
)
from formwright.model.form import Escalation, Recipient, Rule
from formwright.model.framework import Directory
from formwright.model.submission import Answer as Given
from formwright.model.submission import Submission
from formwright.places import Place

ONE, TWO, THREE = Is("one", ("a",)), Is("two", ("a", "b")), Is("three", ("c",))
ANY, ALL = Is("one", ("b", "c"), Of.ANY), Is("two", ("a", "b"), Of.ALL)
VALUES: tuple[Answer, ...] = ("a", "b", "c", None, ("a", "b"), ("b", "c"))


def conditions() -> st.SearchStrategy[Condition]:
    return st.recursive(
        st.sampled_from([ONE, TWO, THREE, ANY, ALL]),
        lambda inner: st.one_of(
            st.builds(Not, inner),
            st.builds(All, st.lists(inner, max_size=3).map(tuple)),
            st.builds(AnyOf, st.lists(inner, max_size=3).map(tuple)),
        ),
        max_leaves=5,
    )


ANSWERS = st.fixed_dictionaries({path: st.sampled_from(VALUES) for path in ("one", "two", "three")})


CASES = json.loads((Path(__file__).parents[1] / "cases/conditions.json").read_text("utf-8"))
"""What both evaluators say of a condition, ours and the page's (`tests/writers/test_rules.py`). `unknown` are the
fields whose answers may be anything, `waits` those of them that are looked at."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_a_condition_is_met_as_the_cases_say(case: dict[str, Any]) -> None:
    condition, unknown = of_data(case["rule"]), case.get("unknown", [])
    answers = {path: tuple(a) if isinstance(a, list) else a for path, a in case["answers"].items()}

    assert as_data(condition) == case["rule"]
    assert verdict(condition, answers.get, unknown.__contains__) is case["verdict"]
    assert [path for path in dict.fromkeys(fields_of(condition)) if path in unknown] == case.get("waits", [])


def of_data(rule: dict[str, Any]) -> Condition:
    match rule:
        case {"field": field, "in": values}:
            return Is(field, tuple(values), Of.ANY if field == "t" else Of.ONE)
        case {"field": field, "in_all": values}:
            return Is(field, tuple(values), Of.ALL)
        case {"all": parts}:
            return All(tuple(map(of_data, parts)))
        case {"any": parts}:
            return AnyOf(tuple(map(of_data, parts)))
        case _:
            return Not(of_data(rule["not"]))


@given(conditions(), ANSWERS, st.sets(st.sampled_from(["one", "two", "three"])))
def test_what_is_said_of_a_condition_holds_whatever_the_unknown_answers_are(
    condition: Condition, answers: dict[str, Answer], unknown: set[str]
) -> None:
    found = verdict(condition, answers.get, lambda path: path in unknown)

    all_of_them = [{**answers, **dict(zip(unknown, new, strict=True))} for new in product(VALUES, repeat=len(unknown))]
    outcomes = {holds(condition, a.get) for a in all_of_them}
    if found is None:
        assert unknown & set(fields_of(condition))
    else:
        assert outcomes == {found}


def test_of_parts_that_are_not_known_only_those_that_matter_leave_it_open() -> None:
    answers: dict[str, Answer] = {"one": "a", "two": "c"}

    def found(condition: Condition) -> bool | None:
        return verdict(condition, answers.get, lambda path: path == "three")

    assert found(All((ONE, THREE))) is None and found(All((TWO, THREE))) is False
    assert found(AnyOf((TWO, THREE))) is None and found(AnyOf((ONE, THREE))) is True
    assert found(Not(THREE)) is None and found(Not(ONE)) is False and found(Not(TWO)) is True
    assert verdict(None, answers.get, lambda path: True) is True
    assert holds(None, answers.get) is True


@pytest.mark.parametrize(
    ("condition", "is_met"),
    [
        (ONE, True), (TWO, False), (Is("none", ("a",)), False), (Not(ONE), False), (Not(TWO), True),
        (All((ONE, ONE)), True), (All((ONE, TWO)), False), (All((TWO, ONE)), False), (All(()), True),
        (AnyOf((ONE, TWO)), True), (AnyOf((TWO, ONE)), True), (AnyOf((TWO, TWO)), False), (AnyOf(()), False),
    ],
)  # fmt: skip
def test_a_condition_is_met_or_not(condition: Condition, is_met: bool) -> None:
    answers: dict[str, Answer] = {"one": "a", "two": "c"}

    assert holds(condition, answers.get) is verdict(condition, answers.get, lambda path: False) is is_met


@given(st.none() | conditions(), st.none() | conditions(), ANSWERS)
def test_both_is_met_where_each_is(one: Condition | None, other: Condition | None, answers: dict[str, Answer]) -> None:
    assert holds(both(one, other), answers.get) == (holds(one, answers.get) and holds(other, answers.get))


def test_both_says_nothing_twice_and_nests_nothing() -> None:
    assert both(None, None) is None
    assert both(ONE, None) == both(None, ONE) == both(ONE, ONE) == ONE
    assert both(All((ONE, TWO)), All((TWO, THREE))) == All((ONE, TWO, THREE))


def test_a_condition_is_walked_whole_and_written_as_json() -> None:
    condition = All((ONE, Not(AnyOf((TWO, THREE)))))

    assert list(parts_of(condition)) == [condition, ONE, Not(AnyOf((TWO, THREE))), AnyOf((TWO, THREE)), TWO, THREE]
    assert list(fields_of(condition)) == ["one", "two", "three"]
    assert not list(parts_of(None)) and not list(fields_of(None)) and as_data(None) is None
    assert as_data(condition) == {
        "all": [
            {"field": "one", "in": ["a"]},
            {"not": {"any": [{"field": "two", "in": ["a", "b"]}, {"field": "three", "in": ["c"]}]}},
        ]
    }


# --- the reasons why somebody is told ---------------------------------------------------------

STATUS, SEEN, GRADE = "details.child_status", "details.seen", "evaluation.review.grade"
CARED_FOR, UNSEEN, POOR = Is(STATUS, ("cared-for",)), Is(SEEN, ("no",)), Is(GRADE, (4,))
SAID = {
    STATUS: "“The child's status” is “Cared for”",
    SEEN: "“Was the child seen?” is “No”",
    GRADE: "Question 2, “Was the review held?”: “Grade” is “4”",
}


def told(when: Condition | None, answers: dict[str, str | int]) -> tuple[str | None, list[tuple[str, str | None]]]:
    """Why the IRO is told of an audit judged good, if so; and what is said of it."""
    form = SMALL.form("everything")
    recipients = (Recipient("team-manager", None), Recipient("iro", when))
    escalation = Escalation("overall.judgement", (Rule("good", recipients),), ())
    form = type(form)(form.identity, form.sections, form.introduction, escalation)
    assert SMALL.framework is not None
    given = {path: Given(value, Place("a")) for path, value in {**answers, "overall.judgement": "good"}.items()}
    submission = Submission("a", form.identity.id, "1", given, {}, frozenset(), {})
    found, said = escalate(Case(rules.compile(form), SMALL.framework, submission), Directory())
    assert found is not None
    (because,) = [t.because for t in found.recipients if t.role == "iro"] or (None,)
    return because, [(d.message, d.hint) for d in said if d.code == "escalation/not-ruled-out"]


ALL_THREE: dict[str, str | int] = {STATUS: "cared-for", SEEN: "no", "evaluation.review.applies": "yes", GRADE: 4}


@pytest.mark.parametrize(
    ("when", "reasons"),
    [
        (None, []),
        (CARED_FOR, [STATUS]),
        (All((CARED_FOR, UNSEEN)), [STATUS, SEEN]),
        (All((CARED_FOR, CARED_FOR, UNSEEN)), [STATUS, SEEN]),
        (AnyOf((CARED_FOR, UNSEEN)), [STATUS, SEEN]),
        (AnyOf((Is(STATUS, ("care-leaver",)), UNSEEN)), [SEEN]),
        (AnyOf((All((Is(STATUS, ("care-leaver",)), POOR)), UNSEEN)), [SEEN]),
        (Not(Is(STATUS, ("care-leaver",))), [STATUS]),
        (Not(AnyOf((Is(STATUS, ("care-leaver",)), Is(SEEN, ("yes",))))), [STATUS, SEEN]),
        (All((POOR, AnyOf((CARED_FOR, Is(SEEN, ("yes",)))))), [GRADE, STATUS]),
    ],
)
def test_the_reason_names_the_answers_by_which_a_condition_is_met_and_no_others(
    when: Condition | None, reasons: list[str]
) -> None:
    because, said = told(when, ALL_THREE)

    assert because == "judged Good" + "".join(f", and {SAID[path]}" for path in reasons)
    assert said == []


@pytest.mark.parametrize(
    "when",
    [
        Is(STATUS, ("care-leaver",)),
        All((CARED_FOR, Is(SEEN, ("yes",)))),
        AnyOf((Is(STATUS, ("care-leaver",)), Is(SEEN, ("yes",)))),
        Not(AnyOf((CARED_FOR, POOR))),
    ],
)
def test_who_is_ruled_out_is_not_told(when: Condition) -> None:
    assert told(when, ALL_THREE) == (None, [])


def test_each_answer_that_would_be_needed_is_named_once() -> None:
    because, said = told(AnyOf((CARED_FOR, All((CARED_FOR, UNSEEN)))), {})

    status, seen = "“The child's status” is not given", "“Was the child seen?” is not given"
    assert because == f"judged Good; {status} and {seen}, so it cannot be ruled out"
    title = "Independent Reviewing Officer"
    assert said == [
        (f"{title} is notified to be safe: {status}.", "Ask for the answer, and check again."),
        (f"{title} is notified to be safe: {seen}.", "Ask for the answer, and check again."),
    ]


def test_what_is_known_is_not_among_the_reasons_why_it_cannot_be_ruled_out() -> None:
    because, _ = told(All((CARED_FOR, UNSEEN)), {STATUS: "cared-for"})

    assert because == "judged Good; “Was the child seen?” is not given, so it cannot be ruled out"


def test_a_row_is_asked_by_its_own_answers_and_by_those_that_stand_once() -> None:
    reviewed = review(
        "form: everything\nversion: '2.10'\ndetails: {seen: yes}\nvisits:\n"
        "  - {on: 2014-01-15, kind: no}\n  - {on: 2014-01-15, kind: yes}\n  - {on: 2014-01-15}\n",
        SMALL,
    )

    missing = [d.place.path for d in reviewed.diagnostics if d.code == "submission/missing-answer" and d.place.path]
    assert [path for path in missing if "reason" in path] == ["visits[0].reason"]


def test_an_answer_that_is_missing_is_said_so_where_it_makes_no_difference() -> None:
    because, said = told(Not(All((Is(STATUS, ("care-leaver",)), Is(SEEN, ("yes",))))), {STATUS: "cared-for"})

    assert because == f"judged Good, and {SAID[STATUS]}, and “Was the child seen?” is not given"
    assert said == []
