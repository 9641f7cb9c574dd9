"""What became of one thing that arrived: in words for people, and as data."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from formwright.diagnostics import Diagnostic
from formwright.intake.arrived import Origin
from formwright.pipelines.related import Relation
from formwright.places import spelt
from formwright.reports.visible import shown

MAYBE_REMOVED = "intake/maybe-removed"


class Outcome(StrEnum):
    RECEIVED = "received"
    DUPLICATE = "duplicate"
    NOT_USABLE = "not-usable"


@dataclass(frozen=True, slots=True)
class Received:
    """`file` is where it is filed, in the folder of returns; None where it was left where it is. `duplicate_of` is the
    file with the same bytes, and `is_usable` whether that is a return; `beside` is the return, received before, that it
    has a `relation` to; it `is_older` where its email was sent before that one's. `status` is of a return, which
    `lacks_case` where its form asks which case it is about and it does not say."""

    name: str
    origin: Origin
    outcome: Outcome
    file: str | None
    sha256: str | None
    form: str | None = None
    status: str | None = None
    said: str | None = None
    lacks_case: bool = False
    duplicate_of: str | None = None
    is_usable: bool = True
    relation: Relation | None = None
    beside: str | None = None
    is_older: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def label(self) -> str:
        return self.origin.place(self.name).file

    def needs(self) -> Iterator[str]:
        """What a person has to do about it, each in a few words."""
        codes = {d.code for d in self.diagnostics}
        if self.outcome is Outcome.NOT_USABLE:
            first = next((d for d in self.diagnostics if not d.code.startswith("escalation/")), None)
            yield first.message if first else "It cannot be used."
            return
        if self.outcome is Outcome.DUPLICATE:
            if not self.is_usable:
                yield "It arrived before, and could not be used: make sure that somebody has dealt with it."
            return
        if "escalation/nobody-told" in codes:
            yield "Nobody is notified of it: find out how the case was judged, and notify them today."
        if found := next((d for d in self.diagnostics if d.code == MAYBE_REMOVED), None):
            yield f"{found.message} {found.hint}"
        if self.lacks_case:
            yield "It does not say which case it is about: ask the auditor."
        match self.relation:
            case Relation.RIVAL:
                yield f"It disagrees with {self.beside}: decide which one counts, with 'formwright supersede'."
            case Relation.CORRECTION:
                seems = f"{self.beside} seems to correct it" if self.is_older else f"It seems to correct {self.beside}"
                yield f"{seems}: decide which one counts, with 'formwright supersede'."
            case Relation.DRAFT:
                yield f"Either it or {self.beside} is a draft: decide which one counts, with 'formwright supersede'."
            case _:
                pass

    def as_text(self) -> Iterator[str]:
        yield shown(self.label)
        if self.outcome is Outcome.RECEIVED:
            yield f"  {self.said}"
        elif self.outcome is Outcome.DUPLICATE:
            yield f"  RECEIVED BEFORE  The same file, byte for byte, as {shown(self.duplicate_of or '')}"
        else:
            yield "  NOT USABLE"
        if self.file is not None and self.outcome is not Outcome.DUPLICATE:
            yield f"  Filed as {shown(self.file)}"
        if self.file is None and self.outcome is Outcome.NOT_USABLE:
            yield "  Not filed: it stays where it is."
        if self.origin.sender or self.origin.sent:
            sender = f"from {shown(self.origin.sender)}" if self.origin.sender else "from an unknown sender"
            sent = f", sent {self.origin.sent[:10]}" if self.origin.sent else ""
            yield f"  By email {sender}{sent}"
        if self.relation is not None and self.beside:
            yield f"  {_RELATIONS[self.relation]} {shown(self.beside)}"
        if self.outcome is Outcome.NOT_USABLE:
            for one in self.diagnostics:
                yield f"  {one.code}"
                yield f"    {shown(one.message)}{f' {shown(one.hint)}' if one.hint else ''}"
        yield ""

    def as_data(self) -> dict[str, object]:
        return {
            "file": self.file,
            "name": spelt(self.name),
            "arrived": spelt(self.label),
            "sha256": self.sha256,
            "form": self.form,
            "status": self.status,
            "outcome": str(self.outcome),
            "sender": self.origin.sender,
            "sent": self.origin.sent,
            "subject": self.origin.subject,
            "duplicate_of": self.duplicate_of,
            "relation": None if self.relation is None else str(self.relation),
            "beside": self.beside,
            "diagnostics": [d.as_data() for d in self.diagnostics],
        }


_RELATIONS = {
    Relation.SAME: "The same answers, in another file, as",
    Relation.DRAFT: "For the same form, case and date, one finished and one not, as",
    Relation.CORRECTION: "For the same form, case and date, from the same person, as",
    Relation.RIVAL: "For the same form, case and date, from somebody else, as",
}
