"""Who owes what in a month: for each duty and each person who has it, what is owed, done, late and exempt.

Nobody is called short who may not be. A number that the framework leaves open is counted and never judged; so is
somebody who held a role for a part of the cycle, for which the framework sets no number; so is a cycle that is not
over, and whatever cannot be told from the record.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from formwright.answers.spelling import day_in_words
from formwright.model.alike import alike
from formwright.model.duties import Duties, Duty
from formwright.model.framework import Framework
from formwright.model.programme import Programme
from formwright.oversight import counting, decisions, stages
from formwright.oversight import topics as month_topics
from formwright.oversight.counting import Passed, Tally
from formwright.oversight.cycles import Period, cycle, spelt
from formwright.oversight.decisions import Decision, Sort
from formwright.oversight.people import Person, Roster, holders
from formwright.record.events import What
from formwright.record.store import Record


class State(StrEnum):
    MET = "met"
    SHORT = "short"
    COUNTED = "counted"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class OnTopic:
    """How many of the returns that count are on the month's topic, how many are not, and how many nobody can tell."""

    on: int
    off: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Owing:
    """One duty of one person. `who` is the role, `name` the person; each None where nobody is known. `about` is the
    practitioner, the service area or the theme that it is for, where it is done for each. `owed` is None where no
    number can be asked for. `done` counts what is late as well. `by` is the last day of the cycle, or the deadline.
    `why` says what was not counted or judged, and why not, in sentences. `passed` are returns that do not count yet."""

    duty: Duty
    month: str
    by: date
    state: State
    who: str | None = None
    name: str | None = None
    email: str | None = None
    about: str | None = None
    owed: int | None = None
    done: int = 0
    late: int = 0
    exempt: Decision | None = None
    returns: tuple[str, ...] = ()
    topic: OnTopic | None = None
    why: str | None = None
    passed: tuple[Passed, ...] = ()
    is_over: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """A month. `unplaced` are the returns of the month that count for nobody. `topics` are the month's topics: of each
    programme, for each of its columns."""

    month: str
    today: date
    owing: tuple[Owing, ...]
    unplaced: tuple[Passed, ...]
    topics: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """What a month is held against."""

    duties: Duties
    framework: Framework
    roster: Roster
    programmes: Mapping[str, Programme]


def sheet(rules: Rules, month: Period, today: date, record: Record) -> Sheet:
    """The month as the record has it, judged on this day."""
    drawn = [str(event.more.get("month")) for event in record.events(What.DRAW)]
    standing = decisions.standing(record.events(What.DUTY))
    tallies = {d.id: _tally(rules, d, month) for d in rules.duties.duties if d.counted and d.counted.by in _BY_RETURNS}
    names = rules.roster.names
    unplaced = [*counting.walk(record, tallies.values(), month, lambda name: alike(name) in names)]
    unplaced += counting.undated(record, spelt(month))
    ending = [tally for tally in tallies.values() if _whole(rules, tally.duty, month).last <= month.last]
    counts = [one.sha256 for tally in ending for of in tally.counted.values() for one in of]  # none other can be late
    came = counting.received(record, counts)
    of_month = _Month(rules, month, today, tallies, came, standing, drawn)
    owing = tuple(entry for duty in rules.duties.duties for entry in of_month.owing(duty))
    return Sheet(spelt(month), today, owing, tuple(unplaced), tuple(_topics(rules, month)))


_BY_RETURNS = ("auditor", "worker", "period")


def _tally(rules: Rules, duty: Duty, month: Period) -> Tally:
    assert duty.counted is not None
    whole = _whole(rules, duty, month)
    period = Period(whole.first, min(whole.last, month.last))
    roles, programme = duty.who, rules.programmes.get(duty.counted.programme or "")
    people = tuple(holders(rules.roster, roles, period, duty.counted.areas))
    stand_ins = tuple(s for s in rules.roster.stand_ins if s.role in roles)
    return Tally(duty, period, people, stand_ins, rules.duties.topics, programme)


def _whole(rules: Rules, duty: Duty, month: Period) -> Period:
    """The cycle of a duty: the programme's period, where it is counted by these."""
    if duty.counted and duty.counted.by == "period":
        return next((period for period, _ in _periods(rules, duty, month)), month)
    return cycle(duty.every, month)


