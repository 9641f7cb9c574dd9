"""Everything in a document that is only read: text, links, headings, lists, tables, callouts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from formwright.answers.word import HELP_STYLE
from formwright.document.nodes import (
    Abbreviation,
    Block,
    Blocks,
    BulletList,
    Callout,
    Chart,
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
    captioned,
)
from formwright.document.typography import goes_on
from formwright.writers.word import lists, picture
from formwright.writers.word.columns import table_widths
from formwright.writers.word.draft import Draft, Setting
from formwright.writers.word.markup import (
    COLUMN_HEADING_SHADE,
    ROW_HEADING_SHADE,
    bookmarked,
    cell,
    field,
    field_ends,
    kept,
    one_line,
    paragraph,
    placed,
    row,
    run,
    table,
)
from formwright.writers.word.words import plain, spoken

_BAR = 120
"""The bar at a callout's left, which Word draws on the table's edge and LibreOffice beside it."""

_BLANK_HEIGHT = 480
"""A row of a printed form with nothing in it, as it is filled in with a pen."""

UNKNOWN_PAGE = "…"
"""What stands for a page's number until a program has laid out the pages: LibreOffice does when it opens
the file, Word when it prints it or is asked to update its fields. A number of ours would be a guess that
looks like a fact. To mark the fields as `dirty` would have Word greet each reader with a question about
fields that "may refer to other files"."""


_SHORT, _FEW = 500, 6
"""Letters and parts of what stays on one page, as it looks better whole and leaves little room empty."""


def draw_all(blocks: Blocks, draft: Draft, setting: Setting) -> str:
    """Blocks within a block: nothing to mend at their end, as more follows."""
    return "".join(draw(*turn, draft, setting) for turn in in_turn(blocks))


def in_turn(blocks: Blocks) -> Iterator[tuple[Block, Block | None]]:
    """Each block with the one that follows it."""
    return zip(blocks, (*blocks[1:], None), strict=False)


def draw(block: Block, following: Block | None, draft: Draft, setting: Setting) -> str:
    drawn = _drawn(block, draft, setting)
    draft.just_headed = isinstance(block, Heading)
    return kept(drawn) if setting.running and _leads_to(block, following, draft.level) else drawn


def _leads_to(block: Block, following: Block | None, level: int) -> bool:
    """Whether a paragraph only says what is to come. `level` is the heading's above it."""
    match block, following:
        case Paragraph(children), Table() | Fields() | Questions() | Repeat():
            return len(plain(children)) <= _SHORT
        case Paragraph((Strong() | Emphasis(), *_) as children), Paragraph():
            return len(plain(children)) <= _SHORT  # who fills in a section, and when, above what is said of it
        case Paragraph(children), Heading() if 0 < level < following.level:
            return len(plain(children)) <= _SHORT  # what is said of a section, above the first heading in it
        case Paragraph(children), BulletList() | NumberedList():
            return plain(children).rstrip().endswith(":")
        case _:
            return False


def _drawn(block: Block, draft: Draft, setting: Setting) -> str:
    match block:
        case Heading():
            return _heading(block, draft)
        case Paragraph(children):
            return paragraph(setting.text, inlines(children, draft))
        case BulletList(items):
            return _list(items, setting.bullets, setting.bullet, draft, setting)
        case NumberedList(items, start):
            count = draft.count(setting.numbers, setting.level, start)
            return _list(items, count, setting.number, draft, setting)
        case Table():
            return _table(block, draft, setting)
        case Callout():
            return _callout(block, draft, setting)
        case Facts():
            return "".join(_fact(name, said, draft, setting) for name, said in block.items)
        case Chart():
            return _figure(block, draft, setting) + _table(block.table, draft, setting)
        case Figure():
            return _figure(block, draft, setting)
        case Contents(depth):
            return _contents([h for h in draft.headings if h.level <= depth and h.is_listed], depth, draft, setting)
        case Listing(title, items):
            return _listing(title, items, draft, setting)
        case Fields() | Questions() | Repeat() | Escalation():
            return draft.form(block, draft, setting)
        case _:
            assert_never(block)


def _heading(block: Heading, draft: Draft) -> str:
    draft.under, draft.level = plain(block.children), block.level
    number = run(_number(block)) if block.number else ""
    text = anchored(number + inlines(block.children, draft), block.anchor, draft)
    # A chapter of a book begins a section, and so a page, by itself.
    breaks = block.new_page and not (draft.paged and block.level == 2)
    return paragraph(f"Heading{block.level}", text, "<w:pageBreakBefore/>" if breaks else "")


def titled(heading: Heading) -> str:
    """The heading's number and words."""
    return _number(heading) + plain(heading.children)


def _number(heading: Heading) -> str:
    return f"{heading.number}\u2002" if heading.number else ""


def _list(items: tuple[Blocks, ...], number: int, style: str, draft: Draft, setting: Setting) -> str:
    drawn = [_item(item, number, style, draft, setting) for item in items]
    if setting.running:
        letters = [len(spoken(item)) for item in items]
        short = len(items) <= _FEW and sum(letters) <= _SHORT
        # No page begins or ends with one item of a longer list alone.
        staying = range(len(items) - 1) if short else {0, len(items) - 2} - {len(items) - 1}
        drawn = [kept(d) if n in staying and letters[n] <= _SHORT else d for n, d in enumerate(drawn)]
    return "".join(drawn)


