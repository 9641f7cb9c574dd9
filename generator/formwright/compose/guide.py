"""A guide as a document: headings, texts, statements, tables."""

from formwright.compose.base import Texts, document
from formwright.compose.words import Resolve
from formwright.document import nodes
from formwright.document.nodes import Block, Blocks, Text
from formwright.model.framework import Framework
from formwright.model.guide import Grid, Guide, Part, Point


def compose(guide: Guide, framework: Framework, resolve: Resolve | None = None) -> nodes.Document:
    text = Texts(framework, resolve)
    blocks: list[Block] = [*text.blocks(guide.introduction)]
    if len(guide.parts) > 4:
        blocks.append(nodes.Contents(2))
    for part in guide.parts:
        blocks.extend(_part(part, 2, text))
    return document(guide.identity, framework, tuple(blocks))


def _part(part: Part, level: int, text: Texts) -> Blocks:
    blocks: list[Block] = [nodes.Heading(level, (Text(part.title),), part.id, part.number), *text.blocks(part.text)]
    if part.points:
        blocks.append(_points(part.points, text))
    if part.table:
        blocks.append(_grid(part.table, text))
    blocks.extend(text.blocks(part.after))
    for inner in part.parts:
        blocks.extend(_part(inner, level + 1, text))
    return tuple(blocks)


def _points(points: tuple[Point, ...], text: Texts) -> nodes.BulletList:
    return nodes.BulletList(
        tuple(text.blocks(p.text) + ((_points(p.points, text),) if p.points else ()) for p in points)
    )


def _grid(grid: Grid, text: Texts) -> nodes.Table:
    return nodes.Table(
        caption=grid.caption,
        columns=tuple(nodes.Column((Text(c.title),), c.width) for c in grid.columns),
        rows=tuple(nodes.Row(tuple(text.blocks(cell) for cell in row)) for row in grid.rows),
        caption_shown=True,
    )
