"""The texts of a definition: how each is drawn, and what stands in it that is not drawn at all."""

from collections.abc import Iterator
from typing import Any

from formwright.definitions.shape import kind_of
from formwright.definitions.spots import spot
from formwright.diagnostics import Diagnostic, error
from formwright.document.signs import Undrawn
from formwright.document.undrawn import Manner, undrawn
from formwright.marked import Mapping, Marked, Sequence
from formwright.places import Place

Steps = tuple[str | int, ...]

# The keys of each kind whose texts are Markdown. All that stands below such a key is drawn in the same way.
EVERYWHERE = ("introduction", "source_note")
IN_BLOCKS = {
    "form": ("text", "guidance"),
    "standards": ("text", "closing"),
    "terms-of-reference": ("text",),
    "guide": ("text", "after", "points", "rows"),
    "duties": ("who_text", "what", "to"),
    "figures": ("alternative",),
}
ON_A_LINE = {
    "form": ("ask",),
    "duties": ("note",),
    "figures": ("text", "points"),
    "glossary": ("means", "note"),
}
SILENT = ("chapters", "not_terms", "aliases", "address")  # nobody reads these in a document


def check(marked: Marked) -> Iterator[Diagnostic]:
    """What is not drawn, each at its own place."""
    for at, text, manner in _texts(marked):
        for found in undrawn(text, manner):
            yield not_allowed(str(kind_of(marked)), found, spot(marked, found.at, *at).place)


def not_allowed(kind: str, found: Undrawn, place: Place) -> Diagnostic:
    return error(f"{kind}/text-not-allowed", place, f"This text holds {found.what}.", found.remedy)


def markdown(marked: Marked) -> Iterator[tuple[Steps, str]]:
    """The texts in which there may be links."""
    return ((at, text) for at, text, manner in _texts(marked) if manner is not Manner.PLAIN)


def _texts(marked: Marked) -> Iterator[tuple[Steps, str, Manner]]:
    kind = kind_of(marked)
    for at, text in _scalars(marked.data, ()):
        keys = tuple(step for step in at if isinstance(step, str))
        if keys[-1] not in SILENT:
            yield at, text, _manner(str(kind), keys)


def _manner(kind: str, keys: tuple[str, ...]) -> Manner:
    if kind == "form" and keys == ("sections", "ask"):
        return Manner.PLAIN  # the heading above the questions
    if not {*EVERYWHERE, *IN_BLOCKS.get(kind, ())}.isdisjoint(keys):
        return Manner.BLOCKS
    return Manner.PLAIN if {*ON_A_LINE.get(kind, ())}.isdisjoint(keys) else Manner.LINE


def _scalars(node: Any, at: Steps) -> Iterator[tuple[Steps, str]]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from _scalars(value, (*at, key))
    elif isinstance(node, Sequence):
        for n, value in enumerate(node):
            yield from _scalars(value, (*at, n))
    elif isinstance(node, str):
        yield at, node
