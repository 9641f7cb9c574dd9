"""The tree's prose as HTML: what the screen page and the printed page have in common.

A form's blocks look different on a screen and on paper, so the writer that draws them hands in
`form`, and `figure` if its figures are more than a picture; everything else (headings, text, lists,
tables, callouts, facts, contents) is drawn here, without style: the writer's own style sheet gives
it a look.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, assert_never

from markupsafe import Markup

from formwright.document.nodes import (
    Abbreviation,
    Block,
    Blocks,
    BulletList,
    Callout,
    Chart,
    Column,
    Contents,
    Deleted,
    Emphasis,
    Escalation,
    Facts,
    Fields,
    Figure,
    Heading,
    Inline,
    Inlines,
    Inserted,
    LineBreak,
    Link,
    Listing,
    NumberedList,
    Paragraph,
    Questions,
    Reference,
    Repeat,
    Row,
    Strong,
    Table,
    Text,
    Told,
    captioned,
)
from formwright.document.prose import plain
from formwright.document.typography import goes_on
from formwright.writers import drawn as drawing

FormBlock = Fields | Questions | Repeat | Escalation

# From this many columns on a table is marked `restack`: too many to stand abreast on a phone.
MANY_COLUMNS = 3
# A row's header of no more letters than this, such as a number, needs its column's heading beside it there.
SHORT_HEADER = 6
# An address of more letters than this does not fit a line on a phone, and may be broken.
_LONG_ADDRESS = len("mailto:") + 24


def no_form(block: FormBlock) -> Markup:
    raise TypeError(f"a {type(block).__name__} cannot be drawn in a document that is only read")


def picture(page: "Prose", block: Figure | Chart) -> Markup:
    """A figure as one picture: its title says all that it shows."""
    whole = f"{block.title}. {said(block.alternative)}"
    drawn = drawing.svg(block).replace(">", f' role="img"><title>{Markup.escape(whole)}</title>', 1)
    return Markup('<figure class="figure" id="{}">\n<figcaption>{}</figcaption>\n{}\n</figure>').format(
        block.anchor, captioned(block.number, block.title), Markup(drawn)
    )


@dataclass(frozen=True, slots=True)
class Prose:
    """Draws blocks. `headings` are the whole document's, for its contents; `form` draws the
    blocks that are filled in, `figure` the figures."""

    headings: tuple[Heading, ...] = ()
    form: Callable[[FormBlock], Markup] = no_form
    figure: Callable[["Prose", Figure | Chart], Markup] = picture

    def blocks(self, blocks: Blocks) -> Markup:
        return Markup("\n").join(self.block(block) for block in blocks)

    def block(self, block: Block) -> Markup:
        if isinstance(block, FormBlock):
            return self.form(block)
        return DRAW[type(block)](self, block)

    def inside(self, blocks: Blocks) -> Markup:
        """What stands in a list item or a cell: a lone paragraph needs no <p> of its own."""
        match blocks:
            case (Paragraph(children),):
                return inlines(children)
            case _:
                return self.blocks(blocks)


def inlines(children: Inlines) -> Markup:
    pairs = zip(children, (*children[1:], None), strict=False)
    return Markup("").join(inline(child, following) for child, following in pairs)


def inline(node: Inline, following: Inline | None) -> Markup:
    match node:
        case Text(text):
            return Markup.escape(text)
        case Strong(children):
            return Markup("<strong>{}</strong>").format(inlines(children))
        case Emphasis(children):
            return Markup("<em>{}</em>").format(inlines(children))
        case Link(children, href) if href.startswith("mailto:") and len(href) > _LONG_ADDRESS:
            return Markup('<a class="long-address" href="{}">{}</a>').format(href, inlines(children))
        case Link(children, href):
            return Markup('<a href="{}">{}</a>').format(href, inlines(children))
        case Reference(children, anchor, paged):
            kind = "page-of goes-on" if goes_on(following) else "page-of"
            page = Markup('<span class="{}" data-target="#{}"></span>').format(kind, anchor) if paged else ""
            return Markup('<a href="#{}">{}</a>{}').format(anchor, inlines(children), page)
        case LineBreak():
            return Markup("<br>")
        case Abbreviation(short, in_full):
            return Markup('<abbr title="{}">{}</abbr>').format(in_full, short)
        case Deleted(children):
            return Markup('<del>[<span class="heard">removed: </span>{}]</del>').format(inlines(children))
        case Inserted(children):
            return Markup('<ins>[<span class="heard">added: </span>{}]</ins>').format(inlines(children))
        case _:
            assert_never(node)


def said(blocks: Blocks) -> str:
    """The words of blocks, one after the other."""
    return " ".join(" ".join(map(plain, words_of(block))) for block in walk(blocks))


def words_of(block: Block) -> tuple[Inlines, ...]:
    """What a block says itself, not in blocks within it."""
    match block:
        case Paragraph(children):
            return (children,)
        case Table(columns=columns):
            return tuple(column.heading for column in columns)
        case _:
            return ()


def walk(blocks: Blocks) -> Iterator[Block]:
    """Every block in reading order, those inside other blocks included."""
    for block in blocks:
        yield block
        for inner in held_by(block):
            yield from walk(inner)


def held_by(block: Block) -> Iterable[Blocks]:
    match block:
        case Callout(children) | Figure(alternative=children):
            return (children,)
        case Chart(alternative=children, table=numbers):
            return (children, (numbers,))
        case BulletList(items) | NumberedList(items):
            return items
        case Table(rows=rows):
            return (cell for row in rows for cell in row.cells)
        case Facts(items):
            return (said for _, said in items)
        case Questions(questions=questions):
            return (question.guidance for question in questions)
        case _:
            return ()


def headings_of(blocks: Blocks) -> tuple[Heading, ...]:
    return tuple(block for block in walk(blocks) if isinstance(block, Heading))


def who_is_told(block: Escalation) -> Table:
    """The escalation as the table that it is wherever nothing can be chosen."""
    return Table(
        caption=told_caption(block),
        columns=(Column((Text(block.heading),), 30), Column((Text("Who is notified"),), 70)),
        rows=tuple(
            Row(((Paragraph((Text(label),)),), (BulletList(tuple(map(told_line, told))),)))
            for label, told in block.rows
        ),
        caption_shown=True,
    )


def told_caption(block: Escalation) -> str:
    by = f", by {block.heading[:1].lower()}{block.heading[1:]}" if block.judgements else ""
    return f"Who is notified{by}"


def told_line(told: Told) -> Blocks:
    when = f" ({told.asked.words[:1].lower()}{told.asked.words[1:].rstrip('.')})" if told.asked else ""
    return (Paragraph((Text(told.title + when),)),)


def width_class(column: Column, columns: Iterable[Column]) -> str:
    """The class for a column's share of its table. Classes, because the screen page's security
    policy forbids style attributes; WIDTH_RULES says what they mean."""
    share = column.width / sum(c.width for c in columns)
    return f"w{max(1, round(100 * share))}"


def css_string(text: str) -> str:
    """A text as a string in a style sheet, from which nothing can break out."""
    return '"' + "".join(c if (c.isascii() and c.isalnum()) or c == " " else f"\\{ord(c):06x} " for c in text) + '"'


WIDTH_RULES = "\n".join(f".w{n} {{ width: {n}% }}" for n in range(1, 101))


# --- one small function a block type ---------------------------------------------------------


def heading(page: Prose, block: Heading) -> Markup:
    new_page = Markup(' class="new-page"') if block.new_page else ""
    return Markup('<h{0} id="{1}"{2}>{3}{4}</h{0}>').format(
        block.level, block.anchor, new_page, number(block), inlines(block.children)
    )


def number(heading: Heading) -> Markup:
    """What stands before a heading: a number ("3.4"), or a name with one ("Appendix 2A")."""
    if not heading.number:
        return Markup("")
    kind = "number named" if " " in heading.number else "number"
    return Markup('<span class="{}">{}</span> ').format(kind, heading.number)


def paragraph(page: Prose, block: Paragraph) -> Markup:
    """One that is strong as a whole leads into what follows."""
    leads = len(block.children) == 1 and isinstance(block.children[0], Strong)
    return Markup("<p{}>{}</p>").format(Markup(' class="lead-in"') if leads else "", inlines(block.children))


def bullet_list(page: Prose, block: BulletList) -> Markup:
    return Markup("<ul>\n{}\n</ul>").format(list_items(page, block.items))


def numbered_list(page: Prose, block: NumberedList) -> Markup:
    start = Markup(' start="{}"').format(block.start) if block.start != 1 else ""
    return Markup("<ol{}>\n{}\n</ol>").format(start, list_items(page, block.items))


def list_items(page: Prose, items: Iterable[Blocks]) -> Markup:
    return Markup("\n").join(Markup("<li>{}</li>").format(page.inside(item)) for item in items)


def callout(page: Prose, block: Callout) -> Markup:
    kind = "callout important" if block.important else "callout"
    title = Markup('<p class="callout-title">{}</p>\n').format(block.title) if block.title else ""
    return Markup('<div class="{}" role="note">\n{}{}\n</div>').format(kind, title, page.blocks(block.children))


def facts(page: Prose, block: Facts) -> Markup:
    pairs = (
        Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(inlines(name), page.inside(said))
        for name, said in block.items
    )
    return Markup('<dl class="facts">\n{}\n</dl>').format(Markup("\n").join(pairs))


def table(page: Prose, block: Table) -> Markup:
    """The roles repeat what the elements say already, for browsers that forget it once a narrow
    page lays rows out as blocks."""
    kind = "table restack" if len(block.columns) >= MANY_COLUMNS else "table"
    return Markup(
        '<table class="{}"{} role="table">\n<caption{}>{}</caption>\n<colgroup>{}</colgroup>\n'
        '<thead role="rowgroup"><tr role="row">{}</tr></thead>\n<tbody role="rowgroup">\n{}\n</tbody>\n</table>'
    ).format(
        kind,
        Markup(' id="{}"').format(block.anchor) if block.anchor else "",
        "" if block.caption_shown else Markup(' class="heard"'),
        captioned(block.number, block.caption),
        Markup("").join(Markup('<col class="{}">').format(width_class(c, block.columns)) for c in block.columns),
        Markup("").join(map(column_heading, block.columns)),
        Markup("\n").join(table_row(page, block, row) for row in block.rows),
    )


def column_heading(column: Column) -> Markup:
    return Markup('<th{} scope="col" role="columnheader">{}</th>').format(aligned(column), inlines(column.heading))


def aligned(column: Column) -> Markup:
    return Markup(' class="to-{}"').format(column.aligned) if column.aligned else Markup("")


def table_row(page: Prose, block: Table, row: Row) -> Markup:
    cells = (
        table_cell(page, column, cell, header=block.row_headers and place == 0)
        for place, (column, cell) in enumerate(zip(block.columns, row.cells, strict=True))
    )
    anchor = Markup(' id="{}"').format(row.anchor) if row.anchor else ""
    runs_on = Markup(' class="runs-on"') if row.runs_on else ""
    return Markup('<tr{}{} role="row">{}</tr>').format(anchor, runs_on, Markup("").join(cells))


def table_cell(page: Prose, column: Column, cell: Blocks, header: bool) -> Markup:
    label = plain(column.heading)
    colon = ":" if label[-1:].isalnum() or label[-1:] == ")" else ""
    if header:
        # A number alone does not say what it is once the row is a block on a narrow page.
        named = Markup(' data-label="{}"').format(label) if len(said(cell)) <= SHORT_HEADER else ""
        return Markup('<th{} scope="row" role="rowheader"{}>{}</th>').format(aligned(column), named, page.inside(cell))
    return Markup('<td{} role="cell" data-label="{}{}">{}</td>').format(
        aligned(column), label, colon, page.inside(cell)
    )


def figure(page: Prose, block: Figure) -> Markup:
    return page.figure(page, block)


def chart(page: Prose, block: Chart) -> Markup:
    return page.figure(page, block) + Markup("\n") + table(page, block.table)


def contents(page: Prose, block: Contents) -> Markup:
    return Markup(
        '<nav class="contents" aria-labelledby="list-of-contents">\n<h2 id="list-of-contents">Contents</h2>\n{}\n</nav>'
    ).format(contents_list([heading for heading in listed(page.headings, block) if heading.is_listed]))


def listed(headings: Iterable[Heading], block: Contents) -> list[Heading]:
    return [h for h in headings if h.level <= block.depth]


def contents_list(headings: list[Heading]) -> Markup:
    """Nested lists of links. The empty span takes the page number where there are pages."""
    if not headings:
        return Markup("")
    top = headings[0].level
    starts = [n for n, h in enumerate(headings) if h.level <= top]
    ends = [*starts[1:], len(headings)]
    return Markup("<ol>\n{}\n</ol>").format(
        Markup("\n").join(contents_entry(headings[a], headings[a + 1 : b]) for a, b in zip(starts, ends, strict=True))
    )


def contents_entry(entry: Heading, below: list[Heading]) -> Markup:
    return Markup('<li><a href="#{0}">{1}{2}</a><span class="page" data-target="#{0}"></span>{3}</li>').format(
        entry.anchor, number(entry), inlines(entry.children), contents_list(below)
    )


def listing(page: Prose, block: Listing) -> Markup:
    """Like contents: the empty span takes the page number where there are pages."""
    items = (
        Markup('<li><a href="#{0}">{1}</a><span class="page" data-target="#{0}"></span></li>').format(
            item.anchor, inlines(item.children)
        )
        for item in block.items
    )
    return Markup('<div class="contents listing">\n<h2>{}</h2>\n<ol>\n{}\n</ol>\n</div>').format(
        block.title, Markup("\n").join(items)
    )


DRAW: Mapping[type[Block], Callable[[Prose, Any], Markup]] = {
    Heading: heading,
    Paragraph: paragraph,
    BulletList: bullet_list,
    NumberedList: numbered_list,
    Table: table,
    Callout: callout,
    Facts: facts,
    Figure: figure,
    Chart: chart,
    Contents: contents,
    Listing: listing,
}
