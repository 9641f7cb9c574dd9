"""Everything in a document that is only read: text, links, headings, lists, tables, callouts."""

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from formwright.document.nodes import (
    Block,
    Blocks,
    BulletList,
    Callout,
    Contents,
    Emphasis,
    Escalation,
    Facts,
    Fields,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NumberedList,
    Paragraph,
    Questions,
    Reference,
    Repeat,
    Row,
    Strong,
    Table,
    Text,
)
from formwright.writers.word import lists
from formwright.writers.word.draft import Draft, Setting
from formwright.writers.word.markup import (
    COLUMN_HEADING_SHADE,
    ROW_HEADING_SHADE,
    bookmarked,
    cell,
    column_widths,
    one_line,
    paragraph,
    row,
    run,
    table,
)

_BAR = 120
"""The bar at a callout's left, which Word draws on the table's edge and LibreOffice beside it."""


def draw_all(blocks: Blocks, draft: Draft, setting: Setting) -> str:
    """Blocks within a block: nothing to mend at their end, as more follows."""
    return "".join(draw(block, draft, setting) for block in blocks)


def draw(block: Block, draft: Draft, setting: Setting) -> str:
    drawn = _drawn(block, draft, setting)
    draft.just_headed = isinstance(block, Heading)
    return drawn


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
        case Contents(depth):
            return _contents([h for h in draft.headings if h.level <= depth], depth, draft)
        case Fields() | Questions() | Repeat() | Escalation():
            return draft.form(block, draft, setting)
        case _:
            assert_never(block)


def _heading(block: Heading, draft: Draft) -> str:
    draft.under = plain(block.children)
    number = run(f"{block.number}\u2002") if block.number else ""
    text = anchored(number + inlines(block.children, draft), block.anchor, draft)
    return paragraph(f"Heading{block.level}", text)


def _list(items: tuple[Blocks, ...], number: int, style: str, draft: Draft, setting: Setting) -> str:
    return "".join(_item(item, number, style, draft, setting) for item in items)


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
        else draw(block, draft, inside)
        for block in rest
    )
    return paragraph(style, inlines(first, draft), marked) + "".join(following)


def _table(block: Table, draft: Draft, setting: Setting) -> str:
    headings = [plain(column.heading) for column in block.columns]
    widths = column_widths(setting.width, [column.width for column in block.columns], headings)
    header = row(
        (column_heading(width, inlines(c.heading, draft)) for width, c in zip(widths, block.columns, strict=True)),
        header=True,
    )
    drawn_rows = [_table_row(r, widths, block.row_headers, draft, setting) for r in block.rows]
    caption = paragraph("Caption", run(one_line(block.caption))) if block.caption_shown else ""
    return caption + table(
        widths,
        [header, *drawn_rows],
        caption=block.caption,
        description=f"A table with the columns {', '.join(headings)}.",
        row_headings=block.row_headers,
    )


def _table_row(block: Row, widths: list[int], row_headings: bool, draft: Draft, setting: Setting) -> str:
    cells = []
    for place, (width, said) in enumerate(zip(widths, block.cells, strict=True)):
        heads = row_headings and place == 0
        content = draw_all(said, draft, setting.in_cell(width, "RowHeading" if heads else "TableText"))
        if place == 0 and block.anchor:
            content = anchored("", block.anchor, draft) + (content or paragraph("TableText"))
        cells.append(cell(width, content, shade=ROW_HEADING_SHADE if heads else ""))
    return row(cells)


def _callout(block: Callout, draft: Draft, setting: Setting) -> str:
    """A table of one column under its title: the only box that looks the same in every program
    whatever stands in it."""
    title = block.title or ("Important" if block.important else "Note")
    style, shade = ("CalloutImportant", "FBEDED") if block.important else ("CalloutNote", ROW_HEADING_SHADE)
    width = setting.width - _BAR
    content = draw_all(block.children, draft, setting.in_cell(width))
    return (
        paragraph("Gap")
        + table(
            [width],
            [
                row([cell(width, paragraph("CalloutTitle", run(one_line(title))), shade=shade)], header=True),
                row([cell(width, content, shade=shade)]),
            ],
            caption=title,
            description="A passage set apart from the text.",
            together=True,
            style=style,
        )
        + paragraph("Gap")
    )


def _fact(name: Inlines, said: Blocks, draft: Draft, setting: Setting) -> str:
    """The name, then on the same line what is said of it; further blocks stand below."""
    first, rest = (said[0].children, said[1:]) if said and isinstance(said[0], Paragraph) else ((), said)
    opening = f"{inlines(name, draft, strong=True)}<w:r><w:tab/></w:r>{inlines(first, draft)}"
    return paragraph("Facts", opening) + draw_all(rest, draft, setting)


def _contents(listed: list[Heading], depth: int, draft: Draft) -> str:
    """A table of contents that Word knows as one. Its entries are links without page numbers:
    only a program that has laid out the pages knows those, and asking Word to work them out when
    the file is opened (`updateFields`) would greet every reader with a question."""
    opening = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> TOC \\o "2-{max(depth, 2)}" \\n \\h \\z </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    entries = [_entry(heading, draft) for heading in listed]
    if not entries:
        return ""
    entries[0] = opening + entries[0]
    entries[-1] += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    lines = (paragraph(f"TOC{h.level}", entry) for h, entry in zip(listed, entries, strict=True))
    return paragraph("TOCHeading", run("Contents")) + "".join(lines)


def _entry(heading: Heading, draft: Draft) -> str:
    number = f"{heading.number}\u2002" if heading.number else ""
    return _link_within(heading.anchor, run(number + plain(heading.children), style="Hyperlink"), draft)


# --- what tables are made of, here and in forms -------------------------------------------------


def column_heading(width: int, heading: str, said_below: Iterable[str] = ()) -> str:
    return cell(width, paragraph("ColumnHeading", heading) + notes(said_below), shade=COLUMN_HEADING_SHADE)


def notes(said: Iterable[str | None], style: str = "Guidance") -> str:
    return "".join(paragraph(style, run(one_line(note))) for note in said if note)


# --- inlines, links and anchors -----------------------------------------------------------------


def inlines(children: Inlines, draft: Draft, *, strong: bool = False, emphasis: bool = False, style: str = "") -> str:
    return "".join(_inline(child, draft, strong, emphasis, style) for child in children)


def _inline(node: Inline, draft: Draft, strong: bool, emphasis: bool, style: str) -> str:
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
        case Reference(children, anchor):
            text = inlines(children, draft, strong=strong, emphasis=emphasis, style="Hyperlink")
            return text if style else _link_within(anchor, text, draft)
        case LineBreak():
            return "<w:r><w:br/></w:r>"
        case _:
            assert_never(node)


def _link_within(anchor: str, text: str, draft: Draft) -> str:
    if anchor not in draft.bookmarks:
        raise ValueError(f"a reference points to '#{anchor}', which is nowhere in the document")
    return f'<w:hyperlink w:anchor="{draft.bookmarks[anchor]}" w:history="1">{text}</w:hyperlink>'


def anchored(content: str, anchor: str, draft: Draft) -> str:
    return bookmarked(content, draft.bookmarks[anchor], draft.number())


def plain(children: Inlines) -> str:
    """The words alone."""
    return "".join(_words_of(child) for child in children)


def _words_of(node: Inline) -> str:
    match node:
        case Text(text):
            return one_line(text)
        case LineBreak():
            return " "
        case _:
            return plain(node.children)
