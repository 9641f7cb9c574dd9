"""The committee's paper says the same in every format, and everybody can tell old from new in it."""

import io
from pathlib import Path

import pikepdf
import pytest
from docx import Document as Word
from pypdf import PdfReader
from tests.accessibility import paper, word

from formwright.compose.differences import compose
from formwright.document.nodes import Document
from formwright.model.framework import Framework, Organisation
from formwright.releases.differences.change import Change, Effect
from formwright.releases.differences.compared import Compared, Differences, LeftOut
from formwright.writers import docx, html, pdf

FRAMEWORK = Framework(
    "A year of audits", "1.0", "2026-01-02", "en-GB", Organisation("Anytown Council", "Services"), (), (), (), (), ()
)
REWORDED = Change(
    "visit-audit",
    ("evaluation.heard",),
    "question-reworded",
    Effect.WORDING,
    "Question 1 is reworded.",
    "Was the child heard at home?",
    "Was the child seen at home?",
    "Evaluation",
)
NEW = Change(
    "visit-audit", ("evaluation.new",), "question-added", Effect.COMPARABLE, "Question 2 is new.", None, "Why?",
    "Evaluation",
)  # fmt: skip
TOLD = Change(
    "visit-audit", (), "recipient-added", Effect.COMPARABLE, "Recipient added at Good: Team Manager.",
    section="Who is notified",
)  # fmt: skip
BREAKS = Change(
    "visit-audit", ("overall.judgement",), "choice-added", Effect.BREAKS, "“Judgement” can now be “Fair”.",
    section="Overall",
)  # fmt: skip
AUDIT = Compared("visit-audit", "Visit audit", "1.0", "1.1", (REWORDED, NEW, TOLD, BREAKS))
GUIDE = Compared("guide", "A guide", "1.0", "1.0.1", (Change("guide", (), "text", Effect.WORDING, "Text is new."),))
ONE = Differences("visit-audit@1.0", "visit-audit@1.1", "version 1.0", "version 1.1", (AUDIT,))
ALL = Differences(
    "v1", "now", "revision v1", "the current definitions", (AUDIT, GUIDE), (LeftOut("x", "It has errors."),), True
)


@pytest.fixture(scope="module")
def one() -> Document:
    return compose(ONE, FRAMEWORK)


SAID = (
    "Changes to Visit audit",
    "From version 1.0 to version 1.1",
    "4 changes: 1 breaks the series, 2 comparable, 1 wording only.",
    "Do not add up figures from before and after where a change breaks the series.",
    "These changes need version 2.0 or higher. 1.1 is not enough.",
    "Was the child [heard] at home?",
    "Was the child [seen] at home?",
    "Not in the earlier version",
    "Recipient added at Good: Team Manager.",
)


def test_a_web_page_marks_words_by_elements_and_says_so_to_those_who_hear_it(one: Document) -> None:
    page = html.write(one).decode()

    assert 'Was the child <del>[<span class="heard">removed: </span>heard]</del> at home?' in page
    assert 'Was the child <ins>[<span class="heard">added: </span>seen]</ins> at home?' in page
    assert "text-decoration: line-through" in page and "text-decoration: underline" in page
    assert page.index("Do not add up figures") < page.index("How to read the tables") < page.index("Question 1 is")


def test_a_word_file_marks_words_by_named_styles_in_tables_with_headings(one: Document, tmp_path: Path) -> None:
    file = tmp_path / "paper.docx"
    file.write_bytes(docx.write(one))

    made = Word(str(file))
    runs = [run for table in made.tables for row in table.rows for cell in row.cells for p in cell.paragraphs
            for run in p.runs]  # fmt: skip
    assert "heard" in [run.text for run in runs if run.style.name == "Deleted"]
    assert "seen" in [run.text for run in runs if run.style.name == "Inserted"]
    assert made.styles["Deleted"].font.strike and made.styles["Inserted"].font.underline
    everything = "\n".join(cell.text for table in made.tables for row in table.rows for cell in row.cells)
    assert [said for said in SAID[5:] if said not in everything] == []
    assert word.asserted(file) == []


def test_a_pdf_says_all_of_it_and_checkers_find_no_fault_in_its_tags(one: Document, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf.write(one))

    words = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(file.read_bytes())).pages).split())
    assert [said for said in SAID if said not in words] == []
    assert paper.conforms(file) == []
    assert paper.asserted(file) == []
    with pikepdf.open(file) as opened:
        assert str(opened.docinfo["/Title"]) == "Changes to Visit audit"


def test_a_paper_on_a_framework_leads_to_each_part_and_names_what_was_not_compared() -> None:
    page = html.write(compose(ALL, FRAMEWORK)).decode()

    assert '<a href="#changes-visit-audit">Visit audit</a>' in page and 'id="changes-visit-audit"' in page
    assert "2 of 2 parts of the framework have changed. 5 changes" in page
    assert "1.0 to 1.1; needs 2.0" in page
    assert "<strong>x</strong>: It has errors." in page
    assert "Visit audit: “Judgement” can now be “Fair”." in page
