"""Review: returned files → what is missing or wrong in each, and who must be told.

One file is looked at at a time and nothing is kept of it, so that ten thousand take no more memory
than one. Every file in a folder is accounted for.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from formwright import checks
from formwright.checks.case import Case
from formwright.checks.parts import status, statuses
from formwright.diagnostics import Diagnostic, error, has_errors, in_order
from formwright.errors import CannotRun
from formwright.escalation import Escalations, nobody_told, nobody_told_of_file
from formwright.misspelt import did_you_mean
from formwright.model import likeness
from formwright.model.basis import Basis
from formwright.model.framework import Framework
from formwright.model.personal import Names, names_of
from formwright.model.review import Item, KeptOut, Remark, Reviewed, Status
from formwright.pipelines.comparing import compared
from formwright.pipelines.not_returns import Meaning, kept_out, meaning, warnings_of
from formwright.pipelines.reading import Readers
from formwright.pipelines.remembering import JudgedBy
from formwright.pipelines.walking import Entry, walk
from formwright.places import Place
from formwright.readers.returned import MOST_FAULTS, Returned

ABOUT_THE_FORM = ("submission/unknown-version", "submission/no-version", "submission/release-unusable")
"""What is wrong with the form that was filled in, and not with an answer."""


def review(paths: Iterable[Path], basis: Basis, part: str | None = None) -> Iterator[Item]:
    """What is found in each of these files, and in each file in these folders, in order of name; `part` is the id of
    the part of a form that must now be complete, with all before it.
    Raises CannotRun where none of the paths can be opened, the framework cannot be used or no form has the part."""
    reviewer = Reviewer.of(basis, part)
    return compared(map(reviewer.entry, walk(paths)))


# --- one file ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Reviews one file after another. `all_defined` is False where some definitions have errors, so
    that a form may be missing for that reason."""

    readers: Readers
    framework: Framework
    escalations: Escalations
    all_defined: bool
    part: str | None = None
    people: Names | None = None

    @classmethod
    def of(cls, basis: Basis, part: str | None = None) -> "Reviewer":
        """Raises CannotRun where the framework cannot be used, or no form of it has the part."""
        if basis.framework is None:
            raise CannotRun("framework.yaml has errors, so it cannot be used.", "Run 'formwright validate'.")
        if part is not None:
            _find_part(basis, part)
        people = names_of(basis.directory.names)
        return cls(
            Readers.of(basis), basis.framework, Escalations(basis.directory), basis.is_sound, part, people=people
        )

    def entry(self, entry: Entry | Remark) -> Item:
        """What is found at one step of a walk."""
        if isinstance(entry, Remark):
            return entry
        found = Returned(None, None, (entry.fault,)) if entry.fault else self.readers.file(entry.path)
        seen = Meaning.RETURN if found.rules else meaning(found.diagnostics)
        if by := kept_out(entry.naming, seen):
            return KeptOut(entry.name, by)
        reviewed = self._reviewed(found, entry.name)
        notes = warnings_of(entry.naming, entry.name, seen)
        return replace(reviewed, diagnostics=(*reviewed.diagnostics, *notes)) if notes else reviewed

    @property
    def judged_by(self) -> JudgedBy:
        return JudgedBy(self.readers.forms, self.framework, self.escalations.directory)

    def file(self, path: Path) -> Reviewed:
        return self._reviewed(self.readers.file(path), str(path))

    def content(self, raw: bytes, name: str) -> Reviewed:
        """What is found in a return; `name` is its file's."""
        return self._reviewed(self.readers.content(raw, name), name)

    def _reviewed(self, found: Returned, name: str) -> Reviewed:
        if found.rules is None or found.submission is None:
            return _unreadable(name, *(self._explained(d) for d in found.diagnostics))
        submission = found.submission.closed_up() if found.submission.is_on_paper else found.submission
        is_all_read = not has_errors(d for d in found.diagnostics if d.code not in ABOUT_THE_FORM)
        framework = found.rules.words or self.framework
        if framework.case != self.framework.case:  # what fields say is said today, also of a form of before
            framework = replace(framework, case=self.framework.case)
        case = Case(found.rules, framework, submission, is_all_read, self.part, self.people)
        faults = [*found.diagnostics, *islice(checks.run(case), MOST_FAULTS)]
        escalated, notes = self.escalations.of(case)
        parts = tuple(statuses(case, faults))
        judged = case.rules.counting_judgements(case.submission)
        return Reviewed(
            file=name,
            form=case.submission.form,
            version=case.submission.version,
            status=status(faults),
            judgement=judged[0][1] if judged else None,
            diagnostics=(*_bounded(faults, name), *notes),
            escalation=escalated,
            nobody=found.rules.form.nobody,
            likeness=None if case.is_blank else likeness.of(case.submission, is_all_read, self.framework.case),
            digest=case.submission.digest,
            parts=parts,
            rules=found.rules,
            submission=case.submission,
        )

    def _explained(self, fault: Diagnostic) -> Diagnostic:
        if self.all_defined or fault.code != "submission/unknown-form":
            return fault
        hint = f"{fault.hint} Some definitions have errors, so their returns cannot be read: run 'formwright validate'."
        return replace(fault, hint=hint)


def _find_part(basis: Basis, part: str) -> None:
    known = dict.fromkeys(one.id for form in basis.forms for one in form.parts)
    if part not in known:
        listed = f"Choose from: {', '.join(known)}." if known else "A form that several people fill in has 'parts'."
        raise CannotRun(f"No form in this framework has a part '{part}'.", did_you_mean(part, known) or listed)


def _unreadable(name: str, *faults: Diagnostic) -> Reviewed:
    """A file of which not even the form is known."""
    if meaning(faults) is Meaning.NO_RETURN:
        told = nobody_told_of_file(Place(name))
    else:
        hint = "Ask the auditor for the judgement, and for a form that can be read."
        told = nobody_told(Place(name), "it cannot be read, so its judgement is not known", hint)
    return Reviewed(name, None, None, Status.INVALID, None, (*faults, told), None)


def _bounded(faults: list[Diagnostic], name: str) -> list[Diagnostic]:
    found = in_order(faults)
    if len(found) < MOST_FAULTS:
        return found
    message = f"Only the first {MOST_FAULTS} problems are listed. There may be more."
    return [*found[:MOST_FAULTS], error("submission/more-faults", Place(name), message)]
