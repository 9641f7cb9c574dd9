"""A definition beside its released versions, which it must not change; and the released files themselves, each of
which must be as it was written."""

from collections.abc import Iterator

from formwright.answers import spelling
from formwright.definitions.kinds import Definition
from formwright.definitions.released import Releases
from formwright.definitions.sources import shown
from formwright.diagnostics import Diagnostic, error
from formwright.marked import Marked
from formwright.model.release import Head
from formwright.places import Place
from formwright.releases import folder
from formwright.releases.frozen import Frozen
from formwright.releases.order import height


def check(marked: Marked, definition: Definition, releases: Releases) -> Iterator[Diagnostic]:
    """An error at the version of a definition whose version was released with different content, or is lower than the
    newest that was released."""
    identity = definition.identity
    versions = [v for v in releases.versions(identity.id) if not _is_misplaced(releases.file(identity.id, v))]
    if not versions:
        return
    version, newest = identity.version, versions[-1]
    place = marked.place("version")
    further = f"Raise 'version' above {newest}."
    same = releases.head(identity.id, version) if version in versions else None
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
