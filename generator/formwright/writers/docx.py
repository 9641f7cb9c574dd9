"""A document as a Word file: to read, to fill in as it stands, or to print and fill in by hand.

Its body is drawn as one string of WordprocessingML, many times as fast as python-docx's calls for
each table and cell; python-docx packs it.
"""

from lxml import etree

from formwright.answers import stamp as stamps
from formwright.answers.stamp import Stamp
from formwright.document.nodes import Blocks, Document, Escalation, Repeat
from formwright.document.short_names import spelt_out
from formwright.issued.words import words
from formwright.writers.word import page
from formwright.writers.word.anchors import bookmark_names, headings
from formwright.writers.word.book import book, ended
from formwright.writers.word.controls import locked
from formwright.writers.word.draft import Draft, Setting
from formwright.writers.word.form import drawn_form, repeat_opening, repeat_table
from formwright.writers.word.markup import (
    DECLARATION,
    NAMESPACES,
    apart,
    bookmarked,
    kept_tail,
    one_line,
    paragraph,
    run,
)
from formwright.writers.word.package import packed
from formwright.writers.word.prose import draw, in_turn


def write(document: Document) -> bytes:
    """The document as the bytes of a .docx file; the same document always gives the same bytes."""
    document = spelt_out(document)
    draft = Draft(
        answers=document.answers,
        bookmarks=bookmark_names(document.blocks),
        headings=tuple(headings(document.blocks)),
        form=drawn_form,
        paged=document.book,
        guided=document.is_guided,
        dense=document.filed is not None,
    )
    setting = Setting(page.text_width(document.landscape), landscape=document.landscape)
    body = book(document, draft, setting) if document.book else _sheets(document, draft, setting)
    identity = document.identity
    of = (document.framework, identity.id, identity.version, identity.digest, identity.issued)
    stamp = Stamp(*of, words=None if document.book else _fingerprint(body, document, draft))
    return packed(document, _whole(_stamped(body, stamp, draft)), draft, stamp)


def _whole(body: str) -> str:
    return f"{DECLARATION}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def _fingerprint(body: str, document: Document, draft: Draft) -> str:
    """Of the words that nobody is meant to change."""
    text, *edges = (etree.fromstring(part.encode()) for part in (_whole(body), *draft.heads, page.foot(document)))
    return words(text, edges).fingerprint


def _stamped(body: str, stamp: Stamp, draft: Draft) -> str:
    """The text with the stamp in it, before the first word."""
    marks = "".join(bookmarked("", name, draft.number()) for name in stamps.bookmarks(stamp))
    return body.replace("</w:pPr>", f"</w:pPr>{marks}", 1)


def _sheets(document: Document, draft: Draft, setting: Setting) -> str:
    """A document of some pages: one section, whose first page has the title on it."""
    first, following = page.first_head(document), page.head(document)
    return _body(document, draft, setting) + page.section(
        document.landscape, first_head=draft.head(first), head=draft.head(following)
    )


def _body(document: Document, draft: Draft, setting: Setting) -> str:
    """The title and the blocks. What a form says is locked; a table to which rows are added is not,
    because a group might keep Word from adding them."""
    if not document.is_form:
        return apart((_title(document), *ended(document.blocks, _drawn(document.blocks, draft, setting))))
    pieces: list[str] = []
    closed = [_title(document)]
    for block, following in in_turn(document.blocks):
        if isinstance(block, Repeat):
            closed.append(repeat_opening(block, draft))
            pieces += [locked(apart(closed), draft.number()), repeat_table(block, draft, setting)]
            closed = []
        else:
            drawn = draw(block, following, draft, setting)
            ends = following is None and not isinstance(block, Escalation)
            closed.append(kept_tail(drawn, whole=False) if ends else drawn)
    if closed:
        pieces.append(locked(apart(closed), draft.number()))
    return apart(pieces)


def _drawn(blocks: Blocks, draft: Draft, setting: Setting) -> list[str]:
    return [draw(*turn, draft, setting) for turn in in_turn(blocks)]


def _title(document: Document) -> str:
    """The framework, the title, what the document is and for whom."""
    if document.filed is not None:
        return "".join(
            (
                page.standing(document, "Standing"),
                paragraph("Eyebrow", run(one_line(document.subtitle))),
                paragraph("Heading1", run(one_line(document.title))),
                paragraph("Meta", run(one_line(document.summary))),
            )
        )
    above = document.subtitle + (f" · Appendix {document.appendix}" if document.appendix else "")
    # No-break spaces, so that a line never ends between "Version" and its number.
    below = " · ".join(
        (
            f"For: {one_line(document.audience)}",
            *(document.dates or (fact.replace(" ", "\u00a0") for fact in document.dated)),
        )
    )
    return "".join(
        (
            page.standing(document, "Standing"),
            paragraph("Eyebrow", run(one_line(above))),
            paragraph("Heading1", run(one_line(document.title))),
            paragraph("Lead", run(one_line(document.summary))) if document.summary else "",
            paragraph("Meta", run(below)),
        )
    )
