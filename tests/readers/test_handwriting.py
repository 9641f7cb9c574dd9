"""What people write by hand is taken where it can mean one thing only, and is never taken for another."""

import re
from datetime import date, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from formwright.answers import spelling
from formwright.answers.limits import Limits
from formwright.model.form import Choice, Field
from formwright.readers import handwriting
from formwright.readers.handwriting import hand_taker
from formwright.readers.typed import Misfit


def field(*labels: tuple[str, str]) -> Field:
    choices = tuple(Choice(value, label) for value, label in labels)
    return Field("details.kind", "Kind", "choice", True, choices=choices)


def taken(text: str, *labels: tuple[str, str]) -> object:
    return hand_taker(field(*labels))(text)


# --- days ----------------------------------------------------------------------------------

DAYS = st.dates(spelling.EARLIEST, spelling.LATEST)
SPACE = st.sampled_from([" ", "\u00a0", "\u2009", "\u202f", "  ", "\n"])
DASH = st.sampled_from(["-", "–", "‑", "‒", "—", "−", " - ", ".", "/", " / "])
ORDINAL = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


@st.composite
def spelt(draw: st.DrawFn, day: date) -> str:
    """A day in one of the ways in which people write it."""
    space, dash = draw(SPACE), draw(DASH)
    month = draw(
        st.sampled_from([day.strftime("%B"), day.strftime("%b"), day.strftime("%b."), day.strftime("%B").upper()])
    )
    number = draw(st.sampled_from([str(day.day), f"{day.day:02}", f"{day.day}{ORDINAL.get(day.day, 'th')}"]))
    plain = draw(st.sampled_from([str(day.day), f"{day.day:02}"]))
    text = draw(
        st.sampled_from(
            [
                f"{plain}{dash}{day.month}{dash}{day.year}",
                f"{plain}{dash}{day.month:02}{dash}{day.year}",
                f"{plain}{space}{day.month:02}{space}{day.year}",
                f"{day.year}{dash}{day.month:02}{dash}{plain}",
                f"{number}{space}{month}{space}{day.year}",
                f"{number} of {month}{space}{day.year}",
                f"the {number} day of {month}, {day.year}",
                f"{number}{space}{month},{space}{day.year}",
                f"{month}{space}{number},{space}{day.year}",
                f"{month}{space}{number}{space}{day.year}",
                f"{plain}{dash}{month}{dash}{day.year}",
                f"{plain}{month}{day.year}",
            ]
        )
    )
    weekday = draw(st.sampled_from([day.strftime("%A"), day.strftime("%a"), day.strftime("%a."), day.strftime("%A,")]))
    whole = draw(st.sampled_from([text, f"{weekday} {text}", f"{text} ({day:%A})", f"{text}, {day:%a}"]))
    return (
        draw(st.sampled_from(["", " ", "\u200b"])) + whole + draw(st.sampled_from(["", ".", " ", "\u00a0", "\n", ";"]))
    )


@given(st.data(), DAYS)
def test_however_a_day_is_spelt_it_is_that_day(data: st.DataObject, day: date) -> None:
    assert handwriting.date(data.draw(spelt(day))) == day.isoformat()


PIECES = st.sampled_from(
    ["1", "3", "12", "15", "29", "31", "99", "00", "1899", "1900", "2014", "2100", "20", "14", "'14", "st", "th", "Jan",
     "may", "Sept", "mon", "Wed", "of", "the", "T", "at", "/", "-", "–", ".", ",", " ", "\u00a0", "\n", "(", ")", "x"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=9).map("".join))
@example("15/1/14")
@example("01/15/2014")
def test_a_day_that_is_taken_is_written_there_with_its_whole_year_and_before_its_month(text: str) -> None:
    found = handwriting.date(text)

    if not isinstance(found, Misfit):
        day = date.fromisoformat(found)
        numbers = [int(n) for n in re.findall(r"\d+", text)]
        in_figures = (day.day, day.month, day.year), (day.year, day.month, day.day)
        in_words = (day.day, day.year), (day.year, day.day)
        assert spelling.EARLIEST <= day <= spelling.LATEST
        assert tuple(numbers) in in_figures + in_words
        assert len(numbers) == 3 or day.strftime("%b").lower() in text.lower()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("15/1/14", "two-digit year"),
        ("15 Jan '14", "two-digit year"),
        ("14-01-15", "two-digit year"),
        ("15/01/0014", "1900 to 2099"),
        ("15/01/2114", "1900 to 2099"),
        ("Thursday 15 January 2014", "does not match its day of the week"),
        ("15/01/2014 (Thu)", "does not match its day of the week"),
        ("01/15/2014", "not a single date"),
        ("29 February 2014", "not a single date"),
        ("3/4", "not a single date"),
        ("January 2014", "not a single date"),
        ("15012014", "not a single date"),
        ("15/01/2014 or 16/01/2014", "not a single date"),
        ("2014-01-15T10:00", "not a single date"),
        ("yesterday", "not a single date"),
        ("," * 100_000, "not a single date"),
        ("1" + " " * 100_000 + "/", "not a single date"),
    ],
)
def test_what_may_mean_another_day_is_asked_about(text: str, why: str) -> None:
    found = handwriting.date(text)

    assert isinstance(found, Misfit)
    assert why in found.message


