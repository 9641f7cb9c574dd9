"""The words alone: of a line of text, and of blocks."""

from typing import assert_never

from formwright.answers import word
from formwright.document.nodes import (
    Block,
    Blocks,
    BulletList,
    Callout,
    Chart,
    Contents,
    Escalation,
    Facts,
    Fields,
    Figure,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Listing,
    NumberedList,
    Paragraph,
    Pick,
    Questions,
    Repeat,
    Table,
    Text,
    Widget,
)
from formwright.writers.word.markup import one_line


def prompt_of(widget: Widget, label: str) -> str:
    """What the answer says while it is empty."""
    options = [option.label for option in widget.options] if isinstance(widget, Pick) else []
    return word.prompt(widget.kind, one_line(label), options)


def plain(children: Inlines) -> str:
    return "".join(_words_of(child) for child in children)


def _words_of(node: Inline) -> str:
    match node:
        case Text(text):
            return one_line(text)
        case LineBreak():
            return " "
        case _:
            return plain(node.children)


def spoken(blocks: Blocks) -> str:
    """Text as one line, for a place where there are no paragraphs or lists."""
    return " ".join(filter(None, map(_spoken, blocks)))


def _spoken(block: Block) -> str:
    match block:
        case Paragraph(children) | Heading(children=children):
            return plain(children)
        case BulletList(items):
            return " ".join(f"– {spoken(item)}" for item in items)
        case NumberedList(items, start):
            return " ".join(f"{n}. {spoken(item)}" for n, item in enumerate(items, start))
        case Table(columns=columns, rows=rows):
            headings = (plain(column.heading) for column in columns)
            return " ".join((*headings, *(spoken(said) for each in rows for said in each.cells)))
        case Callout(children, title):
            return f"{title or ''} {spoken(children)}".strip()
        case Facts(items):
            return " ".join(f"{plain(name)}: {spoken(said)}" for name, said in items)
        case Figure(alternative=alternative):
            return spoken(alternative)
        case Chart(alternative=alternative, table=table):
            return f"{spoken(alternative)} {_spoken(table)}"
        case Listing():
            return ""
        case Contents() | Fields() | Questions() | Repeat() | Escalation():
            return ""
        case _:
            assert_never(block)
