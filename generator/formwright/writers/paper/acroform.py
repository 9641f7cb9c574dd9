"""Real form fields where WeasyPrint left places for them.

Only text fields and drop-down lists are used: every program that fills in PDFs writes and reads those
alike, which cannot be said of radio buttons. A path `evaluation.voice.grade` becomes the field `grade`
in `voice` in `evaluation`: no part of a field's name may hold a full stop.
"""

from collections.abc import Mapping
from typing import assert_never

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from formwright.document.nodes import Box, DateBox, Line, Pick
from formwright.writers.paper.faces import FIRST, LAST, FormFont, form_font
from formwright.writers.paper.fields import PaperField
from formwright.writers.paper.room import (
    LEADING,
    MARGIN,
    SIZE,
    is_cut,
    may_wrap,
    options_of,
    size_to_fit,
    takes_lines,
    wrapped,
)

# Programs that fill in forms take the font of this name for the form's own.
FONT = "/Helv"

REQUIRED = 1 << 1
WRAPS = 1 << 12
DROP_DOWN = 1 << 17
PRINTS = 1 << 2


def make_fields(pdf: pikepdf.Pdf, fields: Mapping[str, PaperField]) -> list[str]:
    """Turn each named box on the pages into its field, in the order of the form. Gives the paths of
    those whose answers are longer than the box."""
    if "/AcroForm" not in pdf.Root:
        if fields:
            raise ValueError("the page has no place for any field")
        return []
    boxes = {str(box.T): box for box in pdf.Root.AcroForm.Fields}
    astray = set(boxes) ^ set(fields)
    if astray:
        raise ValueError(f"fields and places on the page differ: {sorted(astray)}")
    font = embedded(pdf, form_font())
    cut = [path for path, field in fields.items() if make_field(pdf, boxes[path], field, font)]
    pdf.Root.AcroForm = pdf.make_indirect(
        Dictionary(
            Fields=hierarchy(pdf, {path: boxes[path] for path in fields}),
            DR=Dictionary(Font=Dictionary({FONT: font})),
            DA=text_style(SIZE),
            NeedAppearances=True,
        )
    )
    drop_unused_fonts(pdf)
    return cut


def make_field(pdf: pikepdf.Pdf, box: Object, field: PaperField, font: Object) -> bool:
    """Whether the answer that the field comes with is longer than its box."""
    left, bottom, right, top = corners(box)
    box.Rect = Array([left, bottom, right, top])
    box.TU = String(field.tooltip)
    box.F = PRINTS
    box.BS = Dictionary(W=0)
    if "/V" in box:
        del box["/V"]
    size = SIZE
    flags = REQUIRED if field.required else 0
    wraps = field.wraps or (may_wrap(field.widget) and takes_lines(field.value or "", right - left))
    match field.widget:
        case Pick():
            labels = {option.value: option.label for option in options_of(field.widget)}
            size = size_to_fit(labels.values(), right - left)
            box.FT = Name.Ch
            box.Opt = Array([Array([String(value), String(label)]) for value, label in labels.items()])
            flags |= DROP_DOWN
            shown = labels.get(field.value, field.value) if field.value else None
        case Line() | Box() | DateBox():
            box.FT = Name.Tx
            flags |= WRAPS if wraps else 0
            shown = field.value
        case _:
            assert_never(field.widget)
    box.Ff = flags
    box.DA = text_style(size)
    if field.value:
        box.V = String(field.value)
        draw(pdf, box, font, shown or "", wraps, size)
    return bool(field.value) and is_cut(field.value or "", right - left, top - bottom, wraps)


def corners(box: Object) -> tuple[float, float, float, float]:
    """WeasyPrint writes a box from its top; PDF wants it from its bottom."""
    x1, y1, x2, y2 = (round(float(number), 2) for number in box.Rect)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def text_style(size: float) -> String:
    return String(f"{FONT} {size:g} Tf 0 g")


# --- names -------------------------------------------------------------------------------------


def hierarchy(pdf: pikepdf.Pdf, boxes: Mapping[str, Object]) -> Array:
    """The top of the tree of fields: each part of a path a level."""
    top = Array()
    branches: dict[str, Object] = {}
    for path, box in boxes.items():
        *above, name = path.split(".")
        parent = None
        for depth, part in enumerate(above, start=1):
            branch = ".".join(above[:depth])
            if branch in boxes:
                raise ValueError(f"{branch!r} cannot be a field and hold the field {path!r}")
            if branch not in branches:
                branches[branch] = pdf.make_indirect(Dictionary(T=String(part), Kids=Array()))
                hang(branches[branch], parent, top)
            parent = branches[branch]
        box.T = String(name)
        hang(box, parent, top)
    return top


def hang(node: Object, parent: Object | None, top: Array) -> None:
    if parent is None:
        top.append(node)
    else:
        parent.Kids.append(node)
        node.Parent = parent


# --- the font ----------------------------------------------------------------------------------


def embedded(pdf: pikepdf.Pdf, font: FormFont) -> Object:
    stream = pdf.make_stream(font.data)
    stream.Length1 = len(font.data)
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/" + font.name),
        Flags=32,
        ItalicAngle=0,
        FontBBox=Array(font.box),
        Ascent=font.ascent,
        Descent=font.descent,
        CapHeight=font.cap_height,
        StemV=80,
        FontFile2=stream,
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=Name("/" + font.name),
            FirstChar=FIRST,
            LastChar=LAST,
            Widths=Array(font.widths),
            FontDescriptor=pdf.make_indirect(descriptor),
            Encoding=Name.WinAnsiEncoding,
        )
    )


def drop_unused_fonts(pdf: pikepdf.Pdf) -> None:
    """The font that WeasyPrint embedded for its own fields is ten times as large and is used no more."""
    for sheet in pdf.pages:
        fonts = sheet.Resources.Font
        for name in [name for name, font in fonts.items() if str(font.BaseFont).endswith("+Field")]:
            del fonts[name]


# --- what an answer looks like -----------------------------------------------------------------


def draw(pdf: pikepdf.Pdf, box: Object, font: Object, text: str, wraps: bool, size: float) -> None:
    """How the answer looks, for programs that only show. Text beyond our font is left to the program."""
    try:
        encoded = text.replace("\t", "    ").encode("cp1252")
    except UnicodeEncodeError:
        return
    left, bottom, right, top = corners(box)
    width, height = right - left, top - bottom
    if wraps:
        shown = wrapped(encoded, size, width - 2 * MARGIN)
        first = height - MARGIN - size
    else:
        shown = [b" ".join(encoded.splitlines())]
        first = (height - form_font().cap_height * size / 1000) / 2
    words = " T* ".join(f"<{line.hex()}> Tj" for line in shown)
    content = (
        f"/Tx BMC q 1 1 {width - 2:.2f} {height - 2:.2f} re W n BT {FONT} {size:g} Tf 0 g "
        f"{size * LEADING:.2f} TL {MARGIN} {first:.2f} Td {words} ET Q EMC"
    )
    stream = pdf.make_stream(content.encode("ascii"))
    stream.Type, stream.Subtype = Name.XObject, Name.Form
    stream.BBox = Array([0, 0, round(width, 2), round(height, 2)])
    stream.Resources = Dictionary(Font=Dictionary({FONT: font}))
    box.AP = Dictionary(N=stream)
