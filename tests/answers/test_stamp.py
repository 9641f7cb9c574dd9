"""What a form says of itself within its text comes back whole, or not at all."""

from hypothesis import given
from hypothesis import strategies as st

from formwright.answers.stamp import NAMES, NOTHING, Stamp, bookmarks, joined, of_bookmarks

TEXT = st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\0"), min_size=1, max_size=99)
STAMPS = st.builds(Stamp, *[TEXT] * len(NAMES))


@given(stamp=STAMPS, others=st.lists(st.sampled_from(["_GoBack", "f_details__case_id", "_fw0001_a", "_fw9"])))
def test_bookmarks_hold_a_stamp_in_any_order_and_capitals(stamp: Stamp, others: list[str]) -> None:
    names = bookmarks(stamp)

    assert all(len(name) <= 40 for name in names)
    assert of_bookmarks([*others, *reversed(names)]) == stamp
    assert of_bookmarks(name.upper() for name in names) == stamp
    assert of_bookmarks(names * 2) == stamp


@given(stamp=STAMPS, lost=st.integers(0, 99))
def test_a_stamp_of_which_a_piece_is_lost_says_nothing(stamp: Stamp, lost: int) -> None:
    names = bookmarks(stamp)
    del names[lost % len(names)]

    assert of_bookmarks(names) == NOTHING


@given(one=STAMPS, other=STAMPS)
def test_two_stamps_say_together_what_neither_denies(one: Stamp, other: Stamp) -> None:
    both = joined(one, other)

    assert both == joined(other, one)
    assert joined(one, NOTHING) == joined(one, one) == one
    assert both.is_torn == any(None not in (a := {getattr(one, n), getattr(other, n)}) and len(a) == 2 for n in NAMES)
    assert of_bookmarks([*bookmarks(one), *bookmarks(other)]).is_torn == (one != other)
