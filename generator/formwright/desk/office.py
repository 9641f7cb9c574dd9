"""What the desk asks of the rest of the program: the one module that knows how it is joined to it."""

import datetime
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock
from weakref import finalize
from zipfile import ZIP_DEFLATED, ZipFile

from formwright.definitions import kept, library, made_from
from formwright.definitions.library import Library
from formwright.desk import letters, words
from formwright.desk.asking import Asked
from formwright.desk.dossier import Dossier
from formwright.desk.letters import Due, Letter
from formwright.desk.paging import PAGE, Paged, place
from formwright.desk.survey import Survey, survey
from formwright.desk.work import Tell
from formwright.errors import CannotRun
from formwright.mail.server import opened, password_for
from formwright.model.basis import Basis
from formwright.model.review import Remark
from formwright.notices.notice import Notice, State
from formwright.pipelines import acting, deciding, filed, notifying, receiving, refreshing, sending
from formwright.pipelines.filling import Made
from formwright.pipelines.received import Outcome, Received
from formwright.pipelines.related import Relation
from formwright.record import lock, names, store
from formwright.record.events import Event, What
from formwright.record.rows import Return
from formwright.record.store import Record

Clock = Callable[[], datetime.datetime]

NEIGHBOURS = 50
"""How many returns that are like one are shown beside it."""

