"""A figure told in data, drawn as SVG: the same drawing in every format.

Drawn twice as wide as a phone, or, `narrow`, as wide as one, where what stands side by side stands
one below the other. Text is broken into lines by the widths of Arial, which is wider than the
printed pages' typeface, so a box always holds its words.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from formwright.document.nodes import Figure, FigureBox

WIDE, NARROW = 720.0, 340.0
INK, ACCENT, WASH, OVERLAP, PAPER = "#16212e", "#1d3c6a", "#eef2f8", "#cfdaec", "#ffffff"
TEXT, TITLE, LEADING = 14.0, 16.0, 1.3
MARGIN, PADDING, GAP = 2.0, 14.0, 22.0
INDENT, BELOW_TITLE, POINT_SPACE = 14.0, 3.0, 4.0
MOST_PANELS = 3  # side by side


def svg(figure: Figure, narrow: bool = False) -> str:
    """The drawing, without a title of its own: whoever places it says what it shows."""
    layouts = {
        "overlap": _stack if narrow else _overlap,
        "panels": _stacked_panels if narrow else _panels,
        "cycle": _ladder if narrow else _ring,
    }
    shapes, height = layouts[figure.layout](figure)
    width = NARROW if narrow else WIDE
    return _tag(
        "svg",
        "".join(shapes),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_short(width)} {_short(math.ceil(height))}",
        width=width,
        height=math.ceil(height),
        font_family="Paper, Arial, 'Liberation Sans', Helvetica, sans-serif",
    )


Drawing = tuple[list[str], float]
"""Shapes, and how high they stand all together."""


# --- overlap: circles, and a band that crosses them all -------------------------------------

SPREAD = 1.7  # from one circle's middle to the next, in radii
CROSSED = 0.2  # of a circle, by the band
HELD = 0.66  # half the side of the square of words in a circle, in radii


def _overlap(figure: Figure) -> Drawing:
    count = len(figure.boxes)
    across = (WIDE - 2 * MARGIN) / (2 + SPREAD * (count - 1))
    down = _radius(figure.boxes, across)
    middles = [(MARGIN + across * (1 + SPREAD * n), MARGIN + down) for n in range(count)]
    return _crossed(figure, middles, (across, down), WIDE)


def _stack(figure: Figure) -> Drawing:
    across = NARROW * 0.44
    down = _radius(figure.boxes, across)
    middles = [(NARROW / 2, MARGIN + down * (1 + SPREAD * n)) for n in range(len(figure.boxes))]
    return _crossed(figure, middles, (across, down), NARROW)


def _radius(boxes: Iterable[FigureBox], across: float) -> float:
    """How high the circles are, by half: higher than wide where the words need it."""
    highest = max(_height(_lines(box, 2 * HELD * across)) for box in boxes)
    return max(across, highest / 2 / HELD)


def _crossed(figure: Figure, middles: list[tuple[float, float]], radii: tuple[float, float], width: float) -> Drawing:
    (across, down), shapes = radii, []
    for x, y in middles:
        shapes.append(_tag("ellipse", cx=x, cy=y, rx=across, ry=down, fill=WASH))
    for one, other in pairwise(middles):
        shapes.append(_lens(one, other, radii))
    for (x, y), box in zip(middles, figure.boxes, strict=True):
        shapes.append(_tag("ellipse", cx=x, cy=y, rx=across, ry=down, fill="none", stroke=ACCENT, stroke_width=2))
        lines = _lines(box, 2 * HELD * across)
        # A little above the middle, as the band takes some of the circle's foot.
        lift = CROSSED * down / 2 if figure.band and y == middles[-1][1] else 0
        shapes += _write(lines, x, y - _height(lines) / 2 - lift, INK, centred=True)
    foot = middles[-1][1] + down
    if not figure.band:
        return shapes, foot + MARGIN
    band, height = _band(figure.band, foot - CROSSED * down, width)
    return shapes + band, foot - CROSSED * down + height + MARGIN


def _lens(one: tuple[float, float], other: tuple[float, float], radii: tuple[float, float]) -> str:
    """What two neighbouring circles share."""
    (across, down), side = radii, math.sqrt(1 - (SPREAD / 2) ** 2)
    x, y = (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
    level = one[1] == other[1]
    reach = (0.0, side * down) if level else (side * across, 0.0)
    starts, ends = (x - reach[0], y - reach[1]), (x + reach[0], y + reach[1])
    arc = f"A {_short(across)} {_short(down)} 0 0 1"
    return _tag("path", d=f"M {_point(starts)} {arc} {_point(ends)} {arc} {_point(starts)} Z", fill=OVERLAP)


# --- panels: side by side, and a band that they all stand on ---------------------------------


def _panels(figure: Figure) -> Drawing:
    shapes: list[str] = []
    y = MARGIN
    for start in range(0, len(figure.boxes), MOST_PANELS):
        row = figure.boxes[start : start + MOST_PANELS]
        width = (WIDE - 2 * MARGIN - GAP * (len(row) - 1)) / len(row)
        head = max(_height(_title(box, width - 2 * PADDING)) for box in row) + PADDING
        height = head + max(_height(_body(box, width - 2 * PADDING)) for box in row) + 2 * PADDING
        for n, box in enumerate(row):
            x = MARGIN + n * (width + GAP)
            shapes += [*_stub(figure, x + width / 2, y + height), *_panel(box, x, y, width, height, head)]
        y += height + GAP
    return _on_band(figure, shapes, y, WIDE)


def _stacked_panels(figure: Figure) -> Drawing:
    shapes: list[str] = []
    y, width = MARGIN, NARROW - 2 * MARGIN
    for box in figure.boxes:
        head = _height(_title(box, width - 2 * PADDING)) + PADDING
        height = head + _height(_body(box, width - 2 * PADDING)) + 2 * PADDING
        shapes += [*_stub(figure, NARROW / 2, y + height), *_panel(box, MARGIN, y, width, height, head)]
        y += height + GAP
    return _on_band(figure, shapes, y, NARROW)


def _panel(box: FigureBox, x: float, y: float, width: float, height: float, head: float) -> list[str]:
    """A card whose title stands on a strip of colour."""
    title, inner = _title(box, width - 2 * PADDING), width - 2 * PADDING
    strip = f"M {_short(x)} {_short(y + head)} v {_short(6 - head)} q 0 -6 6 -6 h {_short(width - 12)} q 6 0 6 6 "
    return [
        _card(x, y, width, height),
        _tag("path", d=f"{strip}v {_short(head - 6)} Z", fill=ACCENT),
        *_write(title, x + PADDING, y + (head - _height(title)) / 2, PAPER),
        *_write(_body(box, inner), x + PADDING, y + head + PADDING, INK),
    ]


def _stub(figure: Figure, x: float, y: float) -> list[str]:
    """What joins a panel to the band below it."""
    return [_line((x, y), (x, y + GAP), 6)] if figure.band else []


def _on_band(figure: Figure, shapes: list[str], y: float, width: float) -> Drawing:
    if not figure.band:
        return shapes, y - GAP + MARGIN
    band, height = _band(figure.band, y, width)
    return shapes + band, y + height + MARGIN


# --- cycle: a ring of numbered steps ----------------------------------------------------------

RING, DISC = 88.0, 19.0
ARROW = 11.0
LANE = 34.0  # where a ladder's way back to the top runs


def _ring(figure: Figure) -> Drawing:
    """A ring in the middle; each step's words stand beside it. The first is at the upper left, and
    they follow the clock."""
    count = len(figure.boxes)
    turns = [math.tau * ((n - 0.5) / count - 0.25) for n in range(count)]
    discs = [(WIDE / 2 + RING * math.cos(t), RING * math.sin(t)) for t in turns]
    width = WIDE / 2 - RING - DISC - GAP - MARGIN
    lines = [_lines(box, width - 2 * PADDING) for box in figure.boxes]
    heights = [_height(found) + 2 * PADDING for found in lines]
    on_left = [math.cos(t) < -1e-9 for t in turns]
    tops = _beside(discs, heights, on_left) | _beside(discs, heights, [not left for left in on_left])
    top = min(-RING - DISC, *tops.values()) - MARGIN
    foot = max(RING + DISC, *(tops[n] + heights[n] for n in tops)) + MARGIN
    discs = [(x, y - top) for x, y in discs]
    shapes = [_bend((WIDE / 2, -top), turn, turn + math.tau / count) for turn in turns]
    for n in range(count):
        x, y = MARGIN if on_left[n] else WIDE - MARGIN - width, tops[n] - top
        edge = (x + width if on_left[n] else x, y + heights[n] / 2)
        shapes += [_line(edge, discs[n], 2), _card(x, y, width, heights[n])]
        shapes += [*_write(lines[n], x + PADDING, y + PADDING, INK), *_disc(discs[n], n + 1)]
    return shapes, foot - top


def _beside(discs: list[tuple[float, float]], heights: list[float], chosen: list[bool]) -> dict[int, float]:
    """The top of each chosen step's card: level with its disc, unless the card above is in the way."""
    tops: dict[int, float] = {}
    free = -math.inf
    for n in sorted((n for n, one in enumerate(chosen) if one), key=lambda n: discs[n][1]):
        tops[n] = max(discs[n][1] - heights[n] / 2, free)
        free = tops[n] + heights[n] + GAP / 2
    return tops


