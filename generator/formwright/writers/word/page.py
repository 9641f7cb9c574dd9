"""The page: its size, its head and its foot."""

from formwright.document.nodes import Document
from formwright.writers.word.markup import DECLARATION, NAMESPACES, one_line, page_field, paragraph, run

# A4, in twentieths of a point.
_SHORT, _LONG = 11906, 16838
_MARGIN = 1134


def text_width(landscape: bool) -> int:
    return (_LONG if landscape else _SHORT) - 2 * _MARGIN


def section(landscape: bool) -> str:
    """The properties of the document's one section; the relationship ids are the package's."""
    size = (
        f'<w:pgSz w:w="{_LONG}" w:h="{_SHORT}" w:orient="landscape"/>'
        if landscape
        else f'<w:pgSz w:w="{_SHORT}" w:h="{_LONG}"/>'
    )
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/>'
        '<w:headerReference w:type="first" r:id="rIdFirstHeader"/>'
        '<w:footerReference w:type="default" r:id="rIdFooter"/><w:footerReference w:type="first" r:id="rIdFooter"/>'
        f'{size}<w:pgMar w:top="1304" w:right="{_MARGIN}" w:bottom="1134" w:left="{_MARGIN}" '
        'w:header="567" w:footer="510" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )


def first_header(document: Document) -> str:
    """The first page has the title on it, so its head says only who issues the document."""
    return _part("hdr", paragraph("Header", run(one_line(document.organisation), strong=True)))


def header(document: Document) -> str:
    return _part("hdr", _two_ends("Header", document, document.title, run(one_line(document.organisation))))


def footer(document: Document) -> str:
    identity = document.identity
    said = f"{identity.id} · version {identity.version} · issued {identity.issued_words}"
    pages = run("Page ") + page_field("PAGE") + run(" of ") + page_field("NUMPAGES")
    return _part("ftr", _two_ends("Footer", document, said, pages))


def _two_ends(style: str, document: Document, left: str, right: str) -> str:
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{text_width(document.landscape)}"/></w:tabs>'
    return paragraph(style, f"{run(one_line(left))}<w:r><w:tab/></w:r>{right}", tab)


def _part(element: str, content: str) -> str:
    return f"{DECLARATION}<w:{element} {NAMESPACES}>{content}</w:{element}>"