def _item(item: Blocks, number: int, style: str, draft: Draft, setting: Setting) -> str:
    """The first paragraph of an item carries its bullet or number; what follows stands in as far."""
    level = min(setting.level, lists.DEEPEST)
    marked = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    first, rest = (item[0].children, item[1:]) if item and isinstance(item[0], Paragraph) else ((), item)
    inside = replace(setting, level=setting.level + 1)
    indent = f'<w:ind w:left="{lists.step(setting.bullets) * (level + 1)}"/>'
    following = (
        paragraph(style, inlines(block.children, draft), indent)
        if isinstance(block, Paragraph)
        else draw(block, None, draft, inside)
        for block in rest
    )
    return paragraph(style, inlines(first, draft), marked) + "".join(following)


def _table(block: Table, draft: Draft, setting: Setting) -> str:
    headings = [plain(column.heading) for column in block.columns]
    widths = table_widths(block, setting.width)
    header = row(
        (
            placed(column_heading(width, inlines(c.heading, draft)), c.aligned)
            for width, c in zip(widths, block.columns, strict=True)
        ),
        header=True,
    )
    drawn_rows = [_table_row(r, widths, block, draft, setting) for r in block.rows]
    named = run(one_line(captioned(block.number, block.caption)))
    if block.anchor:
        named = anchored(named if block.caption_shown else "", block.anchor, draft)
    caption = paragraph("Caption", named) if block.caption_shown else ""
    return caption + table(
        widths,
        [header, *drawn_rows],
        caption=block.caption,
        description=f"A table with the columns {', '.join(headings)}.",
        row_headings=block.row_headers,
        together=_is_small(block) and not draft.dense,
    )


def _is_small(block: Table) -> bool:
    letters = sum(len(spoken(said)) for each in block.rows for said in each.cells)
    return len(block.rows) <= _FEW and letters <= 2 * _SHORT


def _table_row(block: Row, widths: list[int], within: Table, draft: Draft, setting: Setting) -> str:
    cells = []
    for place, (width, said) in enumerate(zip(widths, block.cells, strict=True)):
        heads = within.row_headers and place == 0
        content = placed(_cell_content(said, heads, draft, setting, width), within.columns[place].aligned)
        if place == 0 and block.anchor:
            content = anchored("", block.anchor, draft) + (content or paragraph("TableText"))
        cells.append(cell(width, content, shade=ROW_HEADING_SHADE if heads and not draft.dense else ""))
    return row(cells, height=0 if any(block.cells) else _BLANK_HEIGHT, whole=not block.runs_on)


def _cell_content(said: Blocks, heads: bool, draft: Draft, setting: Setting, width: int) -> str:
    """What heads a row is its first block; more below it is an aside."""
    aside = setting.in_cell(width)
    if not heads:
        return draw_all(said, draft, aside)
    first = "TableText" if draft.dense else "RowHeading"
    return draw_all(said[:1], draft, setting.in_cell(width, first)) + draw_all(said[1:], draft, aside)


def _callout(block: Callout, draft: Draft, setting: Setting) -> str:
    """A table of one column under its title: the only box that looks the same in every program
    whatever stands in it."""
    title = block.title or ("Important" if block.important else "Note")
    style, shade = ("CalloutImportant", "FBEDED") if block.important else ("CalloutNote", ROW_HEADING_SHADE)
    width = setting.width - _BAR
    content = draw_all(block.children, draft, setting.in_cell(width))
    short = len(spoken(block.children)) <= 2 * _SHORT
    return (
        paragraph("Gap")
        + table(
            [width],
            [
                row([cell(width, paragraph("CalloutTitle", run(one_line(title))), shade=shade)], header=True),
                row([cell(width, content, shade=shade)], whole=short),
            ],
            caption=title,
            description="A passage set apart from the text.",
            together=short,
            style=style,
        )
        + paragraph("Gap")
    )


def _fact(name: Inlines, said: Blocks, draft: Draft, setting: Setting) -> str:
    """The name, then on the same line what is said of it; further blocks stand below."""
    first, rest = (said[0].children, said[1:]) if said and isinstance(said[0], Paragraph) else ((), said)
    opening = f"{inlines(name, draft, strong=True)}<w:r><w:tab/></w:r>{inlines(first, draft)}"
    return paragraph("Facts", opening) + draw_all(rest, draft, setting)


def _contents(listed: list[Heading], depth: int, draft: Draft, setting: Setting) -> str:
    """A table of contents that Word knows as one. Its entries are links; those of a book tell the page.

    LibreOffice (7.4) works out the page of every reference save those in a table of contents, so there a
    book's contents are to be lines like any others.
    """
    if not listed:
        return ""
    entries = [_entry(heading, draft) for heading in listed]
    unpaged = "" if draft.paged else r" \n"
    opening, end = field_ends(rf'TOC \o "2-{max(depth, 2)}"{unpaged} \h \z', word_alone=draft.paged)
    entries[0] = opening + entries[0]
    entries[-1] += end
    tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{setting.width}"/></w:tabs>' if draft.paged else ""
    lines = (paragraph(f"TOC{h.level}", entry, tab) for h, entry in zip(listed, entries, strict=True))
    return paragraph("TOCHeading", run("Contents")) + "".join(lines)


