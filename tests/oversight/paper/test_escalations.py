"""The notices of a period, by hand; and the audits about which nobody has been notified."""

from dataclasses import replace

from tests.oversight.paper.made import figures_of, judged

from formwright.model.review import Escalated, Told
from formwright.record.events import Event, What
from formwright.record.rows import Return

TELLS = Escalated((Told("head", "Ann Example", "ann@example.org", "judged Poor"),), ())
POOR = replace(judged("poor", "2014-01-06", 1), escalation=TELLS)


def notice(of: Return, key: str, state: str, at: str = "2014-01-10T09:00:00Z", kind: str = "notice") -> Event:
    return Event(What.NOTICE, at, of.sha256, {"key": key, "kind": kind, "state": state})


def test_a_notice_is_counted_once_by_its_last_state() -> None:
    events = [
        notice(POOR, "a", "sending"),
        notice(POOR, "a", "sent"),
        notice(POOR, "b", "sending"),
        notice(POOR, "b", "refused"),
    ]
    found = figures_of("2014-01", POOR, events=events).escalations
    assert [(one.judgement, one.notices, one.audits) for one in found.told] == [("poor", 1, 1)]
    assert (found.not_sent, found.nobody) == (1, 0)


def test_an_audit_about_which_nobody_has_been_notified_is_said() -> None:
    assert figures_of("2014-01", POOR).escalations.nobody == 1
    assert figures_of("2014-01", POOR, events=[notice(POOR, "a", "refused")]).escalations.nobody == 1
    assert figures_of("2014-01", POOR, events=[notice(POOR, "a", "sent", kind="slip")]).escalations.nobody == 1


def test_a_notice_about_the_same_audit_in_another_file_will_do() -> None:
    again = replace(POOR, file="again.docx", sha256="again")
    assert figures_of("2014-01", POOR, again, events=[notice(again, "a", "sent")]).escalations.nobody == 0


def test_a_notice_that_was_sent_later_has_still_been_sent() -> None:
    found = figures_of("2014-01", POOR, events=[notice(POOR, "a", "sent", "2014-02-01T00:00:00Z")]).escalations
    assert (found.notices, found.nobody) == (0, 0)


def test_corrections_and_slips_are_not_added_to_notices() -> None:
    events = [
        notice(POOR, "a", "sent"),
        notice(POOR, "b", "sent", kind="correction"),
        notice(POOR, "c", "sent", kind="slip"),
    ]
    found = figures_of("2014-01", POOR, events=events).escalations
    assert (found.notices, found.corrections, found.slips) == (1, 1, 1)
