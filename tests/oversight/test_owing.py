"""Who owes what in a month, worked out by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.oversight.kept import (
    AUDITS,
    ELSEWHERE,
    MONTH,
    audit,
    done,
    duty,
    exempt,
    head,
    manager,
    programme,
    received,
    rules,
    said,
    sheet,
)

from formwright.model.duties import Counted, Duty, Every, Topic
from formwright.model.framework import Holder
from formwright.model.review import Status
from formwright.oversight.cycles import Period
from formwright.oversight.owing import Rules
from formwright.oversight.people import Post, Roster, StandIn
from formwright.record.events import Event, What
from formwright.record.rows import Return

ANN = rules(AUDITS, people=[manager("Ann Example")])
FOUR = [audit("Ann Example", "2014-01-06", n) for n in range(4)]


def one(of: Rules, month: str, *returns: Return, **given: Any) -> str:
    return said(sheet(of, month, *returns, **given).owing[0])


def test_four_audits_in_the_month_are_what_is_owed() -> None:
    assert one(ANN, "2014-01", *FOUR) == "Ann Example: 4/4 met"


def test_three_are_one_short() -> None:
    assert one(ANN, "2014-01", *FOUR[:3]) == "Ann Example: 3/4 short"


def test_more_than_is_owed_is_counted() -> None:
    assert one(ANN, "2014-01", *FOUR, audit("Ann Example", "2014-01-07")) == "Ann Example: 5/4 met"


def test_somebody_without_any_return_owes_them_all() -> None:
    assert one(ANN, "2014-01") == "Ann Example: 0/4 short"


@pytest.mark.parametrize(
    ("day", "month"),
    [("2014-01-01", "2014-01"), ("2014-01-31", "2014-01"), ("2014-02-28", "2014-02"), ("2016-02-29", "2016-02")],
)
def test_the_first_and_the_last_day_belong_to_the_month(day: str, month: str) -> None:
    assert one(ANN, month, audit("Ann Example", day)) == "Ann Example: 1/4 short"


@pytest.mark.parametrize("day", ["2013-12-31", "2014-02-01"])
def test_the_days_around_the_month_do_not(day: str) -> None:
    assert one(ANN, "2014-01", audit("Ann Example", day)) == "Ann Example: 0/4 short"


def test_nobody_is_short_while_the_month_lasts() -> None:
    found = sheet(ANN, "2014-01", *FOUR[:3], today="2014-01-31").owing[0]
    assert said(found) == "Ann Example: 3/4 counted"
    assert (found.why or "").endswith("Until 31 January 2014.")


def test_names_are_compared_as_people_compare_them() -> None:
    assert one(ANN, "2014-01", audit("ann  example.", "2014-01-06")) == "Ann Example: 1/4 short"


def test_an_auditor_who_is_not_in_the_directory_is_listed() -> None:
    found = sheet(ANN, "2014-01", audit("Someone Else", "2014-01-06"))
    assert [(p.file, p.why) for p in found.unplaced] == [
        ("2014-01-06-Someone Else-1.yaml", "Someone Else is not in the directory")
    ]


def test_an_auditor_without_the_duty_is_listed() -> None:
    found = sheet(rules(AUDITS, people=[manager("Ann"), head("Hal", "north")]), "2014-01", audit("Hal", "2014-01-06"))
    assert [p.why for p in found.unplaced] == ["Hal does not hold a role with this duty"]


def test_a_return_that_does_not_name_its_auditor_is_listed() -> None:
    found = sheet(ANN, "2014-01", audit("", "2014-01-06"))
    assert [p.why for p in found.unplaced] == ["it does not say who the auditor is"]


def test_a_return_without_a_date_is_listed_in_the_month_in_which_it_came() -> None:
    lost = audit("Ann Example", None)
    found = sheet(ANN, "2014-01", lost, events=[received(lost, "2014-01-20T09:00:00Z")])
    assert [p.why for p in found.unplaced] == ["the date of the audit is not known"]


@pytest.mark.parametrize(("status", "why"), [(Status.INCOMPLETE, "not complete yet"), (Status.INVALID, "not valid")])
def test_an_audit_counts_once_it_is_complete(status: Status, why: str) -> None:
    found = sheet(ANN, "2014-01", *FOUR[:3], audit("Ann Example", "2014-01-07", status=status)).owing[0]
    assert said(found) == "Ann Example: 3/4 short"
    assert [p.why for p in found.passed] == [why]


# --- late -----------------------------------------------------------------------------------


def test_what_is_received_after_the_month_is_done_and_late() -> None:
    events = [received(FOUR[0], "2014-01-31T18:00:00Z"), received(FOUR[1], "2014-02-01T08:00:00Z")]
    assert one(ANN, "2014-01", *FOUR, events=events) == "Ann Example: 4/4, 1 late met"


def test_the_end_of_the_day_is_that_of_london() -> None:
    june = audit("Ann Example", "2014-06-30")
    assert ", 1 late" in one(ANN, "2014-06", june, events=[received(june, "2014-06-30T23:30:00Z")])


@pytest.mark.parametrize("sent", ["Fri, 31 Jan 2014 17:00:00 +0000", "2014-01-31T17:00:00Z"])
def test_what_was_sent_in_time_is_not_late(sent: str) -> None:
    events = [received(FOUR[0], "2014-02-03T08:00:00Z", sent=sent)]
    assert one(ANN, "2014-01", FOUR[0], events=events) == "Ann Example: 1/4 short"


def test_what_nobody_saw_come_is_not_called_late() -> None:
    assert sheet(ANN, "2014-01", FOUR[0]).owing[0].why == "When one of them was received is not recorded."


def test_a_superseded_return_does_not_count_twice() -> None:
    corrected = audit("Ann Example", "2014-01-06", 9)
    assert one(ANN, "2014-01", FOUR[0], corrected, superseded={FOUR[0].sha256: corrected.sha256}) == (
        "Ann Example: 1/4 short"
    )


def test_a_correction_is_as_early_as_the_first_return() -> None:
    corrected = audit("Ann Example", "2014-01-06", 9)
    events = [received(FOUR[0], "2014-01-20T09:00:00Z"), received(corrected, "2014-02-10T09:00:00Z")]
    given = {"superseded": {FOUR[0].sha256: corrected.sha256}, "events": events}
    assert one(ANN, "2014-01", FOUR[0], corrected, **given) == "Ann Example: 1/4 short"


# --- exempt ---------------------------------------------------------------------------------


def test_an_exemption_says_who_approved_it_and_why() -> None:
    found = sheet(ANN, "2014-01", events=[exempt("audits", "2014-01", "Ann Example")]).owing[0]
    assert said(found) == "Ann Example: 0/4 exempt"
    assert found.exempt is not None
    assert (found.exempt.approved_by, found.exempt.why) == ("The Director", "Ill")


@pytest.mark.parametrize(
    "event",
    [
        exempt("audits", "2014-02", "Ann Example"),
        exempt("others", "2014-01", "Ann Example"),
        exempt("audits", "2014-01", "Bob Example"),
    ],
)
def test_an_exemption_is_for_one_month_one_duty_and_one_person(event: Event) -> None:
    assert one(ANN, "2014-01", events=[event]) == "Ann Example: 0/4 short"


def test_an_exemption_can_be_withdrawn() -> None:
    given = exempt("audits", "2014-01", "Ann Example")
    withdrawn = Event(What.DUTY, "2014-01-03T09:00:00Z", None, {**given.more, "state": "withdrawn"})
    assert one(ANN, "2014-01", events=[given, withdrawn]) == "Ann Example: 0/4 short"


# --- who has it -----------------------------------------------------------------------------


def test_a_manager_of_two_teams_owes_the_number_once() -> None:
    of = rules(AUDITS, people=[manager("Ann", team="East"), manager("Ann", team="West")])
    assert [said(entry) for entry in sheet(of, "2014-01").owing] == ["Ann: 0/4 short"]


def test_two_managers_of_one_team_each_owe_it() -> None:
    of = rules(AUDITS, people=[manager("Ann", team="East"), manager("Bob", team="East")])
    assert [said(entry) for entry in sheet(of, "2014-01").owing] == ["Ann: 0/4 short", "Bob: 0/4 short"]


def test_a_duty_that_nobody_is_named_for_is_shown() -> None:
    found = sheet(rules(AUDITS), "2014-01").owing[0]
    assert said(found) == "None: 0/- counted"
    assert found.why == "Nobody is named for it in directory.yaml."


# --- outside their own service area ---------------------------------------------------------

HAL = rules(ELSEWHERE, people=[head("Hal", "north")])


def test_a_case_from_elsewhere_counts() -> None:
    assert one(HAL, "2014-01", audit("Hal", "2014-01-06", area="south")) == "Hal: 1/1 met"


def test_a_case_from_their_own_area_does_not() -> None:
    found = sheet(HAL, "2014-01", audit("Hal", "2014-01-06", area="north")).owing[0]
    assert said(found) == "Hal: 0/1 short"
    assert found.passed[0].why == "the case is from the auditor's own service area"


def test_nobody_is_short_because_a_return_does_not_say_its_area() -> None:
    assert one(HAL, "2014-01", audit("Hal", "2014-01-06", area=None)) == "Hal: 0/1 counted"


def test_a_head_of_two_areas_has_no_case_in_either() -> None:
    of = rules(ELSEWHERE, people=[head("Hal", "north"), head("Hal", "south")])
    assert one(of, "2014-01", audit("Hal", "2014-01-06", area="south")) == "Hal: 0/1 short"


# --- the month's topic ----------------------------------------------------------------------

TOPIC = Topic("Plans", ("plan-form",), "details.status", ("on-a-plan",), ("not-on-one",))
FOCUSED = duty(
    "audits",
    "manager",
    how_many=4,
    every=MONTH,
    tool=("form", "plan-form"),
    counted=Counted("auditor", programme="focus"),
)


def topics(*returns: Return, topic: str = "Plans", month: str = "2014-01") -> tuple[int, int, int] | None:
    of = rules(FOCUSED, people=[manager("Ann")], programmes=[programme("focus", "2014-01", topic)], topics=[TOPIC])
    found = sheet(of, month, *returns).owing[0].topic
    return (found.on, found.off, found.unknown) if found else None


def test_a_topic_is_known_by_its_form_or_by_what_was_chosen() -> None:
    assert topics(
        audit("Ann", "2014-01-06", 1, form="plan-form"),
        audit("Ann", "2014-01-06", 2, choices={"details.status": "on-a-plan"}),
        audit("Ann", "2014-01-06", 3, choices={"details.status": "not-on-one"}),
        audit("Ann", "2014-01-06", 4, choices={"details.status": "something-else"}),
        audit("Ann", "2014-01-06", 5),
    ) == (2, 1, 2)


def test_a_topic_that_no_return_shows_is_not_guessed() -> None:
    assert topics(audit("Ann", "2014-01-06", form="plan-form"), topic="Visits") == (0, 0, 1)


def test_a_month_after_the_programme_has_no_topic() -> None:
    assert topics(audit("Ann", "2014-02-06", form="plan-form"), month="2014-02") == (0, 0, 1)


def test_audits_on_the_topic_are_counted_and_not_judged() -> None:
    on_topic = duty("focus", "manager", every=MONTH, counted=Counted("focus", of="audits", why="No number is set."))
    of = rules(
        FOCUSED, on_topic, people=[manager("Ann")], programmes=[programme("focus", "2014-01", "Plans")], topics=[TOPIC]
    )
    found = sheet(of, "2014-01", audit("Ann", "2014-01-06", form="plan-form"), audit("Ann", "2014-01-07")).owing[1]
    assert said(found) == "Ann: 1/- counted"
    assert found.returns == ("2014-01-06-Ann-1.yaml",)


# --- cycles longer than a month -------------------------------------------------------------

OBSERVED = duty(
    "observed",
    "manager",
    how_many=2,
    every=Every(1, "year"),
    tool=("form",),
    counted=Counted("worker", practitioners="worker"),
)
WILL = Holder("worker", "Will", "will@example.org")


def test_a_year_is_judged_in_its_last_month() -> None:
    of, seen = rules(OBSERVED, people=[WILL]), audit("Ann", "2014-03-06", worker="Will")
    assert one(of, "2014-11", seen) == "None (Will): 1/2 counted"
    assert one(of, "2014-12", seen) == "None (Will): 1/2 short"


def test_what_is_done_later_in_the_year_is_not_counted_yet() -> None:
    assert one(rules(OBSERVED, people=[WILL]), "2014-02", audit("Ann", "2014-03-06", worker="Will")) == (
        "None (Will): 0/2 counted"
    )


def test_a_practitioner_who_is_in_returns_only_is_counted() -> None:
    assert one(rules(OBSERVED), "2014-12", audit("Ann", "2014-03-06", worker="Wendy")) == "None (Wendy): 1/- counted"


def test_what_counts_for_nobody_is_listed_in_its_own_month_only() -> None:
    lost, of = audit("Ann", "2014-03-06", worker=""), rules(OBSERVED, people=[WILL])
    assert [len(sheet(of, month, lost).unplaced) for month in ("2014-02", "2014-03", "2014-12")] == [0, 1, 0]


QUARTERLY = duty("files", "manager", every=Every(1, "quarter"), counted=Counted("hand"))


def test_what_no_return_shows_is_judged_once_people_record_it() -> None:
    of = rules(QUARTERLY, people=[manager("Ann")])
    assert one(of, "2014-03") == "Ann: 0/- counted"
    assert one(of, "2014-03", events=[done("files", "2013-11-05")]) == "Ann: 0/1 short"
    assert one(of, "2014-03", events=[done("files", "2014-02-05")]) == "Ann: 1/1 met"
    assert one(of, "2014-02", events=[done("files", "2013-11-05")]) == "Ann: 0/1 counted"


def test_what_is_done_for_each_service_area_is_counted_for_each() -> None:
    clinic = duty("clinic", "manager", how_many=1, every=MONTH, counted=Counted("hand", each=("north", "south")))
    found = sheet(rules(clinic, people=[manager("Ann")]), "2014-01", events=[done("clinic", "2014-01-09", "north")])
    assert [said(entry) for entry in found.owing] == ["Ann (North): 1/1 met", "Ann (South): 0/1 short"]


@pytest.mark.parametrize("checked", ["log", "case"])
def test_what_the_record_cannot_show_is_never_judged(checked: str) -> None:
    found = sheet(rules(duty("visits", "manager", how_many=1, every=MONTH, checked=checked)), "2014-01").owing[0]
    assert said(found) == "None: 0/- counted"
    assert found.why


def test_what_nothing_counts_says_why() -> None:
    note = duty("note", "manager", counted=Counted("nothing", why="The note is kept elsewhere."))
    assert [entry.why for entry in sheet(rules(note), "2014-01").owing] == ["The note is kept elsewhere."]


def test_a_number_in_words_is_never_judged() -> None:
    sampled = duty("sample", "manager", every=MONTH, in_words="a sample", counted=Counted("hand"))
    found = sheet(rules(sampled, people=[manager("Ann")]), "2014-01", events=[done("sample", "2014-01-09")]).owing[0]
    assert said(found) == "Ann: 1/- counted"
    assert found.why == "The framework sets no number: a sample."


def test_a_draw_of_the_month_is_counted() -> None:
    drawing = duty("draw", "manager", every=MONTH, counted=Counted("draw"))
    of, drawn = (
        rules(drawing, people=[manager("Ann")]),
        Event(What.DRAW, "2014-01-02T09:00:00Z", None, {"month": "2014-01"}),
    )
    assert one(of, "2014-01", events=[drawn]) == "Ann: 1/1 met"
    assert one(of, "2014-02", events=[drawn]) == "Ann: 0/1 short"
    assert one(of, "2014-02") == "Ann: 0/- counted"


# --- people who come, go and move -----------------------------------------------------------

JANUARY = "2014-01"


def held(name: str, first: str, last: str, role: str = "manager", **given: Any) -> Post:
    return Post(role, name, "someone@example.org", held=Period(day(first), day(last)), **given)


def day(words: str) -> date:
    return date.fromisoformat(words)


def of_posts(*posts: Post, stand_ins: tuple[StandIn, ...] = (), duties: tuple[Duty, ...] = (AUDITS,)) -> Rules:
    return rules(*duties, roster=Roster(posts, stand_ins))


def test_a_change_of_manager_in_the_month_makes_nobody_short() -> None:
    of = of_posts(held("Ann", "2013-01-01", "2014-01-14"), held("Bob", "2014-01-15", "9999-12-31"))
    audits = [audit("Ann", "2014-01-06"), audit("Bob", "2014-01-20", 1), audit("Bob", "2014-01-21", 2)]
    found = sheet(of, JANUARY, *audits).owing
    assert [said(entry) for entry in found] == ["Ann: 1/- counted", "Bob: 2/- counted"]
    assert "(15 January 2014 to 31 January 2014)" in (found[1].why or "")


def test_whoever_did_all_of_them_in_a_part_of_the_month_has_met_it() -> None:
    of = of_posts(held("Ann", "2013-01-01", "2014-01-14"))
    assert one(of, JANUARY, *[audit("Ann", "2014-01-06", n) for n in range(4)]) == "Ann: 4/4 met"


def test_beginning_on_the_first_working_day_is_a_whole_month() -> None:
    assert one(of_posts(held("Ann", "2014-01-02", "9999-12-31")), JANUARY) == "Ann: 0/4 short"
    assert one(of_posts(held("Ann", "2014-01-03", "9999-12-31")), JANUARY) == "Ann: 0/- counted"


def test_leaving_on_the_last_working_day_is_a_whole_month() -> None:
    assert one(of_posts(held("Ann", "2013-01-01", "2014-05-30")), "2014-05") == "Ann: 0/4 short"
    assert one(of_posts(held("Ann", "2013-01-01", "2014-05-29")), "2014-05") == "Ann: 0/- counted"


def test_whoever_moves_to_another_team_owes_the_number_once() -> None:
    of = of_posts(
        held("Ann", "2013-01-01", "2014-01-14", team="East"), held("Ann", "2014-01-15", "9999-12-31", team="West")
    )
    audits = [audit("Ann", "2014-01-06", 1), audit("Ann", "2014-01-20", 2)]
    assert [said(entry) for entry in sheet(of, JANUARY, *audits).owing] == ["Ann: 2/4 short"]


def test_a_gap_between_two_teams_is_a_part_of_the_month() -> None:
    of = of_posts(held("Ann", "2013-01-01", "2014-01-10"), held("Ann", "2014-01-15", "9999-12-31"))
    assert one(of, JANUARY) == "Ann: 0/- counted"


def test_whoever_left_before_the_month_owes_nothing_in_it() -> None:
    of = of_posts(held("Ann", "2013-01-01", "2013-12-31"), held("Bob", "2014-01-01", "9999-12-31"))
    assert [said(entry) for entry in sheet(of, JANUARY).owing] == ["Bob: 0/4 short"]


def test_an_audit_of_a_day_without_the_role_is_listed() -> None:
    found = sheet(of_posts(held("Ann", "2013-01-01", "2014-01-14")), JANUARY, audit("Ann", "2014-01-20"))
    assert [p.why for p in found.unplaced] == ["Ann did not hold the role on that day"]


def test_a_head_who_moves_to_another_area_audits_outside_the_one_of_that_day() -> None:
    of = of_posts(
        held("Hal", "2013-01-01", "2014-01-14", "head", area="north"),
        held("Hal", "2014-01-15", "9999-12-31", "head", area="south"),
        duties=(ELSEWHERE,),
    )
    assert one(of, JANUARY, audit("Hal", "2014-01-14", area="south")) == "Hal: 1/1 met"
    assert one(of, JANUARY, audit("Hal", "2014-01-15", area="south")) == "Hal: 0/1 short"


SAM = StandIn("manager", "Sam", "Ann", Period(date(2014, 1, 6), date(2014, 1, 17)))


def test_what_a_stand_in_does_counts_for_the_person_they_stand_in_for() -> None:
    of = of_posts(held("Ann", "2013-01-01", "9999-12-31"), stand_ins=(SAM,))
    assert one(of, JANUARY, audit("Sam", "2014-01-17")) == "Ann: 1/4 short"
    assert [p.why for p in sheet(of, JANUARY, audit("Sam", "2014-01-20")).unplaced] == [
        "Sam does not hold a role with this duty"
    ]


def test_a_stand_in_with_a_duty_of_their_own_does_their_own() -> None:
    of = of_posts(held("Ann", "2013-01-01", "9999-12-31"), held("Sam", "2013-01-01", "9999-12-31"), stand_ins=(SAM,))
    assert [said(entry) for entry in sheet(of, JANUARY, audit("Sam", "2014-01-10")).owing] == [
        "Ann: 0/4 short",
        "Sam: 1/4 short",
    ]


def test_whoever_stands_in_for_several_is_listed() -> None:
    both = (SAM, replace(SAM, instead_of="Bob"))
    of = of_posts(held("Ann", "2013-01-01", "9999-12-31"), held("Bob", "2013-01-01", "9999-12-31"), stand_ins=both)
    assert [p.why for p in sheet(of, JANUARY, audit("Sam", "2014-01-10")).unplaced] == [
        "Sam stood in for several people on that day"
    ]
