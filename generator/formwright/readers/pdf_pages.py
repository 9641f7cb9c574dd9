"""Whether a PDF's pages are as they were issued: what is drawn on them, apart from the fields that lie over them."""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from formwright.issued.pages import fingerprint, of_page
from formwright.issued.words import NONE, Difference, is_within
from formwright.readers.pdf_fields import pages
from formwright.readers.pdf_file import File, Reason, Unreadable, entry, opened, resolved

MOST_DRAWN = 10_000_000  # bytes of what is drawn on all pages; a long form has 300,000
MOST_PIECES = 200  # of one page's content; some programs leave a dozen
NOT_OURS = 4  # times as much drawn as on a fresh form: nobody needs to read what it says

_PAGE = re.compile(r"Page \d+ of \d+")
_PAINTED = re.compile(rb"(?<![^\s\]>)])(?:Do|BI|S|s|f\*?|F|B\*?|b\*?|sh)(?!\S)")


def drawn(file: File) -> tuple[bytes, ...]:
    """The content of each page that has any, unpacked."""
    found, size = [], 0
    for page in pages(file.root):
        found.append(b"\n".join(_pieces(page)))
        size += len(found[-1])
        if size > MOST_DRAWN:
            raise Unreadable(Reason.TOO_COMPLEX)
    return tuple(content for content in found if content.strip())


def _pieces(page: DictionaryObject) -> Iterator[bytes]:
    content = entry(page, "/Contents")
    pieces = list(list.__iter__(content)) if isinstance(content, ArrayObject) else [content]
    if len(pieces) > MOST_PIECES:
        raise Unreadable(Reason.TOO_COMPLEX)
    for piece in map(resolved, pieces):
        if isinstance(piece, StreamObject):
            yield piece.get_data()


def difference(
    raw: bytes, found: Sequence[bytes], stamped: str | None, fresh: Callable[[], bytes | None]
) -> Difference | None:
    """How the pages differ from those that were issued; None where that cannot be told. `found` is what is
    drawn on them, `stamped` the file's own fingerprint of what was, `fresh` gives a fresh copy. Some programs draw the
    same page in other steps: then what it says counts, and how much is painted."""
    if stamped is not None and fingerprint(found) == stamped:
        return NONE
    copy = fresh()
    if copy is None:
        return None if stamped is None else Difference(is_altered=True, is_added_to=False)
    with opened(copy) as pdf:
        issued = drawn(pdf)
    if list(map(of_page, found)) == list(map(of_page, issued)):
        return NONE
    if sum(map(len, found)) > NOT_OURS * sum(map(len, issued)):
        return Difference(is_altered=False, is_added_to=True)
    before, now = _issued(copy), _said(raw)
    beside = _painted(found) > _painted(issued)
    if before == now:
        return Difference(is_altered=len(found) < len(issued), is_added_to=beside or len(found) > len(issued))
    is_all_there = is_within(before, now)
    return Difference(is_altered=not is_all_there, is_added_to=is_all_there or beside)


@lru_cache(maxsize=8)  # a folder of returns has many of few forms
def _issued(copy: bytes) -> tuple[str, ...]:
    return _said(copy)


def _said(raw: bytes) -> tuple[str, ...]:
    """The lines that are printed on the pages, in order."""
    with opened(raw):
        lines = [line for page in PdfReader(io.BytesIO(raw)).pages for line in page.extract_text().splitlines()]
    return tuple(filter(None, ("".join(_PAGE.sub("", line).split()) for line in lines)))


def _painted(contents: Sequence[bytes]) -> int:
    return sum(len(_PAINTED.findall(content)) for content in contents)
