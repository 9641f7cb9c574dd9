"""A form's blocks as they are printed in a book: a plain list of what is asked, with nothing to fill in."""

from dataclasses import replace
from typing import assert_never

from formwright.answers import kinds
from formwright.document import nodes, prose
from formwright.document.nodes import Block, Blocks, Inlines, LineBreak, Strong, Text


def printed(blocks: Blocks) -> Blocks:
    """The blocks with every input turned into a line that says what is asked and how it is answered; what all
    questions of a section are answered with is said once. Inputs of several forms could not share a document:
    their names would clash."""
    return tuple(found for block in blocks for found in _printed(block))


def _printed(block: Block) -> Blocks:
    match block:
        case nodes.Fields(inputs=inputs):
            return (_list(inputs),)
        case nodes.Questions():
            return _questions(block)
        case nodes.Repeat():
            return (*_above(block), _list(block.inputs))
        case nodes.Escalation():
            return _escalation(block)
        case _:
            return (block,)


def _paragraph(*inlines: nodes.Inline) -> nodes.Paragraph:
    return nodes.Paragraph(tuple(inlines))


def _list(inputs: tuple[nodes.Input, ...]) -> nodes.BulletList:
    return nodes.BulletList(tuple((nodes.Paragraph(_field(each)),) for each in inputs))


def _field(input: nodes.Input) -> Inlines:
    """What is asked, how it is answered, and in which cases."""
    asides = [input.hint] if input.hint else []
    asides += [input.asked.words] if input.asked and input.asked.words else []
    said = (inline for aside in asides for inline in (Text(" "), nodes.Emphasis((Text(aside),))))
    how = ", ".join(filter(None, (_answer(input), "optional" if input.is_marked_optional else "")))
    return (Strong((Text(input.label),)), *([Text(f" ({how})")] if how else []), *said)


def _answer(input: nodes.Input) -> str:
    """How an input is answered, in words; nothing where its label says so."""
    match input.widget:
        case nodes.Pick(options, kind) if kind is kinds.GRADE and options:
            first, last = options[0].value, options[-1].value
            return "" if first in input.label and last in input.label else f"{first} to {last}"
        case nodes.Pick(options):
            return "one of: " + "; ".join(o.label for o in options)
        case nodes.Ticks(options):
            return "all that apply: " + "; ".join(o.label for o in options)
        case nodes.Line(kind=kind) | nodes.Box(kind=kind) | nodes.DateBox(kind=kind):
            return kind.words.title.lower()
        case _:
            assert_never(input.widget)


def _questions(block: nodes.Questions) -> Blocks:
    """What answers each question, then the questions: a numbered list where their numbers count on."""
    answers = [inline for input in block.questions[0].inputs for inline in (Text("; "), *_field(input))][1:]
    lead = (_paragraph(Text(f"For each {_in_sentence(block.ask_heading)}: "), *answers),) if answers else ()
    numbers = [question.number for question in block.questions]
    start = int(numbers[0]) if numbers[0].isdecimal() else 0
    if start and numbers == [str(n) for n in range(start, start + len(numbers))]:
        return (*lead, nodes.NumberedList(tuple(map(_question, block.questions)), start))
    return (*lead, *(found for question in block.questions for found in _numbered(question)))


def _in_sentence(heading: str) -> str:
    """A heading within a sentence: "Area for evaluation" begins small, "ICS record" does not."""
    return heading if heading[1:2].isupper() else heading[:1].lower() + heading[1:]


def _question(question: nodes.Question) -> Blocks:
    further = (_list(question.further),) if question.further else ()
    when = question.asked.words if question.asked else ""
    asked = (_paragraph(nodes.Emphasis((Text(when),))),) if when else ()
    return (nodes.Paragraph((Strong(question.ask),)), *question.guidance, *asked, *further)


def _numbered(question: nodes.Question) -> Blocks:
    """A question under its own number, or without one."""
    ask, *below = _question(question)
    assert isinstance(ask, nodes.Paragraph)
    number = (Strong((Text(f"{question.number}\u2002"),)),) if question.number else ()
    return (replace(ask, children=(*number, *ask.children)), *below)


def _above(block: nodes.Repeat) -> Blocks:
    """What the rows are, when one is needed, and which of their fields belong together."""
    lines: list[Inlines] = [(Text(block.needed.words),)] if block.needed else []
    lines.append((Text(f"As many as are needed. For each {_in_sentence(block.row_name)}:"),))
    start = 0
    for group in block.groups:
        names = [prose.plain(c.heading) for c in block.columns[start : start + group.span]]
        start += group.span
        if group.heading:
            lines.insert(-1, (Strong((Text(f"{group.heading}: "),)), Text("; ".join(names))))
    return (_paragraph(*[inline for line in lines for inline in (LineBreak(), *line)][1:]),)


def _escalation(block: nodes.Escalation) -> Blocks:
    table = nodes.Table(
        caption=f"Who is notified, by {block.heading.lower()}" if block.judgements else "Who is notified",
        columns=(nodes.Column((Text(block.heading),), 30), nodes.Column((Text("Who is notified"),), 70)),
        rows=tuple(nodes.Row(((_paragraph(Text(label)),), _told(told))) for label, told in block.rows),
    )
    copies = tuple(
        _paragraph(
            Text(f"A copy of every completed form goes to {title}, "),
            nodes.Link((Text(address),), f"mailto:{address}"),
            Text("."),
        )
        for title, address in block.copies
    )
    note = (_paragraph(Text(block.note)),) if block.note else ()
    return (table, *note, *copies)


def _told(told: tuple[nodes.Told, ...]) -> Blocks:
    return (nodes.BulletList(tuple((_paragraph(Text(t.title + _when(t))),) for t in told)),)


def _when(told: nodes.Told) -> str:
    words = told.asked.words if told.asked else ""
    return f" ({words[:1].lower()}{words[1:].rstrip('.')})" if words else ""
