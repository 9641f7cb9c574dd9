"""Everything in a document that is filled in, as tables of questions and content controls.

On paper nothing can appear or go away, so a question that is not always asked says in words when it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import assert_never

from formwright.answers import word
from formwright.answers.address import row_path
from formwright.document import gates
from formwright.document.abreast import questions_abreast, rows_abreast
from formwright.document.nodes import (
    OPTIONAL,
    Asked,
    Blocks,
    Box,
    BulletList,
    Emphasis,
    Escalation,
    Fields,
    Inline,
    Input,
    Line,
    LineBreak,
    Link,
    Paragraph,
    Pick,
    Question,
    Questions,
    Repeat,
    Text,
    Ticks,
    Told,
    are_optional,
)
from formwright.document.typography import unbroken
from formwright.document.written import lengths, rows_printed
from formwright.writers.word import ticks
from formwright.writers.word.columns import NUMBER, question_widths, row_widths, shared_out
from formwright.writers.word.controls import Control, drawn, repeating
from formwright.writers.word.draft import Draft, FormBlock, Setting
from formwright.writers.word.markup import (
    COLUMN_HEADING_SHADE,
    ROW_HEADING_SHADE,
    cell,
    kept,
    kept_at_end,
    kept_with_next,
    none_alone,
    one_line,
    paragraph,
    row,
    run,
    table,
)
from formwright.writers.word.prose import anchored, column_heading, draw, draw_all, inlines, notes

_LINE_HEIGHT = 280
_ROOM_FOR_PAIRS = 13_000
_FEW_ROWS = 6
_ROOM_TOGETHER = 2_800
"""A fifth of a page: what needs more is not kept together, as it would leave the page before it half empty."""


def drawn_form(block: FormBlock, draft: Draft, setting: Setting) -> str:
    match block:
        case Fields():
            return _legend(block.legend, draft) + _fields(block, draft, setting)
        case Questions():
            return _legend(block.legend, draft) + _questions(block, draft, setting)
        case Repeat():
            return repeat_opening(block, draft) + repeat_table(block, draft, setting)
        case Escalation():
            return _escalation(block, draft, setting)
        case _:
            assert_never(block)


def _legend(legend: str, draft: Draft) -> str:
    """The group's name, unless a heading has just said it."""
    said = draft.just_headed or legend.strip().casefold() == draft.under.strip().casefold()
    return "" if said else paragraph("Caption", run(one_line(legend)))


def _fields(block: Fields, draft: Draft, setting: Setting) -> str:
    """Labels and answers in a table; short ones two in a row where the page is wide."""
    short = not any(isinstance(each.widget, Box) for each in block.inputs)
    pairs = 2 if short and len(block.inputs) > 2 and setting.width >= _ROOM_FOR_PAIRS else 1
    widths = shared_out(setting.width, (22, 28, 22, 28) if pairs == 2 else (34, 66))
    header = row(
        (column_heading(w, run(h)) for w, h in zip(widths, ("Item", "Answer") * pairs, strict=True)), header=True
    )
    rows = []
    for start in range(0, len(block.inputs), pairs):
        together = block.inputs[start : start + pairs]
        cells = [c for n, each in enumerate(together) for c in _field(each, widths[2 * n : 2 * n + 2], draft)]
        if left := widths[len(cells) :]:
            cells.append(cell(sum(left), "", span=len(left), open_end=True))
        rows.append(row(cells, height=_height(together)))
    return table(
        widths,
        [header, *rows],
        caption=block.legend,
        description="Each row has the name of an item, with a space for the answer beside it.",
        row_headings=True,
        together=len(rows) <= _FEW_ROWS and sum(map(_room, block.inputs)) <= _ROOM_TOGETHER,
    )


def _field(block: Input, widths: list[int], draft: Draft) -> tuple[str, str]:
    label = _label(block, block.asked)
    return cell(widths[0], label, shade=ROW_HEADING_SHADE), cell(widths[1], _given(block, draft))


