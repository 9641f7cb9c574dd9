"""The names in a form, of which its paths are made: each stands once, none is taken, none is too long."""

from collections.abc import Iterator

from formwright.answers import address
from formwright.definitions.references import unique
from formwright.definitions.written import Steps
from formwright.definitions.written.form import APPLIES, REASON, Question, Section, sections
from formwright.diagnostics import Diagnostic, error
from formwright.marked import Marked

RESERVED = ("form", "version", "digest")  # keys that a submission has beside its sections


def check(marked: Marked) -> Iterator[Diagnostic]:
    yield from unique(marked, "form", ("sections",), marked.data["sections"], "id", "section")
    for section in sections(marked.data):
        yield from _section(marked, section)
    for section in sections(marked.data):
        yield from _long_paths(marked, section)


def _section(marked: Marked, section: Section) -> Iterator[Diagnostic]:
    raw, at = section.raw, section.at
    if raw["id"] in RESERVED:
        place = marked.place(*at, "id")
        yield error("form/reserved-id", place, f"A section cannot be called '{raw['id']}'.", "Choose another.")
    if "fields" in raw and "questions" in raw:
        hint = "Move the fields to a separate section."
        place = marked.place(*at, "fields", key=True)
        yield error("form/mixed-section", place, "A section can have fields or questions, not both.", hint)
    for name, what in (("fields", "field"), ("answers", "answer"), ("questions", "question"), ("after", "field")):
        yield from unique(marked, "form", (*at, name), raw.get(name, ()), "id", what)
    for heading in section.idle_headings:
        message, hint = "No question follows this heading.", "Write one below it, or delete the heading."
        yield error("form/empty-heading", marked.place(*heading), message, hint)
    for question in section.questions:
        yield from _question(marked, question)
    yield from _after(marked, section)
    repeat = raw.get("repeat", {})
    if "max" in repeat and int(repeat["max"]) < max(1, int(repeat.get("min", 0))):
        message = "There can never be a row: 'max' is below 'min', or 0."
        yield error("form/never-a-row", marked.place(*at, "repeat", "max"), message)


def _after(marked: Marked, section: Section) -> Iterator[Diagnostic]:
    """What follows the questions stands beside them in a return."""
    questions = {question.raw["id"] for question in section.questions}
    for field in section.fields if questions else ():
        if field.id in questions:
            message = f"There is already a question '{field.id}'."
            yield error("form/duplicate-id", marked.place(*field.at, "id"), message, "Choose another id.")


def _question(marked: Marked, question: Question) -> Iterator[Diagnostic]:
    yield from unique(marked, "form", (*question.at, "fields"), question.raw.get("fields", ()), "id", "field")
    taken = {*(answer.id for answer in question.answers), APPLIES, REASON}
    for field in question.own:
        if field.id in taken:
            message = f"There is already an answer '{field.id}'."
            yield error("form/duplicate-id", marked.place(*field.at, "id"), message, "Choose another id.")


def _long_paths(marked: Marked, section: Section) -> Iterator[Diagnostic]:
    """Paths longer than Word can hold, each at the id that makes it long: a question's, where its
    answers are those of every question."""
    for field in section.fields:
        yield from _long(marked, (*field.at, "id"), f"{section.prefix}.{field.id}")
    for question in section.questions:
        longest = max((field.id for field in question.fields), key=len)
        yield from _long(marked, (*question.at, "id"), f"{question.path}.{longest}")


def _long(marked: Marked, at: Steps, path: str) -> Iterator[Diagnostic]:
    path = path.replace("[]", "[99]")
    if len(path) > address.LONGEST:
        message = f"The path '{path}' has {len(path)} characters; Word allows at most {address.LONGEST}."
        yield error("form/path-too-long", marked.place(*at), message, "Shorten one of its ids.")
