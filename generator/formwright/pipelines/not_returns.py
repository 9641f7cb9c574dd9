"""What a team keeps among its returns and says is none: the lines of a file `not-returns.txt` in the folder.

A line is a file's name, a folder's, or a pattern such as `*.jpg`; one that begins with `#` is a comment.
It holds for the folder that the file is in and all below. What it names is counted and not asked about
again, if it can be seen to be no return: a return is never kept out.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from unicodedata import normalize

from formwright.diagnostics import Diagnostic, error, warning
from formwright.model.review import Remark
from formwright.places import Mark, Place
from formwright.readers import kinds
from formwright.readers.kinds import NOT_RETURNS

LARGEST = 100_000  # bytes
MOST_LINES = 1_000


@dataclass(frozen=True, slots=True)
class Naming:
    """The line that names a file, and whether it names just this one."""

    place: Place
    is_in_full: bool


class Meaning(Enum):
    """What was found in a file that is named: is it a return, none, or can nobody tell?"""

    RETURN = "return"
    NO_RETURN = "no-return"
    UNKNOWN = "unknown"


_NO_RETURN = {
    "submission/not-readable", "submission/old-word", "submission/empty-file", "submission/no-form",
    "submission/scan", "submission/not-a-mapping", "submission/not-followed", "yaml/empty", "document/no-stamp",
}  # fmt: skip
_MAYBE = {
    "submission/damaged", "submission/encrypted", "submission/too-large", "submission/too-complex",
    "submission/unreadable", "submission/bomb", "submission/doctype", "submission/duplicate-part",
    "submission/unsafe-part", "submission/too-many-parts", "submission/strict-word", "document/too-large",
}  # fmt: skip


def meaning(diagnostics: Iterable[Diagnostic]) -> Meaning:
    """What a file is of which these faults, and no form, are known."""
    found = {_meaning(d) for d in diagnostics}
    return next((m for m in (Meaning.RETURN, Meaning.UNKNOWN, Meaning.NO_RETURN) if m in found), Meaning.RETURN)


def _meaning(fault: Diagnostic) -> Meaning:
    lost_its_form = fault.code == "submission/no-form" and fault.place.mark is not None  # YAML, or JSON
    if fault.code in _NO_RETURN and not lost_its_form:
        return Meaning.NO_RETURN
    is_unknown = lost_its_form or fault.code in _MAYBE or fault.code.startswith(("yaml/", "json/"))
    return Meaning.UNKNOWN if is_unknown else Meaning.RETURN


def kept_out(naming: Naming | None, found: Meaning) -> str | None:
    """The list that keeps a file out, with what was found in it; None where it is not kept out."""
    if naming is None or found is Meaning.RETURN or (found is Meaning.UNKNOWN and not naming.is_in_full):
        return None
    return naming.place.file


def warnings_of(naming: Naming | None, file: str, found: Meaning) -> tuple[Diagnostic, ...]:
    """What is said of a file that is named and was looked at all the same."""
    if naming is None:
        return ()
    mark = naming.place.mark
    named = f"Line {mark.line if mark else 1} of {naming.place.file} says that this is not a return"
    if found is Meaning.UNKNOWN:
        message = f"{named}, but it cannot be opened to check: it may be one."
        hint = "If you are sure, write its full name there, on a separate line."
    else:
        message, hint = f"{named}, but it is one, so it was checked.", "Correct or delete that line."
    return (warning("submission/named-no-return", Place(file), message, hint),)


# --- the lists of one run ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    pattern: str

    def matches(self, within: PurePath) -> bool | None:
        """Whether this line names a path below its folder: True where it names just that file in full,
        False where it does by a pattern or a folder's name, None where it does not."""
        whole = _plain("/".join(within.parts))
        names = whole.split("/")
        paths = ["/".join(names[: n + 1]) for n in range(len(names))]
        candidates = paths if "/" in self.pattern else names
        if candidates[-1] == self.pattern:
            return True
        return False if any(c == self.pattern or fnmatchcase(c, self.pattern) for c in candidates) else None