def _questions(block: Questions, draft: Draft, setting: Setting) -> str:
    """Number, question, and a column for each answer."""
    if not questions_abreast(block, setting.landscape, draft.guided):
        return _questions_under(block, draft, setting)
    widths = _numbered(question_widths(block, setting.width, lengths(block, draft.answers)), block)
    answered = [[q.inputs[n] for q in block.questions] for n in range(len(block.columns))]
    shared = [_shared_notes(each) for each in answered]
    answers = (
        column_heading(width, inlines(column.heading, draft) + _mark(each), (*said, *_shared_condition(each)))
        for width, column, said, each in zip(widths[2:], block.columns, shared, answered, strict=True)
    )
    header = row(
        (
            *(column_heading(width, run("No.")) for width in widths[:1] if width),
            column_heading(widths[1], run(one_line(block.ask_heading))),
            *answers,
        ),
        header=True,
    )
    return table(
        [width for width in widths if width],
        [header, *(_question(q, widths, shared, draft, setting) for q in block.questions)],
        caption=block.legend,
        description="One row for each question: its number, the question, then spaces for the answers.",
    )


def _question(block: Question, widths: list[int], shared: list[tuple[str, ...]], draft: Draft, setting: Setting) -> str:
    """The question's row, and below it a row for each further field that it alone has."""
    first = gates.gate(block)
    span = sum(widths[1:]) if first else widths[1]
    asks = _asks(block, span, draft, setting)
    answers = (
        cell(width, _control(each, draft) + notes(note for note in _own_notes(each) if note not in said))
        for width, each, said in zip(widths[2:], block.inputs, shared, strict=True)
    )
    number = _number(block.number, widths, ROW_HEADING_SHADE)
    following = [_further(each, block, widths, draft) for each in gates.after(block)]
    if first is None:
        asked = row((*number, cell(widths[1], asks, shade=ROW_HEADING_SHADE), *answers), height=_height(block.inputs))
        return "".join(kept_with_next((asked, *following)))
    asked = row((*number, cell(span, asks, shade=ROW_HEADING_SHADE, span=len(block.inputs) + 1)))
    lead = cell(widths[1], _lead(gates.lead(block)), shade=ROW_HEADING_SHADE)
    if_so = row((*_number("", widths, ROW_HEADING_SHADE), lead, *answers), height=_height(block.inputs))
    return "".join(kept_with_next((asked, _further(first, block, widths, draft), if_so, *following)))


def _numbered(widths: list[int], block: Questions) -> list[int]:
    """Where no question has a number, the width of that column is the question's."""
    return widths if block.is_numbered else [0, widths[0] + widths[1], *widths[2:]]


def _number(number: str, widths: list[int], shade: str) -> tuple[str, ...]:
    """The cell of a question's number, where the table has one."""
    content = paragraph("RowHeading", run(number)) if number else ""
    return (cell(widths[0], content, shade=shade),) if widths[0] else ()


def _asks(block: Question, width: int, draft: Draft, setting: Setting) -> str:
    return (
        paragraph("RowHeading", anchored(inlines(block.ask, draft), block.anchor, draft))
        + draw_all(block.guidance, draft, setting.in_cell(width, word.HELP_STYLE))
        + notes((_words(block.asked),))
    )


def _questions_under(block: Questions, draft: Draft, setting: Setting) -> str:
    """Each question over the whole width, and below it a row for each of its answers."""
    labels, answers = shared_out(setting.width - NUMBER, (34, 66))
    widths = _numbered([NUMBER, labels, answers], block)
    headings = ("No.", one_line(block.ask_heading), "Answer")
    header = row((column_heading(w, run(h)) for w, h in zip(widths, headings, strict=True) if w), header=True)
    return table(
        [width for width in widths if width],
        [header, *(_question_over(q, widths, draft, setting) for q in block.questions)],
        caption=block.legend,
        description="For each question, a row with its number and text, then a row for each answer.",
    )


