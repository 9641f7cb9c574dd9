"""A build touches its own files only, inside its folder, and two builds at once do not spoil each other."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.kills import alive

from formwright.definitions.library import load
from formwright.errors import CannotRun
from formwright.pipelines.publish import publish

FRAMEWORK = Path(__file__).parents[1] / "examples" / "framework"
PROGRAM = str(Path(sys.executable).parent / "formwright")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shutil.copytree(FRAMEWORK, tmp_path / "framework")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def build(root: Path, out: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(root, out, *words), capture_output=True, text=True, check=False)


def command(root: Path, out: Path, *words: str) -> list[str]:
    return [PROGRAM, "--root", str(root), "build", "--out", str(out), *words]


def files(folder: Path) -> dict[str, bytes]:
    """What is in the folder, but for the file that is locked."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".formwright.lock"
    }


@pytest.mark.parametrize(
    "memory",
    [
        '{"../precious.txt": ["a", "b"]}',
        '{"forms/../../precious.txt": ["a", "b"]}',
        '{"precious": ["a", "b"]}',
        "[]",
        '{"forms/small-audit.html": "a"}',
        '{"forms/small-audit.html": [1, null]}',
        "not JSON",
        "[" * 100_000,
        "",
    ],
)
def test_a_damaged_memory_is_set_aside_and_names_nothing_to_delete(root: Path, out: Path, memory: str) -> None:
    precious = out.parent / "precious.txt"
    precious.write_text("mine")
    out.mkdir()
    (out / "precious").write_text("mine")
    (out / ".formwright.json").write_text(memory)

    done = build(root, out, "--format", "html")

    assert (done.returncode, precious.read_text(), (out / "precious").read_text()) == (0, "mine", "mine")
    assert (out / ".formwright.json.damaged").read_text() == memory
    assert "damaged" in done.stderr
    assert (out / "forms/small-audit.html").is_file()


def test_a_build_after_the_memory_was_damaged_knows_its_own_files_by_the_manifest(root: Path, out: Path) -> None:
    publish(load(root), out, formats=["html"])
    before = files(out)
    (out / ".formwright.json").write_text("{")

    done = build(root, out, "--format", "html")

    assert done.returncode == 0
    assert {k: v for k, v in files(out).items() if k != ".formwright.json.damaged"} == before


@pytest.mark.parametrize(
    "name",
    [
        *("forms/small-audit.html", "index.html", "accessibility.html", "manifest.json"),
        *(".formwright.json", ".formwright.lock"),
    ],
)
def test_what_a_link_in_the_folder_leads_to_is_left_as_it_is(root: Path, out: Path, name: str) -> None:
    publish(load(root), out, formats=["html"])
    precious = out.parent / "precious.txt"
    precious.write_text("{}")
    (out / name).unlink()
    (out / name).symlink_to(precious)

    done = build(root, out, "--format", "html")

    assert precious.read_text() == "{}"
    assert done.returncode in (0, 2), done.stderr
    if done.returncode == 0:
        assert (out / "forms/small-audit.html").read_bytes().startswith(b"<!DOCTYPE html>")


def test_a_folder_that_is_a_link_to_elsewhere_is_not_written_into(root: Path, out: Path) -> None:
    elsewhere = out.parent / "elsewhere"
    elsewhere.mkdir()
    out.mkdir()
    (out / "forms").symlink_to(elsewhere)

    done = build(root, out, "--format", "html")

    assert (done.returncode, list(elsewhere.iterdir())) == (2, [])
    assert "is a link" in done.stderr


def test_a_statement_that_an_organisation_has_written_itself_is_not_lost(root: Path, out: Path) -> None:
    build(root, out, "--format", "html")
    (out / "accessibility.html").write_text("Our own statement.")

    refused = build(root, out, "--format", "html")

    assert (refused.returncode, (out / "accessibility.html").read_text()) == (2, "Our own statement.")
    assert "accessibility.html was not written by a build and would be lost." in refused.stderr


@pytest.mark.parametrize("name", ["index.html", "accessibility.html", "manifest.json", "forms/small-audit.html"])
def test_a_file_that_no_build_wrote_is_not_lost(root: Path, out: Path, name: str) -> None:
    (out / name).parent.mkdir(parents=True)
    (out / name).write_text("mine")

    refused = build(root, out, "--format", "html")
    kept = (out / name).read_text()
    forced = build(root, out, "--format", "html", "--force")

    assert (refused.returncode, kept, forced.returncode) == (2, "mine", 0)
    assert str(out / name) in refused.stderr
    assert (out / name).read_text() != "mine"


def test_a_document_of_a_definition_that_is_gone_stays_where_somebody_has_changed_it(root: Path, out: Path) -> None:
    publish(load(root), out, formats=["html"])
    (out / "standards/small-standards.html").write_text("my notes")
    (root / "standards/small-standards.yaml").unlink()
    form = root / "forms/small-audit.yaml"
    text = form.read_text("utf-8")
    form.write_text(text.replace(', standards: ["1.1", "1.10"]', ""), "utf-8")

    done = build(root, out, "--format", "html")

    assert (out / "standards/small-standards.html").read_text() == "my notes"
    assert "small-standards.html belongs to a definition that no longer exists." in done.stderr


