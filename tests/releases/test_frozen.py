"""A released file that is not as it was written is never used, whatever was done to it."""

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples import EXAMPLES

from formwright.diagnostics import Diagnostic
from formwright.places import LARGEST
from formwright.releases import frozen
from formwright.releases.frozen import Frozen
from formwright.releases.seal import seal

FILE = EXAMPLES / "released" / "format-1" / "released" / "small-audit" / "1.10.yaml"
TEXT = FILE.read_text("utf-8")


def read(text: str) -> Frozen | Diagnostic:
    return frozen.of_text(text, "released/small-audit/1.10.yaml", "small-audit", "1.10")


def fault(found: Frozen | Diagnostic) -> tuple[str, int | None]:
    assert isinstance(found, Diagnostic)
    return found.code, found.place.mark.line if found.place.mark else None


def opened(tmp_path: Path, raw: bytes) -> Frozen | Diagnostic:
    file = tmp_path / "1.10.yaml"
    file.write_bytes(raw)
    return frozen.opened(file, "1.10.yaml", "small-audit", "1.10")


def test_what_was_released_is_read() -> None:
    found = read(TEXT)

    assert isinstance(found, Frozen)
    assert (found.head.in_force, found.head.withdrawn, found.format) == ("2026-01-05", None, 1)


def test_anybody_can_look_at_the_seal_without_the_program() -> None:
    command = f"grep -v -e '^seal:' -e '^withdrawn:' '{FILE}' | sha256sum"

    said = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True).stdout

    assert f"seal: {said.split()[0]}\n" in TEXT


@given(st.data())
def test_every_edit_of_one_character_is_seen(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(TEXT) - 1))
    new = data.draw(st.sampled_from(["", "x", "\n", " ", "#", TEXT[at] * 2]).filter(lambda c: c != TEXT[at]))

    assert isinstance(read(TEXT[:at] + new + TEXT[at + 1 :]), Diagnostic)


@given(st.integers(0, len(TEXT) - 1))
def test_what_is_cut_off_anywhere_is_seen(length: int) -> None:
    assert isinstance(read(TEXT[:length]), Diagnostic)


def test_a_last_day_can_be_added_and_changes_no_seal() -> None:
    found = read(frozen.withdrawn(frozen.withdrawn(TEXT, "2026-05-31"), "2026-06-30"))

    assert isinstance(found, Frozen)
    assert found.head.withdrawn == "2026-06-30"


def test_a_last_day_that_is_none_is_said_at_its_line() -> None:
    assert fault(read(frozen.withdrawn(TEXT, "soon"))) == ("release/unreadable", 9)


def test_a_last_day_that_is_hidden_below_is_an_edit() -> None:
    assert fault(read(f"{TEXT}withdrawn: 2026-06-30\n"))[0] == "release/edited"


def test_a_checkout_on_windows_and_a_mark_at_the_beginning_change_nothing(tmp_path: Path) -> None:
    assert isinstance(opened(tmp_path, b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()), Frozen)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "release/unreadable"),
        (b"kind: form\nid: small-audit\n", "release/unreadable"),
        (TEXT.replace("format: 1", "format: 2").encode(), "release/unreadable"),
        (b"\xff" + TEXT.encode(), "release/unreadable"),
        (bytes(LARGEST + 1), "release/unreadable"),
        (TEXT.replace("id: small-audit", "id: other", 1).encode(), "release/edited"),
        (b"seal: 0\n" + TEXT.encode(), "release/edited"),
    ],
    ids=["empty", "a form", "newer", "not UTF-8", "huge", "another id", "two seals"],
)
def test_what_is_no_released_version_is_said_to_be_none(raw: bytes, code: str, tmp_path: Path) -> None:
    assert fault(opened(tmp_path, raw))[0] == code


def test_a_format_that_is_not_known_asks_for_a_newer_program() -> None:
    found = read(TEXT.replace("format: 1", "format: 7"))

    assert isinstance(found, Diagnostic)
    assert "newer version of Formwright" in found.message and found.hint == "Update Formwright."


def test_a_file_under_another_name_says_where_it_belongs() -> None:
    found = frozen.of_text(TEXT, "released/small-audit/2.0.yaml", "small-audit", "2.0")

    assert fault(found) == ("release/misplaced", 5)
    assert isinstance(found, Diagnostic) and found.hint == "Move it to released/small-audit/1.10.yaml."


def test_the_seal_leaves_out_its_own_line_and_the_last_day_alone() -> None:
    assert seal("a\nseal: 1\nwithdrawn: 2\nb\n") == seal("a\nb\n") != seal("a\n seal: 1\nb\n")


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("nowhere")

    found = [frozen.opened(tmp_path / name, name, "small-audit", "1.10") for name in ("pipe", "folder", "link", "gone")]

    assert {fault(one)[0] for one in found} == {"release/unreadable"}
