"""What arrived → filed unchanged and recorded, each thing once, with what it is beside those received before.

A file is written before the event that records it. A run that is cut off between the two leaves a file that the next
run finds by its bytes and records; so nothing is lost, and nothing is there twice.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from formwright.diagnostics import Diagnostic, has_errors, warning
from formwright.errors import CannotRun
from formwright.intake.arrived import Arrived, Aside, Left, Origin, Thing, Why
from formwright.mail.imap import Inbox
from formwright.model.basis import Basis
from formwright.model.review import Remark, Reviewed, Status
from formwright.oversight import removed
from formwright.pipelines.arriving import of_mailbox, things
from formwright.pipelines.filing import NOT_USABLE, Folder, name_as_arrived, name_of_return
from formwright.pipelines.received import MAYBE_REMOVED, Outcome, Received
from formwright.pipelines.recording import row
from formwright.pipelines.related import Relation, related
from formwright.pipelines.remembering import from_bytes, moved, of_today
from formwright.pipelines.review import Reviewer
from formwright.places import Place
from formwright.readers.kinds import without_naming
from formwright.record.events import Event, What
from formwright.record.rows import Return
from formwright.record.store import Record, reading, writing
from formwright.reports.ink import Ink, heading, inked
from formwright.reports.problems import count
from formwright.reports.review import outcome
from formwright.reports.visible import shown

BATCH = 50
"""How many things are recorded in one step."""

Clock = Callable[[], datetime]
Item = Received | Remark


@dataclass(slots=True)
class Tally:
    """Counts what passes through it, and keeps what needs a person."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    relations: Counter[Relation] = field(default_factory=Counter)
    aside: Counter[Why] = field(default_factory=Counter)
    needs: list[tuple[str, str]] = field(default_factory=list)
    has_errors: bool = False

    def add(self, one: Received) -> None:
        self.outcomes[one.outcome] += 1
        if one.outcome is Outcome.RECEIVED and one.status:
            self.statuses[one.status] += 1
        if one.relation is not None:
            self.relations[one.relation] += 1
        needs = [(one.file or one.label, need) for need in one.needs()]
        self.needs += needs
        self.has_errors = self.has_errors or bool(needs) or has_errors(one.diagnostics)

    def as_text(self) -> Iterator[str]:
        """What needs a person, then how many of each."""
        if self.needs:
            yield heading("What needs a person:")
            for file, need in self.needs:
                yield inked("  ", (Ink.PLACE, shown(file)), f": {shown(need)}")
            yield ""
        received, again, unusable = (self.outcomes[outcome] for outcome in Outcome)
        statuses = ", ".join(f"{self.statuses[str(s)]} {s}" for s in Status if self.statuses[str(s)])
        yield f"{count(received, 'return')} received{f': {statuses}' if statuses else ''}."
        if again:
            yield f"{count(again, 'file')} received before."
        if unusable:
            yield f"{count(unusable, 'file')} could not be used."
        for why, words in _ASIDE.items():
            if number := self.aside[why]:
                yield f"{number} {words[number != 1]}."

    def as_data(self) -> dict[str, object]:
        return {
            **{str(outcome).replace("-", "_"): self.outcomes[outcome] for outcome in Outcome},
            **{str(status): self.statuses[str(status)] for status in Status},
            "relations": {str(relation): self.relations[relation] for relation in Relation},
            "not_attachments": {str(why): self.aside[why] for why in Why},
            "needs_a_person": [{"file": file, "what": what} for file, what in self.needs],
        }


_ASIDE = {
    Why.PICTURE: (
        "picture in the text of an email was passed over, such as a logo",
        "pictures in the text of emails were passed over, such as logos",
    ),
    Why.SEAL: ("electronic signature on an email was passed over", "electronic signatures on emails were passed over"),
    Why.LEFT_BEHIND: (
        "file that a program left behind was passed over",
        "files that programs left behind were passed over",
    ),
    Why.UNDELIVERED: (
        "email is still being delivered: receive it later",
        "emails are still being delivered: receive them later",
    ),
}


