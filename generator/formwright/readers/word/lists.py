"""The numbers and bullets of lists, which Word shows before a paragraph and does not keep in its text.

Whoever types "1. Seen alone" has a list made of it by Word, and the number is gone from the text.
What is shown belongs to the answer, so it is worked out here as Word does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.etree import _Element as Element

from formwright.readers.word.package import W

BULLET = "•"

_DEEPEST = 8
_LONGEST_LABEL = 40  # characters
_MOST_BASES = 20  # styles that one style goes back to; Word allows eleven

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    kind: str
    text: str
    start: int


Labels = Mapping[Element, str | None]
"""What stands before each paragraph of a list; None where that cannot be told."""


def labels(document: Element, numbering: Element | None, styles: Element | None) -> Labels:
    """For every paragraph of the document that belongs to a list."""
    lists = _lists(numbering)
    by_style = _by_style(styles)
    counters: dict[str, list[int | None]] = {}
    begun: set[str] = set()
    found: dict[Element, str | None] = {}
    for paragraph in document.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        listed = None if properties is None else _listed(properties, by_style)
        if listed is None or (properties is not None and properties.find(f"{W}rPr/{W}del") is not None):
            continue
        number, depth = listed
        known = lists.get(number)
        if known is None or depth not in known.levels:
            found[paragraph] = None
            continue
        counts = counters.setdefault(known.abstract, [None] * (_DEEPEST + 1))
        if number not in begun:
            begun.add(number)
            for overridden, start in known.restarts.items():
                counts[overridden] = start - 1
        found[paragraph] = _counted(counts, depth, known.levels)
    return found


@dataclass(frozen=True, slots=True)
class _List:
    abstract: str
    levels: Mapping[int, _Level]
    restarts: Mapping[int, int]


def _counted(counts: list[int | None], depth: int, levels: Mapping[int, _Level]) -> str | None:
    """The label of the next paragraph at this depth; deeper counts begin anew."""
    before = counts[depth]
    counts[depth] = levels[depth].start if before is None else before + 1
    for deeper in range(depth + 1, _DEEPEST + 1):
        counts[deeper] = None
    level = levels[depth]
    if level.kind == "bullet":
        return BULLET
    label = level.text
    if len(label) > _LONGEST_LABEL:
        return None
    for n in range(_DEEPEST + 1):
        if f"%{n + 1}" in label:
            count = counts[n] if n in levels else None
            shown = None if n not in levels else _shown(levels[n].start if count is None else count, levels[n].kind)
            if shown is None:
                return None
            label = label.replace(f"%{n + 1}", shown)
    return label


def _shown(count: int, kind: str) -> str | None:
    match kind:
        case "decimal":
            return str(count)
        case "decimalZero":
            return f"{count:02}"
        case "lowerLetter" | "upperLetter" if 1 <= count <= 26 * 30:
            letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
            return letters if kind == "lowerLetter" else letters.upper()
        case "lowerRoman" | "upperRoman" if 1 <= count < 4000:
            return _roman(count) if kind == "lowerRoman" else _roman(count).upper()
        case "none":
            return ""
        case _:
            return None


def _roman(count: int) -> str:
    numeral = ""
    for worth, letters in _ROMAN:
        numeral += letters * (count // worth)
        count %= worth
    return numeral


# --- what the file defines -----------------------------------------------------------------


def _listed(properties: Element, by_style: Mapping[str, tuple[str, int]]) -> tuple[str, int] | None:
    """The list that a paragraph belongs to and how deep it stands there, of its own or by its style."""
    style = by_style.get(_value(properties, "pStyle") or "")
    own = properties.find(f"{W}numPr")
    if own is None:
        listed = style
    else:
        number = _value(own, "numId") or (style[0] if style else None)
        depth = _number(_value(own, "ilvl"))
        listed = None if number is None else (number, (style[1] if style else 0) if depth is None else depth)
    return None if listed is None or listed[0] == "0" else listed


def _by_style(styles: Element | None) -> dict[str, tuple[str, int]]:
    """The styles that make a list of their paragraphs."""
    every = {style.get(f"{W}styleId", ""): style for style in _all(styles, "style")}
    found = {}
    for name, style in every.items():
        step: Element | None = style
        for _ in range(_MOST_BASES):
            if step is None:
                break
            own = step.find(f"{W}pPr/{W}numPr")
            number = None if own is None else _value(own, "numId")
            if own is not None and number is not None:
                found[name] = (number, _number(_value(own, "ilvl")) or 0)
                break
            step = every.get(_value(step, "basedOn") or "")
    return found


def _lists(numbering: Element | None) -> dict[str, _List]:
    abstracts = {each.get(f"{W}abstractNumId", ""): _levels(each) for each in _all(numbering, "abstractNum")}
    found = {}
    for each in _all(numbering, "num"):
        abstract = _value(each, "abstractNumId") or ""
        if abstract in abstracts:
            restarts: dict[int, int] = {}
            own: dict[int, _Level] = {}
            for override in each.iterfind(f"{W}lvlOverride"):
                depth = _number(override.get(f"{W}ilvl"))
                start = _number(_value(override, "startOverride"))
                if depth is not None and depth <= _DEEPEST and start is not None:
                    restarts[depth] = start
                own.update(_levels(override))
            found[each.get(f"{W}numId", "")] = _List(abstract, {**abstracts[abstract], **own}, restarts)
    return found


def _levels(holder: Element) -> dict[int, _Level]:
    found = {}
    for level in holder.iterfind(f"{W}lvl"):
        depth, start = _number(level.get(f"{W}ilvl")), _number(_value(level, "start"))
        if depth is not None and depth <= _DEEPEST:
            kind = _value(level, "numFmt") or "decimal"
            found[depth] = _Level(kind, _value(level, "lvlText") or "", 1 if start is None else start)
    return found


def _all(part: Element | None, name: str) -> Iterator[Element]:
    return iter(()) if part is None else part.iterfind(f"{W}{name}")


def _value(element: Element, name: str) -> str | None:
    found = element.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val")


def _number(text: str | None) -> int | None:
    """A small number that is none below 0; Word writes no others."""
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) <= 6 else None
