"""The handbook's chapters: Markdown files as headings with the text below each, and the notes on it.

A note explains a passage to those who keep it, and is not published with it:

    ::: note
    The framework of 2013 names two teams here.
    :::
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from formwright.diagnostics import Diagnostic, error
from formwright.places import Mark, Place, column_of

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*(?:\{([^}]*)\})?\s*$")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_FENCE = re.compile(r":::+\s*(.*?)\s*$")
DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Note:
    """Text below a line of a file. `line` is that line's number, counting from 1."""

    file: str
    line: int
    text: str

    def place_at(self, at: int) -> Place:
        """Where a character of the text stands."""
        before = self.text[:at]
        return Place(self.file, Mark(self.line + 1 + before.count("\n"), at - before.rfind("\n")))

    def place_of(self, needle: str, after: str = "") -> Place:
        """Where a word stands in the text, right `after` another; else the heading."""
        for n, line in enumerate(self.text.split("\n"), self.line + 1):
            if column := column_of(needle, line, after):
                return Place(self.file, Mark(n, column))
        return Place(self.file, Mark(self.line, 1))


@dataclass(frozen=True, slots=True)
class Passage(Note):
    """A heading and what stands below it; `line` is the heading's. Where a note stood in its text, the lines
    are empty."""

    level: int
    id: str
    title: str
    numbered: bool
    notes: tuple[Note, ...] = ()

    def place_in_title(self, at: int) -> Place:
        """Where a character of the title stands, after the signs of a heading and a space."""
        return Place(self.file, Mark(self.line, self.level + 2 + at))


def read(text: str, file: str) -> tuple[list[Passage], list[Diagnostic]]:
    """The passages of a chapter's file, with what is wrong with its headings."""
    lines = text.split("\n")
    starts = [n for n, line in enumerate(lines) if line.startswith("#")]
    problems: list[Diagnostic] = []
    if not starts or any(line.strip() for line in lines[: starts[0]]):
        hint = "Begin with a line such as '# Introduction {#introduction}'."
        problems.append(
            error("handbook/no-heading", Place(file, Mark(1, 1)), "A chapter must begin with its title.", hint)
        )
    passages: list[Passage] = []
    for start, end in zip(starts, [*starts, len(lines)][1:], strict=True):
        found = _HEADING.match(lines[start])
        faults = _heading_faults(lines[start], file, start + 1, passages)
        problems.extend(fault for fault in faults if passages or not problems)
        if found:
            attributes = (found[3] or "").split()
            id = next((a[1:] for a in attributes if a.startswith("#")), "")
            below, notes, wrong = _notes(lines[start + 1 : end], file, start + 2)
            problems.extend(wrong)
            level, title, numbered = len(found[1]), found[2], ".unnumbered" not in attributes
            passages.append(Passage(file, start + 1, "\n".join(below), level, id, title, numbered, notes))
    return passages, problems


def _notes(lines: list[str], file: str, first: int) -> tuple[list[str], tuple[Note, ...], Iterator[Diagnostic]]:
    """These lines with empty ones in place of the notes, the notes, and the first fault in how they are written.
    `first` is the number of the first line."""
    fences = [(n, found[1]) for n, line in enumerate(lines) if (found := _FENCE.match(line))]
    kept, notes = list(lines), []
    for (start, word), (end, closing) in zip_longest(fences[::2], fences[1::2], fillvalue=(len(lines), "nothing")):
        text = "\n".join(lines[start + 1 : end])
        if word != "note" or closing or not text.strip():
            return kept, (), _bad_note(word, closing, Place(file, Mark(first + start, 1)))
        notes.append(Note(file, first + start, text))
        kept[start : end + 1] = [""] * (end + 1 - start)
    return kept, tuple(notes), iter(())


def _bad_note(word: str, closing: str, place: Place) -> Iterator[Diagnostic]:
    if word != "note":
        message = f"':::' begins a note, and '{word}' is not a note." if word else "No note begins before this ':::'."
        hint = "Begin a note with '::: note' on a separate line, or delete this line."
    elif closing:
        message, hint = "This note is not closed.", "Write ':::' on a separate line after its last line."
    else:
        message, hint = "This note has no words.", "Write it, or delete it."
    yield error("handbook/bad-note", place, message, hint)


def _heading_faults(line: str, file: str, number: int, before: list[Passage]) -> Iterator[Diagnostic]:
    place = Place(file, Mark(number, 1))
    found = _HEADING.match(line)
    if re.match(r"#+[^#\s]", line):
        hint = "Write '# Title {#id}', with a space after the '#'."
        yield error("handbook/bad-heading", place, "A space is missing after the '#'.", hint)
        return
    if not found or not found[2]:
        yield error("handbook/bad-heading", place, "This heading has no words.", "Write '## Title {#id}'.")
        return
    id = next((a[1:] for a in (found[3] or "").split() if a.startswith("#")), "")
    if not _ID.match(id):
        hint = "End the line with an id in braces, such as {#tier-2-audits}."
        yield error("handbook/heading-without-id", place, "Nothing can refer to this heading: it has no id.", hint)
    level, last = len(found[1]), before[-1].level if before else 0
    if level > DEEPEST or level > last + 1 or (level == 1 and before):
        message = f"A level {level} heading cannot follow a level {last} heading." if before else "Begin with '# '."
        hint = f"Use one '# ' in each file, then '## ', then '### '. The deepest level is {DEEPEST}."
        yield error("handbook/heading-level", place, message, hint)
