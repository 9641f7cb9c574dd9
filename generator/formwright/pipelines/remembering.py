"""What an earlier look at a returned file found, for as long as nothing of it has changed.

The record of a folder keeps it beside the file's size and times, and a digest of all that returns are judged by. Where
any of these is another, the file is looked at again. A file that was written only just now may change without a
change of these: it is looked at again too.
"""

import hashlib
import os
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from formwright.errors import CannotRun
from formwright.model.framework import Directory, Framework
from formwright.model.review import KeptOut, Reviewed
from formwright.places import Place
from formwright.readers.kinds import without_naming
from formwright.readers.versions import Versions
from formwright.record import names, packed
from formwright.record.events import What
from formwright.record.rows import Return

if TYPE_CHECKING:
    from formwright.record.store import Record

JUST_NOW = 2.0  # seconds
BATCH = 500


def folder_of(path: Path) -> Path | None:
    """The nearest folder, from this path upwards, that has a record; None where none has."""
    around = path.absolute()
    return next((one for one in (around, *around.parents) if (one / names.DATABASE).is_file()), None)


@dataclass(slots=True)
class Memory:
    """The record of one folder, to look things up in, and what was looked at anew, which waits to be kept: a run that
    only checks never waits for one that writes. `state` is a digest of what returns are judged by."""

    record: "Record"
    state: str
    judged_by: "JudgedBy"
    waiting: list[tuple[Return, str]] = field(default_factory=list)
    superseded: Mapping[str, str] = field(init=False)
    set_aside: frozenset[str | None] = field(init=False)
    dealt_with: frozenset[str | None] = field(init=False)
    rows: "InOrder" = field(init=False)
    folders: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.state = of_today(self.state, self.judged_by.directory)
        self.superseded = self.record.superseded()
        self.set_aside = frozenset(event.sha256 for event in self.record.events(What.NOT_USABLE))
        self.dealt_with = frozenset(event.sha256 for event in self.record.events(What.HANDLED))
        self.rows = InOrder(self.record.looked_at)

    def seen(self, file: str) -> str:
        """What a file must be for its row to hold; empty where it may still change without showing it."""
        try:
            found = os.stat(file)  # noqa: PTH116 - ten thousand paths would take longer to make than to look up
        except OSError:
            return ""
        if time.time() - max(found.st_mtime, found.st_ctime) < JUST_NOW:
            return ""
        return f"{self.state}:{found.st_size}:{found.st_mtime_ns}:{found.st_ctime_ns}:{found.st_ino}"

    def recall(self, file: str, seen: str, parted: tuple[str, str]) -> Reviewed | KeptOut | None:
        """What was found in this file, where it is still what it was. It is `parted` into its folder and its name."""
        row = self.rows.get(self._name(*parted))
        if row is None:
            return None
        if row[SEEN] != seen or not seen:
            same = self.same_bytes(file, row[FILE], row[SEEN])
            if same is None:
                return None
            if seen:
                self._wait(same, seen)
        return self.decided(row[SHA256], packed.found(row, file, self.judged_by.forms.of))

    def same_bytes(self, file: str, name: str, seen: str) -> Return | None:
        """The row of the file of this name in the record, where it was made from bytes that the file still has."""
        if seen != from_bytes(self.state):
            return None
        from formwright.pipelines import recording  # imported where a file is looked at

        row = self.record.one(name)
        with suppress(OSError):
            return row if row is not None and recording.digest(Path(file)) == row.sha256 else None
        return None

    def decided(self, sha256: str, found: Reviewed) -> Reviewed | KeptOut:
        """With the return that counts instead, where the team has decided so. What arrived and cannot be used is said
        to be just that, until somebody has dealt with it."""
        if found.form is None and sha256 in self.dealt_with:
            return KeptOut(found.file, str(self.record.root / names.DATABASE), is_dealt_with=True)
        if found.form is None and sha256 in self.set_aside:
            from formwright.escalation import nobody_told_of_arrived

            why = (without_naming(one) for one in found.diagnostics if not one.code.startswith("escalation/"))
            told = nobody_told_of_arrived(Place(found.file))
            return replace(found, diagnostics=(*why, told), is_set_aside=True)
        if sha256 not in self.superseded:
            return found
        by = self.record.one(self.superseded[sha256])
        return replace(found, superseded_by=by.file if by else "another return")

    def row(self, file: str, found: Reviewed) -> Return | None:
        """What was found in this file as a row; None for a file that cannot be read."""
        from formwright.pipelines import recording

        try:
            digest = recording.digest(Path(file))
        except OSError:
            return None
        row = recording.row(found, digest, self.judged_by.framework, self.judged_by.directory)
        return moved(row, self._name(*parted(file)))

    def keep(self, file: str, seen: str, found: Reviewed) -> Reviewed | KeptOut:
        """Remembers what was found in it, and gives it with the team's decision."""
        row = self.row(file, found)
        if row is None:
            return found
        self._wait(row, seen)
        return self.decided(row.sha256, found)

    def _wait(self, row: Return, seen: str) -> None:
        self.waiting.append((row, seen))
        if len(self.waiting) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Writes what waits, where nobody else writes just now."""
        from formwright.record.store import writing  # SQLite is imported where there is a record

        if self.waiting:
            with suppress(CannotRun), writing(self.record.root, wait=0) as record:
                record.put(self.waiting)
            self.waiting.clear()

    def _name(self, folder: str, name: str) -> str:
        """The file's name in the record."""
        if folder not in self.folders:
            within = Path(folder).absolute().relative_to(self.record.root.absolute()).as_posix()
            self.folders[folder] = "" if within == "." else f"{within}/"
        return self.folders[folder] + name


