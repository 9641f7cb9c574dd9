"""A figure in Word: the drawing as SVG, and as PNG for the programs that show no SVG."""

from dataclasses import dataclass

from lxml import etree

from formwright.document.nodes import Chart, Figure
from formwright.writers import drawn as drawing
from formwright.writers.word.markup import escape, one_line

_TALLEST = 11_000
"""So that a heading, a line of text and the caption find room on the same page; twentieths of a point."""

_EMU = 635  # in a twentieth of a point
_ZOOM = 3  # 320 dots in an inch where the figure is as wide as the page
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


@dataclass(frozen=True, slots=True)
class Picture:
    """`width` and `height` are in the drawing's own units."""

    svg: bytes
    png: bytes
    width: float
    height: float


def picture(node: Figure | Chart) -> Picture:
    # Few documents have a figure, and both take long to load.
    import resvg_py

    from formwright.writers.paper.faces import font_files

    root = etree.fromstring(drawing.svg(node))
    # In a program the letters of the rest of the file; in the PNG those of our own files and no
    # others, so that it is the same on every machine.
    png = resvg_py.svg_to_bytes(
        svg_string=_lettered(root, "Source Sans Pro").decode(),
        zoom=_ZOOM,
        background="#ffffff",
        skip_system_fonts=True,
        font_files=[str(path) for path in font_files()],
    )
    size = (float(root.get(side, "0")) for side in ("width", "height"))
    return Picture(_lettered(root, "Arial"), bytes(png), *size)


def _lettered(root: etree._Element, typeface: str) -> bytes:
    root.set("font-family", typeface)
    return etree.tostring(root)


def drawn(found: Picture, number: int, png_id: str, svg_id: str, name: str, alternative: str, room: int) -> str:
    """The run that shows a picture, as wide as there is room. `number` is its own in the document;
    the ids are those of its two parts."""
    scale = min(room / found.width, _TALLEST / found.height)
    size = f'cx="{round(found.width * scale) * _EMU}" cy="{round(found.height * scale) * _EMU}"'
    name, alternative = escape(one_line(name)), escape(alternative)
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr id="{number}" name="{name}" descr="{alternative}"/>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{_MAIN}" noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic xmlns:a="{_MAIN}"><a:graphicData uri="{_PICTURE}"><pic:pic xmlns:pic="{_PICTURE}">'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="{name}" descr="{alternative}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{png_id}"><a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
        '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
        f'r:embed="{svg_id}"/></a:ext></a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
