"""Whether something is written in a form where it has no place: below a table, between two, in a text box.

What a form itself says is locked, or cannot be told from what was added. The rest can: what ought to
be empty, and what looks like an answer and is in no field's cell, as in a second form.
"""

from collections.abc import Collection, Iterator

from lxml.etree import _Element as Element

from formwright.readers.word.package import W
from formwright.readers.word.text import Reading, is_deleted, is_heading, plain, rows_of

EMPTY, ANSWER = "Gap", "Answer"
"""The styles of the paragraphs that the Word writer leaves empty, and of those that are written in."""


def is_written_outside(document: Element, cells: Collection[Element], reading: Reading) -> bool:
    """`cells` are those that fields stand in. Raises Refused where looking is endless work."""
    known = set(cells)
    return any(
        _has_text(each, reading) and not _is_accounted_for(each, known, reading) and _says_something(each, reading)
        for each in (*_by_style(document), *document.iter(f"{W}txbxContent"), *_unlocked(document, known))
    )


def _by_style(document: Element) -> Iterator[Element]:
    for style in document.iter(f"{W}pStyle"):
        properties = style.getparent()
        paragraph = None if properties is None else properties.getparent()
        if paragraph is not None and style.get(f"{W}val") in (EMPTY, ANSWER):
            yield paragraph


def _unlocked(document: Element, cells: set[Element]) -> list[Element]:
    """What stands beside the locked parts of a form and holds no field; nothing where Word's locks are gone."""
    body = document.find(f"{W}body")
    parts = [] if body is None else list(body)
    is_locked = [part.find(f"{W}sdtPr/{W}group") is not None for part in parts]
    if not any(is_locked):
        return []
    unlocked = [
        part
        for part, locked in zip(parts, is_locked, strict=True)
        if not locked and not any(cell in cells for cell in part.iter(f"{W}tc"))
    ]
    return [piece for part in unlocked for piece in _written_in(part)]


def _written_in(part: Element) -> list[Element]:
    """The part, or the rows of a table whose headings are the form's own."""
    return [row for row in rows_of(part) if not is_heading(row)] if part.tag == f"{W}tbl" else [part]


def _has_text(element: Element, reading: Reading) -> bool:
    for text in element.iter(f"{W}t"):
        reading.step()
        if (text.text or "").strip():
            return True
    return False


def _is_accounted_for(element: Element, cells: set[Element], reading: Reading) -> bool:
    """Whether it is in a field's cell, or in a row that was deleted."""
    for around in element.iterancestors():
        reading.step()
        if around in cells or (around.tag == f"{W}tr" and is_deleted(around)):
            return True
    return False


def _says_something(element: Element, reading: Reading) -> bool:
    text = plain(reading.said(element).text)
    return bool(text) and text not in reading.prompts
