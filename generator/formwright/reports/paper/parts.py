"""What the sections of the paper are made of."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from formwright.document import nodes
from formwright.document.nodes import Block, Blocks, Heading, Paragraph, Table, Text
from formwright.oversight.paper.judgements import Spread
from formwright.oversight.paper.tools import Grades

Cell = str | int | Blocks


def heading(words: str, level: int = 2) -> Heading:
    """A heading, with an anchor made of its words: in one paper no two headings are the same."""
    return Heading(level, (Text(words),), re.sub("[^a-z0-9]+", "-", words.casefold()).strip("-"))


def says(words: str) -> Paragraph:
    return Paragraph((Text(words),))


def points(lines: Iterable[str]) -> nodes.BulletList:
    return nodes.BulletList(tuple((says(line),) for line in lines))


def table(
    caption: str, headings: Sequence[tuple[str, int]], rows: Iterable[Sequence[Cell]], is_shown: bool = False
) -> Table:
    """A table; each heading has its share of the width. Columns of numbers stand at the right. A table whose caption is
    not shown stands below a heading, or a chart, that says the same."""
    found = [tuple(row) for row in rows]
    numbers = [bool(found) and all(isinstance(row[n], int) for row in found) for n in range(len(headings))]
    columns = (
        nodes.Column((Text(words),), width, "right" if is_number else "")
        for (words, width), is_number in zip(headings, numbers, strict=True)
    )
    made = (nodes.Row(tuple(_cell(cell) for cell in row)) for row in found)
    return Table(caption, tuple(columns), tuple(made), caption_shown=is_shown)


def _cell(cell: Cell) -> Blocks:
    return cell if isinstance(cell, tuple) else (says(f"{cell:,}" if isinstance(cell, int) else cell),)


def series(scale: Grades, spreads: Sequence[Spread]) -> tuple[nodes.Series, ...]:
    """A series for each grade, over some spreads."""
    last = max(len(scale.values) - 1, 1)
    return tuple(
        nodes.Series(label, tuple(spread.of(value) for spread in spreads), n / last)
        for n, (value, label) in enumerate(zip(scale.values, scale.labels, strict=True))
    )


def in_words(spread: Spread) -> str:
    """Such as: 4 Outstanding, 27 Good, 25 Requires Improvement, 5 Inadequate."""
    return ", ".join(f"{count} {label}" for count, label in zip(spread.counts, spread.scale.labels, strict=True))


def numbered(blocks: Iterable[Block]) -> Blocks:
    """The charts with numbers: Figure 1, Figure 2."""
    found, number = [], 0
    for block in blocks:
        if isinstance(block, nodes.Chart):
            number += 1
            block = replace(block, number=f"Figure {number}")
        found.append(block)
    return tuple(found)


def aside(words: str) -> Paragraph:
    """What is said of what heads a row, below it."""
    return Paragraph((nodes.Emphasis((Text(words),)),))
