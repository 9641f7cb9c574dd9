"""Real form fields where WeasyPrint left places for them.

Only text fields, drop-down lists and boxes to tick are used: every program that fills in PDFs writes and reads those
alike, which cannot be said of radio buttons. A path `evaluation.voice.grade` becomes the field `grade`
in `voice` in `evaluation`: no part of a field's name may hold a full stop.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from formwright.document.nodes import Box, DateBox, Line, Pick, Ticks
from formwright.writers.paper.appearances import PaperBox, Shown, draw
from formwright.writers.paper.faces import FIRST, LAST, FormFont, form_font
from formwright.writers.paper.fields import PaperField
from formwright.writers.paper.room import (
    SIZE,
    is_cut,
    may_wrap,
    options_of,
    size_to_fit,
    takes_lines,
)
from formwright.writers.paper.ticks import make_tick

# Programs that fill in forms take the font of this name for the form's own.
FONT = "/Helv"

REQUIRED = 1 << 1
WRAPS = 1 << 12
DROP_DOWN = 1 << 17
PRINTS = 1 << 2


@dataclass(frozen=True, slots=True)
class Unseen:
    """Of which fields an answer is not to be seen whole in its box, by path: because it is longer, or
    because it has letters for which there is no typeface."""

    longer: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


def make_fields(pdf: pikepdf.Pdf, fields: Mapping[str, PaperField]) -> Unseen:
    """Turn each named box on the pages into its field, in the order of the form."""
    if "/AcroForm" not in pdf.Root:
        if fields:
            raise ValueError("the page has no place for any field")
        return Unseen()
    boxes = {str(box.T): box for box in pdf.Root.AcroForm.Fields}
    astray = set(boxes) ^ set(fields)
    if astray:
        raise ValueError(f"fields and places on the page differ: {sorted(astray)}")
    font = embedded(pdf, form_font())
    for path, field in fields.items():
        make_field(pdf, boxes[path], field)
    answered = {path: field for path, field in fields.items() if field.value and not isinstance(field.widget, Ticks)}
    unseen = put_in(pdf, boxes, answered)
    pdf.Root.AcroForm = pdf.make_indirect(
        Dictionary(
            Fields=hierarchy(pdf, {path: boxes[path] for path in fields}),
            DR=Dictionary(Font=Dictionary({FONT: font})),
            DA=text_style(SIZE),
            # Programs that were told to draw every field anew would drop the letters that the form's font
            # does not have. Without it they still draw what is typed, and what has no appearance.
            NeedAppearances=not any(field.value for field in fields.values()),
        )
    )
    drop_unused_fonts(pdf)
    return unseen


def make_field(pdf: pikepdf.Pdf, box: Object, field: PaperField) -> None:
    left, bottom, right, top = corners(box)
    box.Rect = Array([left, bottom, right, top])
    box.TU = String(field.tooltip)
    box.F = PRINTS
    box.BS = Dictionary(W=0)
    if "/V" in box:
        del box["/V"]
    flags = REQUIRED if field.required else 0
    match field.widget:
        case Pick():
            box.FT = Name.Ch
            box.Opt = Array([Array([String(o.value), String(o.label)]) for o in options_of(field.widget)])
            flags |= DROP_DOWN
        case Ticks():
            make_tick(pdf, box, bool(field.value))
            return
        case Line() | Box() | DateBox():
            box.FT = Name.Tx
            flags |= WRAPS if wraps(field, right - left) else 0
        case _:
            assert_never(field.widget)
    box.Ff = flags
    box.DA = text_style(size_of(field, right - left))


def put_in(pdf: pikepdf.Pdf, boxes: Mapping[str, Object], answered: Mapping[str, PaperField]) -> Unseen:
    """The answers that the fields come with, to be read and to be seen."""
    shown = [Shown(field.shown, paper_box(boxes[path], field)) for path, field in answered.items()]
    longer, lacking = [], []
    for (path, field), given, drawn in zip(answered.items(), shown, draw(pdf, shown), strict=True):
        boxes[path].V = String(field.value or "")
        boxes[path].AP = Dictionary(N=drawn.appearance)
        if not drawn.whole or may_be_cut(field, given.box):
            longer.append(path)
        if drawn.lacks:
            lacking.append(path)
    return Unseen(tuple(longer), tuple(lacking))


def paper_box(box: Object, field: PaperField) -> PaperBox:
    left, bottom, right, top = corners(box)
    width = right - left
    return PaperBox(width, top - bottom, size_of(field, width), wraps(field, width))


def may_be_cut(field: PaperField, box: PaperBox) -> bool:
    """Whether other programs may have too little room once they draw the text themselves."""
    return not isinstance(field.widget, Pick) and is_cut(field.shown, box.width, box.height, box.wraps)


def wraps(field: PaperField, width: float) -> bool:
    return field.wraps or (may_wrap(field.widget) and takes_lines(field.value or "", width))


def size_of(field: PaperField, width: float) -> float:
    if isinstance(field.widget, Pick):
        return size_to_fit([option.label for option in options_of(field.widget)], width)
    return SIZE


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
