"""The words of a form that nobody is meant to change, as they stand in a file."""

import io
import re

from lxml.etree import _Element as Element
from pypdf import PdfReader

from formwright.readers.pdf_file import opened
from formwright.readers.word.package import W, word_file

_FIELD = re.compile(r"[fh]_[a-z0-9_]+")  # a bookmark round a field
_PATH = re.compile(r"[a-z][a-z0-9_]*(\[\d+\])?(\.[a-z][a-z0-9_]*){1,2}")  # a control's tag
_PAGE = re.compile(r"Page \d+ of \d+")


def in_word(raw: bytes, file: str) -> frozenset[str]:
    """The paragraphs outside of the cells that are filled in. Raises Refused where the file is no
    Word file that can be read."""
    document = word_file(raw, file).document
    filled = {cell for cell in document.iter(f"{W}tc") if _is_filled_in(cell)}
    found = set()
    for paragraph in document.iter(f"{W}p"):
        if not any(around in filled for around in paragraph.iterancestors(f"{W}tc")):
            text = "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
            found.add("".join(text.split()))
    return frozenset(found - {""})


def _is_filled_in(cell: Element) -> bool:
    marks = (mark.get(f"{W}name", "") for mark in cell.iter(f"{W}bookmarkStart"))
    tags = (tag.get(f"{W}val", "") for tag in cell.iter(f"{W}tag"))
    return any(_FIELD.fullmatch(m) for m in marks) or any(_PATH.fullmatch(t) for t in tags)


def in_pdf(raw: bytes) -> frozenset[str]:
    """The lines that are printed on the pages, whatever stands in the fields. Raises Unreadable where
    the file is none that can be read within the limits of returned files."""
    with opened(raw):
        lines = [line for page in PdfReader(io.BytesIO(raw)).pages for line in page.extract_text().splitlines()]
    return frozenset("".join(_PAGE.sub("", line).split()) for line in lines) - {""}
