"""A document as a Word file: to read, to fill in as it stands, or to print and fill in by hand.

Its body is drawn as one string of WordprocessingML, many times as fast as python-docx's calls for
each table and cell; python-docx packs it.
"""

from collections.abc import Iterable

from formwright.document.nodes import Document, Repeat
from formwright.writers.word import page
from formwright.writers.word.anchors import bookmark_names, headings
from formwright.writers.word.controls import locked
from formwright.writers.word.draft import Draft, Setting
from formwright.writers.word.form import drawn_form, repeat_opening, repeat_table
from formwright.writers.word.markup import DECLARATION, NAMESPACES, one_line, paragraph, run
from formwright.writers.word.package import packed
from formwright.writers.word.prose import draw


def write(document: Document) -> bytes:
    """The document as the bytes of a .docx file; the same document always gives the same bytes."""
    draft = Draft(document.answers, bookmark_names(document.blocks), tuple(headings(document.blocks)), drawn_form)
    body = _body(document, draft, Setting(page.text_width(document.landscape)))
    content = (
        f"{DECLARATION}<w:document {NAMESPACES}><w:body>{body}{page.section(document.landscape)}</w:body></w:document>"
    )
    return packed(document, content, draft.links, draft.counts)


def _body(document: Document, draft: Draft, setting: Setting) -> str:
    """The title and the blocks. What a form says is locked; a table to which rows are added is not,
    because a group might keep Word from adding them."""
    pieces: list[str] = []
    closed = [_title(document)]
    for block in document.blocks:
        if isinstance(block, Repeat):
            closed.append(repeat_opening(block, draft))
            pieces += [locked(_apart(closed), draft.number()), repeat_table(block, draft, setting)]
            closed = []
        else:
            closed.append(draw(block, draft, setting))
    if not document.is_form:
        return _apart(closed)
    if closed:
        pieces.append(locked(_apart(closed), draft.number()))
    return _apart(pieces)


def _title(document: Document) -> str:
    """The framework, the title, what the document is and for whom."""
    above = document.subtitle + (f" · Appendix {document.appendix}" if document.appendix else "")
    identity = document.identity
    # No-break spaces, so that a line never ends between "Version" and its number.
    facts = (f"Version {identity.version}", f"Issued {identity.issued_words}")
    below = " · ".join((f"For: {one_line(document.audience)}", *(fact.replace(" ", "\u00a0") for fact in facts)))
    return "".join(
        (
            paragraph("Eyebrow", run(one_line(above))),
            paragraph("Heading1", run(one_line(document.title))),
            paragraph("Lead", run(one_line(document.summary))) if document.summary else "",
            paragraph("Meta", run(below)),
        )
    )


def _apart(pieces: Iterable[str]) -> str:
    """Pieces one below the other. Word makes one table of two that touch, and wants a paragraph last."""
    joined: list[str] = []
    for piece in pieces:
        if joined and joined[-1].endswith("</w:tbl>") and piece.startswith("<w:tbl>"):
            joined.append(paragraph("Gap"))
        joined.append(piece)
    if not joined or not joined[-1].endswith("</w:p>"):
        joined.append(paragraph("Gap"))
    return "".join(joined)
