"""Who must be reminded of what they still owe: shortly before its last day, and once more for a few days after it.

Nobody is reminded of what is longer gone. What is exempt, done, or has no number is not spoken of."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from formwright.answers import spelling
from formwright.compose.duties import how_often
from formwright.document.prose import in_words
from formwright.model.duties import Remind
from formwright.oversight import cycles, working_days
from formwright.oversight.actions import Owed, key_of
from formwright.oversight.cycles import ONE_DAY, Period
from formwright.oversight.owing import Owing, State
from formwright.record.actions import Row


class When(StrEnum):
    SOON = "soon"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing that somebody still owes. `key` is the same for the same thing, person and day, before the day and once
    more after it. `what` is the duty in words, `rule` how often it is done, `about` what it is for; `owed` of it are
    needed by the day `by`, and `done` are done. `name` is None where nobody is known to have it; then `email` is too.
    `why` says what was not counted, and why not."""

    key: str
    when: When
    role: str | None
    name: str | None
    email: str | None
    what: str
    rule: str
    by: date
    owed: int = 1
    done: int = 0
    about: str | None = None
    why: str | None = None

    @property
    def left(self) -> int:
        return self.owed - self.done


def months(today: date, remind: Remind) -> Iterator[Period]:
    """The months in which a day lies of which somebody may be reminded today."""
    day, last = _first(today, remind), _last(today, remind)
    while day <= last:
        month = cycles.month(f"{day:%Y-%m}")
        yield month
        day = month.last + ONE_DAY


def reminders(month: Callable[[Period], Iterable[Owing]], today: date, remind: Remind) -> Iterator[Reminder]:
    """What is not done so many working days before its day or after it. `month` says what is owed in a month."""
    for each in months(today, remind):
        for entry in month(each):
            if entry.by in each and _is_open(entry) and _first(today, remind) <= entry.by <= _last(today, remind):
                yield _reminder(entry, today)


def of_actions(owed: Iterable[Owed], titles: Mapping[str, str], today: date, remind: Remind) -> Iterator[Reminder]:
    """The same of what returns ask for: a reminder for each action, without what it says. `titles` are the forms'. An
    action of somebody who is not in the directory is nobody's."""
    for person in owed:
        for row in (*person.overdue, *person.due):
            by = spelling.day(row.due or "")
            if by is not None and _first(today, remind) <= by <= _last(today, remind):
                yield _of_action(row, by, person, titles, today)


def _of_action(row: Row, by: date, person: Owed, titles: Mapping[str, str], today: date) -> Reminder:
    audited = f" of {spelling.day_in_words(row.date)}" if row.date else ""
    case = f"case {row.case_id}" if row.case_id else "a case without an ID"
    return Reminder(
        key=key_of(row),
        when=When.OVERDUE if today > by else When.SOON,
        role=None,
        name=person.name if person.email else None,
        email=person.email,
        what=ACTION,
        rule="Once",
        by=by,
        about=f"{case}, {titles.get(row.form or '', row.form or 'an audit')}{audited}, action {row.number}",
    )


ACTION = "Complete an action from an audit."


def _first(today: date, remind: Remind) -> date:
    """The first day that is not too long gone."""
    day = today
    while working_days.add(day - ONE_DAY, remind.days_after) >= today and remind.days_after:
        day -= ONE_DAY
    return day


def _last(today: date, remind: Remind) -> date:
    return working_days.add(today, remind.days_before)


def _is_open(entry: Owing) -> bool:
    is_judged = entry.state is State.SHORT or (entry.state is State.COUNTED and not entry.is_over)
    return is_judged and entry.owed is not None and entry.done < entry.owed


def _reminder(entry: Owing, today: date) -> Reminder:
    when = When.OVERDUE if today > entry.by else When.SOON
    name = entry.name or ""
    return Reminder(
        key="|".join(("reminder", entry.duty.id, name, entry.about or "", entry.by.isoformat(), when)),
        when=when,
        role=entry.who,
        name=entry.name,
        email=entry.email,
        what=in_words(entry.duty.what),
        rule=how_often(entry.duty),
        by=entry.by,
        owed=entry.owed or 0,
        done=entry.done,
        about=entry.about,
        why=entry.why if when is When.OVERDUE else None,
    )