# --- choices -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["Cared-for child", " cared-for  CHILD ", "Cared‑for\u00a0child", "Cared–for child.", "\u200bCared\u00ad-for child",
     "cared-for"],
)  # fmt: skip
def test_a_choice_is_known_however_a_program_has_spaced_it(text: str) -> None:
    assert taken(text, ("cared-for", "Cared-for child"), ("other", "Don't know")) == "cared-for"


def test_a_choice_is_known_by_either_apostrophe() -> None:
    assert taken("Don’t know", ("cared-for", "Cared-for child"), ("other", "Don't know")) == "other"


def test_two_choices_that_read_alike_are_asked_about() -> None:
    found = taken("YES", ("a", "Yes"), ("b", "yes "))

    assert isinstance(found, Misfit)
    assert "either of two" in found.message


@pytest.mark.parametrize("control", ["text", "long-text", "signature"])
def test_a_character_that_only_a_typeface_knows_is_asked_about(control: str) -> None:
    found = hand_taker(Field("details.note", "Note", control, True))("Seen \uf0fc")

    assert isinstance(found, Misfit)
    assert "only its own font can show" in found.message


# --- times and numbers -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("14:30", "14:30"),
        ("14.30", "14:30"),
        ("1430", "14:30"),
        ("14h30", "14:30"),
        ("14:30:00", "14:30"),
        ("14:30 hrs", "14:30"),
        ("0930", "09:30"),
        ("09.30", "09:30"),
        ("0:05", "00:05"),
        ("2.30 pm", "14:30"),
        ("2:30p.m.", "14:30"),
        ("2pm", "14:00"),
        ("11 AM", "11:00"),
        ("930am", "09:30"),
        ("12.30 pm", "12:30"),
        ("12:30 am", "00:30"),
        ("14:30 pm", "14:30"),
        ("12 noon", "12:00"),
        ("Midnight.", "00:00"),
        ("１４：３０", "14:30"),
    ],
)
def test_a_time_that_can_mean_one_only_is_taken(text: str, time: str) -> None:
    assert hand_taker(Field("details.at", "At", "time"))(text) == time


@pytest.mark.parametrize("text", ["2:30", "9.15", "915", "12 am", "12:00 pm", "1:00"])
def test_a_time_that_could_be_before_noon_or_after_is_asked_about(text: str) -> None:
    assert hand_taker(Field("details.at", "At", "time"))(text) is handwriting.HALF_OF_THE_DAY


@pytest.mark.parametrize(
    "text",
    [
        *"24:00 14:60 25.00 14 2 14:3 14:300 pm 14:30:15 14:30-15:00 2014-01-15".split(),
        *("14:30 am", "0:30 pm", "half past two", "2.5 pm", "about 14:30", "14:30" + " " * 80 + "x"),
    ],
)
def test_what_is_no_time_is_no_answer(text: str) -> None:
    assert hand_taker(Field("details.at", "At", "time"))(text) is handwriting.NO_TIME


@given(st.times())
def test_whatever_the_page_writes_is_the_same_on_paper(time: time) -> None:
    assert hand_taker(Field("details.at", "At", "time"))(f"{time:%H:%M}") == f"{time:%H:%M}"


@pytest.mark.parametrize(
    ("unit", "text", "number"),
    [("%", "85%", "85"), ("%", "85.5 %", "85.5"), ("£", "£12.50", "12.50"), ("days", "3 Days", "3"), ("%", "85", "85")],
)
def test_a_unit_that_is_written_with_its_number_is_not_asked_about(unit: str, text: str, number: str) -> None:
    field = Field("details.share", "Share", "number", limits=Limits(unit, None, "0", "100"))

    assert hand_taker(field)(text) == number


@pytest.mark.parametrize(
    ("unit", "text"),
    [("%", "85 days"), ("%", "%"), ("%", "105%"), ("m", "85 cm"), ("%", "85%%"), ("days", "1,000 days")],
)
def test_a_unit_does_not_make_a_number_of_anything_else(unit: str, text: str) -> None:
    field = Field("details.share", "Share", "number", limits=Limits(unit, None, "0", "100"))

    assert isinstance(hand_taker(field)(text), Misfit)
