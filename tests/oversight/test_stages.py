"""The dates of a Service Quality Review and of Practice Forums, counted by hand on a calendar."""

from datetime import date

import pytest
from tests.oversight.kept import done, rules, said, sheet
from tests.samples import ROOT

from formwright.definitions.library import load
from formwright.model.duties import Duties
from formwright.oversight import stages
from formwright.record.events import Event


@pytest.fixture(scope="module")
def duties() -> Duties:
    found = load(ROOT).duties
    assert found is not None
    return found


def dates(duties: Duties, start: str, day: str, until: str = "2014-12-31") -> list[tuple[str, str]]:
    duty = duties.get(start)
    assert duty is not None
    plan = stages.plan(duties, duty, date.fromisoformat(day), "mass", date.fromisoformat(until))
    return [(stage.duty.id, stage.by.isoformat()) for stage in plan]


def test_a_review_on_12_and_13_november_2013(duties: Duties) -> None:
    assert dates(duties, "review-on-site", "2013-11-12", until="2014-02-28") == [
        ("review-set-up-meeting", "2013-10-29"),
        ("review-on-site", "2013-11-13"),
        ("review-audit", "2013-11-13"),
        ("review-draft-report", "2013-11-13"),
        ("review-practice-forum", "2013-11-27"),
        ("review-report-sent", "2013-11-29"),
        ("review-business-plan", "2013-12-04"),
        ("practice-forums", "2014-01-08"),
        ("practice-forums", "2014-02-19"),
    ]


@pytest.mark.parametrize(
    ("first", "last"),
    [("2014-03-07", "2014-03-10"), ("2014-04-17", "2014-04-22"), ("2013-12-24", "2013-12-27")],
    ids=["over a weekend", "over Easter", "over Christmas"],
)
def test_the_two_days_on_site_are_working_days(duties: Duties, first: str, last: str) -> None:
    assert dict(dates(duties, "review-on-site", first))["review-on-site"] == last


def test_forums_from_a_day_are_six_weeks_apart(duties: Duties) -> None:
    assert dates(duties, "practice-forums", "2014-03-03", until="2014-07-07") == [
        ("practice-forums", "2014-04-14"),
        ("practice-forums", "2014-05-26"),
        ("practice-forums", "2014-07-07"),
    ]


def month(duties: Duties, wanted: str, month: str, *events: Event, today: str = "2020-01-01") -> list[str]:
    found = sheet(rules(*duties.duties), month, events=events, today=today)
    return [f"{said(e)} by {e.by}" for e in found.owing if e.duty.id == wanted and e.about]


BEGUN = done("review-on-site", "2013-11-12", "north")


def test_a_stage_is_due_in_its_month(duties: Duties) -> None:
    assert month(duties, "review-practice-forum", "2013-11", BEGUN) == ["None (North): 0/1 short by 2013-11-27"]
    assert month(duties, "review-practice-forum", "2013-12", BEGUN) == []


def test_a_stage_is_not_short_before_its_day_is_over(duties: Duties) -> None:
    assert month(duties, "review-practice-forum", "2013-11", BEGUN, today="2013-11-27") == [
        "None (North): 0/1 counted by 2013-11-27"
    ]


def test_a_stage_that_was_done_late_is_done_and_late(duties: Duties) -> None:
    forum = done("review-practice-forum", "2013-11-28", "north")
    assert month(duties, "review-practice-forum", "2013-11", BEGUN, forum) == [
        "None (North): 1/1, 1 late met by 2013-11-27"
    ]


def test_what_follows_is_counted_from_the_day_of_the_forum(duties: Duties) -> None:
    forum = done("review-practice-forum", "2013-11-20", "north")
    assert month(duties, "review-report-sent", "2013-11", BEGUN, forum) == ["None (North): 0/1 short by 2013-11-22"]
    assert month(duties, "practice-forums", "2014-01", BEGUN, forum) == ["None (North): 0/1 short by 2014-01-01"]


def test_another_area_has_dates_of_its_own(duties: Duties) -> None:
    forum = done("review-practice-forum", "2013-11-20", "south")
    assert month(duties, "review-practice-forum", "2013-11", BEGUN, forum) == ["None (North): 0/1 short by 2013-11-27"]


def test_a_second_review_does_not_take_the_forum_of_the_first(duties: Duties) -> None:
    again = done("review-on-site", "2014-10-07", "north")
    forum = done("review-practice-forum", "2013-11-20", "north")
    assert month(duties, "review-practice-forum", "2014-10", BEGUN, again, forum) == [
        "None (North): 0/1 short by 2014-10-22"
    ]


def test_a_forum_that_was_held_moves_the_next(duties: Duties) -> None:
    held = [done("practice-forums", day, "north") for day in ("2014-01-06", "2014-02-10")]
    assert month(duties, "practice-forums", "2014-02", *held) == ["None (North): 1/1 met by 2014-02-17"]
    assert month(duties, "practice-forums", "2014-03", *held) == ["None (North): 0/1 short by 2014-03-24"]


def test_a_forum_that_was_missed_is_short_and_the_cycle_goes_on(duties: Duties) -> None:
    held = [done("practice-forums", day, "north") for day in ("2014-01-06", "2014-04-07")]
    assert month(duties, "practice-forums", "2014-02", *held) == ["None (North): 0/1 short by 2014-02-17"]
    assert month(duties, "practice-forums", "2014-03", *held) == ["None (North): 1/1, 1 late met by 2014-03-31"]
