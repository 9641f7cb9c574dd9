"""What refers to a thing and what it refers to, sort by sort, as text and JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from textwrap import shorten

from formwright.answers.spelling import day_in_words
from formwright.model.leaning import SORTS, Lean, Thing, Things, Touching
from formwright.model.reviews import Standing
from formwright.places import spelt
from formwright.reports.ink import Ink, heading, inked
from formwright.reports.problems import count

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
        if touching.to_parts:
            parts = sorted({lean.on for lean in touching.to_parts}, key=lambda part: part.place_in_order)
            number = count(len(touching.to_parts), "reference")
            yield ""
            yield f"  To its parts ({number}): name one of these to see them."
            yield f"    {', '.join(part.name for part in parts)}"


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
            title = things[other].title
            name = other.name if other.name == title else f"{other.name}: {_short(title)}"
            said = f"{name}{at}{f' ({note})' if note else ''}"
            yield inked("      ", (Ink.PLACE, str(lean.place)), f" {said}")


def notes(found: Standing) -> Mapping[Reference, str]:
    """What is to be said of references that nobody has reviewed as they are now."""
    changed = {(s.lean.by, s.lean.on): f"changed since {day_in_words(s.last.date)}" for s in found.suspects}
    return {**changed, **{(lean.by, lean.on): "not reviewed yet" for lean in found.unrecorded}}


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
                "parts_referred_to_by": [of(lean) for lean in touching.to_parts],
            }
            for touching in found
        ]
    }


def _named(thing: Thing, things: Things) -> dict[str, object]:
    return {"sort": thing.sort, "name": thing.name, "title": things[thing].title}