def _entry(heading: Heading, draft: Draft) -> str:
    if not draft.paged:
        return _link_within(heading.anchor, run(titled(heading), style="Hyperlink"), draft)
    page = f"<w:r><w:tab/></w:r>{_page_of(heading.anchor, draft)}"
    return _link_within(heading.anchor, run(titled(heading), strong=heading.level == 2) + page, draft)


def _listing(title: str, items: tuple[Reference, ...], draft: Draft, setting: Setting) -> str:
    """Like contents; Word's own list would take in what is not numbered too."""
    tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{setting.width}"/></w:tabs>'
    lines = (paragraph("TableofFigures", _listed(item, draft), tab) for item in items)
    return paragraph("TOCHeading", run(one_line(title))) + "".join(lines)


def _listed(item: Reference, draft: Draft) -> str:
    page = f"<w:r><w:tab/></w:r>{_page_of(item.anchor, draft)}"
    return _link_within(item.anchor, run(plain(item.children)) + page, draft)


def _page_of(anchor: str, draft: Draft, style: str = "") -> str:
    return field(rf"PAGEREF {draft.bookmarks[anchor]} \h", run(UNKNOWN_PAGE, style=style))


def _figure(block: Figure | Chart, draft: Draft, setting: Setting) -> str:
    """The drawing, whose alternative text says all that it shows, and its caption below it."""
    shown = picture.picture(block)
    png, svg = draft.picture(shown)
    name = f"Figure {len(draft.pictures)}"
    drawn = picture.drawn(shown, draft.number(), png, svg, name, spoken(block.alternative), setting.width)
    return paragraph("Figure", anchored(drawn, block.anchor, draft)) + paragraph(
        "FigureCaption", run(one_line(captioned(block.number, block.title)))
    )


# --- what tables are made of, here and in forms -------------------------------------------------


def column_heading(width: int, heading: str, said_below: Iterable[str] = ()) -> str:
    return cell(width, paragraph("ColumnHeading", heading) + notes(said_below), shade=COLUMN_HEADING_SHADE)


def notes(said: Iterable[str | None], style: str = HELP_STYLE) -> str:
    return "".join(paragraph(style, run(one_line(note))) for note in said if note)


# --- inlines, links and anchors -----------------------------------------------------------------


def inlines(children: Inlines, draft: Draft, *, strong: bool = False, emphasis: bool = False, style: str = "") -> str:
    return "".join(
        _inline(child, following, draft, strong, emphasis, style)
        for child, following in zip(children, (*children[1:], None), strict=False)
    )


def _inline(node: Inline, following: Inline | None, draft: Draft, strong: bool, emphasis: bool, style: str) -> str:
    match node:
        case Text(text):
            return run(one_line(text), style=style, strong=strong, emphasis=emphasis)
        case Strong(children):
            return inlines(children, draft, strong=True, emphasis=emphasis, style=style)
        case Emphasis(children):
            return inlines(children, draft, strong=strong, emphasis=True, style=style)
        case Link(children, href):
            text = inlines(children, draft, strong=strong, emphasis=emphasis, style="Hyperlink")
            # Word has no link within a link: the outer one holds.
            return text if style else f'<w:hyperlink r:id="{draft.link(href)}" w:history="1">{text}</w:hyperlink>'
        case Reference(children, anchor, paged):
            text = inlines(children, draft, strong=strong, emphasis=emphasis, style="Hyperlink")
            if style:
                return text
            page = run(", page\u00a0", style="Hyperlink") + _page_of(anchor, draft, "Hyperlink") if paged else ""
            comma = run(",", strong=strong, emphasis=emphasis) if paged and goes_on(following) else ""
            return _link_within(anchor, text + page, draft) + comma
        case LineBreak():
            return "<w:r><w:br/></w:r>"
        case Abbreviation(spelt_out=spelt_out):
            return run(one_line(spelt_out), style=style, strong=strong, emphasis=emphasis)
        case Deleted(children) | Inserted(children):
            changed = "Deleted" if isinstance(node, Deleted) else "Inserted"
            bracketed = (Text("["), *children, Text("]"))
            return inlines(bracketed, draft, strong=strong, emphasis=emphasis, style=changed)
        case _:
            assert_never(node)


def _link_within(anchor: str, text: str, draft: Draft) -> str:
    if anchor not in draft.bookmarks:
        raise ValueError(f"a reference points to '#{anchor}', which is nowhere in the document")
    return f'<w:hyperlink w:anchor="{draft.bookmarks[anchor]}" w:history="1">{text}</w:hyperlink>'


def anchored(content: str, anchor: str, draft: Draft) -> str:
    return bookmarked(content, draft.bookmarks[anchor], draft.number())
