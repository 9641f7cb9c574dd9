"""What is different between two versions of a document, in words, whatever its kind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from formwright.document.marking import ALIKE
from formwright.document.nodes import Document
from formwright.document.outline import Item, outline

UNSEEN = "Something that its words do not show, such as which standards a question tests or how wide a column is."


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `what` are the names of all that changed alike ("Question 3"), `said` is what
    happened ("new"), `was` and `now` are the words before and after, None where there are none.
    `anchor` is the place in the web page."""

    what: tuple[str, ...]
    said: str
    was: str | None
    now: str | None
    anchor: str | None = None

    def as_text(self) -> str:
        """In one line."""
        said = {(True, True): f"was: {self.was} now: {self.now}", (True, False): self.was, (False, True): self.now}
        words = said.get((self.was is not None, self.now is not None))
        return f"{self.places}: {self.said}" + (f": {words}" if words else "")

    @property
    def places(self) -> str:
        """The names, the first few of many."""
        if len(self.what) <= 3:
            return ", ".join(self.what)
        return f"{self.what[0]}, {self.what[1]} and {len(self.what) - 2} more"


def changes(before: Document, now: Document) -> tuple[Change, ...]:
    """What is different, in the order of the document. Never empty for documents that differ."""
    if before == now:
        return ()
    old, new = outline(before), outline(now)
    found = list(_together(_differences(old, new)))
    return tuple(found) or (Change(("This document",), "changed", None, UNSEEN),)


# --- comparing two outlines ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pair:
    """The same item before and now; one is None where it is new or gone."""

    before: Item | None
    now: Item | None
    moved: bool = False


def _differences(old: Sequence[Item], new: Sequence[Item]) -> Iterator[Change]:
    pairs = list(_pairs(old, new))
    # What is a part of something new, gone or moved is told of with it.
    come = {p.now.key for p in pairs if p.now and (p.before is None or p.moved)}
    went = {p.before.key for p in pairs if p.before and (p.now is None or p.moved)}
    for pair in pairs:
        item = pair.now or pair.before
        assert item is not None
        silent = item.within is not None and item.within in (come if pair.now else went)
        if silent and (pair.before is None or pair.now is None or pair.moved):
            continue
        change = _change(pair)
        if change:
            yield change


def _change(pair: _Pair) -> Change | None:
    before, now = pair.before, pair.now
    if now is None:
        assert before is not None
        return Change((before.what,), before.went, before.whole or before.text, None, before.anchor)
    if before is None:
        return Change((now.what,), now.come, None, now.whole or now.text, now.anchor)
    return _between(before, now, pair.moved)


def _between(before: Item, now: Item, moved: bool) -> Change | None:
    renamed = now.key != before.key and now.sort in ("field", "question")
    name = now.what if now.what == before.what or not (moved or renamed) else f"{now.what} (was {before.what})"
    if before.text != now.text:
        return Change((name,), "moved and changed" if moved else "changed", before.text, now.text, now.anchor)
    if renamed:
        return Change((name,), "has a new id, so its answers have a new name", None, now.text, now.anchor)
    if moved:
        return Change((name,), "moved", None, now.text, now.anchor)
    return None


def _pairs(old: Sequence[Item], new: Sequence[Item]) -> Iterator[_Pair]:
    """Each item before with the same item now, in the order of now."""
    matcher = SequenceMatcher(None, [_same(i) for i in old], [_same(i) for i in new], autojunk=False)
    operations = matcher.get_opcodes()
    lost = {_same(i): i for op, a, b, *_ in operations if op != "equal" for i in old[a:b]}
    found = {_same(i): i for op, _, _, c, d in operations if op != "equal" for i in new[c:d]}
    moved = lost.keys() & found.keys()
    for operation, a, b, c, d in operations:
        if operation == "equal":
            yield from (_Pair(x, y) for x, y in zip(old[a:b], new[c:d], strict=True))
            continue
        gone = [i for i in old[a:b] if _same(i) not in moved]
        for item in new[c:d]:
            if _same(item) in moved:
                yield _Pair(lost[_same(item)], item, moved=True)
                continue
            former = next((g for g in gone if _alike(g, item)), None)
            if former:
                # What stands before it in the list has no successor.
                yield from (_Pair(g, None) for g in gone[: gone.index(former)])
                gone = gone[gone.index(former) + 1 :]
            yield _Pair(former, item)
        yield from (_Pair(g, None) for g in gone)


def _same(item: Item) -> str:
    """What two items have in common that are the same."""
    return item.key or f"{item.sort}: {item.text}"


def _alike(before: Item, now: Item) -> bool:
    """Whether one may have become the other: people are not reworded, they are told or not."""
    if before.sort != now.sort or before.sort in ("told", "copy", "front"):
        return False
    return SequenceMatcher(None, before.text.split(), now.text.split(), autojunk=False).ratio() >= ALIKE


def _together(found: Iterator[Change]) -> Iterator[Change]:
    """What changed alike in many places is one change, told at the first."""
    alike: dict[tuple[str, str | None, str | None], list[Change]] = {}
    for change in found:
        alike.setdefault((change.said, change.was, change.now), []).append(change)
    for (said, was, now), members in alike.items():
        yield Change(tuple(m.what[0] for m in members), said, was, now, members[0].anchor)
