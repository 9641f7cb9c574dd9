"""The tree as the HTML that is laid out on paper.

Prose is drawn as on a screen (`markup`). A form is drawn as paper has it: questions in a grid, a
fixed number of rows, every condition in words, every choice's options in print, for who fills it in
with a pen. There is no button and no script. An input here only says where on the page a field is;
`acroform` makes the field.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import assert_never

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from formwright.answers import several
from formwright.answers.address import row_path
from formwright.answers.kinds import count_in_words
from formwright.document import gates
from formwright.document.abreast import questions_abreast, rows_abreast
from formwright.document.filed import ABOUT_COPY
from formwright.document.nodes import (
    Block,
    Blocks,
    Box,
    BulletList,
    Callout,
    Column,
    Contents,
    DateBox,
    Document,
    Escalation,
    Fields,
    Heading,
    Input,
    Line,
    Listing,
    NumberedList,
    Option,
    Pick,
    Question,
    Questions,
    Repeat,
    Table,
    Ticks,
    Widget,
    are_optional,
)
from formwright.document.prose import plain
from formwright.document.typography import unbroken
from formwright.document.written import lengths, rows_printed
from formwright.writers.markup import FormBlock, Prose, css_string, headings_of, inlines, width_class
from formwright.writers.paper.columns import CELL_MM, LIST_MM, grid_columns, row_columns, table_columns, under_columns
from formwright.writers.paper.faces import face_rules, further_rules
from formwright.writers.paper.fields import sentence
from formwright.writers.paper.pictures import picture
from formwright.writers.paper.room import (
    MOST_LINES,
    MOST_LINES_IN_GRID,
    MOST_LINES_IN_GRID_LANDSCAPE,
    MOST_LINES_LANDSCAPE,
    height_mm,
    lines_of,
)

PORTRAIT_MM, LANDSCAPE_MM = 174, 261
CELL_EDGES_MM = 3  # what a box in a table is narrower than its column: a border, and shares are rounded
CLOSING_BLOCKS = 3
LABEL_MM = 62  # of a label on the left, as paper.css has it


def page(document: Document) -> str:
    """The whole document as one HTML page for WeasyPrint."""
    prose = Prose(tuple(headings_of(document.blocks)), FormPrinter(document).block, picture)
    blocks = fitted(document)
    body = prose.blocks(blocks) if document.is_form else chapters(blocks, prose)
    further = further_rules("Paper", f"{document.title}{document.summary}{document.filed or ''}{body}")
    return (
        templates()
        .get_template("page.html")
        .render(
            document=document,
            body=body,
            style=Markup(f"{face_rules()}\n{width_rules()}\n{style_sheet()}\n{filed_style(document)}\n{further}"),
        )
    )


def chapters(blocks: Blocks, prose: Prose) -> Markup:
    """The blocks of what is read. The last few before a new page, and of the whole, stand in a `closing`, so that no
    page has a line or two alone."""
    starts = [n for n, block in enumerate(blocks) if n and isinstance(block, Heading) and block.new_page]
    each = (blocks[start:end] for start, end in zip((0, *starts), (*starts, len(blocks)), strict=True))
    return Markup("\n").join(chapter(one, prose) for one in each)


def chapter(chapter: Blocks, prose: Prose) -> Markup:
    end = next((n for n, b in enumerate(chapter) if isinstance(b, Heading) and b.anchor == ABOUT_COPY), len(chapter))
    first = max(1, end - CLOSING_BLOCKS)
    body, closing = prose.blocks(chapter[:first]), chapter[first:]
    if not closing or any(isinstance(block, Contents | Listing) for block in closing):
        return prose.blocks(chapter)
    return Markup('{}\n<div class="closing">\n{}\n</div>').format(body, prose.blocks(closing))


def fitted(document: Document) -> Blocks:
    """The blocks, with tables whose columns suit the page."""
    return fit(document.blocks, page_width(document))


def fit(blocks: Blocks, width_mm: float) -> Blocks:
    """Blocks that have so much room, with the columns of their tables."""
    return tuple(_fit(block, width_mm) for block in blocks)


def _fit(block: Block, width_mm: float) -> Block:
    match block:
        case Table():
            columns = table_columns(block, width_mm)
            rows = (
                replace(
                    row,
                    cells=tuple(
                        fit(cell, width_mm * share(column, columns) - CELL_MM)
                        for column, cell in zip(columns, row.cells, strict=True)
                    ),
                )
                for row in block.rows
            )
            return replace(block, columns=columns, rows=tuple(rows))
        case BulletList(items) | NumberedList(items):
            return replace(block, items=tuple(fit(item, width_mm - LIST_MM) for item in items))
        case Callout(children):
            return replace(block, children=fit(children, width_mm - CELL_MM))
        case _:
            return block


def page_width(document: Document) -> int:
    return LANDSCAPE_MM if document.landscape else PORTRAIT_MM


@dataclass(frozen=True, slots=True)
class FormPrinter:
    """Draws the blocks that are filled in, with room enough for the answers that they come with."""

    document: Document

    def block(self, block: FormBlock) -> Markup:
        answers = self.document.answers
        match block:
            case Fields():
                return self.draw("fields", block)
            case Questions() if not questions_abreast(block, self.document.landscape, self.document.is_guided):
                columns = numbered(under_columns(self.width), block)
                questions = tuple(replace(q, guidance=fit(q.guidance, self.width - CELL_MM)) for q in block.questions)
                return self.draw("questions_under", replace(block, questions=questions), columns=columns)
            case Questions():
                columns = numbered(
                    grid_columns(block, self.width, self.document.is_guided, lengths(block, answers)), block
                )
                room = self.width * share(columns[1], columns) - CELL_MM
                questions = tuple(replace(q, guidance=fit(q.guidance, room)) for q in block.questions)
                return self.draw("questions", replace(block, questions=questions), columns=columns)
            case Repeat():
                rows = range(rows_printed(block, answers))
                if not rows_abreast(block, self.document.landscape):
                    return self.draw("repeat_under", block, columns=under_columns(self.width), rows=rows)
                return self.draw(
                    "repeat", block, columns=row_columns(block, self.width, lengths(block, answers)), rows=rows
                )
            case Escalation():
                return self.draw("escalation", block)
            case _:
                assert_never(block)

    def draw(self, template: str, block: FormBlock, **given: object) -> Markup:
        heights = {"height": self.height, "height_beside": self.height_beside}
        return Markup(templates().get_template(f"{template}.html").render(block=block, **heights, **given))

    def height(self, path: str, widget: Widget, share: float = 1) -> float:
        """Of the field's box, in millimetres. `share` is that of its column of the page."""
        in_grid, alone = (
            (MOST_LINES_IN_GRID_LANDSCAPE, MOST_LINES_LANDSCAPE)
            if self.document.landscape
            else (MOST_LINES_IN_GRID, MOST_LINES)
        )
        most = in_grid if share < 1 else alone
        written = self.document.answers.get(path)
        edges = CELL_EDGES_MM if share < 1 and written is not None else 0
        return height_mm(lines_of(widget, written, self.width * share - edges, most)) + edges / 2

    def height_beside(self, path: str, widget: Widget) -> float:
        """The same where a label stands on the left, as it does but for boxes of text."""
        return self.height(path, widget, 1 if isinstance(widget, Box) else 1 - LABEL_MM / self.width)

    @property
    def width(self) -> int:
        return page_width(self.document)


