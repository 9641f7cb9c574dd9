"""GitHub's format, read back as GitHub's runner reads a log: no name and no word makes or breaks a command."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.reports.runs import REFUSED, RETURNS, SMALL, awkward_returns, copied_framework, run


@dataclass(frozen=True)
class Command:
    kind: str
    properties: dict[str, str]
    words: str


def commands(log: str) -> list[Command]:
    """What the runner makes of each line of a log that is a command."""
    found = []
    for line in log.split("\n"):
        if match := re.match(r"\s*::(?P<kind>[a-z-]+)(?: (?P<properties>.*?))?::(?P<words>.*)", line):
            given = (p.split("=", 1) for p in (match["properties"] or "").split(",") if p)
            properties = {name: turned_back(value, (":", ",")) for name, value in given}
            found.append(Command(match["kind"], properties, turned_back(match["words"])))
    return found


def turned_back(value: str, further: tuple[str, ...] = ()) -> str:
    for mark in (*further, "\r", "\n", "%"):
        value = value.replace(f"%{ord(mark):02X}", mark)
    return value


def test_a_mistake_in_a_definition_stands_at_its_line_in_the_words_of_the_text_report() -> None:
    file = REFUSED / "unknown-role.yaml"

    result = run("validate", file, "--format", "github", root=SMALL)

    (command,) = commands(result.stdout)
    assert result.exit_code == 1
    assert command.kind == "error"
    assert command.properties == {
        "file": "tests/examples/definitions/refused/unknown-role.yaml",
        "line": "44",
        "col": "12",
        "title": "form/unknown-role",
    }
    assert command.words == run("validate", file, root=SMALL).stdout.splitlines()[0]
    assert result.stdout.endswith("1 definition checked. 1 error.\n")


def test_nothing_wrong_gives_no_command_and_exit_code_0() -> None:
    result = run("validate", "--format", "github", root=SMALL)

    assert (result.exit_code, commands(result.stdout)) == (0, [])
    assert result.stdout == "3 definitions checked. No problems found.\n"


def test_the_file_is_named_from_the_folder_that_ci_runs_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied_framework(tmp_path, "unknown-role")
    monkeypatch.chdir(tmp_path)

    result = run("validate", "--format", "github", root=Path("framework"))

    assert {c.properties["file"] for c in commands(result.stdout)} == {"framework/forms/unknown-role.yaml"}


def test_each_return_says_what_is_wrong_and_who_must_be_told_and_why() -> None:
    result = run("check", RETURNS, "--format", "github")

    of_file: dict[str, list[Command]] = {}
    for command in commands(result.stdout):
        of_file.setdefault(Path(command.properties["file"]).name, []).append(command)
    assert result.exit_code == 1
    assert [c.kind for c in of_file["incomplete.yaml"]] == ["error", "error", "error", "notice"]
    assert [c.kind for c in of_file["outstanding-with-a-4.yaml"]] == ["warning", "notice"]
    assert [c.properties["title"] for c in of_file["judged-twice.yaml"]] == [
        "escalation/nobody-told",
        "yaml/duplicate-key",
    ]
    (told,) = of_file["good.yaml"]
    assert told.properties["title"] == "must-be-told"
    assert told.words.splitlines()[1:] == [
        "- Team Manager: Team Manager, First Response North <manager-first-response-north@example.org> "
        "(because it was judged Good)",
        "- Copy to Children's Social Care audits <csc-audits@example.org>",
    ]
    assert result.stdout.endswith(
        "8 returns: 5 complete, 1 incomplete, 2 invalid.\nNobody has been notified about 1 of them.\n"
    )


def test_no_file_name_makes_or_breaks_a_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = awkward_returns(tmp_path)
    monkeypatch.chdir(tmp_path)

    result = run("check", *(f.name for f in files), "--format", "github")

    found = commands(result.stdout)
    named = {c.properties["file"] for c in found}
    assert {c.kind for c in found} == {"error"}
    assert {c.properties["title"] for c in found} >= {"escalation/nobody-told", "submission/wrong-value"}
    assert named >= {f.name for f in files if not re.search("[\x1b\udcff]", f.name)}
    assert named >= {r"steered \x1b[31m\x07.yaml", r"not utf-8 \xff.yaml"}
    assert len(result.stdout.splitlines()) == len(found) + 2


def test_what_a_definition_says_stays_on_one_line_as_it_was(tmp_path: Path) -> None:
    root = copied_framework(tmp_path)
    form = root / "forms" / "small-audit.yaml"
    form.write_text(form.read_text("utf-8").replace("[team-manager]", '["50%, <b>\\n::error::\U0001f600"]'), "utf-8")

    result = run("validate", "--format", "github", root=root)

    (command,) = (c for c in commands(result.stdout) if c.properties["title"] == "form/unknown-role")
    assert "'50%, <b>\n::error::\U0001f600'" in command.words


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")

    result = run("check", tmp_path, "--format", "github")

    found = commands(result.stdout)
    assert (result.exit_code, {c.kind for c in found}) == (1, {"error"})
    assert [c.properties["title"] for c in found] == ["escalation/nobody-told", "submission/not-readable"]
    assert {c.properties["file"] for c in found} == {str(tmp_path / "photo.png")}
