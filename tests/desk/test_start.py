"""The first page says what needs somebody, and opens however long it takes to find out."""

from threading import Event as Signal

import pytest
from tests.desk.conftest import Folder, Visitor

from formwright.escalation import nobody_told, nobody_told_of_file
from formwright.model.review import Escalated, Status, Told
from formwright.places import Place
from formwright.record.events import Event, What
from formwright.record.rows import Action


def started(visitor: Visitor) -> str:
    """The first page, once it has looked."""
    while 'data-over="no"' in visitor.get("/") or "being brought up to date" in visitor.said:
        pass
    return visitor.text()


def test_where_nothing_waits_it_says_so_and_what_to_do_next(visitor: Visitor) -> None:
    said = started(visitor)

    assert "Nothing needs you" in said and "Take in what has arrived" in said


def test_it_lists_what_waits_for_somebody(visitor: Visitor, folder: Folder) -> None:
    folder.add("A1", escalation=Escalated((Told("iro", None, None, "judged Good"),), ()))
    folder.add("A2"), folder.add("A2")
    folder.add("A3")
    (folder.returns / "2026-01" / "A3-4.yaml").unlink()
    folder.note(
        Event(What.NOT_USABLE, "2026-01-05T09:00:00Z", "f" * 64, {"name": "scan.jpg", "message": "It is a photograph."})
    )
    said = started(visitor)

    for words in (
        "1 person to be notified is not in the directory",
        "A1 Independent Reviewing Officer must be notified about case A1",
        "1 audit was returned more than once Decide which return counts. A2 2 Jan 2026",
        "Read 2 notices No mail server is named, so you send them from your own mail program.",
        "1 return is no longer in its folder",
        "1 file could not be used",
        "scan.jpg It is a photograph.",
    ):
        assert words in said


def test_what_was_decided_or_dealt_with_waits_no_more(visitor: Visitor, folder: Folder) -> None:
    folder.add("A2")
    second = folder.add("A2")
    folder.note(Event(What.NOT_USABLE, "2026-01-05T09:00:00Z", "f" * 64, {"name": "scan.jpg"}))
    started(visitor)

    visitor.post(f"/returns/{second}/counts", {"relation": "rival", "why": "Signed.", "who": "Sam"})
    visitor.post("/handled/" + "f" * 64, {"who": "Sam"})

    assert "Nothing needs you" in started(visitor)
    assert [e.more for e in folder.events(What.HANDLED)] == [{"who": "Sam"}]


def test_what_cannot_be_read_is_listed_once_and_never_as_somebody_missing_from_the_directory(
    visitor: Visitor, folder: Folder
) -> None:
    told = nobody_told_of_file(Place("2026-01/A9-1.yaml"))
    unread = folder.add("A9", form=None, status=Status.INVALID, escalation=None, faults=(told,))
    folder.note(
        Event(What.NOT_USABLE, "2026-01-05T09:00:00Z", unread, {"name": "scan.jpg", "message": "A photograph."})
    )
    folder.add(
        "A8",
        status=Status.INVALID,
        escalation=None,
        faults=(nobody_told(Place("2026-01/A8-2.yaml"), "it has no judgement"),),
    )
    said = started(visitor)

    assert "1 file could not be used" in said and "1 return needs you to notify people yourself" in said
    assert "directory" not in said

    visitor.post(f"/handled/{unread}", {"who": "Sam"})
    assert "could not be used" not in started(visitor)
    assert "A8" in visitor.text() and "A9" not in visitor.text()


def test_the_month_is_counted_by_what_came_in(visitor: Visitor, folder: Folder) -> None:
    folder.add("A1"), folder.add("A2", status=Status.INCOMPLETE), folder.add("A3", status=Status.INVALID)
    folder.add("A4", status=Status.INCOMPLETE)

    assert "Received in January 2026 Returns 4 Complete 1 Incomplete 2 Not valid 1" in started(visitor)


def test_it_opens_at_once_while_it_looks(visitor: Visitor, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    may_go_on = Signal()
    folder.add()

    def slow(*given: object) -> None:
        given[-1](500, 1500)  # type: ignore[operator]
        may_go_on.wait(60)

    monkeypatch.setattr("formwright.desk.office.survey", slow)
    try:
        while "500 of 1,500" not in visitor.get("/"):
            assert visitor.status == 200
        assert visitor.get("/returns") and visitor.status == 200
    finally:
        may_go_on.set()


def test_what_keeps_it_from_looking_is_said(visitor: Visitor, folder: Folder) -> None:
    (folder.root / "framework.yaml").write_text("kind: framework\n")
    folder.note(Event(What.NOT_USABLE, "2026-01-05T09:00:00Z", "f" * 64, {"name": "scan.jpg"}))

    while "The framework has errors" not in visitor.get("/"):
        assert visitor.status == 200


def test_overdue_actions_are_counted_and_lead_to_their_list(visitor: Visitor, folder: Folder) -> None:
    folder.add("A1", actions=(Action("actions[0]", "Ann Example", "2026-01-02"), Action("actions[1]", None, None)))

    started(visitor)
    page = visitor.said

    assert '<dt>Overdue</dt><dd><a href="/actions?state=overdue">1</a>' in page
    assert "A1" in visitor.get("/actions?state=overdue") and "1 action" in visitor.text()
