"""Actions: the register of all that returns ask for, and what people say became of each."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from formwright.answers import spelling
from formwright.errors import CannotRun
from formwright.misspelt import did_you_mean
from formwright.model.alike import alike
from formwright.model.basis import Basis
from formwright.model.duties import Deadline
from formwright.model.framework import Directory
from formwright.oversight import actions as oversight
from formwright.pipelines import deciding
from formwright.record import actions as register
from formwright.record import updates
from formwright.record.actions import OPEN, Inherited, Kept, Row, Wanted
from formwright.record.events import What
from formwright.record.rows import Return
from formwright.record.store import Record
from formwright.record.updates import Said, Update
from formwright.reports.problems import count

CLOSED = ("done", "reviewed", "not-needed")
ASKED = {"open": OPEN, "all": (), **{state: (state,) for state in (*OPEN[1:], *CLOSED)}}
"""What may be asked for, and which states that is."""


@dataclass(frozen=True, slots=True)
class Summary:
    """`states` counts the actions that were asked for by their state, `lacks` the open ones by what they lack.
    `unread` are returns that could not be read, so that their actions are not known. `lost` are updates to actions
    that are no longer in the return that counts now, each with that return's file."""

    states: Counter[str]
    lacks: Counter[str]
    unread: int
    lost: tuple[tuple[str, Inherited], ...]

    @property
    def open(self) -> int:
        return sum(self.states[state] for state in OPEN)

    @property
    def total(self) -> int:
        return self.states.total()


def wanted(record: Record, deadlines: Iterable[Deadline], today: date, **asked: object) -> Wanted:
    """Which actions are wanted, judged on this day."""
    deadlines = tuple(deadlines)
    forms = {one.form for one in deadlines}
    dates = {form: register.days_of(record, form) for form in forms}
    lapses = oversight.lapses(deadlines, dates)
    return oversight.wanted(today, **asked, lapses=lapses, carried=register.carried(record))


def understood(record: Record, asked: Wanted, basis: Basis) -> Wanted:
    """The same. Raises CannotRun where it asks for what no action can have."""
    if asked.until is not None:
        a_day(asked.until)
    framework = basis.framework
    forms = [form.identity.id for form in basis.forms]
    _known(record, "form", asked.form, forms)
    _known(record, "area", asked.area, [area.id for area in framework.service_areas] if framework else [])
    team = _team(asked.team, basis)
    _known(record, "team", team, [team.id for team in framework.teams] if framework else [])
    if asked.person:
        every = dict.fromkeys((*register.people(record).values(), *basis.directory.names))
        if alike(asked.person) not in {alike(name) for name in every}:
            raise CannotRun(f"No action is for '{asked.person}'.", did_you_mean(asked.person, every))
    return replace(asked, team=team)


def listed(
    record: Record, asked: Wanted, directory: Directory, first: int = 0, most: int | None = None
) -> Iterator[Row]:
    """What is wanted; people whom the directory has are named as they are there."""
    names = {alike(name): name for name in directory.names}
    for row in register.listed(record, asked, first, most):
        yield row._replace(who=names.get(alike(row.who), row.who)) if row.who else row


def _named(record: Record, directory: Directory) -> dict[str | None, str]:
    names = {alike(name): name for name in directory.names}
    return {person: names.get(person, who) for person, who in register.people(record).items()}


def summary(record: Record, asked: Wanted) -> Summary:
    states: Counter[str] = Counter()
    lacks: Counter[str] = Counter()
    for state, some, number in register.totals(record, asked):
        states[state] += number
        for one in some:
            lacks[one] += number
    return Summary(states, lacks, register.unread(record), tuple(_lost(record)))


def is_found_wanting(found: Summary) -> bool:
    """Whether something is overdue, or nobody can say when it will be."""
    return bool(found.states["overdue"] or found.lacks["by: missing"] or found.lacks["by: not a date"])


