"""All figures of one paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from formwright.oversight import cycles, owing, removed
from formwright.oversight.cycles import ONE_DAY
from formwright.oversight.moderation import Moderation
from formwright.oversight.owing import Rules
from formwright.oversight.paper import actions, coverage, escalations, judgements, owed, questions, themes
from formwright.oversight.paper.actions import Acted, Actions
from formwright.oversight.paper.coverage import Beside, CameIn
from formwright.oversight.paper.escalations import Escalations
from formwright.oversight.paper.judgements import Scaled
from formwright.oversight.paper.owed import Owed
from formwright.oversight.paper.questions import Answered, Grid
from formwright.oversight.paper.span import Span
from formwright.oversight.paper.themes import Theme
from formwright.oversight.paper.tools import Names, Tool
from formwright.record import tallies
from formwright.record.events import What
from formwright.record.store import Record
from formwright.record.tallies import Unsettled


@dataclass(frozen=True, slots=True)
class Figures:
    """`today` is the day on which they were made. `owed` is None where the framework has no list of duties. `unplaced`
    returns count for nobody's duty. `moderation` is what was judged twice, `removed` how many returns of these months
    were removed at the end of their time. `faults` is how many things were wrong with the folder of returns: files that
    are gone, or cannot be read, so that the figures lack them."""

    span: Span
    today: date
    names: Names
    coverage: tuple[CameIn, ...]
    beside: Beside
    unsettled: Unsettled
    owed: tuple[Owed, ...] | None
    unplaced: int
    scales: tuple[Scaled, ...]
    grids: tuple[Grid, ...]
    themes: tuple[Theme, ...]
    actions: Actions
    escalations: Escalations
    moderation: Moderation
    removed: int = 0
    faults: int = 0

    @property
    def complete(self) -> int:
        return sum(one.complete for one in self.coverage)

    @property
    def complete_before(self) -> int:
        """In the months before that are in the series."""
        own = len(self.span.months)
        return sum(sum(one.months[:-own]) for one in self.coverage)

    @property
    def came_in(self) -> int:
        return sum(one.total for one in self.coverage)

    @property
    def weakest(self) -> tuple[Answered, ...]:
        return questions.weakest(self.grids)

    @property
    def is_over(self) -> bool:
        return self.span.is_over(self.today)

    @property
    def is_incomplete(self) -> bool:
        """Whether something is wrong with the folder of returns, so that the figures lack what they should have."""
        return bool(self.faults)


def figures(
    record: Record,
    tools: Sequence[Tool],
    names: Names,
    rules: Rules | None,
    span: Span,
    today: date,
    acted: Iterable[Acted],
    judged_twice: Moderation,
    faults: int = 0,
) -> Figures:
    """What the record comes to for one paper; `acted` is what the register has of the actions of its audits."""
    since, first, last = (day.isoformat() for day in (span.since, span.period.first, span.period.last))
    counted = list(tallies.returns(record, since, first, last))
    sheets = [owing.sheet(rules, month, today, record) for month in span.months] if rules else []
    day_before = (span.period.first - ONE_DAY).isoformat()
    return Figures(
        span,
        today,
        names,
        coverage.coverage(counted, tools, span),
        coverage.beside(record, span),
        tallies.unsettled(record, first, last),
        owed.owed(sheets) if rules else None,
        sum(len(sheet.unplaced) for sheet in sheets),
        judgements.judgements(counted, tools, span, names),
        questions.grids(tallies.grades(record, first, last), tools),
        themes.themes(tallies.themes(record, first, last), tallies.themes(record, since, day_before), names.themes),
        actions.actions(acted),
        escalations.escalations(tallies.notices(record, *span.moments), tallies.nobody_notified(record, first, last)),
        judged_twice,
        _removed(record, span),
        faults,
    )


def _removed(record: Record, span: Span) -> int:
    """Of its months, and of those before that it is held against: no day is known of what was removed."""
    months = {cycles.spelt(month) for month in span.series}
    return sum(one.returns for one in removed.counts(record.events(What.REMOVED)) if one.month in months)
