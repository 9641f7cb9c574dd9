"""Markdown to the tree's blocks and inlines.

A link's target may be an address (`https://…`, `mailto:…`) or name something in the framework:
`appendix:9`, `mailbox:csc-audits`, `standard:1.4`. A link without text is given the words of what
it names: `[](appendix:9)`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token as Token
from markdown_it.tree import SyntaxTreeNode

from formwright.document.nodes import (
    Alignment,
    Block,
    Blocks,
    BulletList,
    Column,
    Emphasis,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NumberedList,
    Paragraph,
    Row,
    Strong,
    Table,
    Text,
)

LONGEST = 50_000  # characters of one text
MOST_BRACKETS = 32  # opened within each other
DEEPEST_LIST = 8  # lists within each other: Word has one level more
NEVER_LINKS = re.compile("(?:javascript|vbscript|file|data):", re.IGNORECASE)

_BRACKET = re.compile(r"[\[\]]")
_SPACED = re.compile(r"\]\(([\w:.-]+(?: [\w:.-]+)+)\)")
Resolve = Callable[[str, Inlines], Inlines]
"""Turns a link's target and its text into what is drawn."""


def blocks(text: str, resolve: Resolve) -> Blocks:
    """The paragraphs, lists and tables of a Markdown text. Raises ValueError on what has no place in a
    definition's text (a picture, HTML): validation names these first (`undrawn`)."""
    return _blocks(_tree(text).children, resolve)


def inlines(text: str, resolve: Resolve) -> Inlines:
    """A Markdown text without lists and tables, such as a question: its paragraphs as lines."""
    found: list[Inline] = []
    for node in _tree(text).children:
        if node.type != "paragraph":
            raise ValueError("a single line of text was expected")
        found += [LineBreak()] if found else []
        found += _inlines(node.children[0], resolve)
    return tuple(found)


def links(text: str) -> Iterator[str]:
    """The targets of the links in a text, as written; with them those that have a space in them, which
    were meant as links and are none."""
    if is_too_much(text):
        return
    for token in parse(text)[0]:
        for child in token.children or ():
            if child.type == "link_open":
                yield str(child.attrs["href"])
    for target in _SPACED.findall(text):
        yield str(target)


def is_too_much(text: str) -> bool:
    """Whether it would take too long to read: it is a fault, and none that a person makes."""
    if len(text) > LONGEST:
        return True
    depth = 0
    for bracket in _BRACKET.findall(text):
        depth = max(0, depth + (1 if bracket == "[" else -1))
        if depth > MOST_BRACKETS:
            return True
    return False


@lru_cache(maxsize=10_000)  # a text is looked at for its links, for what it may not hold, and to be drawn
def parse(text: str, whole: bool = True) -> tuple[list[Token], tuple[int, ...]]:
    """A text's tokens, and the lines that hold only the address of a link elsewhere. Without `whole`, only
    what stands within a line is looked for."""
    around: dict[str, Any] = {}
    tokens = _parser().parse(text, around) if whole else _parser().parseInline(text, around)
    addresses = (*around.get("references", {}).values(), *around.get("duplicate_refs", ()))
    return tokens, tuple(address["map"][0] for address in addresses)


@cache
def _parser() -> MarkdownIt:
    """It refuses links that run a script. What is nested deeper than it goes is left out by it: so it
    goes deeper than texts may, and finds HTML, which may not be there either."""
    return MarkdownIt("commonmark", {"html": True, "maxNesting": 3 * DEEPEST_LIST + 10}).enable("table")


def _tree(text: str) -> SyntaxTreeNode:
    return SyntaxTreeNode(parse(text)[0])


def _blocks(nodes: Iterable[SyntaxTreeNode], resolve: Resolve) -> Blocks:
    found: list[Block] = []
    for node in nodes:
        if node.type != "table":
            found.append(_block(node, resolve))
            continue
        table = _table(node, found[-1:], resolve)
        if caption := _caption(found[-1:]):
            found.pop()
            table = replace(table, caption=caption, caption_shown=True)
        found.append(table)
    return tuple(found)


