"""A record in memory, of returns as a review finds them, to say what is due of it."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from tests.samples import FRAMEWORK, changed, review

from formwright.definitions.library import Library
from formwright.diagnostics import Diagnostic
from formwright.model import rules
from formwright.model.framework import Directory, Holder
from formwright.model.rules import Rules
from formwright.notices.due import due
from formwright.notices.notice import MAY_HAVE_IT, Notice, State
from formwright.notices.setting import Setting
from formwright.oversight.reminders import Reminder
from formwright.record.events import Event, What
from formwright.record.rows import Return

TODAY = date(2026, 11, 27)


def returned(*changes: tuple[str, str], file: str = "a.yaml", library: Library = FRAMEWORK, text: str = "") -> Return:
    """A return that says what the sample says but for these changes, as the record has it."""
    text = text or changed(*changes)
    found = review(text, library, file)
    said = {line.split(": ")[0].strip(): line.split(": ")[1] for line in text.splitlines() if ": " in line}
    known = found.likeness
    return Return(
        file=file,
        sha256=hashlib.sha256(f"{file}\0{text}".encode()).hexdigest(),
        form=found.form,
        version=found.version,
        digest=found.digest,
        status=found.status,
        case_id=said.get("case_id"),
        date=known.date if known else None,
        area=said.get("service_area"),
        team=said.get("team"),
        auditor=said.get("completed_by"),
        judgement=found.judgement,
        faults=found.diagnostics,
        escalation=found.escalation,
        nobody=found.nobody,
        answers=known.answers.hex() if known and known.answers else None,
        likeness=known.case.hex() if known and known.case else None,
    )


@dataclass
class Memory:
    rows: list[Return] = field(default_factory=list)
    happened: list[Event] = field(default_factory=list)

    def returns(self) -> Iterable[Return]:
        return list(self.rows)

    def events(self, what: What | None = None, sha256: str | None = None) -> Iterator[Event]:
        return (e for e in list(self.happened) if what in (None, e.what) and sha256 in (None, e.sha256))

    def superseded(self) -> Mapping[str, str]:
        instead: dict[str, str] = {}
        for event in self.happened:
            if event.what is What.SUPERSEDED and event.sha256:
                instead[event.sha256] = str(event.more["by"])
            elif event.what is What.REINSTATED and event.sha256:
                instead.pop(event.sha256, None)
        return instead

    # what a test does to it

    def take(self, *rows: Return) -> "Memory":
        self.rows += rows
        return self

    def supersede(self, old: Return, new: Return, relation: str = "correction") -> None:
        self.happened.append(
            Event(What.SUPERSEDED, "2026-11-27T09:00:00Z", old.sha256, {"by": new.sha256, "relation": relation})
        )

    def reinstate(self, old: Return) -> None:
        self.happened.append(Event(What.REINSTATED, "2026-11-27T10:00:00Z", old.sha256, {}))

    def came_from(self, one: Return, sender: str) -> None:
        self.happened.append(Event(What.RECEIVED, "2026-11-26T09:00:00Z", one.sha256, {"sender": sender}))

    def hand_over(self, notices: Iterable[Notice], *states: State, at: str = "2026-11-27T11:00:00Z") -> None:
        for notice in notices:
            done = (State.SENT,) if notice.state in MAY_HAVE_IT else (State.SENDING, State.SENT)
            for state in states or done:
                self.happened.append(Event(What.NOTICE, at, notice.sha256 or None, notice.event(state)))


@dataclass(frozen=True)
class Due:
    notices: list[Notice]
    errors: list[Diagnostic]

    @property
    def addresses(self) -> list[str]:
        return sorted(notice.email for notice in self.notices)

    def to(self, email: str) -> Notice:
        [found] = [n for n in self.notices if n.email == email]
        return found


def due_of(
    held: Memory,
    directory: Directory | None = None,
    today: date = TODAY,
    library: Library = FRAMEWORK,
    owed: Iterable[Reminder] = (),
) -> Due:
    found = list(due(held, setting(directory, today, library), owed))
    return Due([n for n in found if isinstance(n, Notice)], [n for n in found if isinstance(n, Diagnostic)])


def setting(directory: Directory | None = None, today: date = TODAY, library: Library = FRAMEWORK) -> Setting:
    framework = library.framework
    assert framework is not None
    return Setting(framework, directory or PEOPLE, lambda id, _: _forms(library).get(id), today)


def people(*holders: Holder) -> Directory:
    return Directory(holders, PEOPLE.teams)


@cache
def _rules(library: int) -> dict[str, Rules]:
    return {form.identity.id: rules.compile(form) for form in _LIBRARIES[library].forms}


_LIBRARIES: dict[int, Library] = {}


def _forms(library: Library) -> dict[str, Rules]:
    _LIBRARIES[id(library)] = library
    return _rules(id(library))


PEOPLE = replace(
    FRAMEWORK.directory,
    holders=(
        Holder("head-of-service", "Hasan Shah", "head@example.org"),
        Holder("team-manager", "Tina Moss", "manager@example.org"),
        Holder("assistant-director", "Ada Cole", "director@example.org"),
        Holder("iro", "Ian Reid", "iro@example.org"),
        Holder("conference-chair", "Chris Hall", "chair@example.org"),
    ),
)
