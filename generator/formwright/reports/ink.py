"""Lines that know which of their words matter most, for screens with colours.

A line is still a text: what the colours say, its words say too. Only the command line turns them into colours,
and only at a terminal.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto
from unicodedata import combining, east_asian_width


class Ink(Enum):
    """What a stretch of a line is."""

    ERROR = auto()
    WARNING = auto()
    GOOD = auto()
    PLACE = auto()
    HEADING = auto()
    FAINT = auto()


Span = tuple[int, int, Ink]
"""From which character to before which, and what it is."""


class Inked(str):
    """A line with what its stretches are. One that `is_whole` is never folded: it is a line of a file, or has
    been made as wide as the screen."""

    __slots__ = ("is_whole", "spans")
    spans: tuple[Span, ...]
    is_whole: bool

    def __new__(cls, text: str, spans: tuple[Span, ...] = (), is_whole: bool = False) -> "Inked":
        made = super().__new__(cls, text)
        made.spans, made.is_whole = spans, is_whole
        return made


def inked(*pieces: str | tuple[Ink, str], is_whole: bool = False) -> Inked:
    """A line made of these pieces."""
    text, spans = "", []
    for piece in pieces:
        ink, words = (None, piece) if isinstance(piece, str) else piece
        if ink is not None and words:
            spans.append((len(text), len(text) + len(words), ink))
        text += words
    return Inked(text, tuple(spans), is_whole)


def whole(ink: Ink, words: str) -> Inked:
    """A line that is all of one ink."""
    return Inked(words, ((0, len(words), ink),) if words else ())


def heading(words: str) -> Inked:
    """A line that is a heading."""
    indent = len(words) - len(words.lstrip())
    return inked(words[:indent], (Ink.HEADING, words[indent:]))


def columns(text: str) -> int:
    """How many columns a terminal gives to a text: two to a Chinese sign or a picture, none to an
    accent that stands by itself."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def folded(line: str, width: int) -> Iterator[str]:
    """A line in several that are no wider, broken between words; those below begin a little further in. A word
    that is wider stays whole."""
    if columns(line) <= width or (isinstance(line, Inked) and line.is_whole):
        yield line
        return
    indent = min(len(line) - len(line.lstrip(" ")) + 2, width // 2)
    start = end = 0
    for word in _WORD.finditer(line):
        room = width - (indent if start else 0)
        if end > start and columns(line[start : word.end()]) > room:
            yield _cut(line, start, end, indent if start else 0)
            start = word.end() - len(word.group().lstrip(" "))
        end = word.end()
    yield _cut(line, start, end, indent if start else 0)


_WORD = re.compile(r" *[^ ]+")


def _cut(line: str, start: int, end: int, indent: int) -> str:
    text = " " * indent + line[start:end]
    if not isinstance(line, Inked):
        return text
    moved = ((max(a, start), min(b, end), ink) for a, b, ink in line.spans)
    return Inked(text, tuple((a - start + indent, b - start + indent, ink) for a, b, ink in moved if a < b))
