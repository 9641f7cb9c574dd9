"""Which version of a form a return is judged by, and that nothing else is opened for that."""

import shutil
from pathlib import Path
from unittest.mock import patch

import pytest
from tests.samples import EXAMPLES

from formwright.definitions.library import load
from formwright.pipelines import releasing
from formwright.pipelines.reading import Readers
from formwright.readers.versions import Versions, known_versions
from formwright.releases import frozen

ASKED = {"1.0": "first", "1.1": "alone", "1.2": "soon", "1.10": "again", "2.0": "well"}
"""What each version asks."""

RELEASED = ("1.0", "1.1", "1.2", "1.10")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small framework, whose audit was released four times, and is a draft of a fifth version now."""
    root = shutil.copytree(EXAMPLES / "framework", tmp_path_factory.mktemp("versions") / "framework")
    form = root / "forms" / "small-audit.yaml"
    text = form.read_text("utf-8")
    for version in (*RELEASED, "2.0"):
        changed = text.replace('version: "1.10"', f'version: "{version}"')
        changed = changed.replace("Was the child heard?", question(version))
        form.write_text(changed, "utf-8")
        if version in RELEASED:
            releasing.release(load(root), ["small-audit"], "2026-01-05")
    return root


def question(version: str) -> str:
    return f"Was the child heard {ASKED[version]}?"


def asked(forms: Versions, version: str | None) -> str:
    """The first question of the form that a return of this version is judged by."""
    rules = forms.of("small-audit", version)
    assert rules is not None
    return next(f.question or "" for f in rules.form.fields if f.question)


def test_each_version_is_judged_by_itself(root: Path) -> None:
    forms = Readers.of(load(root)).forms

    assert [asked(forms, version) for version in (*RELEASED, "2.0")] == [question(v) for v in (*RELEASED, "2.0")]


def test_another_version_is_read_by_the_present_form(root: Path) -> None:
    forms = Readers.of(load(root)).forms

    assert {asked(forms, version) for version in (None, "", "1.3", "1.00", "../1.0", "x" * 10_000)} == {question("2.0")}
    assert forms.of("small-adit", "1.0") is None
    assert forms.of("../released/small-audit", "1.0") is None


def test_those_that_a_return_can_be_of_are_named_in_their_order(root: Path) -> None:
    assert known_versions(Readers.of(load(root)).forms, "small-audit") == (*RELEASED, "2.0")


def test_a_form_that_is_gone_is_read_by_its_newest_version(root: Path, tmp_path: Path) -> None:
    there = shutil.copytree(root, tmp_path / "framework")
    (there / "forms" / "small-audit.yaml").unlink()

    forms = Readers.of(load(there)).forms

    assert asked(forms, "9.9") == question("1.10") and asked(forms, "1.1") == question("1.1")
    assert list(forms) == ["small-audit"]


def test_only_what_a_return_asks_for_is_opened_and_that_once(root: Path) -> None:
    forms = Readers.of(load(root)).forms

    with patch.object(frozen, "opened", wraps=frozen.opened) as opened:
        for _ in range(3):
            asked(forms, "1.1")
            asked(forms, "2.0")
            asked(forms, "7.7")

    assert [call.args[3] for call in opened.call_args_list] == ["1.1"]


def test_the_present_version_needs_none_of_its_own_released_file_but_the_beginning(root: Path, tmp_path: Path) -> None:
    there = shutil.copytree(root, tmp_path / "framework")
    releasing.release(load(there), ["small-audit"], "2026-01-05")
    readers = Readers.of(load(there))
    present = readers.forms.now["small-audit"]

    found = readers.forms.of("small-audit", "2.0")

    assert found is not None and found.release is not None
    assert found.form is present.form and found.words is None
