"""A framework's folder as it lies: its files read, each with its lines and with what its comments allow."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from formwright.definitions import allowed, chapters, unseen
from formwright.definitions.allowed import Allowed
from formwright.definitions.chapters import Passage
from formwright.diagnostics import Diagnostic, error
from formwright.errors import CannotRun
from formwright.marked import Marked, bad_encoding, read
from formwright.places import Place

FOLDERS = ("forms", "standards", "schedules", "handbook")
BESIDE = ("framework.yaml", "directory.yaml")


@dataclass(frozen=True, slots=True)
class Chapter:
    """One Markdown file of the handbook. With `problems` its passages cannot be relied on."""

    file: str
    lines: tuple[str, ...]
    passages: tuple[Passage, ...]
    allowed: tuple[Allowed, ...]
    problems: tuple[Diagnostic, ...]


def find_root(start: Path) -> Path:
    """The framework's folder: the nearest one upward from `start` that holds framework.yaml. Raises
    CannotRun where there is none."""
    for folder in (start, *start.parents):
        if (folder / "framework.yaml").is_file():
            return folder
    raise CannotRun(
        f"There is no framework.yaml in {start} or above it.",
        "Go to a framework's folder, or name it with --root; 'formwright init' begins one.",
    )


def files(root: Path) -> list[Path]:
    """The files that a framework's folder may define something in, framework.yaml first. Raises
    CannotRun where there is none."""
    if not (root / "framework.yaml").is_file():
        raise CannotRun(f"There is no framework.yaml in {root}.", "Name a framework's folder with --root.")
    beside = [root / name for name in BESIDE if (root / name).is_file()]
    return beside + sorted(path for folder in FOLDERS for path in yaml_files(root / folder))


def yaml_files(folder: Path) -> list[Path]:
    """Every YAML file in a folder and the folders in it."""
    return sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml") and path.is_file())


def definitions(root: Path, further: Iterable[Path] = ()) -> list[Marked]:
    """What these files hold, and `further` files elsewhere. Raises CannotRun where there is no framework."""
    own = files(root)
    there = {path.resolve() for path in own}
    return [_definition(path, root) for path in (*own, *(f for f in further if f.resolve() not in there))]


def chapter_files(root: Path) -> dict[str, Path]:
    """The handbook's Markdown files, by name."""
    return {path.name: path for path in sorted((root / "handbook").glob("*.md"))}


def chapter(path: Path, root: Path) -> Chapter:
    """One of these files, with what its comments allow."""
    file = shown(path, root)
    try:
        raw = path.read_bytes()
    except OSError as fault:
        return Chapter(file, (), (), (), (unreadable(file, fault),))
    text = raw.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    without_comments, allows = allowed.in_chapter(text, file)
    passages, wrong = chapters.read(without_comments, file)
    problems = _not_utf8(raw, file) or [*wrong, *unseen.in_chapter(text, file)]
    return Chapter(file, tuple(text.split("\n")), tuple(passages), allows, tuple(problems))


def unreadable(file: str, fault: OSError) -> Diagnostic:
    return error("definition/unreadable", Place(file), f"The file cannot be read: {fault.strerror}.")


def shown(path: Path, root: Path) -> str:
    """A file's name as people are shown it: from the current folder, else from the framework's."""
    for base in (Path.cwd(), root.resolve()):
        if path.resolve().is_relative_to(base):
            return os.path.relpath(path.resolve(), base)
    return str(path)


def _definition(path: Path, root: Path) -> Marked:
    name = shown(path, root)
    try:
        raw = path.read_bytes()
    except OSError as fault:
        return Marked(name, None, (unreadable(name, fault),))
    return _marked(raw, name)


_NEWEST: dict[str, tuple[bytes, Marked]] = {}  # of each file its last reading, not one for each save of a long day


def _marked(raw: bytes, name: str) -> Marked:
    """The reading before, where the file still says the same: a preview reads the framework again after
    each save of one file."""
    before, found = _NEWEST.get(name, (None, None))
    if found is None or before != raw:
        found = read(raw, name)
        if found.lines:
            odd = unseen.in_definition(found, raw.decode("utf-8-sig", "replace"))
            found = replace(found, diagnostics=(*found.diagnostics, *odd))
        _NEWEST[name] = (raw, found)
    return found


def _not_utf8(raw: bytes, file: str) -> list[Diagnostic]:
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return [bad_encoding(raw, fault, file, "handbook/bad-encoding")]
    return []