def receive(
    paths: Iterable[Path],
    into: Path,
    basis: Basis,
    clock: Clock,
    tally: Tally,
    is_trial: bool = False,
    state: str | None = None,
) -> Iterator[Item]:
    """What became of everything in these files and folders, filed in the folder `into`. Where `is_trial`, nothing is
    written. `state` is a digest of what returns are judged by, taken before they were read; without it, the next check
    looks at each return again. Raises CannotRun where nothing can be opened, or the folder cannot be written to."""
    found = things(paths, into)
    with ExitStack() as stack:
        record = stack.enter_context(reading(into) if is_trial else writing(into))
        yield from Desk.of(record, basis, clock, tally, is_trial, state).take(found)


def receive_from(
    inbox: Inbox,
    into: Path,
    basis: Basis,
    clock: Clock,
    tally: Tally,
    is_trial: bool = False,
    state: str | None = None,
) -> Iterator[Item]:
    """The same of every e-mail in a mailbox. One is moved, where it is to be, once all that came with it is filed and
    recorded; one that could not be taken in whole stays."""
    with ExitStack() as stack:
        record = stack.enter_context(reading(into) if is_trial else writing(into))
        desk = Desk.of(record, basis, clock, tally, is_trial, state)
        for message in inbox.messages():
            is_whole = True
            for one in desk.take(of_mailbox(message, str(inbox.box))):
                is_whole = is_whole and (isinstance(one, Remark) or one.file is not None)
                yield one
            if is_whole and inbox.move_to is not None and not is_trial:
                inbox.move(message)