def _question_over(block: Question, widths: list[int], draft: Draft, setting: Setting) -> str:
    asks = _asks(block, sum(widths[1:]), draft, setting)
    number = _number(block.number, widths, COLUMN_HEADING_SHADE)
    asked = row((*number, cell(sum(widths[1:]), asks, shade=COLUMN_HEADING_SHADE, span=2)), whole=not block.guidance)
    return "".join((kept_at_end(asked) if block.guidance else kept(asked), *_few(block, widths, draft)))


def _few(block: Question, widths: list[int], draft: Draft) -> list[str]:
    """A question's answers, which stay together where they are few, so that none is read under another question."""
    answers = [_further(each, block, widths, draft) for each in gates.in_order(block)]
    return kept_with_next(answers) if len(answers) <= _FEW_ROWS else answers


def _further(block: Input, question: Question, widths: list[int], draft: Draft) -> str:
    when = None if block.asked == question.asked else block.asked
    return row(
        (
            *_number("", widths, ROW_HEADING_SHADE),
            cell(widths[1], _label(block, when), shade=ROW_HEADING_SHADE),
            cell(sum(widths[2:]), _given(block, draft), span=len(widths) - 2),
        ),
        height=_height((block,)),
    )


def repeat_opening(block: Repeat, draft: Draft) -> str:
    return _legend(block.legend, draft) + notes((_words(block.needed), _limits(block)), "Needed")


def _limits(block: Repeat) -> str:
    match (block.minimum, block.maximum):
        case (0, None):
            return ""
        case (least, None):
            return f"Fill in at least {_rows(least)}."
        case (0, most):
            return f"Fill in no more than {_rows(most)}."
        case (least, most) if least == most:
            return f"Fill in {_rows(least)}."
        case (least, most):
            return f"Fill in between {least} and {most} rows."


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"


def repeat_table(block: Repeat, draft: Draft, setting: Setting) -> str:
    if not rows_abreast(block, setting.landscape):
        return _repeat_under(block, draft, setting)
    widths = row_widths(block, setting.width, lengths(block, draft.answers))
    header = row(
        (
            column_heading(
                width,
                inlines(column.heading, draft) + _mark((each,)),
                (*_own_notes(each), _when(each)),
            )
            for width, column, each in zip(widths, block.columns, block.inputs, strict=True)
        ),
        header=True,
    )
    heads = [*([_group_headings(block, widths)] if block.groups else []), header]
    count = rows_printed(block, draft.answers) or 1
    numbers = draft.number(count + 1)
    rows = [_repeat_row(block, n, widths, draft) for n in range(count)]
    together = count <= _FEW_ROWS and count * _height(block.inputs) <= _ROOM_TOGETHER
    rows = kept_with_next(rows) if together else none_alone(rows)
    described = f"One row for each {block.row_name.lower()}, with a space for each answer."
    return _rows_table(block, draft, widths, heads, numbers, rows, described)


def _rows_table(
    block: Repeat,
    draft: Draft,
    widths: list[int],
    heads: list[str],
    numbers: int,
    rows: list[str],
    described: str,
    row_headings: bool = False,
) -> str:
    """The rows below their headings, in a control that can add more of them."""
    fixed = len(rows) == block.maximum
    added = repeating(block.path, draft.alias(block.legend), numbers, block.row_name, rows, fixed=fixed)
    made = table(widths, [*heads, added], caption=block.legend, description=described, row_headings=row_headings)
    return made + paragraph("Gap")


