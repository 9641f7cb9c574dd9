"""One thing that a person should look at, as a value."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from formwright.places import Place


class Severity(StrEnum):
    """An error means: do not rely on this as it stands. A warning means: look again."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Where it is, what is wrong, what to do."""

    code: str
    severity: Severity
    place: Place
    message: str
    hint: str | None = None

    def as_data(self) -> dict[str, object]:
        """The shape that the contract gives a diagnostic in JSON."""
        mark = self.place.mark
        return {
            "code": self.code,
            "severity": str(self.severity),
            "file": self.place.file,
            "line": mark.line if mark else None,
            "column": mark.column if mark else None,
            "path": self.place.path,
            "message": self.message,
            "hint": self.hint,
        }


def error(code: str, place: Place, message: str, hint: str | None = None) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, place, message, hint)


def warning(code: str, place: Place, message: str, hint: str | None = None) -> Diagnostic:
    return Diagnostic(code, Severity.WARNING, place, message, hint)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(d.severity is Severity.ERROR for d in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """As a reader meets them: by file, then line, then column; errors before warnings."""

    def key(d: Diagnostic) -> tuple[str, int, int, str, str]:
        mark = d.place.mark
        return (d.place.file, mark.line if mark else 0, mark.column if mark else 0, d.severity, d.code)

    return sorted(diagnostics, key=key)


def did_you_mean(word: str, known: Sequence[str]) -> str | None:
    """The hint for a misspelt word: the nearest known one, or None where none is near."""
    near = nearest(word, known)
    return f"Did you mean '{near}'?" if near else None


def nearest(word: str, known: Sequence[str]) -> str | None:
    found = get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return found[0] if found else None
