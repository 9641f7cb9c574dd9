"""Agreement of two who judged the same: laws, and kappa as scikit-learn works it out."""

import math
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from formwright.oversight.agreement import Agreement, Weights

NAMES = {Weights.NONE: None, Weights.LINEAR: "linear", Weights.QUADRATIC: "quadratic"}

counts = st.integers(2, 5).flatmap(
    lambda steps: st.lists(
        st.lists(st.sampled_from([0, 0, 0, 1, 2, 7, 30]), min_size=steps, max_size=steps),
        min_size=steps,
        max_size=steps,
    )
)


def of(counts: list[list[int]]) -> Agreement:
    return Agreement(tuple(map(tuple, counts)), sum(map(sum, counts)))


def theirs(counts: list[list[int]], weights: Weights) -> float | None:
    """As scikit-learn has it, which says nan where there is nothing to go by."""
    pairs = [(a, b) for a, row in enumerate(counts) for b, number in enumerate(row) for _ in range(number)]
    if not pairs:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        first, second = zip(*pairs, strict=True)
        found = cohen_kappa_score(first, second, labels=range(len(counts)), weights=NAMES[weights])
    return None if math.isnan(found) else float(found)


@given(counts, st.sampled_from(list(Weights)))
def test_kappa_is_as_scikit_learn_has_it(given: list[list[int]], weights: Weights) -> None:
    assert of(given).kappa(weights) == pytest.approx(theirs(given, weights), abs=1e-12)


@pytest.mark.parametrize("weights", Weights)
def test_there_is_no_kappa_where_both_gave_everything_the_same(weights: Weights) -> None:
    alike = [[0, 0, 0], [0, 12, 0], [0, 0, 0]]
    assert of(alike).kappa(weights) is None
    assert theirs(alike, weights) is None
    assert of([[0, 0], [0, 0]]).kappa(weights) is None


@given(counts)
def test_whoever_is_called_the_first_they_agree_as_much(given: list[list[int]]) -> None:
    one, other = of(given), of([list(column) for column in zip(*given, strict=True)])
    assert (one.exact, one.adjacent, one.harsher, one.steps) == (
        other.exact,
        other.adjacent,
        other.milder,
        -other.steps,
    )
    assert one.kappa() == pytest.approx(other.kappa())


@given(counts)
def test_each_is_the_same_harsher_or_milder(given: list[list[int]]) -> None:
    found = of(given)
    assert found.exact + found.harsher + found.milder == found.n
    assert found.exact <= found.adjacent <= found.n


def test_a_worked_example() -> None:
    """Ten cases, good and bad: 4 both good, 4 both bad, 2 that only the second called bad. By chance they would agree
    in 0.6 * 0.4 + 0.4 * 0.6 = 0.48 of them; they do in 0.8, and (0.8 - 0.48) / (1 - 0.48) = 8/13."""
    found = of([[4, 2], [0, 4]])
    assert found.kappa() == pytest.approx(8 / 13)
    assert (found.exact, found.adjacent, found.harsher, found.milder, found.steps) == (8, 10, 2, 0, 2)
