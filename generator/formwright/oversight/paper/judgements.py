"""How audits were judged: by tool, by service area and by team, in the period and in the months before it.

Judgements by two scales are never added up, nor are those of two versions of a tool of which the later one breaks the
series. Only complete returns have a judgement that counts.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from formwright.oversight.paper.small import FEWEST_IN_GROUP
from formwright.oversight.paper.span import Span
from formwright.oversight.paper.tools import Grades, Line, Names, Tool
from formwright.record.tallies import Counted


@dataclass(frozen=True, slots=True)
class Spread:
    """How many there are of each grade of `scale`, from the best to the worst."""

    scale: Grades
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def better(self) -> int:
        """How many are in the better half of the scale."""
        return sum(self.of(value) for value in self.scale.better)

    @property
    def worse(self) -> int:
        return sum(self.of(value) for value in self.scale.worse)

    def of(self, value: str) -> int:
        return self.counts[self.scale.values.index(value)]


@dataclass(frozen=True, slots=True)
class Judged:
    """Of one tool in versions that can be added up. `months` are those of the span's series, one after the other."""

    tool: Tool
    line: Line
    now: Spread
    before: Spread
    months: tuple[Spread, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Of one service area, or team: `title`, or None for all teams that are too small to be shown, of which there are
    `members`."""

    title: str | None
    now: Spread
    before: Spread
    members: int = 1


@dataclass(frozen=True, slots=True)
class Scaled:
    """All that is judged by one scale. `now`, `before`, `areas` and `teams` take in of each tool only the newest line
    that has audits in the period: `left_out` are lines that have some as well."""

    scale: Grades
    judged: tuple[Judged, ...]
    now: Spread
    before: Spread
    areas: tuple[Group, ...]
    teams: tuple[Group, ...]
    left_out: tuple[Judged, ...] = ()


def judgements(counted: Sequence[Counted], tools: Sequence[Tool], span: Span, names: Names) -> tuple[Scaled, ...]:
    """By scale, in the order in which the tools first have them."""
    judged = [one for tool in tools for line in tool.lines for one in _judged(counted, tool, line, span)]
    scales = dict.fromkeys(one.now.scale for one in judged)
    return tuple(_scaled(scale, [o for o in judged if o.now.scale == scale], counted, names) for scale in scales)


def _judged(counted: Sequence[Counted], tool: Tool, line: Line, span: Span) -> Iterator[Judged]:
    if line.judged is None:
        return
    own = [one for one in counted if one.form == tool.id and one.version in line.versions and _counts(one, line)]
    if own:
        months = [f"{month.first:%Y-%m}" for month in span.series]
        yield Judged(
            tool,
            line,
            _spread(line.judged, (one for one in own if one.is_within)),
            _spread(line.judged, (one for one in own if not one.is_within)),
            tuple(_spread(line.judged, (one for one in own if one.month == month)) for month in months),
        )


def _counts(one: Counted, line: Line) -> bool:
    return one.status == "complete" and line.judged is not None and one.judgement in line.judged.values


def _scaled(scale: Grades, judged: list[Judged], counted: Sequence[Counted], names: Names) -> Scaled:
    newest: dict[str, Judged] = {}
    for one in judged:
        if one.now.total or one.tool.id not in newest:
            newest[one.tool.id] = one
    used = list(newest.values())
    own = [
        one
        for of in used
        for one in counted
        if one.form == of.tool.id and one.version in of.line.versions and _counts(one, of.line)
    ]
    areas = _groups(scale, own, lambda one: one.area, names.areas)
    teams = _groups(scale, own, lambda one: one.team, names.teams)
    return Scaled(
        scale,
        tuple(judged),
        _spread(scale, (one for one in own if one.is_within)),
        _spread(scale, (one for one in own if not one.is_within)),
        tuple(areas),
        tuple(_without_small(scale, teams)),
        tuple(one for one in judged if one.now.total and newest[one.tool.id] is not one),
    )


NOT_SAID = "Not said"


def _groups(
    scale: Grades, own: Iterable[Counted], of: Callable[[Counted], str | None], titles: Mapping[str, str]
) -> list[Group]:
    """Those that the framework names, in its order; then others by what the returns call them. Each has audits in the
    period or before."""
    found: dict[str | None, list[Counted]] = {}
    for one in own:
        found.setdefault(of(one), []).append(one)
    known = [id for id in titles if id in found]
    others = sorted(id for id in found if id is not None and id not in titles)
    return [
        Group(
            NOT_SAID if id is None else titles.get(id, id),
            _spread(scale, (one for one in found[id] if one.is_within)),
            _spread(scale, (one for one in found[id] if not one.is_within)),
        )
        for id in (*known, *others, *((None,) if None in found else ()))
    ]


def _without_small(scale: Grades, groups: Sequence[Group]) -> Iterator[Group]:
    """Teams with too few audits in the period become one."""
    small = [one for one in groups if one.now.total < FEWEST_IN_GROUP]
    yield from (one for one in groups if one.now.total >= FEWEST_IN_GROUP)
    if small:
        yield Group(
            None,
            _added(scale, (one.now for one in small)),
            _added(scale, (one.before for one in small)),
            len(small),
        )


def _spread(scale: Grades, counted: Iterable[Counted]) -> Spread:
    found: Counter[str | None] = Counter()
    for one in counted:
        found[one.judgement] += one.number
    return Spread(scale, tuple(found[value] for value in scale.values))


def _added(scale: Grades, spreads: Iterable[Spread]) -> Spread:
    counts = [one.counts for one in spreads]
    return Spread(scale, tuple(map(sum, zip(*counts, strict=True))) if counts else (0,) * len(scale.values))
