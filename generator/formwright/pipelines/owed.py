"""Owed: a framework's duties and the record of a folder of returns → who owes what in a month, and by when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from formwright.errors import CannotRun
from formwright.misspelt import did_you_mean, nearest
from formwright.model.alike import alike
from formwright.model.basis import Basis
from formwright.model.duties import Duties, Duty
from formwright.model.framework import Framework
from formwright.oversight import actions, cycles, decisions, owing, people, spans, stages
from formwright.oversight.cycles import Period
from formwright.oversight.decisions import Decision, Sort
from formwright.oversight.owing import Rules, Sheet, State
from formwright.oversight.reminders import Reminder, of_actions
from formwright.oversight.reminders import reminders as to_remind
from formwright.oversight.stages import Plan
from formwright.pipelines import acting
from formwright.record import actions as register
from formwright.record.events import What
from formwright.record.store import Record

HALF_A_YEAR = 6


def sheet(library: Basis, kept: Record, month: str, today: date, name: str | None = None) -> Sheet:
    """Who owes what in a month, by the record; only what `name` owes, where somebody is named. Raises
    CannotRun where the framework has no list of duties, or the month or the name cannot be read."""
    period = cycles.month(month)
    rules = rules_of(library)
    found = owing.sheet(rules, period, today, kept)
    if name is None:
        return found
    own = tuple(entry for entry in found.owing if entry.name and alike(entry.name) == alike(name))
    if not own:
        names = dict.fromkeys(entry.name for entry in found.owing if entry.name)
        raise CannotRun(f"Nobody called '{name}' has a duty in {month}.", did_you_mean(name, names))
    return replace(found, owing=own, unplaced=())


def is_found_wanting(found: Sheet) -> bool:
    """Whether somebody is short, or a return counts for nobody."""
    return bool(found.unplaced) or any(entry.state is State.SHORT for entry in found.owing)


def rules_of(basis: Basis) -> Rules:
    """What a month is held against."""
    framework, duties = usable(basis)
    programmes = {programme.identity.id: programme for programme in basis.programmes}
    return Rules(duties, framework, people.roster(basis.directory), programmes)


def reminders(basis: Basis, kept: Record, today: date) -> Iterator[Reminder]:
    """What people must be reminded of on this day, by the record: nothing where the framework reminds nobody."""
    remind = basis.duties.remind if basis.duties else None
    if basis.framework is not None and remind is not None:
        rules = rules_of(basis)
        yield from to_remind(lambda month: owing.sheet(rules, month, today, kept).owing, today, remind)
        titles = {form.identity.id: form.identity.title for form in basis.forms}
        rows = register.listed(kept, replace(acting.wanted(kept, basis.deadlines, today), states=("due", "overdue")))
        yield from of_actions(actions.owed(rows, basis.directory), titles, today, remind)


def usable(library: Basis) -> tuple[Framework, Duties]:
    """Raises CannotRun where there is no list of duties to go by."""
    if library.framework is None or library.duties is None:
        remedy = "Run 'formwright validate' to see whether it has errors. See 'formwright schema duties'."
        raise CannotRun("This framework has no list of duties that can be used.", remedy)
    return library.framework, library.duties


# --- dates that are counted from a day ------------------------------------------------------


def plan(library: Basis, begun: str, about: str | None, until: date | None) -> Plan:
    """The dates that follow from DUTY=DATE, for a service area. Raises CannotRun where nothing is counted from it."""
    framework, duties = usable(library)
    id, sign, words = begun.partition("=")
    if not sign:
        raise CannotRun(f"'{begun}' does not name a duty and a day.", "Write it as review-on-site=2014-03-03.")
    known = stages.may_start(duties)
    if id not in known:
        remedy = did_you_mean(id, known) or f"Dates are counted from: {', '.join(known)}."
        raise CannotRun(f"No dates are counted from '{id}'.", remedy)
    duty, day = _duty(duties, id), spans.day(words)
    last = until or cycles.months(day.year, day.month, HALF_A_YEAR + 1).last
    where = _about(framework, duty, about)
    found = stages.plan(duties, duty, day, where, last)
    area = framework.service_area(where) if where else None
    return Plan(duty, day, area.label if area else where, tuple(found), last)


# --- what people record ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of a duty, in the words of the command line."""

    sort: Sort
    duty: str
    person: str | None = None
    about: str | None = None
    month: str | None = None
    on: str | None = None
    approved_by: str | None = None
    why: str | None = None


