"""Words of themes in texts, counted by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formwright.model.themes import Theme, counts

RISK = Theme("risk", "Risk", ("risk", "risk assessment", "safety plan"))
VOICE = Theme("voice", "The child's voice", ("child's voice", "wishes and feelings"))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Risk is considered.", 1),
        ("RISK, risk; (risk)", 3),
        ("The risk assessment is good.", 1),
        ("Asterisks and risky work.", 0),
        ("A safety\n  plan is missing.", 1),
        ("at-risk", 1),
        ("", 0),
    ],
)
def test_whole_words_count_in_capitals_or_not_and_the_longer_phrase_first(text: str, number: int) -> None:
    assert counts((RISK,), [text]).get("risk", 0) == number


@pytest.mark.parametrize("text", ["The child's voice", "The CHILD’S VOICE"])
def test_either_apostrophe_will_do(text: str) -> None:
    assert counts((VOICE,), [text]) == {"voice": 1}


def test_all_comments_of_a_return_are_added_up_and_a_theme_without_words_is_left_out() -> None:
    assert counts((RISK, VOICE), ["Risk", "No risk", "Nothing"]) == {"risk": 2}


def test_without_themes_nothing_is_counted() -> None:
    assert counts((), ["risk"]) == {}


@given(st.lists(st.text(alphabet="ab .'’\n", max_size=12)), st.text(alphabet="ab", min_size=1, max_size=3))
def test_never_more_than_the_text_has_words(texts: list[str], word: str) -> None:
    found = counts((Theme("x", "X", (word,)),), texts).get("x", 0)
    assert found <= sum(len(text.replace("'", " ").replace("’", " ").replace(".", " ").split()) for text in texts)
