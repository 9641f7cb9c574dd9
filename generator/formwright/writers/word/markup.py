"""WordprocessingML as text: runs, paragraphs, tables and bookmarks.

Everything is made as one string, which is far quicker than making a tree of elements (the notes
measured 0.05 s against 10 s for a long table). So every text that is not ours goes through `escape`.
"""

import re
from collections.abc import Iterable, Sequence

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'mc:Ignorable="w14 w15"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

ROW_HEADING_SHADE = "EEF2F7"
COLUMN_HEADING_SHADE = "D9E2EE"

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def escape(text: str) -> str:
    """Text as XML, in an element or an attribute."""
    return allowed(text).translate(_ENTITIES)


def allowed(text: str) -> str:
    """The text with what XML cannot hold at all (control characters, half of a surrogate pair) as
    U+FFFD, so that a reader sees that something stood there."""
    return _NOT_XML.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Prose as it reads: a line's end in the source is a space."""
    return re.sub(r"[ \t\r\n]+", " ", text)


def run(text: str, *, style: str = "", strong: bool = False, emphasis: bool = False) -> str:
    marks = "".join(
        (
            f'<w:rStyle w:val="{style}"/>' if style else "",
            "<w:b/>" if strong else "",
            "<w:i/>" if emphasis else "",
        )
    )
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def typed(text: str) -> str:
    """A run with what a person typed, exactly: lines' ends and tabs have elements of their own."""
    pieces = re.split(r"(\r\n|\r|\n|\t)", text)
    return "<w:r>" + "".join(map(_typed_piece, pieces)) + "</w:r>"


def _typed_piece(piece: str) -> str:
    match piece:
        case "\t":
            return "<w:tab/>"
        case "\r\n" | "\r" | "\n":
            return "<w:br/>"
        case _:
            return f'<w:t xml:space="preserve">{escape(piece)}</w:t>'


def paragraph(style: str, content: str = "", properties: str = "") -> str:
    """`properties` follow the style in the order that the schema has: numbering before indents."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def bookmarked(content: str, name: str, number: int) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def page_field(code: str) -> str:
    """A field that Word works out on every page by itself, such as PAGE."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def cell(width: int, content: str, *, shade: str = "", span: int = 1, open_end: bool = False) -> str:
    """A table's cell. With `open_end` it has no lines round it: it only fills up the row."""
    properties = "".join(
        (
            f'<w:tcW w:w="{width}" w:type="dxa"/>',
            f'<w:gridSpan w:val="{span}"/>' if span > 1 else "",
            '<w:tcBorders><w:bottom w:val="nil"/><w:right w:val="nil"/></w:tcBorders>' if open_end else "",
            f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else "",
        )
    )
    # Word calls a cell that ends with a table damaged.
    ending = paragraph("Gap") if not content or content.endswith("</w:tbl>") else ""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}{ending}</w:tc>"


def row(cells: Iterable[str], *, header: bool = False, height: int = 0) -> str:
    """A row that stays whole; `header` repeats it on each page; `height` is the least it may have."""
    properties = "".join(
        (
            "<w:cantSplit/>",
            f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else "",
            "<w:tblHeader/>" if header else "",
        )
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(
    widths: Sequence[int],
    rows: Iterable[str],
    *,
    caption: str,
    description: str,
    row_headings: bool = False,
    together: bool = False,
    style: str = "FormGrid",
) -> str:
    """`caption` and `description` are the table's title and alternative text, for those who hear it;
    `together` keeps it on one page."""
    standing = kept_with_next(rows) if together else rows
    # 0020 first row, 0080 first column, 0600 no bands: the bits say what the attributes say.
    bits = 0x0620 | (0x0080 if row_headings else 0)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{bits:04X}" w:firstRow="1" w:lastRow="0" w:firstColumn="{int(row_headings)}" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{escape(caption)}"/><w:tblDescription w:val="{escape(description)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(standing)}</w:tbl>"
    )


def kept_with_next(rows: Iterable[str]) -> list[str]:
    """Rows that stay on one page. A paragraph that keeps with the next keeps its row with the next row."""
    *first, last = rows
    return [*(re.sub(r'(<w:pStyle w:val="\w+"/>)', r"\1<w:keepNext/>", each) for each in first), last]


def column_widths(total: int, shares: Sequence[int], headings: Sequence[str]) -> list[int]:
    """`total` divided by `shares`, but no column narrower than its heading's longest word. Whole
    numbers that add up to `total` exactly."""
    needed = [_width_of(max(heading.split(), key=len, default="")) for heading in headings]
    if sum(needed) > total:
        return shared_out(total, shares)
    widths = shared_out(total, shares)
    for place, width in enumerate(needed):
        while widths[place] < width:
            widest = max(range(len(widths)), key=lambda n: widths[n] - needed[n])
            taken = min(width - widths[place], widths[widest] - needed[widest])
            widths[widest] -= taken
            widths[place] += taken
    return widths


def shared_out(total: int, shares: Sequence[int]) -> list[int]:
    whole = sum(shares) or 1
    ends = [total * sum(shares[: n + 1]) // whole for n in range(len(shares))]
    return [end - start for start, end in zip([0, *ends[:-1]], ends, strict=True)]


def _width_of(word: str) -> int:
    """About what a word takes in bold 10.5 point Arial, with the cell's margins."""
    return 220 + sum(190 if letter in "MWmw@" else 130 for letter in word)
