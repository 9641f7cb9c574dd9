"""How far each part of a form has got, where several people fill it in, in turn."""

from collections.abc import Iterable, Iterator, Sequence

from formwright.checks.case import Case
from formwright.checks.completeness import missing_in
from formwright.diagnostics import Diagnostic, Severity
from formwright.model.parts import part_of
from formwright.model.review import MISSING, PartStatus, Status


def status(faults: Iterable[Diagnostic]) -> Status:
    """What these faults make of a return, or of a part of it."""
    errors = {d.code for d in faults if d.severity is Severity.ERROR}
    if not errors:
        return Status.COMPLETE
    return Status.INCOMPLETE if errors.issubset(MISSING) else Status.INVALID


def statuses(case: Case, faults: Sequence[Diagnostic]) -> Iterator[PartStatus]:
    """Of each part; a fault that belongs to none in particular counts in every part that is due."""
    due = case.due
    parts = case.rules.form.parts
    found: dict[str | None, list[Diagnostic]] = {}
    for fault in faults if parts else ():
        found.setdefault(part_of(case.rules, fault.place.path or ""), []).append(fault)
    for part in parts:
        own = found.get(part.id, [])
        if part.id in due or status(own) is not Status.COMPLETE:
            yield PartStatus(part.id, part.who, status([*own, *found.get(None, ())]))
        else:
            yield PartStatus(part.id, part.who, None, any(missing_in(case, {part.id})))
