"""A chart as SVG, drawn by matplotlib: the same bytes each time, whatever the clock and the computer.

It reads in black and white: what is told apart by colour is told apart by how dark it is and by hatching too, and the
number stands in or beside each part. Its letters stay letters, in the typeface of the page around it.
"""

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

from lxml import etree

from formwright.document.nodes import Chart, Series
from formwright.writers.figure import ACCENT, INK, NARROW, PAPER, WIDE, broken, width_of

FAMILY = "Paper, Arial, 'Liberation Sans', Helvetica, sans-serif"
SIZE, SMALL = 14.0, 12.0
FAINT, RULE = "#3f4a5a", "#b9c3d2"
BAR = 26.0  # the thickness of a bar that lies down, in the drawing's own units
GAP = 12.0
COLUMNS_HEIGHT, WIDEST = 250.0, 64.0
LEGEND = 30.0  # the height of a line of the legend

STEPS = (
    (ACCENT, "", PAPER),
    ("#8aa6cf", "", INK),
    ("#e3eaf4", "//", INK),
    (PAPER, "xxx", INK),
)
"""From the best to the worst: the colour, the hatching, and the colour of letters on it."""

BREAK = "not comparable from here on"

_SVG = "http://www.w3.org/2000/svg"
_LINK = "{http://www.w3.org/1999/xlink}href"


def svg(chart: Chart, narrow: bool = False) -> str:
    """Twice as wide as a phone, or as wide as one."""
    with _settings(chart):
        draw = {"columns": _columns, "bars": _bars, "heat": _heat}[chart.layout]
        figure = draw(chart, NARROW if narrow else WIDE)
        out = StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return _plain(out.getvalue(), f"{chart.anchor}-{'n' if narrow else 'w'}-")


@contextmanager
def _settings(chart: Chart) -> Iterator[None]:
    """Nothing of what the user has set for matplotlib, and no random number."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    import matplotlib as mpl

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update({
            "svg.fonttype": "none",
            "svg.hashsalt": chart.anchor,
            "hatch.linewidth": 1.0,
            "font.size": SIZE,
            "text.color": INK,
        })  # fmt: skip
        yield


# --- where things stand ------------------------------------------------------------------------


def _sheet(width: float, height: float) -> tuple[Any, Any]:
    """A figure of this size with one pair of axes that covers it, in the drawing's own units from the top left."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width / 72, height / 72), dpi=72)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.axis("off")
    figure.patch.set_visible(False)
    return figure, axes


def _write(axes: Any, x: float, y: float, text: str, size: float = SIZE, at: str = "left", **more: Any) -> None:
    """A line of text whose middle is at this height."""
    given = {"color": INK} | more
    axes.text(x, y, text, ha=at, va="center_baseline", fontproperties=_font(size), **given)


