"""Measuring: a file of values, the framework's measures and the record → the papers that were asked for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from formwright.definitions.library import Library
from formwright.errors import CannotRun
from formwright.misspelt import did_you_mean
from formwright.model.alike import alike
from formwright.model.form import Form
from formwright.model.framework import Framework, Team, team_ids
from formwright.model.measures import Measures, Paper
from formwright.oversight import cycles, spans
from formwright.oversight.cycles import Period
from formwright.oversight.measured import CARD, CLINIC, PROFILE, Sheet, Sources, sheet
from formwright.oversight.values import Scope, Values
from formwright.record.store import Record


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for, in the words of the command line."""

    paper: str
    month: str | None
    quarter: str | None
    area: str | None = None
    team: str | None = None
    reader: str | None = None


def usable(library: Library) -> tuple[Framework, Measures]:
    """Raises CannotRun where the framework has no measures to go by."""
    if library.framework is None or library.measures is None:
        remedy = "Run 'formwright validate' to see whether they have errors. See 'formwright schema measures'."
        raise CannotRun("This framework has no measures that can be used.", remedy)
    return library.framework, library.measures


def period_of(wish: Wish, today: date) -> Period:
    """The month, or for a report card the quarter. Raises CannotRun where it cannot be read or has not begun."""
    if wish.quarter is not None and wish.paper != CARD:
        raise CannotRun("Only a report card is for a quarter.", "Use --month.")
    if wish.quarter is not None:
        found = spans.quarter(wish.quarter)
    else:
        found = cycles.month(wish.month or f"{today:%Y-%m}")
        if wish.paper == CARD:
            found = spans.quarter_of(found.first)
    if found.first > today:
        raise CannotRun(f"{wish.quarter or wish.month} is in the future.", "Choose an earlier one.")
    return found


def sheets(library: Library, values: Values, record: Record, wish: Wish, today: date) -> tuple[Sheet, ...]:
    """The papers: one for each service area or team where none is named. Raises CannotRun for a name that is not known,
    or that this paper is not made for."""
    framework, measures = usable(library)
    paper = measures.paper(wish.paper)
    if paper is None:
        there = ", ".join(one.id for one in measures.papers)
        raise CannotRun(f"The framework's measures have no paper '{wish.paper}'.", f"It has: {there}.")
    period = period_of(wish, today)
    reader = _reader(framework, paper, wish.reader)
    forms: Sequence[Form] = library.forms
    until = today
    if wish.paper == CARD and wish.month is not None:
        until = min(today, cycles.month(wish.month).last)
    of = Sources(measures, framework, forms, values, record, until)
    return tuple(sheet(of, paper, scope, period, reader) for scope in _scopes(framework, wish))


def _scopes(framework: Framework, wish: Wish) -> Iterable[Scope]:
    area = _area(framework, wish.area)
    team = _team(framework, wish.team, area)
    if team is not None:
        return (Scope(team.service_area or area, team.id),)
    if wish.paper == PROFILE:
        return tuple(_of_teams(framework, area))
    if wish.paper == CLINIC and area is None:
        return tuple(Scope(one.id) for one in framework.service_areas)
    return (Scope(area),)


def _of_teams(framework: Framework, area: str | None) -> Iterator[Scope]:
    found = [team for team in framework.teams if area is None or team.service_area == area]
    if not found:
        raise CannotRun("The framework lists no teams here.", "List them under 'teams' in framework.yaml.")
    return (Scope(team.service_area, team.id) for team in found)


def _area(framework: Framework, words: str | None) -> str | None:
    if words is None:
        return None
    found = framework.service_area(words)
    if found is None:
        known = [area.id for area in framework.service_areas]
        remedy = did_you_mean(words, known) or f"They are: {', '.join(known)}."
        raise CannotRun(f"'{words}' is not a service area.", remedy)
    return found.id


def _team(framework: Framework, words: str | None, area: str | None) -> Team | None:
    if words is None:
        return None
    id = team_ids(framework.teams).get(alike(words))
    if id is None:
        known = [team.label for team in framework.teams]
        remedy = did_you_mean(words, known) or (f"They are: {', '.join(known)}." if known else None)
        raise CannotRun(f"'{words}' is not a team in this framework.", remedy)
    found = next(team for team in framework.teams if team.id == id)
    if area is not None and found.service_area not in (None, area):
        raise CannotRun(f"{found.label} does not belong to this service area.", "Leave out --area.")
    return found


def _reader(framework: Framework, paper: Paper, words: str | None) -> str | None:
    """Who a report card is for, by id."""
    if words is None:
        return None
    titles = {id: framework.title_of(id) for id in paper.to}
    found = next((id for id, title in titles.items() if alike(words) in (alike(id), alike(title))), None)
    if found is None:
        remedy = did_you_mean(words, titles) or f"They are: {', '.join(titles)}."
        raise CannotRun(f"'{words}' is not among those who look at the {paper.title}.", remedy)
    return found
