"""Content controls: the places in a Word form where a person writes, each under its field's path.

A control's tag is the field's path, its alias (which Word shows and speaks) the field's full label.
Round each control stands a bookmark, because LibreOffice drops tags when it saves and keeps bookmarks.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from formwright.answers import word
from formwright.answers.address import LONGEST, bookmark, is_valid
from formwright.document.nodes import Box, DateBox, Line, Pick, Ticks, Widget
from formwright.writers.word.markup import bookmarked, escape, one_line, paragraph, run, typed
from formwright.writers.word.words import prompt_of


@dataclass(frozen=True, slots=True)
class Control:
    """One field in its own cell. `number` is not used by another control or bookmark of the document;
    `value` is what the field already holds, as a submission has it."""

    path: str
    alias: str
    label: str
    widget: Widget
    number: int
    value: str = ""


def drawn(control: Control) -> str:
    """The control with its bookmark: a paragraph, or for a Box the paragraphs that it holds."""
    name = bookmark(checked_tag(control.path))
    if isinstance(control.widget, Box):
        # Paragraphs in a rich text control, because LibreOffice moves the line breaks of a plain one.
        lines = re.split(r"\r\n|\r|\n", control.value) if control.value else []
        content = "".join(paragraph("Answer", typed(line)) for line in lines)
        return bookmarked(_control(control, content or paragraph("Answer", _prompt(control))), name, control.number)
    shown = _shown(control.widget, control.value)
    return paragraph(
        "Answer",
        bookmarked(_control(control, typed(shown) if control.value else _prompt(control)), name, control.number),
    )


def checked_tag(path: str) -> str:
    """The path, which is a control's tag. Raises ValueError where it cannot be."""
    if not is_valid(path):
        raise ValueError(f"'{path}' cannot be the tag of a content control")
    return path


def short_alias(label: str, taken: set[str]) -> str:
    """`label` within Word's 64 characters and unlike any in `taken`. What a label ends with tells
    the fields of one question apart (": Comments"), so the middle is what goes."""
    label = one_line(label).strip()
    count = 1
    alias = _squeezed(label, LONGEST)
    while alias in taken:
        count += 1
        alias = f"{_squeezed(label, LONGEST - len(str(count)) - 3)} ({count})"
    return alias


def repeating(path: str, alias: str, number: int, row_name: str, rows: list[str], fixed: bool) -> str:
    """Table rows to which Word adds another with a "+", unless their number is `fixed`."""
    items = "".join(
        f'<w:sdt><w:sdtPr><w:id w:val="{control_id(number + n + 1)}"/><w15:repeatingSectionItem/></w:sdtPr>'
        f"<w:sdtContent>{row}</w:sdtContent></w:sdt>"
        for n, row in enumerate(rows)
    )
    limit = '<w15:doNotAllowInsertDeleteSection w15:val="1"/>' if fixed else ""
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{escape(alias)}"/><w:tag w:val="{path}"/><w:id w:val="{control_id(number)}"/>'
        f'<w15:repeatingSection><w15:sectionTitle w15:val="{escape(row_name)}"/>{limit}</w15:repeatingSection>'
        f"</w:sdtPr><w:sdtContent>{items}</w:sdtContent></w:sdt>"
    )


def locked(content: str, number: int) -> str:
    """Blocks that cannot be changed in Word, save for what the controls in them hold.

    A group does this, and not a protection of the document for "filling in forms": under that, Word is
    known to check no spelling, to offer no "+" for another row, and in a browser to open the form for
    reading only. An auditor writes whole paragraphs and needs all three.
    """
    return (
        f'<w:sdt><w:sdtPr><w:id w:val="{control_id(number)}"/><w:lock w:val="contentLocked"/><w:group/></w:sdtPr>'
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def _control(control: Control, content: str) -> str:
    # Word insists on this order of the properties: alias, tag, id, lock, placeholder, type.
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{escape(control.alias)}"/><w:tag w:val="{control.path}"/>'
        f'<w:id w:val="{control_id(control.number)}"/><w:lock w:val="sdtLocked"/>'
        f"{'' if control.value else '<w:showingPlcHdr/>'}{_kind(control.widget, control.value)}</w:sdtPr>"
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def _kind(widget: Widget, value: str) -> str:
    match widget:
        case Line():
            return '<w:text w:multiLine="1"/>' if "\n" in value else "<w:text/>"
        case Box():
            return "<w:richText/>"
        case DateBox():
            full = f' w:fullDate="{value}T00:00:00Z"' if _day(value) else ""
            return (
                f'<w:date{full}><w:dateFormat w:val="dd/MM/yyyy"/><w:lid w:val="en-GB"/>'
                '<w:storeMappedDataAs w:val="date"/><w:calendar w:val="gregorian"/></w:date>'
            )
        case Pick(options):
            # An entry with a value alone is what Word itself writes for the one that empties the control.
            entries = "".join(
                f'<w:listItem w:displayText="{escape(one_line(o.label))}" w:value="{escape(o.value)}"/>'
                for o in options
            )
            return f'<w:dropDownList><w:listItem w:value="{word.NO_ANSWER}"/>{entries}</w:dropDownList>'
        case Ticks():
            raise TypeError("tick boxes are separate controls")
        case _:
            assert_never(widget)


def _shown(widget: Widget, value: str) -> str:
    """A stored value as it reads. One that the field cannot have stays as it is, for people to see."""
    match widget:
        case DateBox():
            day = _day(value)
            return day.strftime("%d/%m/%Y") if day else value
        case Pick(options):
            return next((one_line(o.label) for o in options if o.value == value), value)
        case Line() | Box() | Ticks():
            return value
        case _:
            assert_never(widget)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else None
    except ValueError:
        return None


def _prompt(control: Control) -> str:
    return run(prompt_of(control.widget, control.label), style=word.PROMPT_STYLE)


def control_id(number: int) -> int:
    """The id of a control, unlike those that Word gives."""
    return 100_000 + number


def _squeezed(label: str, longest: int) -> str:
    if len(label) <= longest:
        return label
    _, colon, end = label.rpartition(": ")
    ending = f"…: {end}" if colon and len(end) <= longest // 2 else "…"
    start = label[: longest - len(ending)]
    whole_words = start.rpartition(" ")[0]
    return (whole_words if len(whole_words) > longest // 3 else start) + ending
