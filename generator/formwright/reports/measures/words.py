"""The words that every form of a paper shares: its title, its months, what the audits found."""

from collections.abc import Iterator

from formwright.answers.spelling import day_in_words
from formwright.oversight import cycles
from formwright.oversight.audited import Audited, Steps, Tool
from formwright.oversight.measured import CARD, Line, Sheet
from formwright.oversight.paper.small import FEWEST_IN_GROUP, FEWEST_IN_HUNDRED
from formwright.oversight.trends import Trend
from formwright.oversight.values import Value, is_hidden, percentage, plain, said
from formwright.reports.problems import count

TIMES = ("days", "weeks", "months")


def name_of(found: Sheet) -> str:
    """The name of a paper's file, without its ending."""
    month = cycles.spelt(found.period)
    when = f"{month[:4]}-q{(int(month[5:]) + 2) // 3}" if found.paper.id == CARD else month
    parts = (found.paper.id, when, found.scope.team or found.scope.area, found.reader)
    return "-".join(part for part in parts if part)


def title(of: Sheet) -> str:
    """What it is, of which part of the service, and when."""
    where = of.team or of.area
    return f"{of.paper.title}: {', '.join(filter(None, (where, span(of))))}"


def span(of: Sheet) -> str:
    """The month, or the quarter."""
    if of.paper.id != CARD:
        return month(of.months[-1])
    first, last = (day_in_words(day.isoformat()).split()[1:] for day in (of.period.first, of.period.last))
    so_far = f", as far as {month(of.months[-1])}" if of.is_open else ""
    return f"{first[0]} to {last[0]} {last[1]}{so_far}"


def month(words: str) -> str:
    """January 2014."""
    return day_in_words(f"{words}-01").partition(" ")[2]


def short_month(words: str) -> str:
    """Jan 2014."""
    name, year = month(words).split()
    return f"{name[:3]} {year}"


def name_with_unit(line: Line) -> str:
    """What is measured; with its unit, where a bare number does not say it."""
    unit = {"pounds": "£"}.get(line.measure.unit, line.measure.unit if line.measure.unit in TIMES else "")
    return f"{line.measure.what} ({unit})" if unit else line.measure.what


def brief(line: Line, value: Value | None) -> str:
    """A value among others of its kind: without its unit, and without what a percentage is out of."""
    measure = line.measure
    if value is None or is_hidden(value, measure, line.guarded):
        return "Not supplied" if value is None else "Not shown"
    if measure.unit != "percentage":
        return plain(value.number)
    share = percentage(value, measure)
    if share is None:
        return line.shown(value)
    return f"{said(share, measure)}%" if value.of is not None else f"{plain(share)}%"


def with_trend(of: Sheet, trend: Trend) -> tuple[Line, ...]:
    return tuple(line for line in of.lines if line.change.trend is trend)


# --- audits ---------------------------------------------------------------------------------


def tools(of: Sheet) -> list[str]:
    """The ids of the tools that were used in either period, in the order of their titles."""
    both = {**of.audits_before.tools, **of.audits.tools}
    return sorted(both, key=lambda id: both[id].form.identity.title)


def audits_of(found: Audited, tool: str, guarded: bool) -> Iterator[str]:
    """How many audits there were by one tool, how they were judged, and the grades given."""
    one = found.tools.get(tool)
    if one is None:
        yield "None"
        return
    yield _how_many(one)
    if guarded and 0 < one.audits < FEWEST_IN_GROUP:
        yield f"Judgements are not shown of fewer than {FEWEST_IN_GROUP}."
        return
    if one.judgements:
        yield f"Judgements: {_steps(one.judgements)}."
    for grades in one.grades:
        yield f"Grades of questions: {_steps(grades)}."


def _how_many(one: Tool) -> str:
    unfinished = f", and {one.unfinished} not complete or not valid" if one.unfinished else ""
    return f"{count(one.audits, 'audit')}{unfinished}."


def _steps(steps: Steps) -> str:
    return ", ".join(f"{label}: {number}" for label, number in steps)


def unplaced(of: Sheet) -> str | None:
    """What is to be said of audits that may belong here."""
    number = of.audits.unplaced
    if not number:
        return None
    what = "team" if of.team else "service area"
    are = "do not say" if number > 1 else "does not say"
    return f"{count(number, 'more audit')} of this time {are} which {what} it is about, so it is not counted here."


# --- how to read it -------------------------------------------------------------------------


def notes(of: Sheet) -> Iterator[str]:
    """What its figures can and cannot say."""
    yield "“Not supplied” means that nobody supplied a value. It does not mean nought."
    yield (
        f"A percentage is worked out only if it is out of {FEWEST_IN_HUNDRED} or more. Below that a single case would "
        "change it too much, so the numbers are shown and are not compared. If a percentage has no numbers beside it, "
        "it was supplied as a percentage."
    )
    yield "A change of a percentage is in points: from 80% to 83% is up by 3 points."
    yield "“Better” and “worse” are said only of measures for which the framework says which direction is better."
    targets = [line.measure.target for line in of.lines]
    if not any(target is not None for target in targets):
        yield "No target is set for these measures, so none is judged."
    elif None in targets:
        yield "A measure without a target is not judged."
    if of.guarded:
        yield (
            f"This paper is read beyond the service, so numbers from 1 to {FEWEST_IN_GROUP - 1} are not shown: they "
            "could say who a child is."
        )
