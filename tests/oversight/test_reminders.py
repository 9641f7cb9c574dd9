"""Who is reminded, of what, and when."""

from datetime import date

import pytest
from tests.oversight.kept import AUDITS, audit, exempt, manager, rules, sheet

from formwright.oversight.reminders import Reminder, reminders
from formwright.record.events import Event
from formwright.record.rows import Return

ANN = rules(AUDITS, people=[manager("Ann")])
THREE = [audit("Ann", "2014-01-06", n) for n in range(3)]


def on(today: str, *returns: Return, events: tuple[Event, ...] = ()) -> tuple[Reminder, ...]:
    found = sheet(ANN, "2014-01", *returns, today=today, events=events)
    return reminders(found.owing, date.fromisoformat(today))


def test_a_reminder_says_who_what_by_when_and_why() -> None:
    (found,) = on("2014-01-27", *THREE)
    assert found == Reminder(
        "reminder|audits|Ann||2014-01-31|soon",
        found.when,
        "Ann",
        "someone@example.org",
        "Audits.",
        1,
        date(2014, 1, 31),
        "At least 4, monthly: 3 of 4 done, by 31 January 2014.",
    )


@pytest.mark.parametrize(
    ("today", "count"),
    [("2014-01-23", 0), ("2014-01-24", 1), ("2014-01-31", 1), ("2014-02-01", 1)],
    ids=["six working days before", "five working days before", "on the day", "after it"],
)
def test_it_is_made_five_working_days_before_and_after_the_day(today: str, count: int) -> None:
    assert len(on(today, *THREE)) == count


def test_what_is_overdue_has_a_key_of_its_own() -> None:
    (before,), (after,) = on("2014-01-31", *THREE), on("2014-02-03", *THREE)
    assert (before.when, after.when) == ("soon", "overdue")
    assert before.key != after.key


def test_whoever_has_done_it_is_not_reminded() -> None:
    assert on("2014-01-31", *THREE, audit("Ann", "2014-01-07")) == ()


def test_whoever_is_exempt_is_not_reminded() -> None:
    assert on("2014-02-03", events=(exempt("audits", "2014-01", "Ann"),)) == ()
