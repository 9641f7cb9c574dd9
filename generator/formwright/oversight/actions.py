"""The actions of audits: by when each must be done, how old it is, and whom to remind of what."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from formwright.answers import spelling
from formwright.model.alike import alike
from formwright.model.duties import Deadline
from formwright.model.framework import Directory
from formwright.oversight import stages, working_days
from formwright.record.actions import OPEN, Row, Wanted

AHEAD = 5
"""How many working days before its last day an action is due."""

AGES = ((14, "up to 2 weeks"), (28, "2 to 4 weeks"), (91, "1 to 3 months"), (182, "3 to 6 months"))
OLDER, UNKNOWN = "more than 6 months", "not known"
"""The ages by which actions are counted, with the most days of each."""


def soon(today: date) -> date:
    """Until when an action whose last day has not come yet is due."""
    return working_days.add(today, AHEAD)


def last_day(audited: date, deadline: Deadline) -> date:
    """By when an action of an audit of this day must be done. The day of the audit is not counted. Days are calendar
    days, unless the deadline says working days."""
    return stages.shifted(audited, deadline.within)


def lapses(deadlines: Iterable[Deadline], dates: Mapping[str, Iterable[str]]) -> dict[str, dict[str, str]]:
    """The last day of the actions of each form that has a deadline, by the days of its audits; of several deadlines
    the earliest counts."""
    found: dict[str, dict[str, str]] = {}
    for deadline in deadlines:
        of_form = found.setdefault(deadline.form, {})
        for text in dates.get(deadline.form, ()):
            audited = spelling.day(text)
            if audited is not None:
                day = last_day(audited, deadline).isoformat()
                of_form[text] = min(day, of_form.get(text, day))
    return found


def wanted(today: date, **asked: object) -> Wanted:
    """Which actions, judged on this day."""
    return Wanted(today.isoformat(), soon(today).isoformat(), **asked)  # type: ignore[arg-type]


def days_late(row: Row, today: date) -> int | None:
    """For how many calendar days it has been overdue; None where it is not."""
    due = spelling.day(row.due or "")
    return (today - due).days if row.state == "overdue" and due else None


def days_old(row: Row, today: date) -> int | None:
    """How many calendar days ago the audit was, or where that is not known, when the return came in."""
    begun = spelling.day(row.date or (row.received or "")[:10])
    return (today - begun).days if begun else None


def age(days: int | None) -> str:
    """In which group of ages it is counted."""
    if days is None:
        return UNKNOWN
    return next((words for most, words in AGES if days <= most), OLDER)


# --- whom to remind -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Owed:
    """What somebody has to do soon, or should have done: `due` are the actions whose last day is near, `overdue` those
    whose last day has passed, each the earliest first. `email` is None where the directory has nobody of this name."""

    name: str
    email: str | None
    due: tuple[Row, ...]
    overdue: tuple[Row, ...]


def owed(rows: Iterable[Row], directory: Directory) -> Iterator[Owed]:
    """Everybody who has an action that is due or overdue, in the order of their first one. Actions for which nobody is
    named come last, under the name ''."""
    known = {alike(holder.name): holder for holder in directory.all_holders}
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row.state in OPEN[1:]:
            found.setdefault(alike(row.who or ""), []).append(row)
    for key, some in sorted(found.items(), key=lambda each: not each[0]):
        holder = known.get(key)
        yield Owed(
            holder.name if holder else some[0].who or "",
            holder.email if holder else None,
            tuple(row for row in some if row.state == "due"),
            tuple(row for row in some if row.state == "overdue"),
        )


def key_of(row: Row) -> str:
    """The key of a reminder: the same for one action and one last day, before that day and once more after it."""
    return "|".join(("action", row.sha256, row.path, row.due or "", row.state))