def _periods(rules: Rules, duty: Duty, month: Period) -> Iterator[tuple[Period, str]]:
    """The periods of its programme that the month is a part of, each with a focus."""
    for programme in (rules.programmes[id] for id in duty.tool if id in rules.programmes):
        for found in programme.periods:
            whole = Period(date.fromisoformat(found.starts), date.fromisoformat(found.ends))
            if month.first in whole:
                yield from ((whole, words) for words in found.focus)


def _topics(rules: Rules, month: Period) -> Iterator[tuple[str, str, str]]:
    wanted = dict.fromkeys(d.counted.programme for d in rules.duties.duties if d.counted and d.counted.programme)
    for programme in (rules.programmes[id] for id in wanted if id in rules.programmes):
        for column in programme.columns:
            area = next(iter(column.service_areas), None)
            words = month_topics.of(programme, month.first, area)
            yield programme.identity.title, column.title, words or "The programme has run out"


@dataclass(frozen=True, slots=True)
class _Month:
    """All that a duty is judged by."""

    rules: Rules
    month: Period
    today: date
    tallies: Mapping[str, Tally]
    came: Mapping[str, date]
    standing: list[Decision]
    drawn: list[str]

    def owing(self, duty: Duty) -> Iterator[Owing]:
        """An entry for everybody who has the duty, one at least."""
        by = duty.counted.by if duty.counted else None
        if duty.checked in ("log", "case"):
            yield from self._by_hand(duty)
        elif by == "hand" and (duty.group == "review-stages" or (duty.counts_from and duty.every)):
            yield from self._dated(duty)
        elif by == "auditor":
            yield from self._by_auditor(duty)
        elif by == "worker":
            yield from self._by_worker(duty)
        elif by == "focus":
            yield from self._by_focus(duty)
        elif by == "draw":
            yield from self._by_draw(duty)
        elif by == "period":
            yield from self._by_period(duty)
        else:
            yield from self._by_hand(duty)

    # --- from returns -----------------------------------------------------------------------

    def _by_auditor(self, duty: Duty) -> Iterator[Owing]:
        tally = self.tallies[duty.id]
        for person in tally.people:
            entry = self._of_returns(duty, tally, alike(person.name))
            entry = replace(entry, who=person.role, name=person.name, email=person.email, owed=duty.how_many)
            yield self._judged(entry, person)
        if not tally.people:
            yield self._nobody(duty)

    def _by_worker(self, duty: Duty) -> Iterator[Owing]:
        """By each practitioner: those whom the directory names, then those who appear in returns only."""
        tally = self.tallies[duty.id]
        role = duty.counted.practitioners if duty.counted else None
        named = holders(self.rules.roster, (role,) if role else (), tally.period)
        for person in named:
            entry = replace(self._of_returns(duty, tally, alike(person.name)), about=person.name, owed=duty.how_many)
            yield self._judged(replace(entry, who=_first(duty.who)), person)
        known = {alike(person.name) for person in named}
        for key, name in tally.names.items():
            if key and key not in known:
                entry = replace(self._of_returns(duty, tally, key), who=_first(duty.who), about=name)
                why = "The directory does not say that this is a practitioner, so no number is asked for."
                yield self._judged(_also(entry, why))
        if not named and not tally.names:
            yield replace(self._nobody(duty), why="The directory names no practitioner, and nobody was observed.")

    def _by_focus(self, duty: Duty) -> Iterator[Owing]:
        """How many of the returns that count for another duty are on the month's topic."""
        assert duty.counted is not None
        tally = self.tallies.get(duty.counted.of or "")
        if tally is None or not tally.people:
            yield self._nobody(duty)
            return
        for person in tally.people:
            entry = self._of_returns(duty, tally, alike(person.name))
            entry = replace(entry, who=person.role, name=person.name, email=person.email, passed=())
            counted = tally.counted.get(alike(person.name), [])
            late = sum(one.on_topic is True and self._is_late(one.sha256, tally) for one in counted)
            files = tuple(one.file for one in counted if one.on_topic)
            yield self._judged(replace(entry, done=entry.topic.on if entry.topic else 0, late=late, returns=files))

    def _by_period(self, duty: Duty) -> Iterator[Owing]:
        """One for each service area that a programme names for the month."""
        found = list(_periods(self.rules, duty, self.month))
        for whole, words in found:
            area = self.rules.framework.service_area(words)
            entry = self._of_returns(duty, self.tallies[duty.id], alike(area.id if area else words))
            holder = next(self._for_holders(duty, area.id if area else None))
            of = replace(entry, who=holder.who, name=holder.name, email=holder.email, about=words, by=whole.last)
            yield self._judged(_also(replace(of, owed=duty.how_many), holder.why))
        if not found:
            yield _also(next(self._for_holders(duty)), "The programme has run out.")

    def _of_returns(self, duty: Duty, tally: Tally, key: str) -> Owing:
        counted = tally.counted.get(key, [])
        late = sum(self._is_late(one.sha256, tally) for one in counted)
        whole = _whole(self.rules, duty, self.month)
        is_ending = whole.last <= self.month.last
        unknown = sum(one.sha256 not in self.came for one in counted) if is_ending else 0
        topic = None
        if tally.programme and counted:
            on, off = (sum(one.on_topic is said for one in counted) for said in (True, False))
            topic = OnTopic(on, off, len(counted) - on - off)
        entry = Owing(
            duty,
            spelt(self.month),
            whole.last,
            State.COUNTED,
            done=len(counted),
            late=late,
            returns=tuple(one.file for one in counted),
            topic=topic,
            passed=tuple(tally.passed.get(key, ())),
        )
        return _also(entry, f"When {_them(unknown)} received is not recorded." if unknown else None)

    def _is_late(self, sha256: str, tally: Tally) -> bool:
        whole = _whole(self.rules, tally.duty, self.month)
        return sha256 in self.came and self.came[sha256] > whole.last

    # --- from what people record ------------------------------------------------------------

    def _by_draw(self, duty: Duty) -> Iterator[Owing]:
        for entry in self._for_holders(duty):
            done = self.drawn.count(spelt(self.month))
            yield self._judged(self._if_kept(replace(entry, done=done, owed=_least(duty)), bool(self.drawn)))

    def _by_hand(self, duty: Duty) -> Iterator[Owing]:
        each = duty.counted.each if duty.counted and duty.counted.each else (None,)
        whole = _whole(self.rules, duty, self.month)
        is_kept = any(d.sort is Sort.DONE and d.duty == duty.id for d in self.standing)
        for about in each:
            entries = self._for_holders(duty, about)
            for entry in [next(entries)] if about else entries:
                done = [d for d in self._done(duty, whole) if d.is_for(entry.name, about or d.about)]
                entry = replace(entry, about=self._label(about), done=len(done), owed=_least_by_hand(duty))
                yield self._judged(self._if_kept(entry, is_kept))

    def _if_kept(self, entry: Owing, is_kept: bool) -> Owing:
        """Nobody is short of what nobody has ever recorded."""
        if is_kept or entry.owed is None:
            return entry
        record = "'formwright allocate' records a draw." if entry.duty.draw else "'due --done' records what was done."
        return _also(replace(entry, owed=None), f"No return shows it, and nothing has been recorded yet: {record}")

    def _done(self, duty: Duty, whole: Period) -> list[Decision]:
        until = Period(whole.first, min(whole.last, self.month.last))
        return [d for d in self.standing if d.sort is Sort.DONE and d.duty == duty.id and d.on and d.on in until]

    def _dated(self, duty: Duty) -> Iterator[Owing]:
        """Deadlines of this month that are counted from a day that somebody has recorded."""
        found = list(stages.due(self.rules.duties, duty, self.standing, self.month))
        for one in found:
            entry = next(self._for_holders(duty, one.about))
            done = one.done is not None
            late = one.done is not None and one.done > one.by
            entry = replace(entry, about=self._label(one.about), by=one.by, owed=1, done=int(done), late=int(late))
            yield self._judged(replace(entry, is_over=self.today > one.by))
        if not found:
            why = "No date from which it is counted has been recorded, or nothing falls in this month."
            yield _also(next(self._for_holders(duty)), why)

    def _for_holders(self, duty: Duty, about: str | None = None) -> Iterator[Owing]:
        """An entry for everybody who has the duty, with nothing counted yet: those of the service area that it is done
        for come first."""
        whole = _whole(self.rules, duty, self.month)
        areas = duty.counted.areas if duty.counted else ()
        of_area = holders(self.rules.roster, duty.who, whole, (about,)) if about else []
        people = of_area or holders(self.rules.roster, duty.who, whole, areas)
        for person in people:
            entry = Owing(duty, spelt(self.month), whole.last, State.COUNTED, person.role, person.name, person.email)
            yield entry
        if not people:
            yield self._nobody(duty)

    def _nobody(self, duty: Duty) -> Owing:
        """The entry of a duty that nobody is named for: for a body, by its title."""
        bodies = {body.id: body.title for body in self.rules.framework.bodies}
        who = _first(duty.who)
        name = bodies.get(who or "")
        is_nobodys = (
            name is None and duty.checked != "case" and not (duty.counted and duty.counted.by in ("nothing", "actions"))
        )
        why = "Nobody is named for it in directory.yaml." if is_nobodys else None
        if who is None:
            why = "The framework does not say who has this duty."
        whole = _whole(self.rules, duty, self.month)
        return Owing(duty, spelt(self.month), whole.last, State.COUNTED, who, name, why=why)

    def _label(self, about: str | None) -> str | None:
        area = self.rules.framework.service_area(about) if about else None
        return area.label if area else about

    # --- judging ----------------------------------------------------------------------------

    def _judged(self, entry: Owing, person: Person | None = None) -> Owing:
        whole = _whole(self.rules, entry.duty, self.month)
        entry = replace(entry, is_over=entry.is_over and self.today > entry.by and self.month.last >= whole.last)
        exempt = self._exempt(entry, whole)
        if exempt:
            return replace(entry, exempt=exempt, state=State.EXEMPT)
        if entry.owed is None:
            return entry if entry.why and _least(entry.duty) else _also(entry, _why_open(entry.duty))
        if person is not None and not person.is_whole(whole) and entry.done < entry.owed:
            held = f"{_day(person.first_day(whole))} to {_day(person.last_day(whole))}"
            why = f"Held the role for part of the time only ({held}): the framework sets no number for that."
            return _also(replace(entry, owed=None), why)
        if entry.done >= entry.owed:
            return replace(entry, state=State.MET)
        unsure = sum(passed.may_count for passed in entry.passed)
        if entry.done + unsure >= entry.owed:
            return _also(entry, "Whether all returns count is not known: they do not say enough.")
        if not entry.is_over:
            return _also(entry, f"Until {_day(entry.by)}.")
        return replace(entry, state=State.SHORT)

    def _exempt(self, entry: Owing, whole: Period) -> Decision | None:
        months = {d for d in self.standing if d.sort is Sort.EXEMPT and d.duty == entry.duty.id and d.month}
        for decision in months:
            first = date.fromisoformat(f"{decision.month}-01")
            if first in whole and decision.is_for(entry.name, entry.about):
                return decision
        return None


