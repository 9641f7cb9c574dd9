"""A programme of focus: what is looked at, period by period."""

from collections.abc import Iterator
from itertools import pairwise

from formwright.definitions.kinds.identity import identity
from formwright.definitions.known import Known
from formwright.definitions.references import free, listed, refers, unique
from formwright.definitions.written import text, texts
from formwright.diagnostics import Diagnostic, error, unknown
from formwright.marked import Mapping, Marked
from formwright.misspelt import Names
from formwright.model.framework import Framework
from formwright.model.programme import Column, Period, Programme


def check(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    data = marked.data
    yield from unique(marked, "programme", ("columns",), data["columns"], "id", "column")
    yield from unique(marked, "programme", ("periods",), data["periods"], "id", "period")
    for c, column in enumerate(data["columns"]):
        for n, area in enumerate(column.get("service_areas", ())):
            at = ("columns", c, "service_areas", n)
            yield from refers(marked, "programme", at, str(area), known.service_areas, "service-area")
    columns = Names(str(c["id"]) for c in data["columns"])
    for n, period in enumerate(data["periods"]):
        yield from _focus(marked, n, period, columns)
        if str(period["from"]) > str(period["to"]):
            message = f"{period['title']} ends before it begins."
            yield error("programme/backwards", marked.place("periods", n, "to"), message)
    for n, (before, after) in enumerate(pairwise(data["periods"]), 1):
        if str(after["from"]) <= str(before["to"]):
            message = f"{after['title']} begins before {before['title']} has ended."
            yield error("programme/overlap", marked.place("periods", n, "from"), message)


def _focus(marked: Marked, n: int, period: Mapping, columns: Names) -> Iterator[Diagnostic]:
    """Each column has its focus in a period, and no other has one."""
    others = free(columns, period["focus"])
    for name in period["focus"]:
        if name not in columns:
            place = marked.place("periods", n, "focus", name, key=True)
            message = f"'{name}' is not a column of this programme."
            yield unknown("programme/unknown-column", place, message, name, others, listed(columns))
    for name in columns:
        if name not in period["focus"] and len(period["focus"]) < len(columns):
            message = f"{period['title']} has no focus for '{name}'."
            yield error("programme/no-focus", marked.place("periods", n, "focus", key=True), message)


def build(data: Mapping, words: Framework) -> Programme:
    columns = tuple(Column(str(c["id"]), str(c["title"]), texts(c.get("service_areas"))) for c in data["columns"])
    return Programme(
        identity=identity(data),
        period_heading=str(data["period_heading"]),
        columns=columns,
        periods=tuple(
            Period(
                id=str(p["id"]),
                title=str(p["title"]),
                starts=str(p["from"]),
                ends=str(p["to"]),
                focus=tuple(str(p["focus"][c.id]) for c in columns),
            )
            for p in data["periods"]
        ),
        introduction=text(data.get("introduction")),
    )