def groups(record: Record, asked: Wanted, by: str, today: date, directory: Directory) -> dict[str | None, Counter[str]]:
    """The numbers by state of each team, area, person, form or age; None is those that have none."""
    columns = {"team": "team", "area": "area", "person": "person", "form": "form", "age": "begun"}
    named = _named(record, directory) if by == "person" else {}
    found: dict[str | None, Counter[str]] = {}
    for words in (*(words for _, words in oversight.AGES), oversight.OLDER) if by == "age" else ():
        found[words] = Counter()
    for value, state, number in register.counted(record, asked, columns[by]):
        key = oversight.age(_days(value, today)) if by == "age" else named.get(value, value)
        found.setdefault(key, Counter())[state] += number
    return {key: counts for key, counts in found.items() if counts}


def _days(text: str | None, today: date) -> int | None:
    day = spelling.day(text) if text else None
    return (today - day).days if day else None


def open_in(record: Record, asked: Wanted, returns: Iterable[str]) -> dict[str, int]:
    """How many open actions each of these returns has: an audit is not closed while it has one."""
    return register.open_in(record, replace(asked, returns=tuple(returns)))


# --- one action -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """One action as it is now. `history` is what people said of it, in order, each with the return it was said of."""

    of: Return
    kept: Kept
    row: Row
    history: tuple[tuple[str, Update], ...]


