"""Which files a framework is read from, and which lie in its folder by mistake."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from formwright.errors import CannotRun
from formwright.releases.folder import FOLDER as RELEASED

FOLDERS = ("forms", "standards", "schedules", "handbook")
BESIDE = ("framework.yaml", "directory.yaml", "reviews.yaml")
NOT_DEFINING = ("output", "node_modules")  # folders that hold what programs have made
RETURNS = "returns"  # what comes back: there may be ten thousand files in it, so only their names are looked at
SAVED_AS = (".yaml", ".yml", ".json", ".txt")


def find_root(start: Path) -> Path:
    """The framework's folder: the nearest one upward from `start` that holds framework.yaml. Raises
    CannotRun where there is none."""
    found = [folder for folder in (start, *start.parents) if (folder / "framework.yaml").is_file()]
    if not found:
        raise CannotRun(
            f"There is no framework.yaml in {start} or above it.",
            _other_spelling(start)
            or "Go to a framework's folder, or name it with --root. To start a new one, use 'formwright init'.",
        )
    if len(found) > 1 and not _is_whole(found[0]):
        raise CannotRun(
            f"There is a framework.yaml in {found[0]}, and another one above it in {found[1]}.",
            "Use --root to say which of the two folders you mean, and delete the other file.",
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


def chapter_files(root: Path) -> dict[str, Path]:
    """The handbook's Markdown files, by name."""
    return {path.name: path for path in sorted((root / "handbook").glob("*.md"))}


def shown(path: Path, root: Path) -> str:
    """A file's name as people are shown it: from the current folder, else from the framework's."""
    real = path.resolve()
    if real.is_relative_to(here := Path.cwd()):
        return os.path.relpath(real, here)
    within = root.resolve()
    return os.path.relpath(real, within) if real.is_relative_to(within) else str(path)


# --- what lies there by mistake --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stray:
    """A file that holds, or is named as if it held, a framework or a directory, where none is read."""

    file: str
    kind: str
    line: int | None


def strays(root: Path, known: Iterable[Path], other_folders: Iterable[str] = ()) -> Iterator[Stray]:
    """Every such file in a framework's folder, but for the files that are read (`known`), what programs
    have made or keep for themselves, folders that belong to something else, and a whole framework in it."""
    read, others = _Read(known), {os.path.normpath(root / other) for other in other_folders}
    for path, folders, names in os.walk(root):
        here = Path(path)
        folders[:] = sorted(f for f in folders if not _is_closed(here / f) and os.path.normpath(here / f) not in others)
        if here == root and RELEASED in folders:
            folders.remove(RELEASED)
        among_returns = RETURNS in here.relative_to(root).parts
        for name in sorted(names):
            named = _NAMED.fullmatch(name)
            if not named and (among_returns or os.path.splitext(name)[1].lower() not in SAVED_AS):  # noqa: PTH122
                continue
            if name.startswith(".") or (file := here / name) in read or (here == root and _is_read(file)):
                continue
            kind, line = _said(file)
            if kind is None and named and named["as_data"]:
                kind = named["kind"].lower()
            if kind in ("framework", "directory"):
                yield Stray(shown(file, root), kind, line)


class _Read:
    """The files that are read, whatever links lead to them."""

    def __init__(self, files: Iterable[Path]) -> None:
        self.files = frozenset(files)

    def __contains__(self, file: Path) -> bool:
        return file in self.files or file.resolve() in self.resolved

    @cached_property
    def resolved(self) -> frozenset[Path]:
        return frozenset(file.resolve() for file in self.files)


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
