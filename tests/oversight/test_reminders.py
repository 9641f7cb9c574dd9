"""Who is reminded, of what, and when."""

from datetime import date

import pytest
from tests.oversight.kept import AUDITS, audit, exempt, manager, rules, sheet

from formwright.model.duties import Remind
from formwright.oversight.actions import Owed
from formwright.oversight.cycles import Period
from formwright.oversight.owing import Owing
from formwright.oversight.reminders import Reminder, When, of_actions, reminders
from formwright.record.actions import Row
from formwright.record.events import Event
from formwright.record.rows import Return

ANN = rules(AUDITS, people=[manager("Ann")])
THREE = [audit("Ann", "2014-01-06", n) for n in range(3)]


def on(today: str, *returns: Return, events: tuple[Event, ...] = ()) -> tuple[Reminder, ...]:
    def month(of: Period) -> tuple[Owing, ...]:
        return sheet(ANN, f"{of.first:%Y-%m}", *returns, today=today, events=events).owing

    return tuple(reminders(month, date.fromisoformat(today), Remind(5, 5)))


def test_a_reminder_says_who_what_by_when_and_why() -> None:
    (found,) = on("2014-01-27", *THREE)
    assert found == Reminder(
        key="reminder|audits|Ann||2014-01-31|soon",
        when=When.SOON,
        role="manager",
        name="Ann",
        email="someone@example.org",
        what="Audits.",
        rule="At least 4, monthly",
        by=date(2014, 1, 31),
        owed=4,
        done=3,
    )
    assert found.left == 1


@pytest.mark.parametrize(
    ("today", "count"),
    [("2014-01-23", 0), ("2014-01-24", 1), ("2014-01-31", 1), ("2014-02-01", 1), ("2014-02-07", 1), ("2014-02-08", 0)],
    ids=["six working days before", "five before", "on the day", "after it", "five working days after", "longer gone"],
)
def test_it_is_made_from_five_working_days_before_the_day_until_five_after_it(today: str, count: int) -> None:
    assert len(on(today, *THREE)) == count


def test_what_is_overdue_has_a_key_of_its_own() -> None:
    (before,), (after,) = on("2014-01-31", *THREE), on("2014-02-03", *THREE)
    assert (before.when, after.when) == ("soon", "overdue")
    assert before.key != after.key


def test_whoever_has_done_it_is_not_reminded() -> None:
    assert on("2014-01-31", *THREE, audit("Ann", "2014-01-07")) == ()


def test_whoever_is_exempt_is_not_reminded() -> None:
    assert on("2014-02-03", events=(exempt("audits", "2014-01", "Ann"),)) == ()


def test_months_long_gone_are_not_looked_at() -> None:
    asked: list[str] = []

    def month(of: Period) -> tuple[Owing, ...]:
        asked.append(f"{of.first:%Y-%m}")
        return ()

    assert [*reminders(month, date(2014, 1, 15), Remind(5, 5)), *reminders(month, date(2014, 2, 3), Remind(5, 5))] == []
    assert asked == ["2014-01", "2014-01", "2014-02"]


def test_an_action_is_reminded_of_without_what_it_says() -> None:
    row = Row(
        "a.yaml", "f" * 64, 2, "actions[1]", "form", "2014-01-06", "A1", None, None, "Bea", None, "Ann", None,
        "2014-01-20", "due", None, "[]", 0, 0,
    )  # fmt: skip
    people = [Owed("Ann", "ann@example.org", (row,), ()), Owed("A social worker", None, (row,), ())]

    ann, nobody = of_actions(people, {"form": "An audit"}, date(2014, 1, 15), Remind(5, 5))

    assert (ann.name, ann.by, ann.about) == ("Ann", date(2014, 1, 20), "case A1, An audit of 6 January 2014, action 2")
    assert (nobody.name, nobody.email) == (None, None)
    assert [*of_actions(people, {}, date(2014, 1, 29), Remind(5, 5))] == []
