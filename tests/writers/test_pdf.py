"""The PDF as a document: the same everywhere, whole on paper, and clear to who hears it."""

import dataclasses
import hashlib
import io
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
from tests.accessibility import paper
from tests.accessibility.paper import elements
from tests.writers.sample import BOOK, CYCLE, EVALUATION, FORM, OVERLAP, PANELS, READING, TICKING, says, words

from formwright.answers.stamp import TERMS
from formwright.document.nodes import (
    Blocks,
    Box,
    Column,
    Document,
    Heading,
    Input,
    Paragraph,
    Question,
    Questions,
    Reference,
    Repeat,
    Row,
    Strong,
    Table,
)
from formwright.writers import pdf as writer
from formwright.writers.paper import engine
from formwright.writers.pdf import write

ROOT = Path(__file__).parents[2]
GENERATOR = Path(writer.__file__).parents[2]


_MADE: dict[int, tuple[Document, bytes]] = {}


def once(document: Document) -> bytes:
    """What is made of a sample, for all of these tests."""
    if id(document) not in _MADE:
        _MADE[id(document)] = document, write(document)
    return _MADE[id(document)][1]


def opened(document: Document) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(once(document)))


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


@pytest.fixture(scope="module")
def made() -> bytes:
    """BOOK on paper."""
    return once(BOOK)


# --- the same everywhere -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["FORM", "READING", "BOOK"])
def test_another_process_makes_the_same_bytes(name: str) -> None:
    program = (
        f"import hashlib, sys; sys.path[:0] = [{str(ROOT)!r}, {str(GENERATOR)!r}]\n"
        "from tests.writers import sample; from formwright.writers.pdf import write\n"
        f"print(hashlib.sha256(write(sample.{name})).hexdigest())"
    )

    there = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.strip()

    assert there == hashlib.sha256(once({"FORM": FORM, "READING": READING, "BOOK": BOOK}[name])).hexdigest()


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
        assert metadata[f"{{{TERMS}}}version"] == "1.0"
        assert str(pdf.Root.Lang) == "en-GB"


def test_nothing_is_loaded_from_outside() -> None:
    with pytest.raises(ValueError, match="nothing from outside"):
        engine.OnlyFonts().fetch("https://www.example.org/picture.png")


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
        "One of: Child in need On a child protection plan Cared for",
        "3 – Requires Improvement",
        "Seen alone, and how often?",
        "When was it held?",
        "where the child's status is Cared for",
        "where the overall judgement is Requires Improvement or Inadequate",
        "To be completed during supervision",
        "Independent Reviewing Officer (IRO)",
        "where the child is on a child protection plan",
        "csc-audits@example.org",
        "Version 1.0 · Issued 23 November 2026",
        "Sample audit · Version 1.0",
        "Page 2 of",
        "Read <this> &",
    ):
        assert said.replace(" ", "") in text.replace("\u00a0", "").replace(" ", ""), said


@pytest.mark.parametrize("lead", [(), says("It goes as follows.")], ids=["table", "text and table"])
def test_a_heading_is_never_alone_at_the_foot_of_a_page(lead: Blocks) -> None:
    """Whatever stands above: with each number of lines before it, the table's first row is on its page."""
    head = (Heading(2, words("What follows"), "what-follows"), *lead)
    table = long_table(3).blocks[1:]
    for lines in range(18, 28):
        above = tuple(says("A line.")[0] for _ in range(lines))
        with seen(write(dataclasses.replace(READING, blocks=(*above, *head, *table)))) as pdf:
            page = next(sheet for sheet in pdf if "What follows" in sheet.get_text())
            assert "What is expected." in page.get_text()


def test_what_ends_a_document_is_not_alone_on_its_last_page() -> None:
    """Whatever stands above: the last section brings lines of the one before it along."""
    head, end = Heading(2, words("How often"), "how-often"), says("Every month.")[0]
    for lines in range(22, 34):
        above = tuple(says(f"Line {n}.")[0] for n in range(lines))
        with seen(write(dataclasses.replace(READING, blocks=(*above, head, end)))) as pdf:
            assert "Line" in pdf[-1].get_text()


def test_a_line_that_just_fits_is_not_broken_after_its_first_word() -> None:
    """As it was where the space before a strong word or a link no longer fitted."""
    text = (
        "We want the best outcomes for children, and we always strive for excellence. We expect our practice to be at "
        "least "
    )
    children = (*words(text), Strong(words("good")), *words(": that is our standard."))
    with seen(write(dataclasses.replace(READING, blocks=(Paragraph(children),)))) as pdf:
        assert "We" not in pdf[0].get_text().splitlines()


def test_a_column_whose_answers_are_optional_says_so() -> None:
    text = squeezed("".join(page.get_text() for page in seen(once(FORM))))

    assert "Done? (optional)" in text
    assert "Comments (if any) (optional)" not in text


def test_no_row_of_a_table_is_alone_on_a_page() -> None:
    for rows in range(14, 30):
        with seen(write(long_table(rows))) as pdf:
            last = pdf[-1].get_text().split("\n")
            assert str(rows - 2) in last


