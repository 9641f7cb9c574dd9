"""Returns held against those before them in one run: the same audit again, a draft of it, another judgement.

Of each return only digests are kept, so that ten thousand need little room, and no answer is ever named: what
is said names files.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path

from formwright.diagnostics import Diagnostic, error, warning
from formwright.model.review import Item, Reviewed, Status
from formwright.places import Place
from formwright.reports.visible import shown

LARGEST = 50_000_000  # bytes of a file that could not be read: a larger one is not compared


def compared(items: Iterable[Item]) -> Iterator[Item]:
    """The same items, in the same order. A return that is one with an earlier one, or speaks against it,
    says so."""
    seen = _Seen()
    for item in items:
        found = seen.beside(item) if isinstance(item, Reviewed) and item.superseded_by is None else None
        if found is None:
            yield item
        else:
            assert isinstance(item, Reviewed)
            yield replace(item, diagnostics=(*item.diagnostics, found.fault), repeats=found.repeats)


@dataclass(frozen=True, slots=True)
class _Found:
    """What is to be said of a return, and the earlier file that it repeats, if it does."""

    fault: Diagnostic
    repeats: str | None = None


State = tuple[str | None, bool]
"""Of a return its judgement, and whether it is complete."""


@dataclass(slots=True)
class _Seen:
    """The first file of each kind so far: with these bytes, with these answers, of this case and day in this
    state, of this case and complete."""

    files: dict[bytes, str] = field(default_factory=dict)
    audits: dict[bytes, str] = field(default_factory=dict)
    days: dict[tuple[bytes, str | None], dict[State, str]] = field(default_factory=dict)
    complete: dict[bytes, str] = field(default_factory=dict)

    def beside(self, item: Reviewed) -> _Found | None:
        """What this return says when held against the earlier ones, of which it is one from now on. Of several
        things the gravest is said."""
        known = item.likeness
        if known is None and item.form is not None:
            return None  # blank
        if known is None or known.answers is None:
            content = _digest(item.file)
            earlier = None if content is None else _first(self.files, content, item.file)
            again = None if earlier is None else _same_bytes(item.file, earlier)
        else:
            earlier = _first(self.audits, known.answers, item.file)
            again = None if earlier is None else _same_answers(item.file, earlier)
        if again is not None:
            return _Found(again, earlier)
        return None if known is None or known.case is None else self._of_case(item, known.case, known.date)

    def _of_case(self, item: Reviewed, case: bytes, date: str | None) -> _Found | None:
        is_complete = item.status is Status.COMPLETE and not item.waits
        same_day = self.days.setdefault((case, date), {})
        found = None
        if date is not None and same_day:
            found = _rival(item, same_day) or _draft(item.file, is_complete, same_day)
        if found is None and is_complete and (undated := self.days.get((case, None))):
            found = _draft(item.file, is_complete, undated)
        if found is None and date is None and not is_complete and case in self.complete:
            found = _draft(item.file, is_complete, {(None, True): self.complete[case]})
        if found is None and date is not None and same_day:
            found = _Found(_beside(item.file, next(iter(same_day.values()))))
        same_day.setdefault((item.judgement, is_complete), item.file)
        if is_complete:
            self.complete.setdefault(case, item.file)
        return found


def _first(files: dict[bytes, str], key: bytes, file: str) -> str | None:
    """The file that was there under this key before; this one is there from now on where none was."""
    earlier = files.get(key)
    if earlier is None:
        files[key] = file
    return earlier


def _digest(file: str) -> bytes | None:
    """Of all that is in a file, for one whose answers could not all be read; None where there is nothing."""
    path = Path(file)
    try:
        if not path.is_file() or not 0 < path.stat().st_size <= LARGEST:
            return None
        return blake2b(path.read_bytes(), digest_size=16).digest()
    except OSError:
        return None


# --- what is said --------------------------------------------------------------------------

ONE = "Keep only one of them, so that the audit is counted once."


def _same_bytes(file: str, earlier: str) -> Diagnostic:
    if Path(file) == Path(earlier):
        return warning("submission/same-again", Place(file), "This file was named twice.", "Name it only once.")
    message = f"This is the same file as {shown(earlier)}, byte for byte."
    return warning("submission/same-again", Place(file), message, ONE)


def _same_answers(file: str, earlier: str) -> Diagnostic:
    if Path(file) == Path(earlier):
        return _same_bytes(file, earlier)
    message = f"This is the same audit as {shown(earlier)}: all its answers are the same."
    return warning("submission/same-again", Place(file), message, ONE)


def _rival(item: Reviewed, same_day: dict[State, str]) -> _Found | None:
    for (judgement, _), earlier in same_day.items():
        if judgement is not None and item.judgement is not None and judgement != item.judgement:
            message = f"This and {shown(earlier)} give different judgements for the same case, form and date."
            hint = (
                "Find out which judgement counts and remove the other return. Until then, notify the "
                "recipients of both."
            )
            return _Found(error("submission/rival-judgement", Place(item.file), message, hint))
    return None


def _draft(file: str, is_complete: bool, others: dict[State, str]) -> _Found | None:
    """Of two returns of one form and case of which one is complete, the other one looks like its draft."""
    for (_, other_is_complete), earlier in others.items():
        if is_complete != other_is_complete:
            draft, complete = ("This", shown(earlier)) if other_is_complete else (shown(earlier), "this one")
            message = f"{draft} looks like a draft of {complete}, which is complete and for the same form and case."
            hint = "Keep the complete one, so that the audit is counted once."
            return _Found(warning("submission/draft-beside", Place(file), message, hint), earlier)
    return None


def _beside(file: str, earlier: str) -> Diagnostic:
    message = f"This and {shown(earlier)} are for the same form, case and date, but their answers differ."
    hint = "If they are the same audit, keep the one that counts."
    return warning("submission/same-case", Place(file), message, hint)
