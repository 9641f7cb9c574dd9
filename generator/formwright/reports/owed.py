"""Who owes what in a month, and the dates that follow from a day: as text, JSON, rows of a table and a calendar."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from textwrap import wrap

from formwright.answers.spelling import day_in_words
from formwright.compose.duties import how_often
from formwright.model.framework import Framework
from formwright.oversight.calendars import Dated, calendar
from formwright.oversight.counting import Passed
from formwright.oversight.owing import Owing, Sheet, State
from formwright.oversight.stages import Plan, Stage
from formwright.reports.ink import Ink, heading, inked
from formwright.reports.problems import count
from formwright.writers import separated, workbook

WIDTH = 100
_INK = {State.MET: Ink.GOOD, State.SHORT: Ink.ERROR, State.COUNTED: Ink.FAINT, State.EXEMPT: Ink.FAINT}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# --- text -----------------------------------------------------------------------------------


def text(sheet: Sheet, framework: Framework, width: int = WIDTH, everything: bool = False) -> Iterator[str]:
    """Each duty that is judged, or for which something was done, with everybody who has it; then what counts for
    nobody. Where `everything`, the duties of which the record shows nothing as well."""
    yield heading(f"{_month(sheet.month)}, on {day_in_words(sheet.today.isoformat())}")
    yield ""
    if sheet.topics:
        yield from _topics(sheet, width)
    quiet: list[Owing] = []
    for entries in by_duty(sheet.owing):
        if everything or any(says_something(entry) for entry in entries):
            yield from _duty(entries, framework, width)
        else:
            quiet.append(entries[0])
    if quiet:
        yield from _quiet(quiet, width)
    if sheet.unplaced:
        yield heading(f"Returns that count for nobody ({len(sheet.unplaced)})")
        for passed in sheet.unplaced:
            yield from _folded(f"  {passed.file}: ", f"{passed.why}.", width, Ink.WARNING)
        yield ""
    yield summary(sheet)


def summary(sheet: Sheet) -> str:
    """How many entries are in each state, in words."""
    counts = {state: sum(entry.state is state for entry in sheet.owing) for state in State}
    late = sum(entry.late for entry in sheet.owing if not _repeats(entry))
    parts = [f"{counts[State.SHORT]} short", f"{counts[State.MET]} met"]
    parts += [f"{counts[State.EXEMPT]} exempt"] if counts[State.EXEMPT] else []
    parts += [f"{counts[State.COUNTED]} counted and not judged"]
    parts += [f"{count(late, 'return')} late"] if late else []
    parts += [f"{count(len(sheet.unplaced), 'return')} for nobody"] if sheet.unplaced else []
    return ", ".join(parts) + "."


def _repeats(entry: Owing) -> bool:
    """Whether its returns are counted by another duty already."""
    return entry.duty.counted is not None and entry.duty.counted.by == "focus"


def _topics(sheet: Sheet, width: int) -> Iterator[str]:
    programme = ""
    for title, column, topic in sheet.topics:
        if title != programme:
            programme = title
            yield title
        yield from _folded(f"  {column}: ", topic, width, Ink.PLACE)
    yield ""


def by_duty(entries: Iterable[Owing]) -> list[list[Owing]]:
    """The entries of each duty, in the order of the duties."""
    found: dict[str, list[Owing]] = {}
    for entry in entries:
        found.setdefault(entry.duty.id, []).append(entry)
    return list(found.values())


def says_something(entry: Owing) -> bool:
    """Whether it is judged, or anything was done."""
    return entry.state is not State.COUNTED or entry.owed is not None or bool(entry.done or entry.passed)


def _duty(entries: Sequence[Owing], framework: Framework, width: int) -> Iterator[str]:
    duty = entries[0].duty
    often = f" {how_often(duty)}." if duty.how_many is not None or duty.every or duty.within else ""
    yield from _folded(f"{duty.id}: ", f"{duty.what}{often}", width, Ink.HEADING)
    shared = entries[0].why if len({entry.why for entry in entries}) == 1 else None
    for entry in entries:
        who = who_of(entry, framework)
        yield inked("  ", (_INK[entry.state], f"{entry.state.value:<8}"), f"{who}: {tally(entry)}")
        if entry.exempt:
            yield from _further(f"Approved by {entry.exempt.approved_by}: {entry.exempt.why}", width)
        if entry.why and not shared:
            yield from _further(entry.why, width)
        for passed in entry.passed:
            yield from _further(f"Not counted, {passed.why}: {passed.file}", width)
    if shared:
        yield from _further(shared, width)
    yield ""


def _quiet(quiet: Sequence[Owing], width: int) -> Iterator[str]:
    """The duties of which the record shows nothing, by what they can be checked from."""
    yield heading("Duties of which the record shows nothing this month")
    for checked, words in _CHECKED:
        names = [entry.duty.id for entry in quiet if entry.duty.checked == checked]
        if names:
            yield from _folded(f"  {words}: ", f"{', '.join(names)}.", width, Ink.FAINT)
    yield "  '--all' shows each, and why."
    yield ""


_CHECKED = (
    ("system", "Not in any return"),
    ("count", "Counted, and nothing was done"),
    ("log", "Checked from a log"),
    ("case", "Only in the records of cases"),
)


def who_of(entry: Owing, framework: Framework) -> str:
    """The person, the role where nobody is named, and whom or what it is for."""
    roles = {role.id: role.title for role in framework.roles}
    who = entry.name or roles.get(entry.who or "") or entry.duty.who_text
    return f"{who}, for {entry.about}" if entry.about else who


def tally(entry: Owing) -> str:
    """What was done, of how many, in words."""
    said = [f"{entry.done} of {entry.owed}" if entry.owed is not None else f"{entry.done} done"]
    if entry.late:
        said.append(f"{entry.late} late")
    if entry.topic:
        parts = ((entry.topic.on, "on the topic"), (entry.topic.off, "not on it"), (entry.topic.unknown, "unknown"))
        said.append(" / ".join(f"{number} {words}" for number, words in parts if number))
    return ", ".join(said)


def _further(words: str, width: int) -> Iterator[str]:
    yield from wrap(words, width, initial_indent=" " * 10, subsequent_indent=" " * 12, break_on_hyphens=False)


def _folded(lead: str, words: str, width: int, ink: Ink) -> Iterator[str]:
    indent = " " * (len(lead) - len(lead.lstrip()) + 2)
    first, *rest = wrap(lead + words, width, subsequent_indent=indent, break_on_hyphens=False)
    lead = lead.rstrip()
    yield inked((ink, first[: len(lead)]), first[len(lead) :])
    yield from rest


def _month(month: str) -> str:
    return day_in_words(f"{month}-01").partition(" ")[2]


# --- the dates of a plan --------------------------------------------------------------------


def plan_text(plan: Plan, width: int = WIDTH) -> Iterator[str]:
    """Each date with its day of the week, and what there is to do."""
    where = f", {plan.about}" if plan.about else ""
    yield heading(f"{plan.start.id} on {_long(plan.day)}{where}")
    said: set[str] = set()
    for stage in plan.stages:
        yield from _folded(f"  {when(stage)}: ", stage.duty.id, width, Ink.PLACE)
        if stage.duty.id not in said:
            yield from wrap(stage.duty.what, width, initial_indent=" " * 4, subsequent_indent=" " * 4)
        said.add(stage.duty.id)
    yield f"Until {day_in_words(plan.until.isoformat())}. For a later date, use --until."


def when(stage: Stage) -> str:
    if stage.first:
        return _long(stage.first) if stage.first == stage.by else f"{_short(stage.first)} to {_long(stage.by)}"
    return f"By {_long(stage.by)}"


def plan_data(plan: Plan) -> dict[str, object]:
    return {
        "start": plan.start.id,
        "on": plan.day.isoformat(),
        "about": plan.about,
        "dates": [
            {
                "duty": stage.duty.id,
                "what": stage.duty.what,
                "who": stage.duty.who_text,
                "from": stage.first.isoformat() if stage.first else None,
                "by": stage.by.isoformat(),
            }
            for stage in plan.stages
        ],
    }


PLAN_HEADINGS = ("Duty", "Who", "What", "From", "By")


def plan_rows(plan: Plan) -> Iterator[tuple[object, ...]]:
    for stage in plan.stages:
        yield (stage.duty.id, stage.duty.who_text, stage.duty.what, stage.first, stage.by)


def plan_calendar(plan: Plan, at: datetime) -> bytes:
    name = " ".join(filter(None, (plan.start.id, plan.about)))
    return calendar(name, [_stage_dated(stage, plan) for stage in plan.stages], at)


def _stage_dated(stage: Stage, plan: Plan) -> Dated:
    comes_again = stage.by.isoformat() if stage.duty.every else ""
    key = "|".join(("stage", stage.duty.id, plan.about or "", plan.day.isoformat(), comes_again))
    what = f"{plan.about}: {stage.duty.what}" if plan.about else stage.duty.what
    return Dated(key, stage.by, what, f"{stage.duty.who_text}. {how_often(stage.duty)}.", stage.first)


def _long(day: date) -> str:
    return f"{_DAYS[day.weekday()]} {day_in_words(day.isoformat())}"


def _short(day: date) -> str:
    return f"{_DAYS[day.weekday()]} {day.day} {day_in_words(day.isoformat()).split()[1]}"


# --- for other programs ---------------------------------------------------------------------


def data(sheet: Sheet) -> dict[str, object]:
    return {
        "month": sheet.month,
        "as_of": sheet.today.isoformat(),
        "duties": [_entry(entry) for entry in sheet.owing],
        "unplaced": [_passed(passed) for passed in sheet.unplaced],
        "topics": [{"programme": p, "services": s, "topic": t} for p, s, t in sheet.topics],
    }


def _entry(entry: Owing) -> dict[str, object]:
    topic, exempt = entry.topic, entry.exempt
    return {
        "duty": entry.duty.id,
        "who": entry.who,
        "name": entry.name,
        "owed": entry.owed,
        "done": entry.done,
        "late": entry.late,
        "exempt": {"approved_by": exempt.approved_by, "why": exempt.why} if exempt else None,
        "state": entry.state.value,
        "returns": list(entry.returns),
        "about": entry.about,
        "by": entry.by.isoformat(),
        "topic": {"on": topic.on, "off": topic.off, "unknown": topic.unknown} if topic else None,
        "not_counted": [_passed(passed) for passed in entry.passed],
        "checked": entry.duty.checked,
        "why": entry.why,
    }


def _passed(passed: Passed) -> dict[str, object]:
    return {"file": passed.file, "form": passed.form, "auditor": passed.auditor, "why": passed.why}


HEADINGS = (
    "Month",
    "Duty",
    "What",
    "Role",
    "Name",
    "For",
    "State",
    "Owed",
    "Done",
    "Late",
    "By",
    "On the topic",
    "Not on the topic",
    "Topic unknown",
    "Exemption approved by",
    "Reason for the exemption",
    "Notes",
    "Returns",
)


def rows(sheet: Sheet, framework: Framework) -> Iterator[tuple[object, ...]]:
    """A row for each entry, and for each return that counts for nobody, under HEADINGS."""
    roles = {role.id: role.title for role in framework.roles}
    for entry in sheet.owing:
        topic, exempt = entry.topic, entry.exempt
        yield (
            entry.month,
            entry.duty.id,
            entry.duty.what,
            roles.get(entry.who or "", entry.duty.who_text),
            entry.name,
            entry.about,
            entry.state.value,
            entry.owed,
            entry.done,
            entry.late,
            entry.by,
            *((topic.on, topic.off, topic.unknown) if topic else (None, None, None)),
            exempt.approved_by if exempt else None,
            exempt.why if exempt else None,
            " ".join(filter(None, (entry.why, *(f"Not counted, {p.why}: {p.file}." for p in entry.passed)))) or None,
            "; ".join(entry.returns) or None,
        )
    for passed in sheet.unplaced:
        gaps = (None,) * 8
        yield (sheet.month, None, None, None, passed.auditor, None, "for nobody", *gaps, None, passed.why, passed.file)


def as_calendar(sheet: Sheet, framework: Framework, at: datetime) -> bytes:
    """What is owed, on the day by which it must be done. What is done already, or needs no number, is left out."""
    dates = [
        Dated(
            "|".join((sheet.month, entry.duty.id, entry.name or "", entry.about or "", entry.by.isoformat())),
            entry.by,
            f"{who_of(entry, framework)}: {entry.duty.what}",
            f"{tally(entry)}. {how_often(entry.duty)}.",
        )
        for entry in sheet.owing
        if entry.owed is not None and entry.state not in (State.MET, State.EXEMPT)
    ]
    return calendar(f"Due in {_month(sheet.month)}", dates, at)


# --- files ----------------------------------------------------------------------------------


def file(sheet: Sheet, framework: Framework, format: str, at: datetime) -> bytes:
    """The month as a file in this format."""
    match format:
        case "xlsx":
            return workbook.write(f"Due {sheet.month}", HEADINGS, rows(sheet, framework))
        case "csv":
            return separated.write(HEADINGS, rows(sheet, framework))
        case "ics":
            return as_calendar(sheet, framework, at)
        case "json":
            return _json(data(sheet))
        case _:
            return _text(text(sheet, framework))


def plan_file(plan: Plan, format: str, at: datetime) -> bytes:
    """The dates as a file in this format."""
    match format:
        case "xlsx":
            return workbook.write("Dates", PLAN_HEADINGS, plan_rows(plan))
        case "csv":
            return separated.write(PLAN_HEADINGS, plan_rows(plan))
        case "ics":
            return plan_calendar(plan, at)
        case "json":
            return _json(plan_data(plan))
        case _:
            return _text(plan_text(plan))


def _json(found: dict[str, object]) -> bytes:
    return (json.dumps(found, indent=2) + "\n").encode()


def _text(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
