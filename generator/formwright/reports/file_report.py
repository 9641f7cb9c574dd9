"""What a run says of one file, in the words of the report for people, whatever format carries it.

Every format that a CI service reads is written from these, one after the other, so that ten thousand
returns need no more room than one. Nothing of a return is in them but its judgement and the places
of its faults.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from formwright.diagnostics import Diagnostic, has_errors
from formwright.model.basis import Basis
from formwright.model.review import Item, KeptOut, Remark
from formwright.reports import problems, review
from formwright.reports.problems import Lines

MUST_BE_TOLD = "must-be-told"
"""Names what is said of the recipients of a return. It is no fault, so it is no diagnostic."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """`outcome` sums it up on one line and `lines` say it in full. `told` is a line for each who must
    be told of a return, with the reason; or `nobody` says why nobody need be. `facts` are what another
    program may sort by."""

    file: str
    outcome: str
    lines: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    told: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    is_kept_out: bool = False
    nobody: str | None = None

    @property
    def has_errors(self) -> bool:
        return has_errors(self.diagnostics)

    @property
    def must_be_told(self) -> str | None:
        """The outcome and who must be told of it, where somebody must, or why nobody need be."""
        if not self.told:
            return f"{self.outcome}. {self.nobody}" if self.nobody else None
        return "\n".join((f"{self.outcome}. Must be notified:", *(f"- {line}" for line in self.told)))


def of_definitions(files: Iterable[str], diagnostics: Iterable[Diagnostic], lines: Lines) -> Iterator[FileReport]:
    """One for each of these files, in this order, whether or not something is wrong with it."""
    found: dict[str, list[Diagnostic]] = {file: [] for file in files}
    for diagnostic in diagnostics:
        found.setdefault(diagnostic.place.file, []).append(diagnostic)
    for file, faults in found.items():
        yield FileReport(file, problems.tally(faults), tuple(problems.text(faults, lines)), tuple(faults))


def of_returns(items: Iterable[Item], library: Basis) -> Iterator[FileReport]:
    """One for each file that was reviewed or kept out, its gravest faults first; and one for each remark.
    Before them, one for each file that keeps the program from knowing who holds which role."""
    yield from of_definitions((), library.people, library.texts)
    for item in items:
        if isinstance(item, KeptOut):
            why = "Cannot be used, and has been dealt with" if item.is_dealt_with else "Not a return"
            yield FileReport(item.file, f"{why}, according to {item.by}.", (), (), is_kept_out=True)
            continue
        if isinstance(item, Remark):
            found = (item.diagnostic,)
            yield FileReport(item.diagnostic.place.file, problems.tally(found), tuple(review.on_folder(item)), found)
            continue
        told = review.recipients(item, library)
        facts = {"status": str(item.status), "form": item.form, "version": item.version, "judgement": item.judgement}
        yield FileReport(
            file=item.file,
            outcome=review.outcome(item, library),
            lines=tuple(review.on_file(item, library)),
            diagnostics=tuple(d for faults in review.by_heading(item.diagnostics).values() for d in faults),
            told=tuple(f"{who} ({why})" if why else who for who, why in told),
            facts=tuple((name, value) for name, value in facts.items() if value is not None),
            nobody=None if item.nobody is None else review.nobody_need_hear(item.nobody),
        )
