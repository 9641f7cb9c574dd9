"""A framework's folder as it lies: its files read, each with its lines and with what its comments allow."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from formwright.definitions import allowed, chapters, unseen
from formwright.definitions.allowed import Allowed
from formwright.definitions.chapters import Passage
from formwright.definitions.sources import files, shown
from formwright.diagnostics import Diagnostic, error
from formwright.marked import Marked, bad_encoding, decoded, read
from formwright.places import Place


@dataclass(frozen=True, slots=True)
class Chapter:
    """One Markdown file of the handbook. With `problems` its passages cannot be relied on."""

    file: str
    lines: tuple[str, ...]
    passages: tuple[Passage, ...]
    allowed: tuple[Allowed, ...]
    problems: tuple[Diagnostic, ...]


def definitions(root: Path, further: Iterable[Path] = ()) -> list[Marked]:
    """What these files hold, and `further` files elsewhere. Raises CannotRun where there is no framework."""
    own = files(root)
    there = {path.resolve() for path in own}
    return [_definition(path, root) for path in (*own, *(f for f in further if f.resolve() not in there))]


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


def lines(root: Path, file: str) -> tuple[str, ...]:
    """The lines of a file that is known by the name under which people are shown it; none where it cannot be read."""
    try:
        found = next(p for p in (Path(file), root / file) if p.is_file())
        return tuple(decoded(found.read_bytes(), "replace").splitlines())
    except (OSError, StopIteration):
        return ()


def unreadable(file: str, fault: OSError) -> Diagnostic:
    return error("definition/unreadable", Place(file), f"The file cannot be read: {fault.strerror}.")


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
