"""The annex of notes: how the text of each part of the handbook came to be, with links to the parts."""

from collections.abc import Collection, Iterable

from formwright.compose.base import Texts
from formwright.document import nodes
from formwright.document.nodes import Block, Blocks, Text
from formwright.model.handbook import Annex
from formwright.model.notes import Note, Part

ANCHOR = "notes"


def annex(
    opening: Annex,
    whole: str | None,
    chapters: Iterable[Part],
    appendices: Iterable[Part],
    text: Texts,
    anchors: Collection[str],
) -> Blocks:
    """A heading, the notes on the `whole` handbook, and those of each part under the part's own name. `anchors` are
    those of the rows that can be led to."""
    blocks: list[Block] = [nodes.Heading(2, (Text(opening.title),), ANCHOR, new_page=True)]
    blocks += [*text.blocks(opening.introduction), *text.blocks(whole)]
    for name, title, parts in (("chapters", "Chapters", chapters), ("appendices", "Appendices", appendices)):
        found = [block for part in parts for block in _part(part, text, anchors)]
        if found:
            blocks += [nodes.Heading(3, (Text(title),), f"{ANCHOR}-on-{name}"), *found]
    return tuple(blocks)


def _part(part: Part, text: Texts, anchors: Collection[str]) -> Blocks:
    anchor = f"{ANCHOR}-{'list-' if part.is_list else ''}{part.id}"
    heading = nodes.Heading(4, (Text(part.title),), anchor, part.number)
    if part.is_list:
        whole = [block for note in part.notes if note.about is None for block in text.blocks(note.text)]
        items = tuple(_item(note, text, anchors) for note in part.notes if note.about is not None)
        return (heading, *whole, *((nodes.BulletList(items),) if items else ()))
    where = text.blocks(f"See [](section:{part.id}).")
    return (heading, *where, *(block for note in part.notes for block in _note(note, text)))


def _note(note: Note, text: Texts) -> Blocks:
    about = (nodes.Paragraph((nodes.Strong((Text(note.about),)),)),) if note.about else ()
    return (*about, *text.blocks(note.text))


def _item(note: Note, text: Texts, anchors: Collection[str]) -> Blocks:
    """A duty is led to, where the handbook has the table of duties; a word of the glossary needs no link."""
    words, anchor = text.inlines(note.about or ""), f"duty-{note.id}"
    about = (nodes.Reference(words, anchor),) if anchor in anchors else words
    return (nodes.Paragraph((nodes.Strong(about), Text(" "), *text.inlines(note.text))),)
