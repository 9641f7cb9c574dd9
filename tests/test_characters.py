"""Characters that nobody can see are found, and those that have work to do are left alone."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formwright.characters import odd


@pytest.mark.parametrize(
    "text",
    [
        "Łukasz Ŵyn, Zoë O’Neill",
        "می\u200cخواهم",  # Persian, with the joint that must not be made
        "ক্\u200dষ",  # a Bengali half letter
        "👩\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3 👨\u200d❤\ufe0f\u200d👨 🧑🏽\u200d⚕\ufe0f",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",  # the flag of England
        "葛\U000e0100城",  # a name whose first letter has two shapes
        "Mr\u00a0Smith\u2009–\u202fhere\u3000there",
        "one\r\n\ttwo\n",
        "שָׁלוֹם",
    ],
)
def test_what_has_work_to_do_is_left_alone(text: str) -> None:
    assert list(odd(text)) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a\x07b", "U+0007, bell"),
        ("a\x1b[31mb", "U+001B, escape"),
        ("a\x92b", "U+0092, control character"),
        ("a\x85b", "U+0085, next line"),
        ("a\u2028b", "U+2028, line separator"),
        ("a\u202eb", "U+202E, right-to-left override"),
        ("a\u2066b", "U+2066, left-to-right isolate"),
        ("a\u200fb", "U+200F, right-to-left mark"),
        ("a\u00adb", "U+00AD, soft hyphen"),
        ("a\u200bb", "U+200B, zero-width space"),
        ("a\u200cb", "U+200C, zero-width non-joiner"),
        ("a\u200db", "U+200D, zero-width joiner"),
        ("👩\u200d and", "U+200D, zero-width joiner"),
        ("a\ufe0fb", "U+FE0F, variation selector-16"),
        ("a\ufeffb", "U+FEFF, byte order mark"),
        ("a\U000e0041b", "U+E0041, tag latin capital letter a"),
        ("a\u3164b", "U+3164, hangul filler"),
        ("a\u2800b", "U+2800, braille pattern blank"),
        ("a\uf0b7b", "U+F0B7"),
        ("a\ufdd0b", "U+FDD0"),
        ("a\U0001ffffb", "U+1FFFF"),
        ("a\ud800b", "U+D800"),
        ("a\ufffdb", "U+FFFD, replacement character"),
    ],
)
def test_what_shows_nothing_is_found_and_named(text: str, name: str) -> None:
    (found,) = odd(text)

    assert (found.name, text[found.at]) == (name, found.character)


@given(st.text())
def test_nothing_that_could_steer_a_terminal_is_left(text: str) -> None:
    found = {one.at for one in odd(text)}

    left = [c for n, c in enumerate(text) if n not in found and unicodedata.category(c) in ("Cc", "Cs", "Co")]
    assert set(left) <= {"\n", "\r", "\t"}
    assert not {c for n, c in enumerate(text) if n not in found} & set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )
