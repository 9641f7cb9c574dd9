"""Diagnostics as text: the place, the words, the line with a caret under the spot."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from formwright.diagnostics import Diagnostic, Severity

Lines = Mapping[str, Sequence[str]]
"""The lines of each file that may be shown. A returned audit's never are: its comments are about
real children."""


def text(diagnostics: Iterable[Diagnostic], lines: Lines) -> Iterator[str]:
    """Each diagnostic in a few lines."""
    for found in diagnostics:
        yield headline(found)
        yield from _excerpt(found, lines)


def headline(found: Diagnostic) -> str:
    """The place, the code and the words on one line."""
    severity = "warning " if found.severity is Severity.WARNING else ""
    return f"{found.place} {severity}{found.code}: {words(found)}"


def words(found: Diagnostic) -> str:
    """What is wrong, and what to do about it."""
    return f"{found.message} {found.hint}" if found.hint else found.message


def _excerpt(found: Diagnostic, lines: Lines, widest: int = 100) -> Iterator[str]:
    mark = found.place.mark
    of_file = lines.get(found.place.file, ())
    if mark is None or mark.line > len(of_file):
        return
    line = of_file[mark.line - 1].replace("\t", " ")
    column, before = mark.column, ""
    if column > widest - 20:
        cut = column - widest // 2
        line, column, before = line[cut:], column - cut, "…"
    after = "…" if len(line) > widest else ""
    gutter = f"{mark.line:>6} | "
    yield gutter + before + line[:widest] + after
    yield " " * (len(gutter) + len(before) + column - 1) + "^"


def summary(documents: int, diagnostics: Iterable[Diagnostic], allowed: int = 0) -> str:
    """How many definitions were looked at, and what was found in them."""
    return f"{documents} definition{'' if documents == 1 else 's'} checked: {tally(diagnostics, allowed)}."


def tally(diagnostics: Iterable[Diagnostic], allowed: int = 0) -> str:
    """How many errors and warnings, in words; and how many are allowed, which is known only where nothing
    is in error."""
    found = list(diagnostics)
    errors = sum(d.severity is Severity.ERROR for d in found)
    warnings = len(found) - errors
    parts = [f"{n} {word}{'' if n == 1 else 's'}" for n, word in ((errors, "error"), (warnings, "warning")) if n]
    known = f"; {allowed} allowed with a reason" if allowed and not errors else ""
    return (", ".join(parts) or "nothing wrong") + known
