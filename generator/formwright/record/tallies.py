"""What the returns of the record add up to, worked out by SQLite: so many returns take no more memory than one.

A return whose bytes lie there twice is counted once. `since` and `until` are days of the audit, both included; a
moment is UTC, as events have it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from formwright.record.store import Record

COUNTING = """r.form IS NOT NULL AND NOT json_extract(r.found, '$.is_blank')
    AND r.sha256 NOT IN (SELECT sha256 FROM superseded)
    AND NOT EXISTS (SELECT 1 FROM returns o WHERE o.sha256 = r.sha256 AND o.file < r.file)"""
"""Which rows count: each return once, none in whose place another counts, and no blank form."""


class Counted(NamedTuple):
    """How many returns (`number`) are of this form, version, month (`2014-01`), service area, team, status and
    judgement; `is_within` the period, or else before it."""

    form: str
    version: str | None
    month: str
    is_within: bool
    area: str | None
    team: str | None
    status: str
    judgement: str | None
    number: int


def returns(record: Record, since: str, first: str, until: str) -> Iterator[Counted]:
    """Of the returns from `since` on. `first` is the first day of the period, `until` its last."""
    sql = f"""SELECT form, version, substr(date, 1, 7), date >= ?, area, team, status, judgement, count(*)
        FROM returns r WHERE date >= ? AND date <= ? AND {COUNTING} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
        ORDER BY 1, 2, 3, 4, 5, 6, 7, 8"""
    for form, version, month, within, *others in record.select(sql, (first, since, until)):
        yield Counted(form, version, month, bool(within), *others)


class Graded(NamedTuple):
    """How many complete returns (`number`) of this form and version have this grade at this path."""

    form: str
    version: str | None
    path: str
    grade: int
    number: int


def grades(record: Record, since: str, until: str) -> Iterator[Graded]:
    sql = f"""SELECT form, version, g.key, g.value, count(*)
        FROM returns r, json_each(r.more, '$.grades') g
        WHERE date >= ? AND date <= ? AND status = 'complete' AND {COUNTING} GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"""
    return (Graded(*row) for row in record.select(sql, (since, until)))


class Themed(NamedTuple):
    """How many complete returns of this form (`returns`) have words of a theme in a comment, and how many such words
    there are in all (`words`)."""

    form: str
    theme: str
    returns: int
    words: int


def themes(record: Record, since: str, until: str) -> Iterator[Themed]:
    sql = f"""SELECT form, t.key, count(*), sum(t.value) FROM returns r, json_each(r.more, '$.themes') t
        WHERE date >= ? AND date <= ? AND status = 'complete' AND {COUNTING} GROUP BY 1, 2 ORDER BY 1, 2"""
    return (Themed(*row) for row in record.select(sql, (since, until)))


class Sent(NamedTuple):
    """How many notices of a kind (notice, slip, correction) have got to this state, about returns of this form and
    judgement. `audits` are the returns that they are about."""

    kind: str
    state: str
    form: str | None
    judgement: str | None
    notices: int
    audits: int


def notices(record: Record, begins: str, ends: str) -> Iterator[Sent]:
    """By the last state of each notice, from one moment on until before another."""
    sql = """SELECT kind, state, form, judgement, count(*), count(DISTINCT sha256) FROM (
            SELECT json_extract(e.more, '$.kind') kind, json_extract(e.more, '$.state') state, e.sha256 sha256,
                (SELECT form FROM returns r WHERE r.sha256 = e.sha256) form,
                (SELECT judgement FROM returns r WHERE r.sha256 = e.sha256) judgement, max(e.number)
            FROM events e WHERE e.what = 'notice' AND e.at >= ? AND e.at < ? GROUP BY json_extract(e.more, '$.key'))
        GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"""
    return (Sent(*row) for row in record.select(sql, (begins, ends)))


def nobody_notified(record: Record, since: str, until: str) -> int:
    """Of how many complete audits somebody must be notified, and no notice is recorded as sent: neither of the return
    itself nor of another about the same audit."""
    sql = f"""SELECT count(*) FROM returns r
        WHERE date >= ? AND date <= ? AND status = 'complete' AND {COUNTING}
        AND json_array_length(found, '$.escalation[0]') > 0
        AND NOT EXISTS (SELECT 1 FROM events e WHERE e.sha256 = r.sha256 AND +e.what = 'notice'
            AND json_extract(e.more, '$.state') = 'sent' AND json_extract(e.more, '$.kind') <> 'slip')
        AND NOT EXISTS (SELECT 1 FROM returns o JOIN events e ON e.sha256 = o.sha256
            WHERE o.likeness = r.likeness AND o.date = r.date AND +e.what = 'notice'
            AND json_extract(e.more, '$.state') = 'sent' AND json_extract(e.more, '$.kind') <> 'slip')"""
    return int(next(record.select(sql, (since, until)))[0])


def undated(record: Record) -> Iterator[str]:
    """The bytes (sha256) of each return that counts and has no date of the audit that can be read."""
    sql = f"SELECT sha256 FROM returns r WHERE date(date) IS NULL AND {COUNTING} ORDER BY file"
    return (str(sha256) for (sha256,) in record.select(sql, ()))


class Unsettled(NamedTuple):
    """What makes the figures of a period less than sure: `superseded` returns that another counts instead of, `rivals`
    returns that may be the same audit as another one, of which nobody has decided which counts; `copies` of the same
    file; `blank` forms."""

    superseded: int
    rivals: int
    copies: int
    blank: int


def unsettled(record: Record, since: str, until: str) -> Unsettled:
    within = "r.date >= ? AND r.date <= ?"
    days = (since, until)
    replaced = f"""SELECT count(DISTINCT sha256) FROM returns r
        WHERE {within} AND sha256 IN (SELECT sha256 FROM superseded)"""
    rivals = f"""SELECT coalesce(sum(n), 0) FROM (SELECT count(*) n FROM returns r
        WHERE {within} AND likeness IS NOT NULL AND {COUNTING} GROUP BY likeness, date HAVING count(*) > 1)"""
    copies = f"""SELECT count(*) FROM returns r WHERE {within}
        AND EXISTS (SELECT 1 FROM returns o WHERE o.sha256 = r.sha256 AND o.file < r.file)"""
    blank = f"SELECT count(*) FROM returns r WHERE {within} AND json_extract(found, '$.is_blank')"
    return Unsettled(*(int(next(record.select(sql, days))[0]) for sql in (replaced, rivals, copies, blank)))


def months(record: Record) -> Iterator[tuple[str, int]]:
    """Each month of which there are returns that count, and how many."""
    sql = f"""SELECT substr(date, 1, 7), count(*) FROM returns r
        WHERE date(date) IS NOT NULL AND {COUNTING} GROUP BY 1 ORDER BY 1"""
    return ((str(month), int(count)) for month, count in record.select(sql, ()))
