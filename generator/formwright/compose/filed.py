"""A filled form as a document to read and to file: what was asked and answered, and who is notified.

It is made of the form's blocks as they are drawn to be filled in. The page does the same from the same blocks
(`writers/screen/readable.js`); `tests/browser/test_readable.py` holds the two against each other.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from formwright.answers import several
from formwright.answers.address import row_path
from formwright.answers.stamp import COPY
from formwright.compose import words
from formwright.document import nodes, prose
from formwright.document.filed import (
    ABOUT_COPY,
    CASE,
    DAY,
    LONG_ROW,
    MOST_COLUMNS,
    NO_ANSWER,
    NOT_ANSWERED,
    QUESTION_SHARE,
    SHORT,
    share_of,
)
from formwright.document.nodes import Block, Blocks, Input, Text
from formwright.document.typography import is_english, typeset


@dataclass(frozen=True, slots=True)
class Notified:
    """Somebody who is notified: their role in words, their name where one is known, and why."""

    role: str
    name: str | None
    because: str


@dataclass(frozen=True, slots=True)
class Filled:
    """What is known of a filled form. `answers` are by path, as a document holds them; `rows` are the numbers of the
    rows of each repeating section that say something. `missing` are the paths of fields, and of repeating sections,
    that must have an answer, or a row, and have none. `begun` are the parts in which something is answered."""

    answers: Mapping[str, str]
    rows: Mapping[str, Sequence[int]]
    missing: frozenset[str]
    is_asked: Callable[[str], bool]
    begun: frozenset[str]
    notified: tuple[Notified, ...]


def compose(form: nodes.Document, filled: Filled) -> nodes.Document:
    """The readable copy of a form that is filled in. `form` is the form as a document, blank."""
    return _Copy(form, filled).document()


_NOT_TEXT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Cells = tuple[tuple[nodes.Paragraph, ...], ...]
Section = tuple[nodes.Heading, tuple[Block, ...]]


@dataclass(frozen=True, slots=True)
class _Copy:
    form: nodes.Document
    filled: Filled

    def document(self) -> nodes.Document:
        return replace(
            self.form,
            identity=replace(self.form.identity, kind=COPY),
            summary=self.lead(),
            audience="",
            appendix=None,
            blocks=tuple(self.blocks()),
            landscape=False,
            answers={},
            filed=self.foot(),
        )

    def foot(self) -> str:
        """What tells a loose page: of which case and day it is, and which form."""
        case = " ".join(_readable(self.filled.answers.get(CASE, "")).split())
        days = (self.day(one) for block in self.form.blocks for one in inputs_of(block))
        form = f"{self.form.title}, version {self.form.identity.version}"
        return " · ".join(filter(None, (case and f"Case {case}", next(filter(None, days), ""), form)))

    def day(self, one: Input) -> str:
        """The day of the whole, in words, if this is the field that says it."""
        text = self.filled.answers.get(one.path, "")
        is_it = one.path.endswith(DAY) and isinstance(one.widget, nodes.DateBox)
        return _day(text) if is_it and _day(text) != text else ""

    def lead(self) -> str:
        """In a sentence or two, what this is and how far it is complete."""
        thing, missing = self.form.thing, len(self.filled.missing)
        if missing:
            are = "answer is missing and is" if missing == 1 else "answers are missing and are"
            said = f"A copy to read and to file. The {thing} is not complete: {missing} {are} marked “{NOT_ANSWERED}”."
        else:
            said = f"A copy of the completed {thing}, to read and to file."
        waiting = [turn.who for turn in self.form.turns if turn.id not in self.filled.begun]
        return f"{said} Nothing is filled in yet by {_list(waiting, 'or')}." if waiting else said

    def blocks(self) -> Iterator[Block]:
        skipped: list[str] = []
        for heading, blocks in sections(self.form.blocks):
            inputs = [found for block in blocks for found in inputs_of(block)]
            if not inputs:
                continue
            asked = [one for one in inputs if self.is_asked_anywhere(one)]
            if not asked:
                skipped.append(f"“{prose.plain(heading.children)}”")
                continue
            made = tuple(self.section(blocks, skipped))
            if made:
                yield heading
                yield from self.whose(asked)
                yield from made
        yield from self.not_asked()
        yield from self.who_is_notified()
        yield from self.about(skipped)

    # --- what is said round the answers ------------------------------------------------------

    def whose(self, asked: Sequence[Input]) -> Blocks:
        """Who has filled in a section, or fields of it, where that is not the first of them."""
        if not self.form.turns:
            return ()
        first = self.form.turns[0].id
        others = {one.part for one in asked} - {first}
        is_whole = len({one.part for one in asked}) == 1
        said = []
        for turn in self.form.turns:
            if turn.id not in others or turn.id not in self.filled.begun:
                continue
            labels = list(dict.fromkeys(f"“{one.label}”" for one in asked if one.part == turn.id))
            said.append(f"Filled in by {turn.who}." if is_whole else f"{_list(labels)}: filled in by {turn.who}.")
        return tuple(_note(each) for each in said)

    def who_is_notified(self) -> Blocks:
        escalation = next((b for b in self.form.blocks if isinstance(b, nodes.Escalation)), None)
        if escalation is None and not self.form.nobody:
            return ()
        heading = nodes.Heading(2, (Text("Who is notified, and why"),), "who-is-notified")
        if escalation is None:
            return (heading, _paragraph(f"Nobody needs to be notified. {self.form.nobody}"))
        copies = tuple(
            nodes.Paragraph((Text(f"A copy goes to {title}: "), nodes.Link((Text(address),), f"mailto:{address}")))
            for title, address in escalation.copies
        )
        if not self.filled.notified:
            return (heading, _paragraph("Nobody is notified yet: the answers do not say who should be."), *copies)
        said = typeset if is_english(self.form) else str  # these words come from the definitions as they are typed
        rows = tuple(
            nodes.Row(
                ((nodes.Paragraph(_named(replace(one, role=said(one.role)))),), _cell(_sentence(said(one.because))))
            )
            for one in self.filled.notified
        )
        columns = (nodes.Column((Text("Who"),), 40), nodes.Column((Text("Why"),), 60))
        return (heading, nodes.Table("Who is notified, and why", columns, rows), *copies)

    def about(self, skipped: Sequence[str]) -> Blocks:
        identity = self.form.identity
        said = [f"Did not apply, going by the other answers: {_list(skipped)}."] if skipped else []
        said.append(
            f"Made from the answers to “{self.form.title}”, version {identity.version}, "
            f"issued {identity.issued_words}. The answers themselves are in the data file."
        )
        said.append(f"Form {identity.id}, fingerprint {identity.digest}")
        return (nodes.Heading(2, (Text("About this copy"),), ABOUT_COPY), *map(_paragraph, said))

    # --- the answers -------------------------------------------------------------------------

    def section(self, blocks: Iterable[Block], skipped: list[str]) -> Iterator[Block]:
        above: list[Block] = []
        for block in blocks:
            if isinstance(block, nodes.Heading):
                above = [block]
                continue
            made = tuple(self.answers(block, skipped))
            if made:
                yield from (*above, *made)
                above = []

    def answers(self, block: Block, skipped: list[str]) -> Iterator[Block]:
        match block:
            case nodes.Fields():
                yield from self.listed(block.inputs)
            case nodes.Questions():
                yield from self.questions(block, skipped)
            case nodes.Repeat():
                yield from self.rows(block)
            case _:
                pass

    def listed(self, inputs: Iterable[Input]) -> Iterator[Block]:
        """Answers under their labels: what is short as a list, what is long as paragraphs."""
        short: list[tuple[nodes.Inlines, Blocks]] = []
        for one in inputs:
            if not self.is_said(one.path):
                continue
            label: nodes.Inlines = (Text(one.label),)
            if not self.is_long(one):
                short.append((label, self.shown(one, one.path)))
                continue
            if short:
                yield nodes.Facts(tuple(short))
                short = []
            yield nodes.Paragraph((nodes.Strong(label),))
            yield from self.shown(one, one.path)
        if short:
            yield nodes.Facts(tuple(short))

    def questions(self, block: nodes.Questions, skipped: list[str]) -> Iterator[Block]:
        """A table: the question, then its answers, of which the last column holds what this question alone is asked."""
        asked = []
        for question in block.questions:
            if any(self.filled.is_asked(one.path) for one in (*question.inputs, *question.further)):
                asked.append(question)
            else:
                ask = f"“{prose.plain(question.ask)}”"
                skipped.append(f"question {question.number}" if question.number else ask)
        kept = [
            n for n in range(len(block.columns)) if any(self.is_said(question.inputs[n].path) for question in asked)
        ] or [len(block.columns) - 1]
        if not any(self.is_said(one.path) for question in asked for one in (*question.inputs, *question.further)):
            return
        widgets = [block.questions[0].inputs[n].widget for n in kept]
        headings = [block.columns[n].heading for n in kept]
        columns = (
            nodes.Column((Text(block.ask_heading),), QUESTION_SHARE),
            *(nodes.Column(heading, share_of(widget)) for heading, widget in zip(headings, widgets, strict=True)),
        )
        yield nodes.Table(block.legend, columns, _rows(columns, (self.question(question, kept) for question in asked)))

    def question(self, question: nodes.Question, kept: Sequence[int]) -> Cells:
        number: nodes.Inlines = (Text(f"{nodes.dotted(question.number)} "),) if question.number else ()
        *cells, last = (self.shown(question.inputs[n], question.inputs[n].path) for n in kept)
        further = tuple(
            nodes.Paragraph((nodes.Strong((Text(_colon(one.label)),)), Text(" "), *first.children))
            if place == 0
            else first
            for one in question.further
            if self.is_said(one.path)
            for place, first in enumerate(self.shown(one, one.path))
        )
        if further and not self.is_said(question.inputs[kept[-1]].path):
            last = ()
        return ((nodes.Paragraph((*number, *question.ask)),), *cells, (*further, *last))

    def rows(self, block: nodes.Repeat) -> Iterator[Block]:
        numbers = self.filled.rows.get(block.path, ())
        if block.path in self.filled.missing:
            yield nodes.Paragraph((nodes.Strong((Text(NOT_ANSWERED),)), Text(f": {_at_least(block.minimum)}.")))
        elif not numbers:
            yield _paragraph("None.")
        kept = [one for one in block.inputs if any(self.is_said(row_path(one.path, n)) for n in numbers)]
        if not kept:
            return
        if len(kept) > MOST_COLUMNS:
            for place, n in enumerate(numbers, 1):
                anchor = f"row-{block.path}-{place}".replace("_", "-")
                yield nodes.Heading(3, (Text(f"{block.row_name} {place}"),), anchor)
                yield from self.listed(replace(one, path=row_path(one.path, n)) for one in kept)
            return
        columns = tuple(nodes.Column((Text(one.label),), share_of(one.widget)) for one in kept)
        rows = (tuple(self.shown(one, row_path(one.path, n)) for one in kept) for n in numbers)
        yield nodes.Table(block.legend, columns, _rows(columns, rows), row_headers=False)

    def not_asked(self) -> Iterator[Block]:
        """Answers that stand in the return though they are not asked: nothing that somebody wrote is left out."""
        inputs = {one.path: one for block in self.form.blocks for one in inputs_of(block)}
        found: list[tuple[nodes.Inlines, Blocks]] = []
        for path in self.filled.answers:
            one = inputs.get(re.sub(r"\[\d+\]", "[]", path))
            if one is not None and not self.filled.is_asked(path):
                found.append(((Text(one.full_label),), self.shown(one, path, is_asked=True)))
        if found:
            yield nodes.Heading(2, (Text("Answers to questions that do not apply"),), "answers-that-do-not-apply")
            yield _paragraph("Going by the other answers, these questions do not apply. The answers are kept here.")
            yield nodes.Facts(tuple(found))

    # --- one answer --------------------------------------------------------------------------

    def is_asked_anywhere(self, one: Input) -> bool:
        if "[]" not in one.path:
            return self.filled.is_asked(one.path)
        numbers = self.filled.rows.get(one.path.partition("[")[0], ()) or (0,)
        return any(self.filled.is_asked(row_path(one.path, n)) for n in numbers)

    def is_said(self, path: str) -> bool:
        """Whether there is something to say of a field: its answer, or that it has none."""
        return path in self.filled.missing or (path in self.filled.answers and self.filled.is_asked(path))

    def is_long(self, one: Input) -> bool:
        text = self.filled.answers.get(one.path, "")
        return isinstance(one.widget, nodes.Box) and (len(text) > SHORT or "\n" in text.strip())

    def shown(self, one: Input, path: str, is_asked: bool = False) -> tuple[nodes.Paragraph, ...]:
        if path in self.filled.missing:
            return (nodes.Paragraph((nodes.Strong((Text(NOT_ANSWERED),)),)),)
        if path not in self.filled.answers or not (is_asked or self.filled.is_asked(path)):
            return (nodes.Paragraph((Text(NO_ANSWER),)),)
        return tuple(paragraphs(in_words(one.widget, _readable(self.filled.answers[path]))))


def sections(blocks: Iterable[Block]) -> Iterator[Section]:
    """Each heading of the form's sections, with the blocks below it."""
    heading: nodes.Heading | None = None
    below: list[Block] = []
    for block in blocks:
        if isinstance(block, nodes.Heading) and block.level == 2:
            if heading is not None:
                yield heading, tuple(below)
            heading, below = block, []
        else:
            below.append(block)
    if heading is not None:
        yield heading, tuple(below)


