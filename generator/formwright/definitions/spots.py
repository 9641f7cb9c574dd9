"""Where a character of a text stands in its file: in a text of many lines, between quotation marks, behind
escapes. A diagnostic can then point at the very spot, not at where the text begins."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from formwright.marked import Marked, Piece, is_json, pieces
from formwright.places import Mark, Place

_SPACE = " \t\n\r"
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_CODES = {"x": 2, "u": 4, "U": 8}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place, and whether the character itself is written there: else an escape stands for it."""

    place: Place
    as_it_is: bool


def spot(marked: Marked, at: int, *steps: str | int, key: bool = False) -> Spot:
    """Where the character `at` of the text at these steps stands (or, with `key`, of its key)."""
    begins = marked.place(*steps, key=key)
    written = _written(marked)
    if written is None or begins.mark is None:
        return Spot(begins, True)
    piece = written.scalars.get(written.index(begins.mark))
    if piece is None or at >= len(piece.value):
        return Spot(begins, True)
    found = _aligned(written.text, piece)[at]
    return Spot(Place(marked.file, written.mark(found)), written.text[found] == piece.value[at])


@dataclass(frozen=True, slots=True)
class _Written:
    """The file's text, where each of its lines begins, and its scalars by where they begin."""

    text: str
    starts: tuple[int, ...]
    scalars: dict[int, Piece]

    def index(self, mark: Mark) -> int:
        return self.starts[mark.line - 1] + mark.column - 1

    def mark(self, index: int) -> Mark:
        line = bisect_right(self.starts, index)
        return Mark(line, index - self.starts[line - 1] + 1)


@lru_cache(maxsize=4)  # what is wrong with a file is found in one go
def _written(marked: Marked) -> _Written | None:
    text = "\n".join(marked.lines) + "\n"
    if is_json(text, marked.file):
        return None
    starts = [0]
    for line in marked.lines:
        starts.append(starts[-1] + len(line) + 1)
    return _Written(text, tuple(starts), {p.start: p for p in pieces(text) if p.kind == "scalar"})


@lru_cache(maxsize=4)
def _aligned(text: str, piece: Piece) -> list[int]:
    """For each character of the value where it stands in the text. White space, which YAML folds, stands
    where the white space in front of the next word begins."""
    found: list[int] = []
    begun: int | None = None
    for at, character in _units(text, piece):
        if character is None:
            begun = at if begun is None else begun
            continue
        while len(found) < len(piece.value) and piece.value[len(found)] != character:
            found.append(at if begun is None else begun)
        found.append(at)
        begun = None
    last = begun if begun is not None else piece.end - 1
    return found + [last] * (len(piece.value) - len(found))


def _units(text: str, piece: Piece) -> Iterator[tuple[int, str | None]]:
    """What is written, a character at a time, with its place; None for white space as YAML may fold it."""
    at, end = piece.start, piece.end
    if piece.style in ("|", ">"):
        at = text.index("\n", at)
    elif piece.style:
        at, end = at + 1, end - 1
    while at < end:
        width, character = 1, text[at]
        if piece.style == "'" and character == "'":
            width = 2
        elif piece.style == '"' and character == "\\":
            width, character = _escape(text, at)
        if width == 1 and character in _SPACE:
            yield at, None
        elif character:
            yield at, character
        at += width


def _escape(text: str, at: int) -> tuple[int, str]:
    """How long an escape is, and what it stands for; the end of a line after a backslash is nothing."""
    letter = text[at + 1]
    if letter == "\n":
        return 2, ""
    if letter in _CODES:
        width = _CODES[letter]
        return 2 + width, chr(int(text[at + 2 : at + 2 + width], 16))
    return 2, _ESCAPES.get(letter, letter)
