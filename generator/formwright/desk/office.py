"""What the desk asks of the rest of the program: the one module that knows how it is joined to it."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from formwright.definitions import kept
from formwright.desk.asking import PAGE, Asked
from formwright.desk.dossier import Dossier
from formwright.desk.letters import Letter
from formwright.desk.survey import Survey, survey
from formwright.desk.words import Names
from formwright.desk.work import Tell
from formwright.errors import CannotRun
from formwright.model.basis import Basis
from formwright.pipelines import filed
from formwright.pipelines.filling import Made
from formwright.record import store
from formwright.record.events import Event, What
from formwright.record.rows import Return
from formwright.record.store import Record, Wanted

Clock = Callable[[], datetime.datetime]

NEIGHBOURS = 50
"""How many returns of one case are looked at as neighbours."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list: the newest first."""

    rows: tuple[Dossier, ...]
    total: int
    page: int
    pages: int

    @property
    def first(self) -> int:
        return (self.page - 1) * PAGE + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.page * PAGE, self.total)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that was taken in: what it is called, in what it came, and what became of it: `new`, `known`, `kept`
    beside another, or `not-usable`; then `why` says what to do about it. `sha256` is of the return."""

    name: str
    within: str
    became: str
    why: str | None = None
    sha256: str | None = None


class Office:
    """`root` is the framework's folder, `folder` that of the returns, `clock` says what time it is here."""

    def __init__(self, root: Path, folder: Path, clock: Clock) -> None:
        self.root, self.folder, self.clock = root, folder, clock
        self._reading = Lock()

    # --- what the framework says -----------------------------------------------------------------

    def library(self) -> Basis:
        """The framework as it is now: who holds a role may have changed since the last look."""
        with self._reading:
            found = kept.load(self.root)
        if found.framework is None:
            raise CannotRun("The framework has errors, so it cannot be used.", "Ask whoever looks after it.")
        return found

    def names(self) -> Names:
        return Names.of(self.library())

    # --- the record ------------------------------------------------------------------------------

    def record(self) -> AbstractContextManager[Record]:
        return store.reading(self.folder)

    def listing(self, asked: Asked) -> Listing:
        with self.record() as record:
            total = record.count(asked.wanted)
            pages = max(1, -(-total // PAGE))
            page = min(asked.page, pages)
            last = total - (page - 1) * PAGE
            first = max(0, last - PAGE)
            rows = list(record.returns(asked.wanted, first, last - first))
            return Listing(tuple(_dossier(record, row) for row in reversed(rows)), total, page, pages)

    def dossier(self, sha256: str) -> Dossier | None:
        with self.record() as record:
            found = record.one(sha256)
            return _dossier(record, found) if found else None

    def neighbours(self, of: Return) -> tuple[Dossier, ...]:
        """The other returns of the same form about the same case and day."""
        if of.likeness is None or of.case_id is None:
            return ()
        with self.record() as record:
            near = record.returns(Wanted(form=of.form, case_id=of.case_id), 0, NEIGHBOURS)
            alike = [r for r in near if r.sha256 != of.sha256 and (r.likeness, r.date) == (of.likeness, of.date)]
            return tuple(_dossier(record, row) for row in alike)

    def survey(self, tell: Tell) -> Survey:
        names = self.names()
        with self.record() as record:
            return survey(record, self.folder, self.letters(), lambda id: names.roles.get(id, id), self.clock(), tell)

    def state(self) -> object:
        """Differs where the record has changed."""
        now = f"{self.clock():%Y-%m-%d}"
        return (now, *(_stamp(self.folder / name) for name in ("record.db", "record.db-wal", "record.jsonl")))

    # --- decisions -------------------------------------------------------------------------------

    def decide(self, counts: str, others: Sequence[str], relation: str, who: str, why: str) -> None:
        """Notes that one return counts instead of others."""
        more = {"by": counts, "relation": relation, "who": who, "why": why}
        self._note(Event(What.SUPERSEDED, self._moment(), other, more) for other in others)

    def take_back(self, sha256: str, who: str, why: str) -> None:
        self._note([Event(What.REINSTATED, self._moment(), sha256, {"who": who, "why": why})])

    def handled(self, sha256: str, who: str) -> None:
        """Notes that somebody has dealt with what arrived and is no return."""
        self._note([Event(What.HANDLED, self._moment(), sha256, {"who": who})])

    def _note(self, events: "Iterator[Event] | Sequence[Event]") -> None:
        with store.writing(self.folder) as record:
            record.add(events)

    def _moment(self) -> str:
        return f"{self.clock().astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}"

    # --- the returns themselves ------------------------------------------------------------------

    def path(self, of: Return) -> Path | None:
        """Where a return's file is; None where it is not there any more, or not in the folder of returns."""
        path = (self.folder / of.file).resolve()
        return path if path.is_relative_to(self.folder.resolve()) and path.is_file() else None

    def readable(self, path: Path) -> Made:
        """All that a return says, as a page to read."""
        return filed.readable(self.library(), path, "html")

    # --- notices ---------------------------------------------------------------------------------

    def letters(self) -> list[Letter]:
        """The notices that have not been sent."""
        return []

    def mail_server(self) -> str | None:
        """The name of the server that notices go through; None where none is configured."""
        return None

    def send(self, keys: Sequence[str], tell: Tell) -> list[Letter]:
        """Sends these notices, and gives each with what became of it."""
        raise CannotRun("Notices cannot be sent yet.")

    def settle(self, key: str, was_sent: bool, who: str) -> None:
        """Notes what somebody has found out about a notice of which it was not certain whether it was sent."""
        raise CannotRun("Notices cannot be sent yet.")

    # --- taking in -------------------------------------------------------------------------------

    def receive(self, paths: Sequence[Path], tell: Tell) -> list[Arrival]:
        """Takes these files in, and says of each, and of each in them, what became of it."""
        raise CannotRun("Nothing can be taken in yet.")


def _dossier(record: Record, found: Return) -> Dossier:
    return Dossier(found, tuple(record.events(sha256=found.sha256)))


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
