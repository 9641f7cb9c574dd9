"""Where something is: a file, and in a text file its line and column."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A point in a text file. Line and column count from 1, as editors show them."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person should look. `mark` is None for a file that has no lines (Word, PDF);
    `path` is the field or key path, where one is known."""

    file: str
    mark: Mark | None = None
    path: str | None = None

    def __str__(self) -> str:
        if self.mark is None:
            return self.file
        return f"{self.file}:{self.mark.line}:{self.mark.column}"


class Point(Protocol):
    """A point in a text file, counted from 0, as parsers have it."""

    line: int
    column: int


class Places(Mapping[str, Place]):
    """Places in one file, by path. Each is made when it is asked for: of most returns none ever is."""

    __slots__ = ("file", "points")

    def __init__(self, file: str, points: Mapping[str, Point]) -> None:
        self.file = file
        self.points = points

    def __getitem__(self, path: str) -> Place:
        point = self.points[path]
        return Place(self.file, Mark(point.line + 1, point.column + 1), path)

    def __contains__(self, path: object) -> bool:
        return path in self.points

    def __iter__(self) -> Iterator[str]:
        return iter(self.points)

    def __len__(self) -> int:
        return len(self.points)


def spelt(file: str) -> str:
    """A file's name as every program can read it: a byte in it that is no character is written \\xff."""
    if file.isascii():
        return file
    written = re.sub("[\udc80-\udcff]", lambda found: f"\\x{ord(found[0]) - 0xDC00:02x}", file)
    return written.encode("utf-8", "backslashreplace").decode("utf-8")


def column_of(words: str, line: str, after: str = "", start: int = 0) -> int | None:
    """The column at which these words stand in a line as whole words (`1.4` does not stand in `1.40`),
    right after others; None where they do not. `start` is where to begin, counting from 0."""
    found = re.compile(rf"{re.escape(after)}({re.escape(words)})(?![\w-]|\.\w)").search(line, start)
    return found.start(1) + 1 if found else None
