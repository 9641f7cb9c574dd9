"""Releases: the present version of a definition frozen into a file of its own, and its last day put there later.

Either all that was asked for is released or nothing is, and a file is never written over another.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from formwright.definitions import rests_on
from formwright.definitions.library import Library
from formwright.definitions.read_back import read
from formwright.definitions.released import Releases
from formwright.definitions.sources import shown
from formwright.diagnostics import Diagnostic, Severity, in_order
from formwright.errors import CannotRun
from formwright.marked import Marked
from formwright.misspelt import nearest
from formwright.model.handbook import Handbook
from formwright.model.identity import Identity
from formwright.model.release import Release
from formwright.model.standards import Standards
from formwright.pipelines import files
from formwright.releases import folder, frozen
from formwright.releases.frozen import Frozen
from formwright.writers import release as writer


@dataclass(frozen=True, slots=True)
class OneReleased:
    """A version that is released now, and its file; `is_new`: it was not before."""

    id: str
    version: str
    digest: str
    file: str
    in_force: str
    is_new: bool

    def as_data(self) -> dict[str, object]:
        return {
            "id": self.id,
            "version": self.version,
            "digest": self.digest,
            "file": self.file,
            "in_force": self.in_force,
            "state": "released" if self.is_new else "already-released",
        }


@dataclass(frozen=True, slots=True)
class Released:
    """What came of a release: nothing was released where `diagnostics` say why."""

    released: tuple[OneReleased, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def release(library: Library, ids: Sequence[str], in_force: str) -> Released:
    """Releases the present version of each of these definitions, of all where none is named, in force from this day
    on. What was released as it is now already is left as it is. Raises CannotRun for an id that is not defined, for
    the handbook, and where a file cannot be written."""
    releases = library.released
    wanted = [_written(library, id) for id in dict.fromkeys(ids)] or [
        marked for name, marked in library.written.items() if name != "framework"
    ]
    faults = [fault for marked in wanted for fault in _standing_in_the_way(library, marked)]
    if faults:
        return Released((), tuple(in_order(dict.fromkeys(faults))))
    made = [_made(library, marked, releases, in_force) for marked in wanted]
    found = []
    for identity, content in made:
        path = folder.path(library.root, identity.id, identity.version)
        file = shown(path, library.root)
        if content is not None:
            _begin(path, content)
        head = Releases(library.root).head(identity.id, identity.version)
        assert not isinstance(head, Diagnostic)
        found.append(
            OneReleased(identity.id, identity.version, identity.digest, file, head.in_force, content is not None)
        )
    return Released(tuple(found))


def _written(library: Library, id: str) -> Marked:
    """The definition of this id as it is written."""
    found = library.written.get(id)
    if found is not None and id != "framework":
        return found
    if isinstance(library.handbook, Handbook) and library.handbook.identity.id == id:
        raise CannotRun(
            "The handbook cannot be released: it is compiled from documents that are released themselves.",
            "Release those instead: 'formwright release --all' releases all of them.",
        )
    known = [name for name in library.written if name != "framework"]
    near = nearest(id, known)
    raise CannotRun(
        f"'{id}' is not defined in this framework.",
        f"Did you mean '{near}'?" if near else f"The documents are: {', '.join(known)}.",
    )


def _standing_in_the_way(library: Library, marked: Marked) -> Iterator[Diagnostic]:
    """The errors in a definition, and in what it rests on: framework.yaml, and the standards where it names any."""
    rests_on_files = {marked.file, library.written["framework"].file}
    if isinstance(marked.data, dict) and "kind" in marked.data and rests_on.names_standards(marked):
        rests_on_files |= {m.file for m in library.written.values() if m.data.get("kind") == "standards"}
    errors = [d for d in library.diagnostics if d.severity is Severity.ERROR]
    yield from (d for d in errors if d.place.file in rests_on_files)
    frozen_files = {
        shown(folder.path(library.root, str(marked.data.get("id")), v), library.root)
        for v in library.released.versions(str(marked.data.get("id")))
    }
    yield from (d for d in errors if d.place.file in frozen_files)


def _made(library: Library, marked: Marked, releases: Releases, in_force: str) -> tuple[Identity, bytes | None]:
    """What is to be released, and its file's content; None where that was released already."""
    definition = library.get(str(marked.data["id"]))
    identity = definition.identity
    if identity.version in releases.versions(identity.id):
        return identity, None  # and it says the same, or that would be an error
    sets = (d for d in library.definitions if isinstance(d, Standards))
    words = rests_on.words(marked, library.written["framework"].data, sets)
    content = writer.write(identity.id, identity.version, identity.digest, in_force, words, marked.data)
    again = _read_back(content, identity)
    if again is None or again.definition != definition:
        raise CannotRun(
            f"'{identity.id}' cannot be released: its file could not be read back as the same definition.",
            "Its texts may be too long, or its conditions nested too deeply.",
        )
    return identity, content


def _read_back(content: bytes, identity: Identity) -> Release | None:
    """What a later program will make of this file."""
    found = frozen.of_text(content.decode(), identity.id, identity.id, identity.version)
    again = read(found) if isinstance(found, Frozen) else found
    return None if isinstance(again, Diagnostic) else again


def _begin(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        files.begin(path, content)
    except FileExistsError:
        raise CannotRun(f"{path} already exists.", "Run 'formwright validate'.") from None
    except OSError as fault:
        raise CannotRun(f"{path} cannot be written: {fault.strerror}.") from None


# --- the last day of a version -----------------------------------------------------------------


def withdraw(library: Library, names: Iterable[str], day: str) -> list[str]:
    """Gives each of these released versions, named as ID@VERSION, this last day; the files that say so now. Raises
    CannotRun where one was not released or its file cannot be relied on, and where one cannot be written."""
    releases = library.released
    found = []
    for name in dict.fromkeys(names):
        head = library.edition(name).head
        if head is None:
            raise CannotRun(f"'{name}' does not name a version.", f"Name the version to withdraw, such as {name}@1.0.")
        found.append((head, releases.file(head.id, head.version)))
    for head, file in found:
        assert isinstance(file, Frozen)
        path = folder.path(library.root, head.id, head.version)
        try:
            files.write(path, frozen.withdrawn(file.text, day).encode())
        except OSError as fault:
            raise CannotRun(f"{path} cannot be written: {fault.strerror}.") from None
    return [head.file for head, _ in found]
