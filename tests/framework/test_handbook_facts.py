"""Nothing of the source is lost: its facts are in the handbook, each in its section or in the notes on it.

In `examples/handbook-facts.txt` a line with `#` gives the beginning of a heading. Each line below it is one fact:
words that are together in one passage (a paragraph, a list item, a numbered item with its number, the labels of a
list of fields, a row of a table, a box of a figure) under that heading. ` + ` joins words that need not follow one
another.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from formwright.definitions.library import load
from formwright.document import nodes
from formwright.document.nodes import Block
from formwright.document.prose import plain
from formwright.pipelines import publish

ROOT = Path(__file__).parents[2]
FACTS = Path(__file__).parents[1] / "examples" / "handbook-facts.txt"


def facts() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in filter(None, FACTS.read_text("utf-8").splitlines()):
        if line.startswith("# "):
            found[line.removeprefix("# ")] = facts_of_heading = []
        else:
            facts_of_heading.append(line)
    return found


@pytest.mark.parametrize("heading", facts())
def test_every_fact_stands_in_its_section(heading: str) -> None:
    passages = [said for under, said in handbook() if any(h.startswith(normal(heading)) for h in under)]

    missing = [fact for fact in facts()[heading] if not any(stands_in(fact, said) for said in passages)]

    assert passages, f"The handbook has no heading that begins with {heading!r}"
    assert missing == []


def stands_in(fact: str, said: str) -> bool:
    return all(re.search(rf"(?<!\w){re.escape(normal(words))}", said) for words in fact.split(" + "))


@cache
def handbook() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Each passage of the handbook and of its annex of notes, with the headings that it is under."""
    library = load(ROOT)
    assert library.framework is not None
    documents = [task.document for task in publish._tasks(library, library.framework, with_notes=True)]
    book = next(d for d in documents if d.identity.id == "handbook")
    found: list[tuple[tuple[str, ...], str]] = []
    under: list[tuple[int, str]] = []
    for block in book.blocks:
        if isinstance(block, nodes.Heading):
            text = normal(f"{block.number or ''} {plain(block.children)}")
            under = [(level, h) for level, h in under if level < block.level] + [(block.level, text)]
            found.append((tuple(h for _, h in under), text))
        else:
            found += [(tuple(h for _, h in under), normal(said)) for said in passages(block)]
    return tuple(found)


def passages(block: Block) -> Iterator[str]:
    match block:
        case nodes.Paragraph(children):
            yield plain(children)
        case nodes.BulletList(items):
            for item in items:
                for inner in item:
                    yield from passages(inner)
            asked = [asked_in(item) for item in items]
            if all(asked):
                yield " | ".join(label for label, _ in filter(None, asked))
                yield from (f"{label} | {how}" for label, how in filter(None, asked))
        case nodes.NumberedList(items, start):
            for number, item in enumerate(items, start):
                for inner in item:
                    yield from passages(inner)
                yield f"{number} | " + "\n".join(said for inner in item for said in passages(inner))
        case nodes.Table(caption, columns, rows):
            yield caption
            yield " | ".join(plain(column.heading) for column in columns)
            for row in rows:
                yield " | ".join("\n".join(said for inner in cell for said in passages(inner)) for cell in row.cells)
        case nodes.Callout(children):
            for inner in children:
                yield from passages(inner)
        case nodes.Facts(items):
            for name, blocks in items:
                yield f"{plain(name)}: " + "\n".join(said for inner in blocks for said in passages(inner))
        case nodes.Figure(alternative=alternative, boxes=boxes):
            for box in boxes:
                yield " ".join((box.title, box.text, *box.points))
            for inner in alternative:
                yield from passages(inner)
        case nodes.Contents() | nodes.Listing():  # these repeat headings and captions
            return
        case _:
            raise TypeError(f"The handbook has nothing to fill in, but holds {type(block).__name__}")


def asked_in(item: nodes.Blocks) -> tuple[str, str] | None:
    """What a form asks for in an item of its list of fields, and how that is answered; None for any other item."""
    match item:
        case (nodes.Paragraph((nodes.Strong(label), nodes.Text(how), *_)),) if how.startswith(" ("):
            return plain(label), how.strip(" ()")
        case (nodes.Paragraph((nodes.Strong(label),)),):
            return plain(label), ""
        case _:
            return None


def normal(text: str) -> str:
    """Without what differs in look only: spaces, curly quotation marks, dashes, capitals."""
    text = re.sub("[‘’]", "'", re.sub("[“”]", '"', re.sub("[‐‑–—]", "-", text)))
    return " ".join(text.split()).casefold()
