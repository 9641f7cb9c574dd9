"""Whom to remind of what: what is still owed shortly before its day, and what is overdue. A reminder has a key, so that
whoever sends it can tell whether that was done before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from formwright.answers.spelling import day_in_words
from formwright.compose.duties import how_often
from formwright.oversight import working_days
from formwright.oversight.owing import Owing, State


class When(StrEnum):
    SOON = "soon"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing that somebody still owes. `what` is the duty, `left` how many are missing, `by` the day, `because` the
    rule in words. `key` is the same for the same duty, person and day, before the day and once more after it."""

    key: str
    when: When
    name: str
    email: str
    what: str
    left: int
    by: date
    because: str


def reminders(owing: Iterable[Owing], today: date, ahead: int = 5) -> tuple[Reminder, ...]:
    """A reminder for whatever is not done so many working days before its day, or at any time after it. Who is exempt,
    whose number is open, and who has no address gets none."""
    return tuple(
        _reminder(entry, entry.name, entry.email, today)
        for entry in owing
        if entry.name
        and entry.email
        and _is_open(entry)
        and (today > entry.by or working_days.add(today, ahead) >= entry.by)
    )


def _is_open(entry: Owing) -> bool:
    is_judged = entry.state is State.SHORT or (entry.state is State.COUNTED and not entry.is_over)
    return is_judged and entry.owed is not None and entry.done < entry.owed


def _reminder(entry: Owing, name: str, email: str, today: date) -> Reminder:
    when = When.OVERDUE if today > entry.by else When.SOON
    key = "|".join(("reminder", entry.duty.id, name, entry.about or "", entry.by.isoformat(), when))
    left = (entry.owed or 0) - entry.done
    because = f"{how_often(entry.duty)}: {entry.done} of {entry.owed} done, by {day_in_words(entry.by.isoformat())}."
    return Reminder(key, when, name, email, entry.duty.what, left, entry.by, because)
