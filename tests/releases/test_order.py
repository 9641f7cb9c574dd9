"""Which of two versions is higher, and whether it is high enough."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formwright.releases.differences import versions
from formwright.releases.differences.change import Effect
from formwright.releases.order import height, in_order

VERSIONS = st.lists(st.integers(0, 10**6), min_size=1, max_size=4).map(lambda parts: ".".join(map(str, parts)))


def test_versions_are_counted_and_not_spelt() -> None:
    assert in_order(["1.10", "1.9", "0.9", "10", "2.0", "1.9.1"]) == ("0.9", "1.9", "1.9.1", "1.10", "2.0", "10")


def test_one_is_as_high_as_one_point_nought() -> None:
    assert height("1") == height("1.0") == height("01.00.0") < height("1.0.1")


def test_a_number_of_any_length_is_compared() -> None:
    assert height("9" * 10_000) < height("1" + "0" * 10_000)


@given(VERSIONS, VERSIONS)
def test_it_is_the_order_of_the_numbers(one: str, other: str) -> None:
    def numbers(version: str) -> list[int]:
        found = [int(part) for part in version.split(".")]
        return found + [0] * (4 - len(found))

    assert (height(one) < height(other)) == (numbers(one) < numbers(other))


@pytest.mark.parametrize(
    ("old", "new", "effect", "is_enough"),
    [
        ("1.9", "1.10", Effect.COMPARABLE, True),
        ("1.9", "1.9.1", Effect.COMPARABLE, False),
        ("1.9", "1.9.0.1", Effect.WORDING, True),
        ("1.9", "1.10", Effect.BREAKS, False),
        ("1", "2", Effect.BREAKS, True),
        ("1.0", "1" * 5000, Effect.BREAKS, True),
    ],
)
def test_a_version_rises_in_the_part_that_a_change_asks_for(
    old: str, new: str, effect: Effect, is_enough: bool
) -> None:
    assert versions.is_enough(old, new, effect) is is_enough
    assert versions.is_enough(old, versions.next_version(old, effect), effect)
