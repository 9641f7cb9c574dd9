"""What is different between two versions of the words that all documents share: roles, teams, service areas, mailboxes.

Lists to choose from and scales are told of with each form that uses them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from formwright.model.framework import Framework
from formwright.releases.differences.change import Change, Effect
from formwright.releases.differences.pairs import paired

DOCUMENT = "framework"


@dataclass(frozen=True, slots=True)
class _Named:
    """One entry of a list of the framework: its id, what people call it, and what else is said of it."""

    id: str
    title: str
    more: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class _List:
    sort: str
    old: Sequence[_Named]
    new: Sequence[_Named]


def compare(old: Framework, new: Framework) -> tuple[Change, ...]:
    """Every difference, list by list."""
    return (*_front(old, new), *(change for one in _lists(old, new) for change in _of(one)))


def _front(old: Framework, new: Framework) -> Iterator[Change]:
    for name, was, now in (
        ("The framework's title", old.title, new.title),
        ("The organisation's name", old.organisation.name, new.organisation.name),
        ("The service's name", old.organisation.service, new.organisation.service),
        ("The language", old.language, new.language),
    ):
        if was != now:
            yield Change(DOCUMENT, (), "text", Effect.WORDING, f"{name} has changed.", was, now)


def _lists(old: Framework, new: Framework) -> Iterator[_List]:
    yield _List("Role", *([_Named(r.id, r.title, r.aliases) for r in f.roles] for f in (old, new)))
    yield _List("Team or board", *([_Named(b.id, b.title, b.aliases) for b in f.bodies] for f in (old, new)))
    yield _List("Service area", *([_Named(a.id, a.label, a.aliases) for a in f.service_areas] for f in (old, new)))
    yield _List("Team", *([_Named(t.id, t.label, (t.service_area, *t.aliases)) for t in f.teams] for f in (old, new)))
    yield _List("Mailbox", *([_Named(m.id, f"{m.title}, {m.address}") for m in f.mailboxes] for f in (old, new)))
    yield _List("Appendix", *([_Named(a.number, a.title) for a in f.appendices] for f in (old, new)))


def _of(one: _List) -> Iterator[Change]:
    before = {entry.id: entry for entry in one.old}
    for pair in paired(one.old, one.new, lambda entry: before.get(entry.id)):
        entry = pair.new or pair.old
        assert entry is not None
        name, paths = f"{one.sort} “{entry.title}”", (entry.id,)
        sort = one.sort.split()[0].lower()
        if pair.old is None or pair.new is None:
            what = f"{sort}-added" if pair.new else f"{sort}-removed"
            yield Change(
                DOCUMENT, paths, what, Effect.COMPARABLE, f"{name} {'is new' if pair.new else 'has been removed'}."
            )
            continue
        if pair.old.title != pair.new.title:
            message = f"{one.sort} “{pair.old.title}” is now “{pair.new.title}”."
            yield Change(DOCUMENT, paths, f"{sort}-reworded", Effect.WORDING, message, pair.old.title, pair.new.title)
        if pair.old.more != pair.new.more:
            message = f"{name} has different other names, or belongs to a different service area."
            yield Change(DOCUMENT, paths, f"{sort}-names", Effect.COMPARABLE, message)
