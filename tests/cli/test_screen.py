"""At a terminal there are colours and lines that fit; anywhere else there is neither."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.cli.terminal import PROGRAM, at_terminal
from tests.samples import EXAMPLES, ROOT

SMALL = EXAMPLES / "framework"
REFUSED = EXAMPLES / "definitions" / "refused" / "unknown-role.yaml"
RETURNS = EXAMPLES / "returns"
COLOUR = re.compile(r"\x1b\[[0-9;]*m")

REPORTS = {
    "validate": ("--root", SMALL, "validate", REFUSED),
    "check": ("--root", ROOT, "check", RETURNS),
    "explain": ("explain", "form/unknown-role"),
    "trace": ("--root", ROOT, "trace"),
    "show": ("--root", SMALL, "show", "small-audit"),
    "help": ("check", "--help"),
    "a fault": ("--root", SMALL, "show", "small-audti"),
    "a fault of usage": ("check", "--fromat"),
}


def plain(*words: str | Path, **environment: str) -> str:
    done = subprocess.run([*PROGRAM, *map(str, words)], capture_output=True, text=True, env=clean(environment))
    return done.stdout + done.stderr


def clean(environment: dict[str, str]) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    return {**kept, **environment}


@pytest.mark.parametrize("words", REPORTS.values(), ids=REPORTS)
def test_colours_are_only_added_to_the_words_that_are_there_without_them(words: tuple[str | Path, ...]) -> None:
    seen = at_terminal(*words, columns=100)
    uncoloured = at_terminal(*words, columns=100, environment={"NO_COLOR": "1"})

    assert COLOUR.search(seen.raw)
    assert COLOUR.sub("", seen.raw) == uncoloured.raw
    assert "\x1b" not in uncoloured.raw


@pytest.mark.parametrize("words", REPORTS.values(), ids=REPORTS)
def test_away_from_a_terminal_nothing_is_coloured_and_the_terminals_width_changes_nothing(
    words: tuple[str | Path, ...],
) -> None:
    said = plain(*words)

    assert "\x1b" not in said
    if "--help" not in words:  # which click folds to COLUMNS
        assert plain(*words, COLUMNS="40") == said


def test_a_terminal_that_can_do_nothing_but_write_is_sent_nothing_else() -> None:
    assert "\x1b" not in at_terminal(*REPORTS["validate"], environment={"TERM": "dumb"}).raw


def test_a_log_that_shows_colours_can_ask_for_them() -> None:
    words = ("--root", SMALL, "validate", REFUSED)

    said = plain(*words, FORCE_COLOR="1")

    assert "\x1b[1;31mform/unknown-role\x1b[0m" in said
    assert COLOUR.sub("", said) == plain(*words)
    assert "\x1b" not in plain(*words, FORCE_COLOR="1", NO_COLOR="1")
    assert "\x1b" not in plain(*words, FORCE_COLOR="0")


def test_what_other_programs_read_is_never_coloured() -> None:
    for format in ("json", "github", "sarif", "junit"):
        assert "\x1b" not in at_terminal("--root", ROOT, "check", RETURNS, "--format", format).raw


def test_an_error_a_warning_and_the_place_differ_and_the_caret_points_in_the_errors_colour() -> None:
    error = at_terminal("--root", SMALL, "validate", REFUSED, columns=110).raw

    assert re.search(r"\x1b\[1m[^\x1b]*unknown-role\.yaml:44:12\x1b\[0m \x1b\[1;31mform/unknown-role\x1b\[0m: ", error)
    assert "\x1b[1;31m^\x1b[0m" in error
    listed = at_terminal("explain").raw
    assert "\x1b[35mhandbook/chapter-left-out\x1b[0m" in listed
    assert "\x1b[1;31mhandbook/bad-encoding\x1b[0m" in listed


def test_a_status_is_coloured_and_said() -> None:
    raw = at_terminal("--root", ROOT, "check", RETURNS).raw

    assert "\x1b[32mCOMPLETE\x1b[0m  " in raw
    assert "\x1b[35mINCOMPLETE\x1b[0m  " in raw
    assert "\x1b[1;31mINVALID\x1b[0m  " in raw


@pytest.mark.parametrize("name", [n for n in REPORTS if n not in ("explain", "help")])
def test_no_line_is_wider_than_the_terminal_but_for_words_that_are(name: str) -> None:
    seen = at_terminal(*REPORTS[name], columns=45, environment={"NO_COLOR": "1"})

    wide = [line for line in seen.lines if len(line) > 45]
    assert [line for line in wide if len(line.split()) > 1 and "|" not in line] == []


def test_folding_loses_no_word() -> None:
    narrow = at_terminal(*REPORTS["check"], columns=45, environment={"NO_COLOR": "1"}).raw

    assert narrow.split() == plain(*REPORTS["check"]).split()


def test_the_caret_stands_under_its_word_at_any_width() -> None:
    for columns in (50, 80, 200):
        lines = at_terminal(*REPORTS["validate"], columns=columns, environment={"NO_COLOR": "1"}).lines
        (n,) = [n for n, line in enumerate(lines) if line.strip() == "^"]
        assert lines[n - 1][lines[n].index("^") :].startswith("team-manger")


@pytest.mark.parametrize(
    "words",
    [
        ("blank", "tier1-generic-audit", "--format", "pdf"),
        ("blank", "tier1-generic-audit", "--format", "docx"),
        ("fill", RETURNS / "good.yaml"),
    ],
)
def test_a_file_that_is_not_text_is_never_written_to_a_terminal(words: tuple[str | Path, ...]) -> None:
    seen = at_terminal("--root", ROOT, *words, columns=200, environment={"NO_COLOR": "1"})

    assert seen.status == 2
    assert seen.lines == [
        "formwright: This file is not plain text, so it is not written to the terminal. Name a file for it with "
        "--out FILE, or send it to another program with a pipe."
    ]


def test_a_form_in_yaml_is_text_and_is_shown() -> None:
    seen = at_terminal("--root", ROOT, "blank", "tier1-generic-audit")

    assert (seen.status, seen.raw.replace("\r\n", "\n")) == (0, plain("--root", ROOT, "blank", "tier1-generic-audit"))


def test_a_return_cannot_steer_the_terminal_that_shows_it(tmp_path: Path) -> None:
    good = (RETURNS / "good.yaml").read_text("utf-8")
    (tmp_path / "odd.yaml").write_text(good.replace("case_id: ", "case_id: \x1b[2J", 1), "utf-8")

    for command in ("check", "read"):
        assert "\x1b[2J" not in at_terminal("--root", ROOT, command, tmp_path / "odd.yaml").raw


def test_what_is_piped_to_another_program_is_written_whole(tmp_path: Path) -> None:
    assert shutil.which("sh")
    line = ["sh", "-c", '"$@" | head -c 5', "sh", *PROGRAM, "--root", str(ROOT), "blank", "tier1-generic-audit"]

    assert subprocess.run([*line, "--format", "pdf"], capture_output=True, check=False).stdout == b"%PDF-"
