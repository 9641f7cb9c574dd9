"""What is due: everybody who must know is told once, and whoever cannot be reached is named."""

from tests.notices.record import Memory, due_of, people, returned

from formwright.diagnostics import Severity
from formwright.model.framework import Holder
from formwright.notices.notice import Kind, State
from formwright.record.events import Event, What

WORSE = ("judgement: requires-improvement", "judgement: inadequate")
BETTER = ("judgement: requires-improvement", "judgement: good")
NOT_CARED_FOR = ("child_status: cared-for-and-child-protection-plan", "child_status: child-protection-plan")
EVERYBODY = ["chair@example.org", "head@example.org", "iro@example.org", "manager@example.org"]


def test_everybody_whom_a_rule_names_gets_one_notice() -> None:
    found = due_of(Memory([returned()]))

    assert (found.addresses, found.errors) == (EVERYBODY, [])
    assert found.to("head@example.org").because == "Head of Service: because it was judged Requires Improvement"


def test_the_same_notice_has_the_same_key_in_every_run() -> None:
    first, again = (due_of(Memory([returned()])).notices for _ in range(2))

    assert [n.key for n in first] == [n.key for n in again]
    assert len({n.key for n in first}) == 4


def test_one_address_gets_one_notice_with_all_reasons() -> None:
    both = people(
        Holder("head-of-service", "Hasan Shah", "Both@example.org"),
        Holder("team-manager", "H. Shah", "both@example.org"),
        Holder("iro", "Ian Reid", "iro@example.org"),
        Holder("conference-chair", "Chris Hall", "chair@example.org"),
    )

    found = due_of(Memory([returned()]), both)

    assert found.addresses == ["Both@example.org", "chair@example.org", "iro@example.org"]
    assert found.to("Both@example.org").roles == ("head-of-service", "team-manager")


def test_all_holders_of_a_role_get_one() -> None:
    found = due_of(Memory([returned()]), people(*(Holder("iro", f"IRO {n}", f"iro{n}@example.org") for n in (1, 2))))

    assert found.addresses == ["iro1@example.org", "iro2@example.org"]


def test_a_role_that_nobody_holds_is_an_error_that_names_it() -> None:
    found = due_of(Memory([returned()]), people(Holder("iro", "Ian Reid", "iro@example.org")))

    assert [e.message.partition(" must")[0] for e in found.errors] == [
        "Head of Service", "Team Manager", "Conference Chair",
    ]  # fmt: skip
    assert all(e.severity is Severity.ERROR and "nobody is named" in e.message for e in found.errors)


def test_an_address_to_which_no_mail_can_go_is_an_error() -> None:
    found = due_of(Memory([returned(BETTER)]), people(Holder("team-manager", "Tina", "manager @example.org")))

    assert [e.code for e in found.errors] == ["notice/no-address"]
    assert found.notices == []


def test_nobody_is_told_twice() -> None:
    record = Memory([returned()])
    record.hand_over(due_of(record).notices)

    assert due_of(record).notices == []


def test_the_same_answers_in_another_file_tell_nobody_again() -> None:
    record = Memory([returned()])
    record.hand_over(due_of(record).notices)

    record.take(returned(file="a.docx"))

    assert due_of(record).notices == []


def test_the_same_audit_in_two_files_at_once_is_one_thing() -> None:
    assert due_of(Memory([returned(), returned(file="b.pdf")])).addresses == EVERYBODY


def test_whoever_only_the_second_file_names_is_notified() -> None:
    record = Memory([returned(NOT_CARED_FOR)])
    record.hand_over(due_of(record).notices)

    record.take(returned(file="b.yaml"))

    assert due_of(record).addresses == ["iro@example.org"]


def test_two_forms_on_one_case_and_day_are_two_things() -> None:
    record = Memory([returned()])
    record.hand_over(due_of(record).notices)
    other = returned(file="plo.yaml", text=PLO)

    assert other.judgement == "good"
    assert due_of(record.take(other)).addresses == ["manager@example.org"]


PLO = """\
form: tier1-plo-audit
version: "1.0"
details: {case_id: A1042, date: 2014-01-15, service_area: child-protection, team: Child Protection East}
overall: {judgement: good}
"""


def test_of_rivals_the_recipients_of_both_are_told_of_both() -> None:
    one, other = returned(BETTER), returned(WORSE, file="b.yaml")

    found = due_of(Memory([one, other]))

    assert found.addresses == ["director@example.org", "head@example.org", "manager@example.org"]
    assert [about.judgement for about in found.to("manager@example.org").about] == ["Good"]


def test_somebody_told_of_one_rival_hears_that_the_other_says_otherwise() -> None:
    record = Memory([returned(BETTER)])
    record.hand_over(due_of(record).notices)

    found = due_of(record.take(returned(file="b.yaml")))

    assert found.addresses == EVERYBODY
    assert found.to("manager@example.org").kind is Kind.NOTICE