def parted(file: str) -> tuple[str, str]:
    """The folder that a file lies in, and its name there."""
    folder, between, name = file.rpartition(os.sep)
    return folder or between, name


FILE, SEEN, SHA256 = (packed.LOOKED_AT.index(name) for name in ("file", "seen", "sha256"))
Row = tuple[Any, ...]


@dataclass(slots=True)
class InOrder:
    """Rows that are asked for one after another, mostly in order of name: they come a page at a time, which is the
    larger the more of the last one was asked for. `read` gives a page: so many, from this name on."""

    read: Callable[[str, int], list[Row]]
    page: dict[str, Row] = field(default_factory=dict)
    first: str = ""
    last: str = ""
    used: int = 0

    def get(self, name: str) -> Row | None:
        row = self.page.get(name)
        if row is None and not self.first <= name <= self.last:
            most = min(max(2 * self.used, SMALLEST), BATCH)
            self.page = {row[0]: row for row in self.read(name, most)}
            self.first, self.last = name, next(reversed(self.page), name) if len(self.page) == most else END
            self.used = 0
            row = self.page.get(name)
        self.used += 1
        return row


SMALLEST = 8
END = "\U0010ffff"
"""Behind every name."""


@dataclass(frozen=True, slots=True)
class JudgedBy:
    forms: Versions
    framework: Framework
    directory: Directory


def of_today(state: str, directory: Directory) -> str:
    """With those who hold roles today, where that changes from one day to the next, and with it who is told."""
    return f"{state}:{_digest(directory)}" if directory.depends_on_the_day else state


def from_bytes(state: str) -> str:
    """What a row was made from that is of bytes, before they were a file: it holds for a file that has just these."""
    return f"{state}:bytes"


def _digest(directory: Directory) -> str:
    return hashlib.sha256(repr(directory.holders).encode()).hexdigest()[:16]


@dataclass(slots=True)
class Memories:
    """The memories of all folders that a run meets, opened as it meets them."""

    state: str | None
    judged_by: JudgedBy
    folders: dict[str, Memory | None] = field(default_factory=dict)
    open: ExitStack = field(default_factory=ExitStack)

    def of(self, parent: str) -> Memory | None:
        """That of the folder that a file lies in; None where it has no record."""
        if parent not in self.folders:
            folder = folder_of(Path(parent)) if self.state else None
            self.folders[parent] = None if folder is None else self._of_folder(folder)
        return self.folders[parent]

    def _of_folder(self, folder: Path) -> Memory | None:
        from formwright.record.store import reading

        known = next((one for one in self.folders.values() if one and one.record.root == folder), None)
        if known is None and self.state:
            try:
                record = self.open.enter_context(reading(folder, at_length=True))
            except CannotRun:
                return None  # whatever is wrong with the record, its files can be looked at
            known = Memory(record, self.state, self.judged_by)
        return known

    def close(self) -> None:
        self.open.close()
        for one in {id(one): one for one in self.folders.values() if one}.values():
            one.flush()


def moved(one: Return, file: str) -> Return:
    """The row of the same file under another name."""
    faults = tuple(replace(f, place=replace(f.place, file=file)) if f.place.file == one.file else f for f in one.faults)
    return replace(one, file=file, faults=faults)
