"""A long document: a cover, and each chapter in a section of its own under its own running head.

One head for all with a STYLEREF field would do in Word. LibreOffice (7.4) shows what stands in that
field and does not work it out, so each chapter's head has the chapter's title standing in it.
"""

from collections.abc import Iterator

from formwright.document.nodes import Block, Blocks, Contents, Document, Heading
from formwright.writers.word import page
from formwright.writers.word.draft import Draft, Setting
from formwright.writers.word.markup import apart, one_line, paragraph, run
from formwright.writers.word.prose import draw, in_turn, titled


def book(document: Document, draft: Draft, setting: Setting) -> str:
    """The whole body, with the properties of its sections."""
    wide = document.landscape
    pieces = [_ended(_cover(document), page.section(wide))]
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
    return apart(draw(*turn, draft, setting) for turn in in_turn(chapter))


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


def _cover(document: Document) -> str:
    identity = document.identity
    # The handbook of a framework mostly has the framework's own title.
    subtitle = "" if document.subtitle == document.title else paragraph("CoverLead", run(one_line(document.subtitle)))
    return "".join(
        (
            paragraph("CoverHead", run(one_line(document.organisation))),
            paragraph("Heading1", run(one_line(document.title), style="CoverTitle")),
            subtitle,
            paragraph("CoverLead", run(one_line(document.summary))) if document.summary else "",
            paragraph("CoverFoot", run(f"For: {one_line(document.audience)}")),
            paragraph("CoverFoot", run(f"Version {identity.version}")),
            paragraph("CoverFoot", run(f"Issued {identity.issued_words}")),
        )
    )