def test_of_a_superseded_return_nobody_is_told() -> None:
    old, new = returned(WORSE), returned(BETTER, file="b.yaml")
    record = Memory([old, new])
    record.supersede(old, new)

    assert due_of(record).addresses == ["manager@example.org"]


def test_a_return_superseded_by_none_that_is_there_still_counts_and_is_an_error() -> None:
    old, new = returned(BETTER), returned(WORSE, file="b.yaml")
    record = Memory([old])
    record.supersede(old, new)

    found = due_of(record)

    assert found.addresses == ["manager@example.org"]
    assert [e.code for e in found.errors] == ["notice/nothing-counts"]


def test_two_returns_that_supersede_each_other_both_count() -> None:
    old, new = returned(BETTER), returned(WORSE, file="b.yaml")
    record = Memory([old, new])
    record.supersede(old, new)
    record.supersede(new, old)

    found = due_of(record)

    assert found.addresses == ["director@example.org", "head@example.org", "manager@example.org"]
    assert [e.code for e in found.errors] == ["notice/nothing-counts"] * 2


def test_an_unreadable_judgement_stays_an_error() -> None:
    found = due_of(Memory([returned(("judgement: requires-improvement", "judgement: splendid"))]))

    assert [n.kind for n in found.notices] == []
    assert "escalation/nobody-told" in [e.code for e in found.errors]


def test_a_successor_is_not_told_of_what_a_predecessor_was_told() -> None:
    record = Memory([returned(BETTER)])
    record.hand_over(due_of(record).notices)

    assert due_of(record, people(Holder("team-manager", "Sam New", "new@example.org"))).notices == []


def test_a_run_cut_off_between_two_holders_of_a_role_goes_on_with_the_other() -> None:
    two = people(*(Holder("iro", f"IRO {n}", f"iro{n}@example.org") for n in (1, 2)))
    record = Memory([returned()])
    record.hand_over(due_of(record, two).notices[:1])

    assert due_of(record, two).addresses == ["iro2@example.org"]


def test_the_holder_for_another_area_is_told_though_the_rule_is_the_same() -> None:
    areas = people(
        Holder("team-manager", "A", "a@example.org", service_area="child-protection"),
        Holder("team-manager", "B", "b@example.org", service_area="first-response"),
    )
    record = Memory([returned(BETTER)])
    record.hand_over(due_of(record, areas).notices)

    record.take(returned(BETTER, ("area: child-protection", "area: first-response"), file="b.yaml"))

    assert due_of(record, areas).addresses == ["b@example.org"]


def test_a_second_role_is_no_news() -> None:
    record = Memory([returned()])
    record.hand_over(due_of(record).notices)

    found = due_of(record, people(*(Holder(r, "Ian Reid", "iro@example.org") for r in ALL_ROLES)))

    assert found.notices == []


ALL_ROLES = ("iro", "head-of-service", "team-manager", "conference-chair")


def test_what_was_refused_stays_due_with_the_same_key() -> None:
    record = Memory([returned(BETTER)])
    [notice] = due_of(record).notices
    record.hand_over([notice], State.SENDING, State.REFUSED)

    [again] = due_of(record).notices

    assert (again.key, again.state) == (notice.key, State.REFUSED)
    record.hand_over([again])
    assert due_of(record).notices == []


def test_what_may_have_arrived_is_shown_and_not_made_again() -> None:
    record = Memory([returned(BETTER)])
    [notice] = due_of(record).notices
    record.hand_over([notice], State.SENDING)

    [shown] = due_of(record).notices

    assert (shown.key, shown.state, shown.email) == (notice.key, State.SENDING, "manager@example.org")
    record.hand_over([shown], State.READY)
    assert [n.state for n in due_of(record).notices] == [State.READY]


def test_a_recipient_who_made_the_audit_is_marked() -> None:
    own = returned(BETTER)
    record = Memory([own])
    record.came_from(own, "Tina <MANAGER@example.org>")

    assert due_of(record).to("manager@example.org").is_auditor
    named = people(Holder("team-manager", own.auditor or "", "m@example.org"))
    assert due_of(Memory([own]), named).to("m@example.org").is_auditor


def test_a_file_that_cannot_be_read_is_an_error_until_somebody_has_dealt_with_it() -> None:
    record = Memory([returned(text="a photograph: of a form", file="scan.jpg")])
    assert [fault.code for fault in due_of(record).errors] == ["escalation/nobody-told"]

    record.happened.append(Event(What.HANDLED, "2026-11-27T09:00:00Z", record.rows[0].sha256, {"who": "Sam"}))

    assert due_of(record).errors == []


def test_a_return_of_ours_is_never_dealt_with_in_that_way() -> None:
    record = Memory([returned()])
    record.happened.append(Event(What.HANDLED, "2026-11-27T09:00:00Z", record.rows[0].sha256, {"who": "Sam"}))

    assert due_of(record).addresses == EVERYBODY
