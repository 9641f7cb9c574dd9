"""Every field of a document as paper has it: rows numbered, and told in full to who cannot see it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from formwright.answers import address, several
from formwright.answers.kinds import count_in_words
from formwright.answers.pdf import TICKED
from formwright.document.nodes import (
    Blocks,
    Box,
    DateBox,
    Document,
    Fields,
    Input,
    Line,
    Pick,
    Questions,
    Repeat,
    Ticks,
    Widget,
)
from formwright.document.written import rows_printed


@dataclass(frozen=True, slots=True)
class PaperField:
    """One field of the PDF. `path` is its name, row numbers filled in; `of` the path of the answer that it
    holds, or a part of it. `label` says what it is where nothing stands around it, `tooltip` also all else
    that a screen reader says. `required` holds only where the field is asked of everyone: a PDF knows no
    conditions. `wraps` says that the text runs over several lines. `value` is the answer that it comes with,
    if any."""

    path: str
    of: str
    label: str
    widget: Widget
    tooltip: str
    required: bool
    wraps: bool
    value: str | None

    @property
    def shown(self) -> str:
        """The answer as a person reads it."""
        labels = {o.value: o.label for o in self.widget.options} if isinstance(self.widget, Pick) else {}
        return labels.get(self.value or "", self.value or "")


def paper_fields(document: Document) -> Mapping[str, PaperField]:
    """The fields in reading order, by path."""
    fields: dict[str, PaperField] = {}
    for found in each_box(fields_of(document.blocks, document.answers)):
        if found.path in fields:
            raise ValueError(f"two fields of {document.identity.id} are named {found.path!r}")
        fields[found.path] = found
    known = {field.of for field in fields.values()}
    strangers = [path for path in document.answers if path not in known]
    if strangers:
        raise ValueError(f"{document.identity.id} has no field {strangers[0]!r} for the answer given to it")
    return fields


def each_box(fields: Iterable[PaperField]) -> Iterator[PaperField]:
    """The fields with each box to tick by itself: its widget has that one option alone."""
    for field in fields:
        if not isinstance(field.widget, Ticks):
            yield field
            continue
        ticked = several.values(field.value or "")
        for option in field.widget.options:
            yield replace(
                field,
                path=several.tick(field.path, option.value),
                label=f"{field.label}: {option.label}",
                widget=replace(field.widget, options=(option,)),
                tooltip=f"{sentence(option.label)} {field.tooltip}",
                required=False,
                value=TICKED if option.value in ticked else None,
            )


def fields_of(blocks: Blocks, answers: Mapping[str, str]) -> Iterator[PaperField]:
    for block in blocks:
        match block:
            case Fields(_, inputs):
                for found in inputs:
                    yield paper_field(found, found.path, found.full_label, answers)
            case Questions():
                for question in block.questions:
                    for found in question.inputs:
                        yield paper_field(found, found.path, found.full_label, answers, in_grid=True)
                    for found in question.further:
                        yield paper_field(found, found.path, found.full_label, answers)
            case Repeat():
                for row in range(rows_printed(block, answers)):
                    yield from row_fields(block, row, answers)
            case _:
                pass


def row_fields(block: Repeat, row: int, answers: Mapping[str, str]) -> Iterator[PaperField]:
    """The fields of one row. The first says when a row is needed at all."""
    needed = f"{sentence(block.needed.words)} " if block.needed and row == 0 else ""
    condition = None if row < block.minimum else f"{needed}Required if this row is used"
    for field in block.inputs:
        label = f"{block.row_name} {row + 1}: {field.label}"
        yield paper_field(field, address.row_path(field.path, row), label, answers, in_grid=True, condition=condition)


def paper_field(
    field: Input,
    path: str,
    label: str,
    answers: Mapping[str, str],
    in_grid: bool = False,
    condition: str | None = None,
) -> PaperField:
    """`condition` says when a required field is required after all, if not always."""
    if field.asked:
        condition = "Required if it applies"
    return PaperField(
        path=path,
        of=path,
        label=label,
        widget=field.widget,
        tooltip=tooltip(field, label, condition),
        required=field.required and condition is None,
        wraps=wraps(field.widget, in_grid),
        value=as_written(field.widget, answers.get(path)),
    )


_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def as_written(widget: Widget, value: str | None) -> str | None:
    """A stored answer as people write it on paper: a day is 28/03/2014."""
    if not value or not isinstance(widget, DateBox) or not _DAY.fullmatch(value):
        return value
    try:
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    except ValueError:
        return value


def tooltip(field: Input, label: str, condition: str | None) -> str:
    said = [f"{label} (required)" if field.required and condition is None else label]
    if field.required and condition:
        said.append(condition)
    if field.asked:
        said += [field.asked.above, field.asked.words]
    if field.by and not (field.hint or "").startswith(field.by):
        said.append(field.by)
    if field.hint:
        said.append(field.hint)
    match field.widget:
        case DateBox(kind) | Ticks(_, kind):
            said.append(kind.beside or "")
        case Line(counts=str(counted)):
            said.append(count_in_words(counted))
        case Line(kind) | Box(kind=kind):
            said.append(kind.beside or "")
        case Pick():
            pass
        case _:
            assert_never(field.widget)
    return " ".join(map(sentence, filter(None, said)))


def sentence(words: str) -> str:
    words = words.strip()
    return words if words.endswith((".", ":", "?", "!", ".”", "?”")) else f"{words}."


def wraps(widget: Widget, in_grid: bool) -> bool:
    """A line of text in a narrow column of a grid wraps, or what is typed would be cut off."""
    match widget:
        case Box():
            return True
        case Line(kind):
            return in_grid and kind.runs_on
        case DateBox() | Pick() | Ticks():
            return False
