"""A shell completes what the framework defines, and is set up without harm to what a person has there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.samples import EXAMPLES, ROOT

from formwright.cli.completing import MARK

SMALL = EXAMPLES / "framework"
PROGRAM = "from formwright.cli import main; main(prog_name='formwright')"


def completed(typed: str, cwd: Path = SMALL) -> list[str]:
    """What is offered for the last word of a line."""
    words = typed.split(" ")
    environment = {
        **os.environ,
        "_FORMWRIGHT_COMPLETE": "bash_complete",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(words) - 1),
    }
    run = subprocess.run([sys.executable, "-c", PROGRAM], cwd=cwd, env=environment, capture_output=True, text=True)
    assert run.stderr == ""
    return [line.split(",")[1] for line in run.stdout.splitlines() if line]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("formwright val", ["validate"]),
        ("formwright show ", ["small-audit", "small-standards"]),
        ("formwright build small-s", ["small-standards"]),
        ("formwright blank ", ["small-audit"]),
        ("formwright escalation sm", ["small-audit"]),
        ("formwright schema sm", ["small-audit"]),
        ("formwright schema fo", ["form"]),
        ("formwright explain form/unknown-ro", ["form/unknown-role"]),
        ("formwright check --format s", ["sarif"]),
        ("formwright check --fo", ["--format"]),
        ("formwright new pro", ["programme"]),
        (f"formwright --root {ROOT} show practice-s", ["practice-standards"]),
        (f"formwright show --root {ROOT} practice-s", ["practice-standards"]),
        (f"formwright --root {ROOT} check --part obs", ["observer"]),
    ],
)
def test_what_has_been_begun_is_completed(typed: str, offered: list[str]) -> None:
    assert completed(typed) == offered


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("formwright show small-audit", ["small-audit"]),
        ("formwright show small-audit@", ["small-audit@1.9", "small-audit@1.10"]),
        ("formwright blank small-audit@1.1", ["small-audit@1.10"]),
        ("formwright schema small-audit@1.9", ["small-audit@1.9"]),
        ("formwright release small-audit@1.9", ["small-audit@1.9"]),
        ("formwright show small-standards@", ["small-standards@1.0"]),
        ("formwright escalation small-standards@", []),
        ("formwright build small-audit@", []),
    ],
)
def test_released_versions_are_completed_once_the_sign_before_them_has_been_typed(
    typed: str, offered: list[str], tmp_path: Path
) -> None:
    root = shutil.copytree(SMALL, tmp_path / "framework")
    for file in ("small-audit/1.9.yaml", "small-audit/1.10.yaml", "small-standards/1.0.yaml"):
        path = root / "released" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", "utf-8")

    assert completed(typed, root) == offered


def test_outside_of_a_framework_there_are_no_ids_and_no_fault(tmp_path: Path) -> None:
    assert completed("formwright show ", tmp_path) == []
    assert completed("formwright check --part ", tmp_path) == []
    assert completed("formwright schema fo", tmp_path) == ["form"]


def test_a_faulty_definition_is_completed_too(tmp_path: Path) -> None:
    root = tmp_path / "framework"
    shutil.copytree(SMALL, root)
    with (root / "forms" / "small-audit.yaml").open("a", encoding="utf-8") as form:
        form.write("\n  - : [\n")

    assert completed("formwright show small-a", root) == ["small-audit"]


# --- setting it up -------------------------------------------------------------------------


def install(home: Path, *words: str, own: str = "/bin/bash") -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("XDG_") and k != "ZDOTDIR"}
    environment = {**kept, "HOME": str(home), "SHELL": own}
    program = [sys.executable, "-c", PROGRAM, "completion", *words, "--install"]
    return subprocess.run(program, env=environment, capture_output=True, text=True)


def test_bash_is_set_up_by_one_command_and_told_of_each_file(tmp_path: Path) -> None:
    settings, script = tmp_path / ".bashrc", tmp_path / ".local/share/formwright/completion.bash"
    settings.write_text("alias ll='ls -l'", "utf-8")  # without an end of line

    result = install(tmp_path)

    line = f'[ -r "{script}" ] && . "{script}"  # completion for formwright'
    assert result.stdout.splitlines() == [
        f"{script} was written.",
        f"One line was added at the end of {settings}: {line}",
        "Open a new terminal, type 'formwright ' and press the tab key twice.",
    ]
    assert settings.read_text("utf-8") == f"alias ll='ls -l'\n{line}\n"
    asked = ["bash", "--noprofile", "--rcfile", str(settings), "-i", "-c", "complete -p formwright"]
    found = subprocess.run(asked, capture_output=True, text=True, env={**os.environ, "HOME": str(tmp_path)})
    assert found.stdout == "complete -o nosort -F _formwright_completion formwright\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_second_time_changes_nothing(shell: str, tmp_path: Path) -> None:
    def state() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    assert install(tmp_path, shell).returncode == 0
    before = state()
    result = install(tmp_path, shell)

    assert result.returncode == 0 and "is up to date." in result.stdout and "added" not in result.stdout
    assert state() == before and len(before) == (1 if shell == "fish" else 2)


def test_a_file_that_somebody_else_wrote_is_left_alone(tmp_path: Path) -> None:
    theirs = tmp_path / ".config/fish/completions/formwright.fish"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("# mine\n", "utf-8")

    result = install(tmp_path, own="/usr/bin/fish")

    assert result.returncode == 2 and theirs.read_text("utf-8") == "# mine\n"
    assert "exists already, and was not written by formwright. Move it away, or overwrite it with --force." in (
        result.stderr
    )
    assert install(tmp_path, "fish", "--force").stdout.startswith(f"{theirs} was replaced.")
    assert theirs.read_text("utf-8").startswith(MARK)


def test_an_older_script_of_ours_is_replaced_and_that_is_said(tmp_path: Path) -> None:
    ours = tmp_path / ".config/fish/completions/formwright.fish"
    ours.parent.mkdir(parents=True)
    ours.write_text(f"{MARK}\nold\n", "utf-8")

    assert install(tmp_path, "fish").stdout.startswith(f"{ours} was replaced.")
    assert "old\n" not in ours.read_text("utf-8")


@pytest.mark.parametrize("own", ["/bin/tcsh", ""])
def test_a_shell_that_cannot_be_helped_is_said(own: str, tmp_path: Path) -> None:
    result = install(tmp_path, own=own)

    assert result.returncode == 2 and "Name one: 'formwright completion bash', 'zsh' or 'fish'." in result.stderr
    assert list(tmp_path.iterdir()) == []
