"""The notes of a document: what explains its text to those who keep it, by the part that it explains."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from formwright.model.duties import Duties
from formwright.model.handbook import Chapter, Handbook
from formwright.model.identity import Identity
from formwright.model.measures import Measures


@dataclass(frozen=True, slots=True)
class Note:
    """One note (Markdown). `about` says what in the part it is on, and `id` is that thing's; both are None where it
    is on the part as a whole."""

    text: str
    about: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A section, a table or a whole document with its notes. `id` is its own; `number` is "3.2" or "Appendix 2A", if
    it has one. `is_list`: its notes are each on an entry of a list."""

    id: str
    title: str
    notes: tuple[Note, ...]
    number: str | None = None
    is_list: bool = False


class Document(Protocol):
    """Any definition that becomes a document."""

    @property
    def identity(self) -> Identity: ...


def of(document: Document, duties: Duties | None, measures: Measures | None = None) -> tuple[Part, ...]:
    """The notes of a document. `duties` and `measures` are those of the framework: their notes are the handbook's."""
    return of_handbook(document, duties, measures) if isinstance(document, Handbook) else of_document(document.identity)


def of_document(identity: Identity) -> tuple[Part, ...]:
    """The notes of a document that has no chapters; none where it has none."""
    if not identity.source_note:
        return ()
    number = f"Appendix {identity.appendix}" if identity.appendix else None
    return (Part(identity.id, identity.title, (Note(identity.source_note),), number),)


def of_handbook(book: Handbook, duties: Duties | None, measures: Measures | None = None) -> tuple[Part, ...]:
    """The notes of the handbook itself: its chapters and their sections, duties, measures, glossary."""
    parts = [*of_document(book.identity), *_of_chapters(book.chapters)]
    if duties:
        whole = [Note(duties.identity.source_note)] if duties.identity.source_note else []
        notes = (*whole, *(Note(d.note, d.what, d.id) for d in duties.duties if d.note))
        parts.append(Part(duties.identity.id, duties.identity.title, notes, is_list=True))
    if measures:
        whole = [Note(measures.identity.source_note)] if measures.identity.source_note else []
        notes = (*whole, *(Note(s.note, s.what, s.id) for s in measures.subjects if s.note))
        parts.append(Part(measures.identity.id, measures.identity.title, notes, is_list=True))
    terms = tuple(Note(term.note, term.term) for term in book.glossary if term.note)
    parts.append(Part("glossary", "Glossary", terms, is_list=True))
    return tuple(part for part in parts if part.notes)


def _of_chapters(chapters: tuple[Chapter, ...]) -> Iterator[Part]:
    """A part for each chapter and each of its sections; what is below a section counts to it."""
    for n, chapter in enumerate(chapters):
        if chapter.level > 2:
            continue
        notes = [Note(text) for text in chapter.notes]
        for below in chapters[n + 1 :]:
            if below.level <= 2:
                break
            notes += [Note(text, below.title, below.id) for text in below.notes]
        yield Part(chapter.id, chapter.title, tuple(notes), chapter.number)
