"""Who owes what, on the page: the month, what people record about it, and the dates that follow from a day."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from icalendar import Calendar
from tests.cli.test_overseeing import NORTH, january
from tests.desk.conftest import NOON, Visitor
from tests.samples import ROOT

from formwright.desk import server
from formwright.desk.office import Office
from formwright.record import store
from formwright.record.events import What

EAST = "Team Manager, Child Protection East"


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    return january(tmp_path / "returns")


@pytest.fixture
def visitor(returns: Path) -> Iterator[Visitor]:
    """At the desk of the whole framework, once it has looked through the returns."""
    office = Office(ROOT, returns, lambda: NOON)
    with server.opened(office, None) as desk:
        thread = Thread(target=desk.serve_forever)
        thread.start()
        office.refresh(lambda *_: None)
        yield Visitor(desk).arrive()
        desk.end()
        thread.join()


def row(visitor: Visitor, name: str) -> str:
    """The first row of the page's tables with this name, as it is read."""
    said = visitor.said.partition(f'<th scope="row">{name}</th>')[2].partition("</tr>")[0]
    visitor.said = said
    return visitor.text()


def test_a_month_shows_who_is_short_who_is_not_and_what_counts_for_nobody(visitor: Visitor) -> None:
    page = visitor.get("/owed?month=2014-01")

    assert "Who owes what in January 2014" in page
    assert "Somebody Else is not in the directory: other.yaml" in visitor.text()
    short = page.partition('aria-labelledby="short"')[2].partition("</section>")[0]
    assert EAST in short and NORTH not in short
    assert row(visitor, NORTH).startswith("Met 4 of 4")
    visitor.said = page
    assert row(visitor, EAST).startswith("Short 0 of 4")


def test_an_exemption_is_recorded_shown_and_taken_back(visitor: Visitor, returns: Path) -> None:
    given = {"month": "2014-01", "duty": "tier1-audits", "person": EAST, "approved_by": "Ada Head", "why": "On leave"}
    visitor.post("/owed/exempt", given)
    page = visitor.get("/owed?month=2014-01")

    assert row(visitor, EAST) == "Exempt 0 of 4 Ada Head approved it: On leave"
    assert f"{EAST} is exempt in January 2014. Ada Head approved it: On leave" in page
    visitor.post("/owed/withdrawn", given | {"entry_month": "2014-01"})
    visitor.get("/owed?month=2014-01")
    assert row(visitor, EAST).startswith("Short")
    with store.reading(returns) as record:
        assert [event.more["state"] for event in record.events(What.DUTY)] == ["exempt", "withdrawn"]


@pytest.mark.parametrize(
    ("sort", "given", "said"),
    [
        ("exempt", {"duty": "tier1-audits", "person": EAST}, "Enter who approved it."),
        ("done", {"duty": "tier2-drew"}, "Did you mean"),
        ("done", {"duty": "tier2-draw", "on": "2026-02-30"}, "is not a valid date"),
        ("withdrawn", {"duty": "tier1-audits", "person": EAST}, "There is no such entry"),
        ("done", {}, "Choose a duty."),
    ],
)
def test_what_cannot_be_recorded_is_said_and_nothing_is_kept(
    visitor: Visitor, returns: Path, sort: str, given: dict[str, str], said: str
) -> None:
    visitor.post(f"/owed/{sort}", {"month": "2014-01"} | given)

    assert visitor.status == 400 and said in visitor.text()
    with store.reading(returns) as record:
        assert list(record.events(What.DUTY)) == []


def test_nothing_is_recorded_without_the_pages_token(visitor: Visitor, returns: Path) -> None:
    visitor.post("/owed/done", {"duty": "tier2-draw"}, token="another")  # noqa: S106

    assert visitor.status == 403


def test_the_month_goes_on_in_other_programs(visitor: Visitor) -> None:
    rows = list(csv.DictReader(io.StringIO(visitor.get("/owed/file/csv?month=2014-01").lstrip("\ufeff"))))
    assert {one["State"] for one in rows if one["Name"] == NORTH and one["Duty"] == "tier1-audits"} == {"met"}
    assert "filename=due-2014-01.csv" in visitor.headers["Content-Disposition"]
    calendar = Calendar.from_ical(visitor.get("/owed/file/ics?month=2014-01"))
    said = [str(event["summary"]) for event in calendar.walk("VEVENT")]
    assert any(one.startswith(EAST) for one in said) and not any(one.startswith(NORTH) for one in said)
    visitor.get("/owed/file/docx?month=2014-01")
    assert visitor.status == 404


def test_a_month_that_is_none_is_said(visitor: Visitor) -> None:
    visitor.get("/owed?month=January")

    assert visitor.status == 400 and "is not a month" in visitor.text()


def test_dates_are_counted_from_a_day_and_the_day_is_recorded(visitor: Visitor, returns: Path) -> None:
    asked = "start=review-on-site&on=2014-03-03&about=mass"
    page = visitor.get(f"/dates?{asked}")

    assert "By Monday 17 February 2014" in page and "Monday 3 March to Tuesday 4 March 2014" in page
    calendar = visitor.get(f"/dates/file/ics?{asked}")
    assert "DTSTART;VALUE=DATE:20140303" in calendar and "DTSTART;VALUE=DATE:20140217" in calendar
    visitor.post("/owed/done", {"duty": "review-on-site", "on": "2014-03-03", "about": "mass", "month": "2014-03"})
    assert "Done on 3 Mar 2014, for MASS" in visitor.text()
    visitor.get("/owed?month=2014-03")
    assert "Facilitates a Practice Forum on the feedback report." in visitor.text()


def test_dates_without_a_day_ask_for_one(visitor: Visitor) -> None:
    assert "Choose it to see all the dates" in visitor.get("/dates?start=review-on-site") and visitor.status == 200
    visitor.get("/dates?start=tier1-audits&on=2014-03-03")
    assert visitor.status == 400 and "No dates are counted from" in visitor.text()
