"""Whether everything that is asked and required has its answer."""

from collections.abc import Container, Iterator

from formwright.checks.case import Case
from formwright.diagnostics import Diagnostic, error, warning
from formwright.model.review import BLANK
from formwright.model.rules import RepeatingSection, met


def check(case: Case) -> Iterator[Diagnostic]:
    """An error for each answer, and each row, that is wanted and not there. What is there and cannot
    be read is not missing, and nothing is missing where it cannot be known whether it is asked. Of a blank
    form that is all that is said."""
    missing = missing_in(case, case.due)
    if not case.is_blank:
        yield from missing
        return
    find = error if next(missing, None) else warning  # a form may want nothing that must be answered
    message = "This form is blank."
    yield find(BLANK, case.submission.place(""), message, "If the audit has been done, ask for the completed form.")


def missing_in(case: Case, due: Container[str | None]) -> Iterator[Diagnostic]:
    """What is wanted and not there in these parts of the form."""
    submission = case.submission
    for field, row, path in case.lacking(case.rules.required):
        if field.part in due and path not in submission.unreadable and case.asked(field, row):
            message = f"{case.rules.name(field, row)} is missing."
            hint = None if row is None else "Answer it, or delete the row."
            yield error("submission/missing-answer", submission.place(path), message, hint)
    for repeating in case.rules.repeating:
        if repeating.section.part in due:
            yield from _rows(case, repeating)


def _rows(case: Case, repeating: RepeatingSection) -> Iterator[Diagnostic]:
    section, submission = repeating.section, case.submission
    if section.id in submission.unreadable:
        return
    count = submission.rows.get(section.id, 0)
    least = repeating.content.repeats.minimum if met(repeating.asked_when, submission) else 0
    if least == 0 and repeating.needed_when is not None and met(repeating.needed_when, submission):
        least = 1
    if count < least:
        message = f"“{section.title}” has {count or 'no'} {'row' if count == 1 else 'rows'}; it needs at least {least}."
        hint = f"Use one row for each {repeating.content.row.lower()}."
        yield error("submission/missing-row", submission.place(section.id), message, hint)
