"""Markdown to the tree's blocks and inlines.

A link's target may be an address (`https://…`, `mailto:…`) or name something in the framework:
`appendix:9`, `mailbox:csc-audits`, `standard:1.4`. A link without text is given the words of what
it names: `[](appendix:9)`.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from formwright.document.nodes import (
    Block,
    Blocks,
    BulletList,
    Emphasis,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NumberedList,
    Paragraph,
    Strong,
    Text,
)

_SPACED = re.compile(r"\]\(([\w:.-]+(?: [\w:.-]+)+)\)")
Resolve = Callable[[str, Inlines], Inlines]
"""Turns a link's target and its text into what is drawn."""


def blocks(text: str, resolve: Resolve) -> Blocks:
    """The paragraphs and lists of a Markdown text. Raises ValueError on what has no place in a
    definition's text (a picture, a table, HTML): validation names these first."""
    return tuple(_block(node, resolve) for node in _tree(text).children)


def inlines(text: str, resolve: Resolve) -> Inlines:
    """A Markdown text that stands on one line, such as a question."""
    found: Inlines = ()
    for node in _tree(text).children:
        if node.type != "paragraph":
            raise ValueError("a single line of text was expected")
        found += _inlines(node.children[0], resolve)
    return found


def links(text: str) -> Iterator[str]:
    """The targets of the links in a text, as written; with them those that have a space in them, which
    were meant as links and are none."""
    for node in _tree(text).walk():
        if node.type == "link":
            yield str(node.attrs["href"])
    for target in _SPACED.findall(text):
        yield str(target)


def unwanted(text: str) -> Iterator[str]:
    """What a text holds that a definition's text cannot, in words."""
    known = {"root", "paragraph", "inline", "text", "strong", "em", "link", "softbreak", "hardbreak"}
    known |= {"bullet_list", "ordered_list", "list_item"}
    words = {
        "heading": "a heading (#)",
        "image": "a picture",
        "code_inline": "code in backticks",
        "hr": "a line of dashes",
    }
    for node in _tree(text).walk():
        if node.type not in known:
            yield words.get(node.type, node.type.replace("_", " "))


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})  # which refuses links that run a script


@lru_cache(maxsize=10_000)  # a text is looked at for its links, for what it may not hold, and to be drawn
def _tree(text: str) -> SyntaxTreeNode:
    return SyntaxTreeNode(_parser().parse(text))


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
    return tuple(tuple(_block(child, resolve) for child in item.children) for item in node.children)


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
