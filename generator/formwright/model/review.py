"""What a review finds in a returned file: how far it can be used, its faults, and who must be told."""

from dataclasses import dataclass, field
from enum import StrEnum

from formwright.diagnostics import Diagnostic, Severity
from formwright.model.form import CASE, Respond
from formwright.model.likeness import Likeness
from formwright.model.rules import Rules
from formwright.model.submission import Submission

BLANK = "submission/blank"
MISSING = ("submission/missing-answer", "submission/missing-row", BLANK)
"""The codes that make a submission incomplete, and no worse."""


class Status(StrEnum):
    """`complete`: nothing missing, nothing wrong. `incomplete`: something asked and required has no
    answer. `invalid`: cannot be trusted as it stands."""

    __hash__ = str.__hash__  # an enumeration's own looks its name up first

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class PartStatus:
    """How far one part of a return has got; `status` is None where it is not begun and need not be. Then it `waits`
    where there is something in it that its person, `who`, must answer."""

    id: str
    who: str = field(hash=False)
    status: Status | None
    waits: bool = field(default=False, hash=False)


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody who must be told. `name` and `email` are None where nobody is named for the role.
    `because` completes the sentence "is told because the case was …"; or where it `is_judged` no reason, since some
    other answer tells, "is told because: …". `stands_in_for` is the name of the holder in whose place they are, and
    `fallback_for` the role, where they do not hold it but nobody does.
    `of` is as in a form's rules; `respond_within` is how soon they must respond."""

    role: str
    name: str | None
    email: str | None = field(hash=False)
    because: str
    is_judged: bool = field(default=True, hash=False)
    stands_in_for: str | None = field(default=None, hash=False)
    fallback_for: str | None = field(default=None, hash=False)
    of: str = field(default=CASE, hash=False)
    respond_within: Respond | None = field(default=None, hash=False)

    @property
    def why(self) -> str:
        """The reason, and how they come to act in the role."""
        return "; ".join(filter(None, (self.because, how(self.stands_in_for, self.fallback_for))))


def how(stands_in_for: str | None, fallback_for: str | None) -> str | None:
    """In words, how somebody comes to act in a role that they do not simply hold."""
    said = (
        "notified instead, because nobody holds this role" if fallback_for else "",
        f"standing in for {stands_in_for}" if stands_in_for else "",
    )
    return "; ".join(filter(None, said)) or None


@dataclass(frozen=True, slots=True)
class Escalated:
    """Who must be notified of one return, never nobody. `copy_to` are ids of mailboxes."""

    recipients: tuple[Told, ...]
    copy_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One returned file. `form` and `version` are those of our definition, None where the file names
    none of ours; `judgement` is None where it cannot be read. `escalation` is None where the form
    has no escalation, or where it cannot be worked out: then an error says so. `nobody` is the form's
    reason why nobody need be told. `repeats` is the file of the return, earlier in the run, that is the same
    audit; `superseded_by` that which the team has decided counts instead. What `is_set_aside` arrived and
    cannot be used, and nobody has said that they dealt with it. `likeness` is what it was known by, and None for a
    blank form. `digest` is what the file says of the definition that it was made from. `parts` are those of its
    form, in their order, where it has any. `rules` are those of the version of its form by which it was judged,
    `submission` is what was read of it."""

    file: str
    form: str | None
    version: str | None
    status: Status
    judgement: str | None
    diagnostics: tuple[Diagnostic, ...]
    escalation: Escalated | None
    nobody: str | None = None
    likeness: Likeness | None = None
    repeats: str | None = None
    superseded_by: str | None = None
    is_set_aside: bool = False
    digest: str | None = None
    parts: tuple[PartStatus, ...] = ()
    rules: Rules | None = field(default=None, repr=False, compare=False)
    submission: Submission | None = field(default=None, repr=False, compare=False)

    @property
    def waits(self) -> bool:
        """Whether somebody still has a part of it to fill in."""
        return any(part.waits for part in self.parts)

    @property
    def has_errors(self) -> bool:
        return any(d.severity is Severity.ERROR for d in self.diagnostics)


@dataclass(frozen=True, slots=True)
class KeptOut:
    """A file that is no return, as the team has said in the file `by`. What `is_dealt_with` arrived, cannot be used,
    and the team has said in its record that nothing is left to do about it."""

    file: str
    by: str
    is_dealt_with: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say of the folder, and of no return in it."""

    diagnostic: Diagnostic


Item = Reviewed | KeptOut | Remark