def _bend(middle: tuple[float, float], start: float, end: float) -> str:
    """The arrow along the ring from one disc to the next."""
    free = (DISC + 6) / RING
    start, end = start + free, end - free
    head = end - ARROW / RING

    def at(turn: float, radius: float = RING) -> tuple[float, float]:
        return middle[0] + radius * math.cos(turn), middle[1] + radius * math.sin(turn)

    along = (
        f"M {_point(at(start))} A {_short(RING)} {_short(RING)} 0 {int(head - start > math.pi)} 1 {_point(at(head))}"
    )
    return _way(along) + _head(at(head, RING - ARROW * 0.7), at(head, RING + ARROW * 0.7), at(end))


def _ladder(figure: Figure) -> Drawing:
    """The steps one below the other, and the way back up beside them."""
    shapes: list[str] = []
    y, width, inset = MARGIN, NARROW - LANE - MARGIN, 2 * DISC + PADDING
    edges: list[float] = []
    for n, box in enumerate(figure.boxes):
        lines = _lines(box, width - inset - PADDING)
        height = max(_height(lines), 2 * DISC) + 2 * PADDING
        if n:
            shapes.append(_straight((MARGIN + width / 2, y - GAP - ARROW), (MARGIN + width / 2, y - 3)))
        shapes += [_card(MARGIN, y, width, height), *_disc((MARGIN + PADDING / 2 + DISC, y + height / 2), n + 1)]
        shapes += _write(lines, MARGIN + inset, y + (height - _height(lines)) / 2, INK)
        edges.append(y + height / 2)
        y += height + GAP + ARROW
    edge, lane = MARGIN + width, NARROW - LANE / 2 + 4
    shapes.append(_way(f"M {_point((edge, edges[-1]))} H {_short(lane)} V {_short(edges[0])} H {_short(edge + ARROW)}"))
    shapes.append(_head((edge + ARROW + 2, edges[0] - 8), (edge + ARROW + 2, edges[0] + 8), (edge + 2, edges[0])))
    return shapes, y - GAP - ARROW + MARGIN


