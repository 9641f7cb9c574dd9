"""The tree as the HTML that is laid out on paper.

Prose is drawn as on a screen (`markup`). A form is drawn as paper has it: questions in a grid, a
fixed number of rows, every condition in words, every choice's options in print, for who fills it in
with a pen. There is no button and no script. An input here only says where on the page a field is;
`acroform` makes the field.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from math import ceil
from typing import assert_never

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from formwright.document.nodes import (
    Box,
    Column,
    DateBox,
    Document,
    Escalation,
    Fields,
    Input,
    Line,
    Pick,
    Questions,
    Repeat,
    Widget,
)
from formwright.writers.markup import WIDTH_RULES, FormBlock, Prose, headings_of, inlines, plain, width_class
from formwright.writers.paper.faces import face_rules
from formwright.writers.paper.fields import DATE_IN_WORDS, in_row, rows_of, sentence
from formwright.writers.paper.room import choice_mm, height_mm, lines_of

PORTRAIT_MM, LANDSCAPE_MM = 174, 261
NUMBER_SHARE = 5
LEAST_QUESTION_SHARE = 34
LEAST_ANSWER_SHARE = 15


def page(document: Document) -> str:
    """The whole document as one HTML page for WeasyPrint."""
    prose = Prose(tuple(headings_of(document.blocks)), FormPrinter(document).block)
    return (
        templates()
        .get_template("page.html")
        .render(
            document=document,
            body=prose.blocks(document.blocks),
            style=Markup(f"{face_rules()}\n{WIDTH_RULES}\n{style_sheet()}"),
        )
    )


@dataclass(frozen=True, slots=True)
class FormPrinter:
    """Draws the blocks that are filled in, with room enough for the answers that they come with."""

    document: Document

    def block(self, block: FormBlock) -> Markup:
        match block:
            case Fields():
                return self.draw("fields", block)
            case Questions():
                return self.draw("questions", block, columns=self.grid_columns(block))
            case Repeat():
                rows = range(rows_of(block, self.document.answers))
                return self.draw("repeat", block, columns=self.row_columns(block), rows=rows)
            case Escalation():
                return self.draw("escalation", block)
            case _:
                assert_never(block)

    def draw(self, template: str, block: FormBlock, **given: object) -> Markup:
        return Markup(templates().get_template(f"{template}.html").render(block=block, height=self.height, **given))

    def height(self, path: str, widget: Widget, share: float = 1) -> float:
        """Of the field's box, in millimetres. `share` is that of its column of the page."""
        return height_mm(lines_of(widget, self.document.answers.get(path), self.width * share))

    @property
    def width(self) -> int:
        return LANDSCAPE_MM if self.document.landscape else PORTRAIT_MM

    def grid_columns(self, block: Questions) -> tuple[Column, ...]:
        """The number's column, the question's and the answers'. Shares are of 100: what the answers
        leave over is the question's; where that is too little the widest answer gives way."""
        answers = self.wide_enough(block.columns, block.questions[0].inputs, of=100)
        left = 100 - NUMBER_SHARE - sum(column.width for column in answers)
        question = Column((), max(LEAST_QUESTION_SHARE, left))
        widest = max(answers, key=lambda column: column.width)
        narrower = replace(widest, width=max(LEAST_ANSWER_SHARE, widest.width - question.width + left))
        return (Column((), NUMBER_SHARE), question, *(narrower if c is widest else c for c in answers))

    def row_columns(self, block: Repeat) -> tuple[Column, ...]:
        """The row's number goes before the columns."""
        shares = sum(column.width for column in block.columns)
        number = Column((), max(1, round(shares * NUMBER_SHARE / 100)))
        return (number, *self.wide_enough(block.columns, block.inputs, of=shares))

    def wide_enough(self, columns: tuple[Column, ...], inputs: tuple[Input, ...], of: int) -> tuple[Column, ...]:
        """The columns, those of a choice at least as wide as its options. Shares are `of` the whole."""
        return tuple(
            replace(column, width=max(column.width, ceil(of * choice_mm(field.widget) / self.width)))
            for column, field in zip(columns, inputs, strict=True)
        )


def share(column: Column, columns: Iterable[Column]) -> float:
    return column.width / sum(other.width for other in columns)


# --- what is printed for a choice, for who cannot open a list ----------------------------------


def keys(columns: Iterable[Column], inputs: Iterable[Input]) -> list[tuple[str, str]]:
    """For each column that is a choice, its heading and its options."""
    return [
        (plain(column.heading), options(field.widget))
        for column, field in zip(columns, inputs, strict=True)
        if isinstance(field.widget, Pick)
    ]


def options(widget: Pick) -> str:
    return " · ".join(unbroken(option.label) for option in widget.options)


def unbroken(words: str) -> str:
    """Short options stay whole at the end of a line."""
    return words.replace(" ", "\u00a0") if len(words) <= 30 else words


def help_for(widget: Widget) -> str | None:
    """What stands in small print beside a box."""
    match widget:
        case DateBox():
            return DATE_IN_WORDS
        case Pick():
            return f"One of: {options(widget)}"
        case Line("number"):
            return "A number"
        case Line() | Box():
            return None
        case _:
            assert_never(widget)


def kind(widget: Widget) -> str:
    """The class that gives an answer's box its size."""
    match widget:
        case Line(kind):
            return f"line {kind}"
        case Box():
            return "box"
        case DateBox():
            return "date"
        case Pick():
            return "grade" if widget.whole_number else "pick"
        case _:
            assert_never(widget)


# --- templates ---------------------------------------------------------------------------------


@cache
def templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("formwright.writers.paper"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Callable[..., object]] = {
        "inlines": inlines,
        "blocks": Prose().blocks,
        "help": help_for,
        "kind": kind,
        "in_row": in_row,
        "sentence": sentence,
        "keys": keys,
        "share": share,
        "width_class": width_class,
    }
    environment.filters.update(filters)
    return environment


@cache
def style_sheet() -> str:
    return (files("formwright.writers.paper") / "paper.css").read_text(encoding="utf-8")
