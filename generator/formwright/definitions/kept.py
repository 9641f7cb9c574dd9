"""What returns are judged by, kept from one run to the next: reading a framework anew takes longer than checking a
thousand returns.

Where anything that it was read from is another, or what was kept is damaged, the framework is read anew.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from formwright.definitions import made_from, plain, shelf, sources
from formwright.definitions.released import Releases
from formwright.diagnostics import Diagnostic, Unknown
from formwright.model.basis import Basis
from formwright.model.duties import Deadline, Duties
from formwright.model.form import Form
from formwright.model.framework import Directory, Framework
from formwright.model.programme import Programme

if TYPE_CHECKING:
    from formwright.definitions.library import Library


@dataclass(frozen=True, slots=True)
class Kept:
    """`other_folders` are those in the framework's folder that belong to something else."""

    framework: Framework
    directory: Directory
    forms: tuple[Form, ...]
    people: tuple[Diagnostic | Unknown, ...]
    texts: Mapping[str, tuple[str, ...]]
    is_sound: bool
    other_folders: tuple[str, ...]
    root: str
    duties: Duties | None
    programmes: tuple[Programme, ...]
    deadlines: tuple[Deadline, ...] = ()

    @property
    def released(self) -> Releases:
        return Releases(Path(self.root))

    @property
    def definitions(self) -> tuple[Form, ...]:
        return self.forms


def on(root: Path, today: date) -> Basis:
    """The same with those who hold roles today."""
    found = load(root)
    return replace(found, directory=found.directory.on(today))


def load(root: Path) -> "Kept | Library":
    """What returns of this framework are judged by. Raises CannotRun where there is no framework.yaml."""
    files = sources.files(root)
    digest = made_from.digest(root, files)
    name = _name(root)
    found = _read(name, digest) if digest else None
    if found is not None and not _has_strays(root, files, found.other_folders):
        return found
    from formwright.definitions import library

    fresh = library.load(root)
    kept = of(fresh)
    if kept and digest and not _has_strays(root, files, kept.other_folders):
        content = json.dumps(plain.plain(kept), separators=(",", ":")).encode()
        if digest == made_from.digest(root, sources.files(root)):  # nothing was changed meanwhile
            shelf.write(name, digest, content)
    return fresh


def _name(root: Path) -> str:
    """One for each framework, as it is named and seen from one folder."""
    seen = os.fsencode(f"{root}{os.pathsep}{Path.cwd()}")
    return f"{hashlib.sha256(seen).hexdigest()[:32]}.json"


def _read(name: str, digest: str) -> Kept | None:
    content = shelf.read(name, digest)
    try:
        return None if content is None else plain.value(Kept, json.loads(content))
    except (ValueError, RecursionError, plain.Damaged):
        return None


def of(library: "Library") -> Kept | None:
    """What is kept of a framework; nothing of one that cannot be used."""
    if library.framework is None:
        return None
    files = {fault.place.file for fault in library.people}
    return Kept(
        framework=library.framework,
        directory=library.directory,
        forms=library.forms,
        people=library.people,
        texts={file: tuple(lines) for file, lines in library.texts.items() if file in files},
        is_sound=library.is_sound,
        other_folders=library.other_folders,
        root=str(library.root),
        duties=library.duties,
        programmes=library.programmes,
        deadlines=library.deadlines,
    )


def _has_strays(root: Path, files: Iterable[Path], others: Iterable[str]) -> bool:
    """Whether something lies in the folder by mistake: what is said of that is never kept, as what it hangs on is
    all that lies there."""
    return next(sources.strays(root, files, others), None) is not None
