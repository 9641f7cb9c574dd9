"""A document's notes, as the contract's JSON and as Markdown to read."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from formwright.model.identity import Identity
from formwright.model.notes import Note, Part

_LINK = re.compile(r"\[([^\]]*)\]\((?!https?:|mailto:)([a-z0-9:.-]+)\)", re.IGNORECASE)


def data(identity: Identity, parts: Iterable[Part]) -> dict[str, object]:
    """The notes by part. `about` and `id` say what in the part a note is on; null for all of it."""
    return {
        "id": identity.id,
        "kind": identity.kind,
        "title": identity.title,
        "version": identity.version,
        "parts": [
            {
                "id": part.id,
                "title": part.title,
                "number": part.number,
                "notes": [asdict(note) for note in part.notes],
            }
            for part in parts
        ],
    }


def text(identity: Identity, parts: Iterable[Part]) -> Iterator[str]:
    """A heading for each part, and its notes below; or a sentence that there are none."""
    found = list(parts)
    if not found:
        yield f"{identity.title} ({identity.id}) has no notes."
    for n, part in enumerate(found):
        if n:
            yield ""
        yield f"## {part.number + ' ' if part.number else ''}{part.title}"
        for m, note in enumerate(part.notes):
            if m == 0 or not part.is_list:
                yield ""
            yield from _note(note, in_list=part.is_list)


def _note(note: Note, in_list: bool) -> Iterator[str]:
    said = _LINK.sub(_named, note.text).strip()
    about = " ".join((note.about or "").split())
    if about and in_list:
        yield f"- **{about}** {' '.join(said.split())}"
        return
    if about:
        yield f"**{about}**"
        yield ""
    yield from said.split("\n")


def _named(link: re.Match[str]) -> str:
    """What a link within the framework is called: its own words, or what it leads to."""
    return link[1] or link[2].replace(":", " ")
