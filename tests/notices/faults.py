"""Records of which somebody cannot be notified, or not for certain: one for each code."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from tests.notices.record import Due, Memory, due_of, people, returned

from formwright.model.framework import Holder
from formwright.oversight.reminders import Reminder, When

GOOD = ("judgement: requires-improvement", "judgement: good")
NO_GRADE = ("referral_and_liaison: {grade: 2}", "referral_and_liaison: {}")


def faults() -> Mapping[str, Due]:
    good = returned(GOOD, file="audit.yaml")
    superseded = Memory([good])
    superseded.supersede(good, replace(good, sha256="f" * 64))
    misspelt = people(Holder("team-manager", "Tina Moss", "tina moss@example.org"))
    observed = Reminder(
        "key",
        When.OVERDUE,
        "line-manager",
        None,
        None,
        "Observe each person's practice.",
        "",
        date(2026, 11, 30),
        2,
    )
    return {
        "notice/no-address": due_of(Memory([good]), misspelt),
        "notice/no-auditor": due_of(Memory([returned(GOOD, NO_GRADE, file="audit.yaml")])),
        "notice/not-known": due_of(Memory([replace(good, escalation=None)])),
        "notice/nothing-counts": due_of(superseded),
        "notice/nobody-to-remind": due_of(Memory(), people(), owed=[observed]),
    }
