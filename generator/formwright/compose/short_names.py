"""Abbreviations are explained where a document first has them in a sentence.

Titles, headings and labels stay short. Where a document itself says what an abbreviation stands for, right beside it,
nothing is added.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from formwright.document import nodes
from formwright.document.nodes import Abbreviation, Block, Blocks, Document, Emphasis, Inline, Inlines, Text
from formwright.document.prose import plain
from formwright.document.typography import typeset
from formwright.model.framework import ShortName

GLOSSARY = "table-glossary"
"""The table that explains them all: nothing is explained within it."""


def explained(document: Document, names: Iterable[ShortName]) -> Document:
    """The document in which the first of each of these short names is an Abbreviation."""
    left = {name.short: typeset(name.in_full) for name in names}
    if not left:
        return document
    return replace(document, blocks=_Reading(left).blocks(document.blocks))


@dataclass(slots=True)
class _Reading:
    """Reads a document from its beginning. `left` are those that have not been met, with what they stand for."""

    left: dict[str, str]
    found: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        names = "|".join(map(re.escape, sorted(self.left, key=len, reverse=True)))
        self.found = re.compile(rf"(?<![\w&/-])({names})(s?)(?![\w&/-]|[’'])")

    def blocks(self, blocks: Blocks) -> Blocks:
        return tuple(map(self.block, blocks))

    def block(self, block: Block) -> Block:
        match block:
            case nodes.Paragraph(children):
                return replace(block, children=self.line(children))
            case nodes.BulletList(items) | nodes.NumberedList(items):
                return replace(block, items=tuple(map(self.blocks, items)))
            case nodes.Callout(children):
                return replace(block, children=self.blocks(children))
            case nodes.Facts(items):
                return replace(block, items=tuple((name, self.blocks(said)) for name, said in items))
            case nodes.Table(anchor=anchor) if anchor != GLOSSARY:
                return replace(block, rows=tuple(self._row(row, block) for row in block.rows))
            case nodes.Questions():
                return replace(block, questions=tuple(map(self._question, block.questions)))
            case nodes.Heading(children=children):
                self._note(plain(children))
            case nodes.Fields(inputs=inputs) | nodes.Repeat(inputs=inputs):
                for each in inputs:
                    self._note(f"{each.label} {each.hint or ''}")
            case _:
                pass
        return block

    def _row(self, row: nodes.Row, table: nodes.Table) -> nodes.Row:
        """The first cell of a row is a title where it heads the row."""
        if not table.row_headers:
            return replace(row, cells=tuple(map(self.blocks, row.cells)))
        return replace(row, cells=(*row.cells[:1], *map(self.blocks, row.cells[1:])))

    def _question(self, question: nodes.Question) -> nodes.Question:
        ask = self.line(question.ask)
        return replace(question, ask=ask, guidance=self.blocks(question.guidance))

    def line(self, children: Inlines) -> Inlines:
        self._note(plain(children))
        if not self.left or not self.found.search(plain(children)):
            return children
        return tuple(part for child in children for part in self._parts(child))

    def _note(self, said: str) -> None:
        """Takes out what is explained in these words themselves."""
        for short in {found[1] for found in self.found.finditer(said)} & self.left.keys():
            full = re.escape(self.left[short])
            if re.search(rf"{full}s?\W{{1,4}}{short}\b|{short}s?\W{{1,4}}{full}", said, re.IGNORECASE):
                del self.left[short]

    def _parts(self, child: Inline) -> Inlines:
        match child:
            case Text(text):
                return tuple(self._text(text))
            case Emphasis(children):
                return (replace(child, children=tuple(part for each in children for part in self._parts(each))),)
            case _:
                return (child,)

    def _text(self, text: str) -> Iterable[Inline]:
        at = 0
        for found in self.found.finditer(text):
            full = self.left.pop(found[1], None)
            if full is None:
                continue
            if found.start() > at:
                yield Text(text[at : found.start()])
            yield _abbreviation(found, full, text)
            at = found.end()
        if at < len(text):
            yield Text(text[at:])


def _abbreviation(found: re.Match[str], full: str, text: str) -> Abbreviation:
    before, after = text[: found.start()], text[found.end() :]
    if found[2]:
        full = _plural(full)
    if not before.strip() or before.rstrip().endswith((".", "?", "!", ":")):
        full = full[0].upper() + full[1:]
    short = found[0]
    article = re.search(r"\b(an?) $", before, re.IGNORECASE)
    if article and (article[1].lower() == "an") != (full[0] in "AEIOaeio"):
        return Abbreviation(short, full, f"{short} ({full})")
    if before.endswith("(") and after.startswith(")"):
        return Abbreviation(short, full, f"{full}, {short}")
    return Abbreviation(short, full, f"{full} ({short})")


def _plural(full: str) -> str:
    """Of what an abbreviation stands for: "children in need", "Heads of Service", "Reviewing Officers"."""
    if re.search(r"\bchild\b", full):
        return re.sub(r"\bchild\b", "children", full, count=1)
    first, of, rest = full.partition(" of ")
    return f"{first.removesuffix('s')}s{of}{rest}"
