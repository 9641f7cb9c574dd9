"""Who answers for the handbook, which version it is, and what each version changed."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as WordDocument
from lxml import html as lxml_html
from pypdf import PdfReader
from tests.samples import EXAMPLES, FRAMEWORK
from tests.writers.sample import READING

from formwright.compose import control
from formwright.definitions.library import load
from formwright.document import nodes
from formwright.document.nodes import Document
from formwright.document.prose import plain
from formwright.model.framework import Approval, Change, DocumentControl
from formwright.model.identity import Identity
from formwright.writers import docx, html, pdf

assert FRAMEWORK.framework is not None
WORDS = FRAMEWORK.framework
BOOK = Identity("handbook", "handbook", "The handbook", "1.1", "2026-11-23", "All of it.", "Everyone", digest="0" * 64)
CONTROL = DocumentControl(
    owner="head-of-performance-and-quality-assurance",
    approved=Approval("senior-leadership-team", "2026-11-20"),
    review="2027-11-23",
    contact="csc-audits",
    other_formats="Ask for large print.",
    changes=(Change("1.0", "2026-01-05", "First version."), Change("1.1", "2026-11-23", "One question reworded.")),
)


def facts(given: DocumentControl) -> dict[str, str]:
    (_, said, *_) = control.section(BOOK, replace(WORDS, control=given))
    assert isinstance(said, nodes.Facts)
    return {
        plain(name): plain(block.children)
        for name, blocks in said.items
        for block in blocks
        if isinstance(block, nodes.Paragraph)
    }


def test_roles_and_mailboxes_are_in_words() -> None:
    assert facts(CONTROL) == {
        "Owner": "Head of Performance and Quality Assurance",
        "Title": "The handbook",
        "Version": "1.1, issued 23 November 2026",
        "Approved by": "Children, Schools & Families Senior Leadership Team (SLT), 20 November 2026",
        "Review date": "23 November 2027",
        "Contact": "Children's Social Care audits, csc-audits@example.org",
        "Other formats": "Ask for large print.",
    }


def test_what_is_not_known_yet_is_said_to_be_open_or_left_out() -> None:
    said = facts(DocumentControl())
    assert (said["Approved by"], said["Review date"]) == ("Not yet recorded", "Not yet set")
    assert not {"Owner", "Contact", "Other formats"} & said.keys()


def test_a_framework_without_it_has_no_page_for_it() -> None:
    assert control.section(BOOK, replace(WORDS, control=None)) == ()


def words_of(kind: str, document: Document) -> str:
    match kind:
        case "pdf":
            return " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf.write(document))).pages)
        case "docx":
            body = WordDocument(BytesIO(docx.write(document))).element.body
            return " ".join(each.text or "" for each in body.iter() if str(each.tag).endswith("}t"))
        case _:
            return " ".join(map(str, lxml_html.fromstring(html.write(document)).itertext()))


@pytest.mark.parametrize("kind", ["pdf", "docx", "html"])
def test_it_is_in_every_format(kind: str) -> None:
    blocks = control.section(BOOK, replace(WORDS, control=CONTROL))
    said = words_of(kind, replace(READING, blocks=blocks))
    owner = "Head of Performance and Quality Assurance"
    for wanted in ("Document control", owner, "23 November 2027", "Change history", "One question reworded."):
        assert wanted in said


FIRST = "    - {version: '1.0', date: 2026-01-02, what: First.}\n"
HISTORIES = {
    "framework/date-order": f"    - {{version: '1.1', date: 2026-03-01, what: Second.}}\n{FIRST}",
    "framework/duplicate-id": FIRST + FIRST,
}


@pytest.mark.parametrize("code", HISTORIES)
def test_a_history_out_of_order_or_with_a_version_twice_is_refused(code: str, tmp_path: Path) -> None:
    source = (EXAMPLES / "framework" / "framework.yaml").read_text("utf-8")
    written = f"issued: 2026-01-02\ndocument_control:\n  changes:\n{HISTORIES[code]}"
    (tmp_path / "framework.yaml").write_text(source.replace("issued: 2026-01-02\n", written, 1), "utf-8")

    assert code in [d.code for d in load(tmp_path).diagnostics]