@dataclass(slots=True)
class _List:
    """One such file. `used` are the numbers of the lines that have named something."""

    file: Path
    lines: tuple[_Line, ...]
    fault: Diagnostic | None
    is_walked: bool = False
    used: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Lists:
    """The lists that hold for the files of a run, by the folder that they are in."""

    of_folder: dict[Path, list[_List]] = field(default_factory=dict)
    looked_in: set[Path] = field(default_factory=set)

    def enter(self, file: Path) -> None:
        """A list in a folder of which every file is looked at."""
        self._add(file).is_walked = True

    def enter_around(self, path: Path) -> None:
        """The lists in the folder that a path is in, and in the folders around that."""
        for folder in _absolute(path).parents:
            if folder in self.looked_in:
                return
            self.looked_in.add(folder)
            for name in _names(folder):
                if _may_be_list(name) and is_list(folder / name):
                    self._add(folder / name)

    def naming(self, path: Path | str) -> Naming | None:
        """The first line that names this file, from the nearest folder outward."""
        if not self.of_folder:
            return None
        found: list[Naming] = []
        whole = _absolute(path)
        for folder in whole.parents:
            for each in self.of_folder.get(folder, ()):
                for line in each.lines:
                    in_full = line.matches(whole.relative_to(folder))
                    if in_full is not None:
                        each.used.add(line.number)
                        found.append(Naming(Place(str(each.file), Mark(line.number, 1)), in_full))
        return next((n for n in found if n.is_in_full), found[0] if found else None)

    def remarks(self) -> Iterator[Remark]:
        """What there is to say of the lists: one that cannot be read, and lines that name nothing."""
        for each in (found for lists in self.of_folder.values() for found in lists):
            if each.fault is not None:
                yield Remark(each.fault)
            for line in each.lines if each.is_walked else ():
                if line.number not in each.used:
                    message = "This line does not match any file in this folder or below it."
                    hint = "Delete it, or check the spelling. Comments go on separate lines that begin with '#'."
                    yield Remark(
                        warning("submission/names-nothing", Place(str(each.file), Mark(line.number, 1)), message, hint)
                    )

    def _add(self, file: Path) -> _List:
        lists = self.of_folder.setdefault(_absolute(file).parent, [])
        known = next((each for each in lists if each.file.name == file.name), None)
        if known is None:
            known = _read(file)
            lists.append(known)
        return known


def is_list(file: Path | str) -> bool:
    """Whether this file names what is no return, and is not itself one."""
    if not _may_be_list(str(file)) or (path := Path(file)).name.casefold() != NOT_RETURNS:
        return False
    try:
        return path.is_file() and not kinds.is_return_like(kinds.decoded(path.read_bytes()) or "")
    except OSError:
        return path.is_file()


def _may_be_list(name: str) -> bool:
    """By the end of its name, which tells of nearly every file that it is none."""
    return name.casefold().endswith(NOT_RETURNS)


def _read(file: Path) -> _List:
    try:
        raw = file.read_bytes()
    except OSError as fault:
        return _List(file, (), _unusable(file, f"cannot be opened: {fault.strerror}"))
    text = kinds.decoded(raw) if raw and len(raw) <= LARGEST else "" if not raw else None
    if text is None:
        return _List(file, (), _unusable(file, "is not a short plain text file"))
    written = text.removeprefix("\ufeff").split("\n")[:MOST_LINES]
    patterns = ((n, _pattern(line)) for n, line in enumerate(written, 1))
    return _List(file, tuple(_Line(n, pattern) for n, pattern in patterns if pattern), None)


def _unusable(file: Path, why: str) -> Diagnostic:
    hint = "Write it in a plain text editor such as Notepad, with one name on each line."
    return error("submission/unreadable", Place(str(file)), f"This file {why}, so it has no effect.", hint)


def _pattern(line: str) -> str:
    line = line.strip()
    if line.startswith("#"):
        return ""
    if len(line) > 1 and line[0] == line[-1] and line[0] in "\"'":
        line = line[1:-1]
    return _plain(line.replace("\\", "/").removeprefix("./").rstrip("/"))


def _plain(name: str) -> str:
    """A name as it is compared: capitals do not count, nor how a computer spells an accent."""
    return normalize("NFC", normalize("NFC", name).casefold())


def _absolute(path: Path | str) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - links stay as they were named


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - names alone are wanted
    except OSError:
        return []
