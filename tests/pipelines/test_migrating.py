"""Answers on another version: what the file that is written says, and what is said of those that stay behind."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.samples import EXAMPLES

from formwright.cli import main

FORM = """\
kind: form
id: visit
title: Visit
version: "1.0"
issued: 2026-01-02
summary: One visit.
audience: Managers
sections:
  - id: details
    title: Details
    fields:
      - {id: case_id, label: Case ID, control: text}
      - {id: age, label: Age, control: number, least: 0, most: 25}
  - id: evaluation
    title: Evaluation
    answers:
      - {id: grade, label: Grade, control: grade, scale: judgement}
      - {id: comments, label: Comments, control: long-text, required: false}
    questions:
      - {id: heard, ask: Was the child heard?}
  - id: actions
    title: Actions
    row: Action
    repeat: {min: 0}
    fields:
      - {id: what, label: What will be done?, control: text}
      - {id: who, label: Who?, control: text, required: false}
escalation: {nobody: This is a trial.}
"""

COMMENT = "Billie said she is afraid of the dog."
RETURN = f"""\
form: visit
version: "1.0"
details: {{case_id: A1, age: 20}}
evaluation:
  heard: {{grade: 2, comments: "{COMMENT}"}}
actions:
  - {{what: Ring the school, who: Robin}}
  - {{}}
  - {{what: Visit again}}
"""

VERSIONS = (
    (('version: "1.0"', 'version: "1.1"'), ("id: heard,", "id: voice, was: heard,")),
    (('version: "1.1"', 'version: "2.0"'), ("id: voice, was: heard,", "id: wishes, was: voice,"),
     ("{id: who, label: Who?, control: text, required: false}", "{id: by, label: By when?, control: date}")),
    (('version: "2.0"', 'version: "2.1"'), ("most: 25", "most: 18"), ("id: actions", "id: steps\n    was: actions"),
     ("the child heard?", "the child really heard?")),
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    root: Path

    def run(self, *words: str | Path) -> Result:
        return CliRunner().invoke(main, ["--root", str(self.root), *map(str, words)])

    def migrated(self, *words: str | Path) -> Any:
        (found,) = json.loads(self.run("migrate", *words, "--format", "json").stdout)["returns"]
        return found


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The visit was released as 1.0, 1.1 and 2.0; 2.1 is still being written."""
    root = tmp_path_factory.mktemp("framework")
    (root / "framework.yaml").write_bytes((EXAMPLES / "framework" / "framework.yaml").read_bytes())
    form = root / "forms" / "visit.yaml"
    form.parent.mkdir()
    form.write_text(FORM, "utf-8")
    place = Place(root)
    for changes in VERSIONS:
        result = place.run("release", "visit", "--in-force", "2026-01-05")
        assert result.exit_code == 0, result.output
        text = form.read_text("utf-8")
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        form.write_text(text, "utf-8")
    (root / "return.yaml").write_text(RETURN, "utf-8")
    return place


ANSWERS = {
    "details.case_id", "details.age", "evaluation.heard.grade", "evaluation.heard.comments",
    "actions[0].what", "actions[0].who", "actions[2].what",
}  # fmt: skip


def test_every_answer_is_carried_over_or_listed_with_the_reason(place: Place, tmp_path: Path) -> None:
    found = place.migrated(place.root / "return.yaml", "--to", "2.1", "--out", tmp_path)

    assert {*found["carried"], *(one["path"] for one in found["dropped"])} == ANSWERS
    assert found["dropped"] == [
        {"path": "actions[0].who", "why": "It is not part of that version."},
        {
            "path": "details.age",
            "why": "That version does not accept it: Details: “Age” is not a number from 0 to 18.",
        },
    ]
    assert found["reworded"] == [
        {
            "paths": ["evaluation.heard.grade", "evaluation.heard.comments"],
            "old": "Was the child heard?",
            "new": "Was the child really heard?",
        }
    ]
    assert {"path": "actions[2].what", "to": "steps[2].what"} in found["renamed"]
    assert found["written"] == str(tmp_path / "return.yaml")


