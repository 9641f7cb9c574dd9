"""What tells whether two returns are one audit, as digests: small, and nothing of a return can be read in them."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain

from formwright.model.submission import Submission

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
    """What a return is known by. Rows that say nothing do not count."""
    found = submission.closed_up()
    said = sorted((path, _plain(str(answer.value))) for path, answer in found.answers.items())
    is_whole = is_all_read and not found.unreadable
    case, date = _name(str(found.value(CASE_ID) or "")), found.value(DATE)
    return Likeness(
        answers=_digest((found.form, found.version or "", *chain.from_iterable(said))) if is_whole else None,
        case=_digest((found.form, case)) if case else None,
        date=None if date is None else str(date),
    )


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


def _digest(parts: Iterable[str]) -> bytes:
    digest = blake2b(digest_size=16)
    for part in parts:
        content = part.encode("utf-8", "surrogatepass")
        digest.update(len(content).to_bytes(4, "big") + content)
    return digest.digest()
