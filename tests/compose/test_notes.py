"""The handbook holds its notes only where they are wanted, each under the name of what it explains."""

import re
import shutil
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader
from tests.compose.test_handbook import anchors, inlines, references

from formwright.cli import main
from formwright.definitions.library import load
from formwright.document import nodes, prose
from formwright.document.nodes import Document
from formwright.pipelines.publish import handbook_of

EXAMPLES = Path(__file__).parents[1] / "examples"
ROOT = Path(__file__).parents[2]
NOTE = "It was read as the chair of each conference."


def book(with_notes: bool) -> Document:
    library = load(ROOT)
    assert library.framework is not None
    found = handbook_of(library, library.framework, with_notes)
    assert found is not None
    return found


def test_every_note_is_in_the_annex_under_the_name_of_what_it_explains() -> None:
    under: dict[str, list[str]] = {}
    for block in book(with_notes=True).blocks:
        if isinstance(block, nodes.Heading):
            said = under.setdefault(f"{block.number or ''} {prose.plain(block.children)}".strip(), [])
        elif isinstance(block, nodes.Paragraph | nodes.BulletList):
            said += [prose.plain(children) for children in inlines(block)]

    assert any("two diagrams" in s or "4 per team" in s for s in under["1.8 Overview of the framework"])
    assert any("Two weeks before week 16" in s for s in under["Appendix 2B Tier 1 PLO audit tool"])
    assert any(s.startswith("ADM ") for s in under["Glossary"])
    assert "How this edition reads the framework of 2013" in under


def test_every_reference_of_the_annex_leads_to_something_and_its_headings_go_down_one_at_a_time() -> None:
    found = book(with_notes=True)

    known = anchors(found.blocks)
    levels = [block.level for block in found.blocks if isinstance(block, nodes.Heading)]
    assert len(known) == len(set(known))
    assert {t for block in found.blocks for i in inlines(block) for t in references(i)} <= set(known)
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_with_notes_the_handbook_says_the_same_and_has_one_annex_more() -> None:
    without, with_notes = book(with_notes=False).blocks, book(with_notes=True).blocks

    assert with_notes[: len(without)] == without
    assert isinstance(with_notes[len(without)], nodes.Heading)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small framework whose first chapter has a note."""
    root = shutil.copytree(EXAMPLES / "framework", tmp_path / "framework")
    shutil.copytree(EXAMPLES / "handbook", root / "handbook")
    chapter = root / "handbook" / "01-start.md"
    chapter.write_text(f"{chapter.read_text('utf-8')}\n::: note\n{NOTE}\n:::\n", "utf-8")
    return root


def run(root: Path, *words: str) -> str:
    result = CliRunner().invoke(main, ["--root", str(root), *words])
    assert result.exit_code == 0, result.output
    return result.stdout


def said(out: Path) -> dict[str, bool]:
    """Whether each format of the handbook holds the note."""
    page = (out / "handbook.html").read_text("utf-8")
    word = zipfile.ZipFile(out / "handbook.docx").read("word/document.xml").decode()
    paper = " ".join(text for sheet in PdfReader(out / "handbook.pdf").pages for text in sheet.extract_text().split())
    return {"html": NOTE in page, "docx": NOTE in re.sub("<[^>]*>", "", word), "pdf": NOTE in paper}


def test_the_notes_are_built_in_every_format_where_they_are_asked_for_and_go_again(root: Path) -> None:
    out = root / "output"

    run(root, "build", "handbook")
    before = said(out)
    wanted = run(root, "build", "handbook", "--notes")
    between = said(out)
    back = run(root, "build", "handbook")

    assert set(before.values()) == {False}
    assert between == {"html": True, "docx": True, "pdf": True}
    assert (wanted, back) == (f"3 written, 0 unchanged, in {out}\n",) * 2
    assert set(said(out).values()) == {False}
