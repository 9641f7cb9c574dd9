"""What people read has none of the turns of phrase that a British reader stumbles over."""

import pytest
from tests import english


@pytest.mark.parametrize("turn", english.TURNS, ids=lambda turn: turn.instead)
def test_each_pattern_finds_its_own_example(turn: english.Turn) -> None:
    assert turn.pattern.search(turn.example)
