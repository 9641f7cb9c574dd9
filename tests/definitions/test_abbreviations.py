"""An abbreviation is in the glossary, or the handbook does not stand; elsewhere it is only spoken of. Capitals for
emphasis are no abbreviations."""

import shutil
from pathlib import Path

import pytest
from tests.samples import EXAMPLES

from formwright.definitions.library import load

VISIT = (EXAMPLES / "definitions/frameworks/unreferred/forms/visit-audit.yaml").read_text("utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A framework whose handbook compiles in one form and links to another."""
    root = Path(shutil.copytree(EXAMPLES / "framework", tmp_path / "framework"))
    shutil.copytree(EXAMPLES / "handbook", root / "handbook")
    put(root / "handbook/01-start.md", "See [the audit]", "See [visits](visit-audit) and [the audit]")
    (root / "forms/visit-audit.yaml").write_text(VISIT, "utf-8")
    return root


def put(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")


def found(root: Path) -> list[tuple[str, str, str]]:
    return [(d.code, Path(d.place.file).name, d.message) for d in load(root).diagnostics]


UNKNOWN = "'LADO' is not in the glossary."


@pytest.mark.parametrize("file", ["forms/small-audit.yaml", "handbook/01-start.md"])
def test_in_the_handbook_and_what_it_compiles_in_it_is_an_error(root: Path, file: str) -> None:
    old = "Was the child heard?" if file.startswith("forms") else "The IRO is told"
    put(root / file, old, f"The LADO: {old}")

    assert found(root) == [("handbook/unknown-term", Path(file).name, UNKNOWN)]


def test_elsewhere_it_is_a_warning_once_a_document_that_can_be_allowed(root: Path) -> None:
    put(root / "forms/visit-audit.yaml", "label: Case ID", "label: The LADO’s case")
    put(root / "forms/visit-audit.yaml", "Day of the visit", "Day on which the LADO came")

    (warning,) = load(root).diagnostics
    assert (warning.code, str(warning.severity), warning.message) == (
        "definition/unknown-abbreviation",
        "warning",
        UNKNOWN,
    )
    assert warning.place.mark and (warning.place.mark.line, warning.place.mark.column) == (12, 34)

    put(root / "forms/visit-audit.yaml", "sections:", "# allow definition/unknown-abbreviation: they know\nsections:")
    assert load(root).diagnostics == ()


def test_without_a_handbook_nothing_is_asked_of_anybody(root: Path) -> None:
    put(root / "forms/visit-audit.yaml", "label: Case ID", "label: The LADO’s case")
    shutil.rmtree(root / "handbook")

    assert found(root) == []


@pytest.mark.parametrize(
    "words", ["You MUST do it", "It is NOT enough", "one AND the other", "see part II", "STRICTLY private", "the CHILD"]
)
@pytest.mark.parametrize("file", ["forms/small-audit.yaml", "forms/visit-audit.yaml"])
def test_capitals_for_emphasis_are_no_abbreviation(root: Path, file: str, words: str) -> None:
    put(root / file, "label: Case ID", f"label: {words}")

    if "STRICTLY" in words:
        put(root / "handbook/01-start.md", "The IRO is told", "The IRO is told strictly")
    assert found(root) == []
