"""The handbook's figures, drawn from what they say."""

from collections.abc import Container, Iterator

from formwright.definitions.written import texts
from formwright.diagnostics import Diagnostic, error, warning
from formwright.marked import Mapping, Marked
from formwright.model.handbook import Box, Figure


def ids(marked: Marked) -> list[str]:
    return [str(figure["id"]) for figure in marked.data["figures"]]


def check(marked: Marked) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for n, id in enumerate(ids(marked)):
        place = marked.place("figures", n, "id")
        if id in seen:
            yield error("handbook/duplicate-id", place, f"There is already a figure '{id}'.", "Choose another id.")
        seen.add(id)


def unused(marked: Marked, links: Container[str]) -> Iterator[Diagnostic]:
    """Each figure that none of the chapters' links shows."""
    for n, id in enumerate(ids(marked)):
        if f"figure:{id}" not in links:
            hint = f"Put [](figure:{id}) on a separate line where it belongs."
            message = f"No chapter shows the figure '{id}'."
            yield warning("handbook/unused-figure", marked.place("figures", n, "id"), message, hint)


def build(data: Mapping) -> tuple[Figure, ...]:
    return tuple(_figure(raw) for raw in data["figures"])


def _figure(raw: Mapping) -> Figure:
    return Figure(
        id=str(raw["id"]),
        title=str(raw["title"]),
        alternative=str(raw["alternative"]),
        layout=str(raw["layout"]),
        boxes=tuple(_box(b) for b in raw["boxes"]),
        band=_box(raw["band"]) if "band" in raw else None,
    )


def _box(raw: Mapping) -> Box:
    return Box(str(raw["title"]), str(raw.get("text", "")), texts(raw.get("points")))
