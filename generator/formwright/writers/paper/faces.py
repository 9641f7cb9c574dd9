"""The typeface of every printed page, from a Python package, so that pages look the same everywhere.

Source Sans Pro (SIL Open Font Licence) comes as TrueType with regular, bold and both italics and
all of Latin. The fields' own font is the regular face again, cut to Windows-1252 and embedded as a
simple font: the only kind that PDF readers can write with.
"""

import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

REGULAR = "SourceSansPro-Regular.ttf"
FACES = (
    (REGULAR, "normal", "normal"),
    ("SourceSansPro-It.ttf", "normal", "italic"),
    ("SourceSansPro-Semibold.ttf", "bold", "normal"),
    ("SourceSansPro-SemiboldIt.ttf", "bold", "italic"),
)
FIRST, LAST = 32, 255


@dataclass(frozen=True, slots=True)
class FormFont:
    """A simple TrueType font with the Windows-1252 characters. `widths` are those of the bytes
    FIRST to LAST, in thousandths of the font's size, as are the other measures."""

    name: str
    data: bytes
    widths: tuple[int, ...]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int

    def width(self, text: bytes, size: float) -> float:
        return sum(self.widths[byte - FIRST] for byte in text if byte >= FIRST) * size / 1000


def font_files() -> tuple[Path, ...]:
    """The only files that a page may load."""
    return tuple(font_file(name) for name, _, _ in FACES)


def font_file(name: str) -> Path:
    return Path(str(files("font_source_sans_pro") / "files" / name))


def face_rules() -> str:
    """The faces as CSS: `Paper` for what is printed. `Field` is the same face under another name:
    WeasyPrint embeds the font of an input box whole, and only a name of its own can be told from
    the text's and thrown away."""
    rule = '@font-face {{ font-family: {}; src: url("{}"); font-weight: {}; font-style: {} }}'
    faces = [rule.format("Paper", font_file(name).as_uri(), weight, style) for name, weight, style in FACES]
    return "\n".join([*faces, rule.format("Field", font_file(REGULAR).as_uri(), "normal", "normal")])


@cache
def form_font() -> FormFont:
    font = TTFont(font_file(REGULAR), recalcTimestamp=False)
    codes = [code_point(byte) for byte in range(FIRST, LAST + 1)]
    cut(font, codes)
    data = io.BytesIO()
    font.save(data)
    per_em = 1000 / font["head"].unitsPerEm
    glyphs, advances = font.getBestCmap(), font["hmtx"]
    head, across = font["head"], font["hhea"]
    return FormFont(
        name="SourceSansPro-Regular",
        data=data.getvalue(),
        widths=tuple(round(advances[glyphs.get(code, ".notdef")][0] * per_em) for code in codes),
        box=(
            round(head.xMin * per_em),
            round(head.yMin * per_em),
            round(head.xMax * per_em),
            round(head.yMax * per_em),
        ),
        ascent=round(across.ascent * per_em),
        descent=round(across.descent * per_em),
        cap_height=round(font["OS/2"].sCapHeight * per_em),
    )


def code_point(byte: int) -> int:
    """What a byte means in PDF's WinAnsiEncoding, where the unused ones are bullets."""
    return ord(bytes([byte]).decode("cp1252", errors="ignore") or "•")


def cut(font: TTFont, codes: list[int]) -> None:
    """Throw away every glyph but those of `codes`."""
    options = subset.Options(notdef_outline=True, hinting=False, layout_features=[], recalc_timestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
