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
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
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


def apart(pieces: Iterable[str]) -> str:
    """Pieces one below the other. Word makes one table of two that touch, and wants a paragraph last."""
    joined: list[str] = []
    for piece in pieces:
        if joined and joined[-1].endswith("</w:tbl>") and piece.startswith("<w:tbl>"):
            joined.append(paragraph("Gap"))
        joined.append(piece)
    drawn = "".join(joined).removesuffix(paragraph("Gap"))
    return drawn if drawn.endswith("</w:p>") else drawn + LOW_END


LOW_END = paragraph("LowEnd")
"""A paragraph that is there only because Word wants one last, so low that it always finds room on the
page of what it follows."""


def bookmarked(content: str, name: str, number: int) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def field(code: str, result: str) -> str:
    """What a program works out from `code`. `result` is the runs that stand there until it does."""
    opening, end = field_ends(code)
    return opening + result + end


def field_ends(code: str, *, word_alone: bool = False) -> tuple[str, str]:
    """What stands before and after a field's result. With `word_alone`, only Word (from 2013) is told
    that there is a field: other programs see its result alone."""
    begin, separate, end = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end"))
    instruction = f'<w:instrText xml:space="preserve"> {escape(code)} </w:instrText>'
    before, after = "<w:r>", "</w:r>"
    if word_alone:
        before += '<mc:AlternateContent><mc:Choice Requires="w15">'
        after = f"</mc:Choice></mc:AlternateContent>{after}"
    *opening, closing = (before + piece + after for piece in (begin, instruction, separate, end))
    return "".join(opening), closing


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


def row(cells: Iterable[str], *, header: bool = False, height: int = 0, whole: bool = True) -> str:
    """A row, which stays `whole`; `header` repeats it on each page; `height` is the least it may have."""
    properties = "".join(
        (
            "<w:cantSplit/>" if whole else "",
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
    standing = kept_with_next(rows) if together else none_alone(list(rows))
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
    """Rows, or paragraphs, that stay on one page. A paragraph that keeps with the next keeps its row
    with the next row."""
    *first, last = rows
    return [*map(kept, first), last]


def none_alone(rows: list[str]) -> list[str]:
    """Rows of which the last never begins a page alone, unless the one above it runs over pages itself."""
    if len(rows) <= 2 or "<w:cantSplit/>" not in rows[-2]:
        return rows
    return [*rows[:-2], kept(rows[-2]), rows[-1]]


def kept(drawn: str) -> str:
    """The paragraphs of what is drawn, on the same page as what follows."""
    return re.sub(r'(<w:pStyle w:val="\w+"/>)(?!<w:keepNext/>)', r"\1<w:keepNext/>", drawn)


def kept_at_end(drawn: str) -> str:
    """The last paragraph alone, on the same page as what follows: what is long may run over pages."""
    start = drawn.rindex("<w:p>")
    return drawn[:start] + kept(drawn[start:])


_LAST_ROWS, _LAST_PARAGRAPHS = 7, 4


def kept_tail(drawn: str, *, whole: bool) -> str:
    """The last rows of a table, or the last paragraphs, on one page; if `whole`, on that of what follows too."""
    unit, count = ("<w:tr>", _LAST_ROWS) if drawn.startswith("<w:tbl>") else ("<w:p>", _LAST_PARAGRAPHS)
    starts = [found.start() for found in re.finditer(unit, drawn)][-count:]
    if not starts:
        return drawn
    end = len(drawn) if whole else starts[-1]
    return drawn[: starts[0]] + kept(drawn[starts[0] : end]) + drawn[end:]


def placed(drawn: str, aligned: str) -> str:
    """The paragraphs of what is drawn, in the middle or at the right of where they stand."""
    return drawn.replace("</w:pPr>", f'<w:jc w:val="{aligned}"/></w:pPr>') if aligned else drawn