def test_what_was_written_is_kept_where_a_later_file_cannot_be(root: Path, out: Path) -> None:
    publish(load(root), out, formats=["html"])
    shutil.rmtree(out / "standards")
    (out / "standards").write_text("a file where a folder should be")

    with pytest.raises(CannotRun, match="cannot be written"):
        publish(load(root), out, formats=["html"], force=True, jobs=1)

    (out / "standards").unlink()
    again = publish(load(root), out, formats=["html"])
    assert again.unchanged == ("forms/small-audit.html",)


# --- several at once, and cut off ----------------------------------------------------------


def test_two_builds_into_one_folder_both_succeed(root: Path, out: Path) -> None:
    publish(load(root), out.parent / "alone", formats=["html", "docx"])

    both = [
        subprocess.Popen(
            command(root, out, "--force", "--format", "html", "--format", "docx"), stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    said = [one.communicate()[1] for one in both]

    assert [one.returncode for one in both] == [0, 0], said
    assert files(out) == files(out.parent / "alone")


def test_the_one_that_waits_says_for_whom(root: Path, out: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    out.mkdir()
    with (out / ".formwright.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        held.write("4711")
        held.flush()
        waiting = subprocess.Popen(command(root, out, "--format", "html"), stderr=subprocess.PIPE, text=True)
        assert waiting.stderr is not None
        said = waiting.stderr.readline()
    waiting.communicate()

    assert "(process 4711)" in said and str(out) in said
    assert waiting.returncode == 0


def _hears_ctrl_c() -> None:
    """What is begun in the background of a shell, or by a thread of a test before, may have been told not to."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


@pytest.mark.parametrize(
    ("how", "status"),
    [(signal.SIGTERM, -signal.SIGTERM), (signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 2)],
    ids=["SIGTERM", "SIGKILL", "SIGINT"],
)
def test_a_build_that_is_ended_leaves_no_process_behind(how: signal.Signals, status: int, tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    mark = f"--out={tmp_path / 'out'}"
    running = subprocess.Popen(
        [PROGRAM, "--root", str(root), "build", mark, "--jobs", "2"],
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_hears_ctrl_c,
    )
    wait_for(lambda: len(alive(running.pid)) >= 3)

    running.send_signal(how)

    assert running.wait() == status
    wait_for(lambda: not alive(running.pid))


def wait_for(condition: Callable[[], bool]) -> None:
    for _ in range(600):
        if condition():
            return
        time.sleep(0.05)
    pytest.fail("it did not come about")


def test_a_build_that_was_cut_off_is_finished_by_the_next(root: Path, out: Path) -> None:
    publish(load(root), out.parent / "alone", formats=["html"])
    shutil.copytree(out.parent / "alone", out)
    # As a kill leaves it: claimed and written, but neither listed nor remembered, and one file half written.
    (out / "manifest.json").unlink()
    (out / "index.html").unlink()
    memory = json.loads((out / ".formwright.json").read_text("utf-8"))
    (out / ".formwright.json").write_text(json.dumps({path: ["", ""] for path in memory}))
    (out / "forms/.small-audit.html.999999999-abcdefgh.new").write_bytes(b"<!doc")
    (out / "forms/.small-audit.html.mine.new").write_bytes(b"somebody's")

    done = build(root, out, "--format", "html")

    assert done.returncode == 0
    (out / "forms/.small-audit.html.mine.new").unlink()
    assert files(out) == files(out.parent / "alone")


# --- a computer without Pango --------------------------------------------------------------


@pytest.fixture
def without_pango(tmp_path: Path) -> dict[str, str]:
    """Where WeasyPrint is installed and the library that it needs is not: it fails as the real one does."""
    package = tmp_path / "without" / "weasyprint"
    package.mkdir(parents=True)
    words = "cannot load library 'libgobject-2.0-0': libgobject-2.0-0: cannot open shared object file"
    (package / "__init__.py").write_text(f"raise OSError({words!r})\n")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(package.parent), os.environ.get("PYTHONPATH", "")])}


def test_without_pango_everything_but_pdf_is_built(root: Path, out: Path, without_pango: dict[str, str]) -> None:
    done = subprocess.run(command(root, out), capture_output=True, text=True, check=False, env=without_pango)

    made = {name.rsplit(".", 1)[1] for name in files(out) if "/" in name}
    assert (done.returncode, made) == (1, {"html", "docx"})
    assert "Pango" in done.stderr and "apt install" in done.stderr and "report" not in done.stderr
    assert done.stderr.count("Pango") == 1


def test_without_pango_a_pdf_says_what_is_missing(root: Path, without_pango: dict[str, str]) -> None:
    words = [PROGRAM, "--root", str(root), "blank", "small-audit", "--format"]

    pdf = subprocess.run([*words, "pdf"], capture_output=True, text=True, check=False, env=without_pango)
    word = subprocess.run([*words, "docx"], capture_output=True, check=False, env=without_pango)

    assert (pdf.returncode, pdf.stdout, word.returncode) == (2, "", 0)
    assert "Pango" in pdf.stderr and "Traceback" not in pdf.stderr
