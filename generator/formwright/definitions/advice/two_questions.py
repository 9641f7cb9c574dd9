"""A question that asks two things and takes one answer: nobody can tell which of them was answered."""

import re
from collections.abc import Iterator

from formwright.definitions.advice.subject import Subject
from formwright.definitions.written import Steps
from formwright.definitions.written.form import fields, sections
from formwright.diagnostics import Diagnostic, warning
from formwright.marked import Marked

# "…, and is it up to date?": a question, then a verb that begins another one.
_VERBS = "is|are|was|were|has|have|had|does|do|did|can|could|will|would|should|may|must"
_JOINED = re.compile(rf"\b(?:and|or|but)\s+(?:{_VERBS}|how|why|when|where|who|what|which)\s+[^?]*\?", re.IGNORECASE)
_BEGINS = re.compile(rf"(?:{_VERBS}|how|why|when|where|who|what|which)\b", re.IGNORECASE)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """The questions of forms, and the labels of their fields."""
    for marked, _ in subject.forms:
        for section in sections(marked.data):
            for question in section.questions:
                yield from _text(marked, str(question.raw["ask"]), (*question.at, "ask"))
        for field in fields(marked.data):
            yield from _text(marked, str(field.raw["label"]), (*field.at, "label"))


def _text(marked: Marked, text: str, at: Steps) -> Iterator[Diagnostic]:
    if reads_like_two(text):
        message = "This reads like two questions, but it can have only one answer."
        yield warning(
            "form/two-questions", marked.place(*at), message, "Split it into two questions, or ask only one of them."
        )


def reads_like_two(text: str) -> bool:
    """Two question marks; or a question that goes on with "and is …", "and how …"."""
    said = re.sub(r"\([^)]*\)", "", text)
    return said.count("?") > 1 or bool(_BEGINS.match(said.strip()) and _JOINED.search(said))
