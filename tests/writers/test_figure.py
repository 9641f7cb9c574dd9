"""Figures as they are drawn: nothing lost, nothing outside, nothing that only one program understands."""

from dataclasses import replace

import pytest
from lxml import etree
from tests.writers.sample import CYCLE, OVERLAP, PANELS

from formwright.document.nodes import Figure, FigureBox
from formwright.writers import figure

SVG = "{http://www.w3.org/2000/svg}"
LONG = FigureBox("A title of some length that runs on", "Words that go on and on. " * 12, ("A point. " * 9,) * 4)
CROWDED = replace(PANELS, boxes=(LONG,) * 5, band=LONG)
FIGURES = [OVERLAP, PANELS, CYCLE, CROWDED, *(replace(CROWDED, layout=layout) for layout in ("overlap", "cycle"))]


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("told", FIGURES, ids=lambda f: f.layout)
def test_every_word_is_drawn_and_stands_inside(told: Figure, narrow: bool) -> None:
    drawn = etree.fromstring(figure.svg(told, narrow))
    words = " ".join(text.text or "" for text in drawn.iter(f"{SVG}text"))
    for box in (*told.boxes, *((told.band,) if told.band else ())):
        for said in (box.title, box.text, *box.points):
            assert " ".join(said.split()) in words
    _, _, width, height = map(float, drawn.get("viewBox", "").split())
    for text in drawn.iter(f"{SVG}text"):
        x, y, size = (float(text.get(name, "")) for name in ("x", "y", "font-size"))
        assert 0 <= x <= width
        assert size <= y <= height


def test_text_stays_text() -> None:
    told = replace(CYCLE, boxes=(FigureBox("<b>", "a & b </svg>"),) * 2)
    assert "<b>" in [text.text for text in etree.fromstring(figure.svg(told)).iter(f"{SVG}text")]


def test_a_drawing_needs_neither_styles_nor_names() -> None:
    """Names would clash where figures share a page; styles are forbidden on a screen."""
    drawn = etree.fromstring(figure.svg(CYCLE))
    assert [a for e in drawn.iter() for a in e.attrib if a in ("id", "style", "class")] == []
