"""The register of actions: as text, JSON and rows of a table. What an action says is never among it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from formwright.answers import spelling
from formwright.answers.spelling import day_in_words
from formwright.oversight.actions import days_late, days_old
from formwright.record.actions import OPEN, STATES, Row
from formwright.reports.ink import Ink, heading, inked
from formwright.reports.problems import count
from formwright.reports.record_list import Words
from formwright.reports.visible import shown

WORDS = {
    "open": "open",
    "due": "due",
    "overdue": "overdue",
    "done": "done",
    "reviewed": "reviewed",
    "not-needed": "not needed",
}
_INK = {"overdue": Ink.ERROR, "due": Ink.WARNING, "done": Ink.GOOD, "reviewed": Ink.GOOD, "not-needed": Ink.FAINT}

LACKS = {
    "who: missing": "nobody is named",
    "by: missing": "the form asks for a date",
    "by: not a date": "what is given as its date is not one",
    "done: missing": "checked, but without the day on which it was done",
    "done: not a date": "what is given as the day on which it was done is not a date",
    "reviewed: not a date": "what is given as the day of its review is not a date",
    "initials: missing": "reviewed, but without initials",
}
"""What an action lacks, in words."""


# --- for people ------------------------------------------------------------------------------


def text(rows: Iterable[Row], words: Words, today: date) -> Iterator[str]:
    """Three lines for each action: how it stands and who must do it, which audit it is of, where that is."""
    yield heading(f"Actions on {day_in_words(today.isoformat())}")
    yield ""
    for row in rows:
        yield from one(row, words, today)
        yield ""


def one(row: Row, words: Words, today: date) -> Iterator[str]:
    state = (_INK.get(row.state, Ink.PLACE), f"{WORDS[row.state].upper():<10}")
    yield inked(state, f"  {row.handle}  {_who(row, today)}")
    about = [shown(row.case_id or "no case ID"), words.form(row) or "", _day(row.date)]
    placed = [shown(part) for part in (words.area(row), words.team(row)) if part]
    yield f"{_BEHIND}{', '.join(filter(None, (*about, *placed)))}"
    for note in notes(row):
        yield inked(_BEHIND, (Ink.WARNING, f"{note[:1].upper()}{note[1:]}."))
    yield inked(_BEHIND, (Ink.FAINT, f"{shown(row.file)}, {row.path}"))


_BEHIND = " " * 12


def _who(row: Row, today: date) -> str:
    who = shown(row.who) if row.who else "nobody named"
    if row.state not in OPEN:
        return f"{who}, on {day_in_words(row.ended_on)}" if row.ended_on else who
    by = f"by {day_in_words(row.due)}" if row.due else "no date"
    late = days_late(row, today)
    return f"{who}, {by}" + (f" ({count(late, 'day')} late)" if late else "")


def notes(row: Row) -> list[str]:
    """What somebody should know of an action beside its state."""
    found = [LACKS[one] for one in row.missing if one != "who: missing" and row.state in OPEN]
    if row.is_moved and row.asked and row.due != row.asked:
        found.append(f"its return says by {day_in_words(row.asked)}")
    elif row.due and row.asked != row.due and not row.is_moved:
        asked = f", not by {day_in_words(row.asked)} as its return says" if row.asked else ""
        found.append(f"by the deadline for this form{asked}")
    return found


def _day(text: str | None) -> str:
    return day_in_words(text) if text and spelling.day(text) else "no date"


def summary(states: Counter[str], lacks: Mapping[str, int], unread: int, lost: Iterable[str]) -> Iterator[str]:
    """How many there are in each state, and what the register does not know."""
    open_ones = sum(states[state] for state in OPEN)
    parts = [f"{states['overdue']} overdue", f"{states['due']} due soon"]
    parts += [f"{states[state]} {WORDS[state]}" for state in STATES[3:] if states[state]]
    yield f"{count(states.total(), 'action')}, {open_ones} open: {', '.join(parts)}."
    some = [f"{number} {_LACK_COUNTS[key]}" for key, number in sorted(lacks.items()) if key in _LACK_COUNTS]
    if some:
        yield f"Of those that are open: {', '.join(some)}."
    if unread:
        were = "was" if unread == 1 else "were"
        yield f"{count(unread, 'return')} could not be read in full, so what {were} asked for there is not all known."
    yield from lost


_LACK_COUNTS = {
    "who: missing": "for nobody",
    "by: missing": "without a date",
    "by: not a date": "with a date that is not one",
    "done: not a date": "done on a day that is not a date",
    "reviewed: not a date": "reviewed on a day that is not a date",
    "initials: missing": "reviewed without initials",
}


def groups(found: Mapping[str | None, Counter[str]], title: str, name: Callable[[str], str]) -> Iterator[str]:
    """The numbers of each group, in columns."""
    labels = {key: shown(name(key)) if key is not None else NONE for key in found}
    width = max([len(title), *map(len, labels.values())], default=0)
    heads = [WORDS[state].capitalize() for state in STATES]
    yield heading("  ".join((f"{title:<{width}}", *heads)))
    for key, states in found.items():
        cells = (f"{states[state] or '-':>{len(head)}}" for state, head in zip(STATES, heads, strict=True))
        yield "  ".join((f"{labels[key]:<{width}}", *cells))
    yield ""


NONE = "none"


# --- for other programs ----------------------------------------------------------------------


def data(row: Row, today: date) -> dict[str, object]:
    return {
        "action": row.handle,
        "state": row.state,
        "who": row.who,
        "by": row.due,
        "by_in_return": row.asked,
        "days_late": days_late(row, today),
        "days_old": days_old(row, today),
        "ended_on": row.ended_on,
        "lacks": row.missing,
        "case_id": row.case_id,
        "form": row.form,
        "date": row.date,
        "area": row.area,
        "team": row.team,
        "auditor": row.auditor,
        "file": row.file,
        "path": row.path,
    }


HEADINGS = (
    "Action",
    "State",
    "Who",
    "By",
    "Days late",
    "Case",
    "Form",
    "Date of the audit",
    "Age in days",
    "Service area",
    "Team",
    "Auditor",
    "Closed on",
    "Notes",
    "File",
    "Field",
)


def rows(found: Iterable[Row], words: Words, today: date) -> Iterator[tuple[object, ...]]:
    """A row for each action, under HEADINGS."""
    for row in found:
        yield (
            row.handle,
            WORDS[row.state],
            row.who,
            _date(row.due),
            days_late(row, today),
            row.case_id,
            words.form(row),
            _date(row.date) or row.date,
            days_old(row, today),
            words.area(row),
            words.team(row),
            row.auditor,
            _date(row.ended_on),
            "; ".join(notes(row)) or None,
            row.file,
            row.path,
        )


def _date(text: str | None) -> date | None:
    return spelling.day(text) if text else None
