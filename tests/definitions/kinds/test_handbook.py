"""The handbook's references, words and figures are checked against what there is, at their line."""

import shutil
from pathlib import Path

import pytest

from formwright.definitions.library import Library, load

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLES / "framework", tmp_path / "framework")
    shutil.copytree(EXAMPLES / "handbook", tmp_path / "framework" / "handbook")
    return tmp_path / "framework"


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def found(library: Library) -> list[str]:
    return [
        f"{Path(d.place.file).name}:{d.place.mark.line}:{d.place.mark.column} {d.code}"
        for d in library.diagnostics
        if d.place.mark
    ]


def test_a_chapter_that_cannot_be_read_is_named(root: Path) -> None:
    (root / "handbook" / "01-start.md").unlink()
    (root / "handbook" / "01-start.md").mkdir()

    (problem,) = load(root).diagnostics

    assert (Path(problem.place.file).name, problem.code) == ("01-start.md", "definition/unreadable")


def test_a_sound_handbook_has_numbered_sections(root: Path) -> None:
    library = load(root)

    assert library.diagnostics == ()
    assert library.handbook is not None
    assert [(c.number, c.id) for c in library.handbook.chapters] == [
        ("1", "start"),
        ("1.1", "how"),
        (None, "detail"),
        ("1.2", "else"),
        (None, "words"),
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("01-start.md", "appendix:2A", "appendix:2B", "01-start.md:3:25 handbook/unknown-appendix"),
        (
            "01-start.md",
            "[](appendix:2A)",
            "[](appendix:2A) [](appendix:2)",
            "01-start.md:3:41 handbook/unknown-appendix",
        ),
        ("01-start.md", "section:how", "section:hwo", "01-start.md:3:46 handbook/unknown-section"),
        ("01-start.md", "standard:1.10", "standard:1.11", "01-start.md:7:34 handbook/unknown-standard"),
        ("01-start.md", "figure:ring", "figure:rnig", "01-start.md:9:4 handbook/unknown-figure"),
        ("01-start.md", "mailbox:audits", "mailbox:audit", "01-start.md:13:13 handbook/unknown-mailbox"),
        ("01-start.md", "(small-audit)", "(smal-audit)", "01-start.md:17:17 handbook/unknown-document"),
        ("01-start.md", "The IRO", "The LADO", "01-start.md:7:5 handbook/unknown-term"),
        ("01-start.md", "{#detail}", "{#how}", "01-start.md:11:1 handbook/duplicate-id"),
        ("01-start.md", " {#detail}", "", "01-start.md:11:1 handbook/heading-without-id"),
        ("01-start.md", "## How", "### How", "01-start.md:5:1 handbook/heading-level"),
        ("01-start.md", "# Start {#start}", "Some words", "01-start.md:1:1 handbook/no-heading"),
        ("02-words.md", "table:glossary", "table:glosary", "02-words.md:3:4 handbook/unknown-table"),
        ("handbook.yaml", "02-words.md", "02-word.md", "handbook.yaml:8:25 handbook/unknown-chapter"),
        ("handbook.yaml", "small-audit", "smal-audit", "handbook.yaml:9:31 handbook/unknown-document"),
    ],
)
def test_a_reference_to_nothing_is_an_error_at_its_spot(
    root: Path, file: str, old: str, new: str, expected: str
) -> None:
    change(root / "handbook" / file, old, new)

    assert expected in found(load(root))


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("glossary.yaml", "terms:", "terms:\n  - {term: PLO, means: x}", "glossary.yaml:3:12 handbook/unused-term"),
        ("01-start.md", "[](figure:ring)", "A ring.", "figures.yaml:3:9 handbook/unused-figure"),
        ("handbook.yaml", ", small-audit]", "]", ""),
    ],
)
def test_what_nothing_uses_is_a_warning(root: Path, file: str, old: str, new: str, expected: str) -> None:
    change(root / "handbook" / file, old, new)

    assert "".join(f for f in found(load(root)) if "unused" in f) == expected


def test_a_definition_that_nothing_refers_to_is_a_warning(root: Path) -> None:
    change(root / "handbook" / "handbook.yaml", ", small-audit]", "]")
    change(root / "handbook" / "01-start.md", "[the audit](small-audit)", "the audit")

    assert "small-audit.yaml:2:5 handbook/unreferred" in found(load(root))


@pytest.mark.parametrize("text", ["", "Start\n\nNo line here begins with a #.\n"])
def test_a_chapter_without_any_heading_is_refused(root: Path, text: str) -> None:
    (root / "handbook" / "01-start.md").write_text(text, "utf-8")

    assert found(load(root)) == ["01-start.md:1:1 handbook/no-heading"]


def test_a_chapter_in_another_encoding_is_refused(root: Path) -> None:
    file = root / "handbook" / "01-start.md"
    file.write_bytes(file.read_bytes().replace(b"is told, and", b"is told \x96 and"))

    assert found(load(root)) == ["01-start.md:7:17 handbook/bad-encoding"]


def test_a_chapter_file_that_is_not_listed_is_a_warning(root: Path) -> None:
    (root / "handbook" / "03-more.md").write_text("# More {#more}\n", "utf-8")

    assert found(load(root)) == ["handbook.yaml:8:1 handbook/chapter-left-out"]


def test_a_note_is_checked_as_its_chapter_is_and_its_abbreviations_need_no_entry(root: Path) -> None:
    chapter = root / "handbook" / "01-start.md"
    lines = chapter.read_text("utf-8").rstrip("\n").split("\n")
    note = ["", "::: note", "The XYZ asked for it, see [](section:nowhere).", "<b>So it is.</b>", ":::"]
    chapter.write_text("\n".join([*lines, *note]) + "\n", "utf-8")

    at = len(lines) + 3
    assert found(load(root)) == [
        f"01-start.md:{at}:30 handbook/unknown-section",
        f"01-start.md:{at + 1}:1 handbook/text-not-allowed",
    ]
