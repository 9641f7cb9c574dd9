"""A practice standard that nobody audits: no question of any form tests it."""

from collections.abc import Iterator

from formwright.definitions.advice.subject import Subject
from formwright.definitions.written.standards import standards
from formwright.diagnostics import Diagnostic, warning
from formwright.model.trace import trace


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each at its own line, as soon as one question of the framework names a standard."""
    found = trace((form for _, form in subject.forms), (one for _, one in subject.standards))
    untested = set(found.untested)
    if not any(q.standards for q in found.questions):
        return
    for marked, _ in subject.standards:
        for at, standard in standards(marked.data):
            if standard["id"] in untested:
                message = f"No question on any form tests standard {standard['id']}, so nobody audits it."
                hint = "Add it under 'standards' to the question that tests it, or add a question."
                yield warning("standards/untested", marked.place(*at, "id"), message, hint)
