"""Where something is: a file, and in a text file its line and column."""

from dataclasses import dataclass


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
