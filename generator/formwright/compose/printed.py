"""A form's blocks as they are printed in a book: the same questions, with nothing to fill in."""

from dataclasses import replace
from typing import assert_never

from formwright.document import nodes, prose
from formwright.document.abreast import questions_abreast, rows_abreast
from formwright.document.nodes import Block, Blocks, Text


def printed(blocks: Blocks) -> Blocks:
    """The blocks with every input turned into a table that shows what is asked and how it is
    answered. Inputs of several forms could not share a document: their names would clash."""
    return tuple(found for block in blocks for found in _printed(block))


def _printed(block: Block) -> Blocks:
    match block:
        case nodes.Fields():
            return (_fields(block),)
        case nodes.Questions():
            return (*_helps(block.columns, block.questions[0].inputs), _questions(block))
        case nodes.Repeat():
            return _repeat(block)
        case nodes.Escalation():
            return _escalation(block)
        case _:
            return (block,)


def _paragraph(*inlines: nodes.Inline) -> nodes.Paragraph:
    return nodes.Paragraph(tuple(inlines))


def _fields(block: nodes.Fields) -> nodes.Table:
    return nodes.Table(
        caption=block.legend,
        columns=(nodes.Column((Text("Question"),), 50), nodes.Column((Text("Answer"),), 50)),
        rows=tuple(nodes.Row(((_label(i), *_asides(i)), (_paragraph(Text(_answer(i))),))) for i in block.inputs),
    )


def _label(input: nodes.Input) -> nodes.Paragraph:
    return _paragraph(Text(input.label))


def _asides(input: nodes.Input) -> Blocks:
    asides = [input.hint] if input.hint else []
    asides += [input.asked.words] if input.asked and input.asked.words else []
    return tuple(_paragraph(nodes.Emphasis((Text(aside),))) for aside in asides)


def _answer(input: nodes.Input) -> str:
    """How an input is answered, in words."""
    optional = "" if input.required else " (optional)"
    match input.widget:
        case nodes.Pick(options):
            return "One of: " + "; ".join(o.label for o in options) + optional
        case nodes.Ticks(options):
            return "All that apply: " + "; ".join(o.label for o in options) + optional
        case nodes.Line(kind=kind) | nodes.Box(kind=kind) | nodes.DateBox(kind=kind):
            return f"{kind.words.title}{optional}"
        case _:
            assert_never(input.widget)


def _questions(block: nodes.Questions) -> nodes.Table:
    """The grid as on the form: empty cells where the answers go. Where they find no room side by side, what they
    are stands under the question."""
    if not questions_abreast(block, landscape=False):
        under = (replace(q, inputs=(), further=(*q.inputs, *q.further)) for q in block.questions)
        block = replace(block, columns=(), questions=tuple(under))
    taken = sum(c.width for c in block.columns)
    return nodes.Table(
        caption=block.legend,
        columns=(
            *([nodes.Column((Text("No."),), 7)] if block.is_numbered else ()),
            nodes.Column((Text(block.ask_heading),), max(round(1.2 * taken), 93 - taken)),
            *block.columns,
        ),
        rows=tuple(_question(q, len(block.columns), block.is_numbered) for q in block.questions),
    )


def _helps(columns: tuple[nodes.Column, ...], inputs: tuple[nodes.Input, ...]) -> Blocks:
    """What is said of the answers in a grid's columns, in one paragraph."""
    said = [
        (nodes.Strong((Text(f"{prose.plain(column.heading)}: "),)), Text(input.hint))
        for column, input in zip(columns, inputs, strict=True)
        if input.hint
    ]
    apart = [inline for line in said for inline in (nodes.LineBreak(), *line)][1:]
    return (_paragraph(*apart),) if apart else ()


def _question(question: nodes.Question, answers: int, is_numbered: bool) -> nodes.Row:
    further = tuple(_paragraph(nodes.Emphasis((Text(f"{i.label} {_answer(i)}"),))) for i in question.further)
    when = question.asked.words if question.asked else ""
    asked = (_paragraph(nodes.Emphasis((Text(when),))),) if when else ()
    ask: Blocks = (nodes.Paragraph((nodes.Strong(question.ask),)), *question.guidance, *asked, *further)
    number = ((_paragraph(Text(question.number)),),) if is_numbered else ()
    return nodes.Row((*number, ask, *((),) * answers))


def _repeat(block: nodes.Repeat) -> Blocks:
    if not rows_abreast(block, landscape=False):
        return (*_above(block), _fields(nodes.Fields(block.legend, block.inputs)))
    rows = tuple(nodes.Row(((),) * len(block.columns)) for _ in range(min(2, max(1, block.blank_rows))))
    return (
        *_above(block),
        *_helps(block.columns, block.inputs),
        nodes.Table(block.legend, block.columns, rows, row_headers=False),
    )


def _above(block: nodes.Repeat) -> Blocks:
    """When a row is needed, and which columns belong together: a book's tables have one row of
    headings. It is one paragraph, so that it stays with its table."""
    lines: list[tuple[nodes.Inline, ...]] = [(Text(block.needed.words),)] if block.needed else []
    start = 0
    for group in block.groups:
        names = [prose.plain(c.heading) for c in block.columns[start : start + group.span]]
        start += group.span
        if group.heading:
            lines.append((nodes.Strong((Text(f"{group.heading}: "),)), Text("; ".join(names))))
    apart = [inline for line in lines for inline in (nodes.LineBreak(), *line)][1:]
    return (_paragraph(*apart),) if apart else ()


def _escalation(block: nodes.Escalation) -> Blocks:
    table = nodes.Table(
        caption=f"Who is notified, by {block.heading.lower()}" if block.judgements else "Who is notified",
        columns=(nodes.Column((Text(block.heading),), 30), nodes.Column((Text("Who is notified"),), 70)),
        rows=tuple(nodes.Row(((_paragraph(Text(label)),), _told(told))) for label, told in block.rows),
    )
    copies = tuple(
        _paragraph(
            Text(f"A copy of every completed form goes to {title}, "), nodes.Link((Text(address),), f"mailto:{address}")
        )
        for title, address in block.copies
    )
    note = (_paragraph(Text(block.note)),) if block.note else ()
    return (table, *note, *copies)


def _told(told: tuple[nodes.Told, ...]) -> Blocks:
    return (
        nodes.BulletList(
            tuple((_paragraph(Text(t.title + (f" – {t.asked.words}" if t.asked else ""))),) for t in told)
        ),
    )
