"""The words of a Word document that nobody is meant to change, and how those of a returned file differ.

Programs save the same words in many ways: cut up, with other white space, with heads and feet twice
over. What is compared is what a reader sees, without what every program works out anew, as the
number of a page. What cannot be seen (hidden, struck through, white on white) is not there.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from formwright.answers import address
from formwright.answers.spelling import typed


class Element(Protocol):
    """As much of an XML element as is needed here; both ends have lxml's."""

    tag: Any
    text: Any

    def get(self, key: str) -> str | None: ...
    def find(self, path: str) -> "Element | None": ...
    def iter(self, *tags: str) -> "Iterator[Element]": ...
    def __iter__(self) -> "Iterator[Element]": ...


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"

PICTURE = "\ufffc"
"""Stands for whatever is no text: a picture, a drawing, another program's object, another file."""

_WORKED_OUT = ("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF")
_NOT_SEEN = re.compile("[\\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff\ufe00-\ufe0f]+")
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-"})

_SILENT = {
    f"{W}{name}"
    for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "del", "moveFrom")
}
_OBJECTS = {f"{W}{name}" for name in ("drawing", "pict", "object", "altChunk", "subDoc", "sym")}


@dataclass(frozen=True, slots=True)
class Words:
    """`lines` are the paragraphs of the text, in order; `edges` those of the heads and feet of pages;
    `notes` those of comments and of notes at the foot or end."""

    lines: tuple[str, ...]
    edges: frozenset[str]
    notes: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Where paragraphs end is not in it: programs, and people, put in a line's end that changes no word."""
        said = "\n".join(("".join(self.lines), *sorted(self.edges), *self.notes))
        return hashlib.sha256(said.encode(errors="replace")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Difference:
    """`is_altered`: what was issued is not all there, or says something else. `is_added_to`: something
    stands beside it."""

    is_altered: bool
    is_added_to: bool


NONE = Difference(is_altered=False, is_added_to=False)


def difference(issued: Words, found: Words) -> Difference:
    issued, found = _typed(issued), _typed(found)
    beside = bool(found.notes) or bool(found.edges - issued.edges)
    altered = bool(issued.edges - found.edges)
    if "".join(issued.lines) != "".join(found.lines):
        is_all_there = is_within(issued.lines, found.lines)
        beside |= is_all_there
        altered |= not is_all_there
    return Difference(altered, beside)


def _typed(said: Words) -> Words:
    """Whatever quotation marks and dashes stand there: earlier versions of the program did not set what was typed in
    type."""
    return Words(tuple(map(typed, said.lines)), frozenset(map(typed, said.edges)), said.notes)


def is_within(fewer: tuple[str, ...], more: tuple[str, ...]) -> bool:
    """Whether the lines stand among these, in this order."""
    remaining = iter(more)
    return all(line in remaining for line in fewer)


def words(
    body: Element,
    edges: Iterable[Element],
    notes: Iterable[Element] = (),
    is_filled_in: Callable[[Element], bool] = lambda cell: False,
    hidden: frozenset[str] = frozenset(),
) -> Words:
    """Those of a Word document. Left out are cells with a field in them, those that `is_filled_in` names, and
    the label beside a field of rows that repeat: it is there once for each row. `hidden` are the styles whose
    text cannot be seen."""

    def is_answer(cell: Element) -> bool:
        return _has_field(cell) or is_filled_in(cell)

    return Words(
        tuple(_Walk(is_answer, hidden).lines_of(body)),
        frozenset(line for part in edges for line in _Walk(is_answer, hidden).lines_of(part)),
        tuple(line for part in notes for line in _Walk(is_answer, frozenset()).lines_of(part)),
    )


def _is_of_rows(row: Element) -> bool:
    """Whether this row is a label and, beside it, a field of rows that repeat."""
    cells = [*row.iter(f"{W}tc")]
    return len(cells) == 2 and not _has_field(cells[0]) and any("[" in path for path in _tags(cells[1]))


def _tags(cell: Element) -> list[str]:
    return [tag.get(f"{W}val") or "" for tag in cell.iter(f"{W}tag")]


def _has_field(cell: Element) -> bool:
    marks = (mark.get(f"{W}name") or "" for mark in cell.iter(f"{W}bookmarkStart"))
    return any(map(address.is_bookmark, marks)) or any("." in tag and address.is_valid(tag) for tag in _tags(cell))


@dataclass(slots=True)
class _Walk:
    is_answer: Callable[[Element], bool]
    hidden: frozenset[str]
    lines: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    codes: list[str | None] = field(default_factory=list)
    """Word's fields that are open: the code of each, None once its result has begun that counts."""
    is_hidden: bool = False

    def lines_of(self, element: Element) -> list[str]:
        self._into(element)
        self._end()
        return self.lines

    def _into(self, element: Element) -> None:
        for child in element:
            self._one(child)

    def _one(self, element: Element) -> None:
        tag = element.tag
        if tag in _SILENT or (tag == f"{W}tc" and self.is_answer(element)):
            return
        if tag == f"{W}tr" and _is_of_rows(element):
            return
        if tag == f"{W}t" or tag == _MATHS:
            self._say(element.text or "")
        elif tag == f"{W}instrText":
            if self.codes and self.codes[-1] is not None:
                self.codes[-1] += element.text or ""
        elif tag == f"{W}fldChar":
            self._code(element.get(f"{W}fldCharType"))
        elif tag == f"{W}fldSimple" and _is_worked_out(element.get(f"{W}instr") or ""):
            return
        elif tag == f"{W}noBreakHyphen":
            self._say("-")
        elif tag in (f"{W}p", f"{W}txbxContent"):
            self._apart(element)
        elif tag == f"{W}r":
            self._run(element)
        elif tag == f"{_MC}AlternateContent":
            self._into(next(iter(element), ()))  # type: ignore[arg-type]
        else:
            if tag in _OBJECTS:
                self._say(PICTURE)
            self._into(element)

    def _apart(self, element: Element) -> None:
        """A paragraph, or a text box within one."""
        before, was_hidden = self.pieces, self.is_hidden
        self.pieces = []
        self.is_hidden = was_hidden or _value(element, "pPr", "pStyle") in self.hidden
        self._into(element)
        self._end()
        self.pieces, self.is_hidden = before, was_hidden

    def _end(self) -> None:
        line = _NOT_SEEN.sub("", unicodedata.normalize("NFC", "".join(self.pieces))).translate(_HYPHENS)
        if line:
            self.lines.append(line)
        self.pieces = []

    def _run(self, run: Element) -> None:
        was_hidden = self.is_hidden
        properties = run.find(f"{W}rPr")
        if properties is not None:
            self.is_hidden |= _is_unseen(properties) or _value(run, "rPr", "rStyle") in self.hidden
        self._into(run)
        self.is_hidden = was_hidden

    def _code(self, kind: str | None) -> None:
        if kind == "begin":
            self.codes.append("")
        elif kind == "separate" and self.codes:
            self.codes[-1] = self.codes[-1] if _is_worked_out(self.codes[-1] or "") else None
        elif kind == "end" and self.codes:
            self.codes.pop()

    def _say(self, text: str) -> None:
        if not self.is_hidden and not any(code is not None for code in self.codes):
            self.pieces.append(text)


def _is_worked_out(code: str) -> bool:
    return code.split()[:1] in [[word] for word in _WORKED_OUT]


def _is_unseen(properties: Element) -> bool:
    """Whether a look hides the text, or takes it back."""
    if any(_is_on(properties, name) for name in ("vanish", "strike", "dstrike")):
        return True
    colour, size = properties.find(f"{W}color"), properties.find(f"{W}sz")
    half_points = (size.get(f"{W}val") or "") if size is not None else ""
    is_white = colour is not None and (colour.get(f"{W}val") or "").upper() == "FFFFFF"
    return is_white or half_points in ("1", "2", "3", "4")


def hidden_styles(styles: Element | None) -> frozenset[str]:
    """The styles of a file that hide what is written in them."""
    every = list(styles.iter(f"{W}style")) if styles is not None else []
    found = {
        style.get(f"{W}styleId") or ""
        for style in every
        if (properties := style.find(f"{W}rPr")) is not None and _is_unseen(properties)
    }
    for _ in every:  # what is based on one of them hides as well
        more = {style.get(f"{W}styleId") or "" for style in every if _base(style) in found} - found
        if not more:
            break
        found |= more
    return frozenset(found)


def _base(style: Element) -> str:
    base = style.find(f"{W}basedOn")
    return "" if base is None else base.get(f"{W}val") or ""


def _value(element: Element, properties: str, name: str) -> str | None:
    found = element.find(f"{W}{properties}/{W}{name}")
    return None if found is None else found.get(f"{W}val")


def _is_on(properties: Element, name: str) -> bool:
    found = properties.find(f"{W}{name}")
    return found is not None and (found.get(f"{W}val") or "1") not in ("0", "false", "off")
