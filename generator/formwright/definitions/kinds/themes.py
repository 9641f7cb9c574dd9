"""The themes whose words are counted in comments."""

from collections.abc import Iterator

from formwright.definitions.references import unique
from formwright.definitions.written import texts
from formwright.diagnostics import Diagnostic
from formwright.marked import Mapping, Marked
from formwright.model.themes import Theme


def check(marked: Marked) -> Iterator[Diagnostic]:
    yield from unique(marked, "themes", ("themes",), marked.data["themes"], "id", "theme")


def build(data: Mapping) -> tuple[Theme, ...]:
    return tuple(Theme(str(raw["id"]), str(raw["label"]), texts(raw["words"])) for raw in data["themes"])
