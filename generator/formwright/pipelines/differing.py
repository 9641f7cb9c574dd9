"""Two versions of a document, or of a whole framework, compared: what changed, and what that does to figures."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from formwright.compose import compose, duties, handbook, measures, words
from formwright.compose.base import Texts, document
from formwright.definitions.kinds import Definition
from formwright.definitions.library import Edition, Library
from formwright.document.nodes import Document
from formwright.document.typography import in_type
from formwright.errors import CannotRun
from formwright.model.duties import Duties
from formwright.model.form import Form
from formwright.model.framework import Directory, Framework
from formwright.model.handbook import Handbook
from formwright.model.identity import Identity
from formwright.model.measures import Measures
from formwright.model.programme import Programme
from formwright.model.standards import Standards
from formwright.model.trace import Trace
from formwright.pipelines.sides import Names, One, Whole
from formwright.releases.differences import form, framework, standards, text
from formwright.releases.differences.change import Change, Effect
from formwright.releases.differences.compared import Compared, Differences

UNSEEN = "Something that readers do not see has changed, such as an id."


def differences(given: Path | None, a: str, b: str | None) -> tuple[Differences, Framework]:
    """All that changed from `a` to `b`, or since `a` where there is no `b`; and the words in which that is told.
    `given` is the framework's folder, where it was named. Raises CannotRun where one of the two cannot be found or
    used, or the two have nothing in common."""
    old, new = Names(given).both(a, b)
    if isinstance(old, Whole) and isinstance(new, Whole):
        assert new.library.framework is not None
        return _of_wholes(old, new), new.library.framework
    assert isinstance(old, One) and isinstance(new, One)
    was, now = old.edition.definition.identity, new.edition.definition.identity
    if was.kind != now.kind:
        raise CannotRun(
            f"These cannot be compared: '{was.id}' is of the kind '{was.kind}', '{now.id}' of the kind '{now.kind}'."
        )
    found = compared(old.edition, new.edition)
    return Differences(old.name, new.name, old.said, new.said, (found,)), new.edition.framework


def compared(old: Edition, new: Edition) -> Compared:
    """One document in two versions, of one kind."""
    was, now = old.definition.identity, new.definition.identity
    return Compared(now.id, now.title, was.version, now.version, _changes(old, new))


def _changes(old: Edition, new: Edition) -> tuple[Change, ...]:
    if _bare(old.definition) == _bare(new.definition):
        return ()
    was, now = old.definition.identity, new.definition.identity
    renamed: tuple[Change, ...] = ()
    if was.id != now.id:
        message = f"Its id is now “{now.id}”, and was “{was.id}”."
        renamed = (Change(now.id, (), "document-renamed", Effect.COMPARABLE, message, was.id, now.id),)
    found = (*renamed, *_of_kind(old, new))
    return found or (Change(now.id, (), "other", Effect.WORDING, UNSEEN),)


def _of_kind(old: Edition, new: Edition) -> tuple[Change, ...]:
    match old.definition, new.definition:
        case Form() as was, Form() as now:
            return form.compare(_side(was, old.framework), _side(now, new.framework))
        case Standards() as was, Standards() as now:
            return standards.compare(was, now)
        case Handbook() as was, Handbook() as now:
            return text.compare(_book(was, old.framework), _book(now, new.framework), Effect.WORDING)
        case was, now:
            assert not isinstance(was, Handbook) and not isinstance(now, Handbook)
            # Which periods and services are looked at decides which cases are audited.
            effect = Effect.COMPARABLE if isinstance(now, Programme) else Effect.WORDING
            return text.compare(compose(was, old.framework), compose(now, new.framework), effect)


def _bare(definition: Definition | Handbook) -> Definition | Handbook:
    """The definition without what each new version has anew."""
    return replace(definition, identity=replace(definition.identity, version="", issued="", digest=""))


def _side(of: Form, said: Framework) -> form.Side:
    roles = {role.id: role.title for role in said.roles}
    boxes = {box.id: f"{box.title}, {box.address}" for box in said.mailboxes}
    return form.Side(
        of,
        lambda id: roles.get(id, id),
        lambda id: boxes.get(id, id),
        lambda when: words.condition(when, of).words,
        said.case.places,
    )


def _book(book: Handbook, said: Framework) -> Document:
    """The handbook's own text: what it compiles in, and what is made of other documents, is told of with those."""

    def empty(id: str) -> handbook.Appendix:
        return handbook.Appendix(_named(id), lambda resolve: document(_named(id), said, ()))

    own = replace(said, control=None, appendices=())
    return handbook.compose(book, own, [*map(empty, book.appendices)], None, Trace((), ()))


def _named(id: str) -> Identity:
    return Identity(id, "", id, "", "2000-01-01", "", "", id)


# --- a whole framework ---------------------------------------------------------------------------


