"""The page: its size, its head and its foot."""

from formwright.document.nodes import Document
from formwright.writers.word.markup import DECLARATION, NAMESPACES, field, one_line, paragraph, run

# A4, in twentieths of a point.
_SHORT, _LONG = 11906, 16838
_MARGIN = 1134
_TOP = 1304

COVER_TOP = _MARGIN
"""So far from the top as from the sides: the band of a cover reaches as far beyond its text on each side."""


def text_width(landscape: bool) -> int:
    return (_LONG if landscape else _SHORT) - 2 * _MARGIN


def section(landscape: bool, *, head: str = "", first_head: str = "", top: int = _TOP) -> str:
    """The properties of a section. `head` and `first_head` are the ids of the parts at the head of its
    pages and of its first one; a section that has neither has no foot either."""
    references = "".join(
        f'<w:headerReference w:type="{kind}" r:id="{id}"/><w:footerReference w:type="{kind}" r:id="rIdFooter"/>'
        for kind, id in (("default", head), ("first", first_head))
        if id
    )
    size = (
        f'<w:pgSz w:w="{_LONG}" w:h="{_SHORT}" w:orient="landscape"/>'
        if landscape
        else f'<w:pgSz w:w="{_SHORT}" w:h="{_LONG}"/>'
    )
    return (
        f"<w:sectPr>{references}{size}"
        f'<w:pgMar w:top="{top}" w:right="{_MARGIN}" w:bottom="1134" w:left="{_MARGIN}" '
        f'w:header="567" w:footer="510" w:gutter="0"/>{"<w:titlePg/>" if first_head else ""}</w:sectPr>'
    )


def first_head(document: Document) -> str:
    """The first page has the title on it, so its head says only who issues the document."""
    return _part("hdr", standing(document) + paragraph("Header", run(one_line(document.organisation), strong=True)))


def head(document: Document) -> str:
    left = run(one_line(document.organisation))
    right = run(f"Appendix {document.appendix}") if document.appendix else ""
    return _part("hdr", standing(document) + _two_ends("Header", document, left, right))


def standing(document: Document, style: str = "Header") -> str:
    """That this version is superseded or withdrawn, where it is."""
    return paragraph(style, run(one_line(document.standing), strong=True)) if document.standing else ""


def chapter_head(document: Document, chapter: str) -> str:
    """The chapter's title, which follows when somebody changes it in Word."""
    return _part("hdr", paragraph("Header", field('STYLEREF "Heading 2"', run(chapter))))


def foot(document: Document) -> str:
    # Every program works these out for each page, whatever stands there.
    pages = run("Page ") + field("PAGE", run("1")) + run(" of ") + field("NUMPAGES", run("1"))
    return _part("ftr", _two_ends("Footer", document, run(one_line(document.foot)), pages))


def _two_ends(style: str, document: Document, left: str, right: str) -> str:
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{text_width(document.landscape)}"/></w:tabs>'
    return paragraph(style, f"{left}<w:r><w:tab/></w:r>{right}", tab)


def _part(element: str, content: str) -> str:
    return f"{DECLARATION}<w:{element} {NAMESPACES}>{content}</w:{element}>"
