"""How audits were judged: by tool, by service area and by team, beside the months before. One part for each scale."""

from collections.abc import Iterator, Sequence

from formwright.document.nodes import Block, Chart
from formwright.oversight.paper.figures import Figures
from formwright.oversight.paper.judgements import Group, Judged, Scaled, Spread
from formwright.oversight.paper.small import FEWEST_IN_GROUP, out_of
from formwright.oversight.paper.span import Span
from formwright.oversight.paper.tools import Grades, Tool
from formwright.reports.paper.parts import Cell, heading, in_words, says, series, table


def blocks(found: Figures) -> Iterator[Block]:
    yield heading("Judgements")
    if not any(one.now.total for one in found.scales):
        yield says("No complete audit of this time has an overall judgement.")
        return
    for number, one in enumerate(found.scales, 1):
        if len(found.scales) > 1:
            yield heading(f"Scale {number}: {', '.join(one.scale.labels)}", 3)
        yield from _scaled(one, found, number)


def _scaled(one: Scaled, found: Figures, number: int) -> Iterator[Block]:
    suffix = f" (scale {number})" if len(found.scales) > 1 else ""
    rows = [_row(_titled(judged), judged.now, judged.before) for judged in one.judged]
    if len({judged.tool.id for judged in one.judged}) == len(rows) > 1:  # so that what is added up is what stands above
        rows.append(_row("All of these", one.now, one.before))
    yield table(f"Judgements by tool{suffix}", _headings("Tool", one.scale), rows, is_shown=True)
    few = []
    for tool in dict.fromkeys(judged.tool for judged in one.judged):
        lines = [judged for judged in one.judged if judged.tool is tool]
        if sum(month.total for line in lines for month in line.months) >= FEWEST_IN_GROUP * len(found.span.series):
            yield by_month(lines, found.span)
        else:
            few.append(tool.title)
    if few:
        yield says(f"Fewer than {FEWEST_IN_GROUP} a month, so not drawn month by month: {'; '.join(few)}.")
    if one.areas:
        yield _by_area(one, found.span, suffix)
    if one.teams:
        yield table(
            f"Judgements by team{suffix}",
            _headings("Team", one.scale),
            [_row(_team(group), group.now, group.before) for group in one.teams],
            is_shown=True,
        )


def _titled(one: Judged) -> str:
    return one.tool.title if len(one.tool.lines) == 1 else f"{one.tool.title}, {one.line.words}"


def _team(group: Group) -> str:
    if group.title is not None:
        return group.title
    return f"{group.members} teams with few audits" if group.members > 1 else "A team with few audits"


def _headings(first: str, scale: Grades) -> list[tuple[str, int]]:
    return [(first, 20), *((label, 60 // len(scale.labels)) for label in scale.labels), (scale.named(scale.better), 20)]


def _row(title: str, now: Spread, before: Spread) -> tuple[Cell, ...]:
    """The last cell is of the better half of the scale, now and in the months before."""
    share = (says(out_of(now.better, now.total) if now.total else "None"),)
    earlier = (says(f"Before: {out_of(before.better, before.total)}"),) if before.total else ()
    return (title, *now.counts, (*share, *earlier))


# --- charts ------------------------------------------------------------------------------------


def by_month(lines: Sequence[Judged], span: Span) -> Chart:
    """A column for each month of one tool. Where a version breaks the series, the columns of each line of versions
    stand by themselves, with a break between them."""
    tool, scale = lines[0].tool, lines[0].now.scale
    names, versions, spreads, breaks = list[str](), list[str](), list[Spread](), list[int]()
    for line in lines:
        shown = _stretch(line, is_only=len(lines) == 1)
        if names and shown:
            breaks.append(len(names))
        names += [f"{span.series[n].first:%B %Y}" for n in shown]
        versions += [f", {line.line.words}" if len(lines) > 1 else ""] * len(shown)
        spreads += [line.months[n] for n in shown]
    title = f"Judgements by month: {tool.title}"
    rows: list[tuple[Cell, ...]] = [
        (f"{name}{version}", *spread.counts, spread.total)
        for name, version, spread in zip(names, versions, spreads, strict=True)
    ]
    headings = [("Month", 28), *((label, 60 // len(scale.labels)) for label in scale.labels), ("All", 12)]
    return Chart(
        anchor=f"by-month-{tool.id}-{scale.id}",
        title=title,
        alternative=tuple(map(says, _seen(tool, names, spreads, breaks, lines))),
        layout="columns",
        categories=tuple(names),
        series=series(scale, spreads),
        table=table(f"{title}, in numbers", headings, rows),
        breaks=tuple(breaks),
    )


def _stretch(line: Judged, is_only: bool) -> list[int]:
    """The months that are shown of a line: all, or of several lines those from its first to its last audit."""
    there = [n for n, month in enumerate(line.months) if month.total]
    if is_only:
        return list(range(len(line.months)))
    return list(range(there[0], there[-1] + 1)) if there else []


def _seen(
    tool: Tool, names: Sequence[str], spreads: Sequence[Spread], breaks: Sequence[int], lines: Sequence[Judged]
) -> Iterator[str]:
    yield f"A column for each month from {names[0]} to {names[-1]}, divided by judgement, the best at the foot."
    for at, line in zip(breaks, lines[1:], strict=False):
        yield f"A broken line stands before {names[at]}: from {line.line.words} on, judgements are not comparable."
    totals = [spread.total for spread in spreads]
    most, least = names[totals.index(max(totals))], names[totals.index(min(totals))]
    yield f"Most audits: {max(totals)} in {most}. Fewest: {min(totals)} in {least}."
    yield f"{names[-1]}: {in_words(spreads[-1])}."


def _by_area(one: Scaled, span: Span, suffix: str) -> Chart:
    title = f"Judgements by service area: {span.words}{suffix}"
    rows = [_row(str(group.title), group.now, group.before) for group in one.areas]
    seen = [f"{group.title}: {in_words(group.now)}." for group in one.areas]
    return Chart(
        anchor=f"by-area-{one.scale.id}{suffix.strip(' ()').replace(' ', '-')}",
        title=title,
        alternative=tuple(map(says, ["A bar for each service area, divided by judgement, the best first.", *seen])),
        layout="bars",
        categories=tuple(str(group.title) for group in one.areas),
        series=series(one.scale, [group.now for group in one.areas]),
        table=table(f"{title}, in numbers", _headings("Service area", one.scale), rows),
    )
