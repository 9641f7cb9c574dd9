"""What is due, for a person at a terminal and for other programs: a digest, each notice on a line, JSON."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from formwright.diagnostics import Diagnostic
from formwright.notices import things
from formwright.notices.notice import About, Kind, Notice, State, spelt
from formwright.oversight.reminders import Reminder

FEW = 20  # notices that are listed each where nobody asks for a digest
SHOWN = 10  # recipients, and errors, of which a digest speaks

KINDS = {Kind.NOTICE: "notice", Kind.CORRECTION: "correction", Kind.SLIP: "return slip", Kind.REMINDER: "reminder"}
COLUMNS = {
    Kind.NOTICE: "notices",
    Kind.CORRECTION: "corrections",
    Kind.SLIP: "return slips",
    Kind.REMINDER: "reminders",
}
WIDTHS = {Kind.NOTICE: 10, Kind.CORRECTION: 14, Kind.SLIP: 14, Kind.REMINDER: 11}
REMINDERS = "Reminders of what is owed"
STATES = {
    State.SENDING: "may have been sent: ask the recipient, or look in the mailbox it was sent from",
    State.UNCERTAIN: "may have been sent: ask the recipient, or look in the mailbox it was sent from",
    State.REFUSED: "refused by the mail server",
    State.GIVEN_UP: "refused again and again: correct the address, or tell them in another way",
}


@dataclass(frozen=True, slots=True)
class Line:
    """What a list says of one notice: no more of it is kept."""

    key: str
    kind: Kind
    file: str
    what: str
    rank: int
    name: str
    email: str
    roles: tuple[str, ...]
    by: str | None
    state: State

    @classmethod
    def of(cls, notice: Notice) -> "Line":
        what = _what(notice.about[0]) if notice.about else things.case(notice.case_id)
        if notice.kind is Kind.REMINDER:
            what = REMINDERS
        by = spelt(notice.respond_by) if notice.respond_by else None
        name, email = things.line(notice.name), notice.email
        return cls(notice.key, notice.kind, notice.file, what, notice.rank, name, email, notice.roles, by, notice.state)


def _what(about: About) -> str:
    judged = f", {about.judgement}" if about.judgement else ""
    on = f", {spelt(about.date)}" if about.date else ""
    return f"{things.case(about.case_id)}{judged} ({about.title}{on})"


@dataclass(slots=True)
class Summary:
    """Counts of what is due; `lines` are kept as long as they are few, or `all` are wanted."""

    all: bool = False
    kinds: Counter[Kind] = field(default_factory=Counter)
    states: Counter[State] = field(default_factory=Counter)
    months: dict[str, Counter[Kind]] = field(default_factory=dict)
    people: Counter[str] = field(default_factory=Counter)
    judgements: Counter[tuple[int, str]] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    lines: list[Line] = field(default_factory=list)
    first_errors: list[Diagnostic] = field(default_factory=list)

    def of(self, found: Iterable[Notice | Diagnostic]) -> Iterator[Notice | Diagnostic]:
        """The same, counted as they pass."""
        for one in found:
            self.add(one)
            yield one

    def add(self, one: Notice | Diagnostic) -> None:
        if isinstance(one, Diagnostic):
            self.errors[one.code] += 1
            if self.all or len(self.first_errors) < SHOWN:
                self.first_errors.append(one)
            return
        self.kinds[one.kind] += 1
        self.states[one.state] += 1
        month = next(iter(sorted(one.months)), "no date")
        self.months.setdefault(month, Counter())[one.kind] += 1
        self.people[f"{things.line(one.name)} <{one.email}>"] += 1
        if one.kind in (Kind.NOTICE, Kind.CORRECTION):
            self.judgements.update((about.rank, about.judgement) for about in one.about if about.judgement)
        if self.all or sum(self.kinds.values()) <= FEW or one.state in STATES:
            self.lines.append(Line.of(one))

    @property
    def has_errors(self) -> bool:
        return bool(self.errors) or any(self.states[state] for state in STATES)

    def text(self) -> Iterator[str]:
        count = sum(self.kinds.values())
        if not count:
            yield "Nobody needs to be notified." if not self.errors else "No email is waiting that can be sent."
        elif self.all or count <= FEW:
            yield from self._each(self.lines)
        else:
            yield from self._digest()
        needing = [line for line in self.lines if line.state in STATES]
        if needing or self.errors:
            yield ""
            yield "This needs a person"
            for line in needing:
                yield f"  {line.key[:8]}  {line.name} <{line.email}>: {STATES[line.state]}."
            if self.errors:
                total = sum(self.errors.values())
                yield f"  {things.counted(total, 'error')}: somebody cannot be reached."
                if total > len(self.first_errors):
                    yield from (f"  {number:>6,}  {code}" for code, number in self.errors.most_common())
                    yield f"  The first {len(self.first_errors)} are below; '--list' lists each of them."
        if count:
            yield ""
            yield f"{_counts(self.kinds)}, to {_addresses(len(self.people))}. Nothing has been sent."

    def _each(self, lines: Iterable[Line]) -> Iterator[str]:
        groups: dict[str, list[Line]] = {}
        for line in lines:
            groups.setdefault(line.file, []).append(line)
        for file, each in sorted(groups.items(), key=lambda group: (-max(one.rank for one in group[1]), group[0])):
            first = max(each, key=lambda line: line.rank)
            yield f"{first.what[0].upper()}{first.what[1:]}{f': {file}' if file else ''}"
            for line in sorted(each, key=lambda line: (line.kind, line.name)):
                by = f", by {line.by}" if line.by else ""
                yield f"  {line.key[:8]}  {KINDS[line.kind]} to {line.name} <{line.email}>{by}"

    def _digest(self) -> Iterator[str]:
        if self.judgements:
            yield "By judgement"
            for (_, judgement), number in sorted(self.judgements.items(), key=lambda one: -one[0][0]):
                yield f"  {judgement:<28}{number:>8,}"
            yield ""
        columns = [kind for kind in COLUMNS if kind is not Kind.REMINDER or self.kinds[kind]]
        yield f"By month{'':<20}" + "".join(f"{COLUMNS[kind]:>{WIDTHS[kind]}}" for kind in columns)
        for month, kinds in sorted(self.months.items()):
            yield f"  {month:<26}" + "".join(f"{kinds[kind]:>{WIDTHS[kind]},}" for kind in columns)
        yield ""
        yield "By recipient"
        for who, number in self.people.most_common(SHOWN):
            yield f"  {number:>6,}  {who}"
        if len(self.people) > SHOWN:
            yield f"  … and {len(self.people) - SHOWN:,} more"
        yield ""
        yield "'formwright notify --list' lists each of them, '--show KEY' shows one."


def _counts(kinds: Counter[Kind]) -> str:
    return ", ".join(_counted(kinds[kind], KINDS[kind]) for kind in Kind if kinds[kind])


def _addresses(count: int) -> str:
    return f"{count:,} address{'' if count == 1 else 'es'}"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


# --- JSON ----------------------------------------------------------------------------------------


def as_json(found: Iterable[Notice | Diagnostic]) -> Iterator[str]:
    """One object, in pieces: nothing of it is kept but the errors."""
    errors: list[object] = []
    parting = ""
    yield '{"notices": ['
    for one in found:
        if isinstance(one, Diagnostic):
            errors.append(one.as_data())
            continue
        yield f"{parting}\n{json.dumps(_data(one))}"
        parting = ","
    yield f'\n], "diagnostics": {json.dumps(errors)}}}\n'


def _data(notice: Notice) -> dict[str, object]:
    return {
        "key": notice.key,
        "return": notice.file or None,
        "case_id": notice.case_id,
        "role": notice.roles[0] if notice.roles else None,
        "roles": list(notice.roles),
        "name": notice.name,
        "email": notice.email,
        "because": notice.because,
        "respond_by": notice.respond_by.isoformat() if notice.respond_by else None,
        "state": str(State.UNCERTAIN if notice.state is State.SENDING else notice.state),
        "kind": str(notice.kind),
    } | ({"owes": [_owed(one) for one in notice.owes]} if notice.kind is Kind.REMINDER else {})


def _owed(one: Reminder) -> dict[str, object]:
    return {
        "what": one.what,
        "about": one.about,
        "by": one.by.isoformat(),
        "when": str(one.when),
        "owed": one.owed,
        "done": one.done,
    }