def record(library: Basis, kept: Record, said: Said, at: str, today: date) -> Decision:
    """Keeps it in the record. Raises CannotRun where something it needs is missing or unknown."""
    framework, duties = usable(library)
    duty = _duty(duties, said.duty)
    names = list(library.directory.names)
    person = _person(names, said.person) if said.person else None
    on = spans.day(said.on) if said.on else None
    month = cycles.spelt(cycles.month(said.month)) if said.month else None
    if said.sort is Sort.EXEMPT:
        missing = [
            word
            for word, value in (("--for", person), ("--approved-by", said.approved_by), ("--why", said.why))
            if not value
        ]
        if missing:
            raise CannotRun(
                f"An exemption needs {' and '.join(missing)}.", "Say who is exempt, who approved it and why."
            )
        month = month or f"{today:%Y-%m}"
    if said.sort is Sort.DONE and on is None:
        on = today
    if on and on > today and said.sort is Sort.DONE and duty.id not in stages.may_start(duties):
        raise CannotRun(f"{on} is in the future.", "Record it once it has been done.")
    about = _about(framework, duty, said.about)
    period = Period(on, on) if on else cycles.month(month) if month else None
    if period is not None and said.sort is not Sort.WITHDRAWN:
        _check_whose(rules_of(library), duty, period, person, about)
    decision = Decision(said.sort, duty.id, month, on, person, about, said.approved_by, said.why)
    known = decisions.standing(kept.events(What.DUTY))
    if said.sort is Sort.WITHDRAWN and decision.key not in {one.key for one in known}:
        raise CannotRun("There is no such entry to withdraw.", _entries(known, duty))
    kept.add([decisions.written(decision, at)])
    return decision


def _check_whose(rules: Rules, duty: Duty, period: Period, person: str | None, about: str | None) -> None:
    """Raises CannotRun where an entry would count for somebody else as well, or for nobody."""
    counted = duty.counted
    there = [one.name for one in people.holders(rules.roster, duty.who, period, counted.areas if counted else ())]
    if person is not None and there and alike(person) not in map(alike, there):
        raise CannotRun(f"{person} does not have the duty {duty.id} then.", f"Those who have it: {'; '.join(there)}.")
    if about is None and ((counted and counted.each) or duty.counts_from or duty.id in stages.may_start(rules.duties)):
        raise CannotRun(f"{duty.id} is done for one service area at a time.", "Name it with --about.")
    if person is None and about is None and len(there) > 1:
        raise CannotRun("Several people have this duty.", f"Name one with --for: {'; '.join(there)}.")


def _entries(known: Sequence[Decision], duty: Duty) -> str:
    of_duty = [one for one in known if one.duty == duty.id]
    if not of_duty:
        return f"Nothing is recorded for {duty.id}."
    said = (" ".join(filter(None, (one.month, str(one.on or ""), one.person, one.about))) for one in of_duty)
    return f"Recorded for {duty.id}: {'; '.join(said)}."


def _duty(duties: Duties, id: str) -> Duty:
    duty = duties.get(id)
    if duty is None:
        ids = [one.id for one in duties.duties]
        remedy = did_you_mean(id, ids) or "'formwright due' lists the duties."
        raise CannotRun(f"'{id}' is not a duty of this framework.", remedy)
    return duty


def _person(people: Sequence[str], words: str) -> str:
    found = next((name for name in people if alike(name) == alike(words)), None)
    if found is None:
        near = nearest(words, people)
        remedy = f"Did you mean '{near}'?" if near else "Use the name as it is in directory.yaml."
        raise CannotRun(f"'{words}' is not in the directory.", remedy)
    return found


def _about(framework: Framework, duty: Duty, words: str | None) -> str | None:
    """A service area by its id, where it is one; else one of the names that the duty is done for."""
    if words is None:
        return None
    area = framework.service_area(words)
    if area is not None:
        return area.id
    each = duty.counted.each if duty.counted else ()
    found = next((name for name in each if alike(name) == alike(words)), None)
    if found is None and each:
        known = [*each, *(area.label for area in framework.service_areas)]
        raise CannotRun(f"'{words}' is not one of those that {duty.id} is done for.", did_you_mean(words, known))
    if found is None:
        known = [area.id for area in framework.service_areas]
        raise CannotRun(
            f"'{words}' is not a service area.", did_you_mean(words, known) or f"They are: {', '.join(known)}."
        )
    return found
