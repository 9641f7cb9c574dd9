"""Grids on paper: whatever is asked, every field is on its page, clear of the others, and can be written in."""

import dataclasses
import io
import itertools
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

import pymupdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.samples import times
from tests.writers.sample import GRADES, READING, YES_NO, says, words

from formwright.answers import kinds
from formwright.document.abreast import questions_abreast, rows_abreast
from formwright.document.nodes import (
    Block,
    Box,
    Column,
    DateBox,
    Document,
    Heading,
    Input,
    Line,
    Question,
    Questions,
    Repeat,
    Widget,
)
from formwright.document.prose import plain
from formwright.writers import docx, pdf

MM = 72 / 25.4
ANSWERS: tuple[tuple[str, Widget], ...] = (
    ("Met?", YES_NO),
    ("Grade (1-4)", GRADES),
    ("Evidence and comments", Box()),
    ("Date seen", DateBox()),
    ("Responsible", Line()),
    ("How many", Line(kinds.NUMBER)),
)
GUIDANCE = "Look at what the record says of this, and at what the child and the family say of it. " * 5


def answers(count: int, path: str) -> tuple[Input, ...]:
    named = itertools.islice(itertools.cycle(ANSWERS), count)
    return tuple(Input(f"{path}.a{n}", label, f"{path} {label} {n}", w, True) for n, (label, w) in enumerate(named))


def columns(inputs: tuple[Input, ...]) -> tuple[Column, ...]:
    return tuple(Column(words(each.label), 20) for each in inputs)


def grid(count: int, questions: int, guidance: int = 0, name: str = "grid") -> tuple[Block, ...]:
    """Questions with so many answers each; the first says what to look for, in so many paragraphs."""
    asked = tuple(
        Question(
            str(n),
            words(f"Is it recorded what was done about point {n}?"),
            f"{name}-{n}",
            answers(count, f"{name}.q{n}"),
            says(GUIDANCE) * guidance if n == 1 else (),
        )
        for n in range(1, questions + 1)
    )
    heading = Heading(2, words(f"Part {name}"), f"part-{name}")
    return (heading, Questions(f"Part {name}", "Question", columns(asked[0].inputs), asked))


def rows(count: int, blank: int, name: str = "rows") -> tuple[Block, ...]:
    inputs = answers(count, f"{name}[]")
    repeat = Repeat(name, f"Part {name}", "Visit", columns(inputs), inputs, 0, None, blank)
    return (Heading(2, words(f"Part {name}"), f"part-{name}"), repeat)


def form(*parts: tuple[Block, ...], landscape: bool = False) -> Document:
    return dataclasses.replace(READING, blocks=tuple(itertools.chain(*parts)), landscape=landscape)


def sheets(document: Document) -> Iterator[Any]:
    with pymupdf.open(stream=pdf.write(document)) as made:  # type: ignore[no-untyped-call]
        yield from made


def fields_of(document: Document) -> list[tuple[str, Any]]:
    """Each field of the first page, and where it is."""
    return next([(w.field_name, w.rect) for w in sheet.widgets()] for sheet in sheets(document))


def faults(document: Document) -> Iterator[str]:
    """What is wrong with the pages, in words."""
    shown: set[str] = set()
    for number, sheet in enumerate(sheets(document), 1):
        whole = sheet.rect
        inside = pymupdf.Rect(17 * MM, 14 * MM, whole.width - 17 * MM, whole.height - 18 * MM)  # type: ignore[no-untyped-call]
        boxes = [(widget.field_name, widget.rect) for widget in sheet.widgets()]
        ticks = {w.field_name for w in sheet.widgets() if w.field_type == pymupdf.PDF_WIDGET_TYPE_CHECKBOX}  # type: ignore[attr-defined]
        words_of = sheet.get_text("words")
        said = [(pymupdf.Rect(word[:4]), word[4]) for word in words_of]  # type: ignore[no-untyped-call]
        body = [(place, word) for place, word in said if place in inside]
        shown.update(word for _, word in said)
        if not boxes and len(body) < 15:
            yield f"page {number} is as good as blank"
        for name, box in boxes:
            if box not in inside:
                yield f"page {number}: {name} is off the page"
            if name not in ticks and (box.width < 13 * MM or box.height < 5 * MM):
                yield f"page {number}: {name} is too small to write in"
            if any(not (place & box).is_empty and (place & box).width > 1 for place, _ in said):
                yield f"page {number}: {name} lies over print"
        for (one, first), (other, second) in itertools.combinations(boxes, 2):
            if (first & second).is_valid and (first & second).width > 0.5 and (first & second).height > 0.5:
                yield f"page {number}: {one} and {other} overlap"
        for place, _ in (each for each in body if each[1] == "Part"):
            below = [box for _, box in boxes if box.y0 > place.y1]
            if not below and sum(word.y0 > place.y1 for word, _ in body) < 60:
                yield f"page {number}: a heading is alone at its foot"
    headings = {word for block in document.blocks for word in headings_of(block)}
    if missing := headings - shown:
        yield f"broken within a word: {sorted(missing)}"


