"""The database's rows of actions: derived from returns, and from what people say of them."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from formwright.model.alike import alike
from formwright.record import updates
from formwright.record.events import Event, What
from formwright.record.rows import Action, Return

_PUT = f"INSERT INTO actions VALUES ({', '.join('?' * 18)})"


def put(db: sqlite3.Connection, returns: Iterable[Return]) -> None:
    """The actions of these files, in place of those that they had."""
    some = list(returns)
    db.executemany("DELETE FROM actions WHERE file = ?", ((one.file,) for one in some))
    for one in some:
        if one.actions:
            found = db.execute("SELECT received FROM returns WHERE file = ?", (one.file,)).fetchone()
            db.executemany(_PUT, _rows(one, found[0] if found else None))


def _rows(one: Return, received: str | None) -> Iterator[tuple[Any, ...]]:
    for number, action in enumerate(one.actions, 1):
        ended, day = _ended(action)
        yield (
            *(one.file, number, one.sha256, action.path, one.form, one.date, one.case_id, one.area, one.team),
            *(one.auditor, received, action.who, alike(action.who) if action.who else None, action.by, ended, day),
            *(json.dumps(_lacks(action)), action.same),
        )


def _ended(action: Action) -> tuple[str, str | None]:
    """What the return says became of it. A review needs the initials of whoever reviewed it; a manager's check says
    that it was done."""
    if action.is_checked:
        return "reviewed", action.reviewed or action.done
    if action.reviewed and action.initials:
        return "reviewed", action.reviewed
    return ("done", action.done) if action.done else ("", None)


def _lacks(action: Action) -> list[str]:
    lacks = list(action.lacks)
    if action.reviewed and not action.initials and not action.is_checked:
        lacks.append("initials: missing")
    if action.is_checked and not action.done and not action.reviewed:
        lacks.append("done: missing")
    return lacks


def keep(db: sqlite3.Connection, event: Event, number: int) -> None:
    """What stands of all updates to the action that this event, which is in the database, is about."""
    path = str(event.more.get("row") or "")
    sql = "SELECT at, sha256, more FROM events WHERE sha256 = ? AND +what = ? ORDER BY number"
    rows = db.execute(sql, (event.sha256, str(What.ACTION)))
    said = updates.of_events(Event(What.ACTION, at, sha256, json.loads(more)) for at, sha256, more in rows)
    stands = updates.standing(one for one in said if one.path == path)
    if stands is None:
        db.execute("DELETE FROM updates WHERE sha256 = ? AND path = ?", (event.sha256, path))
        return
    values = (event.sha256, path, stands.state, stands.day, stands.due, number)
    db.execute("INSERT OR REPLACE INTO updates VALUES (?, ?, ?, ?, ?, ?)", values)
