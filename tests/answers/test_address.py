"""A path's spelling in a Word bookmark, and the paths of rows."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formwright.answers.address import LONGEST, bookmark, is_valid, parts, row_path

names = st.from_regex(r"[a-c][a-c1]{0,12}(_[a-c1]{1,12}){0,2}", fullmatch=True)
rows = st.sampled_from(["", "[0]", "[1]", "[10]"])
paths = (
    st.builds(lambda first, row, rest: ".".join([first + row, *rest]), names, rows, st.lists(names, max_size=2))
    .filter(lambda path: len(path) <= LONGEST)
)  # fmt: skip


@given(st.lists(paths, unique=True, min_size=2, max_size=40))
def test_no_two_paths_share_a_bookmark(some: list[str]) -> None:
    assert len({bookmark(path).casefold() for path in some}) == len(some)


@given(paths)
def test_every_path_makes_a_bookmark_that_word_allows(path: str) -> None:
    assert is_valid(path)
    assert re.fullmatch(r"[fh]_\w{1,38}", bookmark(path), re.ASCII)


def test_a_bookmark_reads_like_its_path() -> None:
    assert bookmark("evaluation.voice_of_child.grade") == "f_evaluation__voice_of_child__grade"
    assert bookmark("actions[0].who") == "f_actions__0__who"


def test_a_long_path_keeps_its_start_and_ends_in_a_digest() -> None:
    path = "evaluation.monitoring_of_plans_by_the_reviewing_officer.comments"

    assert re.fullmatch(r"h_evaluation__monitoring_of_[0-9a-f]{12}", bookmark(path))


def test_a_row_is_filled_into_the_path_of_all_rows() -> None:
    assert row_path("actions[].who", 2) == "actions[2].who"
    assert parts("actions[2].who") == ("actions[2]", "who")
    with pytest.raises(ValueError, match="no '\\[\\]' to fill"):
        row_path("details.case_id", 0)


@pytest.mark.parametrize("path", ["", "Details.case", "a..b", "a__b", "a.b-c", "1a", "a[01].b", "a.b[0]", "a" * 65])
def test_what_is_not_spelt_as_a_path_is_refused(path: str) -> None:
    assert not is_valid(path)
    with pytest.raises(ValueError, match="not the path of one field"):
        bookmark(path)


def test_the_path_of_all_rows_has_no_bookmark_of_its_own() -> None:
    assert is_valid("actions[].who")
    with pytest.raises(ValueError, match="not the path of one field"):
        bookmark("actions[].who")
