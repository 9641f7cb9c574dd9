"""Two fields of one section under the same label, or two questions in the same words: who fills the form
in cannot tell them apart, and a screen reader says the same twice."""

from collections.abc import Iterator

from formwright.definitions.advice.subject import Subject
from formwright.definitions.written import Steps
from formwright.definitions.written.form import sections
from formwright.diagnostics import Diagnostic, warning
from formwright.marked import Mapping
from formwright.model.conditions import Condition, both
from formwright.model.form import Form
from formwright.model.possible import Askable, askable, possible

Said = tuple[str, Steps, Condition | None]
"""What a person reads, where it is written, when it is asked."""


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each one that says what one above it says, if both can be asked at once."""
    for marked, form in subject.forms:
        fields = askable(form)
        for group in _groups(marked.data, form):
            for before, said in twice(group, fields):
                first = marked.place(*before[1]).mark
                message = f"This is the same as line {first.line if first else '?'}: readers cannot tell them apart."
                yield warning("form/same-label", marked.place(*said[1]), message, "Say how they differ.")


def _groups(data: Mapping, form: Form) -> Iterator[list[Said]]:
    """What stands together: a section's fields, its questions, what one question is answered by."""
    asked = {f.path: f.asked_when for f in form.fields}
    for section in sections(data):
        yield [
            (f"{f.raw.get('group', '')} {f.raw['label']}", (*f.at, "label"), asked[f"{section.prefix}.{f.id}"])
            for f in section.fields
        ]
        questions: list[Said] = []
        for question in section.questions:
            first = asked[f"{question.path}.{question.answers[0].id}"]
            questions.append((str(question.raw["ask"]), (*question.at, "ask"), first))
            if question.own:
                yield [
                    (str(f.raw["label"]), (*f.at, "label"), asked[f"{question.path}.{f.id}"])
                    for f in (*question.answers, *question.own)
                ]
        yield questions


def twice(group: list[Said], fields: dict[str, Askable]) -> Iterator[tuple[Said, Said]]:
    """What says the same as something above it that can be asked at once with it, each behind that."""
    seen: dict[str, list[Said]] = {}
    for said in group:
        words = " ".join(said[0].casefold().split()).rstrip(" ?:.")
        alike = seen.setdefault(words, [])
        before = next((one for one in alike if possible(both(one[2], said[2]), fields)), None)
        if before:
            yield before, said
        alike.append(said)
