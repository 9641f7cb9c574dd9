"""A return of a form that was changed since, under the same version, is told from one of the form as it is."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from tests.samples import EXAMPLES, FRAMEWORK

from formwright.cli import main
from formwright.definitions.library import load
from formwright.pipelines import filling
from formwright.reports.submission_schema import schema

ANSWERS = """details:
  case_id: A1042
  child_status: cared-for
evaluation:
  listening: {grade: 1}
  review: {grade: 1}
overall: {judgement: inadequate}
actions:
  - {action: Visit, urgent: "no"}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(EXAMPLES / "framework", tmp_path / "framework"))
    roles = ("team-manager", "head-of-service", "iro")
    holders = "".join(f"  - {{role: {role}, name: Somebody, email: {role}@example.org}}\n" for role in roles)
    (folder / "directory.yaml").write_text(f"kind: directory\nholders:\n{holders}", "utf-8")
    return folder


def run(root: Path, *words: str | Path) -> Any:
    return CliRunner().invoke(main, ["--root", str(root), *map(str, words)])


def check(root: Path, *files: Path) -> list[dict[str, Any]]:
    result = run(root, "check", *files, "--format", "json")
    assert result.stdout, (result.stderr, result.exception)
    found: list[dict[str, Any]] = json.loads(result.stdout)["submissions"]
    return found


def codes(found: dict[str, Any]) -> list[str]:
    return [d["code"] for d in found["diagnostics"] if d["severity"] == "error"]


def handed_out(root: Path, folder: Path) -> list[Path]:
    """A return of each format, made from the form as it is."""
    digest = load(root).form("small-audit").identity.digest
    source = folder / "return.yaml"
    source.write_text(f'form: small-audit\nversion: "1.10"\ndigest: "{digest}"\n{ANSWERS}', "utf-8")
    files = [source]
    for format in ("docx", "pdf"):
        made = filling.fill(load(root), source, format).content
        assert made is not None
        files.append(folder / f"return.{format}")
        files[-1].write_bytes(made)
    return files


def change(root: Path, *changes: tuple[str, str], file: str = "forms/small-audit.yaml") -> None:
    text = (root / file).read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (root / file).write_text(text, "utf-8")


CHANGES: dict[str, Callable[[Path], None]] = {
    "a question reversed": lambda root: change(root, ("Was the child heard?", "Was the child not heard?")),
    "a choice's label": lambda root: change(root, ("Cared for", "Looked after"), file="framework.yaml"),
    "a condition": lambda root: change(root, ("asked_when: {field: details.child_status, in: [cared-for]}", "")),
}


@pytest.mark.parametrize("changed", CHANGES.values(), ids=CHANGES)
def test_a_return_of_a_form_that_was_changed_is_invalid_and_still_heard(
    root: Path, tmp_path: Path, changed: Callable[[Path], None]
) -> None:
    files = handed_out(root, tmp_path)
    digest = load(root).form("small-audit").identity.digest
    assert [(codes(f), f["digest"]) for f in check(root, *files)] == [([], digest)] * 3

    changed(root)

    for found in check(root, *files):
        assert "submission/form-changed" in codes(found)
        assert (found["status"], found["judgement"], found["digest"]) == ("invalid", "inadequate", digest)
        assert "head-of-service" in [r["role"] for r in found["escalation"]["recipients"]]
    for command in (["read"], ["fill"]):
        for file in files:
            assert run(root, *command, file).exit_code == 1


def test_swapped_labels_never_give_two_answers_for_one_choice(root: Path, tmp_path: Path) -> None:
    """Word shows and keeps a choice by its label, PDF by its value."""
    change(root, ("Cared for", "Lives with us"), ("Child in need", "Helped at home"), file="framework.yaml")
    files = handed_out(root, tmp_path)
    swapped = [("Lives with us", "Swapped"), ("Helped at home", "Lives with us"), ("Swapped", "Helped at home")]
    change(root, *swapped, file="framework.yaml")

    _, word, pdf = check(root, *files)
    for found in (word, pdf):
        assert "submission/unreadable-answer" in codes(found)
        assert [r["role"] for r in found["escalation"]["recipients"]] == ["head-of-service", "iro"]
        assert "cannot be ruled out" in found["escalation"]["recipients"][1]["because"]


