"""A line that is folded keeps its words and what each of them is."""

from hypothesis import given
from hypothesis import strategies as st

from formwright.reports.ink import Ink, columns, folded, inked

PIECES = st.lists(
    st.tuples(st.sampled_from([None, *Ink]), st.text(st.sampled_from("ab é漢  "), max_size=12)), max_size=8
)


def test_a_line_is_broken_between_words_and_goes_on_further_in() -> None:
    assert list(folded("  one two three four", 11)) == ["  one two", "    three", "    four"]


def test_a_word_that_is_too_wide_and_a_line_of_a_file_stay_whole() -> None:
    assert list(folded("see https://example.org/a/long/address now", 10)) == [
        "see",
        "  https://example.org/a/long/address",
        "  now",
    ]
    whole = inked("   4 | some long line", is_whole=True)
    assert list(folded(whole, 10)) == [whole]


@given(pieces=PIECES, width=st.integers(6, 40))
def test_folding_keeps_every_word_and_its_ink(pieces: list[tuple[Ink | None, str]], width: int) -> None:
    line = inked(*((ink, words) if ink else words for ink, words in pieces))

    found = list(folded(line, width))

    assert " ".join(found).split() == line.split()
    assert all(columns(part) <= width or len(part.split()) == 1 for part in found)
    before = [(c, ink) for start, end, ink in line.spans for c in line[start:end] if c != " "]
    after = [
        (c, ink)
        for part in found
        for start, end, ink in getattr(part, "spans", ())
        for c in part[start:end]
        if c != " "
    ]
    assert after == before