def test_what_is_written_is_a_return_of_that_version_with_every_row_in_its_place(place: Place, tmp_path: Path) -> None:
    place.run("migrate", place.root / "return.yaml", "--to", "2.0", "--out", tmp_path)

    digest = json.loads(place.run("show", "visit@2.0", "--format", "json").stdout)["digest"]
    assert (tmp_path / "return.yaml").read_text("utf-8") == (
        f'form: "visit"\nversion: "2.0"\ndigest: "{digest}"\n'
        'details:\n  case_id: "A1"\n  age: "20"\n'
        f'evaluation:\n  wishes:\n    grade: 2\n    comments: "{COMMENT}"\n'
        'actions:\n  - what: "Ring the school"\n  - {}\n  - what: "Visit again"\n'
    )


def test_the_way_back_is_the_same_way(place: Place, tmp_path: Path) -> None:
    place.run("migrate", place.root / "return.yaml", "--to", "2.0", "--out", tmp_path)

    found = place.migrated(tmp_path / "return.yaml", "--to", "1.0")

    assert (found["dropped"], len(found["carried"])) == ([], 6)
    assert {"path": "evaluation.wishes.grade", "to": "evaluation.heard.grade"} in found["renamed"]


def test_the_report_repeats_no_comment_and_says_that_nothing_was_written(place: Place) -> None:
    result = place.run("migrate", place.root / "return.yaml", "--to", "2.1")

    assert result.exit_code == 1
    assert "Visit, from version 1.0 to version 2.1\n  5 of 7 answers carry over." in result.stdout
    assert "    Action 1: “Who?”\n      It is not part of that version.\n" in result.stdout
    assert "Nothing was written." in result.stderr
    assert not any(word in result.output for word in ("afraid", "Robin", "school", "A1"))


def test_where_all_carries_over_nothing_is_wrong(place: Place) -> None:
    result = place.run("migrate", place.root / "return.yaml", "--to", "1.1")

    assert result.exit_code == 0
    assert "  All 7 answers carry over.\n\n1 return: 1 in full.\n" in result.stdout


def test_no_file_is_written_over_unless_that_is_said_and_the_return_never_is(place: Place, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "return.yaml").write_text("mine", "utf-8")
    (tmp_path / "return.yaml").write_text(RETURN, "utf-8")

    there, itself = (
        place.migrated(tmp_path / "return.yaml", "--to", "1.1", "--out", out, *force)
        for out, force in ((tmp_path / "there", ()), (tmp_path, ("--force",)))
    )

    for found in (there, itself):
        assert found["written"] is None
        assert [d["code"] for d in found["diagnostics"]] == ["filling/not-written"]
    assert (tmp_path / "there" / "return.yaml").read_text("utf-8") == "mine"
    assert (tmp_path / "return.yaml").read_text("utf-8") == RETURN


@pytest.mark.parametrize("version", ["1.5", "../../framework", ""])
def test_a_version_that_there_is_not_is_answered_with_those_that_there_are(version: str, place: Place) -> None:
    found = place.migrated(place.root / "return.yaml", "--to", version)

    (fault,) = found["diagnostics"]
    assert fault["code"] == "filling/no-such-version"
    assert fault["hint"].endswith("Its versions are: 1.0, 1.1, 2.0, 2.1.")
    assert (found["carried"], found["dropped"], found["written"]) == ([], [], None)


def test_a_return_that_cannot_be_relied_on_is_not_migrated(place: Place, tmp_path: Path) -> None:
    (tmp_path / "return.yaml").write_text(RETURN.replace("grade: 2", "grade: 9"), "utf-8")

    result = place.run("migrate", tmp_path / "return.yaml", "--to", "1.1", "--out", tmp_path / "out")

    assert result.exit_code == 1
    assert "submission/wrong-value" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_version_on_the_way_that_was_edited_is_an_error(place: Place) -> None:
    file = place.root / "released" / "visit" / "1.1.yaml"
    whole = file.read_bytes()
    try:
        file.write_bytes(whole.replace(b"Was the child heard?", b"Was the child seen?"))
        found = place.migrated(place.root / "return.yaml", "--to", "2.0")
    finally:
        file.write_bytes(whole)

    (fault,) = found["diagnostics"]
    assert fault["code"] == "submission/release-unusable"
    assert "the released file of version 1.1 cannot be relied on" in fault["message"]
