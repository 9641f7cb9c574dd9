"""What tells whether two returns are one audit, as digests: small, and nothing of a return can be read in them."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from formwright.model.case_fields import USUAL, CaseFields
from formwright.model.submission import Submission


@dataclass(frozen=True, slots=True)
class Likeness:
    """`answers` is the same for returns of one form and version with the same answers, whatever format they
    came in; None where not all could be read. `case` is the same for returns of one form about one case, and
    None where the return does not say which. `date` is the day of the audit, where it is given."""

    answers: bytes | None
    case: bytes | None
    date: str | None


def of(submission: Submission, is_all_read: bool, fields: CaseFields = USUAL) -> Likeness:
    """What a return is known by."""
    is_whole = is_all_read and not submission.unreadable
    case, date = _name(fields.said("id", submission) or ""), fields.said("date", submission)
    return Likeness(
        answers=_answers(submission) if is_whole else None,
        case=_digest(f"{submission.form}\0{case}") if case else None,
        date=date,
    )


def _answers(submission: Submission) -> bytes:
    """A digest of all that was answered. The texts are made plain together, as that takes a tenth of the time;
    what parts them is no space, so that none runs into the next."""
    said = submission.said
    paths, names = _arranged(tuple(said))
    head = (submission.form, submission.version or "", names)
    together = _PARTING.join((*head, *map(str, map(said.__getitem__, paths))))
    if together.count("\0") != len(head) + len(paths) - 1:  # one of the texts has what parts them in it
        return _digest(json.dumps([*head, *(_plain(str(said[path])) for path in paths)]))
    return _digest(_plain(together))


_PARTING = " \0 "


@lru_cache(500)  # most returns of a form answer the same
def _arranged(paths: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Paths in one order, and what they are called where rows are numbered without those that say nothing."""
    rows: dict[str, set[int]] = {}
    for start in {path[: path.index("]")] for path in paths if "[" in path}:
        section, _, row = start.partition("[")
        rows.setdefault(section, set()).add(int(row))
    numbers = {section: {row: n for n, row in enumerate(sorted(there))} for section, there in rows.items()}
    called = sorted((_moved(path, numbers), path) for path in paths)
    return tuple(path for _, path in called), " ".join(name for name, _ in called)


def _moved(path: str, numbers: Mapping[str, Mapping[int, int]]) -> str:
    section, bracket, rest = path.partition("[")
    row, _, rest = rest.partition("]")
    return f"{section}[{numbers[section][int(row)]}]{rest}" if bracket else path


def _plain(text: str) -> str:
    """A text as it is read, however a program spelt its letters, spaces and line ends."""
    if text.isascii():
        is_plain = not (text[:1] == " " or text[-1:] == " " or any(map(text.__contains__, _SPACES)))
        return text if is_plain else " ".join(text.split())
    seen = (c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")
    return " ".join("".join(seen).split())


_SPACES = ("  ", *"\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f")  # of ASCII's, all but one between two words


def _name(text: str) -> str:
    """A case's id as people compare it: capitals, spaces and what cannot be seen do not count."""
    if text.isascii() and text.isprintable():
        return text.casefold().replace(" ", "")
    letters = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in letters if unicodedata.category(c)[0] not in "CZ")


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
