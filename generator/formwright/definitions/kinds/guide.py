"""A guide: parts within parts, with points and tables."""

from collections.abc import Iterable, Iterator

from formwright.definitions.kinds.identity import identity
from formwright.definitions.known import Known
from formwright.definitions.references import free, listed, unique
from formwright.definitions.written import Steps, text
from formwright.diagnostics import Diagnostic, error, unknown
from formwright.marked import Mapping, Marked
from formwright.misspelt import Names
from formwright.model.framework import Framework
from formwright.model.guide import Column, Grid, Guide, Part, Point


def check(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    yield from _parts(marked, marked.data["sections"], ("sections",), seen)


def _parts(marked: Marked, parts: Iterable[Mapping], at: Steps, seen: set[str]) -> Iterator[Diagnostic]:
    for n, part in enumerate(parts):
        if part["id"] in seen:
            message = f"There is already a part '{part['id']}'."
            yield error("guide/duplicate-id", marked.place(*at, n, "id"), message, "Give one of them another name.")
        seen.add(str(part["id"]))
        if "table" in part:
            yield from _table(marked, part["table"], (*at, n, "table"))
        yield from _parts(marked, part.get("sections", ()), (*at, n, "sections"), seen)


def _table(marked: Marked, table: Mapping, at: Steps) -> Iterator[Diagnostic]:
    yield from unique(marked, "guide", (*at, "columns"), table["columns"], "id", "column")
    columns = Names(str(c["id"]) for c in table["columns"])
    for r, row in enumerate(table["rows"]):
        others = free(columns, row)
        for key in row:
            if key not in columns:
                place = marked.place(*at, "rows", r, key, key=True)
                message = f"'{key}' is not a column of this table."
                yield unknown("guide/unknown-column", place, message, key, others, listed(columns))


def build(data: Mapping, words: Framework) -> Guide:
    return Guide(
        identity=identity(data),
        parts=tuple(_part(p) for p in data["sections"]),
        introduction=text(data.get("introduction")),
    )


def _part(raw: Mapping) -> Part:
    return Part(
        id=str(raw["id"]),
        title=str(raw["title"]),
        number=text(raw.get("number")),
        text=text(raw.get("text")),
        points=_points(raw.get("points", ())),
        table=_grid(raw["table"]) if "table" in raw else None,
        after=text(raw.get("after")),
        parts=tuple(_part(p) for p in raw.get("sections", ())),
    )


def _points(raw: Iterable[str | Mapping]) -> tuple[Point, ...]:
    return tuple(
        Point(str(p)) if isinstance(p, str) else Point(str(p["text"]), _points(p.get("points", ()))) for p in raw
    )


def _grid(raw: Mapping) -> Grid:
    columns = tuple(Column(str(c["id"]), str(c["title"]), int(c["width"])) for c in raw["columns"])
    rows = tuple(tuple(str(r.get(c.id, "")) for c in columns) for r in raw["rows"])
    return Grid(str(raw["caption"]), columns, rows)
