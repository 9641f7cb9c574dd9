"""Two questions of a form under the same printed number, or two sections: whoever speaks of "1.2" may mean either."""

from collections.abc import Iterator

from formwright.definitions.advice.same_labels import Said, twice
from formwright.definitions.advice.subject import Subject
from formwright.definitions.written.form import sections
from formwright.diagnostics import Diagnostic, warning
from formwright.marked import Mapping
from formwright.model.form import Form, Questions
from formwright.model.possible import askable


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each number that stands above it already, if both can be asked at once."""
    for marked, form in subject.forms:
        fields = askable(form)
        for what, group in (("section", _sections(marked.data, form)), ("question", _questions(marked.data, form))):
            for before, said in twice(group, fields):
                first = marked.place(*before[1]).mark
                message = f"There is a {what} {said[0]} already, on line {first.line if first else '?'}."
                yield warning("form/same-number", marked.place(*said[1]), message, "Give one of them another number.")


def _sections(data: Mapping, form: Form) -> list[Said]:
    both = zip(sections(data), form.sections, strict=True)
    return [(str(made.number), (*one.at, "number"), made.asked_when) for one, made in both if made.number]


def _questions(data: Mapping, form: Form) -> list[Said]:
    found: list[Said] = []
    for section, made in zip(sections(data), form.sections, strict=True):
        asked = made.content.questions if isinstance(made.content, Questions) else ()
        for one, question in zip(section.questions, asked, strict=True):
            at = (*one.at, "number") if "number" in one.raw else (*one.at, "ask")
            if question.shown:
                found.append((question.shown, at, question.fields[0].asked_when))
    return found
