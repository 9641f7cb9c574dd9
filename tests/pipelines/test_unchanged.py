"""A build that would change nothing is seen to without reading a definition; every other one is carried out."""

import shutil
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import pytest
from click.testing import CliRunner, Result
from tests.fuzzing import DIRECTORY
from tests.samples import EXAMPLES

from formwright.cli import main
from formwright.definitions import library


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A framework that was built, as a web page; nothing is kept of others."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = shutil.copytree(EXAMPLES / "framework", tmp_path / "framework")
    (root / "directory.yaml").write_text(DIRECTORY, "utf-8")
    assert "2 written, 0 unchanged" in build(root).stdout
    return root


SAID = "directory.yaml:2:1 warning directory/nobody-holds"


def build(root: Path, *words: str) -> Result:
    result = CliRunner().invoke(main, ["--root", str(root), "build", "--format", "html", "--jobs", "1", *words])
    assert result.exit_code == 0, result.output
    return result


def is_looked_at(root: Path, *words: str) -> bool:
    """Whether definitions are read for this build; whatever is read, nothing is written."""
    load = Mock(wraps=library.load)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library, "load", load)
        result = build(root, *words)
    assert result.stdout == f"0 written, {1 if 'small-audit' in words else 2} unchanged, in {root / 'output'}\n"
    assert SAID in result.stderr
    return load.called


def test_a_build_with_nothing_changed_reads_nothing(root: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (root / "output").rglob("*")}

    assert not is_looked_at(root)
    assert {path: path.stat().st_mtime_ns for path in (root / "output").rglob("*")} == before


def test_a_release_is_looked_at(root: Path) -> None:
    assert CliRunner().invoke(main, ["--root", str(root), "release", "small-audit"]).exit_code == 0

    assert is_looked_at(root)
    assert not is_looked_at(root)


def test_what_is_asked_for_is_kept_apart(root: Path) -> None:
    assert is_looked_at(root, "small-audit")
    assert not is_looked_at(root, "small-audit")
    assert not is_looked_at(root)


def test_a_build_with_notes_is_kept_apart_from_one_without(root: Path) -> None:
    assert is_looked_at(root, "--notes")
    assert not is_looked_at(root, "--notes")
    assert not is_looked_at(root)


def test_an_id_that_is_not_there_is_said_to_be(root: Path) -> None:
    result = CliRunner().invoke(main, ["--root", str(root), "build", "no-such-form"])

    assert (result.exit_code, "'no-such-form' is not defined" in result.output) == (2, True)


@pytest.mark.parametrize("name", ["framework.yaml", "directory.yaml", "forms/small-audit.yaml"])
def test_a_change_of_any_definition_is_looked_at(name: str, root: Path) -> None:
    with (root / name).open("a", encoding="utf-8") as file:
        file.write("\n# another line\n")

    assert is_looked_at(root)
    assert not is_looked_at(root)


def altered(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b" ")


def linked(path: Path) -> None:
    path.rename(path.with_suffix(".other"))
    path.symlink_to(path.with_suffix(".other"))


@pytest.mark.parametrize("name", ["forms/small-audit.html", "index.html", "accessibility.html", "manifest.json"])
@pytest.mark.parametrize("change", [altered, Path.unlink, linked])
def test_a_file_that_is_not_as_it_was_built_is_built_again(
    name: str, change: Callable[[Path], None], root: Path
) -> None:
    file = root / "output" / name
    before = file.read_bytes()
    change(file)

    build(root)

    assert file.read_bytes() == before and not file.is_symlink()
    assert not is_looked_at(root)


def test_what_the_build_remembers_is_looked_at_too(root: Path) -> None:
    (root / "output" / ".formwright.json").unlink()

    assert build(root).stdout.startswith("2 written")


def test_what_is_forced_is_built(root: Path) -> None:
    assert build(root, "--force").stdout.startswith("2 written")


def test_schemas_for_editors_are_kept_up(root: Path) -> None:
    (root / ".formwright" / "schemas").mkdir(parents=True)
    assert is_looked_at(root)
    schema = root / ".formwright" / "schemas" / "form.schema.json"
    before = schema.read_bytes()
    is_looked_at(root)
    assert not is_looked_at(root)
    schema.write_text("{}", "utf-8")

    assert is_looked_at(root)
    assert schema.read_bytes() == before


def test_where_something_is_in_error_that_is_said_each_time(root: Path) -> None:
    form = root / "forms" / "small-audit.yaml"
    form.write_text(form.read_text("utf-8").replace("version:", "versoin:"), "utf-8")

    said = [CliRunner().invoke(main, ["--root", str(root), "build", "--format", "html"]) for _ in range(2)]

    assert [(result.exit_code, "versoin" in result.output) for result in said] == [(1, True)] * 2
