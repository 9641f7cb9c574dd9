"""Notices that a definition was saved, whichever way the editor saves."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Event

from formwright.definitions.sources import BESIDE, FOLDERS
from formwright.releases.folder import FOLDER as RELEASED

EVERY = 0.15  # seconds from one look to the next
DEFINING = (".yaml", ".yml", ".md")

Seen = Mapping[str, tuple[int, int, int]]
"""Of each file: when it was changed, how long it is, which file it is."""


def saves(root: Path, known: Seen, stopped: Event) -> Iterator[None]:
    """Yields once for each save in a framework's folder since its files were as `known`, until `stopped`. A
    file that is empty or away for a moment is being saved: it is looked at again before that is believed."""
    while not stopped.wait(EVERY):
        found = look(root)
        if found == known:
            continue
        while _half_done(found, known) and not stopped.wait(EVERY):
            later = look(root)
            if later == found:
                break
            found = later
        if found != known:
            known = found
            yield


def look(root: Path) -> Seen:
    """The files that define the framework, as they are now."""
    found: dict[str, tuple[int, int, int]] = {}
    for name in BESIDE:
        _note(root / name, found)
    for folder in (*FOLDERS, RELEASED):
        for path, _, names in os.walk(root / folder):
            for name in names:
                if name.endswith(DEFINING):
                    _note(Path(path, name), found)
    return found


def _note(path: Path, into: dict[str, tuple[int, int, int]]) -> None:
    try:
        found = path.stat()
    except OSError:  # gone between two looks
        return
    into[str(path)] = (found.st_mtime_ns, found.st_size, found.st_ino)


def _half_done(found: Seen, known: Seen) -> bool:
    return bool(known.keys() - found.keys()) or any(s[1] == 0 for f, s in found.items() if known.get(f) != s)