def _repeat_under(block: Repeat, draft: Draft, setting: Setting) -> str:
    """Each field of a row in a line of its own, with its label beside it."""
    widths = shared_out(setting.width, (34, 66))
    headings = (one_line(block.row_name), "Answer")
    header = row((column_heading(w, run(h)) for w, h in zip(widths, headings, strict=True)), header=True)
    count = rows_printed(block, draft.answers) or 1
    numbers = draft.number(count + 1)
    rows = [_row_under(block, n, widths, draft) for n in range(count)]
    described = f"For each {block.row_name.lower()}, a row for each answer, with its label beside it."
    return _rows_table(block, draft, widths, [header], numbers, rows, described, row_headings=True)


def _row_under(block: Repeat, n: int, widths: list[int], draft: Draft) -> str:
    """The first row is shaded darker, and begins with what a row is: so one sees where the next begins."""
    rows = []
    for place, (each, asked) in enumerate(zip(_of_row(block, n), block.inputs, strict=True)):
        above = paragraph("ColumnHeading", run(one_line(block.row_name))) if place == 0 else ""
        shade = ROW_HEADING_SHADE if place else COLUMN_HEADING_SHADE
        label = cell(widths[0], above + _label(asked, asked.asked), shade=shade)
        rows.append(row((label, cell(widths[1], _given(each, draft))), height=_height((each,))))
    few = rows if len(rows) <= _FEW_ROWS else rows[:2]
    return "".join((*kept_with_next(few), *rows[len(few) :]))


def _repeat_row(block: Repeat, n: int, widths: list[int], draft: Draft) -> str:
    inputs = _of_row(block, n)
    cells = (cell(width, _control(each, draft)) for width, each in zip(widths, inputs, strict=True))
    return row(cells, height=_height(inputs))


def _of_row(block: Repeat, n: int) -> list[Input]:
    return [
        replace(each, path=row_path(each.path, n), full_label=f"{block.row_name} {n + 1}: {each.label}")
        for each in block.inputs
    ]


def _group_headings(block: Repeat, widths: list[int]) -> str:
    """Headings above several columns; columns that no group covers keep an empty cell above them."""
    cells, start = [], 0
    for group in block.groups:
        width = sum(widths[start : start + group.span])
        text = paragraph("ColumnHeading", run(one_line(group.heading)))
        cells.append(cell(width, text, shade=COLUMN_HEADING_SHADE, span=group.span))
        start += group.span
    cells += [cell(width, paragraph("ColumnHeading"), shade=COLUMN_HEADING_SHADE) for width in widths[start:]]
    return row(cells, header=True)


def _escalation(block: Escalation, draft: Draft, setting: Setting) -> str:
    """Who is notified for each judgement, and where copies go."""
    caption = "Who is notified for each judgement" if block.judgements else "Who is notified"
    each = "judgement" if block.judgements else "case"
    legend = _legend(caption, draft)
    widths = shared_out(setting.width, (30, 70))
    headings = (block.heading, "Who is notified")
    header = row((column_heading(w, run(one_line(h))) for w, h in zip(widths, headings, strict=True)), header=True)
    rows = [
        row(
            (
                cell(widths[0], paragraph("RowHeading", run(one_line(label))), shade=ROW_HEADING_SHADE),
                cell(widths[1], _told(told, draft, setting.in_cell(widths[1]))),
            )
        )
        for label, told in block.rows
    ]
    drawn_table = legend + table(
        widths,
        [header, *rows],
        caption=caption,
        description=f"One row for each {each}, with the people who are notified.",
        row_headings=True,
        together=len(rows) <= _FEW_ROWS,
    )
    if block.note:
        drawn_table += paragraph(setting.text, run(block.note))
    few = len(rows) <= _FEW_ROWS
    if not block.copies:
        return kept(drawn_table) if few else drawn_table
    to: list[Inline] = [Text("A copy of every completed form goes to ")]
    for n, (title, address) in enumerate(block.copies):
        to += [Text(", " if n else ""), Text(f"{title} ("), Link((Text(address),), f"mailto:{address}"), Text(")")]
    drawn_table += paragraph(setting.text, inlines((*to, Text(".")), draft))
    return kept(drawn_table) if few else drawn_table


