"""A long document: a cover, and each chapter in a section of its own under its own running head.

One head for all with a STYLEREF field would do in Word. LibreOffice (7.4) shows what stands in that
field and does not work it out, so each chapter's head has the chapter's title standing in it.
"""

from collections.abc import Iterator

from formwright.document.filed import ABOUT_COPY
from formwright.document.nodes import Block, Blocks, Contents, Document, Heading, Listing
from formwright.writers.word import page
from formwright.writers.word.draft import Draft, Setting
from formwright.writers.word.markup import apart, kept_tail, one_line, paragraph, run
from formwright.writers.word.prose import draw, in_turn, titled

_CLOSING_BLOCKS = 3


def book(document: Document, draft: Draft, setting: Setting) -> str:
    """The whole body, with the properties of its sections."""
    wide = document.landscape
    pieces = [_ended(_cover(document), page.section(wide, top=page.COVER_TOP))]
    *before, last = _chapters(document.blocks)
    for chapter in before:
        pieces.append(_ended(_drawn(chapter, draft, setting), _section(chapter, document, draft)))
    return "".join((*pieces, _drawn(last, draft, setting), _section(last, document, draft)))


def begins_chapter(block: Block) -> bool:
    return isinstance(block, Contents) or (isinstance(block, Heading) and block.new_page and block.level == 2)


def _chapters(blocks: Blocks) -> Iterator[Blocks]:
    """What comes before the first chapter, where there is any, then each chapter."""
    chapter: list[Block] = []
    for block in blocks:
        if begins_chapter(block) and chapter:
            yield tuple(chapter)
            chapter = []
        chapter.append(block)
    yield tuple(chapter)


def _drawn(chapter: Blocks, draft: Draft, setting: Setting) -> str:
    return apart(ended(chapter, [draw(*turn, draft, setting) for turn in in_turn(chapter)]))


def ended(chapter: Blocks, drawn: list[str]) -> list[str]:
    """A chapter's blocks as they are drawn; the ends of the last few stay together, so that no page has a line or
    two alone."""
    end = next((n for n, b in enumerate(chapter) if isinstance(b, Heading) and b.anchor == ABOUT_COPY), len(chapter))
    first = max(1, end - _CLOSING_BLOCKS)
    if any(isinstance(block, Contents | Listing) for block in chapter[first:]):
        return drawn
    return [
        piece if n < first or not piece else kept_tail(piece, whole=n < len(drawn) - 1) for n, piece in enumerate(drawn)
    ]


def _section(chapter: Blocks, document: Document, draft: Draft) -> str:
    match chapter:
        case (Heading() as heading, *_) if begins_chapter(heading):
            head = page.chapter_head(document, titled(heading))
        case _:
            head = page.head(document)
    return page.section(document.landscape, head=draft.head(head))


def _ended(drawn: str, section: str) -> str:
    """The last paragraph of a section carries its properties."""
    end_of_properties = drawn.index("</w:pPr>", drawn.rindex("<w:p><w:pPr>"))
    return drawn[:end_of_properties] + section + drawn[end_of_properties:]


_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="31" w:color="1D3C6A"/>' for side in ("top", "left", "bottom", "right")
)
_BAND = f'<w:pBdr>{_BORDERS}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="1D3C6A"/>'
"""The band of the style CoverBand, for the title: that has the style of a heading."""


def _cover(document: Document) -> str:
    """The same as on the PDF's: a dark band with the organisation and the title, then what the document is."""
    # The handbook of a framework mostly has the framework's own title.
    is_own = document.subtitle == document.title
    return "".join(
        (
            paragraph("CoverHead", run(one_line(document.organisation))),
            "" if is_own else paragraph("CoverSubtitle", run(one_line(document.subtitle))),
            paragraph("Heading1", run(one_line(document.title), style="CoverTitle"), _BAND),
            paragraph("CoverLead", run(one_line(document.summary))),
            paragraph("CoverFoot", run("For ", strong=True) + run(one_line(document.audience))),
            paragraph("CoverFoot", run(" · ".join(document.dated))),
        )
    )
