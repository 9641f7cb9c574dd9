"""A document as the list of things that it says, each with a name that a person would use for it.

Two outlines can be compared, whatever kind of definition they came from: that is how the preview
tells what a save has changed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import assert_never

from formwright.document.nodes import (
    Asked,
    Block,
    Blocks,
    Box,
    BulletList,
    Callout,
    Chart,
    Contents,
    DateBox,
    Document,
    Escalation,
    Facts,
    Fields,
    Figure,
    Heading,
    Input,
    Line,
    Listing,
    NumberedList,
    Paragraph,
    Pick,
    Question,
    Questions,
    Repeat,
    Row,
    Table,
    Ticks,
    Told,
    Widget,
)
from formwright.document.prose import plain


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a document says. `what` names it ("Question 3"), `text` is what it says and
    `whole` what is told of it where it is new or gone.

    `key` knows it again after its words have changed; without one its words are all there is.
    `sort` says which items can take each other's place. `within` is the key of what it is a part
    of: where that is new or gone, the part need not be told of. `anchor` is the place in the web
    page: an id or a field's path. `come` and `went` say what has happened to a new one and to one
    that is gone.
    """

    what: str
    text: str
    sort: str
    key: str | None = None
    within: str | None = None
    anchor: str | None = None
    whole: str = ""
    come: str = "new"
    went: str = "gone"


def outline(document: Document) -> list[Item]:
    """Everything that the document says, in its order."""
    items = (*_front(document), *_Walk(document.blocks, document.book).items)
    return [item for item in items if item.text.strip()]


def _front(document: Document) -> Iterator[Item]:
    front = {
        "Title": document.title,
        "Appendix": document.appendix or "",
        "Version": document.identity.version,
        "Date of issue": document.identity.issued_words,
        "Summary": document.summary,
        "Who it is for": document.audience,
        "Organisation": document.organisation,
        "Title of the framework": document.subtitle,
    }
    for what, text in front.items():
        yield Item(what, text, "front", f"front/{what}")


class _Walk:
    """The items of blocks. It remembers under which heading it is, and in a book in which chapter, as
    several may have a question 3."""

    def __init__(self, blocks: Blocks, book: bool = False) -> None:
        self._blocks, self._book = blocks, book
        self._under: Heading | None = None
        self._chapter = ""

    @cached_property
    def items(self) -> list[Item]:
        found = ((self._chapter, item) for block in self._blocks for item in self._block(block))
        return [replace(item, what=f"{chapter}: {item.what}") if chapter else item for chapter, item in found]

    def _block(self, block: Block) -> Iterable[Item]:
        match block:
            case Heading():
                self._under = block
                if self._book and block.level == 2:
                    self._chapter = block.number if block.number and " " in block.number else ""
                name = f"Heading {block.number}" if block.number else "Heading"
                return (Item(name, plain(block.children), "heading", f"heading/{block.anchor}", anchor=block.anchor),)
            case Paragraph():
                return (self._text("Text", plain(block.children)),)
            case BulletList(items) | NumberedList(items):
                return (self._text("Point", words(item), "point") for item in items)
            case Callout():
                title = (self._text("Title of a note", block.title),) if block.title else ()
                return (*title, *self._all(block.children))
            case Facts(items):
                return tuple(self._fact(plain(name), words(said)) for name, said in items)
            case Table():
                return self._table(block)
            case Chart():
                return (
                    Item("Title of a chart", block.title, "figure", f"chart/{block.anchor}"),
                    *self._table(block.table),
                )
            case Figure():
                return self._figure(block)
            case Fields(legend, inputs):
                return (item for one in inputs for item in _input(one, one.label, in_section=legend))
            case Questions():
                return self._questions(block)
            case Repeat():
                return self._repeat(block)
            case Escalation():
                return self._escalation(block)
            case Contents():
                return ()
            case Listing():
                return ()
            case _:
                assert_never(block)

    def _all(self, blocks: Blocks) -> list[Item]:
        return [item for block in blocks for item in self._block(block)]

    @property
    def _place(self) -> str:
        return f" under “{plain(self._under.children)}”" if self._under else " at the beginning"

    @property
    def _anchor(self) -> str | None:
        return self._under.anchor if self._under else None

    def _text(self, what: str, text: str, sort: str = "text") -> Item:
        return Item(what + self._place, text, sort, within=self._section, anchor=self._anchor)

    @property
    def _section(self) -> str | None:
        return f"heading/{self._under.anchor}" if self._under else None

    def _fact(self, name: str, said: str) -> Item:
        key = f"{self._section}/{name}"
        return Item(name + self._place, said, "fact", key, self._section, self._anchor)

    def _table(self, table: Table) -> Iterator[Item]:
        headings = "; ".join(plain(column.heading) for column in table.columns)
        key = f"table/{table.caption}"
        yield Item(f"Columns of “{table.caption}”", headings, "columns", key, self._section, self._anchor)
        for row in table.rows:
            yield self._row(table, row)

    def _row(self, table: Table, row: Row) -> Item:
        first, *others = (words(cell) for cell in row.cells)
        counted = first.isdecimal()  # a number that another row would have tomorrow is no name
        name = f"{plain(table.columns[0].heading)} {first}" if first[:1].isdigit() or len(first) < 3 else first
        if row.anchor is None:
            name = f"“{table.caption}”, {name}" if first else f"Row of “{table.caption}”"
        named = table.row_headers and len(name) < 90
        text = " · ".join(filter(None, others if counted or (named and row.anchor) else (first, *others)))
        return Item(
            name if named else f"Row of “{table.caption}”",
            text,
            "row",
            f"row/{row.anchor}" if row.anchor else None,
            self._section,
            row.anchor or self._anchor,
        )

    def _figure(self, figure: Figure) -> Iterator[Item]:
        name, key = f"Figure “{figure.title}”", f"figure/{figure.anchor}"
        yield Item("Title of a figure", figure.title, "figure", key, self._section, figure.anchor)
        for box in (*figure.boxes, *((figure.band,) if figure.band else ())):
            said = ": ".join(filter(None, (box.title, box.text)))
            text = " ".join((said, *(f"• {point}" for point in box.points)))
            yield Item(f"{name}, box “{box.title}”", text, "box", f"{key}/{box.title}", key, figure.anchor)
        yield Item(f"{name} in words", words(figure.alternative), "alternative", f"{key}/words", key, figure.anchor)

    def _questions(self, block: Questions) -> Iterator[Item]:
        key = f"questions/{block.legend}"
        yield Item(f"Heading above the questions of “{block.legend}”", block.ask_heading, "columns", key, self._section)
        for question in block.questions:
            yield from self._question(question)

    def _question(self, question: Question) -> Iterator[Item]:
        ask, key = plain(question.ask), f"question/{question.anchor}"
        name = f"Question {question.number or f'“{ask}”'}"
        whole = ask + _condition(question.asked)
        yield Item(name, ask, "question", key, self._section, question.anchor, whole)
        if question.guidance:
            text = words(question.guidance)
            yield Item(f"{name}, guidance", text, "guidance", f"{key}/guidance", key, question.anchor)
        yield from _asked(f"{name}, when it is asked", question.asked, key, question.anchor)
        for one in question.further + question.inputs:
            yield from _input(one, f"{name}, {one.label}", within=key, told=question.asked)

    def _repeat(self, block: Repeat) -> Iterator[Item]:
        key = f"rows/{block.path}"
        most = "as many as needed" if block.maximum is None else f"at most {block.maximum}"
        many = f"At least {block.minimum}, {most}; {block.blank_rows} empty rows on paper"
        yield Item(f"Rows of “{block.legend}”", many, "rows", key, self._section, self._anchor)
        name = f"Name of a row of “{block.legend}”"
        yield Item(name, block.row_name, "rows", f"{key}/name", self._section, self._anchor)
        yield from _asked(f"“{block.legend}”, when a row is needed", block.needed, key, self._anchor)
        for group in block.groups:
            text = f"{group.heading} ({group.span} columns)" if group.heading else ""
            yield Item(f"Heading above columns of “{block.legend}”", text, "text", within=key, anchor=self._anchor)
        for one in block.inputs:
            yield from _input(one, f"{block.row_name}, {one.label}", in_section=block.legend)

    def _escalation(self, block: Escalation) -> Iterator[Item]:
        for outcome in block.outcomes:
            for told in outcome.told:
                yield self._told(f"{block.heading}: {outcome.label}", outcome.value, told)
        for also in block.also:
            for told in also.told:
                yield self._told(also.label, f"also {also.asked.rule if also.asked else also.label}", told)
        for told in block.default:
            yield self._told(block.default_label, "default", told)
        if block.note:
            yield Item("Which judgement counts", block.note, "text", "told/note", None, self._anchor)
        for title, address in block.copies:
            text = f"{title}, {address}"
            yield Item("Copies of every completed form", text, "copy", f"copy/{address}", None, self._anchor)

    def _told(self, when: str, value: str, told: Told) -> Item:
        return Item(
            when,
            told.title + _condition(told.asked),
            "told",
            f"told/{value}/{told.role}",
            None,
            self._anchor,
            come="also notified",
            went="no longer notified",
        )


