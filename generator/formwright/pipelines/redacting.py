"""Copies of returns that are fit for sharing: without what says who somebody is, as far as a program can find it.

What is found is counted and never repeated. No program finds every name, so a person must read each copy.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from formwright.answers import address
from formwright.answers.kinds import EMAIL, LONG_TEXT, SIGNATURE, TEXT
from formwright.diagnostics import has_errors
from formwright.errors import CannotRun
from formwright.model.basis import Basis
from formwright.model.case_fields import USUAL, CaseFields, Paths
from formwright.model.conditions import Value
from formwright.model.personal import Names, found_in, names_of
from formwright.model.rules import Rules
from formwright.model.submission import Answer, Submission
from formwright.pipelines.filling import Made, Turned, entries, in_form, not_made, turn
from formwright.pipelines.placing import Placing
from formwright.pipelines.reading import Readers
from formwright.pipelines.walking import walk
from formwright.readers.returned import Returned

REMOVED = "[removed]"
Removed = Counter[str]
"""How often each kind of thing was removed, by its name."""


def redact_all(
    library: Basis,
    paths: Sequence[Path],
    format: str,
    out: Path,
    force: bool,
    further: Iterable[str] = (),
    numbers_cases: bool = False,
) -> Iterator[tuple[Turned, Removed]]:
    """For each of these returns, and each in these folders, what came of it, and what was removed. The copies are
    forms of this format in the folder `out`, by number, since a file's name may say who somebody is. `further` are
    names to remove besides those in the directory and in the return itself. Where cases are numbered, each case ID is
    replaced by a number, the same in all these copies. Raises CannotRun as `filling.read_all` does."""
    walked = list(walk(paths))
    found = entries(walked)
    width = len(str(len(found)))
    places = {entry.path: PurePath(f"return-{n:0{width}}.{format}") for n, entry in enumerate(found, 1)}
    placing = replace(Placing.of(found, out, f".{format}", force), places=places)
    people = (*library.directory.names, *further)
    redacting = Redacting(library, Readers.of(library), people, {} if numbers_cases else None)
    for one in turn(walked, lambda path: redacting.copy(path, format), placing):
        yield one, redacting.removed.pop(one.file, Counter())


def names_in(file: Path) -> tuple[str, ...]:
    """The names in a text file, one on each line. Raises CannotRun where it cannot be read."""
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except OSError as fault:
        raise CannotRun(
            f"{file} cannot be read: {fault.strerror}.", "Name a text file, one name on each line."
        ) from None
    except UnicodeDecodeError:
        raise CannotRun(f"{file} is not text in UTF-8.", "Save it as UTF-8, with one name on each line.") from None
    return tuple(line.strip() for line in lines if line.strip())


@dataclass(frozen=True, slots=True)
class Redacting:
    """`people` are the names to remove from every return, `numbers` those given to the cases so far, None where case
    IDs are kept. `removed` is what was removed from the returns that are still to be reported."""

    library: Basis
    readers: Readers
    people: tuple[str, ...]
    numbers: dict[str, int] | None = None
    removed: dict[str, Removed] = field(default_factory=dict)
    ready: dict[tuple[str, ...], Names | None] = field(default_factory=dict)

    @property
    def _fields(self) -> CaseFields:
        return self.library.framework.case if self.library.framework else USUAL

    @property
    def _people(self) -> Paths:
        """The fields that say who audited, and whose work."""
        return (*self._fields.auditor, *self._fields.worker)

    def copy(self, path: Path, format: str) -> Made:
        """A return with an answer that cannot be relied on gives no copy: its diagnostics say why."""
        found = self.readers.file(path)
        if found.submission is None or found.rules is None or has_errors(found.diagnostics):
            return not_made(found)
        removed: Removed = Counter()
        submission = self._redacted(found.rules, found.submission, removed)
        made = in_form(self.library, Returned(found.rules, submission, found.diagnostics), format, self.readers)
        if made.content is not None:
            self.removed[str(path)] = removed
        return made

    def _redacted(self, rules: Rules, submission: Submission, removed: Removed) -> Submission:
        names = self._names(tuple(str(submission.said[path]) for path in self._people if path in submission.said))
        answers = {}
        for path, value in submission.said.items():
            kept = self._kept(rules, path, value, names, removed)
            if kept is not None:
                answers[path] = Answer(kept, submission.answers[path].place)
        return replace(submission, answers=answers)

    def _names(self, of_return: tuple[str, ...]) -> Names | None:
        if of_return not in self.ready:
            self.ready[of_return] = names_of((*self.people, *of_return))
        return self.ready[of_return]

    def _kept(self, rules: Rules, path: str, value: Value, names: Names | None, removed: Removed) -> Value | None:
        """What stands in the copy; None for an answer that is left out."""
        kind = rules.fields[address.of_every_row(path)].kind
        if kind is EMAIL:
            removed["email addresses"] += 1
            return None
        if kind is SIGNATURE or path in self._people:
            removed["answers that name somebody"] += 1
            return REMOVED
        if path in self._fields.id and self.numbers is not None:
            removed["case IDs"] += 1
            return f"Case {self.numbers.setdefault(str(value), len(self.numbers) + 1)}"
        if kind in (TEXT, LONG_TEXT):
            return without(str(value), names, removed)
        return value


def without(text: str, names: Names | None, removed: Removed) -> str:
    """The text with what says who somebody is removed; where two things overlap, both."""
    found = sorted(found_in(text, names), key=lambda one: (one.start, -one.end))
    pieces: list[str] = []
    at = 0
    for one in found:
        removed[one.kind.several] += 1
        if one.start >= at:
            pieces.extend((text[at : one.start], REMOVED))
        at = max(at, one.end)
    return "".join((*pieces, text[at:]))
