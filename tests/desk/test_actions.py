"""The desk: the list of actions, one action with its updates, those of one return."""

import re

import pytest
from tests.desk.conftest import COMMENT, Folder, Visitor

from formwright.desk.asking import AskedActions
from formwright.desk.paging import PAGE
from formwright.record.events import Event, What
from formwright.record.rows import Action

LATE = Action("actions[0]", "Tess Manager", "2025-12-19", same="a")
SOON = Action("actions[1]", "Social worker", "2026-01-09", same="b")
NOBODY = Action("actions[2]", None, None, lacks=("who: missing", "by: missing"), same="c")
DONE = Action("actions[3]", "Tess Manager", "2025-12-19", done="2026-01-04", same="d")


def listed(page: str) -> list[str]:
    return re.findall(r'scope="row"><a href="/actions/[0-9a-f]{64}/[0-9]+">([^<]+)', page)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["1", "2", "3"]),
        ("state=overdue", ["1"]),
        ("state=due", ["2"]),
        ("state=done", ["4"]),
        ("state=all", ["1", "2", "3", "4"]),
        ("person=tess+manager", ["1"]),
        ("nobody=yes", ["3"]),
        ("team=East", ["1", "2", "3"]),
        ("team=West", []),
        ("case=A2", []),
        ("until=1+January+2026", ["1"]),
        ("form=small-audit&area=north", []),
    ],
)
def test_each_filter_leaves_the_actions_that_are_like_it(
    visitor: Visitor, folder: Folder, asked: str, found: list[str]
) -> None:
    folder.add("A1", team="East", actions=(LATE, SOON, NOBODY, DONE))

    assert listed(visitor.get(f"/actions?{asked}")) == [f"A1, action {number}" for number in found]
    assert COMMENT not in visitor.said


def test_all_states_are_counted_and_a_date_that_is_none_is_said(visitor: Visitor, folder: Folder) -> None:
    folder.add("A1", actions=(LATE, SOON, NOBODY, DONE))
    visitor.get("/actions?state=due&until=Easter")

    for words in ("Open 1", "Due 1", "Overdue 1", "Done 1", "“Easter” is not a date"):
        assert words in visitor.text()


def test_a_page_of_many_actions_leads_to_the_next(visitor: Visitor, folder: Folder) -> None:
    folder.add("A1", actions=tuple(Action(f"actions[{n}]", "Jo", "2026-02-01") for n in range(PAGE + 2)))

    assert len(listed(visitor.get("/actions?person=Jo"))) == PAGE
    assert 'rel="next" href="/actions?person=Jo&amp;page=2"' in visitor.said
    assert listed(visitor.get("/actions?person=Jo&page=2")) == ["A1, action 51", "A1, action 52"]
    assert AskedActions.of({"page": "-1", "state": "open"}).address() == "/actions"


def test_an_update_is_kept_and_shown_with_who_said_so(visitor: Visitor, folder: Folder) -> None:
    sha256 = folder.add("A1", actions=(LATE, SOON))
    page = visitor.post(f"/actions/{sha256}/1", {"what": "done", "day": "5/1/2026", "by": "Sam Lee"})

    assert "Done on 5 January 2026, by Sam Lee" in page and "on 5 January 2026" in visitor.text()
    [event] = folder.events(What.ACTION)
    assert (event.more["row"], event.more["state"], event.more["who"]) == ("actions[0]", "done", "Sam Lee")
    page = visitor.get(f"/returns/{sha256}")
    assert "The audit is not closed: 1 action is open." in page and "Action 1: done on 5 January 2026" in page
    assert "1 open action" in visitor.get("/returns")
    visitor.post(f"/actions/{sha256}/2", {"what": "not-needed", "by": "S", "why": "Moved", "approved_by": "H"})
    assert "No action is open." in visitor.get(f"/returns/{sha256}")
    assert "open action" not in visitor.get("/returns")


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [
        ({"what": "done", "by": "Sam"}, 422, "Enter the date."),
        ({"what": "done", "by": "Sam", "day": "2026-01-06"}, 422, "in the future"),
        ({"what": "reviewed", "by": "Sam", "day": "5/1/26"}, 422, "not a valid date"),
        ({"what": "new-date", "by": "Sam", "day": "2026-02-01"}, 422, "Enter why"),
        ({"what": "not-needed", "by": "Sam", "why": "Moved"}, 422, "Enter who approved it"),
        ({"what": "withdrawn", "by": "Sam"}, 422, "nothing can be withdrawn"),
        ({"what": "", "by": "Sam"}, 400, "Choose what happened"),
        ({"what": "done", "day": "2026-01-05"}, 400, "Enter a name or initials"),
    ],
)
def test_what_cannot_be_recorded_is_said_and_what_was_typed_stays(
    visitor: Visitor, folder: Folder, typed: dict[str, str], status: int, words: str
) -> None:
    sha256 = folder.add("A1", actions=(LATE,))
    page = visitor.post(f"/actions/{sha256}/1", typed)

    assert (visitor.status, words in page) == (status, True)
    assert status == 400 or 'name="by" required maxlength="200" value="Sam"' in page
    assert folder.events(What.ACTION) == []


def test_an_action_that_is_not_there_and_one_that_does_not_count(visitor: Visitor, folder: Folder) -> None:
    old, new = folder.add("A1", actions=(LATE,)), folder.add("A1", actions=(LATE,))
    folder.note(Event(What.SUPERSEDED, "2026-01-05T10:00:00Z", old, {"by": new, "relation": "correction", "who": "S"}))

    for path in (f"/actions/{old}/1", f"/actions/{new}/2", f"/actions/{'0' * 64}/1"):
        visitor.get(path)
        assert visitor.status == 404
    assert listed(visitor.get("/actions")) == ["A1, action 1"]
    visitor.post(f"/actions/{new}/1", {"what": "done", "day": "2026-01-05", "by": "S"}, "of another run")
    assert visitor.status == 403 and folder.events(What.ACTION) == []
