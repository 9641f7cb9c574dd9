"""A field's path and its spelling in every format, and back.

A path is `section.question.answer` or `section.field`, in lower-case words joined by `_`; in a
repeating section the section carries its row: `actions[0].who`, or `actions[].who` for every row.
HTML, PDF, YAML and Word's tags spell it just so. Word's bookmarks cannot, and they are all that is
left of a field's name once LibreOffice has saved a Word file, so they have a spelling of their own.
"""

import re
from collections.abc import Iterable
from hashlib import sha256

LONGEST = 64
"""Word allows a content control's tag this many characters."""

_LONGEST_BOOKMARK = 40
_WORDS = r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*"
_TICK = r"[a-z0-9]+(?:_[a-z0-9]+)*"  # the last step to a box that is ticked is the id of a choice
_PATH = re.compile(rf"{_WORDS}(?:\[(?:0|[1-9][0-9]*)?\])?(?:(?:\.{_WORDS})+(?:\.{_TICK})?)?")
_ROW = re.compile(r"([a-z0-9_]+)\[(0|[1-9][0-9]{0,5})\]")  # nobody has a million
_BOOKMARK = re.compile(r"[fh]_[a-z0-9_]+")


def is_valid(path: str) -> bool:
    """Whether `path` is spelt as a field's path is, and short enough for every format."""
    return len(path) <= LONGEST and _PATH.fullmatch(path) is not None


def parts(path: str) -> tuple[str, ...]:
    """The path's names, from the section down: `actions[0].who` is `actions[0]`, `who`."""
    return tuple(path.split("."))


# --- rows ----------------------------------------------------------------------------------


def row_path(path: str, row: int) -> str:
    """The path of row `row` (counting from 0) of a repeating section: `actions[].who` → `actions[2].who`."""
    if "[]" not in path:
        raise ValueError(f"'{path}' is not in a repeating section: it has no '[]' to fill")
    return path.replace("[]", f"[{row}]", 1)


def of_every_row(path: str) -> str:
    """The path under which a form knows this field: `actions[2].who` → `actions[].who`, any other as it is."""
    return _ROW.sub(r"\1[]", path, count=1) if "[" in path else path


def row_of(path: str) -> tuple[str, int] | None:
    """The repeating section and the row in it to which this path leads: `actions[2].who` → `actions`, 2."""
    found = _ROW.match(path)
    return (found[1], int(found[2])) if found else None


def rows(section: str, paths: Iterable[str]) -> int:
    """How many rows of this section there are, where these paths are all that is in them."""
    return max((found[1] + 1 for found in map(row_of, paths) if found and found[0] == section), default=0)


# --- bookmarks -----------------------------------------------------------------------------


def bookmark(path: str) -> str:
    """The name of the bookmark round this field in a Word file: no two paths share one.

    Nothing reads a bookmark back into a path. A reader spells the bookmark of each path that the
    form has and looks for it, so a name too long for Word may end in a digest.
    """
    if "[]" in path or not is_valid(path):
        raise ValueError(f"'{path}' is not the path of one field")
    # Ids hold single `_` only and start with a letter, so `__` can only be a dot or an index.
    spelt = "f_" + path.replace("[", "__").replace("]", "").replace(".", "__")
    if len(spelt) <= _LONGEST_BOOKMARK:
        return spelt
    digest = sha256(path.encode()).hexdigest()[:12]
    start = spelt[2 : _LONGEST_BOOKMARK - len(digest) - 1].rstrip("_")
    return f"h_{start}_{digest}"


def is_bookmark(name: str) -> bool:
    """Whether this can be the bookmark round some field."""
    return _BOOKMARK.fullmatch(name) is not None
