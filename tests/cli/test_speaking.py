"""What the program says arrives whole, in some spelling; and where it cannot, the exit status says so.

The program is run as people run it: its output goes to pipes that are closed, to full disks, to nowhere, and to
screens that lack letters.
"""

import io
import json
import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples import EXAMPLES, FRAMEWORK, RETURN, ROOT

from formwright.cli import speaking
from formwright.model.review import Escalated, Reviewed, Status, Told
from formwright.reports import review as report
from formwright.reports.visible import in_ascii, shown

PROGRAM = [sys.executable, "-c", "from formwright.cli import main; main()"]
RETURNS = EXAMPLES / "returns"
FORMATS = ("text", "json", "github", "sarif", "junit")
HOLDER = "Łukasz Ŵyn"


def run(
    *words: str | Path, root: Path = ROOT, encoding: str = "utf-8", **streams: object
) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
    return subprocess.run([*PROGRAM, "--root", root, *words], env=environment, check=False, **given)  # type: ignore[call-overload,no-any-return]


def shell(command: str, *words: str | Path) -> subprocess.CompletedProcess[bytes]:
    """The program, as "$@", in a line of the shell."""
    line = ["sh", "-c", command, "sh", *PROGRAM, "--root", ROOT, *words]
    return subprocess.run(line, capture_output=True, check=False)


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A framework with a holder, and a folder with returns, whose names have letters and more that not every
    screen has."""
    root = tmp_path_factory.mktemp("foreign")
    for name in ("framework.yaml", "directory.yaml", "forms", "standards"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
    directory = root / "directory.yaml"
    text = directory.read_text("utf-8")
    name = "Head of Service, Child Protection and Care Proceedings"
    assert name in text
    directory.write_text(text.replace(name, f'"{HOLDER}"'), "utf-8")
    returns = root / "returns"
    returns.mkdir()
    for n, file in enumerate(("Łukasz „é“.yaml", "not utf-8 \udcff.yaml", "two\nlines\x1b[2J\u202e.yaml")):
        (returns / file).write_text(RETURN.replace("2014-", f"201{n}-"), "utf-8")
    return root, returns


# --- a screen that lacks letters -----------------------------------------------------------


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "utf-8"])
@pytest.mark.parametrize("format", FORMATS)
def test_a_report_is_whole_in_every_encoding(format: str, encoding: str, foreign: tuple[Path, Path]) -> None:
    root, returns = foreign

    result = run("check", returns, "--format", format, root=root, encoding=encoding)

    said = result.stdout.decode(encoding)
    assert result.returncode == 0, result.stderr
    assert b"Traceback" not in result.stderr
    assert not [c for c in said if c != "\n" and not c.isprintable()]
    assert said.count("conference-chairs@example.org") == (6 if format == "junit" else 3)
    match format:
        case "json":
            assert len(json.loads(said)["submissions"]) == 3
        case "sarif":
            assert len(json.loads(said)["runs"][0]["results"]) == 3
        case "junit":
            assert len(ET.fromstring(said)) == 3  # noqa: S314 - our own
        case _:
            assert said.count("Łukasz Ŵyn" if encoding == "utf-8" else r"\u0141ukasz \u0174yn") == 3
            assert r"\x1b[2J\u202e" in said and r"not utf-8 \xff.yaml" in said
            assert "3 returns: 3 complete." in said


def test_quotation_marks_and_dashes_have_plain_ones_in_their_place() -> None:
    assert in_ascii("“Łuk” – it’s…") == '"\\u0141uk" - it\'s...'


def test_where_the_locale_is_c_the_report_is_whole(foreign: tuple[Path, Path]) -> None:
    root, returns = foreign
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    environment.pop("PYTHONIOENCODING", None)

    result = subprocess.run(
        [*PROGRAM, "--root", root, "check", returns], env=environment, capture_output=True, check=False
    )

    assert result.returncode == 0, result.stderr
    assert result.stdout.isascii() and result.stdout.count(rb"\u0141ukasz") == 3


ENCODINGS = st.sampled_from(["ascii", "cp1252", "latin-1", "utf-8", "cp437", "utf-16", "shift_jis"])
NAMES = st.text(st.characters(), min_size=1, max_size=40)


@contextmanager
def screen(encoding: str) -> Iterator[io.BytesIO]:
    raw = io.BytesIO()
    with patch.object(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding, newline="\n")):
        speaking.begin()
        yield raw
        speaking.finish()


@given(encoding=ENCODINGS, file=NAMES, name=NAMES, email=NAMES, role=st.sampled_from(["head-of-service", "iro"]))
def test_whatever_a_name_holds_the_report_has_all_its_lines(
    encoding: str, file: str, name: str, email: str, role: str
) -> None:
    told = Escalated((Told(role, name, email, "judged Good"),), ("csc-audits",))
    item = Reviewed(file, "tier1-generic-audit", "1.0", Status.COMPLETE, "good", (), told)
    lines = list(report.text([item], FRAMEWORK))

    with screen(encoding) as raw:
        for line in lines:
            speaking.say(line)
        speaking.finish()
        said = raw.getvalue().decode(encoding)

    assert said.count("\n") == len(lines) and said.endswith("\n1 return: 1 complete.\n")
    assert not [c for c in said if c not in "\n\u200c\u200d" and not c.isprintable() and not c.isspace()]


@given(NAMES)
def test_nothing_that_cannot_be_seen_is_shown_as_it_is_and_nothing_else_changes(words: str) -> None:
    said = shown(words)

    assert "\n" not in said and "\x1b" not in said and "\u202e" not in said and "\u200b" not in said
    assert [c for c in words if c.isascii() and c.isprintable()] == [
        c for c in words if c.isprintable() and c.isascii() and c in said
    ]
    assert shown(said) == said or "\u200c" in said or "\u200d" in said


def test_what_joins_the_people_of_a_picture_or_the_letters_of_a_name_stays() -> None:
    assert (
        shown("\U0001f469\u200d\U0001f467 \u0645\u06cc\u200c\u062e")
        == "\U0001f469\u200d\U0001f467 \u0645\u06cc\u200c\u062e"
    )
    assert shown("Smi\u200dth\u200b") == r"Smi\u200dth\u200b"


def test_a_fault_of_usage_does_not_steer_a_terminal(tmp_path: Path) -> None:
    result = run("check", "--\x1b[31mx\u202e")

    assert result.returncode == 2
    assert rb"--\x1b[31mx\u202e" in result.stderr


# --- a full disk, a closed pipe, a closed stream -------------------------------------------

COMMANDS = [
    *(pytest.param(["check", RETURNS, "--format", format], id=f"check-{format}") for format in FORMATS),
    pytest.param(["check", RETURNS / "good.yaml"], id="check-nothing-wrong"),
    *(pytest.param([*words.split()], id=words) for words in (
        "validate", "show tier1-generic-audit", "escalation", "trace --format csv", "explain",
        "blank tier1-generic-audit", "schema form", "--help",
    )),
    *(pytest.param([name, RETURNS / "good.yaml"], id=name) for name in ("read", "verify")),
]  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS)
def test_what_cannot_be_written_to_a_full_disk_is_not_taken_for_done(words: list[str | Path]) -> None:
    with Path("/dev/full").open("wb") as full:
        result = run(*words, stdout=full)

    assert result.returncode == 2
    assert result.stderr.decode().splitlines()[-1].startswith("formwright: Not all of the output could be written")
    assert b"No space left on device" in result.stderr and b"fault in the program" not in result.stderr


@pytest.mark.parametrize("words", COMMANDS[1::3])
def test_a_pipe_that_nobody_reads_is_not_taken_for_done(words: list[str | Path]) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    try:
        result = run(*words, stdout=writes)
    finally:
        os.close(writes)

    assert result.returncode == 2
    assert b"has stopped reading" in result.stderr and b"Traceback" not in result.stderr


@pytest.mark.parametrize("words", COMMANDS[::5])
def test_a_closed_stream_is_not_taken_for_done(words: list[str | Path]) -> None:
    result = shell('"$@" >&-', *words)

    assert result.returncode == 2
    assert result.stderr.decode().endswith("it is closed.\n")
    assert shell('"$@" >&- 2>&-', *words).returncode == 2
    assert shell('"$@" >/dev/full 2>/dev/full', *words).returncode == 2


@pytest.mark.parametrize("where", ["2>&-", "2>/dev/full"])
def test_words_for_standard_error_that_are_not_taken_are_not_taken_for_said(where: str) -> None:
    whole = shell(f'"$@" {where}', "check", RETURNS / "good.yaml")
    cut = shell(f'"$@" {where}', "check", RETURNS / "good.yaml", "--format", "junit")
    usage = shell(f'"$@" {where}', "check")

    assert (whole.returncode, cut.returncode, usage.returncode) == (0, 2, 2)
    assert ET.fromstring(cut.stdout).tag == "testsuites"  # noqa: S314 - our own


def test_the_first_lines_alone_are_not_a_finished_check(tmp_path: Path) -> None:
    for n in range(300):
        (tmp_path / f"{n:03}.yaml").write_text(RETURN.replace("A1042", f"A{n}"), "utf-8")

    result = shell('{ "$@"; echo "status $?" >&2; } | head -1', "check", tmp_path)

    assert result.stdout.decode() == f"{tmp_path / '000.yaml'}\n"
    assert result.stderr.decode().splitlines()[-1] == "status 2"


def test_what_was_said_before_stands_before_in_one_log() -> None:
    log = run("verify", RETURNS / "good.yaml", ROOT / "README.md", stderr=subprocess.STDOUT).stdout.decode()

    first, second, fault = (log.index(words) for words in ("good.yaml\n", "README.md\n", "README.md submission/"))
    assert first < second < fault


def test_a_word_file_is_not_shown_on_a_screen() -> None:
    ours, its = pty.openpty()
    try:
        result = run("blank", "tier1-generic-audit", "--format", "docx", stdout=its)
        assert result.returncode == 2
        assert b"--out" in result.stderr
    finally:
        os.close(its)
        os.close(ours)


def test_closed_standard_input_is_said() -> None:
    result = shell('"$@" <&-', "fmt", "-")

    assert result.returncode == 2
    assert b"Standard input is closed" in result.stderr
