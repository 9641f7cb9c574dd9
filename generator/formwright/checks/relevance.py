"""Whether what was answered was asked."""

from collections.abc import Iterator

from formwright.checks.case import Case
from formwright.diagnostics import Diagnostic, warning
from formwright.model.conditions import fields_of


def check(case: Case) -> Iterator[Diagnostic]:
    """A warning for each answer to something that is not asked, going by the other answers: either
    it was not meant, or one of the others is wrong."""
    for field, row, path in case.answered(case.rules.conditional):
        if case.asked(field, row) is False:
            labels = {f.path: f.label for f in case.rules.form.fields}
            deciding = dict.fromkeys(f"“{labels[p]}”" for p in fields_of(field.asked_when))
            message = f"{case.rules.name(field, row)} is answered, though it is not asked here."
            hint = f"Take the answer away, or look again at what decides it: {', '.join(deciding)}."
            yield warning("submission/not-asked", case.submission.place(path), message, hint)
