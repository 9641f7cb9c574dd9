"""What tells whether two returns are one audit, as digests: small, and nothing of a return can be read in them."""

import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from formwright.model.submission import Answer, Submission

CASE_ID, DATE = "details.case_id", "details.date"
"""What says which case was audited, and when. Every audit of a case has both."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """`answers` is the same for returns of one form and version with the same answers, whatever format they
    came in; None where not all could be read. `case` is the same for returns of one form about one case, and
    None where the return does not say which. `date` is the day of the audit, where it is given."""

    answers: bytes | None
    case: bytes | None
    date: str | None


def of(submission: Submission, is_all_read: bool) -> Likeness:
    """What a return is known by."""
    said = sorted((path, _plain(str(answer.value))) for path, answer in _closed_up(submission.answers))
    is_whole = is_all_read and not submission.unreadable
    case, date = _name(str(submission.value(CASE_ID) or "")), submission.value(DATE)
    return Likeness(
        answers=_digest([submission.form, submission.version, said]) if is_whole else None,
        case=_digest([submission.form, case]) if case else None,
        date=None if date is None else str(date),
    )


def _closed_up(answers: Mapping[str, Answer]) -> Iterator[tuple[str, Answer]]:
    """The answers by path, rows numbered without those that say nothing."""
    rows: dict[str, dict[int, int]] = {}
    for section, row in sorted({_row(path) for path in answers if "[" in path}):
        numbers = rows.setdefault(section, {})
        numbers[row] = len(numbers)
    for path, answer in answers.items():
        if "[" in path:
            section, row = _row(path)
            path = f"{section}[{rows[section][row]}]{path.partition(']')[2]}"
        yield path, answer


def _row(path: str) -> tuple[str, int]:
    section, _, rest = path.partition("[")
    return section, int(rest.partition("]")[0])


def _plain(text: str) -> str:
    """A text as it is read, however a program spelt its letters, spaces and line ends."""
    if text.isascii():
        return " ".join(text.split())
    seen = (c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")
    return " ".join("".join(seen).split())


def _name(text: str) -> str:
    """A case's id as people compare it: capitals, spaces and what cannot be seen do not count."""
    letters = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in letters if unicodedata.category(c)[0] not in "CZ")


def _digest(parts: list[object]) -> bytes:
    return blake2b(json.dumps(parts).encode(), digest_size=16).digest()