def _told(all_told: tuple[Told, ...], draft: Draft, setting: Setting) -> str:
    if not all_told:
        return paragraph(setting.text, run("Nobody"))
    people: list[Blocks] = []
    for told in all_told:
        when = (LineBreak(), Emphasis((Text(_words(told.asked)),))) if told.asked else ()
        people.append((Paragraph((Text(told.title), *when)),))
    return draw(BulletList(tuple(people)), None, draft, setting)


# --- parts of a form ----------------------------------------------------------------------------


def _control(block: Input, draft: Draft) -> str:
    value = draft.answers.get(block.path, "")
    if isinstance(block.widget, Ticks):
        return ticks.drawn(block, block.widget, value, draft.alias, draft.number)
    alias = draft.alias(block.full_label)
    return drawn(Control(block.path, alias, block.label, block.widget, draft.number(), value))


def _label(block: Input, when: Asked | None) -> str:
    optional = f" {OPTIONAL}" if block.is_marked_optional else ""
    label = paragraph("RowHeading", run(one_line(block.label + optional)))
    if when is not None and when.words and when.lead:
        return _lead(when.lead) + label + notes(_label_notes(block))
    return label + notes((*_label_notes(block), _words(when)))


def _mark(column: Sequence[Input]) -> str:
    """In the heading of a column, that all its answers are optional."""
    return run(f" {OPTIONAL}") if are_optional(column) else ""


def _lead(words: str) -> str:
    """When something is asked, before what is asked."""
    return paragraph("ColumnHeading", run(one_line(f"{words}:"))) if words else ""


def _given(block: Input, draft: Draft) -> str:
    """The answer, where its label stands beside it: below it, while there is no answer, few options each with a
    box before it, for a pen."""
    return _control(block, draft) + notes(() if block.path in draft.answers else (_boxes(block),))


def _boxes(block: Input) -> str:
    if not isinstance(block.widget, Pick):
        return ""
    return word.boxes(block.widget.kind, [unbroken(one_line(option.label)) for option in block.widget.options])


def _label_notes(block: Input) -> tuple[str, ...]:
    """What is said beside a label."""
    return word.helps(block.widget.kind, block.hint, ()) if _boxes(block) else _own_notes(block)


def _own_notes(block: Input) -> tuple[str, ...]:
    options = [one_line(o.label) for o in block.widget.options] if isinstance(block.widget, Pick) else []
    return word.helps(block.widget.kind, block.hint, options, _counted(block))


def _shared_notes(inputs: list[Input]) -> tuple[str, ...]:
    """What would be said under every answer of a column, and is said once in its heading."""
    every = [_own_notes(each) for each in inputs]
    return tuple(note for note in (every[0] if every else ()) if all(note in own for own in every))


def _shared_condition(inputs: list[Input]) -> tuple[str, ...]:
    """When every answer of a column is asked, beyond when its question is."""
    every = {_when(each) for each in inputs}
    return tuple(filter(None, every)) if len(every) == 1 else ()


def _counted(block: Input) -> str | None:
    """The grade that a page on a screen would count here by itself."""
    return block.widget.counts if isinstance(block.widget, Line) else None


def _when(block: Input) -> str:
    """When a column's answers are given, in its heading."""
    return (block.asked.lead if block.asked and block.asked.words else "") or _words(block.asked)


def _words(asked: Asked | None) -> str:
    if asked is None or not asked.words:
        return ""
    return asked.words if asked.words.endswith(".") else f"{asked.words}."


def _height(inputs: Iterable[Input]) -> int:
    """How much room a pen needs."""
    return max(map(_room, inputs))


def _room(block: Input) -> int:
    return _LINE_HEIGHT * _lines(block) + 160


def _lines(block: Input) -> int:
    match block.widget:
        case Box(lines):
            return lines
        case Ticks(options):
            return len(options)
        case _:
            return 1
