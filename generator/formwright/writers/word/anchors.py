"""Where links within a document lead: a bookmark in Word for each anchor of the tree."""

import re
from collections.abc import Iterator
from hashlib import sha256

from formwright.document.nodes import (
    Block,
    Blocks,
    BulletList,
    Callout,
    Chart,
    Facts,
    Figure,
    Heading,
    NumberedList,
    Questions,
    Table,
)


def bookmark_names(blocks: Blocks) -> dict[str, str]:
    """A name in Word for each anchor: letters, digits and `_`, 40 at most, and capitals count for nothing."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for anchor in _anchors(blocks):
        name = "a_" + re.sub(r"[^A-Za-z0-9_]", "_", anchor)
        if len(name) > 40 or name.casefold() in taken:
            name = f"{name[:27]}_{sha256(anchor.encode(errors='replace')).hexdigest()[:12]}"
        taken.add(name.casefold())
        names[anchor] = name
    return names


def _anchors(blocks: Blocks) -> Iterator[str]:
    for block in _every(blocks):
        match block:
            case Heading(anchor=anchor) | Figure(anchor=anchor) | Chart(anchor=anchor):
                yield anchor
            case Table(rows=rows, anchor=anchor):
                yield from (anchor,) if anchor else ()
                yield from (each.anchor for each in rows if each.anchor)
            case Questions(questions=questions):
                yield from (question.anchor for question in questions)
            case _:
                pass


def headings(blocks: Blocks) -> Iterator[Heading]:
    return (block for block in _every(blocks) if isinstance(block, Heading))


def _every(blocks: Blocks) -> Iterator[Block]:
    """Each block and those within it, in the order of reading."""
    for block in blocks:
        yield block
        for inside in _within(block):
            yield from _every(inside)


def _within(block: Block) -> tuple[Blocks, ...]:
    match block:
        case BulletList(items) | NumberedList(items):
            return items
        case Table(rows=rows):
            return tuple(said for each in rows for said in each.cells)
        case Callout(children):
            return (children,)
        case Chart(table=table):
            return ((table,),)
        case Facts(items):
            return tuple(said for _, said in items)
        case Questions(questions=questions):
            return tuple(question.guidance for question in questions)
        case _:
            return ()
