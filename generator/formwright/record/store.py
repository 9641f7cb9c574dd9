"""The record of one folder of returns: `record.db` has derived rows and events, `record.jsonl` the events again.

An event is in the journal first. What a run that was cut off has left there and not in the database is put into it
when the record is next opened.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from formwright.errors import CannotRun
from formwright.record import journal, lock, names, noting, removal, schema
from formwright.record.events import Event, What
from formwright.record.packed import BRIEF, LOOKED_AT, PLAIN, brief, packed, unpacked, words
from formwright.record.rows import Brief, Return

BATCH = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which returns: each None means any, and `forms` is any of several. `month` is of the audit's date (`2014-01`),
    `received` the month in which it came; `since` and `until` are days of the audit, both included. `text` is looked
    for in the case ID, the file's name, and the names of the auditor, the worker and the team. `counts` leaves out
    those in whose place another counts. Those that are not `is_dated` alone have no date of an audit, or one that is no
    day of any year."""

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
    auditor: str | None = None
    text: str | None = None
    counts: bool | None = None
    forms: tuple[str, ...] | None = None
    is_dated: bool = True

    def where(self) -> tuple[str, list[str]]:
        """As a condition of SQL, with its values."""
        parts, values = ["1"], list[str]()

        def add(condition: str, *said: str) -> None:
            parts.append(condition)
            values.extend(said)

        for name in ("form", "area", "team", "status", "judgement", "case_id", "auditor"):
            if (value := getattr(self, name)) is not None:
                add(f"{name} IS NULL", *()) if value == "" else add(f"{name} = ?", value)
        if self.forms is not None:
            add(f"form IN ({', '.join('?' * len(self.forms))})", *self.forms)
        if self.month is not None:
            add("date >= ? AND date < ?", self.month, f"{self.month}-99")
        if self.received is not None:
            add("received >= ? AND received < ?", self.received, f"{self.received}-99")
        if self.since is not None:
            add("date >= ?", self.since)
        if self.until is not None:
            add("date <= ?", self.until)
        for word in (self.text or "").casefold().split():
            add("instr(words, ?) > 0", word)
        if self.counts is not None:
            add(f"sha256 {'NOT ' if self.counts else ''}IN (SELECT sha256 FROM superseded)")
        if not self.is_dated:
            add("(date IS NULL OR date(date) IS NOT date OR date < '0001')")
        return " AND ".join(parts), values


