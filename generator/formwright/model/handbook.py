"""The handbook: chapters of text, figures, a glossary, and the appendices in their order."""

from dataclasses import dataclass, field

from formwright.model.identity import ADDED, NOTE, Identity


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading and the Markdown below it, up to the next heading. `level` counts from 1, a
    chapter's own heading. `number` is "3" or "3.2", or None where it is not numbered. `notes`
    (Markdown) explain the text to those who keep it."""

    level: int
    id: str
    title: str
    number: str | None
    text: str
    notes: tuple[str, ...] = field(default=(), metadata=NOTE)


@dataclass(frozen=True, slots=True)
class Box:
    """One box of a figure."""

    title: str
    text: str = ""
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing told in data. `alternative` (Markdown) says in words all that it shows. `layout` is
    cycle (boxes in a ring), panels (boxes in rows) or overlap (circles); `band` lies across all."""

    id: str
    title: str
    alternative: str
    layout: str
    boxes: tuple[Box, ...]
    band: Box | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """An abbreviation or a word of the field, and what it means. `note` is for those who keep the glossary."""

    term: str
    means: str
    note: str | None = field(default=None, metadata=NOTE)


@dataclass(frozen=True, slots=True)
class Annex:
    """The annex that holds the notes of the handbook and of its appendices, where it is wanted. Markdown."""

    title: str = "Notes on this edition"
    introduction: str | None = None


@dataclass(frozen=True, slots=True)
class Handbook:
    """`appendices` are the ids of the documents that are compiled in, in order. `summary_page` stands in front of the
    contents: its passages have no numbers."""

    identity: Identity
    chapters: tuple[Chapter, ...]
    figures: tuple[Figure, ...]
    glossary: tuple[Term, ...]
    appendices: tuple[str, ...]
    summary_page: tuple[Chapter, ...] = field(default=(), metadata=ADDED)
    annex: Annex = field(default=Annex(), metadata=NOTE)