def numbered(columns: Sequence[Column], block: Questions) -> tuple[Column, ...]:
    """The columns of a grid; where no question has a number, that column's share is the question's."""
    number, question, *answers = columns
    if block.is_numbered:
        return tuple(columns)
    return (replace(number, width=0), replace(question, width=number.width + question.width), *answers)


def share(column: Column, columns: Iterable[Column]) -> float:
    return column.width / sum(other.width for other in columns)


def group_at(block: Repeat, place: int) -> str:
    """The heading of the group of fields that begins at this place, if one does."""
    starts = [sum(group.span for group in block.groups[:n]) for n in range(len(block.groups))]
    return block.groups[starts.index(place)].heading if place in starts else ""


# --- what is printed for a choice, for who cannot open a list ----------------------------------


def keys(columns: Iterable[Column], inputs: Iterable[Input]) -> list[tuple[str, str]]:
    """For each column that is a choice, its heading and its options, unless the heading says them; where several
    can be ticked the options stand in the cells."""
    return [
        (plain(column.heading), said)
        for column, field in zip(columns, inputs, strict=True)
        if (said := _key(column, field.widget))
    ]


def examples(columns: Iterable[Column], inputs: Iterable[Input]) -> list[tuple[str, str]]:
    """How days and times are written, with the headings of the columns that have them: too much for each heading."""
    found: dict[str, list[str]] = {}
    for column, field in zip(columns, inputs, strict=True):
        match field.widget:
            case DateBox():
                found.setdefault("for example 15/01/2014", []).append(plain(column.heading))
            case Line(kind) if kind.name == "time":
                found.setdefault("for example 14:30", []).append(plain(column.heading))
            case _:
                pass
    return [(", ".join(headings), example) for example, headings in found.items()]


