"""One thing that a person should look at, as a value."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from enum import StrEnum

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
    known = tuple(known)
    return Unknown(code, Severity.ERROR, place, message, did_you_mean(word, known) or otherwise, word, known)


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


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The hint for a misspelt word: the nearest known one, or None where none is near."""
    near = nearest(word, known)
    return f"Did you mean '{near}'?" if near else None


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was meant: one slip of the fingers away, else much alike. Of numbers all are
    alike, and which one was meant instead of another nobody can tell: only a digit too many, too few or
    changed with its neighbour is taken for a slip."""
    bare = {_bare(k): k for k in reversed(list(known))}
    if not re.search(r"[^\W\d]", word):
        digits = sorted(_bare(word))
        return slip(word, [k for b, k in bare.items() if len(b) != len(digits) or sorted(b) == digits])
    return slip(word, bare.values()) or next(
        (bare[found] for found in get_close_matches(_bare(word), bare, n=1, cutoff=0.6)), None
    )


def slip(word: str, known: Iterable[str]) -> str | None:
    """The known word that this one is a slip of the fingers away from: a letter or two too many, too
    few, wrong or changed with its neighbour; capitals and what joins words do not count."""
    wanted = _bare(word)
    most = 1 if len(wanted) <= 4 else 2 if len(wanted) <= 10 else 3
    near: list[tuple[int, bool, float, str]] = []
    for candidate in known:
        bare = _bare(candidate)
        if abs(len(bare) - len(wanted)) <= most and (slips := _slips(wanted, bare, most)) <= most:
            alike = SequenceMatcher(None, wanted, bare).ratio()
            near.append((slips, bare[:1] != wanted[:1], -alike, candidate))
    return min(near)[3] if near else None


def _bare(word: str) -> str:
    """A word without what people take no notice of: capitals, quotation marks, what joins its parts."""
    return re.sub(r"[\W_]+", " ", word.casefold()).strip()


def _slips(one: str, other: str, most: int) -> int:
    """How many letters were added, left out, changed or swapped with their neighbour; where there are more
    than `most`, some number above it."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most and min(before) > most:  # what follows builds on these two
            return most + 1
    return row[-1]
