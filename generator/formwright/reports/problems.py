"""Diagnostics as text: the place, the words, the line with a caret under the spot."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from formwright.diagnostics import Diagnostic, Severity
from formwright.reports.ink import Ink, columns, inked
from formwright.reports.visible import shown

Lines = Mapping[str, Sequence[str]]
"""The lines of each file that may be shown. A returned audit's never are: its comments are about
real children."""


WIDTH = 110
"""How wide an excerpt is where nobody says how wide the screen is."""


def text(diagnostics: Iterable[Diagnostic], lines: Lines, width: int | None = None) -> Iterator[str]:
    """Each diagnostic in a few lines, on a screen of this width."""
    for found in diagnostics:
        warns = "warning " if found.severity is Severity.WARNING else ""
        code = (ink_of(found), f"{warns}{found.code}")
        yield inked((Ink.PLACE, shown(str(found.place))), " ", code, f": {shown(words(found))}")
        yield from _excerpt(found, lines, (width or WIDTH) - 10)


def ink_of(found: Diagnostic) -> Ink:
    """The colour of its code."""
    return Ink.WARNING if found.severity is Severity.WARNING else Ink.ERROR


def headline(found: Diagnostic) -> str:
    """The place, the code and the words on one line."""
    severity = "warning " if found.severity is Severity.WARNING else ""
    return f"{found.place} {severity}{found.code}: {words(found)}"


def words(found: Diagnostic) -> str:
    """What is wrong, and what to do about it."""
    return f"{found.message} {found.hint}" if found.hint else found.message


def _excerpt(found: Diagnostic, lines: Lines, widest: int) -> Iterator[str]:
    mark = found.place.mark
    of_file = lines.get(found.place.file, ())
    if mark is None or mark.line > len(of_file):
        return
    line = "".join(c if c.isprintable() else " " for c in of_file[mark.line - 1])
    before, after = line[: mark.column - 1], line[mark.column - 1 :]
    if columns(before) > widest - 20:
        before = "…" + _last(before, widest // 2)
    if columns(before + after) > widest:
        after = _first(after, widest - columns(before)) + "…"
    gutter = f"{mark.line:>6} | "
    yield inked((Ink.FAINT, gutter), before + after, is_whole=True)
    yield inked(" " * (len(gutter) + columns(before)), (ink_of(found), "^"), is_whole=True)


def _first(text: str, most: int) -> str:
    while columns(text) > most:
        text = text[: most if len(text) > most else -1]
    return text


def _last(text: str, most: int) -> str:
    return _first(text[::-1], most)[::-1]


def summary(documents: int, diagnostics: Iterable[Diagnostic], allowed: int = 0) -> str:
    """How many definitions were looked at, and what was found in them."""
    return f"{count(documents, 'definition')} checked. {tally(diagnostics, allowed)}."


def tally(diagnostics: Iterable[Diagnostic], allowed: int = 0) -> str:
    """How many errors and warnings, in words; and how many are allowed, which is known only where nothing
    is in error."""
    found = list(diagnostics)
    errors = sum(d.severity is Severity.ERROR for d in found)
    warnings = len(found) - errors
    parts = [count(n, word) for n, word in ((errors, "error"), (warnings, "warning")) if n]
    known = f" ({count(allowed, 'exception')} explained)" if allowed and not errors else ""
    return (", ".join(parts) or "No problems found") + known


def count(number: int, one: str) -> str:
    """'1 error', '2 errors'."""
    return f"{number} {one}{'' if number == 1 else 's'}"
