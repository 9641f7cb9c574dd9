"""A file is written whole or not at all."""

import os
import re
import shutil
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

_UNFINISHED = re.compile(r"\..*\.(\d+)-[a-z0-9_]+\.new")  # of which process


def write(path: Path, content: bytes) -> None:
    """The file has its new content or its old one, and nothing in between; it keeps its permissions, and
    a link stays a link. A file that says the same already is left alone. Raises OSError where it cannot
    be written."""
    put(path.resolve(), content)


def put(path: Path, content: bytes) -> None:
    """The same for a file of the program's own: where a link stands in its place the link is replaced, and
    what it leads to is left as it is."""
    is_link = path.is_symlink()
    if not is_link and path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    clear_unfinished(path.parent)
    beside = _unfinished(path)
    try:
        beside.write_bytes(content)
        if not is_link and path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def begin(path: Path, content: bytes) -> None:
    """A new file with all of this in it; never over another. Raises OSError where it cannot be written,
    FileExistsError where there is one."""
    if os.path.lexists(path):
        raise FileExistsError(path)
    clear_unfinished(path.parent)
    beside = _unfinished(path)
    try:
        beside.write_bytes(content)
        try:
            os.link(beside, path)  # which, unlike a move, is refused where there is a file already
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            with path.open("xb"):
                beside.replace(path)
    finally:
        with suppress(OSError):
            beside.unlink()


@cache  # once a run: a folder may be large
def clear_unfinished(folder: Path) -> None:
    """Takes away what processes that were cut off have left in a folder."""
    for path in folder.glob(".*.new"):
        found = _UNFINISHED.fullmatch(path.name)
        if found and not _lives(int(found[1])):
            with suppress(OSError):
                path.unlink()


def _unfinished(path: Path) -> Path:
    """A new file beside it, of a name that no other process chooses, readable as new files are."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:20]}.{os.getpid()}-", suffix=".new", dir=path.parent)
    if hasattr(os, "fchmod"):
        os.fchmod(handle, 0o666 & ~_UMASK)
    os.close(handle)
    return Path(name)


def _umask() -> int:
    found = os.umask(0)
    os.umask(found)
    return found


_UMASK = _umask()  # asked once: asking sets it for a moment, in every thread


def _lives(process: int) -> bool:
    """Whether there is such a process on this computer; where that cannot be asked, there may be."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