def headings_of(block: Block) -> set[str]:
    """The words over and beside the fields of a grid."""
    columns = block.columns if isinstance(block, Questions | Repeat) else ()
    numbered = isinstance(block, Repeat) or (isinstance(block, Questions) and block.is_numbered)
    return {word for column in columns for word in plain(column.heading).split()} | ({"No."} if numbered else set())


@settings(max_examples=times(3))
@given(
    count=st.integers(1, 10),
    questions=st.sampled_from((1, 2, 7, 25, 60)),
    guidance=st.sampled_from((0, 1, 3, 24)),
    others=st.integers(1, 10),
    blank=st.sampled_from((1, 3, 12, 40)),
    landscape=st.booleans(),
)
@example(count=8, questions=6, guidance=0, others=9, blank=5, landscape=False)
@example(count=3, questions=60, guidance=24, others=5, blank=40, landscape=False)
def test_every_field_is_on_its_page_and_clear_of_the_others(
    count: int, questions: int, guidance: int, others: int, blank: int, landscape: bool
) -> None:
    document = form(grid(count, questions, guidance), rows(others, blank), landscape=landscape)

    assert list(faults(document)) == []


@pytest.mark.parametrize("count", [2, 9])
def test_a_heading_goes_on_with_its_first_fields_wherever_it_comes(count: int) -> None:
    """With each number of lines above, so that a page ends at each place after the heading."""
    for lines in range(16, 26, 10 // times(1) or 1):
        above = tuple(says("A line.")[0] for _ in range(lines))
        document = form(above, grid(count, 2), rows(count, 2))

        assert list(faults(document)) == []


def test_six_questions_with_eight_answers_take_three_pages() -> None:
    assert len(list(sheets(form(grid(8, 6))))) <= 3


def test_rows_begin_under_their_heading_though_not_all_fit_the_page() -> None:
    above = tuple(says("A line.")[0] for _ in range(14))

    pages = len(list(sheets(form(above, rows(4, 12)))))

    assert pages == 2


@pytest.mark.parametrize(("count", "abreast"), [(1, True), (3, True), (5, False), (10, False)])
def test_word_makes_the_same_choice_as_the_pdf(count: int, abreast: bool) -> None:
    """A table of Word has a column for each answer, or three: the number's, the labels' and the answers'."""
    with ZipFile(io.BytesIO(docx.write(form(grid(count, 2))))) as package:
        body = package.read("word/document.xml").decode()
    first = [place.x0 for _, place in fields_of(form(grid(count, 2)))][:count]

    assert body.count("<w:gridCol ") == (count + 2 if abreast else 3)
    assert len({round(left) for left in first}) == (count if abreast else 1)


def test_a_page_on_its_side_has_room_for_more() -> None:
    _, block = grid(5, 1)
    assert isinstance(block, Questions)

    assert (questions_abreast(block, landscape=False), questions_abreast(block, landscape=True)) == (False, True)


def test_days_and_choices_take_what_they_need_and_text_the_rest() -> None:
    _, block = rows(4, 1)
    assert isinstance(block, Repeat) and rows_abreast(block, landscape=False)

    widths = {name[-1]: place.width / MM for name, place in fields_of(form((block,)))}

    assert widths["2"] > widths["1"] > widths["0"]
    assert widths["3"] < 32


def test_a_width_that_the_form_says_is_kept() -> None:
    heading, block = rows(3, 1)
    assert isinstance(block, Repeat)
    wide = tuple(
        dataclasses.replace(c, width=w, is_said=True) for c, w in zip(block.columns, (40, 25, 30), strict=True)
    )

    said = form((heading, dataclasses.replace(block, columns=wide)))
    widths = [place.width / MM for _, place in fields_of(said)]

    assert widths[0] == pytest.approx(40 / 95 * 164, rel=0.06)
    assert widths[2] == pytest.approx(30 / 95 * 164, rel=0.06)
