"""Work that takes long says how far it has got, at a terminal only, and leaves no trace of it."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.terminal import PROGRAM, at_terminal
from tests.samples import EXAMPLES, ROOT

SMALL = EXAMPLES / "framework"
CODE = "from formwright.cli import progress, main; progress.PATIENCE = progress.EVERY = 0; main()"
NOW = [sys.executable, "-c", CODE]
"""The program, with no second waited and no note left out."""


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    for n in range(3):
        shutil.copy(EXAMPLES / "returns" / "good.yaml", tmp_path / f"{n}.yaml")
    return tmp_path


def screen(raw: str) -> list[str]:
    """What is left on the terminal: of a line that was written over, the last."""
    lines = raw.replace("\r\n", "\n").split("\n")
    return [re.split(r"\r\x1b\[K", line)[-1] for line in lines]


def test_a_build_counts_its_files_and_takes_the_count_away(tmp_path: Path) -> None:
    words = ("--root", SMALL, "build", "--format", "html", "--out", tmp_path / "out")

    seen = at_terminal(*words, columns=100, environment={"NO_COLOR": "1"}, program=NOW)

    notes = re.findall(r"\[(#+)(\.*)\] (\d+) of (\d+) files  ([\w./-]+)\x1b?", seen.raw)
    assert [(int(done), of) for _, _, done, of, _ in notes] == [(n + 1, notes[0][3]) for n in range(int(notes[0][3]))]
    assert all(len(done) + len(left) == 24 for done, left, *_ in notes)
    assert [line for line in screen(seen.raw) if "#" in line or "files " in line] == []
    assert "written, 0 unchanged" in screen(seen.raw)[0]


@pytest.mark.parametrize("words", [("check",), ("verify",), ("read",)])
def test_returns_are_counted_and_the_report_is_as_without(
    words: tuple[str, ...], returns: Path, tmp_path: Path
) -> None:
    given: tuple[str | Path, ...] = ("--root", ROOT, words[0], returns, *words[1:])

    seen = at_terminal(*given, columns=160, environment={"NO_COLOR": "1"}, program=NOW)

    assert re.search(r"\r\x1b\[K3 files (checked|done)", seen.raw)
    plain = subprocess.run([*PROGRAM, *map(str, given)], capture_output=True, text=True).stdout
    assert " ".join(screen(seen.raw)).split() == plain.split()  # a terminal's lines may end elsewhere


def test_filled_forms_are_counted(returns: Path, tmp_path: Path) -> None:
    seen = at_terminal(
        "--root", ROOT, "fill", returns, "--format", "html", "--out", tmp_path / "out", columns=200, program=NOW
    )

    assert "\r\x1b[K3 files done" in seen.raw
    assert [line.split(": written")[0][-6:] for line in screen(seen.raw) if line] == ["0.yaml", "1.yaml", "2.yaml"]


def test_where_only_the_report_goes_to_a_file_it_holds_no_count(returns: Path, tmp_path: Path) -> None:
    file = tmp_path.parent / "out.json"
    shell = ["sh", "-c", f'"$@" > "{file}"', "sh", *NOW]

    seen = at_terminal("--root", ROOT, "check", returns, "--format", "json", program=shell)

    assert "\r\x1b[K3 files checked" in seen.raw and screen(seen.raw)[-1] == ""
    assert len(json.loads(file.read_text("utf-8"))["submissions"]) == 3


def test_a_report_for_other_programs_is_whole_at_a_terminal_too(returns: Path) -> None:
    seen = at_terminal("--root", ROOT, "check", returns, "--format", "json", program=NOW)

    assert len(json.loads(seen.raw)["submissions"]) == 3


def test_nothing_is_counted_where_nobody_watches(returns: Path) -> None:
    words = ("--root", ROOT, "check", returns)

    assert subprocess.run([*NOW, *words], capture_output=True, text=True).stderr == ""
    assert "files checked" not in at_terminal(*words, environment={"TERM": "dumb"}, program=NOW).raw


def test_a_second_must_pass_before_anything_is_counted(returns: Path) -> None:
    patient = [sys.executable, "-c", CODE.replace("progress.PATIENCE = progress.EVERY = 0", "progress.PATIENCE = 1e6")]

    assert "\x1b[K" not in at_terminal("--root", ROOT, "check", returns, program=patient).raw
