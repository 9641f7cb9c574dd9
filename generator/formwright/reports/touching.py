"""What refers to a thing and what it refers to, sort by sort, as text and JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from textwrap import shorten

from formwright.model.leaning import SORTS, Lean, Thing, Things, Touching
from formwright.places import spelt
from formwright.reports.ink import Ink, heading, inked

LENGTH = 100
"""How much of a long text is shown."""

Reference = tuple[Thing, Thing]
"""What makes a reference, and what it leads to."""


def text(found: Iterable[Touching], things: Things, notes: Mapping[Reference, str]) -> Iterator[str]:
    """Each thing with both sides; `notes` are said beside the references that they are of. A reference that is written
    in several places is shown at each."""
    for n, touching in enumerate(found):
        if n:
            yield ""
        yield heading(f"{touching.thing}: {_short(things[touching.thing].title)}")
        to = [(lean.by, lean.on, lean) for lean in touching.to]
        by = [(lean.on, lean.by, lean) for lean in touching.by]
        for title, none, sides in (
            ("Referred to by", "Nothing refers to it.", to),
            ("Refers to", "It refers to nothing.", by),
        ):
            yield ""
            yield f"  {title} ({len(sides)}):" if sides else f"  {none}"
            yield from _side(sides, touching.thing, things, notes)


def _side(
    sides: Sequence[tuple[Thing, Thing, Lean]], whole: Thing, things: Things, notes: Mapping[Reference, str]
) -> Iterator[str]:
    """The references on one side: what is at the other end of each, and which part of the thing is at this end."""
    in_order = sorted(sides, key=lambda side: side[0].place_in_order[0])
    for sort, members in groupby(in_order, key=lambda side: side[0].sort):
        yield inked("    ", (Ink.HEADING, SORTS[sort]))
        for other, part, lean in members:
            at = "" if part == whole else f", {'to' if part == lean.on else 'from'} {things[part].called}"
            note = notes.get((lean.by, lean.on))
            said = f"{other.name}: {_short(things[other].title)}{at}{f' ({note})' if note else ''}"
            yield inked("      ", (Ink.PLACE, str(lean.place)), f" {said}")


def _short(title: str) -> str:
    return shorten(title, LENGTH, placeholder=" …")


def data(found: Iterable[Touching], things: Things, states: Mapping[Reference, object]) -> dict[str, object]:
    """The same for programs. `states` say of each reference whether somebody has looked at it."""

    def of(lean: Lean) -> dict[str, object]:
        mark = lean.place.mark
        return {
            "from": _named(lean.by, things),
            "to": _named(lean.on, things),
            "file": spelt(lean.place.file),
            "line": mark.line if mark else None,
            "column": mark.column if mark else None,
            "review": states.get((lean.by, lean.on)),
        }

    return {
        "things": [
            {
                **_named(touching.thing, things),
                "referred_to_by": [of(lean) for lean in touching.to],
                "refers_to": [of(lean) for lean in touching.by],
            }
            for touching in found
        ]
    }


def _named(thing: Thing, things: Things) -> dict[str, object]:
    return {"sort": thing.sort, "name": thing.name, "title": things[thing].title}
