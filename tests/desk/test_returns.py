"""The list with its filters, one return, and the decision which of two counts."""

import re
import tracemalloc

import pytest
from tests.desk.conftest import COMMENT, Folder, Still, Visitor

from formwright.desk.asking import Asked
from formwright.desk.paging import PAGE
from formwright.diagnostics import error
from formwright.model.review import Escalated, Status, Told
from formwright.places import Place
from formwright.record.events import Event, What


def cases(page: str) -> list[str]:
    return re.findall(r'scope="row"><a href="/returns/[0-9a-f]{64}">([^<]+)', page)


# --- the list --------------------------------------------------------------------------------


def test_the_newest_return_is_first(visitor: Visitor, folder: Folder) -> None:
    for case in ("A1", "A2", "A3"):
        folder.add(case)

    assert cases(visitor.get("/returns")) == ["A3", "A2", "A1"]


def test_a_page_of_many_leads_to_the_next_and_says_where_it_is(visitor: Visitor, folder: Folder) -> None:
    for number in range(PAGE + 2):
        folder.add(f"A{number:03}")

    first = visitor.get("/returns?status=complete")
    assert len(cases(first)) == PAGE and "1–50 of 52 returns" in first
    assert 'rel="next" href="/returns?status=complete&amp;page=2"' in first
    second = visitor.get("/returns?status=complete&page=2")
    assert cases(second) == ["A001", "A000"] and "51–52 of 52 returns" in second
    assert cases(visitor.get("/returns?page=99")) == ["A001", "A000"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("month=2026-02", ["A2"]),
        ("received=2026-01", ["A2", "A1"]),
        ("received=2026-02", []),
        ("form=small-audit", ["A2", "A1"]),
        ("form=other", []),
        ("area=mass", ["A2"]),
        ("status=incomplete", ["A2"]),
        ("judgement=inadequate", ["A2"]),
        ("words=bradley", ["A2"]),
        ("words=a1", ["A1"]),
        ("status=incomplete&judgement=good", []),
        ("month=", ["A2", "A1"]),
    ],
)
def test_each_filter_leaves_what_is_like_it(visitor: Visitor, folder: Folder, asked: str, found: list[str]) -> None:
    folder.add("A1")
    folder.add(
        "A2", date="2026-02-03", area="mass", status=Status.INCOMPLETE, judgement="inadequate", auditor="Tom Bradley"
    )

    assert cases(visitor.get(f"/returns?{asked}")) == found


def test_what_was_asked_stays_in_the_filters(visitor: Visitor, folder: Folder) -> None:
    page = visitor.get("/returns?words=%22%3Eb&month=2026-01&status=invalid&judgement=good&form=gone")

    assert 'name="words" value="&#34;&gt;b"' in page and '<option value="2026-01" selected>January 2026' in page
    assert '<option value="invalid" selected>Not valid</option>' in page
    assert '<option value="good" selected>Good</option>' in page and "<option selected>gone</option>" in page
    assert "No return is like that." in page


def test_a_month_that_is_none_is_said(visitor: Visitor, folder: Folder) -> None:
    folder.add("A1")
    page = visitor.get("/returns?month=January")

    assert "“January” is not a month" in page and cases(page) == ["A1"]


def test_the_address_keeps_what_was_asked() -> None:
    asked = Asked.of({"words": "a & b", "month": "2026-01", "page": "3", "status": "", "else": "x"})

    assert asked.address() == "/returns?month=2026-01&words=a+%26+b&page=3"
    assert asked.address(1) == "/returns?month=2026-01&words=a+%26+b"
    assert Asked.of({"page": "-1"}).address() == Asked.of({"page": "x"}).address() == "/returns"


def test_a_page_of_the_list_takes_no_more_memory_where_there_are_more_returns(folder: Folder, office: Still) -> None:
    def peak() -> int:
        office.listing(Asked())
        tracemalloc.start()
        office.listing(Asked())
        _, found = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return found

    folder.fill(2 * PAGE)
    few = peak()
    folder.fill(3000)

    assert peak() < 1.5 * few


# --- one return ------------------------------------------------------------------------------


def test_a_return_says_what_is_wrong_who_is_notified_and_what_happened(visitor: Visitor, folder: Folder) -> None:
    fault = error("submission/missing", Place("x"), "“Was the child heard?” is not answered.", "Answer it.")
    told = Told("team-manager", "Tess Manager", "tess@example.org", "judged Good")
    sha256 = folder.add(status=Status.INCOMPLETE, faults=(fault,), escalation=Escalated((told,), ()))
    step = {"key": "k", "kind": "notice", "state": "sent", "name": "Tess Manager"}
    folder.note(Event(What.NOTICE, "2026-01-05T10:00:00Z", sha256, step))
    visitor.get(f"/returns/{sha256}")

    for words in (
        "“Was the child heard?” is not answered. Answer it.",
        "Tess Manager Team Manager Because the case was judged Good",
        "Received as A1.yaml, from ann@example.org",
        "Notice to Tess Manager: sent",
        "Incomplete",
    ):
        assert words in visitor.text()


