"""A digest of all that decides what is read in a framework's folder: the bytes of every file, where each lies, and the
program that reads them."""

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import formwright
from formwright.definitions import sources
from formwright.releases import folder as released

ROOMS = ("answers", "definitions", "document", "model", "releases")
"""Where the modules stand that read definitions, beside those that stand in no room."""


def digest(root: Path, files: Iterable[Path], whole: bool = False) -> str | None:
    """None where one of the files cannot be read. `files` are those that define something; the handbook's chapters
    are taken in as well, and from where all of them are seen, as that decides what people are shown of their names.
    Released files, of which there may be a thousand, are known by their size and by when they were written.
    The program is taken in `whole`, or as far as it reads definitions."""
    found = hashlib.sha256()
    for text in (_program(whole), str(root), str(Path.cwd()), repr(released.state(root))):
        _take_in(found, os.fsencode(text))
    try:
        for path in (*files, *sources.chapter_files(root).values()):
            for part in (os.fsencode(path), os.fsencode(os.path.realpath(path)), path.read_bytes()):
                _take_in(found, part)
    except OSError:
        return None
    return found.hexdigest()


def state(root: Path) -> str | None:
    """A digest of all that a framework and this program are, wherever the folder lies and whoever looks; None where
    one of the files cannot be read."""
    found = hashlib.sha256()
    _take_in(found, os.fsencode(_program(whole=True)))
    _take_in(found, os.fsencode(repr(released.state(root))))
    try:
        for path in (*sources.files(root), *sources.chapter_files(root).values()):
            for part in (os.fsencode(os.path.relpath(path, root)), path.read_bytes()):
                _take_in(found, part)
    except OSError:
        return None
    return found.hexdigest()[:32]


def _take_in(digest: "hashlib._Hash", part: bytes) -> None:
    digest.update(b"%d:" % len(part))
    digest.update(part)


@cache
def _program(whole: bool) -> str:
    """The program, Python and what is installed beside it. A file of the program is known by its size and by when
    it was written, as Python itself knows those that it has compiled."""
    package = Path(formwright.__file__).parent
    own = [*_files(package, with_folders=whole), *(f for room in ROOMS if not whole for f in _files(package / room))]
    beside = sorted(name for folder in sys.path for name in _names(folder) if name.endswith(_INSTALLED))
    return repr((formwright.__version__, sys.version, sorted(own), beside))


_INSTALLED = (".dist-info", ".egg-info")


def _files(folder: str | Path, with_folders: bool = True) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                status = entry.stat()
                yield entry.path, status.st_size, status.st_mtime_ns
            elif with_folders and entry.name != "__pycache__":
                yield from _files(entry.path)


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder or ".")  # noqa: PTH208 - names alone are wanted
    except OSError:
        return []
