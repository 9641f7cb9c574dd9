"""Words that read alike are the same, and others are not."""

import pytest

from formwright.model.alike import alike, joined


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("First Response", "first  RESPONSE"),
        ("First Response", "\u00a0First\u2009Response\t\n"),
        ("First Response", "First\u200bRes\u00adponse\u2060"),
        ("First\u2028Response", "First\u2029Response"),
        ("Straße", "STRASSE"),
        ("É", "e\u0301"),
        ("É", "e\u200b\u0301"),
        ("ﬁrst", "first"),
        ("One-off", "One–off"),
        ("One-off", "One\u2011off"),
        ("One-off", "One—off"),
        ("Child’s", "child's"),
        ("‘a’", "'a'"),
        ("“a”", '"a"'),
        ("Team.", "team"),
        ("Team:", "Team;,"),
        ("❤", "❤\ufe0f"),
        ("ᠠ", "ᠠ\u180b"),
        ("ᠠ", "ᠠ\u180f"),
        ("葛", "葛\U000e0100"),
        ("葛", "葛\U000e01ef"),
        ("a\u3164b", "ab"),
        ("a\u034fb", "ab"),
    ],
)
def test_they_read_alike(one: str, other: str) -> None:
    assert alike(one) == alike(other) and alike(one)
    assert joined(one) == joined(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("East", "West"),
        ("Team 1", "Team 2"),
        ("One-off", "One off"),
        ("a", "á"),
        ("A/B", "AB"),
        ("a_b", "ab"),
        (".", ":"),
    ],
)
def test_they_do_not(one: str, other: str) -> None:
    assert alike(one) != alike(other)


def test_what_joins_the_words_of_an_id_does_not_count_beside_its_label() -> None:
    assert joined("first-response") == joined("First Response") == joined("first_response") == "firstresponse"
    assert joined("First–Response") == "firstresponse"


@pytest.mark.parametrize("text", ["", " \t\n", "\u200b\ufeff\u2060", "\u3164\u115f", "\ufe0f"])
def test_of_what_nobody_can_see_nothing_is_left(text: str) -> None:
    assert alike(text) == joined(text) == ""


def test_a_stop_that_stands_alone_is_seen() -> None:
    assert alike(".") == "."
