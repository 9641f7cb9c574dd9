"""A file is written whole or not at all."""

import shutil
from contextlib import suppress
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """The file has its new content or its old one, and nothing in between; it keeps its permissions, and
    a link stays a link. A file that says the same already is left alone. Raises OSError where it cannot
    be written."""
    path = path.resolve()
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.unlink(missing_ok=True)  # left by a run that was cut off; or a link, which must not be followed
        begin(beside, content)
        if path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise


def begin(path: Path, content: bytes) -> None:
    """A new file with all of this in it; never over another. Raises OSError where it cannot be written,
    FileExistsError where there is one."""
    with path.open("xb") as opened:
        try:
            opened.write(content)
            opened.flush()
        except OSError:
            path.unlink()
            raise
