"""Practice standards as a document: the opening, then a table for each group."""

from formwright.compose.base import Texts, document
from formwright.compose.words import Resolve
from formwright.document import nodes
from formwright.document.nodes import Block, Text
from formwright.model.framework import Framework
from formwright.model.standards import Group, Passage, Standard, Standards


def compose(standards: Standards, framework: Framework, resolve: Resolve | None = None) -> nodes.Document:
    text = Texts(framework, resolve)
    blocks: list[Block] = []
    for passage in standards.opening:
        blocks.extend(_passage(passage, text))
    blocks.append(nodes.Contents(2))
    for group in standards.groups:
        blocks.append(nodes.Heading(2, (Text(group.title),), group.id, group.number))
        blocks.append(_table(group, text))
    if standards.closing:
        blocks.append(nodes.Heading(2, (Text("Review and feedback"),), "review-and-feedback"))
        blocks.extend(text.blocks(standards.closing))
    return document(standards.identity, framework, tuple(blocks))


def _passage(passage: Passage, text: Texts) -> tuple[Block, ...]:
    if passage.important:
        return (nodes.Callout(text.blocks(passage.text), passage.title, important=True),)
    anchor = "-".join(w for w in "".join(c if c.isalnum() else " " for c in passage.title.lower()).split())
    return (nodes.Heading(2, (Text(passage.title),), anchor), *text.blocks(passage.text))


def _table(group: Group, text: Texts) -> nodes.Table:
    return nodes.Table(
        caption=f"Standards {group.number}: {group.title}",
        columns=(nodes.Column((Text("Standard"),), 13), nodes.Column((Text("What good practice looks like"),), 87)),
        rows=tuple(_row(standard, text) for standard in group.standards),
    )


def _row(standard: Standard, text: Texts) -> nodes.Row:
    topic = (nodes.Paragraph((nodes.Strong((Text(standard.topic),)),)),) if standard.topic else ()
    number = (nodes.Paragraph((Text(standard.id),)),)
    return nodes.Row((number, (*topic, *text.blocks(standard.text))), f"standard-{standard.id.replace('.', '-')}")
