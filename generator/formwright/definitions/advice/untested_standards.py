"""A practice standard that nobody audits: no question of any form tests it."""

from collections.abc import Iterator

from formwright.definitions.advice.subject import Subject
from formwright.diagnostics import Diagnostic, warning
from formwright.model.trace import trace


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each at its own line, as soon as one question of the framework names a standard."""
    found = trace((form for _, form in subject.forms), (one for _, one in subject.standards))
    untested = set(found.untested)
    if not any(q.standards for q in found.questions):
        return
    for marked, one in subject.standards:
        for g, group in enumerate(one.groups):
            for n, standard in enumerate(group.standards):
                if standard.id in untested:
                    place = marked.place("groups", g, "standards", n, "id")
                    message = f"No question of any form tests the standard {standard.id}: nobody audits it."
                    hint = "Name it under 'standards' at the question that does, or ask one."
                    yield warning("standards/untested", place, message, hint)
