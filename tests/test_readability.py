"""The forms' questions and instructions can be read at 13; the measure knows an easy text from a hard one."""

import pytest
from tests.readability import KNOWN, OLDEST, hardest, passages, reading_age, syllables


def test_every_question_and_instruction_can_be_read_at_13() -> None:
    hard = [(passage.where, round(passage.age, 1)) for passage in hardest() if passage.age > OLDEST]

    assert hard == []
    assert len(passages()) > 100


def test_no_word_is_listed_as_known_that_no_form_needs() -> None:
    said = {word for passage in passages() for word in passage.text.lower().replace("\n", " ").split()}

    assert [word for word in sorted(KNOWN) if not any(word in one for one in said)] == []


@pytest.mark.parametrize(
    ("word", "number"),
    [
        *(("the", 1), ("made", 1), ("noted", 2), ("agreed", 2), ("changes", 2), ("table", 2), ("people", 2)),
        *(("properly", 3), ("evidence", 3), ("information", 4), ("appropriate", 4), ("ICS", 1), ("child's", 1)),
    ],
)
def test_syllables_are_counted_as_spoken(word: str, number: int) -> None:
    assert syllables(word) == number


def test_shorter_sentences_and_shorter_words_are_easier() -> None:
    hard = "Were appropriate representations facilitated throughout, and were implications subsequently communicated?"
    easy = "Did the child have a say? Were they told what came of it?"

    assert reading_age(easy) < 9 < 16 < reading_age(hard)