def test_contents_give_the_page_of_each_heading() -> None:
    with seen(once(FORM)) as pdf:
        listed = " ".join(pdf[0].get_text().split())
        page = next(number for number, sheet in enumerate(pdf, 1) if "Date reviewed" in sheet.get_text())

    assert f"Actions {page} " in listed


# --- columns -----------------------------------------------------------------------------------


def answered(paths: tuple[str, ...]) -> tuple[Input, ...]:
    return tuple(Input(path, path.title(), path.title(), Box(), True) for path in paths)


def test_columns_asked_to_be_as_wide_are_as_wide() -> None:
    columns = (Column(words("Comments"), 44), Column(words("Actions"), 44))
    question = Question("1", words("Is it good?"), "good", answered(("a.comments", "a.actions")))
    grid = Questions("Grid", "Element", columns, (question,))

    with seen(write(dataclasses.replace(FORM, blocks=(grid,)))) as pdf:
        comments, actions = (widget.rect.width for widget in pdf[0].widgets())

    assert comments == pytest.approx(actions, abs=0.5)


@pytest.mark.parametrize("count", [1, 2, 6])
def test_the_heading_over_numbers_is_never_broken(count: int) -> None:
    inputs = answered(tuple(f"rows[].f{n}" for n in range(count)))
    columns = tuple(Column(words(f"F{n}"), 14) for n in range(count))
    rows = Repeat("rows", "Rows", "Row", columns, inputs, minimum=0, maximum=None, blank_rows=12)

    with seen(write(dataclasses.replace(READING, blocks=(rows,)))) as pdf:
        found = {word[4] for page in pdf for word in page.get_text("words")}

    assert {"No.", "12"} <= found


def test_words_are_whole_in_a_narrow_column() -> None:
    columns = (Column(words("From"), 5), Column(words("What"), 95))
    table = Table("Duties", columns, (Row((says("independently"), says("What is expected. " * 20))),))

    with seen(write(dataclasses.replace(READING, blocks=(table,)))) as pdf:
        assert "independently" in {word[4] for word in pdf[0].get_text("words")}


def test_empty_columns_leave_half_of_a_table_to_the_text() -> None:
    columns = tuple(Column(words(name), width) for name, width in (("Element", 20), ("Comments", 44), ("Actions", 44)))
    table = Table("Printed form", columns, (Row((says("What is expected. " * 8), (), ())),))

    with seen(write(dataclasses.replace(READING, blocks=(table,)))) as pdf:
        lefts = {word[4]: word[0] for word in pdf[0].get_text("words")}

    taken, left_over = lefts["Comments"] - lefts["Element"], lefts["Actions"] - lefts["Comments"]
    assert taken > 2 * left_over


def test_all_grids_of_a_form_have_the_same_columns() -> None:
    bare = tuple(
        dataclasses.replace(question, guidance=(), inputs=tuple(renamed(i) for i in question.inputs), further=())
        for question in EVALUATION.questions
    )
    second = dataclasses.replace(EVALUATION, questions=bare)

    with seen(write(dataclasses.replace(FORM, blocks=(EVALUATION, second)))) as pdf:
        lefts = {w.field_name: w.rect.x0 for page in pdf for w in page.widgets()}

    assert lefts["evaluation.voice.comments"] == pytest.approx(lefts["again.voice.comments"], abs=0.5)


def renamed(field: Input) -> Input:
    return dataclasses.replace(field, path=field.path.replace("evaluation", "again"), full_label="Again")


# --- a book ------------------------------------------------------------------------------------


class Sheet:
    """A page of a book: all that is on it, its own text, and what stands above that."""

    def __init__(self, number: int, page: Any) -> None:
        self.number = number
        self.all = squeezed(page.get_text())
        width, height = page.rect.width, page.rect.height
        self.text = squeezed(page.get_text(clip=(0, 55, width, height - 55)))
        self.top = squeezed(page.get_text(clip=(0, 0, width, 55)))


@pytest.fixture(scope="module")
def book(made: bytes) -> list[Sheet]:
    with seen(made) as pdf:
        return [Sheet(number, page) for number, page in enumerate(pdf, 1)]


def squeezed(text: str) -> str:
    return " ".join(text.split())


def page_of(heading: str, book: list[Sheet]) -> int:
    return next(sheet.number for sheet in book if sheet.number > 2 and heading in sheet.text)


def test_the_cover_says_what_the_book_is(book: list[Sheet]) -> None:
    for said in (BOOK.organisation, BOOK.subtitle, BOOK.title, BOOK.summary, "Version 1.0", "23 November 2026"):
        assert said in book[0].all
    assert "Page 1" not in book[0].all
    assert "Contents" not in book[0].all


def test_the_contents_of_a_book_give_the_page_of_each_heading(book: list[Sheet]) -> None:
    headings = [
        "1 What to know first",
        "2 Duties and steps",
        "2.1 Duties",
        "2.2 Steps",
        "Appendix 2A Generic audit",
        "Areas for evaluation",
    ]
    pages = {heading: page_of(heading, book) for heading in headings}

    contents = "Contents " + " ".join(f"{heading} {page}" for heading, page in pages.items())
    assert book[1].text == f"{contents} Tables Table 1: Who must do what {pages['2.1 Duties']}"
    assert len(set(pages.values())) >= 4


