"""Corrections: who was told of a return that no longer counts hears what has changed."""

from tests.notices.record import Memory, due_of, people, returned
from tests.notices.test_due import BETTER, NOT_CARED_FOR, WORSE

from formwright.model.framework import Holder
from formwright.notices.notice import Kind
from formwright.record.rows import Return


def told_and_superseded(old: Return, new: Return) -> Memory:
    """A record in which everybody was told of the old return before the new one came to count."""
    record = Memory([old])
    record.hand_over(due_of(record).notices)
    record.take(new)
    record.supersede(old, new)
    return record


def kinds(record: Memory) -> dict[str, Kind]:
    return {notice.email: notice.kind for notice in due_of(record).notices}


def test_who_must_now_know_is_notified_and_who_knew_hears_of_the_change() -> None:
    record = told_and_superseded(returned(), returned(WORSE, file="b.yaml"))

    assert kinds(record) == {
        "head@example.org": Kind.CORRECTION,  # told then, and to be told now
        "director@example.org": Kind.NOTICE,  # only now
        "manager@example.org": Kind.CORRECTION,  # only then
        "iro@example.org": Kind.CORRECTION,
        "chair@example.org": Kind.CORRECTION,
    }


def test_who_must_still_act_hears_what_counts_now() -> None:
    found = due_of(told_and_superseded(returned(), returned(WORSE, file="b.yaml"))).to("head@example.org")

    [before] = found.before
    assert "was judged Requires Improvement" in before.told
    assert [about.judgement for about in found.about] == ["Inadequate"]


def test_who_need_no_longer_act_hears_nothing_of_the_new_judgement() -> None:
    found = due_of(told_and_superseded(returned(), returned(WORSE, file="b.yaml"))).to("iro@example.org")

    assert (found.about, found.told) == ((), ("you no longer need to do anything about case A1103",))


def test_where_nothing_changes_for_them_nobody_hears_of_it() -> None:
    finished = returned(("The chronology stops in September.", "The chronology is complete."), file="b.yaml")

    assert kinds(told_and_superseded(returned(), finished)) == {}


def test_who_is_no_longer_named_by_the_same_judgement_hears_so() -> None:
    record = told_and_superseded(returned(), returned(NOT_CARED_FOR, file="b.yaml"))

    assert kinds(record) == {"iro@example.org": Kind.CORRECTION}


def test_a_corrected_case_id_is_a_change() -> None:
    record = told_and_superseded(returned(BETTER), returned(BETTER, ("A1103", "A1104"), file="b.yaml"))

    [found] = due_of(record).notices
    assert (found.kind, found.case_id) == (Kind.CORRECTION, "A1104")
    assert "A1103" in found.before[0].told


def test_a_case_of_another_area_goes_to_its_people_and_is_taken_back_from_the_others() -> None:
    areas = people(
        Holder("team-manager", "A", "a@example.org", service_area="child-protection"),
        Holder("team-manager", "B", "b@example.org", service_area="first-response"),
    )
    old = returned(BETTER)
    new = returned(BETTER, ("area: child-protection", "area: first-response"), file="b.yaml")
    record = Memory([old])
    record.hand_over(due_of(record, areas).notices)
    record.take(new)
    record.supersede(old, new)

    assert {n.email: n.kind for n in due_of(record, areas).notices} == {
        "a@example.org": Kind.CORRECTION,
        "b@example.org": Kind.NOTICE,
    }


def test_of_two_rivals_who_was_told_of_both_hears_which_one_counts() -> None:
    one, other = returned(), returned(WORSE, file="b.yaml")
    record = Memory([one, other])
    record.hand_over(due_of(record).notices)

    record.supersede(one, other, "rival")

    found = due_of(record).to("head@example.org")
    assert (found.kind, [about.judgement for about in found.about]) == (Kind.CORRECTION, ["Inadequate"])


def test_a_correction_is_made_once() -> None:
    record = told_and_superseded(returned(), returned(WORSE, file="b.yaml"))
    record.hand_over(due_of(record).notices)

    assert due_of(record).notices == []


def test_a_decision_taken_back_and_taken_again_is_told_each_time() -> None:
    old, new = returned(), returned(WORSE, file="b.yaml")
    record = told_and_superseded(old, new)
    record.hand_over(due_of(record).notices)

    record.reinstate(old)
    record.supersede(new, old)
    assert kinds(record)["iro@example.org"] is Kind.CORRECTION
    record.hand_over(due_of(record).notices, at="2026-11-28T11:00:00Z")
    assert due_of(record).notices == []

    record.reinstate(new)
    record.supersede(old, new)
    assert kinds(record)["iro@example.org"] is Kind.CORRECTION
    record.hand_over(due_of(record).notices, at="2026-11-29T11:00:00Z")
    assert due_of(record).notices == []


def test_what_was_never_told_is_not_taken_back() -> None:
    old, new = returned(), returned(WORSE, file="b.yaml")
    record = Memory([old, new])
    record.supersede(old, new)

    assert kinds(record) == {"head@example.org": Kind.NOTICE, "director@example.org": Kind.NOTICE}