def _least(duty: Duty) -> int | None:
    """The number that is owed in each cycle: one, where something is done each time and nothing leaves it open."""
    if duty.how_many is not None and not (duty.unit or "").startswith("%"):
        return duty.how_many
    return 1 if duty.every and not duty.in_words and duty.how_many is None else None


def _least_by_hand(duty: Duty) -> int | None:
    """The same of what people record: what is done by the day or the week has no number in a month."""
    is_checked = duty.checked == "system" and duty.counted is not None and duty.counted.by == "hand"
    by_month = duty.every is not None and duty.every.unit not in ("day", "week")
    return _least(duty) if is_checked and by_month else None


def _why_open(duty: Duty) -> str | None:
    if duty.checked == "log":
        return "Checked from a log that somebody keeps. 'due --done' records it here as well."
    if duty.checked == "case":
        return "Only the records of the case show it."
    if duty.counted and duty.counted.why:
        return duty.counted.why
    if duty.in_words:
        return f"The framework sets no number: {duty.in_words}."
    return "The framework sets no number."


def _also(entry: Owing, why: str | None) -> Owing:
    return replace(entry, why=" ".join(filter(None, (entry.why, why))) or None)


def _them(count: int) -> str:
    return "one of them was" if count == 1 else f"{count} of them were"


def _first(roles: tuple[str, ...]) -> str | None:
    return roles[0] if roles else None


def _day(day: date) -> str:
    return day_in_words(day.isoformat())
