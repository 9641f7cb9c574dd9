"""What changed is told for whatever two versions a person names: released, present, in a file, or kept by git."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.guides.walk import copy_framework
from tests.preview.conftest import AUDIT, STANDARDS, Folder, small_framework

from formwright.cli import main

HEARD = ("Was the child heard?", "Was the child listened to?")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return small_framework(tmp_path)


def run(folder: Folder, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(folder.root), "diff", *words])


def data(folder: Folder, *words: str) -> Any:
    result = run(folder, *words, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def told(found: Any) -> list[tuple[str, str, str]]:
    return [(one["document"], one["what"], one["class"]) for one in found["changes"]]


def git(folder: Folder, *words: str) -> None:
    of = ("-c", "user.name=Robin Vale", "-c", "user.email=robin@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder.root), *of, *words], check=True, capture_output=True)


@pytest.fixture
def kept(folder: Folder) -> Folder:
    """A framework in a repository, in a folder of it, with one commit."""
    holder = "{role: team-manager, name: Robin Vale, email: robin@example.org}"
    (folder.root / "directory.yaml").write_text(f"kind: directory\nholders:\n  - {holder}\n", "utf-8")
    git(folder, "init", "--quiet", "..")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "The first")
    return folder


def released(folder: Folder) -> Folder:
    done = CliRunner().invoke(main, ["--root", str(folder.root), "release", "small-audit", "--in-force", "2026-01-05"])
    assert done.exit_code == 0, done.output
    return folder


@pytest.mark.parametrize("format", ["text", "json", "html", "docx", "pdf"])
def test_a_definition_is_not_different_from_itself(format: str, folder: Folder, tmp_path: Path) -> None:
    out = tmp_path / "paper"
    to = ("--out", str(out)) if format in ("html", "docx", "pdf") else ()

    result = run(folder, "small-audit", str(folder.root / AUDIT), "--format", format, *to)

    assert result.exit_code == 0, result.output
    if format == "json":
        found = json.loads(result.stdout)
        assert (found["class"], found["changes"], found["documents"]) == ("same", [], [])
    elif format == "text":
        assert result.stdout.startswith("Nothing has changed from the current definition (version 1.10) to ")
    else:
        assert out.stat().st_size > 1000


def test_each_change_is_told_as_the_contract_has_it(folder: Folder) -> None:
    released(folder).edit(AUDIT, HEARD)

    found = data(folder, "small-audit")

    assert (found["from"], found["to"], found["class"]) == ("small-audit@1.10", "small-audit", "wording")
    (change,) = found["changes"]
    assert {key: change[key] for key in ("document", "path", "what", "class", "old", "new", "message")} == {
        "document": "small-audit",
        "path": "evaluation.listening",
        "what": "question-reworded",
        "class": "wording",
        "old": "Was the child heard?",
        "new": "Was the child listened to?",
        "message": "Question 1 is reworded.",
    }


def test_an_id_alone_is_compared_with_its_newest_release_before_its_version_is_raised(folder: Folder) -> None:
    released(folder).edit(AUDIT, ("label: Action, control: text", "label: Action, control: date"))

    said = run(folder, "small-audit").stdout

    assert said.startswith("From version 1.10 to the current definition (version 1.10)\n")
    assert "1 change: breaks the series." in said and "“Action” is answered differently." in said
    assert "These changes need version 2.0 or higher. It is still 1.10." in said


def test_text_shows_old_and_new_with_what_changed_in_brackets(folder: Folder) -> None:
    released(folder).edit(AUDIT, HEARD)

    said = run(folder, "small-audit@1.10").stdout

    assert "      before: Was the child [heard?]\n      after: Was the child [listened to?]\n" in said


def test_a_whole_framework_is_compared_with_a_revision_and_told_document_by_document(kept: Folder) -> None:
    kept.edit(AUDIT, HEARD)
    kept.edit(STANDARDS, ("title: Small standards", "title: Small practice standards"))
    kept.edit("framework.yaml", ("title: Team Manager", "title: Manager of a team"))
    kept.edit("directory.yaml", ("name: Robin Vale", "name: Alex Vale"))

    found = data(kept, "HEAD")

    assert found["to"] == "now"
    assert set(told(found)) >= {
        ("framework", "role-reworded", "wording"),
        ("directory", "holders", "comparable"),
        ("small-audit", "question-reworded", "wording"),
        ("small-standards", "text", "wording"),
    }
    assert "Vale" not in run(kept, "HEAD").stdout


def test_documents_that_came_and_went_are_told(kept: Folder) -> None:
    text = (kept.root / AUDIT).read_text("utf-8")
    (kept.root / "forms" / "another.yaml").write_text(text.replace("id: small-audit", "id: another", 1), "utf-8")

    assert ("another", "document-added", "comparable") in told(data(kept, "HEAD"))
    git(kept, "add", ".")
    git(kept, "commit", "--quiet", "-m", "Another")
    assert ("another", "document-removed", "comparable") in told(data(kept, "HEAD", "HEAD~1"))


def test_one_document_of_a_revision_is_compared_however_it_is_named(kept: Folder) -> None:
    kept.edit(AUDIT, HEARD)
    expected = [("small-audit", "question-reworded", "wording")]

    for names in (
        ("HEAD", "small-audit"),
        (f"HEAD:framework/{AUDIT}",),
        (f"HEAD:./{AUDIT}", str(kept.root / AUDIT)),
    ):
        assert told(data(kept, *names)) == expected, names


def test_folders_and_files_elsewhere_are_compared(folder: Folder, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(folder.root, other)
    folder.edit(AUDIT, HEARD)
    expected = [("small-audit", "question-reworded", "wording")]

    assert told(data(folder, str(other))) == expected
    assert told(data(folder, str(other / AUDIT))) == expected
    released(folder)
    assert told(data(folder, str(other / AUDIT), str(folder.root / "released/small-audit/1.10.yaml"))) == expected


def test_a_document_with_errors_is_left_out_aloud_and_not_told_as_gone(kept: Folder) -> None:
    kept.edit(AUDIT, ("scale: judgement}", "scale: nothing}"))

    result = run(kept, "HEAD", "--format", "json")

    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert "small-audit" in [one["id"] for one in found["not_compared"]]
    assert all(document != "small-audit" for document, *_ in told(found))


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("smal-audit",), "'smal-audit' is not a document, a file or a revision. Did you mean 'small-audit'?"),
        (("small-audit",), "No version of 'small-audit' has been released, so there is nothing to compare it with."),
        (("small-audit@9.9",), "No version of 'small-audit' has been released."),
        (("forms/none.yaml",), "There is no file or folder forms/none.yaml, and it is not a revision."),
        (("small-audit", "small-standards"), "These cannot be compared: 'small-audit' is of the kind 'form'"),
        (("HEAD~400",), "git does not know a revision 'HEAD~400'."),
        (("HEAD:framework/framework.yaml",), "is a part of the framework, and says nothing by itself."),
        (("HEAD:framework/forms/none.yaml",), "There is no definition framework/forms/none.yaml in revision 'HEAD'."),
    ],
)
def test_what_cannot_be_found_is_said_with_a_way_on(names: tuple[str, ...], said: str, kept: Folder) -> None:
    result = run(kept, *names)

    assert result.exit_code == 2
    assert said in result.stderr.replace("\n", " ")


def test_without_a_repository_or_without_git_it_is_said(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.root.parent))
    assert "is not in a git repository" in run(folder, "HEAD").stderr
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert "git is not installed on this computer" in run(folder, "HEAD").stderr


EDITS = {
    "practice-forum": (
        "standards/practice-forum.yaml", "much like a 'friendly dragon's den'", "like a friendly panel", "wording",
    ),
    "what-good-looks-like": (
        "standards/what-good-looks-like.yaml", "What is good about our work?", "What is good about our daily work?",
        "wording",
    ),
    "tier1-programme-of-focus": (
        "schedules/tier1-programme-of-focus.yaml", "PEPs and health assessments", "Health assessments", "comparable",
    ),
    "duties": ("schedules/duties.yaml", "how_many: 4\n", "how_many: 5\n", "comparable"),
    "handbook": ("handbook/04-scrutiny.md", "of all partners.", "of every partner.", "wording"),
    "practice-standards": (
        "standards/practice-standards.yaml", "in the time allowed (45 working", "in the time allowed (40 working",
        "breaks-series",
    ),
    "tier1-generic-audit": ("forms/tier1-generic-audit.yaml", 'standards: ["3.4", "3.11", "4.14", "4.16"]',
                            'standards: ["3.4", "3.11", "4.14"]', "comparable"),
}  # fmt: skip


def test_one_edit_of_a_document_of_each_kind_is_told_once_with_its_class(tmp_path: Path) -> None:
    new = Folder(tmp_path / "new")
    for folder in (tmp_path / "old", new.root):
        folder.mkdir()
        copy_framework(folder)
    for file, was, now, _ in EDITS.values():
        path = new.root / file
        text = path.read_text("utf-8")
        assert was in text, was
        path.write_text(text.replace(was, now, 1), "utf-8")

    found = data(new, str(tmp_path / "old"))

    assert sorted((one["document"], one["class"]) for one in found["changes"]) == sorted(
        (id, edit[-1]) for id, edit in EDITS.items()
    )