def test_what_the_form_does_not_use_changes_nothing(root: Path, tmp_path: Path) -> None:
    files = handed_out(root, tmp_path)
    change(root, ("roles:\n", "roles:\n  - {id: somebody-else, title: Somebody else}\n"), file="framework.yaml")

    assert [codes(found) for found in check(root, *files)] == [[]] * 3


def test_a_new_version_is_another_version_and_nothing_more(root: Path, tmp_path: Path) -> None:
    files = handed_out(root, tmp_path)
    change(root, ('version: "1.10"', 'version: "1.11"'), ("Was the child heard?", "Was the child seen?"))

    for found in check(root, *files):
        assert "submission/unknown-version" in codes(found)
        assert "submission/form-changed" not in codes(found)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("digest:", None),
        ('digest: ""', None),
        ("digest: abc", "submission/no-digest"),
        (f'digest: "{"a" * 63}"', "submission/no-digest"),
        (f'digest: "{"A" * 64}"', "submission/no-digest"),
        (f'digest: "{"g" * 64}"', "submission/no-digest"),
        ("digest: [a]", "submission/no-digest"),
        ("digest: 7", "submission/no-digest"),
        (f'digest: "{"0" * 64}"', "submission/form-changed"),
        (f'digest: "{"0" * 64}"\ndigest: "{"0" * 64}"', "yaml/duplicate-key"),
    ],
)
def test_a_digest_that_is_none_is_said(root: Path, tmp_path: Path, line: str, code: str | None) -> None:
    file = tmp_path / "return.yaml"
    file.write_text(f'form: small-audit\nversion: "1.10"\n{line}\n{ANSWERS}', "utf-8")

    (found,) = check(root, file)

    assert codes(found) == ([code] if code else [])
    assert found["judgement"] == "inadequate"
    assert (found["digest"] is None) == (code != "submission/form-changed")


def test_blank_read_and_the_schema_carry_the_digest(root: Path, tmp_path: Path) -> None:
    form = load(root).form("small-audit")
    line = f'digest: "{form.identity.digest}"'
    assert line in run(root, "blank", "small-audit").stdout.splitlines()

    source, word, pdf = handed_out(root, tmp_path)
    for file in (source, word, pdf):
        assert line in run(root, "read", file).stdout.splitlines()

    validator = Draft202012Validator(schema(form)["properties"]["digest"] | {"$defs": schema(form)["$defs"]})
    verdicts = [validator.is_valid(d) for d in (form.identity.digest, None, "", "0" * 64, 7)]
    assert verdicts == [True, True, True, False, False]


def test_build_says_that_a_form_was_changed_under_the_same_version(root: Path, tmp_path: Path) -> None:
    def build(*words: str) -> Any:
        return run(root, "build", "--format", "html", "--out", str(tmp_path / "out"), *words)

    assert "still version" not in build().stderr
    change(root, ("Was the child heard?", "Was the child seen?"))
    result = build("small-audit")
    assert "small-audit has changed since it was last built, but is still version 1.10." in result.stderr
    assert result.exit_code == 0
    assert "still version" not in build("--force").stderr
    change(root, ("Was the child seen?", "Was the child met?"), ('version: "1.10"', 'version: "1.11"'))
    assert "still version" not in build().stderr


def test_a_definition_keeps_its_digest_from_one_release_of_the_program_to_the_next() -> None:
    """Else every form that was handed out would count as changed. A change here needs a reason, and a line in
    the changelog; a field that a
    model gets is marked as ADDED (model/identity.py)."""
    assert FRAMEWORK.form("tier1-generic-audit").identity.digest == (
        "a17a7b6ebeafe700197dcff8d251532b8f6b13d89ba7e4a7ab56d36f58fb1612"
    )
