"""The register of actions: every action that the returns which count ask for, with what became of it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from formwright.model.alike import alike
from formwright.record import updates
from formwright.record.events import What
from formwright.record.store import Record
from formwright.record.updates import Update

OPEN = ("open", "due", "overdue")
STATES = (*OPEN, "done", "reviewed", "not-needed")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which actions, on which day (`2014-01-15`): each None means any, "" those that have none. An action is `due` from
    its last day on `soon`, at most. `until` leaves out those whose last day is later or not known, `audited` those
    whose audit was not between these two days, both included. `person` is who must do it, `states` are some of STATES,
    `returns` those by their sha256. `lapses` are the last days of the actions of forms that have a deadline, by the day
    of the audit; `carried` is what `carried` finds."""

    today: str
    soon: str
    team: str | None = None
    area: str | None = None
    person: str | None = None
    states: tuple[str, ...] = ()
    form: str | None = None
    case_id: str | None = None
    until: str | None = None
    audited: tuple[str, str] | None = None
    returns: tuple[str, ...] | None = None
    lapses: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    carried: "tuple[Carried, ...]" = ()


class Row(NamedTuple):
    """One action. `due` is its last day, `ended_on` the day on which it was done, reviewed or not needed any more.
    `said` is what the last update was, `moved` whether that gave it another last day. `lacks` is as in the record's
    rows. `asked` is the day that the return itself gives."""

    file: str
    sha256: str
    number: int
    path: str
    form: str | None
    date: str | None
    case_id: str | None
    area: str | None
    team: str | None
    auditor: str | None
    received: str | None
    who: str | None
    asked: str | None
    due: str | None
    state: str
    ended_on: str | None
    lacks: str
    is_updated: int
    is_moved: int

    @property
    def handle(self) -> str:
        return f"{self.sha256[:STEM]}#{self.number}"

    @property
    def missing(self) -> list[str]:
        """What it lacks; a date that it has from elsewhere is not missing."""
        return lacks(self.lacks, self.due is not None)


def lacks(some: str, has_last_day: bool) -> list[str]:
    return [one for one in json.loads(some) if not (has_last_day and one.startswith("by"))]


STEM = 8
"""How many letters of a return's sha256 stand in the handle of its actions."""


class Kept(NamedTuple):
    """An action of a return as its file has it."""

    file: str
    number: int
    path: str
    same: str


def listed(record: Record, wanted: Wanted, first: int = 0, most: int | None = None) -> Iterator[Row]:
    """What is wanted, by its last day, what has none at the end of those that are open; then what is closed. Few are in
    memory at once."""
    sql, values = _query(wanted, _COLUMNS)
    order = "closed, due IS NULL, due, case_id, file, number"
    limits = f"LIMIT {-1 if most is None else most} OFFSET {first}"
    return (Row(*row) for row in record.select(f"{sql} ORDER BY {order} {limits}", values))


def counted(record: Record, wanted: Wanted, by: str) -> Iterator[tuple[str | None, str, int]]:
    """How many there are in each state with each value of a column (`team`, `area`, `person` as names are compared,
    `form`, `begun`)."""
    sql, values = _query(wanted, f"{by}, state, count(*)")
    yield from record.select(f"{sql} GROUP BY {by}, state ORDER BY {by} IS NULL, {by}", values)


def by_area(record: Record, wanted: Wanted) -> Iterator[tuple[str | None, str, bool, int]]:
    """How many there are in each state in each service area, with a last day or without one."""
    sql, values = _query(wanted, "area, state, due IS NOT NULL, count(*)")
    for area, state, has_last_day, number in record.select(f"{sql} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3", values):
        yield area, state, bool(has_last_day), number


def open_in(record: Record, wanted: Wanted) -> dict[str, int]:
    """How many open actions each of the returns has that were asked for."""
    sql, values = _query(replace(wanted, states=OPEN), "sha256, count(*)")
    return dict(record.select(f"{sql} GROUP BY sha256", values))


def totals(record: Record, wanted: Wanted) -> Iterator[tuple[str, list[str], int]]:
    """How many there are in each state; of the open ones, by what they lack (`who: missing`, `by: not a date`)."""
    lacking = "CASE WHEN closed THEN '[]' ELSE lacks END"
    sql, values = _query(wanted, f"state, {lacking}, due IS NOT NULL, count(*)")
    for state, some, has_last_day, number in record.select(f"{sql} GROUP BY 1, 2, 3", values):
        yield state, lacks(some, has_last_day), number


