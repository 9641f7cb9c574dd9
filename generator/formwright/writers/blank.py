"""An empty submission as YAML: every field by its key, with comments that say what goes where.

What other formats print round the fields (headings, texts, tables, who is told) stands here in
comments, so that the file can be filled in with nothing else at hand.
"""

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import assert_never

from formwright.answers import address, several
from formwright.document.nodes import (
    Asked,
    Block,
    Blocks,
    Box,
    BulletList,
    Callout,
    Chart,
    Contents,
    DateBox,
    Document,
    Escalation,
    Facts,
    Fields,
    Figure,
    Heading,
    Input,
    Line,
    Listing,
    NumberedList,
    Paragraph,
    Pick,
    Question,
    Questions,
    Repeat,
    Table,
    Ticks,
    Widget,
    dotted,
)
from formwright.document.prose import plain
from formwright.document.short_names import spelt_out
from formwright.writers.spelling import quoted

WIDTH = 96
HOW_TO = (
    "Write each answer after its colon. If there is no answer, leave the line as it is.",
    "Lines that begin with # are only notes. They are not part of your answers.",
    "Put quotation marks around an answer that contains a colon or a #, or begins with a symbol.",
    "A long answer can run over several lines:",
)
LONG_ANSWER = ("  comments: |", "    The first line,", "    and the second.")
ROW_START = "- "

Answers = Mapping[str, str]
Lines = Iterator[str]


def write(document: Document) -> bytes:
    """The file's bytes. Answers that the document holds stand in their places. Raises TypeError for
    a document that asks for nothing."""
    if not document.is_form:
        raise TypeError(f"'{document.identity.id}' is not a form: there is nothing to fill in")
    document = spelt_out(document)
    lines = [*_head(document)]
    before: Block | None = None
    section = ""
    for block in document.blocks:
        lines.extend(_gap(before, block))
        if isinstance(block, Fields | Questions) and section != (section := _section(_first(block))):
            opening = [f"{section}:"]
        else:
            opening = []
        lines.extend(_block(block, document.answers, opening))
        before = block
    return ("\n".join(lines) + "\n").encode()


def _gap(before: Block | None, block: Block) -> Lines:
    """What stands between two blocks: a heading stays with what it heads, fields with what explains them."""
    if before is None or isinstance(block, Heading):
        yield ""
    elif not isinstance(before, Heading) and not isinstance(block, Fields | Questions | Repeat | Contents):
        yield "#"


def _head(document: Document) -> Lines:
    identity = document.identity
    yield f"form: {identity.id}"
    yield f"version: {quoted(identity.version)}"
    yield f"digest: {quoted(identity.digest)}"
    yield ""
    yield from _comment(f"{document.title}, version {identity.version}, issued {identity.issued_words}")
    if document.standing:
        yield from _comment(document.standing)
    yield from _comment(document.summary)
    yield "#"
    for sentence in HOW_TO:
        yield from _comment(sentence)
    yield from (f"# {line}" for line in LONG_ANSWER)


def _first(block: Fields | Questions) -> Input:
    return block.inputs[0] if isinstance(block, Fields) else block.questions[0].inputs[0]


def _block(block: Block, answers: Answers, opening: list[str]) -> Lines:
    """`opening` is the section's key, where the block is the first of its section."""
    match block:
        case Fields():
            yield from opening
            for input in block.inputs:
                yield from _input(input, answers, "  ")
        case Questions():
            yield from _questions(block, answers, opening)
        case Repeat():
            yield from _repeat(block, answers)
        case Heading():
            title = f"{block.number} {plain(block.children)}" if block.number else plain(block.children)
            yield from _comment(title)
            yield "# " + "-" * min(len(title), WIDTH - 2)
        case _:
            yield from _prose(block)


# --- what is filled in ---------------------------------------------------------------------


def _section(input: Input) -> str:
    return input.path.split(".")[0].removesuffix("[]")


def _key(input: Input) -> str:
    return input.path.rsplit(".", 1)[1]


