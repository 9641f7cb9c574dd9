"""What came in and is in no figure, by hand."""

from dataclasses import replace

from tests.oversight.kept import received
from tests.oversight.paper.made import figures_of, judged

from formwright.record.events import Event, What

UNDATED = replace(judged("good", "2014-01-06"), date=None)


def test_files_that_cannot_be_used_count_on_the_day_they_came() -> None:
    came = [Event(What.NOT_USABLE, at, at, {}) for at in ("2013-12-31T23:00:00Z", "2014-01-31T23:30:00Z")]
    assert figures_of("2014-01", events=came).beside.not_usable == 1


def test_or_on_the_day_they_were_sent() -> None:
    late = Event(What.NOT_USABLE, "2014-02-03T09:00:00Z", "x", {"sent": "Fri, 31 Jan 2014 17:00:00 +0000"})
    assert figures_of("2014-01", events=[late]).beside.not_usable == 1


def test_a_return_without_a_date_is_said_in_the_month_in_which_it_came() -> None:
    found = figures_of("2014-01", UNDATED, events=[received(UNDATED, "2014-01-20T09:00:00Z")])
    assert (found.came_in, found.beside.undated) == (0, 1)
    assert figures_of("2014-02", UNDATED, events=[received(UNDATED, "2014-01-20T09:00:00Z")]).beside.undated == 0


def test_a_form_that_the_framework_no_longer_has_is_listed_by_its_id() -> None:
    found = figures_of("2014-01", judged("good", "2014-01-06", form="gone"))
    assert [(one.tool, one.title, one.complete) for one in found.coverage] == [("gone", "gone", 1)]