@dataclass(frozen=True, slots=True)
class Record:
    """An open record. Readers see one moment of it; a writer is the only one. `notes` are what was found and put right
    as it was opened, for people."""

    root: Path
    _db: sqlite3.Connection
    notes: tuple[str, ...] = ()

    # --- reading ---------------------------------------------------------------------------

    def returns(
        self, wanted: Wanted = Wanted(), first: int = 0, most: int | None = None, newest: bool = False
    ) -> Iterator[Return]:
        """Those that are wanted, by when they were received, then by file; or the `newest` first. Few are in memory at
        once."""
        where, values = wanted.where()
        limits = f"LIMIT {-1 if most is None else most} OFFSET {first}"
        order = "received DESC, file DESC" if newest else "received, file"
        rows = self._all(f"SELECT {_COLUMNS} FROM returns WHERE {where} ORDER BY {order} {limits}", values)
        return map(unpacked, rows)

    def brief(self, wanted: Wanted, with_choices: bool = False) -> Iterator[Brief]:
        """As much of those that are wanted as a count needs, in the same order, which takes a fraction of the time."""
        where, values = wanted.where()
        chosen = "json_extract(more, '$.choices')" if with_choices else "NULL"
        sql = f"SELECT {_BRIEF}, {chosen} FROM returns WHERE {where} ORDER BY received, file"
        return map(brief, self._all(sql, values))

    def count(self, wanted: Wanted = Wanted()) -> int:
        where, values = wanted.where()
        return int(next(self._all(f"SELECT count(*) FROM returns WHERE {where}", values))[0])

    def facets(self, wanted: Wanted = Wanted()) -> Mapping[str, Mapping[str, int]]:
        """How many there are of each month, form, area, team, status and judgement among those wanted; '' is none."""
        where, values = wanted.where()
        found = {}
        for name in ("month", "form", "area", "team", "status", "judgement"):
            column = "substr(date, 1, 7)" if name == "month" else name
            sql = f"SELECT coalesce({column}, ''), count(*) FROM returns WHERE {where} GROUP BY 1 ORDER BY 1"
            found[name] = {str(value): int(number) for value, number in self._all(sql, values)}
        return found

    def forms(self) -> list[str]:
        """The forms of which there are returns."""
        sql = "SELECT DISTINCT form FROM returns WHERE form IS NOT NULL ORDER BY form"
        return [form for (form,) in self._all(sql)]

    def one(self, file_or_sha256: str) -> Return | None:
        """The return of this file, or else the first with these bytes."""
        sql = f"SELECT {_COLUMNS} FROM returns WHERE file = ? OR sha256 = ? ORDER BY file = ? DESC, file LIMIT 1"
        return next(map(unpacked, self._all(sql, (file_or_sha256,) * 3)), None)

    def looked_at(self, first: str, most: int) -> list[tuple[Any, ...]]:
        """The rows of so many files in order of name, from this one on: of each what packed.LOOKED_AT names."""
        sql = f"SELECT {_LOOKED_AT} FROM returns WHERE file >= ? ORDER BY file LIMIT {most}"
        try:
            return self._db.execute(sql, (first,)).fetchall()
        except sqlite3.Error as fault:
            raise schema.unusable(self.root / names.DATABASE, fault) from None

    def copies(self, sha256: str) -> set[str]:
        """The files with these bytes."""
        return {file for (file,) in self._all("SELECT file FROM returns WHERE sha256 = ?", (sha256,))}

    def files(self) -> list[str]:
        return [file for (file,) in self._all("SELECT file FROM returns ORDER BY file")]

    def alike(self, one: Return) -> Iterator[Return]:
        """The other returns of the same form, case and day, and those with the same answers."""
        sql = f"""SELECT {_COLUMNS} FROM returns
            WHERE file <> ? AND ((likeness = ? AND date = ?) OR answers = ?) ORDER BY received, file"""
        return map(unpacked, self._all(sql, (one.file, one.likeness, one.date, one.answers)))

    def by_case(self, since: date, until: date, form: str | None = None, several: bool = False) -> Iterator[Return]:
        """The returns of audits of these days, case by case, then by day and as they came; only of cases that have
        `several` of one form. Those that another replaces are left out, but not one that was decided against because it
        contradicts the other."""
        where, days = "date BETWEEN ? AND ?", [since.isoformat(), until.isoformat()]
        where, values = (f"{where} AND form = ?", [*days, form]) if form else (where, days)
        again = f"""AND likeness IN (SELECT likeness FROM returns WHERE likeness IS NOT NULL AND {where}
            GROUP BY likeness HAVING count(*) > 1)"""
        sql = f"""SELECT {_COLUMNS} FROM returns WHERE {where} {again if several else ""}
            AND sha256 NOT IN (SELECT sha256 FROM superseded WHERE relation <> 'rival')
            ORDER BY likeness, date, received,
                (SELECT min(number) FROM events e WHERE e.sha256 = returns.sha256 AND +e.what = 'received'), file"""
        return map(unpacked, self._all(sql, values * 2 if several else values))

    def received(self, sha256: str) -> str | None:
        """The moment at which these bytes first came."""
        sql = "SELECT min(at) FROM events WHERE sha256 = ? AND +what = ?"  # by the index of the bytes
        found = next(self._all(sql, (sha256, What.RECEIVED)))[0]
        return None if found is None else str(found)

    def came(self, sha256: str) -> str | None:
        """The same, also for what came and is no return that can be used."""
        sql = "SELECT min(at) FROM events WHERE sha256 = ? AND +what IN (?, ?)"
        found = next(self._all(sql, (sha256, What.RECEIVED, What.NOT_USABLE)))[0]
        return None if found is None else str(found)

    def events(self, what: What | None = None, sha256: str | None = None) -> Iterator[Event]:
        """In the order in which they happened."""
        parts = [("what = ?" if sha256 is None else "+what = ?", what), ("sha256 = ?", sha256)]
        where = " AND ".join(["1", *(condition for condition, value in parts if value is not None)])
        sql = f"SELECT at, what, sha256, more FROM events WHERE {where} ORDER BY number"
        rows = self._all(sql, [str(value) for _, value in parts if value is not None])
        return (Event(What(what), at, sha256, json.loads(more)) for at, what, sha256, more in rows)

    def superseded(self) -> Mapping[str, str]:
        """The sha256 of each return that does not count, and of the one that counts instead, by the last decision."""
        return dict(self._all("SELECT sha256, by FROM superseded ORDER BY sha256"))

    def gone(self) -> Iterator[Event]:
        """Of each return that was received, was not removed, and has no row, how it first came."""
        sql = """SELECT at, what, sha256, more FROM events WHERE number IN (
                SELECT min(number) FROM events WHERE what = 'received' AND sha256 IS NOT NULL
                    AND sha256 NOT IN (SELECT sha256 FROM returns)
                    AND sha256 NOT IN (SELECT sha256 FROM events WHERE what = 'removed' AND sha256 IS NOT NULL)
                GROUP BY sha256)
            ORDER BY number"""
        return (Event(What(what), at, sha256, json.loads(more)) for at, what, sha256, more in self._all(sql))

    def seen(self) -> Mapping[str, str]:
        """What each file's row was made from."""
        return dict(self._all("SELECT file, seen FROM returns"))

    def select(self, sql: str, values: Iterable[Any] = ()) -> Iterator[Any]:
        """What a question of a neighbouring module is answered with."""
        return self._all(sql, values)

    # --- writing ---------------------------------------------------------------------------

    def add(self, events: Iterable[Event]) -> None:
        """Puts events into the journal, and then into the database. Raises CannotRun where the disk does not allow it
        for either: then none of them has happened, and neither file has any of them."""
        path = self.root / names.JOURNAL
        size, number, check = _kept(self._db)
        content, made = journal.joined(events, number, check)
        if not made:
            return
        try:
            journal.append(path, content, size)
        except OSError as fault:
            remedy = "Nothing was recorded. Make room, or ask for the rights to write there, and run the same again."
            raise CannotRun(f"{path} cannot be written: {fault.strerror}.", remedy) from None
        try:
            with _writing(self._db, self.root):
                _take_in(self._db, made, size + len(content))
        except CannotRun:
            with suppress(OSError):
                journal.append(path, b"", size)
            raise

    def put(self, returns: Iterable[tuple[Return, str]]) -> None:
        """Rows of files, in place of those of the same files; each with what it was made from."""
        for batch in _batches(returns):
            with _writing(self._db, self.root):
                self._db.executemany(_PUT, ((*packed(one), one.sha256, words(one), seen) for one, seen in batch))
                noting.put(self._db, (one for one, _ in batch))

    def drop(self, files: Iterable[str]) -> None:
        """Takes away the rows of these files."""
        with _writing(self._db, self.root):
            gone = [(file,) for file in files]
            self._db.executemany("DELETE FROM returns WHERE file = ?", gone)
            self._db.executemany("DELETE FROM actions WHERE file = ?", gone)

    def remove(self, files: Iterable[str], returns: Iterable[str], events: Iterable[Event]) -> None:
        """Takes files, and returns by their sha256, out of the folder and the record for good; `events` are all that
        is left of the journal. Raises CannotRun where it cannot be done: then nothing has happened, or whoever opens
        the record next goes on with it."""
        removal.begin(self.root, removal.Plan(tuple(files), tuple(returns)), events)
        for _ in _removed(self.root, self._db):
            pass

    def _all(self, sql: str, values: Iterable[Any] = ()) -> Iterator[Any]:
        try:
            for row in self._db.execute(sql, tuple(values)):  # noqa: UP028 - that closes it, perhaps after its database
                yield row
        except sqlite3.Error as fault:
            raise schema.unusable(self.root / names.DATABASE, fault) from None


