"""A framework's folder as it lies: its files read, each with its lines and with what its comments allow."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from formwright.definitions import allowed, chapters, unseen
from formwright.definitions.allowed import Allowed
from formwright.definitions.chapters import Passage
from formwright.diagnostics import Diagnostic, error
from formwright.errors import CannotRun
from formwright.marked import Marked, bad_encoding, decoded, read
from formwright.places import Place

FOLDERS = ("forms", "standards", "schedules", "handbook")
BESIDE = ("framework.yaml", "directory.yaml")
NOT_DEFINING = ("output", "node_modules")  # folders that hold what programs have made
RETURNS = "returns"  # what comes back: there may be ten thousand files in it, so only their names are looked at
SAVED_AS = (".yaml", ".yml", ".json", ".txt")


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
    found = [folder for folder in (start, *start.parents) if (folder / "framework.yaml").is_file()]
    if not found:
        raise CannotRun(
            f"There is no framework.yaml in {start} or above it.",
            _other_spelling(start)
            or "Go to a framework's folder, or name it with --root; 'formwright init' begins one.",
        )
    if len(found) > 1 and not _is_whole(found[0]):
        raise CannotRun(
            f"There is a framework.yaml in {found[0]}, and another one above it in {found[1]}.",
            "Say with --root which of the two folders is meant, and delete the file that is not.",
        )
    return found[0]


def _other_spelling(root: Path) -> str | None:
    """What to do where framework.yaml seems to be there under another name."""
    named = ((path, _NAMED.fullmatch(path.name)) for path in sorted(root.glob("*")) if path.is_file())
    near = [path.name for path, found in named if found and found["kind"].lower() == "framework" and found["as_data"]]
    return f"There is {near[0]}: rename it to framework.yaml." if near else None


def _is_whole(folder: Path) -> bool:
    """Whether a folder with a framework.yaml is a framework of its own, with documents."""
    return any((folder / name).is_dir() for name in FOLDERS)


def files(root: Path) -> list[Path]:
    """The files that a framework's folder may define something in, framework.yaml first. Raises
    CannotRun where there is none."""
    if not (root / "framework.yaml").is_file():
        remedy = _other_spelling(root) or "Name a framework's folder with --root."
        raise CannotRun(f"There is no framework.yaml in {root}.", remedy)
    beside = [root / name for name in BESIDE if (root / name).is_file()]
    return beside + sorted(path for folder in FOLDERS for path in yaml_files(root / folder))


def yaml_files(folder: Path) -> list[Path]:
    """Every YAML file in a folder and the folders in it."""
    return sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml") and path.is_file())


@dataclass(frozen=True, slots=True)
class Stray:
    """A file that holds, or is named as if it held, a framework or a directory, where none is read."""

    file: str
    kind: str
    line: int | None


def strays(root: Path, known: Iterable[str], other_folders: Iterable[str] = ()) -> Iterator[Stray]:
    """Every such file in a framework's folder, but for the files that are read (`known`), what programs
    have made or keep for themselves, folders that belong to something else, and a whole framework in it."""
    read, others = set(known), {os.path.normpath(root / other) for other in other_folders}
    for path, folders, names in os.walk(root):
        here = Path(path)
        folders[:] = sorted(f for f in folders if not _is_closed(here / f) and os.path.normpath(here / f) not in others)
        among_returns = RETURNS in here.relative_to(root).parts
        for name in sorted(names):
            file, named = here / name, _NAMED.fullmatch(name)
            if not named and (among_returns or Path(name).suffix.lower() not in SAVED_AS):
                continue
            if name.startswith(".") or shown(file, root) in read or (here == root and _is_read(file)):
                continue
            kind, line = _said(file)
            if kind is None and named and named["as_data"]:
                kind = named["kind"].lower()
            if kind in ("framework", "directory"):
                yield Stray(shown(file, root), kind, line)


def _is_closed(folder: Path) -> bool:
    """Whether no file in a folder, or below it, can be one of this framework."""
    if folder.name.startswith(".") or folder.name in NOT_DEFINING or (folder / "pyvenv.cfg").exists():
        return True
    return (folder / "framework.yaml").is_file() and _is_whole(folder)


def _is_read(file: Path) -> bool:
    """Whether this is one of the two files itself, under a name that the system does not tell from it."""
    return any(file.with_name(name).is_file() and file.samefile(file.with_name(name)) for name in BESIDE)


_NAMED = re.compile(
    r"\s*(?P<kind>framework|directory)((\.txt)*|(?P<as_data>(\.txt)*\.(ya?ml|json)(\.txt)*))\s*", re.IGNORECASE
)
"""As these two files are called by mistake: directory.yml, Framework.yaml, directory.yaml.txt."""

_KIND = re.compile(r"^\ufeff?(?:kind\s{0,8}:\s{0,8}[\"']?([a-z-]+)|(holders)\s{0,8}:)", re.MULTILINE)
_KIND_IN_JSON = re.compile(r"\"kind\"\s{0,8}:\s{0,8}\"([a-z-]+)\"|\"(holders)\"\s{0,8}:\s{0,8}\[")


def _said(file: Path) -> tuple[str | None, int | None]:
    """The kind that a file says it is, and on which line; a list of holders is a directory's."""
    try:
        with file.open("rb") as opened:
            raw = opened.read(65_536)
    except OSError:
        return None, None
    return said_kind(raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace"))


def said_kind(text: str) -> tuple[str | None, int | None]:
    """The kind that a text says it is, readable or not, and on which line; a list of holders is a directory's."""
    found = (_KIND_IN_JSON if text.lstrip("\ufeff \r\n\t").startswith("{") else _KIND).search(text)
    if not found:
        return None, None
    return found[1] or "directory", text.count("\n", 0, found.start()) + 1


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
    text = decoded(raw, "replace").replace("\r\n", "\n").replace("\r", "\n")
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
        if found.lines and not _not_utf8(raw, name):
            odd = unseen.in_definition(found, decoded(raw))
            found = replace(found, diagnostics=(*found.diagnostics, *odd))
        _NEWEST[name] = (raw, found)
    return found


def _not_utf8(raw: bytes, file: str) -> list[Diagnostic]:
    try:
        decoded(raw)
    except UnicodeDecodeError as fault:
        return [bad_encoding(raw, fault, file, "handbook/bad-encoding")]
    return []