def inputs_of(block: Block) -> Iterator[Input]:
    match block:
        case nodes.Fields(inputs=inputs) | nodes.Repeat(inputs=inputs):
            yield from inputs
        case nodes.Questions(questions=questions):
            for question in questions:
                yield from (*question.inputs, *question.further)
        case _:
            pass


def in_words(widget: nodes.Widget, text: str) -> str:
    """An answer as a person reads it."""
    match widget:
        case nodes.Pick(options):
            return next((option.label for option in options if option.value == text), text)
        case nodes.Ticks(options):
            labels = {option.value: option.label for option in options}
            return "; ".join(labels.get(value, value) for value in several.values(text))
        case nodes.DateBox():
            return _day(text)
        case nodes.Line() | nodes.Box():
            return text
        case _:
            assert_never(widget)


def _day(text: str) -> str:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return text
    return words.date(text)


def paragraphs(text: str) -> Iterator[nodes.Paragraph]:
    """A text as it was typed: an empty line ends a paragraph, any other line a line."""
    lines = [line.strip() for line in re.split("\r\n|\r|\n", text)]
    kept: list[nodes.Inline] = []
    for line in [*lines, ""]:
        if line:
            kept += [*([nodes.LineBreak()] if kept else []), Text(line)]
        elif kept:
            yield nodes.Paragraph(tuple(kept))
            kept = []


