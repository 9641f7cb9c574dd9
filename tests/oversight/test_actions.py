"""By when actions must be done, how old they are, and whom to remind: worked out by hand."""

from datetime import date

import pytest

from formwright.model.duties import Counted, Deadline, Duties, Duty, Within
from formwright.model.framework import Directory, Holder
from formwright.model.identity import Identity
from formwright.oversight import actions
from formwright.record.actions import Row

CALENDAR = Deadline("themed", Within(5, "days", "the audit"), "remedial-work")
WORKING = Deadline("themed", Within(5, "working-days", "the audit"), "remedial-work")


def row(state: str, who: str | None, due: str | None, number: int = 1, **more: str | None) -> Row:
    said = {"date": "2014-01-02", "received": None} | more
    return Row(
        "a.yaml", "a" * 64, number, "actions[0]", "form", said["date"], "A1", None, None, None, said["received"], who,
        due, due, state, None, "[]", 0, 0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("audited", "calendar", "working"),
    [
        (date(2014, 2, 28), date(2014, 3, 5), date(2014, 3, 7)),  # over the end of a short month; Friday
        (date(2024, 2, 27), date(2024, 3, 3), date(2024, 3, 5)),  # of a leap year
        (date(2014, 4, 15), date(2014, 4, 20), date(2014, 4, 24)),  # Good Friday 18 April, Easter Monday 21 April
        (date(2013, 12, 24), date(2013, 12, 29), date(2014, 1, 3)),  # 25 and 26 December, 1 January
        (date(2014, 5, 24), date(2014, 5, 29), date(2014, 6, 2)),  # a Saturday; bank holiday on Monday 26 May
    ],
)
def test_five_days_of_an_audit_do_not_count_its_own_day(audited: date, calendar: date, working: date) -> None:
    assert actions.last_day(audited, CALENDAR) == calendar
    assert actions.last_day(audited, WORKING) == working


def test_an_action_is_due_five_working_days_before_its_day() -> None:
    assert actions.soon(date(2014, 4, 17)) == date(2014, 4, 28)  # 22, 23, 24, 25 and 28 April: Easter is between


def test_of_two_deadlines_the_earlier_holds_and_other_forms_have_none() -> None:
    found = actions.lapses((WORKING, CALENDAR), {"themed": ["2014-04-15", "soon"], "other": ["2014-04-15"]})
    assert found == {"themed": {"2014-04-15": "2014-04-20"}}


def test_a_list_of_duties_says_which_forms_have_a_deadline_for_their_actions() -> None:
    def duty(id: str, by: str, within: Within | None, *forms: str) -> Duty:
        return Duty(id, "deadlines", (), "Somebody", "", "", "", "system", within=within, counted=Counted(by, forms))

    duties = (
        duty("remedial-work", "actions", Within(5, "days"), "themed", "themed-two"),
        duty("no-limit", "actions", None, "tier1"),
        duty("by-hand", "hand", Within(5, "days"), "tier2"),
    )
    identity = Identity("duties", "duties", "", "1.0", "2014-01-01", "", "", None)
    found = Duties(identity, duties).deadlines
    assert [(one.form, one.duty) for one in found] == [("themed", "remedial-work"), ("themed-two", "remedial-work")]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "up to 2 weeks"),
        (14, "up to 2 weeks"),
        (15, "2 to 4 weeks"),
        (91, "1 to 3 months"),
        (182, "3 to 6 months"),
        (183, "more than 6 months"),
        (None, "not known"),
    ],
)
def test_each_age_has_one_group(days: int | None, words: str) -> None:
    assert actions.age(days) == words


def test_age_counts_from_the_audit_or_else_from_when_the_return_came() -> None:
    today = date(2014, 3, 1)
    assert actions.days_old(row("open", None, None, date="2014-02-27"), today) == 2
    assert actions.days_old(row("open", None, None, date=None, received="2014-02-28T23:00:00Z"), today) == 1
    assert actions.days_old(row("open", None, None, date=None), today) is None
    assert actions.days_late(row("overdue", None, "2014-02-28"), today) == 1
    assert actions.days_late(row("open", None, "2014-03-02"), today) is None


def test_everybody_who_owes_something_is_reminded_and_what_is_nobodys_comes_last() -> None:
    directory = Directory((Holder("team-manager", "Jo Brown", "jo@example.org"),))
    rows = [
        row("overdue", None, "2014-01-01", 1),
        row("overdue", "JO  BROWN.", "2014-01-10", 2),
        row("due", "Jo Brown", "2014-02-01", 3),
        row("due", "Social worker", "2014-02-02", 4),
        row("open", "Ann Example", "2014-06-01", 5),
        row("done", "Jo Brown", "2014-01-01", 6),
    ]
    found = [
        (one.name, one.email, [r.number for r in one.overdue], [r.number for r in one.due])
        for one in actions.owed(rows, directory)
    ]
    assert found == [
        ("Jo Brown", "jo@example.org", [2], [3]),
        ("Social worker", None, [], [4]),
        ("", None, [1], []),
    ]
    assert len({actions.key_of(one) for one in rows[1:3]}) == 2
