"""Releasing: the present version is frozen whole or not at all, and never over another."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.samples import EXAMPLES

from formwright.cli import main
from formwright.definitions.library import load
from formwright.definitions.released import Releases
from formwright.diagnostics import Diagnostic
from formwright.model.release import Release

AUDIT = "forms/small-audit.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shutil.copytree(EXAMPLES / "framework", tmp_path / "framework")


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *words])


def change(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text("utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), "utf-8")


def released(root: Path) -> set[str]:
    return {file.relative_to(root / "released").as_posix() for file in (root / "released").rglob("*") if file.is_file()}


def test_all_that_a_definition_rests_on_is_in_its_file_and_nothing_else(root: Path) -> None:
    assert run(root, "release", "small-audit", "--in-force", "2026-01-05").exit_code == 0

    text = (root / "released" / "small-audit" / "1.10.yaml").read_text("utf-8")
    assert (
        "title: Independent Reviewing Officer" in text
        and "address: audits@example.org" not in text.split("framework:")[0]
    )
    assert 'number: "2A"' in text and 'number: "1"\n' not in text  # of the appendices its own
    assert '- id: "1.1"\n      text: ' in text and 'id: "1.2"' not in text  # of the standards those that it names
    assert "service_areas: []" in text  # it does not ask whose case it is


def test_it_says_what_was_released_and_where_it_lies(root: Path) -> None:
    found = json.loads(run(root, "release", "--all", "--in-force", "2026-01-05", "--format", "json").stdout)

    assert [(one["id"], one["version"], one["state"]) for one in found["released"]] == [
        ("small-audit", "1.10", "released"),
        ("small-standards", "1.0", "released"),
    ]
    assert released(root) == {"small-audit/1.10.yaml", "small-standards/1.0.yaml"}
    assert found["released"][0]["digest"] == load(root).form("small-audit").identity.digest


def test_to_release_the_same_again_changes_nothing_and_says_so(root: Path) -> None:
    run(root, "release", "small-audit", "--in-force", "2026-01-05")
    file = root / "released" / "small-audit" / "1.10.yaml"
    before = file.read_bytes()

    result = run(root, "release", "small-audit", "--in-force", "2027-01-05")

    assert result.exit_code == 0
    assert result.stdout == "small-audit 1.10 has already been released, in force from 2026-01-05.\n"
    assert file.read_bytes() == before


def test_the_same_definition_gives_the_same_file_on_any_day_and_machine(root: Path, tmp_path: Path) -> None:
    other = shutil.copytree(root, tmp_path / "other")
    for place in (root, other):
        run(place, "release", "--all", "--in-force", "2026-01-05")

    files = [(place / "released" / "small-audit" / "1.10.yaml").read_bytes() for place in (root, other)]
    assert files[0] == files[1]


def test_without_a_day_it_is_in_force_from_today(root: Path) -> None:
    import datetime

    found = json.loads(run(root, "release", "small-audit", "--format", "json").stdout)

    days = [datetime.date.today() - datetime.timedelta(days=n) for n in (0, 1)]
    assert found["released"][0]["in_force"] in map(str, days)


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        (AUDIT, "Was the child heard?", "Was the child seen?", "release/changed-since"),
        (AUDIT, 'version: "1.10"', 'version: "1.9"', "release/version-sinks"),
        ("framework.yaml", "label: Cared for", "label: In care", "release/changed-since"),
        ("framework.yaml", "meaning: All is well.", "meaning: Most is well.", "release/changed-since"),
    ],
)
def test_what_was_changed_under_a_released_version_is_not_released(
    file: str, old: str, new: str, code: str, root: Path
) -> None:
    run(root, "release", "small-audit", "--in-force", "2026-01-05")
    change(root, file, old, new)

    result = run(root, "release", "--all")

    assert result.exit_code == 1
    assert f"{AUDIT}:4:10 {code}: " in result.stdout.replace(f"{root}/", "")
    assert result.stdout.endswith("Nothing was released.\n")
    assert released(root) == {"small-audit/1.10.yaml"}


@pytest.mark.parametrize(
    ("version", "changes", "least"),
    [
        ("1.10.1", [(AUDIT, "Was the child heard?", "Was the child really heard?")], None),
        ("1.11", [(AUDIT, "inadequate:\n      - head-of-service", "inadequate:\n      - team-manager")], None),
        ("1.10.1", [(AUDIT, "inadequate:\n      - head-of-service", "inadequate:\n      - team-manager")], "1.11"),
        ("1.11", [(AUDIT, "Was the child heard?", "Zebra crossings")], "2.0"),
        ("1.11", [("framework.yaml", "label: Cared for", "label: Known to nobody")], "2.0"),
        ("2.0", [(AUDIT, "Was the child heard?", "Zebra crossings")], None),
    ],
    ids=["words", "recipient", "recipient, too low", "question, too low", "choice, too low", "question"],
)
def test_a_version_rises_in_the_part_that_what_has_changed_asks_for(
    version: str, changes: list[tuple[str, str, str]], least: str | None, root: Path
) -> None:
    run(root, "release", "small-audit", "--in-force", "2026-01-05")
    for file, old, new in ((AUDIT, 'version: "1.10"', f'version: "{version}"'), *changes):
        change(root, file, old, new)

    result = run(root, "release", "small-audit", "--format", "json")
    found = json.loads(result.stdout)["diagnostics"]

    if least is None:
        assert (result.exit_code, found) == (0, [])
    else:
        (fault,) = found
        assert (fault["code"], fault["line"]) == ("release/version-too-low", 4)
        assert fault["hint"] == f"Raise 'version' to {least} or higher."
        assert released(root) == {"small-audit/1.10.yaml"}
        assert [d["code"] for d in json.loads(run(root, "validate", "--format", "json").stdout)["diagnostics"]] == [
            "release/version-too-low"
        ]


def test_only_the_newest_released_version_is_opened_for_that(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[str, str]] = []
    real = Releases.get

    def get(self: Releases, id: str, version: str) -> Release | Diagnostic:
        opened.append((id, version))
        return real(self, id, version)

    monkeypatch.setattr(Releases, "get", get)
    for version in ("1.11", "1.12"):
        run(root, "release", "--all", "--in-force", "2026-01-05")
        change(root, AUDIT, "version: ", "#")
        change(root, AUDIT, "#", f'version: "{version}"  #')
    opened.clear()

    load(root)

    assert opened == [("small-audit", "1.11")]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("framework.yaml", "title: Team Manager", "title: Practice Lead"),
        ("framework.yaml", "{id: north, label: North}", "{id: north, label: Northern}"),
        ("standards/small-standards.yaml", "Two standards.", "Some standards."),
        (AUDIT, "kind: form", "# a comment\nkind: form"),
    ],
)
def test_what_changes_nothing_that_was_asked_needs_no_new_version(file: str, old: str, new: str, root: Path) -> None:
    run(root, "release", "small-audit", "--in-force", "2026-01-05")
    change(root, file, old, new)

    assert run(root, "validate", str(root / AUDIT)).exit_code == 0


def test_a_definition_with_an_error_is_not_released_and_nothing_beside_it(root: Path) -> None:
    change(root, AUDIT, "inadequate:\n      - head-of-service", "inadequate:\n      - head-of-servics")

    result = run(root, "release", "--all")

    assert result.exit_code == 1
    assert "form/unknown-role" in result.stdout
    assert not (root / "released").exists()


def test_an_error_elsewhere_does_not_stand_in_the_way(root: Path) -> None:
    (root / "forms" / "other.yaml").write_text("kind: form\nid: other\n", "utf-8")

    assert run(root, "release", "small-standards").exit_code == 0


def test_an_error_in_the_standards_stands_in_the_way_of_a_form_that_names_them(root: Path) -> None:
    change(root, "standards/small-standards.yaml", "summary:", "sumary:")

    result = run(root, "release", "small-audit")

    assert result.exit_code == 1
    assert "small-standards.yaml" in result.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Name what to release, or use --all."),
        (("small-audit", "--all"), "Name what to release, or use --all."),
        (("small-audit", "--in-force", "soon"), "--in-force needs a date such as 2026-01-31, not 'soon'."),
        (("small-audit", "--in-force", "2026-02-30"), "--in-force needs a date such as 2026-01-31"),
        (("small-audit@1.10", "--withdraw", "never"), "--withdraw needs a date"),
        (("--all", "--withdraw", "2026-01-31"), "--withdraw needs versions"),
        (("small-adit",), "'small-adit' is not defined in this framework. Did you mean 'small-audit'?"),
        (("framework",), "'framework' is not defined in this framework."),
        (("small-audit@1.10",), "is not defined in this framework. Did you mean 'small-audit'?"),
        (("small-audit", "--withdraw", "2026-01-31"), "'small-audit' does not name a version."),
        (("small-audit@1.10", "--withdraw", "2026-01-31"), "No version of 'small-audit' has been released."),
    ],
)
def test_what_cannot_be_meant_is_said_in_words(words: tuple[str, ...], said: str, root: Path) -> None:
    result = run(root, "release", *words)

    assert result.exit_code == 2
    assert said in result.stderr.replace("\n", " ")
    assert not (root / "released").exists()


def test_the_handbook_is_not_released(root: Path) -> None:
    shutil.copytree(EXAMPLES / "handbook", root / "handbook")

    result = run(root, "release", "handbook")

    assert result.exit_code == 2
    assert "The handbook cannot be released" in result.stderr


def test_a_folder_that_cannot_be_written_to_is_said(root: Path) -> None:
    (root / "released").write_text("a file in its place", "utf-8")

    result = run(root, "release", "small-audit")

    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_a_released_form_that_was_changed_is_not_built_or_handed_out(root: Path, tmp_path: Path) -> None:
    run(root, "release", "small-audit", "--in-force", "2026-01-05")
    change(root, AUDIT, "Was the child heard?", "Was the child seen?")

    built = run(root, "build", "--out", str(tmp_path / "out"), "--format", "html")

    assert built.exit_code == 1 and "release/changed-since" in built.stderr
    assert not (tmp_path / "out" / "forms" / "small-audit.html").exists()
    assert run(root, "blank", "small-audit").exit_code == 2


def test_files_of_other_kinds_in_the_folder_are_nobodys_business(root: Path) -> None:
    run(root, "release", "small-audit", "--in-force", "2026-01-05")
    (root / "released" / "README.md").write_text("# What was released", "utf-8")

    assert run(root, "validate").stdout == "3 definitions checked. No problems found.\n"


def test_released_files_named_for_validation_are_looked_at_and_fmt_leaves_them_alone(root: Path) -> None:
    run(root, "release", "small-audit", "--in-force", "2026-01-05")
    file = root / "released" / "small-audit" / "1.10.yaml"
    before = file.read_bytes()

    assert run(root, "validate", str(file)).exit_code == 0
    assert run(root, "fmt", str(file), str(root / "released")).exit_code == 0
    assert file.read_bytes() == before
    file.write_bytes(before.replace(b"Was the child heard?", b"Was the child seen?"))
    for place in (file, root / "released"):
        result = run(root, "validate", str(place))
        assert result.exit_code == 1 and "release/edited" in result.stdout