def of_return(record: Record, sha256: str) -> list[Kept]:
    """The actions that one return asks for, whether it counts or not, in their order."""
    sql = "SELECT file, number, path, same FROM actions WHERE sha256 = ? ORDER BY file, number"
    rows = [Kept(*row) for row in record.select(sql, (sha256,))]
    return [row for row in rows if row.file == rows[0].file]


def said_of(record: Record, sha256: str) -> Iterator[Update]:
    """What people said of the actions of this return itself, in the order in which they did."""
    return updates.of_events(record.events(What.ACTION, sha256))


def values(record: Record, column: str) -> list[str]:
    """What actions have in a column: `form`, `area` or `team`."""
    sql = f"SELECT DISTINCT {column} FROM actions WHERE {column} IS NOT NULL ORDER BY 1"
    return [found for (found,) in record.select(sql)]


def people(record: Record) -> dict[str, str]:
    """Everybody who must do something: the name as names are compared, and as it was written once."""
    return dict(record.select("SELECT person, min(who) FROM actions WHERE person IS NOT NULL GROUP BY person"))


def days_of(record: Record, form: str) -> list[str]:
    """The days of the audits that a form's actions are of."""
    sql = "SELECT DISTINCT date FROM actions WHERE form = ? AND date IS NOT NULL"
    return [day for (day,) in record.select(sql, (form,))]


def unread(record: Record) -> int:
    """How many returns could not be read in full, so that they may ask for more."""
    sql = """SELECT count(*) FROM returns WHERE status = 'invalid' AND answers IS NULL
        AND sha256 NOT IN (SELECT sha256 FROM superseded)"""
    return int(next(record.select(sql))[0])


def begins(record: Record, stem: str) -> list[str]:
    """The returns whose sha256 begins so: two at most."""
    sql = "SELECT DISTINCT sha256 FROM returns WHERE sha256 >= ? AND sha256 < ? LIMIT 2"
    return [sha256 for (sha256,) in record.select(sql, (stem, f"{stem}g"))]


def before(record: Record, sha256: str) -> list[str]:
    """The returns in whose place this one counts, and those in whose place these did."""
    found: list[str] = []
    waiting = [sha256]
    while waiting:
        for (old,) in record.select("SELECT sha256 FROM superseded WHERE by = ? ORDER BY sha256", (waiting.pop(),)):
            if old not in found and old != sha256:
                found.append(old)
                waiting.append(old)
    return found


@dataclass(frozen=True, slots=True)
class Inherited:
    """What was said of one action in returns that this one counts instead of. `own` is the action here; None where
    it is not here any more."""

    sha256: str
    own: Kept | None
    updates: tuple[Update, ...]


def inherited(record: Record, sha256: str) -> list[Inherited]:
    """The updates of those before, by the action here that has the same words about the same case."""
    here = {one.same: one for one in of_return(record, sha256)}
    found: dict[tuple[str, str], list[tuple[str, Update]]] = {}
    for old in before(record, sha256):
        for one in said_of(record, old):
            found.setdefault((one.same, "" if one.same in here else f"{old}{one.path}"), []).append((old, one))
    return [
        Inherited(some[0][0], here.get(same), tuple(one for _, one in sorted(some, key=lambda each: each[1].at)))
        for (same, _), some in found.items()
    ]


Carried = tuple[str, str, str, str | None, str | None]
"""The return, the path of the action in it, and what stands of it: the state, its day, another last day."""


def carried(record: Record) -> tuple[Carried, ...]:
    """What stands of each action whose updates came from a return that does not count any more."""
    found: list[Carried] = []
    for heir in heirs(record):
        for one in inherited(record, heir):
            if one.own is None:
                continue
            own = [each for each in said_of(record, heir) if each.path == one.own.path]
            stands = updates.standing((*one.updates, *own))
            if stands is not None:
                found.append((heir, one.own.path, stands.state, stands.day, stands.due))
    return tuple(found)


def heirs(record: Record) -> list[str]:
    """The returns that count instead of others of which something was said."""
    having = "SELECT DISTINCT by FROM superseded WHERE sha256 IN (SELECT sha256 FROM updates)"
    nearest = [by for (by,) in record.select(having)]
    instead = record.superseded() if nearest else {}
    found = dict[str, None]()
    for heir in nearest:
        passed = {heir}
        while heir in instead and instead[heir] not in passed:
            heir = instead[heir]
            passed.add(heir)
        found[heir] = None
    return list(found)