@dataclass(slots=True)
class Desk:
    """Takes one thing after another, and records them in batches. `known` are the files of what has been received, by
    their bytes, and `recorded` from where each has come. `made_from` is what the rows are made from, but for those of
    files that were looked at under a name that ends `otherwise`. `removed_before` is the day before which returns were
    removed at the end of their time: nothing is known of them any more."""

    record: Record
    folder: Folder
    reviewer: Reviewer
    basis: Basis
    clock: Clock
    tally: Tally
    is_trial: bool
    known: dict[str, tuple[str | None, bool]]
    recorded: set[str]
    made_from: str
    events: list[Event] = field(default_factory=list)
    rows: list[Return] = field(default_factory=list)
    otherwise: set[str] = field(default_factory=set)
    origins: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    done: list[Received] = field(default_factory=list)
    number: int = 0
    removed_before: date | None = None

    @classmethod
    def of(
        cls, record: Record, basis: Basis, clock: Clock, tally: Tally, is_trial: bool = False, state: str | None = None
    ) -> "Desk":
        known: dict[str, tuple[str | None, bool]] = {}
        recorded = set[str]()
        filed = set[str]()
        for event in record.events():
            if event.what not in (What.RECEIVED, What.DUPLICATE, What.NOT_USABLE) or event.sha256 is None:
                continue
            file = event.more.get("file")
            recorded.add(_key(event.sha256, event.more))
            if event.what is not What.DUPLICATE:
                known[event.sha256] = (None if file is None else str(file), event.what is What.RECEIVED)
                filed.add(str(file))
        folder = Folder.of(record.root, filed, is_trial)
        made_from = from_bytes(of_today(state, basis.directory)) if state else ""
        desk = cls(record, folder, Reviewer.of(basis), basis, clock, tally, is_trial, known, recorded, made_from)
        desk.removed_before = removed.until(record.events(What.REMOVED))
        return desk

    def take(self, found: Iterable[Thing | Remark]) -> Iterator[Item]:
        """Each as soon as it is recorded."""
        try:
            for thing in found:
                match thing:
                    case Remark():
                        yield thing
                    case Aside():
                        self.tally.aside[thing.why] += 1
                    case Left():
                        self.done.append(self._left(thing))
                    case Arrived():
                        self.done.append(self._arrived(thing))
                if len(self.done) >= BATCH:
                    yield from self.flush()
            yield from self.flush()
        except OSError as fault:
            yield from self.flush()
            remedy = (
                f"Recorded before that: {count(self.number, 'file')}. Make room, or ask for the rights to write there, "
                "and run the same again: nothing is received twice."
            )
            raise CannotRun(f"{self.record.root} cannot be written to: {fault.strerror}.", remedy) from None

    def flush(self) -> Iterator[Received]:
        """Records what is waiting, and says what became of it."""
        if not self.is_trial:
            self.record.add(self.events)
            self.record.put((one, "" if one.file in self.otherwise else self.made_from) for one in self.rows)
        self.events.clear()
        self.rows.clear()
        self.otherwise.clear()
        done, self.done = self.done, []
        for one in done:
            self.number += 1
            self.tally.add(one)
            yield one

    # --- one thing -----------------------------------------------------------------------------

    def _left(self, thing: Left) -> Received:
        return Received(thing.name, thing.origin, Outcome.NOT_USABLE, None, None, diagnostics=(thing.fault,))

    def _arrived(self, thing: Arrived) -> Received:
        sha256 = hashlib.sha256(thing.content).hexdigest()
        if sha256 in self.known:
            return self._again(thing, sha256)
        reviewed = None if thing.faults else self.reviewer.content(thing.content, thing.origin.place(thing.name).file)
        if reviewed is None or reviewed.form is None:
            return self._not_usable(thing, sha256, thing.faults if reviewed is None else reviewed.diagnostics)
        return self._return(thing, sha256, reviewed)

    def _again(self, thing: Arrived, sha256: str) -> Received:
        file, is_return = self.known[sha256]
        self._note(What.DUPLICATE, thing, sha256, file)
        if is_return and not self.is_trial and self.record.one(sha256) is None and file is not None:
            reviewed = self.reviewer.content(thing.content, file)  # a run was cut off before it was put in a row
            if all(one.sha256 != sha256 for one in self.rows):
                self.rows.append(self._row(reviewed, file, sha256))
        return Received(
            thing.name, thing.origin, Outcome.DUPLICATE, file, sha256,
            duplicate_of=file, is_usable=is_return, diagnostics=thing.faults,
        )  # fmt: skip

    def _not_usable(self, thing: Arrived, sha256: str, faults: tuple[Diagnostic, ...]) -> Received:
        month = f"{self._month(thing.origin)}/{NOT_USABLE}"
        file = self.folder.file(thing.content, sha256, month, name_as_arrived(thing.name))
        faults = tuple(map(without_naming, faults))
        first = faults[0]
        self._note(What.NOT_USABLE, thing, sha256, file, code=first.code, message=first.message)
        self.known[sha256] = (file, False)
        return Received(thing.name, thing.origin, Outcome.NOT_USABLE, file, sha256, diagnostics=faults)

    def _return(self, thing: Arrived, sha256: str, reviewed: Reviewed) -> Received:
        found = self._row(reviewed, "", sha256)
        assert found.form is not None
        name = name_of_return(found.case_id, found.form, found.date, thing.name, thing.content)
        file = self.folder.file(thing.content, sha256, self._month(thing.origin), name)
        found = moved(found, file)
        if Path(thing.name).suffix.casefold() != Path(file).suffix.casefold():
            self.otherwise.add(file)  # what a text is, and whether a download has finished, goes by how its name ends
        relation, beside = self._relation(found, thing.origin.sender)
        before = self._origin(beside.sha256)[1] if beside else None
        is_older = bool(before and thing.origin.sent and thing.origin.sent < before)
        self._note(What.RECEIVED, thing, sha256, file)
        self.rows.append(found)
        self.origins[sha256] = (thing.origin.sender, thing.origin.sent)
        self.known[sha256] = (file, True)
        asked = reviewed.rules.fields if reviewed.rules else self.reviewer.framework.case.id
        lacks_case = found.case_id is None and any(path in asked for path in self.reviewer.framework.case.id)
        return Received(
            thing.name, thing.origin, Outcome.RECEIVED, file, sha256, found.form, str(found.status),
            outcome(reviewed, self.basis), lacks_case, None, True, relation, beside.file if beside else None, is_older,
            (*reviewed.diagnostics, *self._removed(found)),
        )  # fmt: skip

    def _removed(self, found: Return) -> Iterator[Diagnostic]:
        """What is said of a return so old that it may have been removed: who must know may be notified again."""
        before = self.removed_before
        if before is not None and found.date is not None and found.date < before.isoformat():
            message = f"Returns older than {before} have been removed, and this audit is: it may have been here before."
            words = f"retain --before {before} --by-audit-date --return {found.file} --remove"
            words += " --despite not-sent --despite open-action"
            hint = f"If it was, remove it before notices are sent: 'formwright {words}'."
            yield warning(MAYBE_REMOVED, Place(found.file), message, hint)

    def _month(self, origin: Origin) -> str:
        """That of the e-mail, unless it lies ahead; else that of today."""
        today = self.clock().astimezone(UTC).strftime("%Y-%m")
        return origin.month if origin.month and "1990-01" <= origin.month <= today else today

    def _note(self, what: What, thing: Arrived, sha256: str, file: str | None, **said: str) -> None:
        """An event, unless the same thing has come from the same place before: then nothing has happened."""
        origin = thing.origin
        more: dict[str, object] = {
            "file": file,
            "name": thing.name,
            "source": str(origin.source),
            "within": list(origin.path),
            "sender": origin.sender,
            "sent": origin.sent,
            "subject": origin.subject,
            "message_id": origin.message_id,
            **said,
        }
        key = _key(sha256, more)
        if key not in self.recorded:
            self.recorded.add(key)
            self.events.append(Event(what, self.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), sha256, more))

    def _row(self, reviewed: Reviewed, file: str, sha256: str) -> Return:
        return moved(row(reviewed, sha256, self.reviewer.framework, self.basis.directory), file)

    # --- beside earlier ones -------------------------------------------------------------------

    def _relation(self, new: Return, sender: str | None) -> tuple[Relation | None, Return | None]:
        """What this return is to those before it, and to which of them; of several things the gravest is said."""
        others = [*self.record.alike(new), *(one for one in self.rows if _are_alike(one, new))]
        if same := next((one for one in others if new.answers and one.answers == new.answers), None):
            return Relation.SAME, same
        of_day = [one for one in others if new.likeness and (one.likeness, one.date) == (new.likeness, new.date)]
        found = [(self._to(new, sender, one), one) for one in reversed(of_day)]
        return min(found, key=lambda one: _GRAVEST.index(one[0]), default=(None, None))

    def _to(self, new: Return, sender: str | None, other: Return) -> Relation:
        return related(new, other, bool(sender) and sender == self._origin(other.sha256)[0])

    def _origin(self, sha256: str) -> tuple[str | None, str | None]:
        """From whom a return came first, and when that email was sent."""
        if sha256 not in self.origins:
            event = next(self.record.events(What.RECEIVED, sha256), None)
            sender, sent = (event.more.get(key) if event else None for key in ("sender", "sent"))
            self.origins[sha256] = (str(sender) if sender else None, str(sent) if sent else None)
        return self.origins[sha256]


_GRAVEST = (Relation.RIVAL, Relation.CORRECTION, Relation.DRAFT, Relation.SAME)


def _are_alike(one: Return, other: Return) -> bool:
    is_of_day = one.likeness is not None and (one.likeness, one.date) == (other.likeness, other.date)
    return is_of_day or (one.answers is not None and one.answers == other.answers)


def _key(sha256: str, more: Mapping[str, object]) -> str:
    """From where something came: by the e-mail's own id where it has one, as a mailbox may be named otherwise."""
    where = more.get("message_id") or more.get("within")
    return hashlib.sha256(f"{sha256}\0{where}\0{more.get('name')}".encode("utf-8", "surrogatepass")).hexdigest()
