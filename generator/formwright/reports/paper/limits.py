"""What the figures cannot say: what is not in them, and how they must not be read."""

from collections.abc import Iterator
from itertools import pairwise

from formwright.answers.spelling import day_in_words
from formwright.oversight.paper.figures import Figures
from formwright.oversight.paper.small import FEWEST_IN_GROUP, FEWEST_IN_HUNDRED
from formwright.reports.problems import count


def first_of_all(found: Figures) -> Iterator[str]:
    """What must be known before any figure is read."""
    if found.faults:
        yield (
            f"{count(found.faults, 'file')} of the record {_are(found.faults)} missing or cannot be read, so these "
            "figures are not complete. The team must put them back."
        )
    if not found.came_in:
        yield f"The record has no audits of {found.span.words}: there is nothing to count yet."
    if not found.is_over:
        last = day_in_words(found.span.period.last.isoformat())
        yield f"The period is not over: it ends on {last}. These are the figures of {_day(found)}."


def lines(found: Figures) -> Iterator[str]:
    """Each limit that holds for this paper, as a sentence or two."""
    yield (
        "They describe the cases that were audited, not all cases. Which cases were chosen, and the month's topic, "
        "change the figures as much as practice does."
    )
    yield from _not_counted(found)
    yield from _not_settled(found)
    yield from _not_comparable(found)
    yield (
        f"Percentages are given only of {FEWEST_IN_HUNDRED} or more. Teams with fewer than {FEWEST_IN_GROUP} audits "
        "are shown together, and nobody is named."
    )
    if found.actions.total:
        yield "An action counts as done where its return or an update says so, or says that it is not needed any more."
    if found.themes:
        yield "A theme word in a comment says that something was written about, not whether it was good or bad."


def _not_counted(found: Figures) -> Iterator[str]:
    incomplete, invalid = (sum(getattr(one, name) for one in found.coverage) for name in ("incomplete", "invalid"))
    left = [f"{count(incomplete, 'incomplete audit')}"] if incomplete else []
    left += [f"{count(invalid, 'audit')} that {_are(invalid)} not valid"] if invalid else []
    if left:
        yield f"{' and '.join(left)} count{_s(incomplete + invalid)} in no judgement or grade."
    if found.beside.undated:
        number = found.beside.undated
        said = f"{count(number, 'return')} received in this time {_have(number)} no date of the audit"
        yield f"{said}, and count{_s(number)} in no month."
    if found.beside.not_usable:
        number = found.beside.not_usable
        yield f"{count(number, 'file')} received in this time could not be used as a return."
    if found.unsettled.blank:
        yield f"{count(found.unsettled.blank, 'form')} came back blank."
    if found.removed:
        number = found.removed
        said = f"{count(number, 'return')} of this time, or of the months before, {_have(number)} been removed"
        yield f"{said} at the end of {_its(number)} time, and so {_are(number)} in no figure."
    if found.unplaced:
        number = found.unplaced
        yield f"{count(number, 'return')} count{_s(number)} towards nobody's duty: the team has the list."


def _not_settled(found: Figures) -> Iterator[str]:
    unsettled = found.unsettled
    if unsettled.rivals:
        yield (
            f"{count(unsettled.rivals, 'audit')} may be of the same case and day as another one. Until the team has "
            "decided which one counts, all of them do."
        )
    if unsettled.superseded:
        number = unsettled.superseded
        yield f"{count(number, 'return')} {_are(number)} not counted, because another one counts instead."
    if unsettled.copies:
        yield f"{count(unsettled.copies, 'file')} {_are(unsettled.copies)} an exact copy of another, and counted once."


def _not_comparable(found: Figures) -> Iterator[str]:
    shown = {grid.tool.id: grid.tool for grid in found.grids}
    shown |= {one.tool.id: one.tool for scale in found.scales for one in scale.judged}
    for tool in shown.values():
        for before, after in pairwise(tool.lines):
            if any(one.line in (before, after) for scale in found.scales for one in scale.judged):
                yield (
                    f"{tool.title}: {after.words} asks something else than {before.words}, so their figures are kept "
                    f"apart. {' '.join(after.why)}"
                )
    for scale in found.scales:
        for one in scale.left_out:
            yield (
                f"{count(one.now.total, 'judgement')} by {one.line.words} of the {one.tool.title} "
                f"{_are(one.now.total)} not in the totals for service areas and teams."
            )
    if len(found.scales) > 1:
        yield "Judgements are made by more than one scale. They are shown apart, and never added up."
    unknown = sum(one.unplaced for one in found.coverage)
    if unknown:
        yield f"{count(unknown, 'complete audit')} {_are(unknown)} of a version that the framework no longer has."


def _day(found: Figures) -> str:
    return day_in_words(found.today.isoformat())


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _its(number: int) -> str:
    return "its" if number == 1 else "their"


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def _s(number: int) -> str:
    return "s" if number == 1 else ""
