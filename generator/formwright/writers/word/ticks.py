"""Boxes to tick in one cell, a line each: each is a control of its own, under the address of what it stands for.

Word draws a cross for a tick, as its own boxes do, and changes it at a click. Round each box stands a bookmark, as
round every control.
"""

from collections.abc import Callable

from formwright.answers import several
from formwright.answers.address import bookmark
from formwright.answers.word import BOX_FACE, NOT_TICKED, TICKED
from formwright.document.nodes import Input, Option, Ticks
from formwright.writers.word.controls import checked_tag, control_id
from formwright.writers.word.markup import bookmarked, escape, one_line, paragraph, run

_HANGING = '<w:tabs><w:tab w:val="left" w:pos="360"/></w:tabs><w:ind w:left="360" w:hanging="360"/>'
_TAB = "<w:r><w:tab/></w:r>"


def drawn(field: Input, widget: Ticks, value: str, alias: Callable[[str], str], number: Callable[[], int]) -> str:
    """A line for each option. `value` is what is ticked, `alias` makes a name of a label, `number` gives one that is
    free."""
    ticked = several.values(value)
    return "".join(
        _line(
            option,
            several.tick(field.path, option.value),
            alias(f"{field.full_label}: {option.label}"),
            number(),
            option.value in ticked,
        )
        for option in widget.options
    )


def _line(option: Option, path: str, alias: str, number: int, is_ticked: bool) -> str:
    box = bookmarked(_box(path, alias, number, is_ticked), bookmark(path), number)
    return paragraph("Answer", f"{box}{_TAB}{run(one_line(option.label))}", _HANGING)


def _box(path: str, alias: str, number: int, is_ticked: bool) -> str:
    shown = TICKED if is_ticked else NOT_TICKED
    states = "".join(
        f'<w14:{name} w14:val="{ord(sign):04X}" w14:font="{BOX_FACE}"/>'
        for name, sign in (("checkedState", TICKED), ("uncheckedState", NOT_TICKED))
    )
    face = f'<w:rFonts w:ascii="{BOX_FACE}" w:eastAsia="{BOX_FACE}" w:hAnsi="{BOX_FACE}" w:hint="eastAsia"/>'
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{escape(alias)}"/><w:tag w:val="{checked_tag(path)}"/>'
        f'<w:id w:val="{control_id(number)}"/><w:lock w:val="sdtLocked"/>'
        f'<w14:checkbox><w14:checked w14:val="{int(is_ticked)}"/>{states}</w14:checkbox></w:sdtPr>'
        f"<w:sdtContent><w:r><w:rPr>{face}</w:rPr><w:t>{shown}</w:t></w:r></w:sdtContent></w:sdt>"
    )
