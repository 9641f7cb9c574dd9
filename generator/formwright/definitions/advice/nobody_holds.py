"""A role that forms tell, and that nobody in the directory holds for some service area."""

from collections.abc import Iterator

from formwright.definitions.advice.subject import Subject
from formwright.definitions.shape import kind_of
from formwright.diagnostics import Diagnostic, warning
from formwright.model.form import Form


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each role once, in the directory, which is where it can be put right."""
    listed = next((m for m in subject.written if kind_of(m) == "directory"), None)
    if listed is None:
        return
    areas_in = subject.framework.case.area or ("the service area",)
    areas: dict[str, dict[str | None, str]] = {}
    for _, form in subject.forms:
        for role in _told(form):
            areas.setdefault(role, {}).update(_areas(form, subject))
    for role, asked in areas.items():
        missing = [label for area, label in asked.items() if not subject.directory.find(role, area, None)]
        if missing:
            where = "" if len(missing) == len(asked) else f" for {', '.join(missing)}"
            message = f"Forms notify '{role}', but nobody holds that role{where}."
            hint = "Add a holder. Until then, nobody can be notified."
            if None in asked and asked[None] in missing and subject.directory.of(role):
                hint = f"Add one for all, or ask for '{areas_in[0]}' in these forms: it says whose case it is."
            yield warning("directory/nobody-holds", listed.place("holders", key=True), message, hint)


def _told(form: Form) -> list[str]:
    return list(dict.fromkeys(r.role for r in form.escalation.recipients)) if form.escalation else []


def _areas(form: Form, subject: Subject) -> dict[str | None, str]:
    """The service areas that a form can be about, with their names; None where it does not say."""
    case = subject.framework.case
    if any(f.path in (*case.area, *case.auditor_area) for f in form.fields):
        return {a.id: a.label for a in subject.framework.service_areas}
    return {None: "forms without a service area"}
