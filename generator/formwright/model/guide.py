"""A guide: parts with texts, statements and tables, to be read and not filled in."""

from dataclasses import dataclass

from formwright.model.identity import Identity


@dataclass(frozen=True, slots=True)
class Point:
    """One statement or prompt (Markdown), with those that belong to it."""

    text: str
    points: tuple["Point", ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    id: str
    title: str
    width: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of Markdown texts: one cell for each column, '' where a row has none."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A titled part. What it holds stands in this order: text, points, table, after, parts."""

    id: str
    title: str
    number: str | None = None
    text: str | None = None
    points: tuple[Point, ...] = ()
    table: Grid | None = None
    after: str | None = None
    parts: tuple["Part", ...] = ()


@dataclass(frozen=True, slots=True)
class Guide:
    identity: Identity
    parts: tuple[Part, ...]
    introduction: str | None = None
