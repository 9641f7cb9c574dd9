"""The handbook compiles every document once, and everything in it can be reached."""

import shutil
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from formwright.definitions.library import load
from formwright.document import nodes, prose
from formwright.document.nodes import Block, Blocks, Document, Inlines, Text
from formwright.pipelines.publish import handbook_of, publish
from formwright.writers import pdf

EXAMPLES = Path(__file__).parents[1] / "examples"
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def book() -> Document:
    library = load(ROOT)
    assert library.framework is not None
    found = handbook_of(library, library.framework)
    assert found is not None
    return found


def inlines(block: Block) -> list[Inlines]:
    """Every run of inlines in a block, those within lists and cells included."""
    match block:
        case nodes.Paragraph(children) | nodes.Heading(_, children):
            return [children]
        case nodes.BulletList(items) | nodes.NumberedList(items):
            return [i for item in items for b in item for i in inlines(b)]
        case nodes.Table():
            cells = [c for row in block.rows for c in row.cells]
            return [*(c.heading for c in block.columns), *(i for cell in cells for b in cell for i in inlines(b))]
        case nodes.Callout(children):
            return [i for b in children for i in inlines(b)]
        case nodes.Listing(items=items):
            return [items]
        case nodes.Figure():
            return [i for b in block.alternative for i in inlines(b)]
        case _:
            return []


def anchors(blocks: Blocks) -> list[str]:
    found: list[str] = []
    for block in blocks:
        if isinstance(block, nodes.Heading | nodes.Figure):
            found.append(block.anchor)
        if isinstance(block, nodes.Table):
            found += [row.anchor for row in block.rows if row.anchor]
            found += [block.anchor] if block.anchor else []
    return found


def references(children: Inlines) -> list[str]:
    found: list[str] = []
    for child in children:
        if isinstance(child, nodes.Reference):
            found.append(child.anchor)
        found += references(getattr(child, "children", ()))
    return found


def test_every_reference_leads_to_something_in_the_book(book: Document) -> None:
    known = anchors(book.blocks)

    assert len(known) == len(set(known))
    targets = {t for block in book.blocks for i in inlines(block) for t in references(i)}
    assert len(targets) > 40
    assert targets <= set(known)


def test_figures_and_tables_are_numbered_listed_and_referred_to_by_number(book: Document) -> None:
    figures = [b for b in book.blocks if isinstance(b, nodes.Figure)]
    tables = [b for b in book.blocks if isinstance(b, nodes.Table) and b.number]
    assert [f.number for f in figures] == [f"Figure {n}" for n in range(1, len(figures) + 1)]
    assert [t.number for t in tables] == [f"Table {n}" for n in range(1, len(tables) + 1)]
    assert all(table.caption_shown for table in tables)

    listed = [prose.plain(item.children) for b in book.blocks if isinstance(b, nodes.Listing) for item in b.items]
    assert listed == [f"{f.number}: {f.title}" for f in figures] + [f"{t.number}: {t.caption}" for t in tables]

    said = [prose.plain(i) for block in book.blocks for i in inlines(block) if "figure-overview" in references(i)]
    assert any("as Figure 2 shows" in line for line in said)


def test_a_table_of_a_chapter_has_the_caption_that_stands_above_it() -> None:
    text = "Table: Who may look\n\n| Who | What |\n| --- | --- |\n| Anyone | All |"

    (table,) = prose.blocks(text, lambda target, children: children)

    assert isinstance(table, nodes.Table)
    assert (table.caption, table.caption_shown) == ("Who may look", True)


def test_the_summary_page_stands_before_the_contents_and_fits_on_one_page(book: Document) -> None:
    at = next(n for n, b in enumerate(book.blocks) if isinstance(b, nodes.Contents))
    titles = [b.anchor for b in book.blocks[:at] if isinstance(b, nodes.Heading) and b.level == 2]
    assert titles == ["document-control", "at-a-glance"]

    start = next(n for n, b in enumerate(book.blocks) if isinstance(b, nodes.Heading) and b.anchor == "at-a-glance")
    alone = replace(book, blocks=tuple(map(unlinked, book.blocks[start:at])))
    with BytesIO(pdf.write(alone)) as file:
        assert len(PdfReader(file).pages) == 2, "the cover, then the summary"


def unlinked(value: Any) -> Any:
    """The blocks with words as long as a link's where there are links: what they lead to is not there."""
    match value:
        case nodes.Reference(children):
            return Text(f"{prose.plain(children)}, page 100")
        case tuple():
            return tuple(map(unlinked, value))
        case _ if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{each.name: unlinked(getattr(value, each.name)) for each in fields(value)})
        case _:
            return value


def test_every_document_of_the_framework_is_compiled_in_once(book: Document) -> None:
    headings = [b for b in book.blocks if isinstance(b, nodes.Heading)]

    numbers = [h.number for h in headings if h.number and h.number.startswith("Appendix")]
    assert numbers == [f"Appendix {n}" for n in ("1", "2A", "2B", "3", "4", "5", "6", "7", "8", "9", "10", "11")]
    library = load(ROOT)
    assert library.handbook is not None
    assert set(library.handbook.appendices) == {d.identity.id for d in library.definitions}


def test_nothing_in_the_book_is_to_be_filled_in(book: Document) -> None:
    assert not book.is_form


def test_headings_go_down_one_level_at_a_time(book: Document) -> None:
    level = 1
    for block in book.blocks:
        if isinstance(block, nodes.Heading):
            assert block.level <= level + 1, prose.plain(block.children)
            level = block.level


def test_a_word_changed_in_one_form_rebuilds_that_form_and_the_handbook_only(tmp_path: Path) -> None:
    root = shutil.copytree(EXAMPLES / "framework", tmp_path / "framework")
    shutil.copytree(EXAMPLES / "handbook", root / "handbook")
    publish(load(root), tmp_path / "out")

    form = root / "forms" / "small-audit.yaml"
    form.write_text(form.read_text("utf-8").replace("Was the child heard?", "Was the child listened to?"), "utf-8")
    after = publish(load(root), tmp_path / "out")

    assert set(after.written) == {
        f"{name}.{format}" for name in ("handbook", "forms/small-audit") for format in ("html", "docx", "pdf")
    }


def test_an_appendix_that_is_not_compiled_is_named_without_a_link(tmp_path: Path) -> None:
    root = tmp_path / "framework"
    shutil.copytree(EXAMPLES / "framework", root)
    shutil.copytree(EXAMPLES / "handbook", root / "handbook")
    listing = root / "handbook" / "handbook.yaml"
    listing.write_text(
        listing.read_text("utf-8").replace("[small-standards, small-audit]", "[small-standards]"), "utf-8"
    )
    library = load(root)
    assert library.framework is not None

    found = handbook_of(library, library.framework)

    assert found is not None
    there = anchors(found.blocks)
    said = [children for block in found.blocks for children in inlines(block)]
    assert [anchor for children in said for anchor in references(children) if anchor not in there] == []
    assert any("Appendix 2A" in prose.plain(children) for children in said)
