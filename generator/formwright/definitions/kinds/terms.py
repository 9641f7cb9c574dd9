"""The terms of reference of a meeting or a board."""

from collections.abc import Iterator

from formwright.definitions.kinds.identity import identity
from formwright.definitions.known import Known
from formwright.definitions.references import unique
from formwright.definitions.written import text
from formwright.diagnostics import Diagnostic
from formwright.marked import Mapping, Marked
from formwright.model.framework import Framework
from formwright.model.terms import Part, TermsOfReference


def check(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    yield from unique(marked, "terms-of-reference", ("sections",), marked.data["sections"], "id", "section")


def build(data: Mapping, words: Framework) -> TermsOfReference:
    return TermsOfReference(
        identity=identity(data),
        parts=tuple(Part(str(p["id"]), str(p["title"]), str(p["text"])) for p in data["sections"]),
        introduction=text(data.get("introduction")),
    )