def _disc(middle: tuple[float, float], number: int) -> list[str]:
    x, y = middle
    return [
        _tag("circle", cx=x, cy=y, r=DISC, fill=ACCENT),
        *_write([Line(str(number), 18.0, True)], x, y - 18 * LEADING / 2, PAPER, centred=True),
    ]


def _straight(start: tuple[float, float], end: tuple[float, float]) -> str:
    """An arrow that points down."""
    x, foot = end[0], end[1] - ARROW
    return _line(start, (x, foot), 3) + _head((x - 8, foot), (x + 8, foot), end)


def _way(path: str) -> str:
    return _tag("path", d=path, fill="none", stroke=ACCENT, stroke_width=3)


def _head(left: tuple[float, float], right: tuple[float, float], tip: tuple[float, float]) -> str:
    return _tag("path", d=f"M {_point(left)} L {_point(right)} L {_point(tip)} Z", fill=ACCENT)


# --- cards, bands, lines ----------------------------------------------------------------------


def _card(x: float, y: float, width: float, height: float, fill: str = WASH) -> str:
    edge = {"stroke": ACCENT, "stroke_width": 2} if fill == WASH else {}
    return _tag("rect", x=x, y=y, width=width, height=height, rx=6, fill=fill, **edge)


def _line(start: tuple[float, float], end: tuple[float, float], thickness: float) -> str:
    return _tag("path", d=f"M {_point(start)} L {_point(end)}", stroke=ACCENT, stroke_width=thickness)


