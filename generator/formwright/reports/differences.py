"""What has changed between two versions, as text and as data."""

from collections.abc import Iterator

from formwright.document import marking
from formwright.document.nodes import Deleted, Inlines, Inserted
from formwright.document.prose import plain
from formwright.releases.differences import said
from formwright.releases.differences.change import Change, Effect
from formwright.releases.differences.compared import Compared, Differences
from formwright.reports.visible import shown


def text(found: Differences) -> Iterator[str]:
    """A summary first, then each document with its changes, the gravest first."""
    if not found.changes:
        yield said.none(found)
    else:
        yield f"From {found.before} to {found.after}"
        if found.is_whole:
            yield said.of_all(found)
        for one in found.changed:
            yield ""
            yield from _document(one)
        yield ""
        yield f"Words that changed are in [brackets]. {_meanings(found)}"
    for left in found.left_out:
        yield f"{left.id} was not compared: {shown(left.why)}"


def _document(one: Compared) -> Iterator[str]:
    yield f"{shown(one.title)} ({one.id})"
    yield f"  {said.tally(one.changes)}."
    yield f"  {said.figures(one.effect)}"
    version = said.version(one)
    if version:
        yield f"  {version}"
    for effect in reversed(Effect):
        changes = [change for change in one.changes if change.effect is effect]
        if changes:
            yield ""
            yield f"  {said.LABELS[effect]}"
            for change in changes:
                yield from _change(change)


def _change(change: Change) -> Iterator[str]:
    yield f"    - {shown(change.message)}"
    if change.old is not None and change.new is not None:
        old, new = marking.beside(change.old, change.new)
    else:
        old, new = ((marking.unmarked(words)) for words in (change.old, change.new))
    for name, words in (("before", old), ("after", new)):
        if words:
            yield f"      {name}: {shown(_bracketed(words))}"


def _bracketed(children: Inlines) -> str:
    return "".join(
        f"[{plain(child.children)}]" if isinstance(child, Deleted | Inserted) else plain((child,)) for child in children
    )


def _meanings(found: Differences) -> str:
    effects = {change.effect for change in found.changes}
    return " ".join(f"{said.LABELS[e]}: {said.MEANINGS[e]}" for e in reversed(Effect) if e in effects)


def data(found: Differences) -> dict[str, object]:
    return {
        "from": found.old,
        "to": found.new,
        "class": found.effect.value,
        "changes": [_data(change) for change in found.changes],
        "documents": [
            {
                "id": one.id,
                "title": one.title,
                "from": one.old,
                "to": one.new,
                "class": one.effect.value,
                "needs": one.needed,
                "is_enough": one.is_enough,
            }
            for one in found.changed
        ],
        "not_compared": [{"id": one.id, "why": one.why} for one in found.left_out],
    }


def _data(change: Change) -> dict[str, object]:
    return {
        "document": change.document,
        "path": change.paths[0] if change.paths else None,
        "paths": list(change.paths),
        "section": change.section,
        "what": change.what,
        "class": change.effect.value,
        "old": change.old,
        "new": change.new,
        "message": change.message,
    }
