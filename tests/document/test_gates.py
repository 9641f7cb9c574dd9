"""On paper the question that decides comes first, and each condition stands before what it is about."""

import io
from collections.abc import Callable

import pymupdf
import pytest
from docx import Document as WordDocument
from tests.samples import EXAMPLES, FRAMEWORK

from formwright.answers.address import of_every_row
from formwright.compose import compose
from formwright.compose.filed import inputs_of
from formwright.definitions.library import Library, load
from formwright.document.gates import after, gate, in_order, lead
from formwright.document.nodes import Box, Document, Questions
from formwright.writers import docx, pdf

Says = Callable[[Document], str]


def composed(id: str, library: Library = FRAMEWORK) -> Document:
    assert library.framework is not None
    return compose(library.form(id), library.framework)


def printed(document: Document) -> str:
    with pymupdf.open(stream=pdf.write(document)) as pages:  # type: ignore[no-untyped-call]
        return " ".join(" ".join(page.get_text() for page in pages).split())


def in_word(document: Document) -> str:
    word = WordDocument(io.BytesIO(docx.write(document)))
    return " ".join("".join(node.itertext()) for node in word.element.body.iter("{*}p"))


def test_whether_a_question_applies_decides_its_other_fields() -> None:
    [grid] = [block for block in composed("supervision-file-audit").blocks if isinstance(block, Questions)]
    gated = grid.questions[6]

    first = gate(gated)

    assert first is not None
    assert first.path == "audit.decisions.applies"
    assert [one.path.rpartition(".")[2] for one in in_order(gated)] == [
        "applies",
        "answer",
        "findings",
        "not_applicable_because",
    ]
    assert first not in after(gated)
    assert lead(gated) == "If it applies"
    assert gate(grid.questions[0]) is None


@pytest.mark.parametrize("says", [printed, in_word])
def test_it_is_asked_first_and_what_follows_says_when(says: Says) -> None:
    said = says(composed("supervision-file-audit"))

    places = [said.index(words) for words in ("Does this apply?", "If it applies:", "If it does not apply:")]
    assert places == sorted(places)
    assert "Answer only where “Does this apply?”" not in said


@pytest.mark.parametrize("says", [printed, in_word])
def test_a_condition_stands_before_what_it_is_about(says: Says) -> None:
    said = says(composed("missing-child", load(EXAMPLES / "tools" / "council")))

    assert said.index("If “Did the child agree to talk?” is “No”: Why not") > said.index("Did the child agree to talk?")


def test_options_have_boxes_to_tick_with_a_pen() -> None:
    document = composed("supervision-file-audit")

    with pymupdf.open(stream=pdf.write(document)) as pages:  # type: ignore[no-untyped-call]
        drawn = [shape["rect"] for page in pages for shape in page.get_drawings()]
    squares = [rect for rect in drawn if 8 < rect.width < 14 and abs(rect.width - rect.height) < 1]
    assert squares, "no square stands before 'Yes' and 'No'"
    assert "☐\u00a0Yes\u2003 ☐\u00a0No" in in_word(document)


MM = 72 / 25.4


@pytest.mark.parametrize("form", ["tier1-generic-audit", "tier1-plo-audit", "observation-of-practice"])
def test_a_pen_has_room_in_every_box(form: str) -> None:
    document = composed(form)
    boxes = {one.path for block in document.blocks for one in inputs_of(block) if isinstance(one.widget, Box)}

    with pymupdf.open(stream=pdf.write(document)) as pages:  # type: ignore[no-untyped-call]
        heights = [(field.field_name, field.rect.height / MM) for page in pages for field in page.widgets()]

    assert heights
    for path, height in heights:
        is_box = of_every_row(path) in boxes
        assert height >= (15 if is_box else 7.9), path
