"""The draw of a month: a list of cases, the directory and the record → cases drawn, recorded, and a form for each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from formwright.answers.spelling import day_in_words
from formwright.definitions.library import Library
from formwright.diagnostics import Diagnostic
from formwright.errors import CannotRun
from formwright.model.alike import alike
from formwright.model.duties import Draw, Duty
from formwright.oversight import cycles, decisions, people, topics
from formwright.oversight.cycles import Period
from formwright.oversight.decisions import Sort
from formwright.oversight.draw import Auditor, Case, Drawn, Lacking, draw
from formwright.oversight.owing import Rules
from formwright.pipelines import case_list, files, filling, owed
from formwright.pipelines.case_list import CaseList
from formwright.record.events import Event, What
from formwright.record.store import Record


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be drawn: the month, the list, the seed. `number` of cases in all, else as many for each as the duty
    says. `any_topic` draws from all cases; `again` draws for a month that was drawn before."""

    month: str
    cases: Path
    seed: str
    number: int | None = None
    any_topic: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Allocated:
    """A draw. `by_topic` says for each service's topic how many cases are on it. `left_out` are counts of cases that
    were not drawn from, with the reason. `is_recorded` is False where the record has this draw already."""

    month: str
    seed: str
    digest: str
    drawn: tuple[Drawn, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    notes: tuple[str, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    listed: int = 0
    written: tuple[Path, ...] = ()
    is_recorded: bool = False


def allocate(library: Library, kept: Record, wish: Wish, out: Path | None, format: str, at: str) -> Allocated:
    """Draws, makes the forms, records the draw and then writes the forms. Where the list has faults nothing is drawn.
    Raises CannotRun where no draw is possible, and says why."""
    rules = owed.rules_of(library)
    settings = _drawing(rules)
    form = library.form(settings.form)
    found = case_list.read(wish.cases, settings, form, rules.framework)
    month = cycles.month(wish.month)
    result = Allocated(cycles.spelt(month), wish.seed, found.digest, listed=len(found.cases))
    if found.faults:
        return replace(result, faults=found.faults)
    before, same = _earlier(kept, result, wish.again)
    audits = _audits(rules, settings)
    heads, notes = _auditors(rules, kept, settings, audits, month)
    eligible, left_out, more = _eligible(rules, audits, settings, found, month, before, wish.any_topic)
    each = (audits.how_many or 1) if audits else 1
    number = each * len(heads) if wish.number is None else wish.number
    drawn = draw(eligible, heads, number, wish.seed, each if wish.number is None else 0)
    if isinstance(drawn, Lacking):
        raise _impossible(drawn, len(eligible), left_out)
    if same is not None and _spelt(drawn) != same.more.get("drawn"):
        message = f"This draw comes out differently from the one recorded on {day_in_words(same.at[:10])}."
        remedy = "The directory, an exemption or the list of duties has changed since. '--again' makes a new draw."
        raise CannotRun(message, remedy)
    forms = list(_forms(library, settings, drawn, result.month, out, format))
    taken = [path for path, _ in forms if path.exists()] if same is None else []
    if taken:
        raise CannotRun(f"{taken[0]} exists already.", "Choose another folder with --out.")
    if same is None:
        kept.add([_event(result, drawn, at)])
    for path, content in forms:
        _write(path, content)
    written = tuple(path for path, _ in forms)
    notes = (*case_list.notes(found), *notes, *more)
    return replace(
        result, drawn=drawn, notes=notes, left_out=tuple(left_out), written=written, is_recorded=same is None
    )


def _drawing(rules: Rules) -> Draw:
    """How cases are drawn, by the duty that says so."""
    for duty in rules.duties.duties:
        if duty.draw is not None:
            return duty.draw
    raise CannotRun("No duty of this framework has a draw.", "Say under 'draw' of a duty how cases are drawn.")


def _audits(rules: Rules, settings: Draw) -> Duty | None:
    """The duty that the cases are drawn for: the one that is counted by returns on this form."""
    found = (d for d in rules.duties.duties if d.counted and d.counted.by == "auditor" and settings.form in d.tool)
    return next((duty for duty in found if settings.to in duty.who), None)


# --- the record -----------------------------------------------------------------------------


def _earlier(kept: Record, wanted: Allocated, again: bool) -> tuple[list[Event], Event | None]:
    """The draws before this one; and this one itself, where it is recorded already. Raises CannotRun where another was
    made for the month."""
    before: list[Event] = []
    for event in kept.events(What.DRAW):
        said = event.more.get("month"), event.more.get("seed"), event.more.get("digest")
        if said == (wanted.month, wanted.seed, wanted.digest):
            return before, event
        before.append(event)
    of_month = [event for event in before if event.more.get("month") == wanted.month]
    if of_month and not again:
        last = of_month[-1]
        message = (
            f"{wanted.month} was drawn already, on {day_in_words(last.at[:10])}, with the seed {last.more['seed']}."
        )
        remedy = "The same seed and list show that draw again. '--again' draws more cases, none of them twice."
        raise CannotRun(message, remedy)
    return before, None


def _event(found: Allocated, drawn: Sequence[Drawn], at: str) -> Event:
    more = {"month": found.month, "seed": found.seed, "digest": found.digest, "drawn": _spelt(drawn)}
    return Event(What.DRAW, at, None, more)


def _spelt(drawn: Sequence[Drawn]) -> list[list[str]]:
    return [[one.case.id, one.case.area, one.to] for one in drawn]


def _cases_of(event: Event) -> Iterator[str]:
    drawn = event.more.get("drawn")
    for one in drawn if isinstance(drawn, list) else ():
        yield str(one[0])


# --- who, and which cases -------------------------------------------------------------------


def _auditors(
    rules: Rules, kept: Record, settings: Draw, audits: Duty | None, month: Period
) -> tuple[list[Auditor], tuple[str, ...]]:
    """Everybody who holds the role at the beginning of the month and is not exempt, with their own service areas."""
    title = rules.framework.title_of(settings.to)
    exempt = [
        decision
        for decision in decisions.standing(kept.events(What.DUTY))
        if audits
        and decision.sort is Sort.EXEMPT
        and decision.duty == audits.id
        and decision.month == cycles.spelt(month)
    ]
    found, notes = [], []
    for person in people.holders(rules.roster, (settings.to,), Period(month.first, month.first)):
        if any(decision.is_for(person.name) for decision in exempt):
            notes.append(f"{person.name} is exempt this month, and gets no case.")
            continue
        areas = person.areas(month.first)
        if not areas:
            remedy = "Add their service_area in directory.yaml: a case must be from outside it."
            raise CannotRun(f"The service area of {person.name} is not known.", remedy)
        found.append(Auditor(person.name, areas))
    if not found:
        raise CannotRun(f"Nobody holds the role {title} at the beginning of the month.", "Add them to directory.yaml.")
    return found, tuple(notes)


def _eligible(
    rules: Rules,
    audits: Duty | None,
    settings: Draw,
    found: CaseList,
    month: Period,
    before: Sequence[Event],
    any_topic: bool,
) -> tuple[list[Case], list[tuple[str, int]], list[str]]:
    """The cases that can be drawn; how many cannot, and why; and what is to be said of the topics."""
    drawn = {alike(id) for event in before if _is_within(event, month, settings.months) for id in _cases_of(event)}
    programme = rules.programmes.get((audits.counted.programme if audits and audits.counted else None) or "")
    eligible: list[Case] = []
    counts = dict.fromkeys((f"drawn in the last {settings.months} months", "not on the month's topic"), 0)
    again, off = counts
    open_topics: dict[str, int] = {}
    for case in found.cases:
        if alike(case.id) in drawn:
            counts[again] += 1
            continue
        if programme is not None and not any_topic:
            words = topics.of(programme, month.first, case.area)
            if words is None:
                area = next((a.label for a in rules.framework.service_areas if a.id == case.area), case.area)
                message = f"{programme.identity.title} has no topic for {area} in {cycles.spelt(month)}."
                raise CannotRun(message, "Add the month to the programme, or draw from all cases with --any-topic.")
            on = _is_on(rules, found, settings, case, words)
            if on is None:
                open_topics[words] = open_topics.get(words, 0) + 1
            elif not on:
                counts[off] += 1
                continue
        eligible.append(case)
    notes = [
        f"The list does not show which cases are on the topic “{words}”: all {number} of them can be drawn."
        for words, number in open_topics.items()
    ]
    return eligible, [(why, number) for why, number in counts.items() if number], notes


def _is_on(rules: Rules, found: CaseList, settings: Draw, case: Case, words: str) -> bool | None:
    """Whether a case is on the topic: by the column of topics, else by what the framework says shows it; None where
    nothing in the list can show it."""
    if found.topics is not None and (said := found.topics.get(case.id)):
        return any(alike(one) == alike(words) for one in said)
    topic = topics.known(rules.duties.topics, words)
    if topic is None or topic.field is None or topic.field not in {path for _, path in settings.columns}:
        return None if found.topics is None else False
    return topics.is_on((topic,), words, None, dict(case.answers)) is True


def _is_within(event: Event, month: Period, months: int) -> bool:
    other = cycles.month(str(event.more.get("month")))
    apart = (month.first.year - other.first.year) * 12 + month.first.month - other.first.month
    return abs(apart) < months


def _impossible(lacking: Lacking, eligible: int, left_out: Sequence[tuple[str, int]]) -> CannotRun:
    reasons = "".join(f"; {_cases(number)} left out: {why}" for why, number in left_out)
    message = (
        f"There are too few cases: {lacking.name} needs {lacking.wanted} and can have {lacking.got}. "
        f"{_cases(eligible)} can be drawn, {lacking.possible} of them from outside the service area of {lacking.name}"
        f"{reasons}."
    )
    return CannotRun(message, "Add cases to the list, draw fewer with --number, or from all topics with --any-topic.")


def _cases(number: int) -> str:
    return "1 case" if number == 1 else f"{number} cases"


# --- the forms ------------------------------------------------------------------------------


def _forms(
    library: Library, settings: Draw, drawn: Sequence[Drawn], month: str, out: Path | None, format: str
) -> Iterator[tuple[Path, bytes]]:
    """A form for each case, with its details and the auditor's name in it."""
    if out is None:
        return
    for one in drawn:
        answers: Mapping[str, str] = dict(one.case.answers) | ({settings.auditor: one.to} if settings.auditor else {})
        given = [f"{path}={words}" for path, words in answers.items()]
        made = filling.blank(library, settings.form, format, given)
        yield out / f"{month} {_plain(one.to)} {_plain(one.case.id)}.{format}", made.content or b""


def _plain(words: str) -> str:
    """As a part of a file's name that any system takes."""
    return " ".join("".join(c if c.isalnum() or c in "-_" else " " for c in words).split())[:80]


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        files.write(path, content)
    except OSError as fault:
        remedy = "The draw is recorded. Run the same command again to write the forms."
        raise CannotRun(f"{path} cannot be written: {fault.strerror}.", remedy) from None


# --- what came of it ------------------------------------------------------------------------


def as_text(found: Allocated, areas: Mapping[str, str]) -> Iterator[str]:
    """Who audits which case, and all that is needed to draw again. `areas` are the labels of service areas."""
    for one in found.drawn:
        yield f"  {one.to}: case {one.case.id} ({areas.get(one.case.area, one.case.area)})"
    yield from found.notes
    left_out = "".join(f", {number} {why}" for why, number in found.left_out)
    yield f"Drawn from a list of {found.listed}{left_out}."
    yield f"Seed {found.seed}, list {found.digest}."
    yield (
        "The draw is in the record." if found.is_recorded else "The record has this draw already: it came out the same."
    )


def as_data(found: Allocated) -> dict[str, object]:
    return {
        "month": found.month,
        "seed": found.seed,
        "digest": found.digest,
        "listed": found.listed,
        "left_out": [{"why": why, "cases": number} for why, number in found.left_out],
        "drawn": [{"case_id": one.case.id, "area": one.case.area, "to": one.to} for one in found.drawn],
        "files": [str(path) for path in found.written],
        "notes": list(found.notes),
        "recorded": found.is_recorded,
        "diagnostics": [fault.as_data() for fault in found.faults],
    }
