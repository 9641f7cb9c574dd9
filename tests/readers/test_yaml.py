"""What a return holds is read as its form says, and everything that cannot be trusted is named."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples import FRAMEWORK, RETURN, SMALL, changed, found, review

from formwright.model import rules
from formwright.model.review import Status
from formwright.readers.returned import Returned
from formwright.readers.yaml import Reader


def read(text: str, name: str = "return.yaml") -> Returned:
    return Reader.of(rules.compile(f) for f in (*FRAMEWORK.forms, *SMALL.forms)).read(text.encode(), name)


def answer(control: str, written: str, name: str = "return.yaml") -> object:
    """What is read where this is written in a field of this control; None where it is refused."""
    key = {"text": "case_id", "number": "visits", "email": "reply_to", "yes-no": "seen", "date": "last_seen"}[control]
    start = '{"form": "everything", "version": "2.10", "details": {' if name.endswith(".json") else ""
    text = (
        f'{start}"{key}": {written}}}}}'
        if start
        else f"form: everything\nversion: 2.10\ndetails:\n  {key}: {written}\n"
    )
    submission = read(text, name).submission
    assert submission is not None
    return submission.value(f"details.{key}")


@pytest.mark.parametrize(
    "typed", ["no", "0123", "1.10", "2014-01-15", "Null", "1_000", "true", "<b>", "12:30:45", "é 😀"]
)
def test_text_stays_what_was_typed(typed: str) -> None:
    assert answer("text", typed) == typed
    assert answer("text", json.dumps(typed, ensure_ascii=False)) == typed
    assert answer("text", json.dumps(typed), "return.json") == typed


@pytest.mark.parametrize(
    ("control", "written", "value"),
    [
        ("date", "2014-01-15", "2014-01-15"),
        ("date", '"2014-01-15"', "2014-01-15"),
        ("date", "2012-02-29", "2012-02-29"),
        ("date", "2014-02-29", None),
        ("date", "15/01/2014", None),
        ("date", "20140115", None),
        ("date", "0014-01-15", None),
        ("date", "2114-01-15", None),
        ("date", "2014-01-15T10:00:00", None),
        ("yes-no", "yes", "yes"),
        ("yes-no", '"no"', "no"),
        ("yes-no", "Yes", None),
        ("yes-no", "true", None),
        ("number", "3", "3"),
        ("number", '"3.50"', "3.50"),
        ("number", "1,000", None),
        ("number", "three", None),
        ("email", "reply@example.org", "reply@example.org"),
        ("email", "reply at example.org", None),
        ("email", "reply @example.org", None),
        ("text", "[a, b]", None),
        ("text", "{a: b}", None),
    ],
)
def test_an_answer_is_what_its_field_takes(control: str, written: str, value: str | None) -> None:
    assert answer(control, written) == value


@pytest.mark.parametrize(
    ("control", "written", "value"),
    [
        ("text", "5", None),
        ("text", "true", None),
        ("number", "5", "5"),
        ("number", "1e3", "1000"),
        ("number", "-12.5E-1", "-1.25"),
        ("number", "1e999", None),
        ("yes-no", "true", None),
        ("yes-no", "null", None),
    ],
)
def test_a_bare_word_of_json_is_no_text(control: str, written: str, value: str | None) -> None:
    assert answer(control, written, "return.json") == value


@pytest.mark.parametrize(
    ("written", "code", "hint"),
    [
        ('"2"', "wrong-type", "Write one of: 1, 2, 3, 4, without quotation marks."),
        ("5", "wrong-value", "Write one of: 1, 2, 3, 4."),
        ("2.5", "wrong-value", "Write one of: 1, 2, 3, 4."),
        ("good", "wrong-value", "Write one of: 1, 2, 3, 4."),
        ("[2]", "wrong-type", "Write the answer after the colon."),
    ],
)
def test_a_grade_is_a_whole_number_of_its_scale_without_quotation_marks(written: str, code: str, hint: str) -> None:
    reviewed = review(changed(("specific_needs: {grade: 2}", f"specific_needs: {{grade: {written}}}")))

    assert reviewed.status is Status.INVALID
    assert [(d.code, str(d.place), d.hint) for d in reviewed.diagnostics] == [
        (f"submission/{code}", "return.yaml:21:27", hint)
    ]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("Requires Improvement", "Did you mean 'requires-improvement'?"),
        ("inadequat", "Did you mean 'inadequate'?"),
        ("middling-to-fair", "Write one of: outstanding, good, requires-improvement, inadequate."),
    ],
)
def test_a_choice_that_is_none_is_answered_with_those_that_are(written: str, hint: str) -> None:
    reviewed = review(changed(("judgement: requires-improvement", f"judgement: {written}")))

    assert (reviewed.status, reviewed.judgement) == (Status.INVALID, None)
    assert ("submission/wrong-value", hint) in [(d.code, d.hint) for d in reviewed.diagnostics]


@pytest.mark.parametrize(
    ("old", "new", "path", "hint"),
    [
        ("comments: The chronology", "coments: The chronology", "overall", "Did you mean 'comments'?"),
        ("  specific_needs:", "  specific_need:", "evaluation", "Did you mean 'specific_needs'?"),
        (
            "overall:\n",
            "extra: {}\noverall:\n",
            None,
            "Keys allowed here: details, evaluation, overall, actions.",
        ),
        ("who: Team Manager", "whom: Team Manager", "actions[1]", "Did you mean 'who'?"),
    ],
)
def test_an_unknown_key_is_an_error_wherever_it_stands(old: str, new: str, path: str | None, hint: str) -> None:
    reviewed = review(changed((old, new)))

    assert reviewed.status is Status.INVALID
    assert ("submission/unknown-key", path, hint) in [(d.code, d.place.path, d.hint) for d in reviewed.diagnostics]


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("details:\n", "details: none\nx:\n", "details"),
        ("specific_needs: {grade: 2}", "specific_needs: 2", "evaluation.specific_needs"),
        ("actions:\n", "actions: none\nx:\n", "actions"),
        ("actions:\n", "actions:\n  - none\n", "actions[0]"),
        ("actions:\n", "actions: {action: x}\nx:\n", "actions"),
    ],
)
def test_a_part_of_the_wrong_shape_is_one_error_and_nothing_in_it_is_missing(old: str, new: str, path: str) -> None:
    reviewed = review(changed((old, new)))

    assert reviewed.status is Status.INVALID
    assert ("submission/wrong-type", path) in found(reviewed)
    assert not [p for code, p in found(reviewed) if code.startswith("submission/missing")]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("form: tier1-generic-adit", "unknown-form"),
        ("form: [tier1-generic-audit]", "unknown-form"),
        ("form:", "no-form"),
        ("x: y", "no-form"),
    ],
)
def test_a_return_of_no_form_of_ours_tells_nobody_and_says_so(line: str, code: str) -> None:
    reviewed = review(changed(("form: tier1-generic-audit", line)))

    assert (reviewed.status, reviewed.form, reviewed.version) == (Status.INVALID, None, None)
    assert found(reviewed) == [(f"submission/{code}", None), ("escalation/nobody-told", None)]
    assert reviewed.escalation is None


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('version: "1.1"', "unknown-version"),
        ('version: "1.00"', "unknown-version"),
        ("version: 1", "unknown-version"),
        ("version: {}", "unknown-version"),
        ("version:", "no-version"),
        ("", "no-version"),
    ],
)
def test_another_version_is_invalid_and_still_escalates(line: str, code: str) -> None:
    reviewed = review(changed(('version: "1.0"', line)))

    assert (reviewed.status, reviewed.form, reviewed.version) == (Status.INVALID, "tier1-generic-audit", None)
    assert [d.code for d in reviewed.diagnostics] == [f"submission/{code}"]
    assert "1.0" in reviewed.diagnostics[0].message + (reviewed.diagnostics[0].hint or "")
    assert reviewed.escalation is not None


def test_a_version_is_compared_as_text() -> None:
    assert review(changed(('version: "1.0"', "version: 1.0"))).status is Status.COMPLETE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("case_id: A1103", "case_id: A1103\n  case_id: A1103"),
        ("specific_needs: {grade: 2}", "specific_needs: {grade: 2, grade: 2}"),
        ("actions:\n", "actions: []\nactions:\n"),
        ('version: "1.0"', 'version: "1.0"\nversion: "1.0"'),
    ],
)
def test_a_key_twice_is_invalid_and_not_called_missing(old: str, new: str) -> None:
    reviewed = review(changed((old, new)))

    assert reviewed.status is Status.INVALID
    assert [d.code for d in reviewed.diagnostics] == ["yaml/duplicate-key"]


@pytest.mark.parametrize("text", ["", "- a list\n", "a: [", "a: &b c", "just words", "\x00"])
def test_what_is_no_return_at_all_is_invalid_and_tells_nobody(text: str) -> None:
    reviewed = review(text)

    assert reviewed.status is Status.INVALID
    assert reviewed.diagnostics[-1].code == "escalation/nobody-told"


def test_json_is_read_like_yaml() -> None:
    data = {
        "form": "small-audit",
        "version": "1.10",
        "details": {"case_id": "A1", "child_status": "child-in-need"},
        "evaluation": {"listening": {"grade": 1, "comments": None}},
        "overall": {"judgement": "good"},
        "actions": [{"action": "Write", "urgent": "yes", "why": "Because"}],
    }

    reviewed = review(json.dumps(data), SMALL, "return.json")

    assert (reviewed.status, reviewed.judgement) == (Status.COMPLETE, "good")


@pytest.mark.parametrize("flood", ["k{n}: 1\n", "actions:\n", "details: {{k{n}: }}\n"])
def test_a_flood_of_faults_is_cut_off(flood: str) -> None:
    reviewed = review(RETURN + "".join(flood.format(n=n) for n in range(5000)))

    assert reviewed.status is Status.INVALID
    assert len(reviewed.diagnostics) < 250
    assert "submission/more-faults" in [d.code for d in reviewed.diagnostics]


# --- nothing of a return is ever repeated --------------------------------------------------

CHILD = "Zebedee-Quux"
WHERE = list(range(len(RETURN) + 1))
FORMS_OF_IT = (
    CHILD, f" {CHILD} ", f": {CHILD}", f"\n{CHILD}: 1\n", f"\n  {CHILD}:\n", f'"{CHILD}"', f"[{CHILD}", f"&{CHILD} ",
    f"*{CHILD} ", f"!{CHILD} ", f"%{CHILD}\n", f"\n---\n{CHILD}\n", f"{{{CHILD}: {CHILD}}}", f"\t{CHILD}", f"'{CHILD}",
    f"\n{CHILD}: 1\n{CHILD}: 2\n", f"\n  {CHILD}: 1\n  {CHILD}: 2\n",
)  # fmt: skip


@given(st.sampled_from(WHERE), st.sampled_from(FORMS_OF_IT), st.integers(0, 3))
def test_no_fault_repeats_anything_from_a_return(at: int, what: str, over: int) -> None:
    reviewed = review(RETURN[:at] + what + RETURN[at + over :])

    for fault in reviewed.diagnostics:
        said = f"{fault.message} {fault.hint} {fault.place.path}"
        assert CHILD.casefold() not in said.casefold()
    assert CHILD not in f"{reviewed.form} {reviewed.version} {reviewed.judgement} {reviewed.escalation}"


@pytest.mark.parametrize(
    "key", ["form", "version", "case_id", "date", "service_area", "team", "child_status", "judgement"]
)
def test_no_wrong_value_is_repeated(key: str) -> None:
    line = next(line for line in RETURN.splitlines() if line.strip().startswith(f"{key}:"))
    reviewed = review(RETURN.replace(line, line.split(":")[0] + f": {CHILD}"))

    assert CHILD not in str(reviewed)
