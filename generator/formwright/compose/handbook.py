"""The handbook as a document: chapters, figures, tables drawn from data, and every appendix compiled
in from its own definition."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeGuard

from formwright.compose import control, notes, words
from formwright.compose import duties as duties_table
from formwright.compose import measures as measures_table
from formwright.compose.base import Texts, document
from formwright.compose.printed import printed
from formwright.compose.short_names import explained
from formwright.document import nodes, prose
from formwright.document.nodes import Block, Blocks, Inlines, Text
from formwright.document.typography import in_type
from formwright.model.duties import Duties
from formwright.model.framework import Framework
from formwright.model.handbook import Box, Chapter, Figure, Handbook
from formwright.model.identity import Identity
from formwright.model.measures import Measures
from formwright.model.notes import of_document, of_handbook
from formwright.model.trace import Trace, named

DRAWN = re.compile(r"\[\]\((figure|table):([a-z-]+)\)")
"""A paragraph that is only this stands for a figure or for a table drawn from data."""


@dataclass(frozen=True, slots=True)
class Appendix:
    """One document that is compiled in: who it is, how it is composed with links that stay within
    the handbook, and the numbers of the standards that it holds."""

    identity: Identity
    compose: Callable[[words.Resolve], nodes.Document]
    standards: tuple[str, ...] = ()


def compose(
    handbook: Handbook,
    framework: Framework,
    appendices: Sequence[Appendix],
    duties: Duties | None,
    trace: Trace,
    with_notes: bool = False,
    measures: Measures | None = None,
) -> nodes.Document:
    """The whole handbook. `appendices` are in its order. An annex holds the notes, where they are wanted."""
    book = _Book(handbook, framework, appendices, duties, trace, measures)
    book.count()
    blocks: list[Block] = [*control.section(handbook.identity, framework)]
    for passage in handbook.summary_page:
        blocks.extend(book.front(passage))
    blocks += [nodes.Contents(3), *book.listings()]
    blocks += book.chapters_numbered()
    for number in dict.fromkeys(a.identity.appendix for a in appendices):
        blocks.extend(book.appendix(number))
    blocks.extend(book.trace_page())
    if with_notes:
        blocks.extend(book.notes(tuple(blocks)))
    whole = in_type(replace(document(handbook.identity, framework, tuple(blocks)), book=True))
    return explained(whole, framework.short_names)


class _Book:
    """The handbook while it is composed: what a reference leads to, and each part in turn."""

    def __init__(
        self,
        handbook: Handbook,
        framework: Framework,
        appendices: Sequence[Appendix],
        duties: Duties | None,
        trace: Trace,
        measures: Measures | None = None,
    ) -> None:
        self.handbook, self.framework = handbook, framework
        self.appendices, self.duties, self.trace, self.measures = appendices, duties, trace, measures
        self.counted: dict[str, nodes.Figure | nodes.Table] = {}
        self.chapters = {c.id: c for c in (*handbook.summary_page, *handbook.chapters)}
        self.by_id = {a.identity.id: a.identity for a in appendices}
        self.numbers = {a.identity.appendix for a in appendices}
        self.anchors = {
            number: f"{a.identity.id}-standard-{number.replace('.', '-')}" for a in appendices for number in a.standards
        }
        self.text = Texts(framework, self._resolve)

    # --- references ------------------------------------------------------------------------

    def _resolve(self, target: str, children: Inlines) -> Inlines:
        scheme, _, name = target.partition(":")
        match scheme:
            case "section":
                return self._to_section(name, children)
            case "appendix" if name in self.numbers:
                return (nodes.Reference(children or (Text(f"Appendix {name}"),), _appendix_anchor(name), paged=True),)
            case "standard":
                return self._to_standard(name, children or (Text(f"standard {name}"),))
            case "figure" | "table":
                return self._to_counted(scheme, name, children)
            case _ if target in self.by_id:
                return self._to_document(self.by_id[target], children)
            case _:
                return words.resolver(self.framework)(target, children)

    def _to_counted(self, what: str, name: str, children: Inlines) -> Inlines:
        """A figure or a table by its number; a name that stands for several tables leads to the first."""
        anchor = f"{what}-{name}"
        found = self.counted.get(anchor)
        if found is None:
            return children or (Text(f"the {what}"),)
        return (nodes.Reference(children or (Text(found.number or f"the {what}"),), anchor),)

    def _to_standard(self, number: str, children: Inlines) -> Inlines:
        """A set of standards that the handbook does not compile in cannot be linked to."""
        anchor = self.anchors.get(number)
        return (nodes.Reference(children, anchor),) if anchor else children

    def _to_section(self, id: str, children: Inlines) -> Inlines:
        chapter = self.chapters.get(id)
        if chapter is None:
            return self._to_document(self.by_id[id], children)
        number = self._number(chapter)
        named = f"section {number}" if number else f"“{chapter.title}”"
        return (nodes.Reference(children or (Text(named),), id, paged=True),)

    def _number(self, chapter: Chapter) -> str | None:
        """Its number, or that of the section that it stands in."""
        if chapter in self.handbook.summary_page:
            return None
        ids = [c.id for c in self.handbook.chapters]
        for before in reversed(self.handbook.chapters[: ids.index(chapter.id) + 1]):
            if before.number or before.level == 1:
                return before.number
        return None

    def _to_document(self, identity: Identity, children: Inlines) -> Inlines:
        number = identity.appendix or ""
        alone = sum(a.identity.appendix == number for a in self.appendices) == 1
        anchor = _appendix_anchor(number) if alone else identity.id
        return (nodes.Reference(children or (Text(f"Appendix {number}"),), anchor, paged=True),)

    # --- figures and tables ----------------------------------------------------------------

    def count(self) -> None:
        """Numbers the chapters' figures and tables, so that whatever is said of them can say the number."""
        self.counted = {}
        self.counted = {b.anchor: b for b in self.chapters_numbered() if _is_counted(b) and b.anchor}

    def chapters_numbered(self) -> Blocks:
        """All chapters. A figure has a number, and a table that shows a caption."""
        counts = {"Figure": 0, "Table": 0}
        blocks: list[Block] = []
        for block in (block for chapter in self.handbook.chapters for block in self.chapter(chapter)):
            if _is_counted(block):
                name = type(block).__name__
                counts[name] += 1
                number = f"{name} {counts[name]}"
                block = replace(block, number=number, anchor=block.anchor or number.lower().replace(" ", "-"))
            blocks.append(block)
        return tuple(blocks)

    def listings(self) -> Blocks:
        """The lists of the figures and of the tables."""
        found = []
        for title, kind in (("Figures", nodes.Figure), ("Tables", nodes.Table)):
            items = tuple(
                nodes.Reference((Text(nodes.captioned(b.number, _caption(b))),), anchor)
                for anchor, b in self.counted.items()
                if isinstance(b, kind)
            )
            found += [nodes.Listing(title, items)] if items else []
        return tuple(found)

    # --- chapters --------------------------------------------------------------------------

    def front(self, passage: Chapter) -> Blocks:
        """A passage of the page in front of the contents."""
        heading, *blocks = self.chapter(passage)
        assert isinstance(heading, nodes.Heading)
        return (replace(heading, is_listed=False), *blocks)

    def chapter(self, chapter: Chapter) -> Blocks:
        """A heading and its text."""
        heading = nodes.Heading(
            chapter.level + 1, (Text(chapter.title),), chapter.id, chapter.number, new_page=chapter.level == 1
        )
        # A figure or a table stands in place of each paragraph that only names one.
        blocks: list[Block] = [heading]
        waiting: list[str] = []
        for part in re.split(r"\n[ \t]*\n", chapter.text):
            drawn = DRAWN.fullmatch(part.strip())
            if drawn:
                blocks.extend(self.text.blocks("\n\n".join(waiting)))
                blocks.extend(self._drawn(drawn[1], drawn[2]))
                waiting = []
            else:
                waiting.append(part)
        return (*blocks, *self.text.blocks("\n\n".join(waiting)))

    def _drawn(self, what: str, name: str) -> Blocks:
        if what == "figure":
            return (self._figure(next(f for f in self.handbook.figures if f.id == name)),)
        match name:
            case "duties":
                return _named("duties", duties_table.tables(self.duties, self.text, 3)) if self.duties else ()
            case "measures":
                return _named(name, (measures_table.table(self.measures, self.framework),)) if self.measures else ()
            case "appendices":
                return _named(name, (self._list_of_appendices(),))
            case _:
                return _named(name, (self._glossary(),))

    def _figure(self, figure: Figure) -> nodes.Figure:
        band = figure.band
        return nodes.Figure(
            anchor=f"figure-{figure.id}",
            title=figure.title,
            alternative=self.text.blocks(figure.alternative),
            layout=figure.layout,
            boxes=tuple(self._box(b) for b in figure.boxes),
            band=self._box(band) if band else None,
        )

    def _box(self, box: Box) -> nodes.FigureBox:
        return nodes.FigureBox(box.title, self._plain(box.text), tuple(map(self._plain, box.points)))

    def _plain(self, text: str) -> str:
        return prose.plain(self.text.inlines(text)) if text else ""

    def _list_of_appendices(self) -> nodes.Table:
        numbers = list(dict.fromkeys(a.identity.appendix or "" for a in self.appendices))
        titles = {a.identity.appendix: a.identity.title for a in self.appendices}
        titles |= {a.number: a.title for a in self.framework.appendices}
        return nodes.Table(
            caption="The appendices",
            columns=(nodes.Column((Text("Appendix"),), 20), nodes.Column((Text("Title"),), 80)),
            rows=tuple(
                nodes.Row(
                    (
                        (nodes.Paragraph((Text(number),)),),
                        (nodes.Paragraph((nodes.Reference((Text(titles[number]),), _appendix_anchor(number), True),)),),
                    )
                )
                for number in numbers
            ),
        )

    def _glossary(self) -> nodes.Table:
        return nodes.Table(
            caption="Abbreviations and terms",
            columns=(nodes.Column((Text("Term"),), 24), nodes.Column((Text("What it means"),), 76)),
            rows=tuple(
                nodes.Row(
                    (
                        (nodes.Paragraph((Text(term.term),)),),
                        (nodes.Paragraph(self.text.inlines(term.means)),),
                    )
                )
                for term in self.handbook.glossary
            ),
        )

    # --- appendices ------------------------------------------------------------------------

    def appendix(self, number: str | None) -> Blocks:
        """An appendix: one document, or several that share its number."""
        number = number or ""
        members = [a for a in self.appendices if (a.identity.appendix or "") == number]
        title = next((a.title for a in self.framework.appendices if a.number == number), members[0].identity.title)
        anchor = _appendix_anchor(number)
        heading = nodes.Heading(2, (Text(title),), anchor, f"Appendix {number}", new_page=True)
        if len(members) == 1:
            return (heading, *self._compiled(members[0], 1))
        blocks: list[Block] = [heading]
        for member in members:
            blocks.append(nodes.Heading(3, (Text(member.identity.title),), member.identity.id))
            blocks.extend(self._compiled(member, 2))
        return tuple(blocks)

    def _compiled(self, appendix: Appendix, deeper: int) -> Blocks:
        """A document's blocks as they stand in the book: nothing to fill in, headings a step or two
        deeper, and anchors that no other document has."""
        identity = appendix.identity
        composed = appendix.compose(self._resolve)
        about = f"{identity.summary} For: {identity.audience}."
        version = f"Version {identity.version}, issued {words.date(identity.issued)}."
        lead = nodes.Paragraph((nodes.Emphasis((Text(f"{about} {version}"),)),))
        return (lead, *(_placed(b, identity, deeper) for b in printed(composed.blocks) if _belongs(b)))

    def notes(self, before: Blocks) -> Blocks:
        """The annex of notes: those of the handbook itself, then those of each appendix. `before` are the blocks
        that they lead to."""
        book = self.handbook
        anchors = {row.anchor for block in before if isinstance(block, nodes.Table) for row in block.rows if row.anchor}
        chapters = [part for part in of_handbook(book, self.duties, self.measures) if part.id != book.identity.id]
        compiled = [part for a in self.appendices for part in of_document(a.identity)]
        return notes.annex(book.annex, book.identity.source_note, chapters, compiled, self.text, anchors)

    def trace_page(self) -> Blocks:
        return (
            nodes.Heading(2, (Text("Which questions test which standards"),), "trace", new_page=True),
            *self._trace_blocks(),
        )

    def _trace_blocks(self) -> Blocks:
        """Both ways: each standard that is tested with the questions that do, then what has no partner."""

        def paragraph(*parts: nodes.Inline) -> Blocks:
            return (nodes.Paragraph(parts),)

        rows = tuple(
            nodes.Row(
                (
                    paragraph(*self._to_standard(standard, (Text(standard),))),
                    paragraph(Text(named(questions))),
                )
            )
            for standard, questions in self.trace.by_standard
            if questions
        )
        table = nodes.Table(
            caption="Each standard and the questions that test it",
            columns=(nodes.Column((Text("Standard"),), 14), nodes.Column((Text("Questions"),), 86)),
            rows=rows,
        )
        return (
            *paragraph(Text("Each question in an audit tool lists the practice standards it tests, if any.")),
            table,
            *paragraph(
                nodes.Strong((Text("Standards that no question tests: "),)),
                Text(", ".join(self.trace.untested) or "none"),
            ),
            *paragraph(
                nodes.Strong((Text("Questions that test no standard: "),)),
                Text(named(self.trace.without_standard) or "none"),
            ),
        )