@dataclass(frozen=True, slots=True)
class Acted:
    """What was recorded; `notes` are what somebody should know of it. Where `is_known`, it was recorded before."""

    found: Found
    notes: tuple[str, ...] = ()
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody says of an action, in the words of the command line."""

    said: Said
    day: str | None = None
    by: str | None = None
    why: str | None = None
    approved_by: str | None = None


def find(record: Record, basis: Basis, handle: str, today: date) -> Found:
    """The action of this handle, such as `3f2a9c1e#2`, or `A1042.docx#2`. Raises CannotRun where there is none, or its
    return does not count or was removed."""
    name, sign, number = handle.rpartition("#")
    if not sign or not re.fullmatch("[1-9][0-9]{0,5}", number):
        name, number = handle, ""
    of = _return(record, name)
    there = register.of_return(record, of.sha256)
    if not number and len(there) == 1:
        number = str(there[0].number)
    kept = next((one for one in there if str(one.number) == number), None)
    if not there:
        raise CannotRun(f"{of.file} asks for no actions.", "'formwright action' lists them.")
    if kept is None:
        some = f"{of.sha256[: register.STEM]}#1"
        many = f"to {of.sha256[: register.STEM]}#{len(there)}" if len(there) > 1 else ""
        message = f"{of.file} has no action number {number}." if number else f"Say which action of {of.file} you mean."
        raise CannotRun(message, f"It has {' '.join(filter(None, (some, many)))}.")
    _must_count(record, of, kept)
    asked = replace(wanted(record, basis.deadlines, today), returns=(of.sha256,))
    row = next(row for row in listed(record, asked, basis.directory) if row.number == kept.number)
    return Found(of, kept, row, tuple(history(record, of.sha256, kept)))


def history(record: Record, sha256: str, kept: Kept) -> Iterator[tuple[str, Update]]:
    """All that was said of an action, also of returns that this one counts instead of."""
    for one in register.inherited(record, sha256):
        if one.own == kept:
            yield from ((one.sha256, update) for update in one.updates)
    yield from ((sha256, update) for update in register.said_of(record, sha256) if update.path == kept.path)


def told(record: Record, sha256: str, kept: Kept) -> tuple[tuple[str, str], ...]:
    """The same in words, each with its moment."""
    said = []
    for of, update in history(record, sha256, kept):
        words = words_of(update)
        before = "" if of == sha256 else " (of the return before this one)"
        said.append((update.at, f"{words[:1].upper()}{words[1:]}{before}"))
    return tuple(said)


def act(record: Record, basis: Basis, handle: str, wish: Wish, at: str, today: date) -> Acted:
    """Records what somebody says of an action. Raises CannotRun where it contradicts what is known, or something that
    it needs is missing."""
    found = find(record, basis, handle, today)
    notes = _agreed(found, wish, today)
    if notes is None:
        return Acted(found, is_known=True)
    day = a_day(wish.day).isoformat() if wish.day else None
    update = Update(wish.said, found.kept.path, found.kept.number, found.kept.same, day, wish.by, wish.why)
    update = replace(update, approved_by=wish.approved_by)
    record.add([updates.written(update, found.of.sha256, at, found.of.file)])
    return Acted(find(record, basis, found.row.handle, today), tuple(notes))


def _agreed(found: Found, wish: Wish, today: date) -> list[str] | None:
    """What should be known of an update; None where it was said before."""
    row, notes = found.row, list[str]()
    own = [update for _, update in found.history]
    standing = updates.standing(own)
    _complete(wish)
    day = a_day(wish.day) if wish.day else None
    if wish.said in (Said.DONE, Said.REVIEWED) and day is not None:
        if day > today:
            raise CannotRun(f"{day} is in the future.", "Record it once it has happened.")
        audited = spelling.day(row.date or "")
        if audited and day < audited:
            raise CannotRun(f"{day} is before the audit, which was on {row.date}.", "Check the date.")
    match wish.said:
        case Said.WITHDRAWN:
            if standing is None:
                raise CannotRun(f"Nothing that was said of {row.handle} stands, so nothing can be withdrawn.", _ITS_OWN)
            if not any(sha256 == found.of.sha256 for sha256, _ in found.history):
                notes.append("It was said of a return in whose place this one counts.")
            notes.append(f"Withdrawn: {words_of(standing.last)}.")
        case Said.NEW_DATE:
            if day and day < today:
                raise CannotRun(f"{day} has passed.", "Give a day that is still to come.")
            if standing and standing.last.said is Said.NEW_DATE and standing.last.day == wish.day:
                return None
            if row.state in CLOSED:
                notes.append(f"It was {_state(row)}. It is open again.")
        case Said.DONE | Said.REVIEWED | Said.NOT_NEEDED:
            if row.state == wish.said.value and (wish.day is None or row.ended_on == wish.day):
                return None
            _no_contradiction(row, wish, standing is not None)
    return notes


_ITS_OWN = "What the return itself says changes only with a corrected return."


def _no_contradiction(row: Row, wish: Wish, is_said: bool) -> None:
    if row.state not in CLOSED:
        return
    if row.state == "done" and wish.said is Said.REVIEWED:
        if row.ended_on and wish.day and wish.day < row.ended_on:
            raise CannotRun(
                f"It was done on {spelling.day_in_words(row.ended_on)}, which is later.", _take_back(row, is_said)
            )
        return
    raise CannotRun(f"{row.handle} was {_state(row)}.", _take_back(row, is_said))


def _take_back(row: Row, is_said: bool) -> str:
    return (
        f"If that is wrong, take it back first: 'formwright action {row.handle} --withdraw'." if is_said else _ITS_OWN
    )


def _state(row: Row) -> str:
    words = {"done": "done", "reviewed": "reviewed in supervision", "not-needed": "said to be not needed"}[row.state]
    return f"{words} on {spelling.day_in_words(row.ended_on)}" if row.ended_on else words


def _complete(wish: Wish) -> None:
    needs = {
        Said.DONE: (),
        Said.REVIEWED: (("--by", wish.by),),
        Said.NEW_DATE: (("--why", wish.why), ("--by", wish.by)),
        Said.NOT_NEEDED: (("--why", wish.why), ("--approved-by", wish.approved_by)),
        Said.WITHDRAWN: (("--by", wish.by),),
    }[wish.said]
    missing = [word for word, value in needs if not (value or "").strip()]
    if missing:
        raise CannotRun(f"This needs {' and '.join(missing)} as well.", "It is kept with the action.")


def words_of(update: Update) -> str:
    """An update in words, without its moment."""
    day = f" {spelling.day_in_words(update.day)}" if update.day else ""
    what = {
        Said.DONE: f"done on{day}",
        Said.REVIEWED: f"reviewed in supervision on{day}",
        Said.NEW_DATE: f"new date{day}",
        Said.NOT_NEEDED: "not needed any more",
        Said.WITHDRAWN: "the last update withdrawn",
    }[update.said]
    approved = f"approved by {update.approved_by}" if update.approved_by else None
    by = f"by {update.by}" if update.by else None
    said = ", ".join(filter(None, (what, by, approved)))
    return f"{said}: {update.why}" if update.why else said


def a_day(words: str) -> date:
    """Raises CannotRun where it is not a date."""
    found = spelling.day(words.strip())
    if found is None or not spelling.can_be_meant(found):
        raise CannotRun(f"'{words}' is not a valid date.", "Write it as 2014-01-15.")
    return found


def _return(record: Record, name: str) -> Return:
    """Raises CannotRun where there is none, or there are several."""
    stem = name.strip().casefold()
    if re.fullmatch("[0-9a-f]{4,64}", stem):
        found = register.begins(record, stem)
        if len(found) > 1:
            raise CannotRun(f"Several returns begin with '{stem}'.", "Write more of it, or the return's file.")
        if found and (of := record.one(found[0])):
            return of
        if any((event.sha256 or "").startswith(stem) for event in record.events(What.REMOVED)):
            raise CannotRun(f"The return '{stem}' was removed at the end of its time.", "Its actions went with it.")
    return deciding.find(record, name)


def _must_count(record: Record, of: Return, kept: Kept) -> None:
    """Raises CannotRun where another return counts instead, and says which of its actions is this one."""
    instead = record.superseded()
    sha256 = of.sha256
    passed = {sha256}
    while sha256 in instead and instead[sha256] not in passed:
        sha256 = instead[sha256]
        passed.add(sha256)
    if sha256 == of.sha256:
        return
    new = record.one(sha256)
    there = register.of_return(record, sha256)
    same = next((f"{sha256[: register.STEM]}#{one.number}" for one in there if one.same == kept.same), None)
    message = f"{of.file} does not count: {new.file if new else 'another return'} counts instead."
    if same:
        raise CannotRun(message, f"This action is {same} there.")
    raise CannotRun(message, "This action is not in it, word for word. See which of its actions is meant.")


# --- what a correction does -----------------------------------------------------------------


def carried(record: Record, sha256: str) -> tuple[int, tuple[Inherited, ...]]:
    """How many actions of the return that counts have updates from those before it, and the updates to actions that
    it does not have."""
    found = [one for one in register.inherited(record, sha256) if updates.kept(one.updates)]
    return sum(one.own is not None for one in found), tuple(one for one in found if one.own is None)


def taken_along(record: Record, name: str) -> tuple[str, ...]:
    """What becomes of the updates of a return in whose place this one counts now, in words."""
    of = deciding.find(record, name)
    number, lost = carried(record, of.sha256)
    kept = (f"{count(number, 'action')} of it had updates, which count for {of.file} as well.",) if number else ()
    return (*kept, *(lost_words(of.file, one) for one in lost))


def lost_words(file: str, one: Inherited) -> str:
    """That what was said of an action counts for nothing in the return that counts now."""
    last = one.updates[-1]
    return (
        f"{file}: what was said of {one.sha256[: register.STEM]}#{last.number} ({words_of(last)}) is of an action that "
        "this return does not have word for word. Record it again if it still holds."
    )


def _lost(record: Record) -> Iterator[tuple[str, Inherited]]:
    for heir in register.heirs(record):
        of = record.one(heir)
        for one in carried(record, heir)[1]:
            yield of.file if of else heir[: register.STEM], one


def _team(words: str | None, basis: Basis) -> str | None:
    """A team's id, where it is declared under this name."""
    if not words or basis.framework is None:
        return words
    key = basis.directory.team_key(words)
    return key if key in {team.id for team in basis.framework.teams} else words


def _known(record: Record, column: str, value: str | None, declared: list[str]) -> None:
    if not value:
        return
    known = sorted({*register.values(record, column), *declared})
    if value not in known:
        what = {"form": "form", "area": "service area", "team": "team"}[column]
        raise CannotRun(
            f"There is no {what} '{value}'.", did_you_mean(value, known) or f"Choose from: {', '.join(known)}."
        )
