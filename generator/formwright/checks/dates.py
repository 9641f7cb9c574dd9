"""Whether dates come in the order that the form wants of them."""

from collections.abc import Iterator

from formwright.checks.case import Case
from formwright.diagnostics import Diagnostic, error
from formwright.model.form import Field, OtherDate
from formwright.model.rules import at

HINT = "Check both dates and correct the wrong one."


def check(case: Case) -> Iterator[Diagnostic]:
    """An error for each date that is before, or after, another that it must not be. Where one of the two is missing,
    unreadable or not asked, nothing is known of their order."""
    for field, row, path in case.answered(case.rules.ordered):
        said = _day(case, field, row)
        for other, word in ((field.not_before, "before"), (field.not_after, "after")):
            found = _day(case, case.rules.fields[other.path], row) if other else None
            if other and said and found and (said < found if word == "before" else said > found):
                message = f"{case.rules.name(field, row)} is {word} {_named(case, other, row)}."
                yield error("submission/dates-out-of-order", case.submission.place(path), message, HINT)


def _day(case: Case, field: Field, row: int | None) -> str | None:
    """A day as it is stored, year first, so that it can be held against others."""
    said = case.submission.value(at(field.path, row))
    return str(said) if said is not None and case.rules.asked(field, case.submission, row) else None


def _named(case: Case, other: OtherDate, row: int | None) -> str:
    return case.rules.name(case.rules.fields[other.path], row)