@cache
def _font(size: float) -> Any:
    """A typeface that matplotlib brings along: it only works out with it how high letters stand."""
    import matplotlib as mpl
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=str(Path(mpl.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")), size=size)


# --- how parts are told apart ------------------------------------------------------------------


def _looks(series: Sequence[Series]) -> list[tuple[str, str, str]]:
    if len(series) == 1:
        return [STEPS[0]]
    found = []
    for n, one in enumerate(series):
        worth = one.worth if one.worth is not None else n / (len(series) - 1)
        found.append(STEPS[round(worth * (len(STEPS) - 1))])
    return found


def _block(axes: Any, x: float, y: float, width: float, height: float, look: tuple[str, str, str]) -> None:
    from matplotlib.patches import Rectangle

    fill, hatch, _ = look
    given: dict[str, Any] = {
        "facecolor": fill,
        "edgecolor": ACCENT,
        "linewidth": 0.8,
        "hatch": hatch or None,
        "clip_on": False,
    }
    axes.add_artist(Rectangle((x, y), width, height, **given))


def _number(axes: Any, x: float, y: float, number: int, look: tuple[str, str, str], size: float = SMALL) -> None:
    """In the middle of a part; on a hatched one on a ground of its own."""
    from matplotlib.patches import Rectangle

    if look[1]:
        width = width_of(str(number), size) + 5
        ground: dict[str, Any] = {"facecolor": look[0], "edgecolor": "none", "clip_on": False}
        axes.add_artist(Rectangle((x - width / 2, y - 7.5), width, 15, **ground))
    _write(axes, x, y, str(number), size, "center", color=look[2])


def _legend(axes: Any, series: Sequence[Series], width: float) -> float:
    """The names of the series, each beside how it looks; how high that is."""
    if len(series) == 1:
        return 0.0
    x, y = 1.0, 12.0
    for one, look in zip(series, _looks(series), strict=True):
        needed = 30 + width_of(one.name, SIZE) + 18
        if x + needed > width and x > 1:
            x, y = 1.0, y + LEGEND - 6
        _block(axes, x, y - 8, 22, 16, look)
        _write(axes, x + 29, y, one.name)
        x += needed
    return y + 20


def _legend_height(series: Sequence[Series], width: float) -> float:
    if len(series) == 1:
        return 0.0
    x, y = 1.0, 12.0
    for one in series:
        needed = 30 + width_of(one.name, SIZE) + 18
        if x + needed > width and x > 1:
            x, y = 1.0, y + LEGEND - 6
        x += needed
    return y + 20


# --- columns: one for each month ---------------------------------------------------------------


def _columns(chart: Chart, width: float) -> Any:
    head = _legend_height(chart.series, width) + (20 if chart.breaks else 0)
    foot = 46.0
    figure, axes = _sheet(width, head + COLUMNS_HEIGHT + foot + 16)
    _legend(axes, chart.series, width)
    looks, count = _looks(chart.series), len(chart.categories)
    top = max((sum(s.values[n] for s in chart.series) for n in range(count)), default=0) or 1
    step, floor = width / count, head + COLUMNS_HEIGHT + 16
    thick = min(step * 0.76, WIDEST)
    for n, name in enumerate(chart.categories):
        x, y = n * step + (step - thick) / 2, floor
        for one, look in zip(chart.series, looks, strict=True):
            value = one.values[n]
            height = COLUMNS_HEIGHT * value / top
            if value:
                y -= height
                _block(axes, x, y, thick, height, look)
                if height >= 15 and thick >= width_of(str(value), SMALL):
                    _number(axes, x + thick / 2, y + height / 2, value, look)
        total = sum(s.values[n] for s in chart.series)
        _write(axes, x + thick / 2, y - 9, str(total), SMALL, "center", color=FAINT)
        _under(axes, x + thick / 2, floor + 14, name, step)
        is_first = n == 0 and not any(other.startswith("Jan") for other in chart.categories[1:2])
        if is_first or (n and name.startswith("Jan")):
            _year(axes, x + thick / 2, floor + 30, name)
    axes.plot([0, width], [floor, floor], color=ACCENT, linewidth=1.2, clip_on=False)
    for n in chart.breaks:
        axes.plot(
            [n * step] * 2, [head - 14, floor + 40], color=INK, linewidth=1.4, linestyle=(0, (5, 3)), clip_on=False
        )
        _write(axes, n * step + 6, head - 10, BREAK, SMALL)
    return figure


def _under(axes: Any, x: float, y: float, name: str, room: float) -> None:
    """The name of a column: its month, as much of it as there is room for."""
    month = name.partition(" ")[0]
    short = month[:3] if width_of(month[:3], SMALL) <= room else month[:1]
    _write(axes, x, y, short, SMALL, "center")


def _year(axes: Any, x: float, y: float, name: str) -> None:
    _write(axes, x, y, name.partition(" ")[2], SMALL, "center", color=FAINT)


# --- bars: one for each service, or theme ------------------------------------------------------


def _bars(chart: Chart, width: float) -> Any:
    """On a wide page the name stands beside its bar, on a narrow one above it."""
    is_narrow = width < WIDE
    longest = max((width_of(name, SIZE) for name in chart.categories), default=0.0)
    left = 0.0 if is_narrow else min(longest + 15, width * 0.42)
    lines = [broken(name, width if is_narrow else left - 14, SIZE) for name in chart.categories]
    heights = [BAR + (len(folded) * 19 if is_narrow else max(0, len(folded) * 17 - BAR)) for folded in lines]
    head = _legend_height(chart.series, width)
    figure, axes = _sheet(width, head + sum(heights) + GAP * len(heights) + 2)
    _legend(axes, chart.series, width)
    looks = _looks(chart.series)
    top = max((sum(s.values[n] for s in chart.series) for n in range(len(lines))), default=0) or 1
    room = width - left - 40
    y = head
    for n, (folded, height) in enumerate(zip(lines, heights, strict=True)):
        middle = y + height / 2
        bar = y + len(folded) * 19 if is_narrow else middle - BAR / 2
        for place, text in enumerate(folded):
            at = y + 9 + place * 19 if is_narrow else middle + (place - (len(folded) - 1) / 2) * 17
            _write(axes, 0, at, text)
        x = left
        for one, look in zip(chart.series, looks, strict=True):
            value = one.values[n]
            long = room * value / top
            if value:
                _block(axes, x, bar, long, BAR, look)
                if len(chart.series) > 1 and long >= width_of(str(value), SMALL) + 6:
                    _number(axes, x + long / 2, bar + BAR / 2, value, look)
                x += long
        _write(axes, x + 7, bar + BAR / 2, str(sum(s.values[n] for s in chart.series)), SMALL, color=FAINT)
        y += height + GAP
    if not is_narrow:
        axes.plot([left, left], [head - 4, y - GAP + 4], color=ACCENT, linewidth=1.2, clip_on=False)
    return figure


# --- heat: a row for each question, a cell for each grade --------------------------------------

CELL, CELL_NARROW = 62.0, 64.0


def _heat(chart: Chart, width: float) -> Any:
    is_narrow = width < WIDE
    count = len(chart.series)
    cell = (width - 2) / count if is_narrow else CELL * 1.35
    left = 1.0 if is_narrow else width - cell * count - 1
    room = width if is_narrow else left - 16
    lines = [broken(name, room, SIZE) for name in chart.categories]
    heights = [len(folded) * 18 + 34 if is_narrow else max(30, len(folded) * 18 + 8) for folded in lines]
    names = [broken(one.name, cell - 6, SMALL) for one in chart.series]
    head = max(map(len, names)) * 15 + (14 if is_narrow else 8)
    figure, axes = _sheet(width, head + sum(heights) + (8 * len(heights) if is_narrow else 2))
    for n, folded in enumerate(names):
        for place, text in enumerate(folded):
            _write(
                axes,
                left + cell * (n + 0.5),
                head - (14 if is_narrow else 8) - (len(folded) - 1 - place) * 15,
                text,
                SMALL,
                "center",
            )
    y = float(head)
    for n, (folded, height) in enumerate(zip(lines, heights, strict=True)):
        for place, text in enumerate(folded):
            at = y + 9 + place * 18 if is_narrow else y + height / 2 + (place - (len(folded) - 1) / 2) * 18
            _write(axes, 0, at, text)
        box = y + len(folded) * 18 + 2 if is_narrow else y
        tall = 28 if is_narrow else height
        _cells(axes, [one.values[n] for one in chart.series], left, box, cell, tall)
        y += height + (8 if is_narrow else 0)
    return figure


def _cells(axes: Any, values: Sequence[int], left: float, top: float, width: float, height: float) -> None:
    """As dark as its part of the row is large."""
    whole = sum(values)
    for n, value in enumerate(values):
        share = value / whole if whole else 0.0
        shade = _between("#ffffff", ACCENT, min(share * 1.35, 1.0))
        _block(axes, left + n * width, top, width, height, (shade, "", INK))
        ink = max(PAPER, INK, key=lambda colour: _contrast(colour, shade))
        _write(axes, left + (n + 0.5) * width, top + height / 2, str(value), SIZE, "center", color=ink)


def _between(light: str, dark: str, part: float) -> str:
    pairs = zip(_parts(light), _parts(dark), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


def _contrast(one: str, other: str) -> float:
    """As WCAG 2 has it, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (part / 255 for part in _parts(colour))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[n : n + 2], 16) for n in (1, 3, 5))


# --- what matplotlib writes, as our pages can have it ------------------------------------------


def _plain(written: str, begins: str) -> str:
    """Without what a page's security policy forbids (styles in the markup), and with ids that are this drawing's own.
    Letters take the typeface of the page."""
    root = etree.fromstring(written.encode(), etree.XMLParser(remove_comments=True))
    for tag in ("metadata", "style"):
        for found in list(root.iter(f"{{{_SVG}}}{tag}")):
            found.getparent().remove(found)
    named = [found for found in root.iter() if found.get("id")]
    ids = {found.get("id"): f"{begins}{n}" for n, found in enumerate(named)}
    used = set(re.findall(r"#([\w.-]+)", etree.tostring(root, encoding="unicode")))
    for element in root.iter():
        _unstyled(element)
        id = element.get("id")
        if id is not None:
            del element.attrib["id"]
            if id in used:
                element.set("id", ids[id])
        for name, value in element.attrib.items():
            if "#" in value and name in (_LINK, "clip-path", "fill", "href"):
                element.set(name, re.sub(r"#([\w.-]+)", lambda found: f"#{ids.get(found[1], found[1])}", str(value)))
    for text in root.iter(f"{{{_SVG}}}text"):
        text.attrib.pop("font-family", "")
        text.attrib.pop("transform", "")
    width, height = (root.get("viewBox") or "").split()[2:]
    root.attrib.pop("version", "")
    root.set("width", width)
    root.set("height", height)
    root.set("font-family", FAMILY)
    etree.cleanup_namespaces(root)
    return re.sub(r">\s+<", "><", etree.tostring(root, encoding="unicode")).strip()


def _unstyled(element: Any) -> None:
    """Its style as attributes."""
    for part in element.attrib.pop("style", "").split(";"):
        name, colon, value = part.partition(":")
        if not colon:
            continue
        name, value = name.strip(), value.strip()
        if name == "font":
            size = re.search(r"([\d.]+)px", value)
            if size:
                element.set("font-size", size[1])
        else:
            element.set(name, value.removesuffix("px") if name == "font-size" else value)
