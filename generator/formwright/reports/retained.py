"""What is past its time, and what was removed: as text and as data."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from formwright.answers.spelling import day_in_words
from formwright.oversight.removed import Count
from formwright.oversight.retention import Against, Found, Group
from formwright.reports.ink import Ink, heading, inked
from formwright.reports.problems import count

SHOWN = 20  # files of a kind, where nobody asks for all of them
WORDS = {
    Against.OPEN_ACTION: "an action is still open",
    Against.NOT_SENT: "a notice about it has not been sent",
    Against.UNCERTAIN: "a notice about it may have been sent or not",
    Against.NOT_REACHED: "somebody who must be notified about it cannot be reached",
    Against.UNDECIDED: "it has not been decided which return of this audit counts",
    Against.DECIDED_SINCE: "which return counts was decided after that day",
    Against.NOT_DEALT_WITH: "nobody has said that it was dealt with",
}
STATUS = {"complete": "complete", "incomplete": "incomplete", "invalid": "not valid"}


def text(found: Found, titles: Mapping[str, str], everything: bool = False) -> Iterator[str]:
    """`titles` are those of the forms."""
    yield heading(f"Before {day_in_words(found.before.isoformat())}")
    yield f"  {_past(found)}."
    if found.past:
        yield ""
        width = max(len(titles.get(form, form)) for form, _ in _states(found)) if _states(found) else 0
        for (form, status), number in sorted(_states(found).items()):
            yield f"  {titles.get(form, form):<{width}}  {STATUS[status]:<10}  {number:>7,}"
        if others := _others(found.past):
            yield f"  {count(others, 'other file')} that arrived and could not be used"
    if everything:
        yield from (f"  {thing.file}" for group in found.past for thing in group.things)
    if not found.lapsed.is_nothing:
        yield ""
        yield f"  {_lapsed(found)}."
    if found.held:
        yield ""
        yield heading(f"Past that day, and kept ({_number(found.held):,})")
        shown = found.held if everything else found.held[:SHOWN]
        for group in shown:
            reasons = "; ".join(WORDS[one] for one in group.against)
            yield from (inked("  ", (Ink.PLACE, thing.file), f": {reasons}.") for thing in group.things)
        if len(shown) < len(found.held):
            yield f"  … and {_number(found.held[len(shown) :]):,} more. --list shows them."
    yield from _stays(found)


def _past(found: Found) -> str:
    number = _number(found.past) - _others(found.past)
    return f"{count(number, 'return')} can be removed" if number else "No return can be removed"


def _stays(found: Found) -> Iterator[str]:
    if found.waiting:
        yield ""
        yield f"  {count(found.waiting, 'return')} of that time stay with later ones of the same audit."
    if found.undated:
        yield ""
        listed = ", ".join(found.undated[:5])
        yield f"  {count(len(found.undated), 'file')} stay because their day is not known: {listed}"
    if found.lapsed.needed:
        yield ""
        yield f"  {_many(found.lapsed.needed, 'entry', 'entries')} of that time are still needed and stay."


def _lapsed(found: Found) -> str:
    of = found.lapsed
    parts = [
        f"{count(of.draws, 'draw')} of cases, which keep only their month and number" if of.draws else "",
        f"{_many(of.duties, 'entry', 'entries')} about duties" if of.duties else "",
        f"{count(of.reminders, 'step')} of reminders" if of.reminders else "",
    ]
    return f"Also: {', '.join(filter(None, parts))}"


def _states(found: Found) -> Counter[tuple[str, str]]:
    those = (thing.returned for group in found.past for thing in group.things if thing.is_return)
    return Counter((one.form or "", str(one.status)) for one in those if one)


def _others(groups: Sequence[Group]) -> int:
    return sum(not thing.is_return for group in groups for thing in group.things)


def _number(groups: Sequence[Group]) -> int:
    return sum(len(group.things) for group in groups)


def _many(number: int, one: str, several: str) -> str:
    return f"{number:,} {one if number == 1 else several}"


def removed_text(found: Found, files: int) -> str:
    of = _number(found.past)
    return f"Removed: {_many(of, 'return or other file', 'returns and other files')}, in {count(files, 'file')}."


def counts_text(counts: Sequence[Count], titles: Mapping[str, str]) -> Iterator[str]:
    """What was removed earlier, by year and form."""
    years = Counter[tuple[str, str]]()
    for one in counts:
        years[(one.month or "no date")[:4], one.form or ""] += one.returns
    if years:
        yield ""
        yield heading("Removed earlier")
        for (year, form), number in sorted(years.items()):
            yield f"  {year}  {titles.get(form, form)}: {number:,}"


def data(found: Found, counts: Sequence[Count], removed: Sequence[str] | None) -> dict[str, object]:
    """`removed` are the files that were removed, None where nothing was asked for."""
    return {
        "before": found.before.isoformat(),
        "past": [_thing(group, n) for group in found.past for n in range(len(group.things))],
        "held": [_thing(group, n) for group in found.held for n in range(len(group.things))],
        "with_later_ones": found.waiting,
        "undated": list(found.undated),
        "draws": found.lapsed.draws,
        "duties": found.lapsed.duties,
        "reminders": found.lapsed.reminders,
        "still_needed": found.lapsed.needed,
        "removed": None if removed is None else len(removed),
        "removed_earlier": [
            {"month": c.month, "form": c.form, "area": c.area, "judgement": c.judgement, "returns": c.returns}
            for c in counts
        ],
    }


def _thing(group: Group, n: int) -> dict[str, object]:
    thing = group.things[n]
    of = thing.returned
    return {
        "file": thing.file,
        "form": of.form if of else None,
        "status": str(of.status) if of else None,
        "day": thing.day.isoformat() if thing.day else None,
        "against": [str(one) for one in group.against],
    }
