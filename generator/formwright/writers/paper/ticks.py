"""A box to tick, drawn by its own lines: no typeface is needed for it.

Its frame is part of the page. What the field draws is the tick, or nothing.
"""

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from formwright.answers.pdf import NOT_TICKED, TICKED

_TICK = ((0.16, 0.52), (0.40, 0.24), (0.86, 0.80))
"""The corners of a tick, as shares of its box."""

_CHECK_MARK = "4"
"""What programs that draw the box anew look up in their own typeface of signs: a tick."""


def make_tick(pdf: pikepdf.Pdf, box: Object, is_ticked: bool) -> None:
    """Turns the place of a field on a page into a box, whose states are told by name."""
    left, bottom, right, top = (float(number) for number in box.Rect)
    width, height = right - left, top - bottom
    state = Name(f"/{TICKED if is_ticked else NOT_TICKED}")
    box.FT = Name.Btn
    box.Ff = 0
    box.V = state
    box.AS = state
    box.MK = Dictionary(CA=String(_CHECK_MARK))
    box.AP = Dictionary(
        N=Dictionary(
            {f"/{TICKED}": _drawn(pdf, width, height, True), f"/{NOT_TICKED}": _drawn(pdf, width, height, False)}
        )
    )
    for key in ("/DA", "/Opt", "/H"):
        if key in box:
            del box[key]


def _drawn(pdf: pikepdf.Pdf, width: float, height: float, is_ticked: bool) -> Object:
    start, *others = ((x * width, y * height) for x, y in _TICK)
    lines = [f"{start[0]:.2f} {start[1]:.2f} m", *(f"{x:.2f} {y:.2f} l" for x, y in others)]
    drawn = f"q 1.5 w 1 J 1 j 0 G {' '.join(lines)} S Q" if is_ticked else ""
    made = pdf.make_stream(drawn.encode())
    made.Type, made.Subtype = Name.XObject, Name.Form
    made.BBox = Array([0, 0, round(width, 2), round(height, 2)])
    made.Resources = Dictionary()
    return made
