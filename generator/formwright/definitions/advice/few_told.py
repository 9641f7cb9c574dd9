"""A worse judgement of which fewer are told than of a better one: somebody who relies on hearing does not."""

from collections.abc import Iterator
from itertools import pairwise

from formwright.definitions.advice.subject import Subject
from formwright.diagnostics import Diagnostic, warning
from formwright.marked import Marked
from formwright.model.conditions import Not, both
from formwright.model.form import Escalation, Form, Recipient
from formwright.model.possible import askable, possible


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each judgement beside the next better one. The best of all is no measure: it is told for joy."""
    for marked, form in subject.forms:
        if form.escalation and form.judgement and form.judgement.scale:
            judgements = [grade.id for grade in subject.framework.scale(form.judgement.scale).grades]
            yield from _form(marked, form, form.escalation, judgements[1:])


def _form(marked: Marked, form: Form, escalation: Escalation, judgements: list[str]) -> Iterator[Diagnostic]:
    for better, worse in pairwise(judgements):
        told = {r.role: r for rule in escalation.rules if rule.judgement == worse for r in rule.recipients}
        missed = [
            recipient.role
            for rule in escalation.rules
            if rule.judgement == better
            for recipient in rule.recipients
            if _misses(form, recipient, told.get(recipient.role))
        ]
        if missed:
            place = marked.place("escalation", "tell", worse, key=True)
            names = ", ".join(f"'{role}'" for role in missed)
            message = f"Notified of '{better}' but not always of '{worse}', which is worse: {names}."
            yield warning("form/fewer-told", place, message, "Add the roles that should be notified of it as well.")


def _misses(form: Form, of_better: Recipient, of_worse: Recipient | None) -> bool:
    """Whether there is a case in which a role hears of the better judgement only."""
    if of_worse is None:
        return True
    if of_worse.when is None:
        return False
    return possible(both(of_better.when, Not(of_worse.when)), askable(form))
