"""Where the fields of a form stand in a Word file: by the tags of their controls, else by their bookmarks.

A field has a cell to itself. Word keeps a control's tag whatever happens to its text; LibreOffice
drops tags and keeps bookmarks, but moves them within the cell. So what is looked for is the cell.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from lxml.etree import _Element as Element

from formwright.answers.address import bookmark, of_every_row, row_path
from formwright.model.rules import Rules
from formwright.readers.word.package import W
from formwright.readers.word.text import Reading, is_deleted

MOST_ROWS = 500
"""Rows of one repeating section: ten times what a table on paper can be read with."""

_CELL, _ROW, _TABLE = f"{W}tc", f"{W}tr", f"{W}tbl"
_CONTROL, _BOOKMARK = f"{W}sdt", f"{W}bookmarkStart"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"  # says again what its Fallback says
_TAKEN_BACK = (f"{W}del", f"{W}moveFrom", _CHOICE)

Key = TypeVar("Key", str, Element)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a field: its control, or None where only a bookmark is left, and the cell, the row and
    the table that it stands in, None where it has been moved out of its table."""

    path: str
    control: Element | None
    cell: Element | None
    row: Element | None
    table: Element | None


@dataclass(frozen=True, slots=True)
class Spots:
    """Every place of each field, in the order of the file. A repeating section's fields are by the
    path that has no number (`actions[].who`): which row it is shows in where it stands."""

    by_path: Mapping[str, tuple[Spot, ...]]
    in_cell: Mapping[Element, tuple[Spot, ...]]
    in_row: Mapping[Element, tuple[Spot, ...]]

    def of(self, path: str) -> tuple[Spot, ...]:
        return self.by_path.get(path, ())


def spots(document: Element, rules: Rules, reading: Reading) -> Spots:
    """Raises Refused where looking for them is endless work."""
    known = {field.path for field in rules.form.fields}
    ticks = {tick: field.path for field in rules.form.fields for tick in field.ticks}
    names = _bookmarks(document, rules)
    tagged: list[Spot] = []
    marked: list[Spot] = []
    controls: set[Element] = set()
    for element in document.iter(_CONTROL, _BOOKMARK):
        is_control = element.tag == _CONTROL
        path = _path(element) if is_control else names.get(element.get(f"{W}name", ""))
        is_tick = path in ticks
        path = ticks.get(path or "", path)
        if path not in known or path is None:
            continue
        spot = _spot(path, element, controls, reading)
        if spot is not None and is_tick:
            (tagged if is_control else marked).append(replace(spot, control=None))  # what counts is their whole cell
        elif spot is not None and is_control:
            controls.add(element)
            tagged.append(spot)
        elif spot is not None:
            marked.append(spot)
    return _chosen(tagged, marked)


def _path(control: Element) -> str | None:
    tag = control.find(f"{W}sdtPr/{W}tag")
    return None if tag is None else of_every_row(tag.get(f"{W}val", ""))


def _bookmarks(document: Element, rules: Rules) -> dict[str, str]:
    """The names of all bookmarks that fields can have, with their paths."""
    names = {bookmark(path): path for field in rules.single for path in field.ticks or (field.path,)}
    if not rules.repeating:
        return names
    most = min(sum(1 for _ in document.iter(_ROW)) + 100, MOST_ROWS)  # some rows may have been deleted
    for repeating in rules.repeating:
        for field in repeating.content.fields:
            for path in field.ticks or (field.path,):
                names |= {bookmark(row_path(path, n)): path for n in range(most)}
    return names


def _spot(path: str, element: Element, controls: set[Element], reading: Reading) -> Spot | None:
    """The cell and row of the form itself that hold this, whatever tables were pasted in between.
    None for what was deleted, and for a control that was copied into another field's answer."""
    is_control = element.tag == _CONTROL
    cell = row = table = None
    for around in element.iterancestors():
        reading.step()
        if around.tag in _TAKEN_BACK or around in controls or (around.tag == _ROW and is_deleted(around)):
            return None
        if around.tag == _CELL:
            cell = around
        elif around.tag == _ROW:
            row = around
        elif around.tag == _TABLE:
            table = around
    if table is None:
        return Spot(path, element if is_control else None, None, None, None)
    if cell is None and is_control and (inside := element.find(f"{W}sdtContent/{_CELL}")) is not None:
        return Spot(path, None, inside, row, table)  # a control round a whole cell
    return Spot(path, element if is_control else None, cell, row, table)


def _chosen(tagged: list[Spot], marked: list[Spot]) -> Spots:
    """Bookmarks count where there is no tag; in a repeating section that is so for each row."""
    has_tag = {(spot.path, _own_row(spot)) for spot in tagged}
    left = (spot for spot in marked if (spot.path, _own_row(spot)) not in has_tag)
    by_path: dict[str, list[Spot]] = {}
    in_cell: dict[Element, list[Spot]] = {}
    in_row: dict[Element, list[Spot]] = {}
    # LibreOffice writes a bookmark several times in its cell, where one is enough.
    for spot in dict.fromkeys((*tagged, *left)):
        by_path.setdefault(spot.path, []).append(spot)
        if spot.cell is not None:
            in_cell.setdefault(spot.cell, []).append(spot)
        if spot.row is not None:
            in_row.setdefault(spot.row, []).append(spot)
    return Spots(_tuples(by_path), _tuples(in_cell), _tuples(in_row))


def _tuples(lists: dict[Key, list[Spot]]) -> dict[Key, tuple[Spot, ...]]:
    return {key: tuple(several) for key, several in lists.items()}


def _own_row(spot: Spot) -> Element | None:
    return spot.row if "[]" in spot.path else None