def _band(box: FigureBox, y: float, width: float) -> Drawing:
    """A bar from edge to edge; its points stand in two columns where there is room for them."""
    inner, x = width - 2 * MARGIN - 2 * PADDING, MARGIN + PADDING
    head = _lines(FigureBox(box.title, box.text), inner)
    count = 2 if width == WIDE else 1
    each = (inner - GAP * (count - 1)) / count
    half = math.ceil(len(box.points) / count)
    columns = [list(_points(part, each)) for part in (box.points[:half], box.points[half:])]
    if count == 1:
        columns = [columns[0] + columns[1]]
    height = _height(head) + max(map(_height, columns)) + 2 * PADDING
    shapes = [_card(MARGIN, y, width - 2 * MARGIN, height, ACCENT), *_write(head, x, y + PADDING, PAPER)]
    for n, column in enumerate(columns):
        shapes += _write(column, x + n * (each + GAP), y + PADDING + _height(head), PAPER)
    return shapes, height


# --- words --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: how far it stands in, and the space above it."""

    text: str
    size: float
    bold: bool = False
    indent: float = 0
    above: float = 0
    bullet: bool = False


def _lines(box: FigureBox, width: float) -> list[Line]:
    return [*_title(box, width), *_body(box, width)]


def _title(box: FigureBox, width: float) -> list[Line]:
    return [Line(part, TITLE, True) for part in broken(box.title, width, TITLE, bold=True)]


def _body(box: FigureBox, width: float) -> list[Line]:
    text = [Line(part, TEXT, above=0 if n else BELOW_TITLE) for n, part in enumerate(broken(box.text, width, TEXT))]
    return [*text, *_points(box.points, width)]


def _points(points: Iterable[str], width: float) -> Iterator[Line]:
    for point in points:
        for n, part in enumerate(broken(point, width - INDENT, TEXT)):
            yield Line(part, TEXT, indent=INDENT, above=0 if n else POINT_SPACE, bullet=not n)


def _height(lines: Iterable[Line]) -> float:
    return sum(line.above + line.size * LEADING for line in lines)


def _write(lines: Iterable[Line], x: float, y: float, ink: str, centred: bool = False) -> list[str]:
    """The lines from `y` down; `x` is their left edge, or their middle where they are centred."""
    shapes = []
    for line in lines:
        y += line.above + line.size * LEADING
        base = y - line.size * (LEADING - 1) / 2 - line.size * 0.22
        if line.bullet:
            shapes.append(_tag("circle", cx=x + 4, cy=base - line.size * 0.32, r=2.5, fill=ink))
        more: dict[str, object] = {"font_weight": "bold"} if line.bold else {}
        if centred:
            more["text_anchor"] = "middle"
        shapes.append(_tag("text", escape(line.text), x=x + line.indent, y=base, font_size=line.size, fill=ink, **more))
    return shapes


def broken(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """In lines that fit, where no word is wider."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


ARIAL: Mapping[str, int] = {
    character: width
    for width, characters in {
        191: "'", 222: "ijl‘’", 260: "|", 278: " !,./:;I[\\]ft·", 333: "()-`r“”", 334: "{}", 355: '"', 389: "*",
        469: "^", 500: "Jcksvxyz", 584: "+<=>~", 611: "FTZ", 667: "&ABEKPSVXY", 722: "CDHNRUw", 778: "GOQ",
        833: "Mm", 889: "%", 944: "W", 1000: "—…", 1015: "@",
    }.items()
    for character in characters
}  # fmt: skip
"""How wide a character is, in thousandths of the size. All others are taken as OTHER."""
OTHER = 556
BOLDER = 1.09  # bold, by the regular


def width_of(text: str, size: float, bold: bool = False) -> float:
    """As Arial has it."""
    return sum(ARIAL.get(c, OTHER) for c in text) * size / 1000 * (BOLDER if bold else 1)


# --- SVG ----------------------------------------------------------------------------------------


def _tag(name: str, content: str = "", /, **attributes: object) -> str:
    """An element. An attribute's underscores stand for hyphens."""
    said = "".join(
        f' {key.replace("_", "-")}="{escape(_short(value) if isinstance(value, float) else str(value))}"'
        for key, value in attributes.items()
    )
    return f"<{name}{said}>{content}</{name}>" if content else f"<{name}{said}/>"


def _point(at: tuple[float, float]) -> str:
    return f"{_short(at[0])} {_short(at[1])}"


def _short(number: float) -> str:
    return f"{round(number, 1) + 0:g}"  # and no -0
