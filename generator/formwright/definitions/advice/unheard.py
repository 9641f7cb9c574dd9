"""A form that tells nobody and does not say why; and a judgement beside the one by which people are told
that no rule looks at: a moderator's, which may be worse, and reaches nobody."""

from collections.abc import Container, Iterator

from formwright.definitions.advice.subject import Subject
from formwright.definitions.written.form import sections
from formwright.diagnostics import Diagnostic, warning
from formwright.marked import Marked
from formwright.model.conditions import fields_of
from formwright.model.form import Escalation, Field, Form


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each form that tells nobody; else each field of its judgement's scale that is not heard. What answers
    a question is one grade among many, of which the judgement is made: those are not meant."""
    scales = {scale.id for scale in subject.framework.scales}
    for marked, form in subject.forms:
        if form.escalation:
            yield from _unheard(marked, form, form.escalation, scales)
        elif form.nobody is None and not any(f.control == "choice" and f.scale in scales for f in form.fields):
            message = "The form does not say who is notified, or why nobody needs to be."
            hint = "Add 'escalation' to say who to notify, or 'escalation: {nobody: …}' with the reason."
            yield warning("form/nobody-told", marked.place("id"), message, hint)


def _unheard(marked: Marked, form: Form, escalation: Escalation, scales: Container[str]) -> Iterator[Diagnostic]:
    heard = set(escalation.judgements)
    for recipient in escalation.recipients:
        heard.update(fields_of(recipient.when))
    for also in escalation.also:
        heard.update(fields_of(also.when))
    fields = {f.path: f for f in form.fields}
    judgement = form.judgement
    for section in sections(marked.data):
        for field in section.fields:
            path = f"{section.prefix}.{field.id}"
            if path not in heard and _judges(fields[path], judgement, scales):
                looked_at = f": 'escalation' uses only {_listed(escalation.judgements)}." if judgement else "."
                message = f"Nobody is notified because of this judgement{looked_at}"
                hint = "Add it under 'judgement', so that the worse one counts, or use it in a condition under 'also'."
                yield warning("form/judgement-unheard", marked.place(*field.at, "id"), message, hint)


def _judges(field: Field, judgement: Field | None, scales: Container[str]) -> bool:
    """Whether a field is a judgement: by the scale of the one by which people are told, or by any in a form that has
    none."""
    if judgement is None:
        return field.control == "choice" and field.scale in scales
    return judgement.scale is not None and field.scale == judgement.scale


def _listed(paths: tuple[str, ...]) -> str:
    return " and ".join(f"'{path}'" for path in paths)
