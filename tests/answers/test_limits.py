"""A number is within its field's limits or it is not: the page, `check` and the JSON Schema say so alike, and what is
right is worked out here with exact decimals."""

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tests import drafts
from tests.samples import SMALL, times

from formwright.answers import spelling
from formwright.answers.kinds import NUMBER
from formwright.answers.limits import Limits
from formwright.compose import compose
from formwright.model.form import Field
from formwright.readers.typed import Misfit, taker
from formwright.reports.submission_schema import schema
from formwright.writers import html, markup

assert SMALL.framework
FORM = SMALL.form("everything")
ATTENDANCE, MOVES = (next(f for f in FORM.fields if f.path == f"details.{name}") for name in ("attendance", "moves"))
NAMED = html.names_of_kinds(html.Screen.of(PAGE := compose(FORM, SMALL.framework), tuple(markup.walk(PAGE.blocks))))
KINDS = {field.path: NAMED[field.kind] for field in (ATTENDANCE, MOVES)}

DECIMALS = st.none() | st.integers(0, 3)
WRITTEN = st.decimals(-1200, 1200, places=3).map(lambda number: f"{number.normalize():f}") | st.sampled_from(
    ["0", "1", "9", "10", "99", "100", "-1", "-10", "0.5", "-0.5", "99.9", "100.1", "12345678901234567890.5"]
)


@st.composite
def limits_and_number(draw: st.DrawFn) -> tuple[Limits, str]:
    """The number is often one of the limits, or next to one, and has noughts where they change nothing."""
    limits = Limits(None, draw(DECIMALS), draw(st.none() | WRITTEN), draw(st.none() | WRITTEN))
    known = [limit for limit in (limits.least, limits.most) if limit is not None]
    number = Decimal(draw(st.sampled_from(known) | WRITTEN if known else WRITTEN))
    number += draw(st.sampled_from([Decimal(step) for step in ("0", "0.001", "-0.001", "0.1", "-0.1", "1", "-1")]))
    text = f"{number:f}"
    text += draw(st.sampled_from(["", "0", "00"])) if "." in text else draw(st.sampled_from(["", ".0", ".000"]))
    noughts = draw(st.sampled_from(["", "0", "00"]))
    return limits, f"-{noughts}{text[1:]}" if text.startswith("-") else noughts + text


def is_within(limits: Limits, text: str) -> bool:
    number, behind = Decimal(text), text.partition(".")[2].rstrip("0")
    return (
        (limits.least is None or number >= Decimal(limits.least))
        and (limits.most is None or number <= Decimal(limits.most))
        and (limits.decimals is None or len(behind) <= limits.decimals)
    )


@settings(max_examples=times(1000), deadline=None)
@given(limits_and_number())
def test_a_number_fits_where_it_is_within_the_limits(case: tuple[Limits, str]) -> None:
    limits, text = case

    fits = re.fullmatch(limits.pattern, text) is not None and not limits.take_none

    assert fits == is_within(limits, text)


@given(DECIMALS, WRITTEN, WRITTEN, st.text("0123456789-+. eE,_%", max_size=6))
def test_what_is_no_number_never_fits(decimals: int | None, least: str, most: str, text: str) -> None:
    limits = Limits(None, decimals, least, most)

    if not limits.take_none and re.fullmatch(limits.pattern, text):
        assert re.fullmatch(spelling.NUMBER, text)


@pytest.mark.parametrize(
    ("limits", "wanted"),
    [
        (Limits("%", 1, "0", "100"), "a number from 0 to 100 with at most 1 decimal place"),
        (Limits(None, 0, "0", None), "a whole number no less than 0"),
        (Limits(None, 2, None, "9.75"), "a number no more than 9.75 with at most 2 decimal places"),
    ],
)
def test_the_limits_are_said_wherever_an_answer_is_found_wanting(limits: Limits, wanted: str) -> None:
    words = limits.within(NUMBER).words

    assert words.must == f"must be {wanted}"
    assert words.wrong == f"is not {wanted}"
    assert words.missing == f"enter {wanted}"


def test_a_unit_alone_changes_nothing_in_what_is_taken() -> None:
    assert Limits("days").within(NUMBER) is NUMBER


@pytest.fixture(scope="module")
def page() -> Iterator[drafts.Page]:
    with drafts.page_of(PAGE) as page:
        yield page


def spelt(field: Field) -> Draft202012Validator:
    whole = schema(FORM)
    part = whole["properties"]["details"]["properties"][field.path.removeprefix("details.")]
    return Draft202012Validator({**part, "$defs": whole["$defs"]})


@pytest.mark.parametrize(
    ("field", "text", "is_taken"),
    [
        (ATTENDANCE, "100", True),
        (ATTENDANCE, "100.0", True),
        (ATTENDANCE, "100.1", False),
        (ATTENDANCE, "85.5", True),
        (ATTENDANCE, "85.50", True),
        (ATTENDANCE, "85.55", False),
        (ATTENDANCE, "-0", True),
        (ATTENDANCE, "-1", False),
        (ATTENDANCE, "85%", False),
        (MOVES, "-2", True),
        (MOVES, "-2.0", True),
        (MOVES, "-3", False),
        (MOVES, "1.5", False),
        (MOVES, "007", True),
        (MOVES, "40", True),
        (MOVES, "41", False),
        (MOVES, "400", False),
    ],
)
def test_page_check_and_schema_give_one_verdict(page: drafts.Page, field: Field, text: str, is_taken: bool) -> None:
    said = page.ask(field={"kind": KINDS[field.path], "choices": None}, text=text)

    assert said == ({"answer": text} if is_taken else {"misfit": field.kind.words.must})
    assert isinstance(taker(field)(text), Misfit) is not is_taken
    assert spelt(field).is_valid(text) is is_taken


@pytest.mark.parametrize(
    ("field", "number", "is_valid"),
    [
        (ATTENDANCE, 85.5, True),
        (ATTENDANCE, 100.5, False),
        (MOVES, 40.0, True),
        (MOVES, 1.5, False),
        (MOVES, 41, False),
    ],
)
def test_the_schema_holds_bare_numbers_to_the_limits(field: Field, number: float, is_valid: bool) -> None:
    assert spelt(field).is_valid(number) is is_valid
