"""Calendars, held against RFC 5545 line by line, and read back with the calendar library and by hand."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from formwright.oversight.calendars import Dated, calendar

AT = datetime(2014, 1, 2, 9, 0, tzinfo=UTC)
words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=200)


def lines(content: bytes) -> list[str]:
    """The content lines, unfolded; each as it is written has at most 75 octets and ends as it must."""
    assert content.endswith(b"\r\n")
    written = content[:-2].split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in written)
    return content[:-2].decode().replace("\r\n ", "").split("\r\n")


def test_a_calendar_is_what_outlook_and_google_calendar_read() -> None:
    made = calendar("Due", [Dated("key", date(2014, 1, 31), "Tier 1 audits, 4; due", "Two done.\nTwo left.")], AT)
    assert sorted(lines(made)) == sorted(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Formwright//Due dates//EN",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            "X-WR-CALNAME:Due",
            "X-WR-TIMEZONE:Europe/London",
            "BEGIN:VEVENT",
            "UID:2c70e12b7a0646f92279f427c7b38e73@formwright",
            "DTSTAMP:20140102T090000Z",
            "DTSTART;VALUE=DATE:20140131",
            "DTEND;VALUE=DATE:20140201",
            "SUMMARY:Tier 1 audits\\, 4\\; due",
            "DESCRIPTION:Two done.\\nTwo left.",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
            "END:VCALENDAR",
        ]
    )


@given(words, words)
def test_any_words_come_back_as_they_were(what: str, more: str) -> None:
    made = calendar("Due", [Dated("key", date(2014, 1, 31), what, more)], AT)
    lines(made)
    (event,) = Calendar.from_ical(made).walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"])) == (what, more)


def test_an_event_of_several_days_ends_after_the_last() -> None:
    made = calendar("Due", [Dated("key", date(2013, 11, 13), "On site", first=date(2013, 11, 12))], AT)
    assert {"DTSTART;VALUE=DATE:20131112", "DTEND;VALUE=DATE:20131114"} <= set(lines(made))


def test_a_date_keeps_its_uid_when_it_moves_and_no_two_share_one() -> None:
    def uids(*dates: Dated) -> list[str]:
        return [line for line in lines(calendar("Due", dates, AT)) if line.startswith("UID:")]

    first, second = Dated("one", date(2014, 1, 31), "One"), Dated("two", date(2014, 1, 31), "Two")
    moved = Dated("one", date(2014, 2, 3), "One, later")
    assert uids(first) == uids(moved)
    assert len(set(uids(first, second))) == 2


def test_the_same_dates_at_the_same_moment_are_the_same_bytes() -> None:
    dates = [Dated("one", date(2014, 1, 31), "One")]
    assert calendar("Due", dates, AT) == calendar("Due", dates, AT)
