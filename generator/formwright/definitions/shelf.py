"""The folder in which the program keeps what can be made again: data, never what can be executed.

It is the user's own for such things, never the framework's. What lies there is believed only where nobody else can
write, and where it is just as it was written. Where it cannot be written to, the program is slower, and that is all.
"""

import hashlib
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

MOST = 40  # things that are kept; the oldest go first
LARGEST = 50_000_000  # bytes


def folder() -> Path | None:
    """Where this system has what can be made again; None where it has no place for that."""
    if sys.platform == "win32":
        around = os.environ.get("LOCALAPPDATA", "")
    else:
        usual = "~/Library/Caches" if sys.platform == "darwin" else "~/.cache"
        around = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser(usual)  # noqa: PTH111 - there may be no home
    return Path(around, "formwright") if Path(around).is_absolute() else None


def read(name: str, made_from: str) -> bytes | None:
    """What is kept under this name, if it was made from what has this digest; None where there is nothing of that,
    or it is not as it was written."""
    place = folder()
    try:
        if place is None or not _is_ours_alone(place.stat()):
            return None
        handle = os.open(place / name, os.O_RDONLY | _AS_IT_IS)
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode) or not _is_ours_alone(status) or status.st_size > LARGEST:
                return None
            head, content = file.readline(_LONGEST_HEAD), file.read()
    except OSError:
        return None
    return content if head == _head(made_from, content) else None


def write(name: str, made_from: str, content: bytes) -> None:
    """Whole, or not at all."""
    with suppress(OSError):
        _write(name, _head(made_from, content) + content)


def _write(name: str, content: bytes) -> None:
    place = folder()
    if place is None:
        return
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _is_ours_alone(place.stat()):
        return
    beside = place / f"{name}.{os.getpid()}.new"
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _AS_IT_IS, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        beside.replace(place / name)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    for old in sorted(place.iterdir(), key=lambda path: path.stat().st_mtime)[:-MOST]:
        old.unlink()


_AS_IT_IS = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
_LONGEST_HEAD = 1_000


def _head(made_from: str, content: bytes) -> bytes:
    return f"{made_from} {hashlib.sha256(content).hexdigest()}\n".encode()


def _is_ours_alone(status: os.stat_result) -> bool:
    """Whether nobody else can write there. Windows keeps each person's folder apart by itself."""
    return sys.platform == "win32" or (status.st_uid == os.geteuid() and not status.st_mode & 0o022)
