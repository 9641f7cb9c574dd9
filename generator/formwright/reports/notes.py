"""A document's notes, as the contract's JSON and as Markdown to read."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict

from formwright.model.identity import Identity
from formwright.model.notes import Part


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
        for note in part.notes:
            about = " ".join((note.about or "").split())
            if part.is_list and about:
                yield ""
                yield f"- **{about}** {' '.join(note.text.split())}"
                continue
            yield ""
            if about:
                yield f"**{about}**"
                yield ""
            yield from note.text.strip().split("\n")