def _input(input: Input, answers: Answers, indent: str, said: Asked | None = None) -> Lines:
    yield from _explained(input, indent, said)
    yield _answer(input, input.path, answers, indent)


def _answer(input: Input, path: str, answers: Answers, indent: str) -> str:
    value = answers.get(path, "")
    if value and isinstance(input.widget, Ticks):
        return f"{indent}{_key(input)}: [{', '.join(several.values(value))}]"
    if value:
        return f"{indent}{_key(input)}: {value if input.widget.kind.is_whole else quoted(value)}"
    return f"{indent}{_key(input)}:"


def _explained(input: Input, indent: str, said: Asked | None = None, inset: str = "", key: str = "") -> Lines:
    """The label, whether it is required, the hint, and what can be written."""
    need = ", required" if input.required else ", optional" if input.is_marked_optional else ""
    yield from _comment(f"{key}{input.label}{need}", indent, inset)
    if input.hint:
        yield from _comment(input.hint, indent, f"{inset}  ")
    if input.asked and input.asked.words and input.asked != said:
        yield from _comment(input.asked.words, indent, f"{inset}  ")
    for line in _what_to_write(input.widget):
        yield from _comment(line.lstrip(), indent, f"{inset}  " + " " * (len(line) - len(line.lstrip())))


def _what_to_write(widget: Widget) -> Lines:
    match widget:
        case Pick(options):
            yield "Write one of:"
            for option in options:
                label = option.label.removeprefix(f"{option.value} – ")
                same = label.casefold() == option.value.replace("-", " ")
                yield f"  {option.value}" if same else f"  {option.value} ({label})"
        case Ticks(options, kind, none):
            yield kind.words.write
            for option in options:
                same = option.label.casefold() == option.value.replace("-", " ")
                alone = ", on its own" if option.value == none else ""
                yield f"  {option.value}{alone}" if same else f"  {option.value} ({option.label}){alone}"
        case Line(kind=kind) | Box(kind=kind) | DateBox(kind=kind):
            yield from filter(None, (kind.words.write,))
        case _:
            assert_never(widget)


def _questions(block: Questions, answers: Answers, opening: list[str]) -> Lines:
    """What every question is answered by is said once, above them."""
    shared = [i for i in block.questions[0].inputs if all(_like(i, q) for q in block.questions)]
    alike = {_key(i) for i in shared if all(_when(i) == _when(_named(q, _key(i))) for q in block.questions)}
    if shared:
        yield from _comment("Each question below has these answers:")
        for input in shared:
            above = None if _key(input) in alike else input.asked
            yield from _explained(input, "", above, "  ", f"{_key(input)}: ")
    yield from opening
    for question in block.questions:
        said = {_key(i) for i in shared if _key(i) in alike or not _when(_named(question, _key(i)))}
        yield from _question(question, said, answers)


def _like(input: Input, question: Question) -> bool:
    """Whether the question has an input just like this one, but for when it is asked."""
    said = (_key(input), input.label, input.widget, input.required, input.hint)
    return any(said == (_key(i), i.label, i.widget, i.required, i.hint) for i in question.inputs)


def _when(input: Input) -> str:
    """What is said of when it is asked, beyond when its question is."""
    return input.asked.words if input.asked else ""


def _named(question: Question, key: str) -> Input:
    return next(input for input in question.inputs if _key(input) == key)


def _question(question: Question, said: set[str], answers: Answers) -> Lines:
    """What has been `said` of its answers above is not said again."""
    number = f"{dotted(question.number)} ".lstrip()
    yield from _comment(number + plain(question.ask), "  ", hang=" " * len(number))
    for block in question.guidance:
        yield from _prose(block, "  ", " " * len(number))
    if question.asked and question.asked.words:
        yield from _comment(question.asked.words, "  ", " " * len(number))
    yield f"  {question.inputs[0].path.split('.')[1]}:"
    for input in (*question.further, *question.inputs):
        if _key(input) in said:
            yield _answer(input, input.path, answers, "    ")
        else:
            yield from _input(input, answers, "    ", question.asked)


