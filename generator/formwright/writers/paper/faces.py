"""The typefaces of every printed page, from Python packages, so that pages look the same everywhere.

Source Sans Pro (SIL Open Font Licence) comes as TrueType with regular, bold and both italics; it has
Latin, Greek and Cyrillic letters. The fields' own font is the regular face again, cut to Windows-1252
and embedded as a simple font: the only kind that PDF readers can write with. Letters that Source Sans
Pro does not have, as in names from anywhere, are taken from Noto, and only where even that has none
from what the computer has.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from unicodedata import category

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

FURTHER = "manimgx_fonts"  # Noto for two dozen scripts and for emoji, in one package of 3.5 MB

# How wide a letter from elsewhere is taken to be, in thousandths of the font's size: as wide as an emoji.
WIDEST = 1300


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


def font_files() -> tuple[Path, ...]:
    """The only files that a page may load."""
    return (*(font_file(name) for name, _, _ in FACES), *further_files())


def font_file(name: str) -> Path:
    return Path(str(files("font_source_sans_pro") / "files" / name))


def face_rules() -> str:
    """The faces as CSS: `Paper` for what is printed. `Field` is the same face under another name:
    WeasyPrint embeds the font of an input box whole, and only a name of its own can be told from
    the text's and thrown away."""
    faces = [face_rule("Paper", font_file(name), weight, style) for name, weight, style in FACES]
    return "\n".join([*faces, face_rule("Field", font_file(REGULAR))])


def face_rule(family: str, file: Path, weight: str = "normal", style: str = "normal") -> str:
    source = f'url("{file.as_uri()}")'
    return f'@font-face {{ font-family: "{family}"; src: {source}; font-weight: {weight}; font-style: {style} }}'


# --- letters from elsewhere --------------------------------------------------------------------


def further_rules(family: str, text: str) -> str:
    """CSS that takes the letters of a text from further faces where our typeface, called `family`, does
    not have them. Nothing for most texts."""
    faces = {f"{family} {file.stem.partition('[')[0]}": file for file in further_faces(text)}
    if not faces:
        return ""
    families = ", ".join(f'"{name}"' for name in (family, *faces))
    uses = f"font-family: {families}, sans-serif"
    rules = [face_rule(name, file) for name, file in faces.items()]
    return "\n".join([*rules, f"html {{ {uses} }}", f"@page {{ {uses} }}"])


def further_faces(text: str) -> tuple[Path, ...]:
    missing = {ord(letter) for letter in set(text)} - letters(font_file(REGULAR))
    found = []
    for file in further_files() if missing else ():
        if missing & letters(file):
            found.append(file)
            missing -= letters(file)
    return tuple(found)


@cache
def further_files() -> tuple[Path, ...]:
    """Upright and regular ones. Those for emoji stand first and those for symbols last, so that the parts
    of one emoji come from one file. Where the package was left out, what the computer has must serve."""
    if find_spec(FURTHER) is None:
        return ()
    folder = Path(str(files(FURTHER)))
    return tuple(file for file in sorted(folder.glob("*.ttf")) if "Italic" not in file.name)


@cache
def letters(file: Path) -> frozenset[int]:
    with TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap())


# --- lengths -----------------------------------------------------------------------------------


def length(text: str, size: float) -> float:
    """Of a text in a field. That of a letter from another typeface is not known, but it is no wider."""
    known = advances()
    return sum(known.get(ord(letter), 0 if takes_no_room(letter) else WIDEST) for letter in text) * size / 1000


def takes_no_room(letter: str) -> bool:
    """Whether it stands over, under or between others: an accent by itself, a joiner."""
    return category(letter) in ("Mn", "Me", "Cf")


@cache
def advances() -> Mapping[int, int]:
    """In thousandths of the font's size."""
    with TTFont(font_file(REGULAR), lazy=True) as font:
        per_em, wide = 1000 / font["head"].unitsPerEm, font["hmtx"]
        return {code: round(wide[name][0] * per_em) for code, name in font.getBestCmap().items()}


# --- the font that others write with -----------------------------------------------------------


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
