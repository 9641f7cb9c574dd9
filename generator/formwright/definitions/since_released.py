"""A definition beside its released versions, which it must not change; and the released files themselves, each of
which must be as it was written.

A new version must rise in the part that what has changed asks for. For that the newest released version is opened, and
no other.
"""

from collections.abc import Iterator, Sequence

from formwright.answers import spelling
from formwright.definitions.kinds import Definition
from formwright.definitions.released import Releases
from formwright.definitions.sources import shown
from formwright.diagnostics import Diagnostic, error
from formwright.marked import Marked
from formwright.model.form import Form
from formwright.model.framework import Framework
from formwright.model.release import Head, Release
from formwright.model.standards import Standards
from formwright.places import Place
from formwright.releases import folder
from formwright.releases.differences import form as forms
from formwright.releases.differences import standards, versions
from formwright.releases.differences.change import Change, Effect, worst
from formwright.releases.differences.form import Side
from formwright.releases.frozen import Frozen
from formwright.releases.order import height


def check(marked: Marked, definition: Definition, releases: Releases, framework: Framework) -> Iterator[Diagnostic]:
    """An error at the version of a definition whose version was released with different content, is lower than the
    newest that was released, or higher by less than what has changed asks for."""
    identity = definition.identity
    known = [v for v in releases.versions(identity.id) if not _is_misplaced(releases.file(identity.id, v))]
    if not known:
        return
    version, newest = identity.version, known[-1]
    place = marked.place("version")
    further = f"Raise 'version' above {newest}."
    same = releases.head(identity.id, version) if version in known else None
    if isinstance(same, Diagnostic):
        return  # which is said of its file
    if same and version == newest and same.digest != identity.digest:
        message = f"Version {version} was released with different content, {_from(same)}."
        hint = f"{further} Or undo the change, here or in the lists and scales that it uses."
        yield error("release/changed-since", place, message, hint)
    elif same and same.digest != identity.digest:
        message = f"Version {version} has already been released with different content, {_from(same)}. "
        yield error("release/version-sinks", place, f"{message}The newest version is {newest}.", further)
    elif version != newest and height(version) <= height(newest):
        message = f"Version {version} is not higher than {newest}, the newest released version."
        yield error("release/version-sinks", place, message, further)
    elif version != newest:
        before = releases.get(identity.id, newest)
        if isinstance(before, Release):  # or that is said of its file
            yield from _too_low(place, version, before, definition, framework)


LISTED = 3
"""So many changes are named."""


def _too_low(
    place: Place, version: str, before: Release, definition: Definition, framework: Framework
) -> Iterator[Diagnostic]:
    """An error where the version is higher than the one before, and still too low for what has changed."""
    newest = before.head.version
    changes = _changes(before, definition, framework)
    effect = worst(change.effect for change in changes)
    if versions.is_enough(newest, version, effect):
        return
    why = {
        Effect.BREAKS: "changes were made after which figures can no longer be added up",
        Effect.COMPARABLE: "more than the wording has changed",
    }[effect]
    asking = [change.message for change in changes if change.effect is effect]
    more = len(asking) - LISTED
    listed = " ".join(asking[:LISTED]) + (f" And {more} more." if more > 0 else "")
    message = f"Version {version} is too low: since {newest}, {why}. {listed}"
    hint = f"Raise 'version' to {versions.next_version(newest, effect)} or higher."
    yield error("release/version-too-low", place, message, hint)


def _changes(before: Release, definition: Definition, framework: Framework) -> Sequence[Change]:
    """What has changed since, where figures are made of it: in forms and in standards. Of other documents, any higher
    version will do."""
    match before.definition, definition:
        case Form() as old, Form() as new:
            return forms.compare(_side(old, before.framework), _side(new, framework))
        case Standards() as old, Standards() as new:
            return standards.compare(old, new)
        case _:
            return ()


def _side(form: Form, framework: Framework) -> Side:
    """A form with the words that its changes are told in, which name no condition: a message is no place for one."""
    return Side(
        form,
        lambda id: framework.role(id).title,
        lambda id: framework.mailbox(id).title,
        lambda _: "in some cases",
        framework.case.places,
    )


def _is_misplaced(file: Frozen | Diagnostic) -> bool:
    """Whether a file holds another version than its name says."""
    return isinstance(file, Diagnostic) and file.code == "release/misplaced"


def _from(head: Head) -> str:
    return f"in force from {spelling.day_in_words(head.in_force)}"


def check_files(releases: Releases) -> Iterator[Diagnostic]:
    """An error for each released file that cannot be relied on, and for each that lies where none is looked for."""
    for id in releases.ids:
        for version in releases.versions(id):
            found = releases.file(id, version)
            if isinstance(found, Diagnostic):
                yield found
    for path in folder.others(releases.root):
        message = "Released versions are read only from released/ID/VERSION.yaml, so this file is not read."
        yield error("release/misplaced", Place(shown(path, releases.root)), message, "Move it there, or delete it.")
