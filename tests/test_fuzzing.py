"""Returns and definitions spoilt by chance: no traceback, no silence, and 'read' says what 'check' says.

A few of each kind, the same ones each time; `bench/fuzz.py` tries tens of thousands.
"""

import pytest
from tests import fuzzing

FEW = {"yaml": 300, "definitions": 30, "word": 40, "pdf": 12}


@pytest.mark.parametrize("kind", fuzzing.KINDS)
def test_whatever_becomes_of_a_file_the_program_has_an_answer(kind: str) -> None:
    outcome = fuzzing.tried(kind, FEW[kind])

    assert [(fault, name) for fault, name, _ in outcome.faults] == []
    assert len(outcome.ends) > 1
