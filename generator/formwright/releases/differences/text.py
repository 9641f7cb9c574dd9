"""What is different between two versions of a document that is read and not filled in, told by its words."""

from dataclasses import replace

from formwright.document import changes
from formwright.document.nodes import Document
from formwright.releases.differences.change import Change, Effect

_SAID = {
    "new": ("text-added", "is new", "are new"),
    "gone": ("text-removed", "has been removed", "have been removed"),
    "changed": ("text-reworded", "is reworded", "are reworded"),
    "moved": ("text-moved", "has moved", "have moved"),
    "moved and changed": ("text-moved", "has moved and is reworded", "have moved and are reworded"),
}


def compare(old: Document, new: Document, effect: Effect) -> tuple[Change, ...]:
    """Every difference that readers see, in the order of the new version, each with this effect. What all documents
    of a framework say alike, and what each new version says anew, is left out."""
    return tuple(_told(change, new.identity.id, effect) for change in changes.changes(_own(old), _own(new)))


def _own(document: Document) -> Document:
    identity = replace(document.identity, version="", issued="", issued_words="", digest="", framework="")
    return replace(document, identity=identity, subtitle="", organisation="", language="")


def _told(change: changes.Change, document: str, effect: Effect) -> Change:
    what, one, many = _SAID.get(change.said, ("text-changed", change.said, change.said))
    message = f"{change.places} {many if len(change.what) > 1 else one}."
    if change.now == changes.UNSEEN:
        return Change(document, (), "other", effect, change.now)
    paths = (change.anchor,) if change.anchor else ()
    old, new = change.was, change.now
    return Change(document, paths, what, effect, message, old, None if old is None and what == "text-moved" else new)
