"""How answers look in their boxes, for every program that only shows what is there.

They are drawn as the page itself is, by WeasyPrint: letters of any script, joined and turned as it wants,
in typefaces that go with the file. Each box is a sheet of its own size; what does not fit runs over to a
second sheet, which nobody gets to see.
"""

import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from unicodedata import bidirectional

import pikepdf
from markupsafe import Markup
from pikepdf import Object

from formwright.writers.paper import engine
from formwright.writers.paper.faces import REGULAR, face_rule, font_file, further_rules
from formwright.writers.paper.room import LEADING, LINE_END, MARGIN

# The typeface of the page under another name: a file holds two cuts of it, which must not be mixed up.
FAMILY = "Answer"
STYLE = f"""
html {{ font-family: {FAMILY} }}
body, p {{ margin: 0 }}
section {{ break-before: page; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 4; orphans: 1; widows: 1 }}
.leftwards {{ direction: rtl }}
"""


@dataclass(frozen=True, slots=True)
class PaperBox:
    """What is given of a box, in points: boxes that are alike have one kind of sheet."""

    width: float
    height: float
    size: float
    wraps: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """The text that a box shows."""

    text: str
    box: PaperBox


@dataclass(frozen=True, slots=True)
class Drawn:
    """The appearance of a box. `whole` says that all of the text is to be seen, `lacks` that there is no
    typeface for some of it."""

    appearance: Object
    whole: bool
    lacks: bool


def draw(pdf: pikepdf.Pdf, answers: Sequence[Shown]) -> list[Drawn]:
    """What each box shows, as objects of `pdf`."""
    if not answers:
        return []
    with letters_without_a_face() as lacking:
        laid_out = engine.html(page(answers)).render()
        sheets = pikepdf.open(io.BytesIO(engine.written(laid_out))).pages
    starts = [number for number, sheet in enumerate(laid_out.pages) if sheet.anchors]
    ends = [*starts[1:], len(sheets)]
    return [
        Drawn(appearance(pdf, sheets[start]), end - start == 1, not lacking.isdisjoint(answer.text))
        for answer, start, end in zip(answers, starts, ends, strict=True)
    ]


def appearance(pdf: pikepdf.Pdf, sheet: pikepdf.Page) -> Object:
    """The sheet as an object of `pdf`, marked as text that a program may put other text in place of."""
    made = pdf.copy_foreign(sheet.as_form_xobject())
    made.write(b"/Tx BMC\n%b\nEMC" % made.read_bytes())
    return made


# --- the sheets --------------------------------------------------------------------------------


def page(answers: Sequence[Shown]) -> str:
    kinds = {box: f"box{number}" for number, box in enumerate(dict.fromkeys(answer.box for answer in answers))}
    text = "".join(answer.text for answer in answers)
    rules = [face_rule(FAMILY, font_file(REGULAR)), STYLE, further_rules(FAMILY, text)]
    rules += [sheet_rules(box, name) for box, name in kinds.items()]
    sections = Markup().join(
        Markup('<section class="{}"><a id="{}"></a>{}</section>').format(kinds[answer.box], number, paragraphs(answer))
        for number, answer in enumerate(answers)
    )
    return f"<!doctype html><style>{chr(10).join(rules)}</style>{sections}"


def sheet_rules(box: PaperBox, name: str) -> str:
    """One line stands in the middle of its box and on the left, several begin at the top."""
    line = box.size * LEADING
    top = MARGIN if box.wraps else (box.height - line) / 2
    align = "start" if box.wraps else "left"
    return (
        f"@page {name} {{ size: {box.width:.2f}pt {box.height:.2f}pt; margin: {top:.2f}pt {MARGIN:g}pt 0 }}\n"
        f".{name} {{ page: {name}; font-size: {box.size:g}pt; line-height: {line:.2f}pt; text-align: {align} }}\n"
        f".{name} p {{ min-height: {line:.2f}pt }}"
    )


def paragraphs(answer: Shown) -> Markup:
    """Each line of a text, which may run to the left."""
    lines = LINE_END.split(answer.text.rstrip())
    shown = lines if answer.box.wraps else [" ".join(lines)]
    classes = ("leftwards" if runs_left(line) else "" for line in shown)
    return Markup().join(map(Markup('<p class="{}">{}</p>').format, classes, shown))


def runs_left(line: str) -> bool:
    """Whether the first letter that has a direction, as digits do not, is one of Arabic, Hebrew and the like."""
    return next((way != "L" for letter in line if (way := bidirectional(letter)) in ("L", "R", "AL")), False)


# --- letters that nobody has -------------------------------------------------------------------


@contextmanager
def letters_without_a_face() -> Iterator[set[str]]:
    """Collects those for which WeasyPrint draws an empty box. It says so in its log and nowhere else."""
    listener = Listener()
    log = logging.getLogger("weasyprint")
    log.addHandler(listener)
    try:
        yield listener.letters
    finally:
        log.removeHandler(listener)


class Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.letters: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        if ".notdef" in str(record.msg) and isinstance(record.args, tuple):
            self.letters.add(str(record.args[0]))