def _caption(above: list[Block]) -> str:
    """What a paragraph just above a table says to be its caption: "Table: Who does what"."""
    said = plain(above[0].children) if above and isinstance(above[0], Paragraph) else ""
    return said.removeprefix("Table:").strip() if said.startswith("Table:") else ""


def _block(node: SyntaxTreeNode, resolve: Resolve) -> Block:
    match node.type:
        case "paragraph":
            return Paragraph(_inlines(node.children[0], resolve))
        case "bullet_list":
            return BulletList(_items(node, resolve))
        case "ordered_list":
            return NumberedList(_items(node, resolve), int(node.attrs.get("start", 1)))
        case _:
            raise ValueError(f"{node.type} has no place in a text")


def _items(node: SyntaxTreeNode, resolve: Resolve) -> tuple[Blocks, ...]:
    return tuple(_blocks(item.children, resolve) for item in node.children)


def _table(node: SyntaxTreeNode, above: list[Block], resolve: Resolve) -> Table:
    """Where no caption is written, a table is called as it is announced by the sentence above, or else by its
    headings, for those who hear the page."""
    head, *rows = (row.children for part in node.children for row in part.children)
    headings = [_inlines(cell.children[0], resolve) for cell in head]
    cells = [[_inlines(cell.children[0], resolve) for cell in row] for row in rows]
    widths = [_width(column) for column in zip(headings, *cells, strict=True)]
    aligned = [_ALIGNED.get(str(cell.attrs.get("style", "")), "") for cell in head]
    return Table(
        caption=_announced(above) or ", ".join(filter(None, map(plain, headings))) or "Table",
        columns=tuple(map(Column, headings, widths, aligned)),
        rows=tuple(Row(tuple((Paragraph(cell or _NOTHING),) for cell in row)) for row in cells),
        row_headers=False,
    )


_ALIGNED: dict[str, Alignment] = {"text-align:center": "center", "text-align:right": "right"}
_NOTHING: Inlines = (Text("\u00a0"),)  # a cell with nothing in it is one that is filled in


def _announced(above: list[Block]) -> str:
    """The sentence that ends with a colon just above, without it."""
    match above:
        case [Paragraph(children)] if (said := plain(children).strip()).endswith(":"):
            return re.split(r"(?<=[.!?]) +", said)[-1].removesuffix(":")
        case _:
            return ""


def _width(column: Iterable[Inlines]) -> int:
    """A column's share: as long as its longest text, within reason."""
    return max(6, min(40, max(len(plain(cell)) for cell in column)))


def _inlines(node: SyntaxTreeNode, resolve: Resolve) -> Inlines:
    found: list[Inline] = []
    for child in node.children:
        match child.type:
            case "text":
                found.append(Text(child.content))
            case "softbreak":
                found.append(Text(" "))
            case "hardbreak":
                found.append(LineBreak())
            case "strong":
                found.append(Strong(_inlines(child, resolve)))
            case "em":
                found.append(Emphasis(_inlines(child, resolve)))
            case "link":
                found.extend(resolve(str(child.attrs["href"]), _inlines(child, resolve)))
            case _:
                raise ValueError(f"{child.type} has no place in a text")
    return _joined(found)


def _joined(parts: list[Inline]) -> Inlines:
    """Neighbouring texts as one."""
    found: list[Inline] = []
    for part in parts:
        last = found[-1] if found else None
        if isinstance(part, Text) and isinstance(last, Text):
            found[-1] = Text(last.text + part.text)
        elif part != Text(""):
            found.append(part)
    return tuple(found)


def in_words(text: str) -> str:
    """A Markdown text of one line as words alone; a link without words as its target."""
    return plain(inlines(text, lambda target, children: children or (Text(target),)))


def plain(children: Inlines) -> str:
    """The words alone."""
    words = []
    for child in children:
        match child:
            case Text(text):
                words.append(text)
            case LineBreak():
                words.append(" ")
            case Strong(inner) | Emphasis(inner) | Link(inner, _):
                words.append(plain(inner))
            case _:
                words.append(plain(child.children))
    return "".join(words)
