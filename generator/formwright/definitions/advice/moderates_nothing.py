"""A moderator's part in which nothing is judged again: 'formwright moderation' would have nothing to compare."""

from collections.abc import Iterator

from formwright.definitions.advice.subject import Subject
from formwright.diagnostics import Diagnostic, warning
from formwright.model.moderated import judged_again


def check(subject: Subject) -> Iterator[Diagnostic]:
    for marked, form in subject.forms:
        parts = {field.path: field.part for field in form.fields}
        again = {parts[one.path] for those in judged_again(form).values() for one in those}
        for n, part in enumerate(form.parts):
            if part.moderates is not None and part.id not in again:
                message = f"Nothing that the part '{part.moderates}' judges is judged again in the part '{part.id}'."
                hint = (
                    "Let it answer the same questions by the same scale, or give its judgement the same name and scale."
                )
                yield warning("form/moderates-nothing", marked.place("parts", n, "moderates"), message, hint)