def _readable(text: str) -> str:
    """The text with what no page can hold as U+FFFD, so that a reader sees that something stood there."""
    return _NOT_TEXT.sub("\ufffd", text)


def _paragraph(text: str) -> nodes.Paragraph:
    return nodes.Paragraph((Text(text),))


def _note(text: str) -> nodes.Paragraph:
    return nodes.Paragraph((nodes.Emphasis((Text(text),)),))


def _cell(text: str) -> Blocks:
    return (_paragraph(text),)


def _rows(columns: Sequence[nodes.Column], rows: Iterable[Cells]) -> tuple[nodes.Row, ...]:
    whole = sum(column.width for column in columns)

    def is_long(cells: Cells) -> bool:
        letters = (sum(len(prose.plain(each.children)) for each in cell) for cell in cells)
        return any(count * whole > LONG_ROW * each.width for count, each in zip(letters, columns, strict=True))

    return tuple(nodes.Row(cells, runs_on=is_long(cells)) for cells in rows)


def _at_least(count: int) -> str:
    return f"at least {count} are needed" if count > 1 else "at least one is needed"


def _named(one: Notified) -> nodes.Inlines:
    return (Text(one.role), nodes.LineBreak(), Text(one.name)) if one.name else (Text(one.role),)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _colon(label: str) -> str:
    return label if label.endswith(("?", ":", ".")) else f"{label}:"


def _list(parts: Sequence[str], joint: str = "and") -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {joint} {parts[-1]}"
