"""One thing that a person should look at, as a value."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from formwright.misspelt import Names, did_you_mean
from formwright.places import Place, spelt


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
            "file": spelt(self.place.file),
            "line": mark.line if mark else None,
            "column": mark.column if mark else None,
            "path": self.place.path,
            "message": self.message,
            "hint": self.hint,
        }


@dataclass(frozen=True, slots=True)
class Unknown(Diagnostic):
    """A reference to something that is not there: the word as written, and those that are known."""

    word: str = ""
    known: tuple[str, ...] = ()


def unknown(code: str, place: Place, message: str, word: str, known: Iterable[str], otherwise: str | None) -> Unknown:
    """The error of a reference to nothing; its hint is the nearest known word, else `otherwise`."""
    names = known if isinstance(known, Names) else Names(known)
    return Unknown(code, Severity.ERROR, place, message, did_you_mean(word, names) or otherwise, word, names.words)


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