def test_a_reference_says_its_page(book: list[Sheet]) -> None:
    audit, duties = page_of("Appendix 2A Generic audit", book), page_of("2.1 Duties", book)

    assert f"Forms are in Appendix 2A, page {audit}, duties in section 2.1, page {duties}; see the figure." in (
        book[2].text
    )


def test_a_chapter_begins_a_page_and_is_named_on_all_of_its_pages(book: list[Sheet]) -> None:
    first, last = page_of("2 Duties and steps", book), page_of("Appendix 2A Generic audit", book)

    assert book[first - 1].text.startswith("2 Duties and steps")
    assert book[last - 1].text.startswith("Appendix 2A Generic audit")
    assert last - first > 1
    for sheet in book[first - 1 : last - 1]:
        assert sheet.top == f"{BOOK.organisation} 2 Duties and steps"


def test_no_page_is_empty(book: list[Sheet]) -> None:
    assert [sheet.number for sheet in book if not sheet.text] == []


def test_a_table_that_runs_on_has_its_headings_on_each_page(book: list[Sheet]) -> None:
    on = [sheet for sheet in book if "Duty " in sheet.text]

    assert len(on) > 1
    assert all("Who What How often Reported to From" in sheet.text for sheet in on)


def test_a_reference_that_leads_nowhere_is_refused() -> None:
    astray = Paragraph((Reference(words("here"), "no-such-place"),))

    with pytest.raises(ValueError, match="no-such-place"):
        write(dataclasses.replace(READING, blocks=(astray,)))


# --- to who hears it ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "document",
    [FORM, READING, BOOK, TICKING, long_table(60)],
    ids=["form", "reading", "book", "ticking", "long table"],
)
def test_checkers_find_no_fault_in_the_tags(document: Document, tmp_path: Path) -> None:
    made = tmp_path / "made.pdf"
    made.write_bytes(once(document))

    assert paper.conforms(made) == []
    assert paper.asserted(made) == []


def test_a_table_over_several_pages_is_one_table() -> None:
    with opened(long_table(60)) as pdf:
        tags = kinds(pdf)
        assert len(pdf.pages) > 2

    assert (tags.count("Table"), tags.count("THead"), tags.count("TR")) == (1, 1, 61)


def test_a_table_that_goes_on_after_tables_within_it_keeps_its_rows() -> None:
    inner = Table("Steps", (Column(words("Step"), 1),), (Row((says("One"),)), Row((says("Two"),))), row_headers=False)
    columns = (Column(words("No."), 10), Column(words("Standard"), 90))
    rows = tuple(Row((says(f"{n}"), (*says("What is expected. " * 8), inner))) for n in range(30))
    with opened(dataclasses.replace(READING, blocks=(Table("Standards", columns, rows),))) as pdf:
        outer, *inners = [element for element in elements(pdf) if element.S == "/Table"]
        assert len(pdf.pages) > 2

    assert [rows_of(table) for table in (outer, *inners)] == [31] + [3] * 30


def rows_of(table: pikepdf.Object) -> int:
    return sum(len(list(part.K)) for part in table.K if part.S in ("/THead", "/TBody"))


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


def test_a_figure_is_said_in_words(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        figures = [element for element in elements(pdf) if element.S == "/Figure"]
        captions = [next(beside for beside in figure.P.K if beside.S == "/Caption") for figure in figures]
        said = [str(figure.Alt) for figure in figures]
        places = [[float(number) for number in figure.A.BBox] for figure in figures]

        assert [figure.Pg for figure in figures] == [caption.Pg for caption in captions]

    assert said == [
        "Numbers and <stories> overlap. Learning cuts across both.",
        "Three parts stand side by side: Managers audit each month. Heads read it. Forums talk of it.",
        "1. Know. 2. Look. 3. Say. 4. Act.",
    ]
    assert all(0 < left < right < 595 and 0 < foot < top < 842 for left, foot, right, top in places)


def test_a_figure_is_drawn_in_lines_and_letters_not_in_dots(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        images = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
    with seen(made) as pdf:
        text = squeezed(" ".join(page.get_text() for page in pdf))

    assert images == []
    for figure in (OVERLAP, PANELS, CYCLE):
        assert figure.title in text
        assert all(box.title in text for box in figure.boxes)


def test_no_link_stands_in_another(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        for element in elements(pdf):
            if element.S == "/Link":
                assert not [e for e in elements_in(element) if e.S == "/Link"]


def elements_in(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids: Any = element.get("/K", [])
    return [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def test_what_each_page_repeats_is_not_read_out() -> None:
    """Every piece of a page that is in the reading order is not its header or footer."""
    with opened(long_table(60)) as pdf:
        read = {mark for element in elements(pdf) for mark in element.get("/K", []) if isinstance(mark, int)}
        for page in pdf.pages:
            content = page.Contents.read_bytes()
            assert b"/Artifact <</Type /Pagination>> BDC" in content
            assert {int(mark) for mark in re.findall(rb"/MCID (\d+)", content)} <= read
