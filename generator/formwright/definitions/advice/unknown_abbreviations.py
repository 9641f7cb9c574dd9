"""An abbreviation that the glossary does not have, in a document that the handbook does not compile in."""

from collections.abc import Iterator

from formwright.definitions import abbreviations
from formwright.definitions.advice.subject import Subject
from formwright.definitions.shape import kind_of
from formwright.diagnostics import Diagnostic, warning


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each once in a document, where it stands first. Of those in the handbook `handbook` speaks."""
    of_kind = {kind_of(marked): marked for marked in subject.written}
    glossary, book = of_kind.get("glossary"), of_kind.get("handbook")
    if glossary is None:
        return
    known = abbreviations.known_by(glossary)
    compiled = {str(id) for id in book.data["appendices"]} if book else set()
    small = abbreviations.small_words(subject.written, subject.passages)
    for marked, document in subject.built:
        told: set[str] = set()
        for word, place in abbreviations.in_definition(marked) if document.identity.id not in compiled else ():
            if word not in told and abbreviations.is_unknown(word, known, small):
                told.add(word)
                hint = "Add it to handbook/glossary.yaml, or write it in full."
                yield warning("definition/unknown-abbreviation", place(), f"'{word}' is not in the glossary.", hint)
