"""A long Word file: cover, contents, chapters, references that tell the page, figures."""

import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from tests.writers.sample import BOOK, COUNTING, DUTIES, words
from tests.writers.test_docx import W, audited, converted, part, said, value

from formwright.document.nodes import BulletList, Column, Document, Figure, Heading, Paragraph, Row, Table, Text
from formwright.writers.docx import write

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SVG_BLIP = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
HEADINGS = [block for block in BOOK.blocks if isinstance(block, Heading)]
FIGURES = [block for block in BOOK.blocks if isinstance(block, Figure)]
CHAPTERS = ["1 What to know first", "2 Duties and steps", "Appendix 2A Generic audit"]


def fields(element: etree._Element) -> list[str]:
    return [(each.text or "").strip() for each in element.iter(f"{W}instrText")]


def style(paragraph: etree._Element) -> str:
    return value(paragraph, f"{W}pPr/{W}pStyle") or ""


def pages(pdf: Path) -> list[str]:
    """The words on each page."""
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    return [" ".join(page.split()) for page in text.split("\f")[:-1]]


def with_table(table: Table) -> Document:
    return replace(BOOK, blocks=(HEADINGS[0], table))


# --- Word's rules ---------------------------------------------------------------------------------


@pytest.mark.parametrize("document", [BOOK, COUNTING])
def test_word_would_open_it_without_a_repair(document: Document, tmp_path: Path) -> None:
    audit = audited(write(document), tmp_path)

    assert audit.returncode == 0, audit.stdout


def test_ids_and_names_are_used_once() -> None:
    document = part(write(BOOK))

    for path, attribute in (
        (f"{W}bookmarkStart", f"{W}id"),
        (f"{W}bookmarkStart", f"{W}name"),
        (f"{WP}docPr", "id"),
    ):
        used = [each.get(attribute) for each in document.iter(path)]
        assert len(used) == len(set(used)) > 0


def test_the_same_book_gives_the_same_bytes_in_another_process() -> None:
    script = (
        "import sys; from formwright.writers.docx import write; from tests.writers.sample import BOOK; "
        "sys.stdout.buffer.write(write(BOOK))"
    )

    other = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout

    assert other == write(BOOK)


# --- cover, contents, references ------------------------------------------------------------------


def test_the_title_stands_on_a_cover_without_head_or_foot() -> None:
    document = part(write(BOOK))

    first, *others = document.iter(f"{W}sectPr")
    last_on_cover = next(p for p in document.iter(f"{W}p") if p.find(f"{W}pPr/{W}sectPr") is not None)

    titles = [said(p) for p in last_on_cover.itersiblings(preceding=True) if style(p) == "Heading1"]
    assert titles == ["Sample handbook"]
    assert first.find(f"{W}headerReference") is None and first.find(f"{W}footerReference") is None
    assert len(others) == 1 + len(CHAPTERS)
    assert all(each.find(f"{W}headerReference") is not None for each in others)


