"""The texts of a definition: how each is drawn, and what stands in it that is not drawn at all."""

from collections.abc import Iterator
from functools import cache

from formwright.definitions.shape import kind_of
from formwright.definitions.spots import spot
from formwright.definitions.written import Steps, keys_of, scalars
from formwright.diagnostics import Diagnostic, error
from formwright.document.signs import Undrawn
from formwright.document.undrawn import Manner, undrawn
from formwright.marked import Marked, once
from formwright.places import Place

# The keys of each kind whose texts are Markdown. All that stands below such a key is drawn in the same way.
EVERYWHERE = ("introduction", "source_note")
IN_BLOCKS = {
    "form": ("text", "guidance"),
    "standards": ("text", "closing"),
    "terms-of-reference": ("text",),
    "guide": ("text", "after", "points", "rows"),
    "duties": ("who_text", "what", "to"),
    "measures": ("about",),
    "figures": ("alternative",),
}
ON_A_LINE = {
    "form": ("ask",),
    "duties": ("note",),
    "measures": ("note",),
    "figures": ("text", "points"),
    "glossary": ("means", "note"),
}
SILENT = ("chapters", "summary_page", "not_terms", "aliases", "address")  # nobody reads these in a document


@once
def check(marked: Marked) -> Iterator[Diagnostic]:
    """What is not drawn, each at its own place."""
    for at, text, manner in _texts(marked):
        for found in undrawn(text, manner):
            yield not_allowed(str(kind_of(marked)), found, spot(marked, found.at, *at).place)


def not_allowed(kind: str, found: Undrawn, place: Place) -> Diagnostic:
    return error(f"{kind}/text-not-allowed", place, f"This text contains {found.what}.", found.remedy)


def markdown(marked: Marked) -> Iterator[tuple[Steps, str]]:
    """The texts in which there may be links."""
    return ((at, text) for at, text, manner in _texts(marked) if manner is not Manner.PLAIN)


@once
def _texts(marked: Marked) -> Iterator[tuple[Steps, str, Manner]]:
    kind = str(kind_of(marked))
    for at, text in scalars(marked.data):
        under = keys_of(at)
        if under[-1] not in SILENT:
            yield at, text, _manner(kind, under)


@cache
def _manner(kind: str, under: tuple[str, ...]) -> Manner:
    if kind == "form" and under == ("sections", "ask"):
        return Manner.PLAIN  # the heading above the questions
    if not {*EVERYWHERE, *IN_BLOCKS.get(kind, ())}.isdisjoint(under):
        return Manner.BLOCKS
    return Manner.PLAIN if {*ON_A_LINE.get(kind, ())}.isdisjoint(under) else Manner.LINE