def _repeat(block: Repeat, answers: Answers) -> Lines:
    """The rows that are answered already, then one to copy, in comments."""
    if block.needed:
        yield from _comment(block.needed.words)
    elif block.minimum:
        yield from _comment(f"At least {block.minimum} of these.")
    if block.maximum is not None:
        yield from _comment(f"At most {block.maximum} of these.")
    yield from _comment(f"{block.row_name}:")
    for input in block.inputs:
        yield from _explained(input, "", inset="  ", key=f"{_key(input)}: ")
    yield f"{block.path}:"
    for row in range(address.rows(block.path, answers)):
        yield from _row(block, row, answers, "  ")
    yield from _comment("For each one, copy these lines and delete the # and the space after it:", "  ")
    yield from (f"  # {line}" for line in _row(block, None, answers, ""))


def _row(block: Repeat, row: int | None, answers: Answers, indent: str) -> Lines:
    begin = f"{indent}{ROW_START}"
    for input in block.inputs:
        path = input.path if row is None else address.row_path(input.path, row)
        yield begin + _answer(input, path, answers, "")
        begin = " " * len(begin)


# --- what is only read ---------------------------------------------------------------------


def _prose(block: Block, indent: str = "", inset: str = "") -> Lines:
    match block:
        case Paragraph(children):
            yield from _comment(plain(children), indent, inset)
        case BulletList(items):
            for item in items:
                yield from _item(item, ROW_START, indent, inset)
        case NumberedList(items, start):
            for number, item in enumerate(items, start):
                yield from _item(item, f"{number}. ", indent, inset)
        case Table():
            headings = " – ".join(plain(column.heading) for column in block.columns)
            yield from _comment(f"{block.caption if block.caption_shown else headings}:", indent, inset)
            for row in block.rows:
                cells = " – ".join(_flat(cell) for cell in row.cells)
                yield from _comment(cells, indent, f"{inset}  ", hang="  ")
        case Callout(children, title):
            yield from _comment(f"{title}:", indent, inset) if title else ()
            for inner in children:
                yield from _prose(inner, indent, inset)
        case Facts(items):
            for name, said in items:
                yield from _comment(f"{plain(name)}: {_flat(said)}", indent, inset, hang="  ")
        case Escalation():
            yield from _escalation(block)
        case Chart():
            yield from _prose(block.table, indent, inset)
        case Figure():
            for inner in block.alternative:
                yield from _prose(inner, indent, inset)
        case Contents():
            pass  # a text file has no pages to list
        case Listing():
            pass
        case Heading(_, children):
            yield from _comment(plain(children), indent, inset)
        case Fields() | Questions() | Repeat():
            raise TypeError(f"a {type(block).__name__} cannot be inside another block")
        case _:
            assert_never(block)


def _item(item: Blocks, bullet: str, indent: str, inset: str) -> Lines:
    first, rest = item[:1], item[1:]
    yield from _comment(bullet + _flat(first), indent, inset, hang=" " * len(bullet))
    for block in rest:
        yield from _prose(block, indent, inset + " " * len(bullet))


def _flat(blocks: Blocks) -> str:
    """Blocks on one line."""
    return " ".join(line.removeprefix("#").strip() for block in blocks for line in _prose(block))


def _escalation(block: Escalation) -> Lines:
    for label, all_told in block.rows:
        yield from _comment(f"{label}:")
        for told in all_told:
            yield from _comment(f"- {told.title}", inset="  ", hang="  ")
            yield from _comment(told.asked.words, inset="    ") if told.asked else ()
    yield from _comment(block.note) if block.note else ()
    for title, mailbox in block.copies:
        yield from _comment(f"A copy of every completed form goes to {title} <{mailbox}>.")


# --- spelling ------------------------------------------------------------------------------


def _comment(text: str, indent: str = "", inset: str = "", hang: str = "") -> Lines:
    start = f"{indent}# {inset}"
    words = " ".join(text.split())
    found = wrap(
        words,
        WIDTH,
        initial_indent=start,
        subsequent_indent=start + hang,
        break_long_words=False,
        break_on_hyphens=False,
    )
    yield from found or [start.rstrip()]