def test_headings_are_real_and_in_order() -> None:
    styles = [style(p) for p in part(write(BOOK)).iter(f"{W}p")]

    levels = [int(each[-1]) for each in styles if each.startswith("Heading")]

    assert levels == [1, *(heading.level for heading in HEADINGS)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_contents_are_a_table_that_word_can_update() -> None:
    document = part(write(BOOK))

    entries = [p for p in document.iter(f"{W}p") if style(p).startswith("TOC") and style(p) != "TOCHeading"]

    assert r'TOC \o "2-3" \h \z' in fields(document)
    listed = [heading for heading in HEADINGS if heading.level <= 3]
    assert [style(p) for p in entries] == [f"TOC{heading.level}" for heading in listed]
    for entry in entries:
        link = entry.find(f"{W}hyperlink")
        assert link is not None
        assert rf"PAGEREF {link.get(f'{W}anchor')} \h" in fields(entry)


def test_numbered_tables_are_listed_after_the_contents_with_their_captions() -> None:
    document = part(write(BOOK))

    (line,) = [p for p in document.iter(f"{W}p") if style(p) == "TableofFigures"]
    (caption,) = [p for p in document.iter(f"{W}p") if style(p) == "Caption"]

    assert said(line).startswith("Table 1: Who must do what")
    assert said(caption) == "Table 1: Who must do what"
    link = line.find(f"{W}hyperlink")
    marks = [mark.get(f"{W}name") for mark in caption.iter(f"{W}bookmarkStart")]
    assert link is not None and link.get(f"{W}anchor") in marks


def test_an_abbreviation_is_in_words() -> None:
    document = part(write(BOOK))

    assert any("Under the Public Law Outline (PLO), there" in said(p) for p in document.iter(f"{W}p"))


def test_every_page_that_is_told_is_that_of_a_bookmark() -> None:
    document = part(write(BOOK))

    told = [code.split()[1] for code in fields(document) if code.startswith("PAGEREF")]

    names = {start.get(f"{W}name") for start in document.iter(f"{W}bookmarkStart")}
    assert len(told) == len([h for h in HEADINGS if h.level <= 3]) + 3 + len(DUTIES.rows)
    assert set(told) <= names


def test_no_page_is_told_before_a_program_has_worked_it_out() -> None:
    document = part(write(BOOK))

    reference = next(p for p in document.iter(f"{W}p") if said(p).startswith("Forms are in"))
    dirty = [each for each in document.iter(f"{W}fldChar") if each.get(f"{W}dirty")]

    assert said(reference).startswith("Forms are in Appendix 2A, page\u00a0…, duties in section 2.1, page\u00a0…; see")
    assert dirty == []
    assert part(write(BOOK), "word/settings.xml").find(f"{W}updateFields") is None


def test_each_chapter_has_its_title_at_the_head_of_its_pages() -> None:
    file = write(BOOK)

    with ZipFile(BytesIO(file)) as archive:
        names = sorted(name for name in archive.namelist() if "header" in name)
    heads = [part(file, name) for name in names]

    assert [said(head).replace("\u2002", " ") for head in heads[1:]] == CHAPTERS
    assert [fields(head) for head in heads[1:]] == [['STYLEREF "Heading 2"']] * len(CHAPTERS)
    assert said(heads[0]) == "Example Council, Children's Services" and fields(heads[0]) == []
    assert said(part(file, "word/footer1.xml")).startswith("Sample handbook · Version 1.0")


# --- figures --------------------------------------------------------------------------------------


def test_a_figure_is_sharp_and_says_what_it_shows() -> None:
    file = write(BOOK)
    relations = part(file, "word/_rels/document.xml.rels")
    targets = {each.get("Id"): each.get("Target") or "" for each in relations}

    shown = list(part(file).iter(f"{WP}inline"))

    assert len(shown) == len(FIGURES)
    for inline in shown:
        blip, vector = next(inline.iter(f"{A}blip")), next(inline.iter(SVG_BLIP))
        with ZipFile(BytesIO(file)) as archive:
            png = archive.read(f"word/{targets[blip.get(f'{R}embed')]}")
            svg = etree.fromstring(archive.read(f"word/{targets[vector.get(f'{R}embed')]}"))
        assert png.startswith(b"\x89PNG")
        assert svg.tag == "{http://www.w3.org/2000/svg}svg"
        dots = int.from_bytes(png[16:20], "big")
        inches = int(inline.find(f"{WP}extent").get("cx", "0")) / 914400  # type: ignore[union-attr]
        assert dots / inches > 200
    spoken = [inline.find(f"{WP}docPr").get("descr") for inline in shown]  # type: ignore[union-attr]
    assert spoken == [
        "Numbers and <stories> overlap. Learning cuts across both.",
        "Three parts stand side by side: – Managers audit each month. – Heads read it. – Forums talk of it.",
        "1. Know. 2. Look. 3. Say. 4. Act.",
    ]


def test_a_figure_stays_with_its_caption() -> None:
    file = write(BOOK)
    look = {each.get(f"{W}styleId"): each for each in part(file, "word/styles.xml").iter(f"{W}style")}
    paragraphs = list(part(file).iter(f"{W}p"))

    after = [said(b) for a, b in pairwise(paragraphs) if style(a) == "Figure" and style(b) == "FigureCaption"]

    assert after == [figure.title for figure in FIGURES]
    assert look["Figure"].find(f"{W}pPr/{W}keepNext") is not None
    assert value(look["FigureCaption"], f"{W}basedOn") == "Caption"


# --- tables and lists over pages ------------------------------------------------------------------


def test_a_long_table_has_its_heading_on_each_page_and_whole_rows() -> None:
    tables = {value(each, f"{W}tblPr/{W}tblCaption"): each for each in part(write(BOOK)).iter(f"{W}tbl")}

    rows = list(tables[DUTIES.caption].iter(f"{W}tr"))

    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * len(DUTIES.rows)
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def widths_of(table: Table) -> list[int]:
    drawn = next(part(write(with_table(table))).iter(f"{W}tbl"))
    return [int(each.get(f"{W}w") or 0) for each in drawn.iter(f"{W}gridCol")]


def test_a_column_has_room_for_its_longest_word() -> None:
    narrow = (Paragraph(words("Independently")),)
    table = Table("T", (Column(words("A"), 95), Column(words("B"), 5)), (Row(((Paragraph(words("a")),), narrow)),))

    first, second = widths_of(table)

    assert second > 1500
    assert first > second


def test_empty_columns_leave_room_for_what_is_read() -> None:
    asked, nothing = (Paragraph(words("Question")),), ()
    columns = (Column(words("Asked"), 30), Column(words("Comments"), 70))

    first, second = widths_of(Table("T", columns, (Row((asked, nothing)),)))

    assert first > 2 * second


def test_an_item_of_a_list_is_not_left_alone() -> None:
    long = tuple((Paragraph(words(f"Item {n}. " + "Word " * 60)),) for n in range(5))
    following = (Paragraph(words("What follows.")),) * 3
    document = part(write(replace(BOOK, blocks=(HEADINGS[0], BulletList(long), *following))))

    items = [p for p in document.iter(f"{W}p") if style(p) == "ListBullet"]

    assert [p.find(f"{W}pPr/{W}keepNext") is not None for p in items] == [True, False, False, True, False]


def test_what_ends_a_chapter_is_not_left_alone_on_a_page() -> None:
    rows = tuple(Row(((Paragraph(words(f"Term {n}")),),)) for n in range(40))
    table = Table("Terms", (Column(words("Term"), 100),), rows)
    document = part(write(replace(BOOK, blocks=(HEADINGS[0], table, Paragraph(words("The end."))))))

    kept = [row.find(f".//{W}keepNext") is not None for row in document.iter(f"{W}tr")]

    assert kept[-8:] == [False] + [True] * 7


def test_a_line_that_leads_to_a_list_stays_with_it() -> None:
    leading = Paragraph((Text("What it takes:"),))
    points = BulletList(tuple((Paragraph(words(f"Point {n}")),) for n in range(3)))
    document = part(write(replace(BOOK, blocks=(HEADINGS[0], leading, points))))

    kept = [said(p) for p in document.iter(f"{W}p") if p.find(f"{W}pPr/{W}keepNext") is not None]

    assert kept == ["What it takes:", "Point 0", "Point 1"]


# --- numbers that a form works out ----------------------------------------------------------------


def test_a_number_that_a_screen_works_out_says_what_to_count() -> None:
    rows = [said(row) for row in part(write(COUNTING)).iter(f"{W}tr")]

    assert "GoodNumber of answers graded 2.Type a number" in rows


# --- in LibreOffice -------------------------------------------------------------------------------


def test_libreoffice_tells_the_right_pages(tmp_path: Path) -> None:
    shown = pages(converted(write(BOOK), "pdf", tmp_path))

    def page_of(title: str) -> int:
        return next(n for n, page in enumerate(shown, 1) if title in page and "Contents" not in page)

    contents = next(page for page in shown if "Contents" in page)
    for title in (*CHAPTERS, "2.1 Duties", "2.2 Steps"):
        told = re.search(rf"{title} ?\.+ ?(\d+)", contents)
        assert told is not None and int(told[1]) == page_of(title)
    references = next(page for page in shown if "Forms are in" in page)
    appendix, duties = page_of(CHAPTERS[2]), page_of("2.1 Duties")
    assert f"Appendix 2A, page {appendix}, duties in section 2.1, page {duties};" in references


def test_libreoffice_begins_each_chapter_on_a_page_under_its_own_head_and_leaves_none_empty(tmp_path: Path) -> None:
    shown = pages(converted(write(BOOK), "pdf", tmp_path))

    assert "Sample handbook" in shown[0] and "Page" not in shown[0]
    heads = [next((title for title in CHAPTERS if page.startswith(title)), None) for page in shown]
    assert heads[:2] == [None, None]
    assert sorted(set(heads[2:]), key=heads.index) == CHAPTERS
    assert all(re.search(rf"Page {n} of {len(shown)}$", page) for n, page in enumerate(shown[1:], 2))
    assert min(len(page) for page in shown) > 120
