"""A record whose writer is killed at any moment is whole (at length: bench/record.py)."""

from pathlib import Path

from tests.record import killed


def test_a_writer_that_is_killed_loses_and_doubles_nothing(tmp_path: Path) -> None:
    assert killed.faults(tmp_path, 8, seed=1) == []
    assert (tmp_path / "record.jsonl").stat().st_size > 0
