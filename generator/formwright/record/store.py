"""The record of one folder of returns: `record.db`, derived rows and events; `record.jsonl`, the events again as text.

Only this room knows sqlite3. One process writes at a time: it holds `record.lock`.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from formwright.record.events import Event, What
from formwright.record.rows import Return


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which returns: each None means any. `month` is of the audit's date (`2014-01`), `received` of the month it came."""

    month: str | None = None
    received: str | None = None
    since: str | None = None
    until: str | None = None
    form: str | None = None
    area: str | None = None
    team: str | None = None
    status: str | None = None
    judgement: str | None = None
    case_id: str | None = None
    text: str | None = None  # in case id, file name, auditor or team
    counts: bool | None = None  # True: without those that others supersede


class Record:
    """An open record. Readers see one moment of it; a writer is the only one."""

    root: Path

    def returns(self, wanted: Wanted = Wanted(), first: int = 0, most: int | None = None) -> Iterator[Return]:
        """By date received, then file. Never all in memory at once."""
        raise NotImplementedError

    def count(self, wanted: Wanted = Wanted()) -> int:
        raise NotImplementedError

    def one(self, file_or_sha256: str) -> Return | None:
        raise NotImplementedError

    def events(self, what: What | None = None, sha256: str | None = None) -> Iterator[Event]:
        """In the order in which they happened."""
        raise NotImplementedError

    def superseded(self) -> Mapping[str, str]:
        """The sha256 of each return that does not count, and of the one that counts instead, by the last decision."""
        raise NotImplementedError

    def add(self, events: Iterable[Event]) -> None:
        """Writers only. In the journal first (flushed to the disk), then in the database, as one step: after a kill
        at any moment the two are made equal when the record is opened again."""
        raise NotImplementedError

    def put(self, returns: Iterable[Return]) -> None:
        """Writers only: derived rows, replacing those of the same file."""
        raise NotImplementedError


@contextmanager
def reading(folder: Path) -> Iterator[Record]:
    """The record of this folder of returns, empty where there is none yet. Raises CannotRun where it is unusable."""
    raise NotImplementedError
    yield


@contextmanager
def writing(folder: Path, wait: float = 10.0) -> Iterator[Record]:
    """The same to write to. Raises CannotRun, naming the process that holds it, where another holds it longer."""
    raise NotImplementedError
    yield
