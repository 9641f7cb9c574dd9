"""Reminders: one email a person, with nothing in it of anybody else, and nothing that they were reminded of before."""

from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.policy import default

import pytest
from tests.notices.record import TODAY, Due, Memory, due_of, people, setting

from formwright.model.framework import Holder, Mailbox
from formwright.model.mail import Mail
from formwright.notices.messages import Letterhead, message
from formwright.notices.notice import Kind, Notice, State
from formwright.oversight.reminders import Reminder, When

TINA = Reminder(
    "a",
    When.SOON,
    "team-manager",
    "Tina Moss",
    "tina@example.org",
    "Audits cases.",
    "Monthly",
    date(2026, 11, 30),
    4,
    3,
)
LATE = replace(TINA, key="b", when=When.OVERDUE, what="Holds a forum.", by=date(2026, 11, 20), owed=1, done=0)
IAN = replace(TINA, key="c", role="iro", name="Ian Reid", email="ian@example.org", what="Reviews plans.")
STAFF = people(Holder("team-manager", "Tina Moss", "tina@example.org"), Holder("iro", "Ian Reid", "ian@example.org"))


def reminded(*owed: Reminder, record: Memory | None = None, today: date = TODAY) -> Due:
    return due_of(record or Memory(), STAFF, today, owed=owed)


def test_one_email_a_person_has_all_that_they_owe_and_nothing_of_another() -> None:
    found = reminded(TINA, IAN, LATE)

    assert [(n.email, n.kind, [o.key for o in n.owes]) for n in found.notices] == [
        ("tina@example.org", Kind.REMINDER, ["b", "a"]),
        ("ian@example.org", Kind.REMINDER, ["c"]),
    ]
    assert "Reviews plans" not in text(found.to("tina@example.org"))


def test_the_email_says_what_by_when_and_how_much_is_done() -> None:
    said = text(reminded(TINA, LATE).to("tina@example.org"))

    for line in (
        "Subject: Reminder: 2 tasks due or overdue",
        "Overdue\n-------\n\nTask 1\nWhat:        Holds a forum.",
        "Was due by:  Friday 20 November 2026",
        "Due soon\n--------\n\nTask 2\nWhat:        Audits cases.",
        "Your role:   Team Manager",
        "Done so far: 3 of 4",
        "Still to do: 1",
        "Due by:      Monday 30 November 2026",
        "recorded by 27 November 2026",
    ):
        assert line in said


@pytest.mark.parametrize(
    ("owed", "subject"),
    [
        ((TINA,), "Reminder: 1 task due by 30 November 2026"),
        ((LATE,), "Reminder: 1 task overdue since 20 November 2026"),
    ],
)
def test_the_subject_says_when(owed: tuple[Reminder, ...], subject: str) -> None:
    assert f"Subject: {subject}" in text(reminded(*owed).to("tina@example.org"))


def test_two_people_at_one_address_do_not_see_what_the_other_owes() -> None:
    [first, second] = reminded(TINA, replace(IAN, email="TINA@example.org")).notices

    assert [o.name for o in first.owes] == ["Tina Moss"] and [o.name for o in second.owes] == ["Ian Reid"]
    assert first.key != second.key


def test_nobody_is_reminded_twice_of_the_same_and_is_of_what_is_new() -> None:
    record = Memory()
    record.hand_over(reminded(TINA, record=record).notices)
    later = replace(TINA, done=2)  # a return was superseded: it is still the same that they owe

    assert reminded(later, record=record).notices == []
    [again] = reminded(later, LATE, record=record).notices
    assert [one.key for one in again.owes] == ["b"]


def test_a_reminder_that_may_have_been_sent_waits_for_a_person() -> None:
    record = Memory()
    record.hand_over(reminded(TINA, record=record).notices, State.SENDING)

    [stuck] = reminded(TINA, record=record).notices
    assert stuck.state is State.SENDING
    assert "Audits cases: 3 of 4 done, is due by 30 November 2026." in text(stuck)


def test_whoever_has_left_or_has_no_address_is_an_error_that_names_them() -> None:
    gone = replace(TINA, name="Gone Away")
    unwritable = replace(IAN, email="ian reid@example.org")

    found = reminded(gone, unwritable)

    assert found.notices == []
    assert [(e.code, e.message.partition(" ")[0]) for e in found.errors] == [
        ("notice/nobody-to-remind", "Gone"),
        ("notice/no-address", "Ian"),
    ]


def text(notice: Notice) -> str:
    framework = setting().framework
    head = Letterhead(framework, Mail("team@example.org", "Team"), Mailbox("team", "The team", "team@example.org"))
    made = message_from_bytes(message(notice, head, datetime(2026, 11, 27, tzinfo=UTC)), policy=default)
    plain = made.get_body(("plain",))
    assert plain is not None
    return f"Subject: {made['Subject']}\n{plain.get_content()}".replace("\r\n", "\n")