def shared_hint(questions: Sequence[Question], column: int) -> str | None:
    """The hint that every answer in this column has."""
    hints = {question.inputs[column].hint for question in questions}
    return hints.pop() if len(hints) == 1 else None


def shared_condition(questions: Sequence[Question], column: int) -> str:
    """When every answer in this column is asked, beyond when its question is."""
    found = {(asked.lead or asked.words) if (asked := question.inputs[column].asked) else "" for question in questions}
    return found.pop() if len(found) == 1 else ""


def optional_column(questions: Sequence[Question], column: int) -> bool:
    """Whether every answer in this column is optional."""
    return are_optional(question.inputs[column] for question in questions)


def _key(column: Column, widget: Widget) -> str | None:
    match widget:
        case Pick(of):
            return None if all(o.label in plain(column.heading) for o in of) else options(widget)
        case Ticks(kind=kind):
            return kind.beside
        case _:
            return None


def options(widget: Pick) -> str:
    return " · ".join(unbroken(option.label) for option in widget.options)


def to_tick(option: Option) -> Markup:
    """An option with a box before it, for a pen."""
    return Markup('<span class="to-tick"><span class="pen"></span>{}</span>').format(unbroken(option.label))


def help_for(widget: Widget) -> str | None:
    """What stands in small print beside a box."""
    match widget:
        case Pick():
            return Markup("One of: ") + Markup(" ").join(map(to_tick, widget.options))
        case Ticks(kind=kind):
            return kind.beside
        case Line(counts=str(counted)):
            return count_in_words(counted)
        case Line(kind=kind) | Box(kind=kind) | DateBox(kind=kind):
            return kind.beside
        case _:
            assert_never(widget)


def kind(widget: Widget) -> str:
    """The class that gives an answer's box its size."""
    match widget:
        case Line(kind):
            return f"line {kind.name}"
        case Box():
            return "box"
        case DateBox():
            return "date"
        case Pick():
            return "grade" if widget.kind.is_whole else "pick"
        case Ticks():
            return "ticks"
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
        "group_at": group_at,
        "help": help_for,
        "kind": kind,
        "in_row": row_path,
        "sentence": sentence,
        "keys": keys,
        "examples": examples,
        "optional_column": optional_column,
        "shared_hint": shared_hint,
        "shared_condition": shared_condition,
        "share": share,
        "width_class": width_class,
        "tick": several.tick,
        "gate": gates.gate,
        "gated": gates.lead,
        "after_gate": gates.after,
        "gate_first": gates.in_order,
    }
    environment.filters.update(filters)
    return environment


@cache
def width_rules() -> str:
    """What the classes for columns' shares mean on paper: a little less, because shares are rounded
    and could add up to more than the page. What is left over is given to all columns alike."""
    return "\n".join(f".w{share} {{ width: {share * 0.95:.2f}% }}" for share in range(1, 101))


@cache
def style_sheet(name: str = "paper.css") -> str:
    return (files("formwright.writers.paper") / name).read_text(encoding="utf-8")


def filed_style(document: Document) -> str:
    """What a readable copy has beside: its look, and what the foot of its pages says."""
    if document.filed is None:
        return ""
    foot = css_string(document.filed)
    return f"{style_sheet('filed.css')}\n.filed h1 {{ string-set: title content(text), foot {foot} }}"
