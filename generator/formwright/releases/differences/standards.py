"""What is different between two versions of a set of practice standards."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from formwright.model.standards import Group, Passage, Standard, Standards
from formwright.releases.differences.change import Change, Effect
from formwright.releases.differences.pairs import Pair, paired
from formwright.releases.differences.words import is_same, plainly, shown


def compare(old: Standards, new: Standards) -> tuple[Change, ...]:
    """Every difference in what is asked of practitioners, in the order of the new version. A standard with another
    number and the same words is the same one."""
    groups = [(group, f"{group.number} {group.title}") for one in (old, new) for group in one.groups]
    titles = {id: title for group, title in groups for id in (group.id, *(s.id for s in group.standards))}
    found = _Comparison(new.identity.id).found(old, new)
    return tuple(replace(one, section=titles.get(one.paths[0]) if one.paths else None) for one in found)


@dataclass(frozen=True, slots=True)
class _In:
    group: Group
    standard: Standard


@dataclass(frozen=True, slots=True)
class _Comparison:
    document: str

    def found(self, old: Standards, new: Standards) -> Iterator[Change]:
        for name, before, after in (
            ("The title", old.identity.title, new.identity.title),
            ("The summary", old.identity.summary, new.identity.summary),
            ("Who they are for", old.identity.audience, new.identity.audience),
            ("The number of the appendix", old.identity.appendix, new.identity.appendix),
            ("The closing text", old.closing, new.closing),
        ):
            yield from self._text("text", name, before, after)
        if plainly(old.identity.source_note) != plainly(new.identity.source_note):
            yield self._told(
                "notes", Effect.WORDING, "The note for those who keep them, which is not published, has changed"
            )
        passages = {passage.title: passage for passage in old.opening}
        for passage in paired(old.opening, new.opening, lambda one: passages.get(one.title)):
            yield from self._passage(passage)
        groups = {group.id: group for group in old.groups}
        for group in paired(old.groups, new.groups, lambda one: groups.get(one.id)):
            yield from self._group(group)
        for standard in _standards(old, new):
            yield from self._standard(standard)

    def _passage(self, pair: Pair[Passage]) -> Iterator[Change]:
        passage = pair.new or pair.old
        assert passage is not None
        name = f"“{passage.title}”"
        if pair.old is None or pair.new is None:
            words = passage.text
            said = "is new" if pair.new else "has been removed"
            yield self._told(
                "passage", Effect.WORDING, f"{name} {said}", (), *shown(*((None, words) if pair.new else (words, None)))
            )
            return
        yield from self._text("passage", name, pair.old.text, pair.new.text)
        if pair.old.important != pair.new.important:
            said = "is set apart as a duty" if pair.new.important else "is no longer set apart as a duty"
            yield self._told("passage", Effect.WORDING, f"{name} {said}")
        if pair.is_moved:
            yield self._told("passage", Effect.WORDING, f"{name} has moved")

    def _group(self, pair: Pair[Group]) -> Iterator[Change]:
        group = pair.new or pair.old
        assert group is not None
        name = f"Group {group.number}, “{group.title}”,"
        if pair.old is None or pair.new is None:
            what = "group-added" if pair.new else "group-removed"
            yield self._told(
                what, Effect.COMPARABLE, f"{name} {'is new' if pair.new else 'has been removed'}", (group.id,)
            )
            return
        yield from self._text("group-reworded", f"The title of group {group.number}", pair.old.title, pair.new.title)
        yield from self._text("number", f"The number of “{group.title}”", pair.old.number, pair.new.number)
        if pair.is_moved:
            yield self._told("group-moved", Effect.WORDING, f"{name} has moved", (group.id,))

    def _standard(self, pair: Pair[_In]) -> Iterator[Change]:
        at = pair.new or pair.old
        assert at is not None
        standard, name, paths = at.standard, f"Standard {at.standard.id}", (at.standard.id,)
        if pair.old is None or pair.new is None:
            words = shown(standard.text, None)[0]
            if pair.new:
                yield self._told("standard-added", Effect.COMPARABLE, f"{name} is new", paths, None, words)
            else:
                yield self._told("standard-removed", Effect.COMPARABLE, f"{name} is withdrawn", paths, words, None)
            return
        was, now = pair.old.standard, pair.new.standard
        if was.id != now.id:
            yield self._told("standard-renumbered", Effect.COMPARABLE, f"{name} was standard {was.id}", paths)
        if pair.old.group.id != pair.new.group.id:
            said = f"{name} has moved from “{pair.old.group.title}” to “{pair.new.group.title}”"
            yield self._told("standard-moved", Effect.COMPARABLE, said, paths)
        elif pair.is_moved:
            yield self._told("standard-moved", Effect.WORDING, f"{name} has moved", paths)
        yield from self._text("standard-reworded", f"The heading of standard {now.id}", was.topic, now.topic, paths)
        old, new = plainly(was.text), plainly(now.text)
        if old != new:
            is_reworded = is_same(old, new)
            said = "is reworded" if is_reworded else "now asks something different"
            effect = Effect.WORDING if is_reworded else Effect.BREAKS
            yield self._told("standard-reworded", effect, f"{name} {said}", paths, *shown(was.text, now.text))

    def _text(
        self, what: str, name: str, old: str | None, new: str | None, paths: Sequence[str] = ()
    ) -> Iterator[Change]:
        was, now = plainly(old) or None, plainly(new) or None
        if was != now:
            said = "is new" if was is None else "has been removed" if now is None else "is reworded"
            yield self._told(what, Effect.WORDING, f"{name} {said}", paths, *shown(old, new))

    def _told(
        self,
        what: str,
        effect: Effect,
        said: str,
        paths: Sequence[str] = (),
        old: str | None = None,
        new: str | None = None,
    ) -> Change:
        return Change(self.document, tuple(paths), what, effect, f"{said}.", old, new)


def _standards(old: Standards, new: Standards) -> tuple[Pair[_In], ...]:
    """Each standard with the same one before: the one of its number, or else the one of its very words. Where two have
    changed numbers, their words say which is which."""
    before = [_In(group, standard) for group in old.groups for standard in group.standards]
    after = [_In(group, standard) for group in new.groups for standard in group.standards]
    by_words = {plainly(one.standard.text): one for one in before}
    by_number = {one.standard.id: one for one in before}
    found: dict[str, _In] = {}
    free = dict(by_number)
    for is_by_words in (True, False):
        for one in after:
            standard = one.standard
            was = by_words.get(plainly(standard.text)) if is_by_words else by_number.get(standard.id)
            if one.standard.id not in found and was and was.standard.id in free:
                found[one.standard.id] = free.pop(was.standard.id)
    return paired(before, after, lambda one: found.get(one.standard.id))