_COLUMNS = ", ".join((*PLAIN, "found", "more"))
_BRIEF = ", ".join(BRIEF)
_LOOKED_AT = ", ".join(LOOKED_AT)
_PUT = f"""INSERT OR REPLACE INTO returns ({_COLUMNS}, received, words, seen) VALUES ({"?, " * (len(PLAIN) + 2)}
    (SELECT min(at) FROM events WHERE sha256 = ? AND +what = 'received'), ?, ?)"""


@contextmanager
def reading(folder: Path, at_length: bool = False) -> Iterator[Record]:
    """The record of this folder of returns, empty where there is none yet. What is read is of one moment, and others
    cannot write meanwhile; `at_length`, each look is of its own moment, and they can. Raises CannotRun where the record
    is unusable."""
    path = folder / names.DATABASE
    if not path.exists() and not (folder / names.JOURNAL).exists():
        db = sqlite3.connect(":memory:", isolation_level=None)
        schema.begin(db)
        notes: tuple[str, ...] = ()
    else:
        with _sound(path):
            db, notes = _settled(folder, path)
    try:
        if not at_length:
            with _sound(path):
                db.execute("BEGIN")
        yield Record(folder, db, notes)
    finally:
        db.close()


@contextmanager
def writing(folder: Path, wait: float = 10.0, anew: bool = False) -> Iterator[Record]:
    """The same to write to; the folder is made where there is none. Raises CannotRun, naming the process that holds it,
    where another holds it longer than so many seconds. `anew` begins with a new database, made from the journal alone;
    one that cannot be read is kept beside it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        remedy = "Choose another folder of returns."
        raise CannotRun(f"{folder} cannot be made: {fault.strerror}.", remedy) from None
    with lock.held(folder, wait):
        before = _put_away(folder) if anew else ()
        db = schema.opened(folder / names.DATABASE, to_write=True)
        try:
            with _sound(folder / names.DATABASE):
                notes = (*before, *_settle(folder, db))
            yield Record(folder, db, notes)
        finally:
            db.close()


def _settled(folder: Path, path: Path) -> tuple[sqlite3.Connection, tuple[str, ...]]:
    """The database to read, with all of the journal in it."""
    if path.exists() and not (folder / names.REMOVING).exists():
        with suppress(schema.Outdated):
            db = schema.opened(path, to_write=False)
            if _kept(db)[0] == journal.size(folder / names.JOURNAL):
                return db, ()
            db.close()
    with writing(folder) as record:
        notes = record.notes
    return schema.opened(path, to_write=False), notes


def _put_away(folder: Path) -> tuple[str, ...]:
    """Takes the database away: all that it has is in the journal or in the returns. Raises CannotRun where it has
    events that the journal has lost, and the journal cannot be written. Says what it put right first."""
    path = folder / names.DATABASE
    if not path.exists():
        return ()
    notes: tuple[str, ...] = ()
    try:
        db = schema.opened(path, to_write=True)
        try:
            with _sound(path):
                notes = tuple(_settle(folder, db))
        finally:
            db.close()
    except CannotRun:
        path.replace(folder / names.DAMAGED)
    else:
        path.unlink()
    (folder / f"{names.DATABASE}-journal").unlink(missing_ok=True)
    return notes


@contextmanager
def _sound(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as fault:
        raise schema.unusable(path, fault) from None


# --- the journal and the database made equal --------------------------------------------------


def _settle(folder: Path, db: sqlite3.Connection) -> Iterator[str]:
    """Puts into each of the two what it lacks of the other, and says what."""
    path = folder / names.JOURNAL
    yield from _removed(folder, db)
    size, number, check = _kept(db)
    there = journal.size(path)
    if there < size:
        yield from _wrote_again(folder, db)
        return
    made, end = list[tuple[int, Event, str]](), size
    for line in journal.lines(path, size, number, check):
        made.append((line.number, line.event, line.check))
        end = line.end
        if len(made) == BATCH:
            with _writing(db, folder):
                _take_in(db, made, end)
            made = []
    if made:
        with _writing(db, folder):
            _take_in(db, made, end)
    if there > end:
        yield (
            f"{path} ended in the middle of a line, where an earlier run was cut off. What it was about to do was not "
            "done."
        )
        journal.append(path, b"", end)


def _removed(folder: Path, db: sqlite3.Connection) -> Iterator[str]:
    """Goes on with what is to be removed, until none of its bytes are left, and says that it was begun before."""
    plan = removal.pending(folder)
    if plan is None:
        return
    removal.clear(folder, plan)
    db.execute("PRAGMA secure_delete = ON")
    with _writing(db, folder):
        for table in ("returns", "actions"):
            db.executemany(f"DELETE FROM {table} WHERE sha256 = ?", ((one,) for one in plan.returns))
        for table in ("events", "superseded", "updates"):
            db.execute(f"DELETE FROM {table}")
        end = 0
        for line in journal.lines(folder / names.JOURNAL):
            _take_in(db, [(line.number, line.event, line.check)], line.end)
            end = line.end
        _keep(db, end)
    with _sound(folder / names.DATABASE):
        db.execute("VACUUM")  # rows that were written over earlier have left bytes behind
    removal.end(folder)
    yield f"A removal that was cut off has been finished: {len(plan.files)} files and what the record had of them."


def _wrote_again(folder: Path, db: sqlite3.Connection) -> Iterator[str]:
    """The lines that the journal has lost, from the database. Raises CannotRun where those that it has are others."""
    path = folder / names.JOURNAL
    count, end, check = 0, 0, journal.BEGINNING
    for line in journal.lines(path):
        count, end, check = line.number, line.end, line.check
    known = db.execute('SELECT "check" FROM events WHERE number = ?', (count,)).fetchone()
    if count and (known is None or known[0] != check):
        raise journal.altered(path, count)
    rows = db.execute("SELECT at, what, sha256, more FROM events WHERE number > ? ORDER BY number", (count,)).fetchall()
    events = (Event(What(what), at, sha256, json.loads(more)) for at, what, sha256, more in rows)
    content, made = journal.joined(events, count, check)
    try:
        journal.append(path, content, end)
    except OSError as fault:
        raise CannotRun(f"{path} cannot be written: {fault.strerror}.", "Make room, and try again.") from None
    with _writing(db, folder):
        _keep(db, end + len(content))
    yield f"{path} had lost {len(made)} of its lines. They were written again from record.db."


def _take_in(db: sqlite3.Connection, made: Iterable[tuple[int, Event, str]], size: int) -> None:
    for number, event, check in made:
        more = json.dumps(dict(event.more), separators=(",", ":"))
        values = (number, event.at, str(event.what), event.sha256, more, check)
        db.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)", values)
        match event.what:
            case What.RECEIVED:
                sql = "UPDATE returns SET received = min(coalesce(received, ?), ?) WHERE sha256 = ?"
                db.execute(sql, (event.at, event.at, event.sha256))
                db.execute(sql.replace("returns", "actions"), (event.at, event.at, event.sha256))
            case What.SUPERSEDED:
                by, relation = str(event.more.get("by") or ""), str(event.more.get("relation") or "")
                db.execute("INSERT OR REPLACE INTO superseded VALUES (?, ?, ?)", (event.sha256, by, relation))
            case What.REINSTATED:
                db.execute("DELETE FROM superseded WHERE sha256 = ?", (event.sha256,))
            case What.ACTION:
                noting.keep(db, event, number)
            case _:
                pass
    _keep(db, size)


def _kept(db: sqlite3.Connection) -> tuple[int, int, str]:
    """Of the journal that is in the database: its size in bytes, the number of its lines, and the last one's check."""
    size = db.execute("SELECT value FROM kept WHERE name = 'journal'").fetchone()
    last = db.execute('SELECT number, "check" FROM events ORDER BY number DESC LIMIT 1').fetchone()
    return int(size[0]) if size else 0, int(last[0]) if last else 0, str(last[1]) if last else journal.BEGINNING


def _keep(db: sqlite3.Connection, size: int) -> None:
    db.execute("INSERT OR REPLACE INTO kept VALUES ('journal', ?)", (str(size),))


@contextmanager
def _writing(db: sqlite3.Connection, folder: Path) -> Iterator[None]:
    """One step: all of it or nothing."""
    try:
        db.execute("BEGIN IMMEDIATE")
        yield
        db.execute("COMMIT")
    except BaseException as fault:
        with suppress(sqlite3.Error):
            db.execute("ROLLBACK")
        if isinstance(fault, sqlite3.Error):
            raise schema.unusable(folder / names.DATABASE, fault) from None
        raise


def _batches(items: Iterable[tuple[Return, str]]) -> Iterator[list[tuple[Return, str]]]:
    batch = list[tuple[Return, str]]()
    for item in items:
        batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