_COLUMNS = """file, sha256, number, path, form, date, case_id, area, team, auditor, received, who, by, due, state,
    CASE WHEN closed THEN ended_on END, lacks, is_updated, is_moved"""


def _query(wanted: Wanted, columns: str) -> tuple[str, list[str]]:
    """As SQL, with its values. What a return says was done on a day that has not come yet was not done. Where a return
    says that an action is closed, a later day that was agreed before it came does not open it again."""
    lapses = json.dumps([[form, date, day] for form, days in wanted.lapses.items() for date, day in days.items()])
    sql = f"""WITH
        carried(sha256, path, state, day, due) AS MATERIALIZED (
            SELECT {_values(5)} FROM json_each(?)),
        lapses(form, date, day) AS MATERIALIZED (
            SELECT {_values(3)} FROM json_each(?)),
        said AS (
            SELECT a.*, coalesce(c.state, u.state) IS NOT NULL AS is_updated, coalesce(c.due, u.due) AS moved,
                CASE
                    WHEN a.ended = '' OR coalesce(a.ended_on, '') > ? THEN coalesce(c.state, u.state, '')
                    WHEN coalesce(c.state, '') = '' AND u.state IS NULL THEN a.ended
                    WHEN a.ended = 'reviewed' AND coalesce(c.state, u.state) = 'done' THEN a.ended
                    ELSE coalesce(c.state, u.state, '') END AS end,
                CASE WHEN c.state IS NOT NULL THEN c.day WHEN u.state IS NOT NULL THEN u.day END AS said_on,
                l.day AS lapse
            FROM actions a
                LEFT JOIN updates u ON u.sha256 = a.sha256 AND u.path = a.path
                LEFT JOIN carried c ON c.sha256 = a.sha256 AND c.path = a.path
                LEFT JOIN lapses l ON l.form = a.form AND l.date = a.date
            WHERE a.sha256 NOT IN (SELECT sha256 FROM superseded)
                AND (a.sha256 NOT IN (SELECT sha256 FROM returns GROUP BY sha256 HAVING count(*) > 1)
                    OR a.file = (SELECT min(file) FROM returns r WHERE r.sha256 = a.sha256))),
        judged AS (
            SELECT file, sha256, number, path, form, date, case_id, area, team, auditor, received, who, person, by,
                coalesce(moved, min(coalesce(by, lapse), coalesce(lapse, by))) AS due, end, lacks, is_updated,
                coalesce(said_on, ended_on) AS ended_on, end <> '' AS closed, moved IS NOT NULL AS is_moved,
                coalesce(date, substr(received, 1, 10)) AS begun
            FROM said),
        listed AS (
            SELECT *, CASE WHEN closed THEN end WHEN due IS NULL THEN 'open' WHEN due < ? THEN 'overdue'
                WHEN due <= ? THEN 'due' ELSE 'open' END AS state
            FROM judged)
        SELECT {columns} FROM listed WHERE """
    where, said = _where(wanted)
    return sql + where, [json.dumps(wanted.carried), lapses, wanted.today, wanted.today, wanted.soon, *said]


def _values(count: int) -> str:
    return ", ".join(f"json_extract(value, '$[{n}]')" for n in range(count))


def _where(wanted: Wanted) -> tuple[str, list[str]]:
    parts, values = ["1"], list[str]()
    person = None if wanted.person is None else alike(wanted.person)
    plain = {"team": wanted.team, "area": wanted.area, "form": wanted.form, "case_id": wanted.case_id}
    for name, value in (plain | {"person": person}).items():
        if value == "":
            parts.append(f"{name} IS NULL")
        elif value is not None:
            parts.append(f"{name} = ?")
            values.append(value)
    if wanted.returns is not None:
        parts.append(f"sha256 IN ({', '.join('?' * len(wanted.returns))})")
        values.extend(wanted.returns)
    if wanted.until is not None:
        parts.append("due <= ?")
        values.append(wanted.until)
    if wanted.audited is not None:
        parts.append("date BETWEEN ? AND ?")
        values.extend(wanted.audited)
    if wanted.states:
        parts.append(f"state IN ({', '.join('?' * len(wanted.states))})")
        values.extend(wanted.states)
    return " AND ".join(parts), values
