"""The month's paper on the page: what it says, the whole to read, and its files."""

from tests.desk.conftest import COMMENT, Folder, Visitor

from formwright.model.review import Status


def test_the_page_says_what_the_month_says(visitor: Visitor, folder: Folder) -> None:
    folder.add("A1"), folder.add("A2", status=Status.INCOMPLETE)
    visitor.get("/paper?month=2026-01")

    said = visitor.text()
    assert "1 audit of January 2026 is complete. 1 is incomplete" in said
    assert "The period is not over: it ends on 31 January 2026." in said
    assert COMMENT not in visitor.said


def test_without_a_month_it_is_the_one_before(visitor: Visitor) -> None:
    visitor.get("/paper")
    assert "The record has no audits of December 2025." in visitor.text()


def test_the_whole_paper_opens_under_its_own_policy(visitor: Visitor, folder: Folder) -> None:
    folder.add("A1")
    page = visitor.get("/paper/read?month=2026-01")
    assert "Quality assurance: January 2026" in page
    assert visitor.headers["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert "Ann Example" not in page and COMMENT not in page


def test_it_is_handed_out_as_word_and_as_a_workbook(visitor: Visitor, folder: Folder) -> None:
    folder.add("A1")
    visitor.get("/paper/file/docx?month=2026-01")
    assert visitor.status == 200 and visitor.headers["Content-Disposition"].endswith("paper-2026-01.docx")
    visitor.get("/paper/file/exe?month=2026-01")
    assert visitor.status == 404


def test_what_is_no_month_is_said_in_words(visitor: Visitor) -> None:
    visitor.get("/paper?month=soon")
    assert visitor.status == 400 and "'soon' is not a month. Write it as 2014-01." in visitor.text().replace(
        "&#39;", "'"
    )