def _is_counted(block: Block) -> TypeGuard[nodes.Figure | nodes.Table]:
    return isinstance(block, nodes.Figure) or (isinstance(block, nodes.Table) and block.caption_shown)


def _caption(block: nodes.Figure | nodes.Table) -> str:
    return block.title if isinstance(block, nodes.Figure) else block.caption


def _named(name: str, blocks: Blocks) -> Blocks:
    """Tables that are drawn from data, which show their captions and are listed by them. A link to them leads to the
    first."""
    anchors = iter((f"table-{name}",))
    return tuple(
        replace(block, caption_shown=True, anchor=next(anchors, None))
        if isinstance(block, nodes.Table)
        else replace(block, is_listed=False)
        if isinstance(block, nodes.Heading)
        else block
        for block in blocks
    )


def _belongs(block: Block) -> bool:
    return not isinstance(block, nodes.Contents)


def _placed(block: Block, identity: Identity, deeper: int) -> Block:
    """Its headings are not in the contents on paper: each appendix is."""
    id = identity.id
    match block:
        case nodes.Heading(level):
            return replace(block, level=min(6, level + deeper), anchor=f"{id}-{block.anchor}", is_listed=False)
        case nodes.Table():
            return replace(
                block, rows=tuple(replace(r, anchor=f"{id}-{r.anchor}" if r.anchor else None) for r in block.rows)
            )
        case _:
            return block


def _appendix_anchor(number: str) -> str:
    return f"appendix-{number.lower()}"
