"""Answers in full: an answer that its box does not show whole is printed at the end. A box on paper does not scroll.

The boxes stay as they are, fields that hold the whole text. Beside each stands where to read on.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from formwright.document.nodes import (
    Block,
    Blocks,
    Document,
    Emphasis,
    Fields,
    Heading,
    Inline,
    Inlines,
    Input,
    LineBreak,
    Paragraph,
    Question,
    Questions,
    Reference,
    Repeat,
    Text,
)
from formwright.writers.paper.fields import PaperField

TITLE = "Answers in full"
INTRODUCTION = (
    "These answers are too long for their boxes. They are shown in full here, as they were when this copy was made."
)
SEE_THE_END = "Shown in full at the end."


def with_answers_in_full(document: Document, cut: Collection[str], fields: Mapping[str, PaperField]) -> Document:
    """The document with the answers to the fields `cut`, by path, printed at its end."""
    if not cut:
        return document
    anchors = {path: f"in-full-{number}" for number, path in enumerate(cut, 1)}
    blocks = (found for block in document.blocks for found in _referring(block, anchors, fields))
    pages = (_answer(fields[path], anchor) for path, anchor in anchors.items())
    head = (Heading(2, (Text(TITLE),), "in-full", new_page=True), Paragraph((Text(INTRODUCTION),)))
    return replace(document, blocks=(*blocks, *head, *(block for page in pages for block in page)))


def _answer(field: PaperField, anchor: str) -> Blocks:
    lines = field.shown.split("\n")
    broken: list[Inline] = [part for line in lines for part in (LineBreak(), Text(line))]
    return (Heading(3, (Text(field.label),), anchor), Paragraph(tuple(broken[1:])))


def _referring(block: Block, anchors: Mapping[str, str], fields: Mapping[str, PaperField]) -> Blocks:
    """The block, saying where the answers that are cut go on."""
    match block:
        case Fields(_, inputs):
            return (replace(block, inputs=tuple(_hinting(field, anchors) for field in inputs)),)
        case Questions(questions=questions):
            return (replace(block, questions=tuple(_question(question, anchors) for question in questions)),)
        case Repeat(path=section):
            cut = [path for path in anchors if path.startswith(f"{section}[")]
            parts = [_see(fields[path].label, anchors[path]) for path in cut]
            return (block, Paragraph(tuple(_joined(parts)))) if parts else (block,)
        case _:
            return (block,)


def _question(question: Question, anchors: Mapping[str, str]) -> Question:
    cut = [field for field in question.inputs if field.path in anchors]
    parts = [_see(field.label, anchors[field.path]) for field in cut]
    return replace(
        question,
        ask=(*question.ask, LineBreak(), *_joined(parts)) if parts else question.ask,
        further=tuple(_hinting(field, anchors) for field in question.further),
    )


def _hinting(field: Input, anchors: Mapping[str, str]) -> Input:
    if field.path not in anchors:
        return field
    return replace(field, hint=f"{field.hint} {SEE_THE_END}" if field.hint else SEE_THE_END)


def _see(label: str, anchor: str) -> Inline:
    return Emphasis((Text("In full: "), Reference((Text(label),), anchor, paged=True)))


def _joined(parts: Collection[Inline]) -> Inlines:
    lines = [found for part in parts for found in (LineBreak(), part)]
    return tuple(lines[1:])