PATIENCE = 60.0  # seconds for which it waits while something else is written
OFTEN = datetime.timedelta(minutes=10)
"""How often the files are looked at, beside those that it takes in itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Paged):
    """A page of the list: the newest first. `still_open` has how many actions are open, by the return's sha256."""

    rows: tuple[Dossier, ...]
    still_open: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that was taken in: what it is called, in what it came, and what became of it: `new`, `known`, `kept`
    beside another, or `not-usable`; then `why` says what to do about it. `sha256` is of the return."""

    name: str
    within: str
    became: str
    why: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class Packed:
    """An archive of emails, which is there as long as this is. `keys` are those of the notices in it."""

    folder: Path
    keys: tuple[str, ...]

    @classmethod
    def begun(cls, keys: Iterable[str]) -> "Packed":
        found = cls(Path(mkdtemp(prefix="formwright-")), tuple(keys))
        finalize(found, shutil.rmtree, found.folder, ignore_errors=True)
        return found

    @property
    def path(self) -> Path:
        return self.folder / "notices.zip"


class Office:
    """`root` is the framework's folder, `folder` that of the returns, `clock` says what time it is here."""

    def __init__(self, root: Path, folder: Path, clock: Clock) -> None:
        self.root, self.folder, self.clock = root, folder, clock
        self._whole: tuple[str | None, Library] | None = None
        self._reading, self._finding = Lock(), Lock()
        self._refreshed: datetime.datetime | None = None
        self._due: tuple[object, Due] | None = None

    # --- what the framework says -----------------------------------------------------------------

    def library(self) -> Basis:
        """The framework as it is now: who holds a role may have changed since the last look."""
        with self._reading:
            found = kept.on(self.root, self.clock().date())
        if found.framework is None:
            raise CannotRun("The framework has errors, so it cannot be used.", "Ask the person who looks after it.")
        return found

    def whole(self) -> Library:
        """The framework with all its documents, read anew where one has changed."""
        state = made_from.state(self.root)
        with self._reading:
            if self._whole is None or state is None or self._whole[0] != state:
                self._whole = (state, library.load(self.root))
            return self._whole[1]

    def names(self) -> words.Names:
        return words.Names.of(self.library())

    # --- the record ------------------------------------------------------------------------------

    def record(self) -> AbstractContextManager[Record]:
        return store.reading(self.folder)

    def writing(self) -> AbstractContextManager[Record]:
        """The same to write to, once nobody else does."""
        return store.writing(self.folder, PATIENCE)

    def listing(self, asked: Asked) -> Listing:
        with self.record() as record:
            total = record.count(asked.wanted)
            page, pages = place(total, asked.page)
            rows = list(record.returns(asked.wanted, (page - 1) * PAGE, PAGE, newest=True))
            actions = acting.wanted(record, (), self.clock().date())
            still_open = acting.open_in(record, actions, (row.sha256 for row in rows))
            found = tuple(_dossier(record, row) for row in rows)
            return Listing(rows=found, total=total, page=page, pages=pages, still_open=still_open)

    def dossier(self, sha256: str) -> Dossier | None:
        with self.record() as record:
            found = record.one(sha256)
            return _dossier(record, found) if found else None

    def neighbours(self, of: Return) -> tuple[Dossier, ...]:
        """The other returns of the same form about the same case and day, and those with the same answers."""
        with self.record() as record:
            return tuple(_dossier(record, row) for row in list(record.alike(of))[:NEIGHBOURS])

    def refresh(self, tell: Tell) -> None:
        """Looks at each file in the folder of returns that is new or has changed, where that was not done just now."""
        now, judged_by = self.clock(), made_from.state(self.root)
        is_fresh = self._refreshed is not None and now - self._refreshed < OFTEN
        if is_fresh or judged_by is None or not self.folder.is_dir():
            return
        with self.writing() as record:
            refreshing.refresh(record, self.library(), judged_by, lambda done: tell(done, None))
        self._refreshed = now

    def survey(self, tell: Tell) -> Survey:
        self.refresh(tell)
        due = self.due()
        with self.record() as record:
            every = acting.wanted(record, self.library().deadlines, self.clock().date())
            states = acting.summary(record, every).states
            return survey(record, self.folder, due, states, self.clock(), tell)

    def state(self) -> object:
        """Differs where the record, or what returns are judged by, has changed."""
        files = (names.DATABASE, names.JOURNAL)
        stamps = (_stamp(self.folder / file) for file in files)
        return (f"{self.clock():%Y-%m-%d}", made_from.state(self.root), self._is_sending(), *stamps)

    # --- decisions -------------------------------------------------------------------------------

    def decide(self, counts: str, others: Sequence[str], relation: str, who: str, why: str) -> None:
        """Notes that one return counts instead of others."""
        with self.writing() as record:
            for other in others:
                deciding.supersede(record, other, counts, who, why, Relation(relation), self.moment())

    def take_back(self, sha256: str, who: str, why: str) -> None:
        with self.writing() as record:
            deciding.reinstate(record, sha256, who, why, self.moment())

    def handled(self, sha256: str, who: str) -> None:
        """Notes that somebody has dealt with what arrived and is no return."""
        self._note(Event(What.HANDLED, self.moment(), sha256, {"who": who}))

    def _note(self, event: Event) -> None:
        with self.writing() as record:
            record.add([event])

    def moment(self) -> str:
        """Now, as events have it."""
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

    def due(self) -> Due:
        """The notices that have not been sent, and who cannot be reached."""
        with self._finding:
            now = self.state()
            if self._due is None or self._due[0] != now:
                with self.record() as record:
                    self._due = (now, letters.found(record, self.library(), self.clock().date()))
            return self._now(self._due[1])

    def _now(self, due: Due) -> Due:
        """The same, in which what somebody else is handing over just now is not taken for cut off."""
        if not self._is_sending():
            return due
        return replace(due, letters=tuple(map(letters.being_sent, due.letters)))

    def _is_sending(self) -> bool:
        """Whether a notice may be on its way: it was begun, and whoever began it may still be at work."""
        due = self._due
        begun = due is not None and any(one.notice and one.notice.state is State.SENDING for one in due[1].letters)
        return begun and lock.is_held(self.folder)

    def letters(self) -> tuple[Letter, ...]:
        return self.due().letters

    def written(self, some: Iterable[Letter]) -> list[Letter]:
        """The same with their text."""
        return list(letters.written(some, self.library()))

    def mail_server(self) -> str | None:
        """The name of the server that notices go through; None where none is configured, or cannot be known."""
        try:
            mail = self.library().directory.mail
        except CannotRun:
            return None
        return mail.server.host if mail and mail.server else None

    def send(self, keys: Sequence[str], tell: Tell) -> list[Letter]:
        """Sends these notices, and gives each with what became of it. One that may have been sent meanwhile, or waits
        for a person, is left as it is."""
        office = notifying.Office.of(self.library(), self.clock().date())
        server = office.head.mail.server
        if server is None:
            raise CannotRun("No mail server is named.", "Ask the person who looks after the framework.")
        became: list[Letter] = []
        with self.writing() as record:
            attempts = sending.Attempts.of(record.events(What.NOTICE))
            due = (one for one in office.due(record) if isinstance(one, Notice))
            notices = [one for one in due if one.key in keys and attempts.can_go(one)]

            def message(notice: Notice) -> bytes:
                return office.message(notice, self.folder, self.clock().astimezone())

            try:
                with opened(server, password_for(server, None)) as post:
                    sender = office.head.mail.sender
                    for one in sending.send(notices, record, post, sender, message, self.moment):
                        state = sending.STATES[one.handed.answer]
                        problem = None if state is State.SENT else one.handed.said
                        became.append(letters.letter_of(replace(one.notice, state=state), problem))
                        tell(len(became), len(notices))
            except CannotRun as fault:
                if not became:
                    raise
                became += [letters.letter_of(one, fault.message) for one in notices[len(became) :]]
        return became

    def packed(self, keys: Sequence[str], tell: Tell) -> Packed:
        """These notices as emails to be sent by hand, in an archive. What is not ready to be sent is left out."""
        office = notifying.Office.of(self.library(), self.clock().date())
        notices = [one.notice for one in self.letters() if one.key in keys and one.state == "ready" and one.notice]
        found = Packed.begun(one.key for one in notices)
        with ZipFile(found.path, "w", ZIP_DEFLATED) as archive:
            for number, notice in enumerate(notices, 1):
                at = self.clock().astimezone()
                archive.writestr(notifying.name(notice), office.message(notice, self.folder, at, by_hand=True))
                tell(number, len(notices))
        return found

    def sent_by_hand(self, keys: Sequence[str], who: str) -> int:
        """Notes that somebody has sent these notices in another way, and gives how many there were."""
        notices = [one.notice for one in self.letters() if one.key in keys and one.state == "ready" and one.notice]
        with store.writing(self.folder, PATIENCE) as record:
            sending.settle(record, notices, State.SENT, who, self.moment())
        return len(notices)

    def settle(self, key: str, was_sent: bool, who: str) -> None:
        """Notes what somebody has found out about a notice that went wrong: it was sent, or it is to be sent again."""
        for one in self.letters():
            if one.key == key and one.notice:
                more = one.notice.event(State.SENT if was_sent else State.READY) | {"who": who}
                self._note(Event(What.NOTICE, self.moment(), one.sha256 or None, more))

    # --- taking in -------------------------------------------------------------------------------

    def receive(self, paths: Sequence[Path], tell: Tell) -> list[Arrival]:
        """Takes these files in, and says of each, and of each in them, what became of it."""
        arrivals: list[Arrival] = []
        state = made_from.state(self.root)
        given = self.folder, self.library(), self.clock, receiving.Tally()
        for one in receiving.receive(paths, *given, state=state):
            arrivals.append(_arrival(one))
            tell(len(arrivals), None)
        return arrivals


def _arrival(one: Received | Remark) -> Arrival:
    if isinstance(one, Remark):
        return Arrival(Path(one.diagnostic.place.file).name, "", "not-usable", one.diagnostic.message)
    within = " in ".join(reversed(one.origin.within))
    match one.outcome:
        case Outcome.DUPLICATE:
            return Arrival(one.name, within, "known", None, one.sha256)
        case Outcome.NOT_USABLE:
            said = [" ".join(filter(None, (d.message, d.hint))) for d in one.diagnostics[:1]]
            return Arrival(one.name, within, "not-usable", *said)
        case Outcome.RECEIVED:
            why = words.BESIDE[one.relation] if one.relation else None
            return Arrival(one.name, within, "kept" if why else "new", why, one.sha256)


def _dossier(record: Record, found: Return) -> Dossier:
    return Dossier(found, tuple(record.events(sha256=found.sha256)))


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