def _of_wholes(old: Whole, new: Whole) -> Differences:
    left_out = {one.id: one for one in (*old.left_out, *new.left_out)}
    found = [*_shared(old.library, new.library), *_documents(old.library, new.library, left_out.keys())]
    lost = {*_lost(old, new), *_lost(new, old)}
    found = [one for one in found if one.id not in lost]
    return Differences(old.name, new.name, old.said, new.said, tuple(found), tuple(left_out.values()), is_whole=True)


def _lost(there: Whole, lacking: Whole) -> Iterator[str]:
    """The handbook and the lists of duties and measures where one side has them and the other cannot tell: the handbook
    needs every document that it compiles, and of a file with errors it is not known what it would be."""
    if lacking.left_out:
        for name in ("handbook", "duties", "measures"):
            one = getattr(there.library, name)
            if one is not None and getattr(lacking.library, name) is None:
                yield one.identity.id


def _documents(old: Library, new: Library, but_not: Collection[str]) -> Iterator[Compared]:
    """Each document, in the order of the new framework; then those that are gone."""
    assert old.framework is not None and new.framework is not None
    before = {one.identity.id: one for one in old.everything}
    after = {one.identity.id: one for one in new.everything}
    for id, definition in (after | {id: one for id, one in before.items() if id not in after}).items():
        if id in but_not:
            continue
        was, now = before.get(id), after.get(id)
        identity = definition.identity
        if was is None or now is None:
            yield _come_or_gone(identity, is_new=was is None)
        elif was.identity.kind != now.identity.kind:
            message = f"“{identity.title}” is now a document of another kind."
            change = Change(id, (), "kind", Effect.BREAKS, message, was.identity.kind, now.identity.kind)
            yield Compared(id, identity.title, was.identity.version, now.identity.version, (change,))
        else:
            yield compared(Edition(was, old.framework), Edition(now, new.framework))


def _come_or_gone(identity: Identity, is_new: bool) -> Compared:
    what, said = ("document-added", "is new") if is_new else ("document-removed", "has been removed")
    change = Change(identity.id, (), what, Effect.COMPARABLE, f"“{identity.title}” {said}.")
    old, new = (None, identity.version) if is_new else (identity.version, None)
    return Compared(identity.id, identity.title, old, new, (change,))


def _shared(old: Library, new: Library) -> Iterator[Compared]:
    """What belongs to no one document: the framework's words, who holds which role, who must do what."""
    assert old.framework is not None and new.framework is not None
    was, now = old.framework, new.framework
    used = [_said_in_forms(library) for library in (old, new)]
    words_changed = framework.compare(was, now, used[0] | used[1])
    yield Compared(framework.DOCUMENT, "Words that all documents share", was.version, now.version, words_changed)
    yield Compared("directory", "Who holds which role", None, None, _holders(old.directory, new.directory, now))
    for was_list, now_list in ((old.duties, new.duties), (old.measures, new.measures)):
        of = now_list or was_list
        if of is not None:
            versions = [each.identity.version if each else None for each in (was_list, now_list)]
            changes = _of_lists(was_list, was, now_list, now)
            yield Compared(of.identity.id, of.identity.title, versions[0], versions[1], changes)


def _said_in_forms(library: Library) -> frozenset[str]:
    """Every list and scale that a form chooses from, so that what changed in it is told of there."""
    found: set[str] = set()
    waiting: list[object] = [m.data for m in library.written.values() if m.data and m.data.get("kind") == "form"]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            found.update(str(node[key]) for key in ("choices", "scale") if isinstance(node.get(key), str))
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    return frozenset(found)


def _holders(old: Directory, new: Directory, said: Framework) -> tuple[Change, ...]:
    """That other people hold a role, and which; never who: a paper for a committee names nobody."""
    titles = {role.id: role.title for role in said.roles}
    roles = dict.fromkeys(holder.role for holder in (*old.holders, *new.holders))
    return tuple(
        Change(
            "directory",
            (role,),
            "holders",
            Effect.COMPARABLE,
            f"Different people hold the role “{titles.get(role, role)}”, or the details of one have changed.",
        )
        for role in roles
        if set(old.of(role)) != set(new.of(role))
    )


def _of_lists(
    was: Duties | Measures | None, words_then: Framework, now: Duties | Measures | None, words_now: Framework
) -> tuple[Change, ...]:
    if was is None or now is None:
        given = was or now
        return _come_or_gone(given.identity, is_new=was is None).changes if given else ()
    bare = [replace(one, identity=replace(one.identity, version="", issued="", digest="")) for one in (was, now)]
    if bare[0] == bare[1]:
        return ()
    # What is owed or measured, and by whom, decides how much there is, not what it means.
    return text.compare(_list(was, words_then), _list(now, words_now), Effect.COMPARABLE)


def _list(of: Duties | Measures, said: Framework) -> Document:
    texts = Texts(said)
    tables = duties.tables(of, texts, 2) if isinstance(of, Duties) else measures.tables(of, said)
    return in_type(document(of.identity, said, (*texts.blocks(of.introduction), *tables)))
