"""What needs somebody: looks once through the whole record, with nothing of it kept but what it finds."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from formwright.desk.dossier import said
from formwright.desk.letters import Due, Letter
from formwright.desk.work import Tell
from formwright.diagnostics import Diagnostic
from formwright.escalation import UNTOLD
from formwright.model.review import Status
from formwright.record.events import Event, What
from formwright.record.rows import Return
from formwright.record.store import Record, Wanted

OF_PEOPLE = ("escalation/nobody-named", "notice/no-address", "notice/no-auditor")
"""Faults that whoever looks after the directory can mend."""

SHOWN = 100
"""How many of a kind are listed; the others are only counted."""

OFTEN = 500
"""After how many returns it says how far it is."""


class Kind(StrEnum):
    """The kinds of what needs somebody, the most urgent first."""

    UNCERTAIN = "uncertain"
    REFUSED = "refused"
    UNTOLD = "untold"
    NOBODY = "nobody"
    RIVALS = "rivals"
    VANISHED = "vanished"
    NOT_USABLE = "not-usable"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that needs somebody: what it is called, what more there is to say, and the return that it is about
    or, of what is no return, the bytes."""

    title: str
    about: str
    sha256: str | None = None


@dataclass(slots=True)
class Need:
    """All of one kind; `items` are the first of them."""

    kind: Kind
    count: int = 0
    items: list[Item] = field(default_factory=list)

    def add(self, item: Item) -> None:
        self.count += 1
        if len(self.items) < SHOWN:
            self.items.append(item)


@dataclass(frozen=True, slots=True)
class Survey:
    """`month` is the one that is counted: how many came in it, by status; `waiting` is how many notices can be sent,
    `months` are those of the audits. `people` is what keeps the program from knowing who holds which role, `actions`
    how many actions are in which state of the register."""

    at: datetime.datetime
    needs: tuple[Need, ...]
    month: str
    received: dict[str, int]
    waiting: int
    total: int
    months: tuple[str, ...]
    people: tuple[Diagnostic, ...]
    actions: Mapping[str, int]


def survey(
    record: Record, folder: Path, due: Due, actions: Mapping[str, int], now: datetime.datetime, tell: Tell
) -> Survey:
    """`due` are the notices that were not sent yet, and who cannot be reached; `actions` counts those of each state."""
    needs = {kind: Need(kind) for kind in Kind}
    waiting = 0
    for letter in due.letters:
        match letter.state:
            case "ready":
                waiting += 1
            case "uncertain":
                needs[Kind.UNCERTAIN].add(_of_letter(letter))
            case "refused" | "given-up":
                needs[Kind.REFUSED].add(_of_letter(letter))
            case _:
                pass
    unusable = unhandled(record)
    listed = {event.sha256 for event in unusable}
    for fault in due.faults:
        of = record.one(fault.place.file)
        if of and of.form is None and of.sha256 in listed:
            continue  # it is listed with what arrived and cannot be used
        title, sha256 = (_title(of), of.sha256) if of else (fault.place.file, None)
        kind, about = Kind.NOBODY if fault.code in OF_PEOPLE else Kind.UNTOLD, fault.message
        needs[kind].add(Item(title, _sentence(about.removeprefix(f"{UNTOLD}: ")), sha256))
    for event in unusable:
        needs[Kind.NOT_USABLE].add(
            Item(said(event, "name") or said(event, "file") or "A file", said(event, "message") or "", event.sha256)
        )
    total = record.count()
    first_of: dict[tuple[str | None, str | None], Return] = {}
    told_of: set[str] = set()
    no_returns = 0
    set_aside = {event.sha256 for event in record.events(What.NOT_USABLE)}
    replaced = record.superseded()
    for number, found in enumerate(record.returns()):
        if number % OFTEN == 0:
            tell(number, total)
        if not (folder / found.file).is_file():
            needs[Kind.VANISHED].add(Item(_title(found), found.file, found.sha256))
        no_returns += found.form is None and found.sha256 in set_aside
        if found.sha256 in replaced:
            continue
        if found.likeness and found.date:
            first = first_of.setdefault((found.likeness, found.date), found)
            is_same = first.answers is not None and first.answers == found.answers
            if not is_same and first.sha256 != found.sha256 and first.sha256 not in told_of:
                told_of.add(first.sha256)
                needs[Kind.RIVALS].add(Item(_title(found), found.date, found.sha256))
    month = f"{now:%Y-%m}"
    return Survey(
        at=now,
        needs=tuple(need for need in needs.values() if need.count),
        month=month,
        received={str(status): record.count(Wanted(received=month, status=str(status))) for status in Status},
        waiting=waiting,
        total=total - no_returns,
        months=tuple(sorted(filter(None, record.facets()["month"]), reverse=True)),
        people=due.people,
        actions=actions,
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def unhandled(record: Record) -> list[Event]:
    """What arrived, cannot be used, and has not been dealt with, each bytes once."""
    handled = {event.sha256 for event in record.events(What.HANDLED)}
    return [
        event
        for event in {e.sha256 or e.at: e for e in record.events(What.NOT_USABLE)}.values()
        if event.sha256 not in handled
    ]


def _of_letter(letter: Letter) -> Item:
    return Item(f"{letter.topic}: {letter.name}", letter.problem or "", letter.sha256 or None)


def _title(found: Return) -> str:
    return found.case_id or found.file