def _condition(asked: Asked | None) -> str:
    return f" ({asked.words[:1].lower()}{asked.words[1:].rstrip('.')})" if asked and asked.words else ""


def _input(
    one: Input, name: str, within: str | None = None, told: Asked | None = None, in_section: str | None = None
) -> Iterator[Item]:
    """A field: its label, its hint, how it is answered, when it is asked. `told` is a condition that
    has been told of already."""
    what = f"“{name}”" if within is None else name
    key = f"field/{one.path}"
    answered = answer(one.widget) + ("" if one.required else ", optional")
    field = f"Field of “{in_section}”" if in_section else what
    yield Item(field, one.label, "field", key, within, one.path, whole=f"{one.label} ({answered})")
    if one.hint:
        yield Item(f"{what}, hint", one.hint, "hint", f"{key}/hint", key, one.path)
    yield Item(f"{what}, how it is answered", answered, "answer", f"{key}/answer", key, one.path)
    if one.asked != told:
        yield from _asked(f"{what}, when it is asked", one.asked, key, one.path)


def _asked(what: str, asked: Asked | None, key: str, anchor: str | None) -> Iterator[Item]:
    if asked and asked.words:
        yield Item(what, asked.words, "asked", f"{key}/asked", key, anchor, come="now", went="no longer")


def answer(widget: Widget) -> str:
    """How a field is answered, in words."""
    match widget:
        case Line(counts=str()):
            return "worked out by the form"
        case Line(kind) | DateBox(kind):
            return kind.words.wanted
        case Pick(options):
            return "one of: " + "; ".join(o.label + (f" ({o.meaning})" if o.meaning else "") for o in options)
        case Ticks(options, _, none):
            labels = (o.label + (", alone" if o.value == none else "") for o in options)
            return "all that apply of: " + "; ".join(labels)
        case Box(lines, kind):
            return f"{kind.words.wanted}, {lines} lines to begin with"
        case _:
            assert_never(widget)


def words(blocks: Blocks) -> str:
    """All the words of blocks, one after the other."""
    items = _Walk(blocks).items
    return ("; " if all(item.sort == "point" for item in items) else " ").join(item.text for item in items)
