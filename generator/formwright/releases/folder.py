"""Where released versions lie, seen from their names alone: no file is opened for that."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from formwright.releases.order import VERSION, in_order

FOLDER = "released"
SUFFIX = ".yaml"
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""The id of a definition as it can be written."""


def path(root: Path, id: str, version: str) -> Path:
    return root / FOLDER / id / f"{version}{SUFFIX}"


def ids(root: Path) -> tuple[str, ...]:
    """The definitions of which there is a folder of released versions."""
    return tuple(name for name in _names(root / FOLDER) if ID.fullmatch(name))


def versions(root: Path, id: str) -> tuple[str, ...]:
    """The released versions of a definition, the lowest first."""
    if not ID.fullmatch(id):
        return ()
    names = (name.removesuffix(SUFFIX) for name in _names(root / FOLDER / id) if name.endswith(SUFFIX))
    return in_order(name for name in names if VERSION.fullmatch(name))


def is_within(path: Path, root: Path) -> bool:
    """Whether a file is one of those that lie in this folder."""
    return path.resolve().is_relative_to((root / FOLDER).resolve())


def others(root: Path) -> Iterator[Path]:
    """YAML files in the folder that lie where none is looked for."""
    top = root / FOLDER
    for name in _names(top):
        here = top / name
        if here.is_dir():
            within = sorted(p for p in here.rglob("*") if p.suffix in (SUFFIX, ".yml"))
            yield from (p for p in within if not (ID.fullmatch(name) and p.parent == here and _is_named(p.name)))
        elif here.suffix in (SUFFIX, ".yml"):
            yield here


def state(root: Path) -> list[tuple[str, int, int]]:
    """Each released file with its size and when it was written, without opening it."""
    found = []
    for id in _names(root / FOLDER):
        try:
            with os.scandir(root / FOLDER / id) as entries:
                statuses = [(entry.path, entry.stat()) for entry in entries]
        except OSError:
            continue
        found += [(path, status.st_size, status.st_mtime_ns) for path, status in statuses]
    return sorted(found)


def _is_named(name: str) -> bool:
    return name.endswith(SUFFIX) and VERSION.fullmatch(name.removesuffix(SUFFIX)) is not None


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - names alone are wanted
    except OSError:
        return []
