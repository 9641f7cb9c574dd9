"""The actions of a period's audits, by hand."""

from dataclasses import replace

from tests.oversight.paper.made import figures_of, judged

from formwright.record.events import Event, What
from formwright.record.rows import Action

AUDIT = replace(
    judged("good", "2014-01-06", area="north"),
    actions=(
        Action("actions[0]", "The team manager", "2014-01-31", "2014-01-20"),
        Action("actions[1]", "The team manager", "2014-01-31"),
        Action("actions[2]", "The team manager", "2014-02-01"),
        Action("actions[3]", None, None),
    ),
)


def test_done_overdue_due_and_without_a_day() -> None:
    found = figures_of("2014-01", AUDIT, today="2014-02-01").actions
    assert (found.done, found.overdue, found.due, found.without_day, found.total) == (1, 1, 1, 1, 4)


def test_those_of_another_month_s_audits_are_not_in_it() -> None:
    assert figures_of("2014-02", AUDIT).actions.total == 0


def test_by_service_area() -> None:
    south = replace(judged("good", "2014-01-07", area="south"), actions=(Action("actions[0]", None, "2014-01-08"),))
    found = figures_of("2014-01", AUDIT, south, today="2014-02-01").actions
    assert [(area, one.open, one.overdue) for area, one in found.by_area] == [("north", 3, 1), ("south", 1, 1)]


def test_what_people_said_since_counts_as_in_the_register() -> None:
    """The paper and `formwright action` never differ."""
    said = {"row": "actions[1]", "number": 2, "state": "done", "same": "", "day": "2014-01-25", "who": "AB"}
    update = Event(What.ACTION, "2014-01-25T09:00:00Z", AUDIT.sha256, said)
    found = figures_of("2014-01", AUDIT, today="2014-02-01", events=[update]).actions
    assert (found.done, found.overdue, found.due, found.without_day) == (2, 0, 1, 1)
