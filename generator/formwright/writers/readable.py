"""A readable copy as a web page, to open, print and file; and what a form's page is told to make one itself.

The page builds the same elements with the same words (`screen/readable.js`), so that one style sheet gives both a look.
"""

from collections.abc import Iterator, Mapping

from formwright.document import filed
from formwright.document.nodes import (
    Block,
    Document,
    Escalation,
    Fields,
    Heading,
    Input,
    Line,
    Option,
    Pick,
    Questions,
    Repeat,
    Ticks,
    dotted,
)
from formwright.document.prose import plain
from formwright.writers.markup import css_string

WORDS: Mapping[str, object] = {
    "case": filed.CASE,
    "day": filed.DAY,
    "notAnswered": filed.NOT_ANSWERED,
    "noAnswer": filed.NO_ANSWER,
    "short": filed.SHORT,
    "mostColumns": filed.MOST_COLUMNS,
    "questionShare": filed.QUESTION_SHARE,
    "longRow": filed.LONG_ROW,
}


def foot_rules(document: Document) -> str:
    """What stands at the foot of a printed page."""
    lines = (document.filed or "", document.standing)
    foot = ' "\\A" '.join(css_string(line) for line in lines if line is not None)
    look = "color: #48545f; font: 8pt sans-serif; white-space: pre-line"
    return f"@page filed {{ @bottom-left {{ content: {foot}; {look} }} }}"


def sent_to(document: Document) -> str:
    """Where the data file goes, as the end of a sentence; nothing, where the form does not say."""
    copies = next((block.copies for block in document.blocks if isinstance(block, Escalation)), ())
    return ": send it to " + " and to ".join(f"{title}, {address}" for title, address in copies) if copies else ""


def kept_on(document: Document) -> str:
    """What to do with the readable copy."""
    is_of_child = any(field.path == filed.CASE for block in document.blocks for field in inputs_of(block))
    where = "on the child’s file" if is_of_child else "with the record that it belongs to"
    return f"The readable copy is for people: keep it {where}."


def inputs_of(block: Block) -> tuple[Input, ...]:
    return block.inputs if isinstance(block, Fields) else ()


def copy_data(document: Document) -> dict[str, object]:
    """What the page's script is told of a form, block for block, to set out its answers to be read."""
    identity = document.identity
    return {
        **WORDS,
        "organisation": document.organisation,
        "framework": document.subtitle,
        "title": document.title,
        "id": identity.id,
        "version": identity.version,
        "issued": identity.issued_words,
        "digest": identity.digest,
        "nobody": document.nobody,
        "standing": document.standing,
        "blocks": [found for block in document.blocks for found in block_data(block)],
    }


def block_data(block: Block) -> Iterator[dict[str, object]]:
    match block:
        case Heading(level, children, anchor, number):
            yield {"is": "heading", "level": level, "text": plain(children), "anchor": anchor, "number": number}
        case Fields(inputs=inputs):
            yield {"is": "fields", "fields": list(map(input_data, inputs))}
        case Questions():
            yield questions_data(block)
        case Repeat():
            yield {
                "is": "rows",
                "path": block.path,
                "row": block.row_name,
                "minimum": block.minimum,
                "caption": block.legend,
                "fields": list(map(input_data, block.inputs)),
            }
        case Escalation():
            labels = {outcome.value: outcome.label for outcome in block.outcomes}
            copies = [{"title": title, "address": address} for title, address in block.copies]
            reasons = [also.reason for also in block.also]
            yield {"is": "escalation", "labels": labels, "copies": copies, "reasons": reasons}
        case _:
            pass


def questions_data(block: Questions) -> dict[str, object]:
    return {
        "is": "questions",
        "caption": block.legend,
        "ask": block.ask_heading,
        "columns": [plain(column.heading) for column in block.columns],
        "questions": [
            {
                "number": question.number,
                "dotted": dotted(question.number),
                "ask": plain(question.ask),
                "fields": list(map(input_data, question.inputs)),
                "further": list(map(input_data, question.further)),
            }
            for question in block.questions
        ],
    }


def input_data(field: Input) -> dict[str, object]:
    options = field.widget.options if isinstance(field.widget, Pick | Ticks) else None
    unit = field.widget.unit if isinstance(field.widget, Line) else None
    return {
        "path": field.path,
        "label": field.label,
        **({"bare": field.label.removesuffix(f" ({unit})")} if unit else {}),
        "share": filed.share_of(field.widget),
        **({"options": option_data(options)} if options is not None else {}),
    }


def option_data(options: tuple[Option, ...]) -> dict[str, str]:
    return {option.value: option.label for option in options}
