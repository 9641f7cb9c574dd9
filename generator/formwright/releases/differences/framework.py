"""What is different between two versions of the words that all documents share: roles, teams, service areas, mailboxes.

Lists to choose from and scales are told of with each form that uses them; here are those that no form uses.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from formwright.model.framework import DocumentControl, Framework
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


def compare(old: Framework, new: Framework, used: Collection[str] = ()) -> tuple[Change, ...]:
    """Every difference, list by list. `used` are the ids of the lists and scales that forms choose from. Never empty
    for frameworks that differ in more than these, their version and its date."""
    found = (
        *_front(old, new),
        *(change for one in _lists(old, new, used) for change in _of(one)),
        *_control(old.control, new.control),
    )
    if not found and _bare(old, used) != _bare(new, used):
        message = "Something that people do not see has changed, such as the order of the roles."
        return (Change(DOCUMENT, (), "other", Effect.WORDING, message),)
    return found


def _bare(framework: Framework, used: Collection[str]) -> Framework:
    """Without what every new version has anew, and what is told of elsewhere."""
    choices = tuple(one for one in framework.choices if one.id not in used)
    scales = tuple(one for one in framework.scales if one.id not in used)
    return replace(framework, version="", issued="", choices=choices, scales=scales, short_names=())


def _control(old: DocumentControl | None, new: DocumentControl | None) -> Iterator[Change]:
    """Who answers for the documents. What is said of earlier versions grows with each new one, and is not told."""
    was, now = ((replace(one, changes=()) if one else DocumentControl()) for one in (old, new))
    for name in ("owner", "approved", "review", "contact", "other_formats", "accessibility_tested"):
        if getattr(was, name) != getattr(now, name):
            said = name.replace("_", " ")
            yield Change(DOCUMENT, (), "control", Effect.WORDING, f"The document control has changed: {said}.")


def _front(old: Framework, new: Framework) -> Iterator[Change]:
    for name, was, now in (
        ("The framework's title", old.title, new.title),
        ("The organisation's name", old.organisation.name, new.organisation.name),
        ("The service's name", old.organisation.service, new.organisation.service),
        ("The language", old.language, new.language),
    ):
        if was != now:
            yield Change(DOCUMENT, (), "text", Effect.WORDING, f"{name} has changed.", was, now)


def _lists(old: Framework, new: Framework, used: Collection[str]) -> Iterator[_List]:
    yield _List("Role", *([_Named(r.id, r.title, r.aliases) for r in f.roles] for f in (old, new)))
    yield _List("Team or board", *([_Named(b.id, b.title, b.aliases) for b in f.bodies] for f in (old, new)))
    yield _List("Service area", *([_Named(a.id, a.label, a.aliases) for a in f.service_areas] for f in (old, new)))
    yield _List("Team", *([_Named(t.id, t.label, (t.service_area, *t.aliases)) for t in f.teams] for f in (old, new)))
    yield _List("Mailbox", *([_Named(m.id, f"{m.title}, {m.address}") for m in f.mailboxes] for f in (old, new)))
    for sort, lists in (
        ("List of choices", [[(c.id, c.title, c.choices) for c in f.choices] for f in (old, new)]),
        ("Scale", [[(s.id, s.title, s.grades) for s in f.scales] for f in (old, new)]),
    ):
        yield _List(sort, *([_Named(id, title, more) for id, title, more in one if id not in used] for one in lists))
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
            is_list = one.sort in ("List of choices", "Scale")
            said = "has different entries" if is_list else "has different other names, or belongs elsewhere"
            message = f"{name} {said}."
            yield Change(DOCUMENT, paths, f"{sort}-names", Effect.COMPARABLE, message)
