"""What a team keeps among its returns it names once; a return is never kept out."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.samples import FRAMEWORK, RETURN, ROOT

from formwright.cli import main
from formwright.model.review import KeptOut, Remark, Reviewed
from formwright.pipelines.review import review

PHOTO = b"\xff\xd8\xff\xe0"
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["--root", str(ROOT), *map(str, words)])


def folder_of(folder: Path, files: dict[str, bytes | str]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def kept_out(folder: Path) -> list[str]:
    found = review([folder], FRAMEWORK)
    return [Path(i.file).relative_to(folder).as_posix() for i in found if isinstance(i, KeptOut)]


@pytest.mark.parametrize(
    "line",
    [
        "photo (1).jpg", "PHOTO (1).JPG", "*.jpg", "photo*", "?hoto (1).jpg", '"photo (1).jpg"', "  photo (1).jpg  ",
        "./april/photo (1).jpg", "april\\photo (1).jpg", "april/*", "april", "April/", "*", "a/b\n# c\n\nphoto (1).jpg",
    ],
)  # fmt: skip
def test_a_line_names_a_file_a_folder_or_a_pattern(line: str, tmp_path: Path) -> None:
    folder_of(tmp_path, {"april/photo (1).jpg": PHOTO, "not-returns.txt": line})

    assert kept_out(tmp_path) == ["april/photo (1).jpg"]


@pytest.mark.parametrize("line", ["photo.jpg", "april/april/photo (1).jpg", "#photo (1).jpg", "hoto*", "may/*", "(1)"])
def test_another_line_does_not(line: str, tmp_path: Path) -> None:
    folder_of(tmp_path, {"april/photo (1).jpg": PHOTO, "not-returns.txt": line})

    assert kept_out(tmp_path) == []
    assert run("check", tmp_path).exit_code == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_it_is_read_as_any_editor_saves_it(encoding: str, end: str, tmp_path: Path) -> None:
    lines = end.join(["# Ours", "Übersicht.jpg", "notes.txt", ""])
    folder_of(tmp_path, {"Übersicht.jpg": PHOTO, "notes.txt": "x", "Not-Returns.TXT": lines.encode(encoding)})

    assert kept_out(tmp_path) == ["notes.txt", "Übersicht.jpg"]


def test_accents_that_computers_spell_differently_are_the_same(tmp_path: Path) -> None:
    folder_of(tmp_path, {"Ame\u0301lie.jpg": PHOTO, "not-returns.txt": "Am\u00e9lie.jpg"})

    assert len(kept_out(tmp_path)) == 1


def test_it_holds_for_its_folder_and_below_and_not_beside_it(tmp_path: Path) -> None:
    folder_of(tmp_path, {"a/x.jpg": PHOTO, "a/b/x.jpg": PHOTO, "c/x.jpg": PHOTO, "a/not-returns.txt": "x.jpg"})

    assert kept_out(tmp_path) == ["a/b/x.jpg", "a/x.jpg"]


def test_a_file_or_a_folder_named_says_the_same_as_the_whole(tmp_path: Path) -> None:
    folder_of(tmp_path, {"a/x.jpg": PHOTO, "not-returns.txt": "x.jpg"})

    for path in (tmp_path, tmp_path / "a", tmp_path / "a" / "x.jpg"):
        result = run("check", path)

        assert result.exit_code == 0
        assert "0 returns.\n1 file is not a return, according to " in result.stdout


def test_how_many_are_kept_out_is_in_the_report(tmp_path: Path) -> None:
    folder_of(tmp_path, {"a.jpg": PHOTO, "b.jpg": PHOTO, "README": "x", "r.yaml": RETURN})
    folder_of(tmp_path, {"not-returns.txt": "*.jpg\nREADME\n"})

    found = json.loads(run("check", tmp_path, "--format", "json").stdout)

    assert found["summary"] == {
        "complete": 1,
        "incomplete": 0,
        "invalid": 0,
        "nobody_told": 0,
        "not_returns": 3,
        "repeats": 0,
    }
    assert [Path(s["file"]).name for s in found["submissions"]] == ["r.yaml"]
    assert f"3 files are not returns, according to {tmp_path / 'not-returns.txt'}." in run("check", tmp_path).stdout


@pytest.mark.parametrize("command", ["read", "verify"])
def test_other_commands_keep_out_the_same(command: str, tmp_path: Path) -> None:
    folder_of(tmp_path, {"a.jpg": PHOTO, "r.yaml": RETURN, "not-returns.txt": "*.jpg\n*.jpeg\n"})

    result = run(command, tmp_path)

    assert result.exit_code == 0
    assert "1 file is not a return" in result.stderr and "not-returns.txt:2:1 warning" in result.stderr
    assert "a.jpg" not in result.output


@pytest.mark.parametrize(
    "content",
    [
        RETURN,
        RETURN.replace("  judgement: requires-improvement\n", ""),
        RETURN.replace('version: "1.0"', 'version: "0.9"'),
        "form: tier9-audit\nversion: '1.0'\n",
    ],
)
@pytest.mark.parametrize("line", ["audit.yaml", "*.yaml", "*"])
def test_a_return_is_never_kept_out(line: str, content: str, tmp_path: Path) -> None:
    folder_of(tmp_path, {"audit.yaml": content, "not-returns.txt": line})

    (found,) = review([tmp_path], FRAMEWORK)

    assert isinstance(found, Reviewed)
    assert found.diagnostics[-1].code == "submission/named-no-return"
    assert "Line 1 of" in found.diagnostics[-1].message


@pytest.mark.parametrize(
    "content",
    [LOCKED, b"PK\x03\x04 cut", b"%PDF-1.7 cut", b"form: 'cut", b"details:\n  case_id: A1\nversion: '1.0'\n"],
)
def test_what_nobody_can_look_into_is_kept_out_by_its_name_in_full_alone(content: bytes, tmp_path: Path) -> None:
    folder_of(tmp_path, {"audit.yaml": content, "not-returns.txt": "*.yaml"})
    (found,) = review([tmp_path], FRAMEWORK)
    assert isinstance(found, Reviewed)
    assert {"submission/named-no-return", "escalation/nobody-told"} <= {d.code for d in found.diagnostics}

    folder_of(tmp_path, {"not-returns.txt": "audit.yaml"})
    assert kept_out(tmp_path) == ["audit.yaml"]


def test_a_link_to_a_folder_can_be_named(tmp_path: Path) -> None:
    folder_of(tmp_path, {"not-returns.txt": "archive"})
    (tmp_path / "archive").symlink_to("/")

    assert kept_out(tmp_path) == ["archive"]


def test_a_line_that_names_nothing_is_said_in_every_format(tmp_path: Path) -> None:
    folder_of(tmp_path, {"r.yaml": RETURN, "not-returns.txt": "# x\nminutes.doc\n"})

    for format in ("text", "json", "junit", "sarif", "github"):
        result = run("check", tmp_path, "--format", format)

        assert result.exit_code == 0
        assert "does not match any file" in result.stdout

    (notice,) = json.loads(run("check", tmp_path, "--format", "json").stdout)["notices"]
    assert (notice["code"], notice["severity"], notice["line"]) == ("submission/names-nothing", "warning", 2)


def test_lines_of_a_list_above_what_was_named_may_name_something_elsewhere(tmp_path: Path) -> None:
    folder_of(tmp_path, {"a/x.jpg": PHOTO, "b/y.jpg": PHOTO, "not-returns.txt": "x.jpg\ny.jpg"})

    assert not any(isinstance(item, Remark) for item in review([tmp_path / "a"], FRAMEWORK))


def test_a_list_that_cannot_be_read_keeps_nothing_out_and_is_an_error(tmp_path: Path) -> None:
    folder_of(tmp_path, {"r.yaml": RETURN, "not-returns.txt": PHOTO + bytes(range(32)) * 9})

    result = run("check", tmp_path)

    assert result.exit_code == 1
    assert "so it has no effect" in result.stdout.replace("\n        ", " ")


def test_a_list_that_is_itself_a_return_is_read_as_one(tmp_path: Path) -> None:
    folder_of(tmp_path, {"not-returns.txt": RETURN})

    (found,) = review([tmp_path], FRAMEWORK)

    assert isinstance(found, Reviewed) and found.form == "tier1-generic-audit"
