"""A paper's figures: for one part of the service every measure with its values month by month, its change, and what the
audits found beside them. A measure without a value is there all the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from formwright.model.form import Form
from formwright.model.framework import Framework, Team
from formwright.model.measures import Measure, Measures, Paper, Subject
from formwright.oversight import cycles, trends
from formwright.oversight.audited import Audited, audited
from formwright.oversight.cycles import Period
from formwright.oversight.trends import Change
from formwright.oversight.values import Scope, Value, Values, shown
from formwright.record.store import Record

CLINIC, PROFILE, OVERVIEW, CARD = "clinic", "profile", "overview", "card"
GUARDED = (PROFILE, CARD)
"""These leave the room: a profile is displayed in offices, a card goes to boards that meet in public."""

SHOWN = 6
"""How many months a monthly paper shows."""


@dataclass(frozen=True, slots=True)
class Line:
    """One measure. `values` are those of the paper's months, the newest last; `before` is the month that the newest is
    compared with, `year_ago` the value of the same month a year before."""

    subject: Subject
    measure: Measure
    values: tuple[Value | None, ...]
    before: Value | None
    year_ago: Value | None
    guarded: bool

    @property
    def now(self) -> Value | None:
        return self.values[-1]

    @property
    def change(self) -> Change:
        return trends.change(self.now, self.before, self.measure, self.guarded)

    @property
    def target(self) -> str:
        return trends.target(self.now, self.measure, self.guarded)

    def shown(self, value: Value | None) -> str:
        return shown(value, self.measure, self.guarded)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one paper says. `months` are as 2014-01, the newest last; the newest is compared with `before`. `lines` are
    the figures, `in_words` the subjects that have none, `teams` the same figures for each team. `audits` are those of
    the paper's own period, `audits_before` of the one before it. `reader` is the one that a report card is for, where
    it is for one alone; `period` the month or the quarter. `is_open`: the quarter has not ended."""

    paper: Paper
    scope: Scope
    area: str | None
    team: str | None
    period: Period
    months: tuple[str, ...]
    before: str
    lines: tuple[Line, ...]
    in_words: tuple[Subject, ...]
    teams: tuple[tuple[Team, tuple[Line, ...]], ...]
    audits: Audited
    audits_before: Audited
    reader: str | None = None
    is_open: bool = False

    @property
    def guarded(self) -> bool:
        return self.paper.id in GUARDED

    @property
    def not_supplied(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.now is None)

    @property
    def all_lines(self) -> tuple[Line, ...]:
        """Those of its teams as well."""
        return (*self.lines, *(line for _, lines in self.teams for line in lines))


@dataclass(frozen=True, slots=True)
class Sources:
    """What papers are made from. Of a quarter they show what was known `until` a day."""

    measures: Measures
    framework: Framework
    forms: Sequence[Form]
    values: Values
    record: Record
    until: date


def sheet(of: Sources, paper: Paper, scope: Scope, period: Period, reader: str | None = None) -> Sheet:
    """The paper of a month, or the card of a quarter."""
    last = min(period.last, of.until) if paper.id == CARD else period.last
    first = period.first
    if paper.id == CARD:
        months = (_back(first, 1), *_spelt(first, last))
        before = months[0]
    else:
        months = tuple(_back(first, n) for n in range(SHOWN - 1, -1, -1))
        before = months[-2]
    subjects = [one for one in of.measures.shown_in(paper.id) if one.concerns(scope.area)]
    if (looked_at := paper.subjects_for(reader)) is not None:
        subjects = [one for one in subjects if one.id in looked_at]
    guarded = paper.id in GUARDED
    teams = [team for team in of.framework.teams if scope.area and not scope.team and team.service_area == scope.area]
    areas = {area.id: area.label for area in of.framework.service_areas}
    return Sheet(
        paper=paper,
        scope=scope,
        area=areas.get(scope.area or ""),
        team=next((team.label for team in of.framework.teams if team.id == scope.team), None),
        period=period,
        months=months,
        before=before,
        lines=tuple(_lines(of.values, subjects, scope, months, before, guarded)),
        in_words=tuple(one for one in subjects if not one.measures),
        teams=tuple(
            (team, tuple(_lines(of.values, subjects, Scope(scope.area, team.id), months, before, guarded)))
            for team in teams
        ),
        audits=audited(of.record, of.forms, scope, Period(first, last)),
        audits_before=audited(of.record, of.forms, scope, _period_before(period)),
        reader=reader,
        is_open=period.last > of.until,
    )


def _lines(
    values: Values, subjects: Sequence[Subject], scope: Scope, months: Sequence[str], before: str, guarded: bool
) -> Iterator[Line]:
    for subject in subjects:
        for measure in subject.measures:
            if _is_broken_down(measure, scope):
                found = tuple(values.get(measure, month, scope) for month in months)
                earlier = values.get(measure, before, scope)
                a_year_ago = values.get(measure, _year_before(months[-1]), scope)
                yield Line(subject, measure, found, earlier, a_year_ago, guarded)


def _is_broken_down(measure: Measure, scope: Scope) -> bool:
    """Whether the measure has values so far down."""
    if scope.team is not None:
        return measure.by == "team"
    return scope.area is None or measure.by != "service"


def _spelt(first: date, last: date) -> Iterator[str]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield f"{year}-{month:02}"
        year, month = year + month // 12, month % 12 + 1


def _back(first: date, months: int) -> str:
    """So many months before."""
    number = first.year * 12 + first.month - 1 - months
    return f"{number // 12}-{number % 12 + 1:02}"


def _year_before(month: str) -> str:
    return f"{int(month[:4]) - 1}{month[4:]}"


def _period_before(period: Period) -> Period:
    """The one of the same length that ends as this one begins."""
    count = len(list(_spelt(period.first, period.last)))
    first = cycles.month(_back(period.first, count)).first
    return cycles.months(first.year, first.month, count)
