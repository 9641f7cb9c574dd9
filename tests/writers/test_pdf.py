"""The PDF as a document: the same everywhere, whole on paper, and clear to who hears it."""

import dataclasses
import hashlib
import io
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
from tests.writers.sample import FORM, READING, says, words

from formwright.document.nodes import Column, Document, Heading, Row, Table
from formwright.writers import pdf as writer
from formwright.writers.pdf import write

ROOT = Path(__file__).parents[2]
GENERATOR = Path(writer.__file__).parents[2]


def opened(document: Document) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(write(document)))


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    waiting = [pdf.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        if "/S" in element:
            yield element
        kids: Any = element.get("/K", [])
        inside = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        waiting.extend(kid for kid in reversed(inside) if isinstance(kid, pikepdf.Dictionary))


def seen(made: bytes) -> Any:
    """The pages as another program shows them."""
    return pymupdf.open(stream=made)  # type: ignore[no-untyped-call]


def kinds(pdf: pikepdf.Pdf) -> list[str]:
    return [str(element.S).strip("/") for element in elements(pdf)]


def long_table(rows: int) -> Document:
    """A document of one table over several pages."""
    columns = (Column(words("No."), 10), Column(words("Standard"), 90))
    table = Table("Standards", columns, tuple(Row((says(f"{n}"), says("What is expected. " * 8))) for n in range(rows)))
    return dataclasses.replace(READING, blocks=(Heading(2, words("All"), "all"), table))


# --- the same everywhere -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["FORM", "READING"])
def test_another_process_makes_the_same_bytes(name: str) -> None:
    program = (
        f"import hashlib, sys; sys.path[:0] = [{str(ROOT)!r}, {str(GENERATOR)!r}]\n"
        "from tests.writers import sample; from formwright.writers.pdf import write\n"
        f"print(hashlib.sha256(write(sample.{name})).hexdigest())"
    )

    there = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.strip()

    assert there == hashlib.sha256(write({"FORM": FORM, "READING": READING}[name])).hexdigest()


def test_only_the_typeface_that_comes_with_us_is_used() -> None:
    with opened(FORM) as pdf:
        named = {str(o.FontName) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/FontName" in o}

    assert named
    assert all("+Paper" in name or name == "/SourceSansPro-Regular" for name in named)


def test_a_document_says_which_it_is() -> None:
    with opened(FORM) as pdf, pdf.open_metadata() as metadata:
        assert str(pdf.docinfo["/FormwrightForm"]) == "sample-audit"
        assert str(pdf.docinfo["/FormwrightVersion"]) == "1.0"
        assert str(pdf.docinfo["/FormwrightIssued"]) == "2026-11-23"
        assert str(pdf.docinfo["/FormwrightDigest"]) == FORM.identity.digest
        assert str(pdf.docinfo["/Title"]) == "Sample audit"
        assert str(pdf.docinfo["/Author"]) == FORM.organisation
        assert metadata[f"{{{writer.OUR_TERMS}}}version"] == "1.0"
        assert str(pdf.Root.Lang) == "en-GB"


def test_nothing_is_loaded_from_outside() -> None:
    with pytest.raises(ValueError, match="nothing from outside"):
        writer.OnlyFonts().fetch("https://www.example.org/picture.png")


# --- on paper ----------------------------------------------------------------------------------


@pytest.mark.parametrize("landscape", [True, False])
def test_everything_is_on_the_page(landscape: bool) -> None:
    with seen(write(dataclasses.replace(FORM, landscape=landscape))) as pdf:
        sheets = list(pdf)
        text = " ".join(" ".join(sheet.get_text().split()) for sheet in sheets)
        for sheet in sheets:
            assert (sheet.rect.width > sheet.rect.height) is landscape
            places = [*(word[:4] for word in sheet.get_text("words")), *(widget.rect for widget in sheet.widgets())]
            for left, top, right, bottom in places:
                assert 40 < left < right < sheet.rect.width - 40
                assert 20 < top < bottom < sheet.rect.height - 20

    for said in (
        "Appendix 2A",
        "The number of the record. Not a name.",
        "One of: Child in need · On a child protection plan · Cared for",
        "3 – Requires Improvement",
        "Seen alone, and how often?",
        "When was it held?",
        "where the child's status is Cared for",
        "where the overall judgement is Requires Improvement or Inadequate",
        "To be completed during supervision",
        "Independent Reviewing Officer (IRO)",
        "where the child is on a child protection plan",
        "csc-audits@example.org",
        "sample-audit · Version 1.0 · Issued 23 November 2026",
        "Page 2 of",
        "Read <this> &",
    ):
        assert said.replace(" ", "") in text.replace("\u00a0", "").replace(" ", ""), said


def test_a_heading_is_never_alone_at_the_foot_of_a_page() -> None:
    """Whatever stands above: with each number of lines before it, the table's first row is on its page."""
    head = (Heading(2, words("What follows"), "what-follows"),)
    table = long_table(3).blocks[1:]
    for lines in range(18, 28):
        above = tuple(says("A line.")[0] for _ in range(lines))
        with seen(write(dataclasses.replace(READING, blocks=(*above, *head, *table)))) as pdf:
            page = next(sheet for sheet in pdf if "What follows" in sheet.get_text())
            assert "What is expected." in page.get_text()


def test_contents_give_the_page_of_each_heading() -> None:
    with seen(write(FORM)) as pdf:
        listed = " ".join(pdf[0].get_text().split())
        page = next(number for number, sheet in enumerate(pdf, 1) if "Date reviewed" in sheet.get_text())

    assert f"Actions {page} " in listed


# --- to who hears it ---------------------------------------------------------------------------


@pytest.mark.parametrize("document", [FORM, READING, long_table(60)], ids=["form", "reading", "long table"])
def test_checkers_find_no_fault_in_the_tags(document: Document, tmp_path: Path) -> None:
    made = tmp_path / "made.pdf"
    made.write_bytes(write(document))

    for checker in (["outloud", "--layer", "conformance", str(made)], ["pdfua", "check", str(made)]):
        program = Path(sys.executable).parent / checker[0]
        found = subprocess.run([program, *checker[1:]], capture_output=True, text=True)
        assert found.returncode == 0, found.stdout


def test_a_table_over_several_pages_is_one_table() -> None:
    with opened(long_table(60)) as pdf:
        tags = kinds(pdf)
        assert len(pdf.pages) > 2

    assert (tags.count("Table"), tags.count("THead"), tags.count("TR")) == (1, 1, 61)


def test_a_table_without_a_caption_on_the_page_has_its_name_all_the_same() -> None:
    with opened(long_table(2)) as pdf:
        table = next(e for e in elements(pdf) if e.S == "/Table")
        assert str(table.A.Summary) == "Standards"
        assert "Caption" not in kinds(pdf)


def test_headers_say_what_they_head() -> None:
    with opened(FORM) as pdf:
        scopes = [str(e.A.Scope) for e in elements(pdf) if e.S == "/TH"]

    assert set(scopes) == {"/Column", "/Row"}


def test_a_list_is_made_of_labels_and_bodies() -> None:
    with opened(READING) as pdf:
        for element in elements(pdf):
            inside = {
                str(kid.S) for kid in element.get("/K", []) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
            }
            if element.S == "/L":
                assert inside == {"/LI"}
            if element.S == "/LI":
                assert inside <= {"/Lbl", "/LBody"}


def test_a_link_says_where_it_leads() -> None:
    with opened(FORM) as pdf:
        said = [str(a.Contents) for page in pdf.pages for a in page.get("/Annots", []) if a.Subtype == "/Link"]

    assert "page outside (https://www.example.org/a?b=1&c=2)" in said
    assert "the second standard" in said


def test_what_each_page_repeats_is_not_read_out() -> None:
    """Every piece of a page that is in the reading order is not its header or footer."""
    with opened(long_table(60)) as pdf:
        read = {mark for element in elements(pdf) for mark in element.get("/K", []) if isinstance(mark, int)}
        for page in pdf.pages:
            content = page.Contents.read_bytes()
            assert b"/Artifact <</Type /Pagination>> BDC" in content
            assert {int(mark) for mark in re.findall(rb"/MCID (\d+)", content)} <= read
