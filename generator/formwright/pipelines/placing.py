"""Where what is made of many returns is put: each in a file of its own, and never over another.

A return's name and the folder that it lies in are kept. Where two would be put in one place, as the Word
and the PDF file of one name would, both keep their whole names.
"""

import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from unicodedata import normalize

from formwright.diagnostics import Diagnostic, error
from formwright.errors import CannotRun
from formwright.pipelines import files
from formwright.pipelines.walking import Entry
from formwright.places import Place

_ENDINGS = re.compile(
    r"(?<=.)(\.(ya?ml|json|txt|doc[xm]?|dot[xm]?|pdf|bin|zip|download|crdownload|part|partial))+$", re.IGNORECASE
)

Identity = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Placing:
    """`places` says where each of the files goes, below `folder`; `returns` are the files themselves,
    whatever names lead to them."""

    folder: Path
    force: bool
    places: dict[Path, PurePath]
    returns: frozenset[Identity]

    @classmethod
    def of(cls, entries: Sequence[Entry], folder: Path, suffix: str, force: bool) -> "Placing":
        """Raises CannotRun where there can be no such folder."""
        if os.path.lexists(folder) and not folder.is_dir():
            raise CannotRun(f"{folder} is not a folder.", "Name a folder with --out.")
        identities = (identity(entry.path) for entry in entries)
        return cls(folder, force, _apart(entries, suffix), frozenset(i for i in identities if i))

    def put(self, entry: Entry, content: bytes) -> Path | Diagnostic:
        """Writes what was made of this file, and says where to; or why that is not possible. A file that
        says the same already is left as it is."""
        target = self.folder / self.places[entry.path]
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if not os.path.lexists(target):
                files.begin(target, content)
                return target
            if identity(target) in self.returns:
                return _refused(target, "It is one of the returns being read", "Choose another folder with --out.")
            if target.is_file() and target.read_bytes() == content:
                return target
            if not self.force:
                return _refused(
                    target, "There is already a file there", "Choose an empty folder with --out, or use --force."
                )
            if target.is_symlink() or not target.is_file():
                return _refused(target, "It is a link, or not a file", "Choose another folder with --out.")
            files.write(target, content)
        except FileExistsError:
            return _refused(target, "There is already a file there", "Choose an empty folder with --out.")
        except OSError as fault:
            return _refused(target, fault.strerror or "The disk does not allow it", "Choose another folder with --out.")
        return target


def identity(path: Path) -> Identity | None:
    """Which file this is, whatever name or link leads to it; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _refused(target: Path, why: str, hint: str) -> Diagnostic:
    return error("filling/not-written", Place(str(target)), f"This was not written. {why}.", hint)


# --- names -----------------------------------------------------------------------------------


def _apart(entries: Iterable[Entry], suffix: str) -> dict[Path, PurePath]:
    """A name for each, no two alike even where capitals do not count."""
    within = {entry.path: entry.within for entry in entries}
    short = {path: _named(w, _ENDINGS.sub("", w.name), suffix) for path, w in within.items()}
    often = Counter(map(_alike, short.values()))
    found: dict[Path, PurePath] = {}
    taken: set[str] = {_alike(name) for name in short.values() if often[_alike(name)] == 1}
    for path, name in short.items():
        number = 1
        while often[_alike(short[path])] > 1:
            whole = within[path].name + ("" if number == 1 else f"-{number}")
            name = _named(within[path], whole, suffix)
            if _alike(name) not in taken:
                break
            number += 1
        taken.add(_alike(name))
        found[path] = name
    return found


def _named(within: PurePath, stem: str, suffix: str) -> PurePath:
    return within.with_name(stem + suffix)


def _alike(path: PurePath) -> str:
    return normalize("NFC", normalize("NFC", str(path)).casefold())