def test_a_return_that_is_not_there_is_said(visitor: Visitor) -> None:
    assert "There is no such page" in visitor.get("/returns/" + "0" * 64)
    assert visitor.status == 404


def test_a_file_that_has_vanished_is_said_and_cannot_be_opened(visitor: Visitor, folder: Folder) -> None:
    sha256 = folder.add()
    (folder.returns / "2026-01" / "A1-1.yaml").unlink()

    assert "is no longer in the folder of returns" in visitor.get(f"/returns/{sha256}")
    assert "Open this return" not in visitor.said
    visitor.post(f"/returns/{sha256}/file")
    assert visitor.status == 404


# --- its answers -----------------------------------------------------------------------------


def test_no_page_shows_a_comment_until_somebody_opens_that_return(visitor: Visitor, folder: Folder) -> None:
    first, second = folder.add(), folder.add()
    pages = ["/", "/returns", f"/returns?words={COMMENT}", f"/returns/{first}", f"/returns/{second}", "/notices", "/"]

    assert all("the child heard" not in visitor.get(path) and visitor.said.count(COMMENT) <= 1 for path in pages)
    assert all(COMMENT not in visitor.get(path) for path in pages if COMMENT not in path)
    opened = visitor.post(f"/returns/{first}/open")
    assert f"{COMMENT} 1" in opened and f"{COMMENT} 2" not in opened and "Was the child heard?" in opened
    assert visitor.headers["Cache-Control"] == "no-store"
    assert visitor.headers["Content-Security-Policy"] == "frame-ancestors 'none'"


def test_the_file_comes_as_it_arrived(visitor: Visitor, folder: Folder) -> None:
    sha256 = folder.add()
    content = visitor.post(f"/returns/{sha256}/file")

    assert content.encode() == (folder.returns / "2026-01" / "A1-1.yaml").read_bytes()
    assert visitor.headers["Content-Disposition"] == "attachment; filename=A1-1.yaml"


def test_a_return_that_cannot_be_relied_on_is_not_shown_but_why_is(visitor: Visitor, folder: Folder) -> None:
    sha256 = folder.add()
    path = folder.returns / "2026-01" / "A1-1.yaml"
    path.write_text(path.read_text().replace("judgement: good", "judgement: splendid"))
    visitor.post(f"/returns/{sha256}/open")

    assert visitor.status == 422
    assert "This return cannot be shown" in visitor.said and COMMENT not in visitor.said


# --- which one counts ------------------------------------------------------------------------


def test_two_returns_of_one_audit_wait_for_a_decision_which_is_kept_with_who_and_why(
    visitor: Visitor, folder: Folder
) -> None:
    first, second = folder.add(), folder.add()
    assert "Which return counts?" in visitor.get(f"/returns/{second}")

    visitor.post(f"/returns/{second}/counts", {"relation": "correction", "why": " It is\n signed. ", "who": "Sam Lee"})

    [decision] = folder.events(What.SUPERSEDED)
    assert (decision.sha256, decision.at) == (first, "2026-01-05T12:00:00Z")
    assert {"by": second, "relation": "correction", "who": "Sam Lee", "why": "It is signed."}.items() <= (
        decision.more.items()
    )
    assert "Which return counts?" not in visitor.said
    visitor.get(f"/returns/{first}")
    assert "This return does not count. Sam Lee decided on 5 Jan 2026" in visitor.text()


def test_a_decision_can_be_taken_back(visitor: Visitor, folder: Folder) -> None:
    first, second = folder.add(), folder.add()
    visitor.post(f"/returns/{second}/counts", {"relation": "rival", "why": "Signed.", "who": "Sam"})
    page = visitor.post(f"/returns/{first}/take-back", {"why": "Not so.", "who": "Kim"})

    assert "This return does not count" not in page and "Which return counts?" in page
    assert "Kim took the decision back" in page


@pytest.mark.parametrize(
    ("left_out", "said"), [("who", "Enter your name"), ("why", "Enter why"), ("relation", "Choose what the other")]
)
def test_nobody_decides_without_a_name_and_a_reason(visitor: Visitor, folder: Folder, left_out: str, said: str) -> None:
    first, _ = folder.add(), folder.add()
    given = {"relation": "rival", "why": "Signed.", "who": "Sam"} | {left_out: "  "}

    assert said in visitor.post(f"/returns/{first}/counts", given)
    assert visitor.status == 400 and folder.events(What.SUPERSEDED) == []


def test_another_case_or_another_day_is_no_rival(visitor: Visitor, folder: Folder) -> None:
    first = folder.add("A1")
    folder.add("A2")
    folder.add("A1", date="2026-01-03")

    assert "Which return counts?" not in visitor.get(f"/returns/{first}")
