"""What a person wrote is the answer that its field takes, or it is said why not and what to do."""

import pytest
from tests.samples import SMALL

from formwright.readers.typed import Misfit, allowed, taker

FIELDS = {f.path: f for f in SMALL.form("everything").fields}
CASE, DATE, NUMBER, EMAIL, SEEN, STATUS, GRADE, WHY, SIGNED = (
    "details.case_id", "details.last_seen", "details.visits", "details.reply_to", "details.seen",
    "details.child_status", "evaluation.listening.grade", "details.why_not", "overall.signature",
)  # fmt: skip
STATUSES = "cared-for, child-in-need"


def take(path: str, text: str) -> object:
    return taker(FIELDS[path])(text)


@pytest.mark.parametrize(
    ("path", "text", "answer"),
    [
        (CASE, " 0123 ", " 0123 "),
        (WHY, "no", "no"),
        (SIGNED, "A. B.", "A. B."),
        (DATE, "2014-01-15", "2014-01-15"),
        (NUMBER, "3.50", "3.50"),
        (EMAIL, "reply@example.org", "reply@example.org"),
        (SEEN, "no", "no"),
        (STATUS, "cared-for", "cared-for"),
        (GRADE, "1", 1),
        (GRADE, "2.0", 2),
    ],
)
def test_an_answer_that_fits_is_taken_as_it_stands(path: str, text: str, answer: object) -> None:
    found = take(path, text)

    assert (found, type(found)) == (answer, type(answer))


@pytest.mark.parametrize(
    ("path", "text", "message", "hint"),
    [
        (DATE, "2014-02-30", "is not a valid date", "Write a real date, such as 2014-01-15."),
        (
            DATE,
            "0014-01-15",
            "has a date outside the years 1900 to 2099",
            "Write the year with four digits, such as 2014-01-15.",
        ),
        (NUMBER, "three", "is not a number", "Use digits only, with a point for decimals."),
        (EMAIL, "reply", "is not a valid email address", "Write one address, with an @ in it."),
        (SEEN, "perhaps", "is not one of the choices", "Write one of: yes, no."),
        (STATUS, "cared for", "is not one of the choices", "Did you mean 'cared-for'?"),
        (
            STATUS,
            "child in need" + " " * 200,
            "is not one of the choices",
            "Did you mean 'child-in-need'?",
        ),
        (STATUS, "Zebedee", "is not one of the choices", f"Write one of: {STATUSES}."),
        (GRADE, "3", "is not a grade on the scale", "Write one of: 1, 2."),
        (GRADE, "good", "is not a grade on the scale", "Write one of: 1, 2."),
        (GRADE, "1.5", "is not a grade on the scale", "Write one of: 1, 2."),
    ],
)
def test_of_one_that_does_not_fit_it_is_said_why_and_what_to_do(path: str, text: str, message: str, hint: str) -> None:
    assert take(path, text) == Misfit(message, hint)


def test_a_field_without_choices_allows_none_in_particular() -> None:
    assert allowed(FIELDS[CASE]) == ""
    assert allowed(FIELDS[SEEN]) == "yes, no"
