"""Which returns count for a duty, and for whom: one walk over the record's rows for each length of time.

A return counts in the month of its audit's date, for the person who carried it out, if they held the role on that
day; else for the person for whom they stood in. It counts once it is complete and nothing supersedes it. It is late if
it was received after the last day of its cycle; a correction is as early as the first return that it stands in for.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from formwright.model.alike import alike
from formwright.model.duties import Duty, Topic
from formwright.model.programme import Programme
from formwright.model.review import Status
from formwright.oversight import topics as month_topics
from formwright.oversight.cycles import Period
from formwright.oversight.people import Person, StandIn
from formwright.record.events import Event, What
from formwright.record.rows import Brief
from formwright.record.store import Record, Wanted

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Counts:
    """A return that counts. `on_topic` is None where that cannot be told, or no topic was looked for."""

    file: str
    sha256: str
    on_topic: bool | None = None


@dataclass(frozen=True, slots=True)
class Passed:
    """A return that does not count, or not for anybody, and why, as the end of a sentence. `may_count` is True where
    it does not say enough to tell."""

    file: str
    form: str | None
    auditor: str | None
    why: str
    may_count: bool = False


@dataclass(slots=True)
class Tally:
    """What counts for one duty. `people` are those who have it, `topics` how the topic of `programme` is recognised.
    `counted`, and `passed` over, are by person; by practitioner or service area for a duty that is counted by them,
    whose `names` are as they were first written."""

    duty: Duty
    period: Period
    people: tuple[Person, ...]
    stand_ins: tuple[StandIn, ...] = ()
    topics: tuple[Topic, ...] = ()
    programme: Programme | None = None
    counted: dict[str, list[Counts]] = field(default_factory=dict)
    passed: dict[str, list[Passed]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    @property
    def forms(self) -> tuple[str, ...]:
        return forms_of(self.duty)

    def take(self, one: Brief, day: date) -> Passed | None:
        """Counts a return of the period; says why where it counts for nobody."""
        person: Person | None = None
        match self.duty.counted.by if self.duty.counted else None:
            case "worker":
                name, why = one.worker or "", "it does not say who was observed"
            case "period":
                name, why = one.area or "", "it does not name a service area"
            case _:
                person, why = self._whose(one, day)
                name = person.name if person else ""
        key = alike(name)
        self.names.setdefault(key, name)
        if not key:
            return Passed(one.file, one.form, one.auditor, why)
        if against := self._against(one, day, person):
            self.passed.setdefault(key, []).append(against)
        else:
            self.counted.setdefault(key, []).append(Counts(one.file, one.sha256, self._on_topic(one, day)))
        return None

    def _whose(self, one: Brief, day: date) -> tuple[Person | None, str]:
        name = alike(one.auditor or "")
        if not name:
            return None, "it does not say who the auditor is"
        own = [p for p in self.people if alike(p.name) == name]
        for person in own:
            if person.holds(day):
                return person, ""
        instead = {alike(s.instead_of): s.role for s in self.stand_ins if alike(s.name) == name and day in s.held}
        found = [p for p in self.people if instead.get(alike(p.name)) == p.role]
        if len(found) == 1:
            return found[0], ""
        if found:
            return None, f"{one.auditor} stood in for several people on that day"
        if own:
            return None, f"{one.auditor} did not hold the role on that day"
        return None, ""

    def _against(self, one: Brief, day: date, person: Person | None) -> Passed | None:
        """Why it does not count."""

        def passed(why: str, may_count: bool = False) -> Passed:
            return Passed(one.file, one.form, one.auditor, why, may_count)

        if one.status is not Status.COMPLETE:
            return passed("not complete yet" if one.status is Status.INCOMPLETE else "not valid")
        if person and self.duty.counted and self.duty.counted.outside_own_area:
            own = person.areas(day)
            if one.area is None:
                return passed("the service area of the case is not known", may_count=True)
            if not own:
                return passed("the auditor's own service area is not known", may_count=True)
            if one.area in own:
                return passed("the case is from the auditor's own service area")
        return None

    def _on_topic(self, one: Brief, day: date) -> bool | None:
        words = month_topics.of(self.programme, day, one.area) if self.programme else None
        return month_topics.is_on(self.topics, words, one.form, one.choices or {}) if words else None


def forms_of(duty: Duty) -> tuple[str, ...]:
    """The forms whose returns count for a duty."""
    return (duty.counted.forms or duty.tool) if duty.counted else ()


def walk(record: Record, tallies: Iterable[Tally], month: Period, known: Callable[[str], bool]) -> Iterator[Passed]:
    """Gives every return to the tallies that it may count for. Those of the month that count for nobody come back, with
    the reason; `known` is whether the directory names somebody."""
    by_form: dict[str, list[Tally]] = {}
    for tally in tallies:
        for form in tally.forms:
            by_form.setdefault(form, []).append(tally)
    by_span: dict[tuple[date, date, bool], list[str]] = {}  # the rows of a time are found faster once than form by form
    for form, of_form in by_form.items():
        span = min(t.period.first for t in of_form), max(t.period.last for t in of_form)
        by_span.setdefault((*span, any(tally.programme for tally in of_form)), []).append(form)
    passed_over: dict[str, list[Passed]] = {form: [] for form in by_form}
    counted = set[str]()  # the same bytes under two names are one return
    for (first, last, with_choices), forms in by_span.items():
        wanted = Wanted(forms=tuple(forms), since=first.isoformat(), until=last.isoformat(), counts=True)
        for one in record.brief(wanted, with_choices):
            day = _day(one)
            if day is None or one.form is None or one.sha256 in counted:
                continue
            counted.add(one.sha256)
            asked = [tally for tally in by_form[one.form] if day in tally.period]
            refused = [passed for tally in asked if (passed := tally.take(one, day)) is not None]
            if asked and len(refused) == len(asked) and day in month:
                passed_over[one.form].append(_best(one, refused, known))
    for found in passed_over.values():
        yield from found


def undated(record: Record, month: str) -> Iterator[Passed]:
    """The returns received in a month that have no date, so that they count in none."""
    for one in record.brief(Wanted(received=month, counts=True, is_dated=False)):
        if one.form is not None and _day(one) is None:
            yield Passed(one.file, one.form, one.auditor, "the date of the audit is not known")


def _best(one: Brief, refused: list[Passed], known: Callable[[str], bool]) -> Passed:
    """The reason that says most."""
    for passed in refused:
        if passed.why:
            return passed
    if one.auditor and known(one.auditor):
        return Passed(one.file, one.form, one.auditor, f"{one.auditor} does not hold a role with this duty")
    return Passed(one.file, one.form, one.auditor, f"{one.auditor} is not in the directory")


def _day(one: Brief) -> date | None:
    try:
        return date.fromisoformat(one.date or "")
    except ValueError:
        return None


# --- when a return came ---------------------------------------------------------------------


def received(record: Record, wanted: Iterable[str]) -> Mapping[str, date]:
    """The day on which each of these returns first came, or was sent, whichever is earlier; a correction by the first
    of those that it stands in for. None is given for one whose arrival is not recorded."""
    before: dict[str, list[str]] = {}
    for old, new in record.superseded().items():
        before.setdefault(new, []).append(old)
    stands_for: dict[str, list[str]] = {}  # each return whose arrival matters, and those whose it decides
    for one in wanted:
        waiting, seen = [one], {one}
        while waiting:
            current = waiting.pop()
            stands_for.setdefault(current, []).append(one)
            fresh = [old for old in before.get(current, ()) if old not in seen]
            seen.update(fresh)
            waiting += fresh
    found: dict[str, date] = {}
    for came_as, those in stands_for.items():
        for event in record.events(sha256=came_as):
            if event.what is What.RECEIVED:
                came = came_on(event)
                found |= {one: min(found.get(one, came), came) for one in those}
    return found


def came_on(event: Event) -> date:
    """The day on which something came, or was sent, whichever is earlier."""
    at = datetime.fromisoformat(event.at).astimezone(LONDON).date()
    sent = _moment(str(event.more.get("sent") or ""))
    return min(at, sent.astimezone(LONDON).date()) if sent else at


def _moment(words: str) -> datetime | None:
    """A moment as it stands in an e-mail, or as 2014-01-15T10:30:00Z."""
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        try:
            found = parsedate_to_datetime(words)
        except ValueError:
            return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
