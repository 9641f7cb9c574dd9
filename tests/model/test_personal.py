"""What says who somebody is, is found by its shape; what only looks a little like it is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formwright.model.personal import Kind, found_in, is_nhs_number, may_be_in, names_of

NAMES = names_of(["Ann-Marie  O'Neil", "Ravi Patel", "Cher"])


def kinds(text: str) -> list[tuple[str, str]]:
    return [(one.kind.name, text[one.start : one.end]) for one in found_in(text, NAMES)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to jo.o'hara+x@mail.example.org.", [("EMAIL", "jo.o'hara+x@mail.example.org")]),
        ("Rang 01706 555 123 twice", [("TELEPHONE", "01706 555 123")]),
        ("Mum (07700 900123).", [("TELEPHONE", "07700 900123")]),
        ("on +44 (0)20 7946 0123,", [("TELEPHONE", "+44 (0)20 7946 0123")]),
        ("(0161) 496 0123", [("TELEPHONE", "(0161) 496 0123")]),
        ("NHS 943 476 5919", [("NHS_NUMBER", "943 476 5919")]),
        ("NHS 9434765919;", [("NHS_NUMBER", "9434765919")]),
        ("DOB: 03/04/2009.", [("BIRTH", "03/04/2009")]),
        ("his date of birth is the 3rd of April 2009", [("BIRTH", "3rd of April 2009")]),
        ("born 2009-04-03", [("BIRTH", "2009-04-03")]),
        ("lives at 3 High Street, OL16 1XU", [("POSTCODE", "OL16 1XU")]),
        ("W1A 1AA and w1a 1aa", [("POSTCODE", "W1A 1AA"), ("POSTCODE", "w1a 1aa")]),
        ("ol16 1xu", [("POSTCODE", "ol16 1xu")]),
        ("Agreed with RAVI\n patel today", [("NAME", "RAVI\n patel")]),
        ("Ann-Marie O'Neil's plan", [("NAME", "Ann-Marie O'Neil")]),
    ],
)
def test_what_says_who_somebody_is_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected
    assert may_be_in(text, NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "Seen alone on 14/01/2014 at 10:30 and on 2014-02-03.",
        "Visited 01-02-2014 10:30, 01.02.2014 11:00",
        "Case A1042, grade 2, 4 of 10, 1,250,000",
        "943 476 5918",  # one digit out
        "000 000 0000",
        "Section 47, standard 1.13, E4 2nd visit",
        "Born into care; the plan of 3 April 2009",
        "Ravi and Patel, Cher",
        "review @ 10, @home",
    ],
)
def test_what_is_only_alike_is_left_alone(text: str) -> None:
    assert kinds(text) == []


@given(st.integers(0, 999_999_999))
def test_of_the_ten_last_digits_at_most_one_makes_an_nhs_number(nine: int) -> None:
    fitting = [last for last in range(10) if is_nhs_number(f"{nine:09}{last}")]

    weighted = sum(int(digit) * (10 - place) for place, digit in enumerate(f"{nine:09}"))
    right = (-weighted) % 11
    expected = [] if right == 10 or f"{nine:09}{right}" == "0" * 10 or len(set(f"{nine:09}{right}")) == 1 else [right]
    assert fitting == expected


@given(st.text(st.sampled_from("01234567 9-+()@.aZxbornd\n"), max_size=60) | st.text(max_size=200))
def test_any_text_can_be_looked_at(text: str) -> None:
    for one in found_in(text, NAMES):
        assert may_be_in(text, NAMES)
        assert 0 <= one.start < one.end <= len(text)
        assert isinstance(one.kind, Kind)
