"""A form to fill in. What is checked stands in modules of their own, by what it is about; `building` makes the
model, and `asking` then looks at conditions that nobody could meet."""

from collections.abc import Iterator

from formwright.definitions.kinds.form import conditions, escalation, fields, former, limits, names, parts
from formwright.definitions.kinds.form.building import build as build
from formwright.definitions.known import Known
from formwright.diagnostics import Diagnostic
from formwright.marked import Marked


def check(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    twice = list(names.check(marked))
    yield from twice
    yield from fields.check(marked, known)
    yield from limits.check(marked)
    yield from parts.check_names(marked, known)
    if twice:
        return  # paths are not certain: what refers to them would be reported for nothing
    yield from former.check(marked)
    yield from conditions.check(marked, known)
    yield from limits.check_dates(marked)
    yield from fields.check_standards(marked, known)
    yield from escalation.check(marked, known)
    yield from parts.check(marked)
