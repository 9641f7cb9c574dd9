"""A command that is ended at any moment leaves whole files and no process (at length: bench/kills.py)."""

from pathlib import Path

import pytest
from tests import kills, kills_of_receive


@pytest.mark.parametrize("victim", kills.VICTIMS, ids=lambda victim: victim.name)
def test_a_command_that_is_ended_leaves_whole_files_and_no_process(victim: kills.Victim, tmp_path: Path) -> None:
    outcome = kills.ended(victim, 4, tmp_path / "runs", seed=1)

    assert outcome.faults == ()


def test_what_arrived_is_filed_and_recorded_once_whenever_receive_is_ended(tmp_path: Path) -> None:
    outcome = kills_of_receive.ended(6, tmp_path, seed=1)

    assert (outcome.ended, outcome.faults) == (6, ())
