"""What is made of many returns: each in a file of its own, nothing lost, nothing written over."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.samples import EXAMPLES, FRAMEWORK, RETURN, ROOT

from formwright.cli import main
from formwright.pipelines import filling

GOOD = (EXAMPLES / "returns" / "good.yaml").read_text("utf-8")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["--root", str(ROOT), *map(str, words)])


def files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    file = tmp_path_factory.mktemp("word") / "return.yaml"
    file.write_text(RETURN, "utf-8")
    content = filling.fill(FRAMEWORK, file, "docx").content
    assert content is not None
    return content


def put(folder: Path, content: str | bytes, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())


def test_a_folder_is_read_and_its_subfolders_are_kept(word: bytes, tmp_path: Path) -> None:
    returns, out = tmp_path / "returns", tmp_path / "out"
    put(returns, word, "april/audit.docx", "may/audit.docx", "audit.docx")

    result = run("read", returns, "--out", out)

    assert result.exit_code == 0, result.output
    assert files(out) == ["april/audit.yaml", "audit.yaml", "may/audit.yaml"]
    assert f"{returns / 'april' / 'audit.docx'}: written to {out / 'april' / 'audit.yaml'}" in result.stdout


def test_two_of_one_name_keep_their_whole_names(word: bytes, tmp_path: Path) -> None:
    returns, out = tmp_path / "returns", tmp_path / "out"
    put(returns, word, "audit.docx", "AUDIT.DOCX", "other.docx")
    put(returns, GOOD, "audit.yaml", "audit", "audit.yaml (1)")

    result = run("read", returns, "--out", out)

    assert result.exit_code == 0, result.output
    assert len({name.casefold() for name in files(out)}) == 6
    assert {"audit.yaml.yaml", "other.yaml", "audit.yaml (1).yaml"} <= set(files(out))
    assert result.stdout.count("written to") == 6


def test_the_names_are_the_same_in_every_run(word: bytes, tmp_path: Path) -> None:
    returns = tmp_path / "returns"
    put(returns, word, "a.docx", "b/a.docx")
    put(returns, GOOD, "a.yaml", "a.docx.yaml", "b/a.yaml", "a")

    for out in ("one", "two"):
        assert run("read", returns, "--out", tmp_path / out).exit_code == 0
    again = run("read", returns, "--out", tmp_path / "one")

    assert files(tmp_path / "one") == files(tmp_path / "two") and len(files(tmp_path / "one")) == 6
    assert again.exit_code == 0  # what is there says the same already


def test_several_folders_are_kept_apart(tmp_path: Path) -> None:
    put(tmp_path, GOOD, "april/audit.yaml", "may/audit.yaml", "x/april/audit.yaml")

    result = run("read", tmp_path / "april", tmp_path / "may", tmp_path / "x" / "april", "--out", tmp_path / "out")

    assert result.exit_code == 0
    assert files(tmp_path / "out") == ["april/audit.yaml-2.yaml", "april/audit.yaml.yaml", "may/audit.yaml"]


@pytest.mark.parametrize("command", ["read", "fill"])
def test_a_faulty_file_does_not_stop_those_after_it(command: str, tmp_path: Path) -> None:
    put(tmp_path, GOOD, "returns/a.yaml", "returns/z.yaml")
    put(tmp_path, GOOD.replace("grade: ", "grade: x"), "returns/b.yaml")
    put(tmp_path, b"\xff\xd8\xff\xe0", "returns/c.jpg")
    (tmp_path / "returns" / "d").symlink_to("nowhere")

    words = ["--format", "html"] if command == "fill" else []
    result = run(command, tmp_path / "returns", *words, "--out", tmp_path / "out")

    assert result.exit_code == 1
    ending = "html" if command == "fill" else "yaml"
    assert files(tmp_path / "out") == [f"a.{ending}", f"z.{ending}"]
    for name in ("b.yaml", "c.jpg", "d"):
        assert str(tmp_path / "returns" / name) in result.stderr


def test_without_a_folder_each_answer_sheet_says_which_file_it_is_from(tmp_path: Path) -> None:
    put(tmp_path, GOOD, "a.yaml", "b.yaml")

    result = run("read", tmp_path)

    assert result.exit_code == 0
    first, second = result.stdout.split("---\n")
    assert first.startswith(f"# {tmp_path / 'a.yaml'}\n") and second.startswith(f"# {tmp_path / 'b.yaml'}\n")


# --- nothing is written over -----------------------------------------------------------------


def test_a_file_that_exists_is_left_and_the_others_are_written(tmp_path: Path) -> None:
    put(tmp_path, GOOD, "returns/a.yaml", "returns/b.yaml")
    put(tmp_path, "mine", "out/a.yaml")

    result = run("read", tmp_path / "returns", "--out", tmp_path / "out")

    assert result.exit_code == 1
    assert "filling/not-written" in result.stderr
    assert (tmp_path / "out" / "a.yaml").read_text() == "mine" and (tmp_path / "out" / "b.yaml").exists()

    forced = run("read", tmp_path / "returns", "--out", tmp_path / "out", "--force")
    assert forced.exit_code == 0
    assert (tmp_path / "out" / "a.yaml").read_bytes() == (tmp_path / "out" / "b.yaml").read_bytes()


def same_file(out: Path, source: Path) -> None:
    out.symlink_to(source.parent)


def link(out: Path, source: Path) -> None:
    out.mkdir()
    (out / source.name).symlink_to(source)


def hard_link(out: Path, source: Path) -> None:
    out.mkdir()
    os.link(source, out / source.name)


@pytest.mark.parametrize("lead", [same_file, link, hard_link])
def test_a_return_is_never_written_over_by_what_is_made_of_it(lead: object, tmp_path: Path) -> None:
    put(tmp_path, GOOD, "returns/a.yaml")
    source = tmp_path / "returns" / "a.yaml"
    assert callable(lead)
    lead(tmp_path / "out", source)

    result = run("read", tmp_path / "returns", "--out", tmp_path / "out", "--force")

    assert result.exit_code == 1
    assert "filling/not-written" in result.stderr
    assert source.read_text("utf-8") == GOOD


@pytest.mark.parametrize("name", ["r.yaml", "link.yaml", "hard.yaml", "../returns/r.yaml"])
def test_a_return_is_never_written_over_by_its_own_form(name: str, tmp_path: Path) -> None:
    put(tmp_path, GOOD, "returns/r.yaml")
    source = tmp_path / "returns" / "r.yaml"
    (tmp_path / "returns" / "link.yaml").symlink_to("r.yaml")
    os.link(source, tmp_path / "returns" / "hard.yaml")

    result = run("fill", source, "--format", "html", "--out", tmp_path / "returns" / name, "--force")

    assert result.exit_code == 2
    assert "is the return itself" in result.stderr
    assert source.read_text("utf-8") == GOOD


def test_a_link_in_the_folder_is_not_written_through(tmp_path: Path) -> None:
    put(tmp_path, GOOD, "returns/a.yaml")
    put(tmp_path, "mine", "elsewhere.yaml")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.yaml").symlink_to(tmp_path / "elsewhere.yaml")

    assert run("read", tmp_path / "returns", "--out", tmp_path / "out", "--force").exit_code == 1
    assert (tmp_path / "elsewhere.yaml").read_text() == "mine"


def test_a_name_that_is_too_long_with_its_ending_is_said_and_the_others_written(word: bytes, tmp_path: Path) -> None:
    put(tmp_path, word, f"returns/{'a' * 251}", "returns/b.docx")

    result = run("read", tmp_path / "returns", "--out", tmp_path / "out")

    assert result.exit_code == 1
    assert files(tmp_path / "out") == ["b.yaml"] and "File name too long" in result.stderr


# --- fill ------------------------------------------------------------------------------------


def test_several_forms_need_a_folder(tmp_path: Path) -> None:
    put(tmp_path, GOOD, "a.yaml", "b.yaml")

    for paths in ([tmp_path], [tmp_path / "a.yaml", tmp_path / "b.yaml"]):
        result = run("fill", *paths, "--format", "html")

        assert result.exit_code == 2
        assert "--out" in result.stderr and not result.stdout


def test_a_file_is_no_folder_for_several(tmp_path: Path) -> None:
    put(tmp_path, GOOD, "returns/a.yaml")
    put(tmp_path, "mine", "out")

    assert run("fill", tmp_path / "returns", "--format", "html", "--out", tmp_path / "out").exit_code == 2
    assert (tmp_path / "out").read_text() == "mine"


def test_one_form_goes_into_a_folder_that_is_there(tmp_path: Path) -> None:
    put(tmp_path, GOOD, "a.yaml")
    (tmp_path / "out").mkdir()

    assert run("fill", tmp_path / "a.yaml", "--format", "html", "--out", tmp_path / "out").exit_code == 0
    assert files(tmp_path / "out") == ["a.html"]


# --- verify ----------------------------------------------------------------------------------


def test_verify_goes_on_after_a_file_that_is_not_there(word: bytes, tmp_path: Path) -> None:
    put(tmp_path, word, "returns/a.docx", "returns/b")

    result = run("verify", tmp_path / "nowhere", tmp_path / "returns")

    assert result.exit_code == 1
    assert result.stdout.count("current; its wording") == 2
    assert run("verify", tmp_path / "returns").exit_code == 0
