"""'formwright fmt' writes what is tidy, each file whole or not at all, and says what it did."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from formwright.cli import main
from formwright.pipelines import tidying

UNTIDY = "# On the form.\ntitle: 'A'\nkind: form\n"
TIDY = 'kind: form\n# On the form.\ntitle: "A"\n'
FAULTY = "kind: form\nkind: form\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A framework with a tidy, an untidy and a faulty definition."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "forms").mkdir()
    (tmp_path / "framework.yaml").write_text("kind: framework\n")
    (tmp_path / "forms" / "faulty.yaml").write_text(FAULTY)
    (tmp_path / "forms" / "tidy.yaml").write_text(TIDY)
    (tmp_path / "forms" / "untidy.yaml").write_text(UNTIDY)
    return tmp_path


def fmt(*words: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, ["fmt", *words], input=typed)


def test_untidy_files_are_tidied_and_faulty_ones_left_as_they_are(folder: Path) -> None:
    result = fmt()

    assert (folder / "forms" / "untidy.yaml").read_text() == TIDY
    assert (folder / "forms" / "faulty.yaml").read_text() == FAULTY
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "forms/faulty.yaml:2:1 yaml/duplicate-key: This key appears twice: it is already on line 1. "
        "Keep only one of them. Until then, neither can be relied on.",
        "     2 | kind: form",
        "         ^",
        "tidied forms/untidy.yaml",
        "4 definitions: 1 tidied, 1 left as it is.",
    ]


def test_a_tidy_file_is_not_touched(folder: Path) -> None:
    os.utime(folder / "forms" / "tidy.yaml", (0, 0))

    result = fmt("forms/tidy.yaml")

    assert (folder / "forms" / "tidy.yaml").stat().st_mtime == 0
    assert (result.exit_code, result.stdout) == (0, "1 definition: nothing to tidy.\n")


def test_check_names_what_is_not_tidy_and_writes_nothing(folder: Path) -> None:
    result = fmt("--check", "forms/tidy.yaml", "forms/untidy.yaml")

    assert (folder / "forms" / "untidy.yaml").read_text() == UNTIDY
    assert (result.exit_code, result.stdout) == (1, "not tidy: forms/untidy.yaml\n2 definitions: 1 not tidy.\n")


def test_diff_shows_the_change_and_writes_nothing(folder: Path) -> None:
    result = fmt("--diff", "forms/untidy.yaml")

    assert (folder / "forms" / "untidy.yaml").read_text() == UNTIDY
    assert result.exit_code == 0
    assert result.stdout == (
        "--- forms/untidy.yaml\n+++ forms/untidy.yaml\n@@ -1,3 +1,3 @@\n"
        "+kind: form\n # On the form.\n-title: 'A'\n-kind: form\n+title: \"A\"\n"
    )


def test_an_editor_gets_the_tidy_text_or_the_reason_why_not(folder: Path) -> None:
    assert (fmt("-", typed=UNTIDY).exit_code, fmt("-", typed=UNTIDY).stdout) == (0, TIDY)
    refused = fmt("-", typed=FAULTY)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("standard input:2:1 yaml/duplicate-key: ")


def test_a_path_that_is_not_there_cannot_be_tidied(folder: Path) -> None:
    result = fmt("forms/none.yaml")

    assert (result.exit_code, result.stderr) == (2, "formwright: There is no forms/none.yaml.\n")


def test_a_file_behind_a_link_is_tidied_where_it_lies_and_keeps_its_permissions(folder: Path) -> None:
    file, link = folder / "forms" / "untidy.yaml", folder / "link.yaml"
    file.chmod(0o640)
    link.symlink_to(file)

    fmt("link.yaml")

    assert link.is_symlink()
    assert file.read_text() == TIDY
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_file_that_cannot_be_replaced_keeps_its_content_and_is_not_called_tidied(folder: Path) -> None:
    file = folder / "forms" / "untidy.yaml"
    program = Path(sys.executable).parent / "formwright"

    # No file may have any content, as on a disk that is full.
    done = subprocess.run(["bash", "-c", f"ulimit -f 0; {program} fmt {file}"], capture_output=True, text=True)

    assert (done.returncode, file.read_text()) == (2, UNTIDY)
    assert "cannot be written" in done.stderr
    assert "tidied" not in done.stdout
    assert [p.name for p in file.parent.iterdir() if p.name.endswith(".new")] == []


def test_a_folder_within_a_framework_holds_files_and_a_framework_its_definitions(folder: Path) -> None:
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere" / "a.yaml").write_text(TIDY)

    assert [f.name for f in tidying.files([Path("forms")])] == ["faulty.yaml", "tidy.yaml", "untidy.yaml"]
    assert Path("elsewhere/a.yaml") not in tidying.files([Path()])
    assert len(tidying.files([Path("forms"), Path("forms/tidy.yaml")])) == 3


def test_a_file_elsewhere_is_named_so_that_it_can_be_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder / "forms")

    assert fmt("--check", "untidy.yaml").stdout.startswith("not tidy: untidy.yaml\n")
    monkeypatch.chdir("/")
    assert f"{folder}/forms/untidy.yaml".lstrip("/") in fmt("--check", "--root", str(folder)).stdout
