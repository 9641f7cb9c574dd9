"""A form that tells nobody and does not say why; and a judgement beside the one by which people are told
that no rule looks at: a moderator's, which may be worse, and reaches nobody."""

from collections.abc import Iterator

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
        if form.escalation and form.judgement:
            yield from _unheard(marked, form, form.escalation, form.judgement)
        elif form.nobody is None and not any(f.control == "choice" and f.scale in scales for f in form.fields):
            message = "The form does not say who is told of it, nor why nobody need be."
            hint = "Add 'escalation': whom to tell; or 'escalation: {nobody: …}' with the reason."
            yield warning("form/nobody-told", marked.place("id"), message, hint)


def _unheard(marked: Marked, form: Form, escalation: Escalation, judgement: Field) -> Iterator[Diagnostic]:
    heard = {judgement.path}
    for rule in escalation.rules:
        heard.update(path for recipient in rule.recipients for path in fields_of(recipient.when))
    fields = {f.path: f for f in form.fields}
    for section in sections(marked.data):
        for field in section.fields:
            path = f"{section.prefix}.{field.id}"
            if path not in heard and fields[path].scale == judgement.scale and judgement.scale is not None:
                message = f"Nobody is told by this judgement: 'escalation' looks only at '{judgement.path}'."
                hint = "If it can differ, name it in a condition ('when') of those whom it concerns."
                yield warning("form/judgement-unheard", marked.place(*field.at, "id"), message, hint)
