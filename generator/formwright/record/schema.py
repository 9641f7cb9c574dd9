"""What stands in `record.db`, in which version, and how an older one becomes today's.

SQLite keeps its own rollback journal and waits for the disk at each step: a folder of returns is often on a network
drive, where its other way of keeping a journal does not work.
"""

import sqlite3
from pathlib import Path

from formwright.errors import CannotRun

VERSION = 3
PATIENCE = 5.0  # seconds; where SQLite cannot sleep for less than one, it is about a minute

ACTIONS = """
CREATE TABLE actions (
    file TEXT NOT NULL, number INTEGER NOT NULL, sha256 TEXT NOT NULL, path TEXT NOT NULL, form TEXT, date TEXT,
    case_id TEXT, area TEXT, team TEXT, auditor TEXT, received TEXT, who TEXT, person TEXT, by TEXT,
    ended TEXT NOT NULL, ended_on TEXT, lacks TEXT NOT NULL, same TEXT NOT NULL, PRIMARY KEY (file, number)
) WITHOUT ROWID;
CREATE INDEX actions_of_return ON actions (sha256, path, file);
CREATE TABLE updates (
    sha256 TEXT NOT NULL, path TEXT NOT NULL, state TEXT NOT NULL, day TEXT, due TEXT, last INTEGER NOT NULL,
    PRIMARY KEY (sha256, path)
) WITHOUT ROWID"""

TABLES = f"""
CREATE TABLE returns (
    file TEXT PRIMARY KEY, sha256 TEXT NOT NULL, form TEXT, version TEXT, digest TEXT, status TEXT NOT NULL,
    case_id TEXT, date TEXT, area TEXT, team TEXT, auditor TEXT, worker TEXT, auditor_area TEXT, auditor_team TEXT,
    judgement TEXT, answers TEXT, likeness TEXT, found TEXT NOT NULL, more TEXT NOT NULL,
    received TEXT, words TEXT NOT NULL, seen TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX returns_in_order ON returns (received, file);
CREATE INDEX returns_by_sha256 ON returns (sha256);
CREATE INDEX returns_by_date ON returns (date);
CREATE INDEX returns_by_audit ON returns (likeness, date);
CREATE TABLE events (
    number INTEGER PRIMARY KEY, at TEXT NOT NULL, what TEXT NOT NULL, sha256 TEXT, more TEXT NOT NULL,
    "check" TEXT NOT NULL
);
CREATE INDEX events_by_return ON events (sha256, number);
CREATE INDEX events_by_what ON events (what, number);
CREATE TABLE superseded (sha256 TEXT PRIMARY KEY, by TEXT NOT NULL, relation TEXT NOT NULL) WITHOUT ROWID;
{ACTIONS};
CREATE TABLE kept (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
"""`returns` is derived from the files, `events` and `superseded` from the journal. What has no column of its own is in
`found`, what is wrong and who must be notified, and in `more`, the answers. `words` is what somebody may look for, in
lower case; `seen` is what the row was made from. `kept` has how much of the journal is in `events`. `actions` are
those that the files ask for: `person` is who must do it, as names are compared, `ended` what the file says became of it
(done, reviewed or nothing), `lacks` what is missing. `updates` are what people said since, as it stands."""

STEPS = {
    1: """ALTER TABLE returns ADD COLUMN found TEXT NOT NULL DEFAULT '';
        UPDATE returns SET seen = '', found = json_object('escalation', json(json_extract(more, '$.escalation')),
            'faults', json(json_extract(more, '$.faults')), 'nobody', json_extract(more, '$.nobody'),
            'is_blank', json(iif(json_extract(more, '$.is_blank'), 'true', 'false')),
            'parts', json(json_extract(more, '$.parts')))""",
    2: f"{ACTIONS}; UPDATE returns SET seen = ''",
}
"""What makes each earlier version the next one. Each file is looked at again after a step that changes its row."""


def opened(path: Path, to_write: bool) -> sqlite3.Connection:
    """The database, in today's version. Raises CannotRun where it is damaged, or a newer program's."""
    try:
        if to_write:
            db = sqlite3.connect(path, isolation_level=None, timeout=PATIENCE)
        else:
            db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=PATIENCE)
    except sqlite3.Error as fault:
        raise unusable(path, fault) from None
    try:
        found = db.execute("PRAGMA user_version").fetchone()[0]
        if found > VERSION:
            raise CannotRun(f"{path} was made by a newer version of Formwright.", "Install that version.")
        if to_write:
            db.execute("PRAGMA synchronous = FULL")
            _brought_up(db, found)
        else:
            db.execute("PRAGMA query_only = ON")  # what a killed run left half-written can be put right all the same
            if found < VERSION:
                raise Outdated
    except sqlite3.Error as fault:
        db.close()
        raise unusable(path, fault) from None
    except BaseException:
        db.close()
        raise
    return db


class Outdated(Exception):
    """A database that must be opened to write first."""


def begin(db: sqlite3.Connection) -> None:
    """Makes the tables in an empty database."""
    _in_one(db, TABLES, VERSION)


def _brought_up(db: sqlite3.Connection, version: int) -> None:
    """Each step is whole or not begun."""
    if version == 0:
        begin(db)
    while 0 < version < VERSION:
        _in_one(db, STEPS[version], version + 1)
        version += 1


def _in_one(db: sqlite3.Connection, statements: str, version: int) -> None:
    db.executescript(f"BEGIN IMMEDIATE; {statements}; PRAGMA user_version = {version}; COMMIT")


def unusable(path: Path, fault: sqlite3.Error) -> CannotRun:
    if "locked" in str(fault):
        return CannotRun(f"{path} is in use by another program.", "Close it there, and try again.")
    if "full" in str(fault):
        return CannotRun(f"{path} cannot be written: the disk is full.", "Make room, and run the same again.")
    if "readonly" in str(fault) or "unable to open" in str(fault):
        return CannotRun(f"{path} cannot be opened ({fault}).", "Check that you may read and write there.")
    remedy = "Run 'formwright record --rebuild': it makes the database again from the returns and the journal."
    return CannotRun(f"{path} is damaged ({fault}).", remedy)
