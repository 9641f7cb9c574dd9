"""What is in a file is read at once, up to a limit, and nothing is waited for."""

import os
from pathlib import Path

import pytest

from formwright.diagnostics import Diagnostic
from formwright.pipelines import reading


@pytest.mark.parametrize("size", [0, 1, 4096, 1_000_001])
def test_a_file_is_read_whole(size: int, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(os.urandom(size))

    assert reading.content_of(tmp_path / "a") == (tmp_path / "a").read_bytes()


def test_of_a_file_that_is_too_large_no_more_is_read_than_shows_it(tmp_path: Path) -> None:
    with (tmp_path / "a").open("wb") as file:
        file.truncate(10 * reading.LARGEST_PAPER)

    assert reading.content_of(tmp_path / "a") == bytes(reading.LARGEST_PAPER + 1)


@pytest.mark.skipif(not Path("/proc/version").exists(), reason="other systems have no files that hide their size")
def test_a_file_that_hides_its_size_is_read_all_the_same() -> None:
    assert reading.content_of(Path("/proc/version")) == Path("/proc/version").read_bytes()


def test_a_pipe_that_takes_a_files_place_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "a")
    monkeypatch.setattr(Path, "is_file", lambda path: True)

    assert reading.content_of(tmp_path / "a") == b""


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a")

    assert isinstance(reading.content_of(tmp_path / "a"), Diagnostic)
