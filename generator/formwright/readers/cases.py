"""A list of cases as a CSV file: each cell with the line and the column at which it begins."""

from collections.abc import Iterator
from dataclasses import dataclass

from formwright.places import Mark

SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class Cell:
    words: str
    mark: Mark


def rows(text: str) -> Iterator[list[Cell]]:
    """The rows that are not blank, the headings first. The separator is whichever the first line has most of."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    row: list[Cell] = []
    at, line, begins = 0, 1, 0  # where we are, in which line, and where the line begins
    while at <= len(text):
        mark = Mark(line, at - begins + 1)
        words = ""
        if text[at : at + 1] == '"':
            words, end = _quoted(text, at + 1)
            if breaks := text.count("\n", at, end):
                line, begins = line + breaks, text.rfind("\n", at, end) + 1
            at = end
        while at < len(text) and text[at] not in (separator, "\n"):
            words += text[at]
            at += 1
        row.append(Cell(words.strip(), mark))
        if at >= len(text) or text[at] == "\n":
            if any(cell.words for cell in row):
                yield row
            row = []
            line, begins = line + 1, at + 1
        at += 1


def _quoted(text: str, at: int) -> tuple[str, int]:
    """What is in quotation marks, of which two stand for one; and where it ends."""
    words = ""
    while True:
        end = text.find('"', at)
        if end < 0:
            return words + text[at:], len(text)
        words += text[at:end]
        if text[end + 1 : end + 2] != '"':
            return words, end + 1
        words, at = words + '"', end + 2
