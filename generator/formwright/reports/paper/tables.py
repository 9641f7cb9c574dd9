"""The figures as tables: a workbook with a sheet for each section, and one long table for Power BI and the like.

They have counts alone. A share is worked out where it is wanted, by whoever sees of how many it is.
"""

from collections.abc import Iterator, Mapping, Sequence

from formwright.oversight.paper.figures import Figures
from formwright.oversight.paper.judgements import Group, Judged, Spread
from formwright.reports.paper import limits, says
from formwright.writers import separated, workbook
from formwright.writers.workbook import Sheet

FEW = "Teams with few audits"


def xlsx(found: Figures) -> bytes:
    return workbook.write_all(f"Quality assurance {found.span.name}", sheets(found))


def csv(found: Figures) -> bytes:
    return separated.write([heading for heading, _ in COLUMNS], long(found))


# --- a sheet for each section -------------------------------------------------------------------


def sheets(found: Figures) -> Iterator[Sheet]:
    first = [*limits.first_of_all(found), *says.lines(found)]
    about = [("What it says", line) for line in first] + [("What it cannot say", line) for line in limits.lines(found)]
    yield Sheet("Summary", ("Part", "Sentence"), [("Period", found.span.words), ("Made on", found.today), *about])
    came = ((one.title, one.complete, one.incomplete, one.invalid) for one in found.coverage)
    yield Sheet("What came in", ("Tool", "Complete", "Incomplete", "Not valid"), came)
    if found.owed is not None:
        owed = (
            (
                one.duty.id,
                one.duty.who_text,
                one.duty.what,
                *(one.owed, one.done, one.beyond, one.late, one.met, one.short, one.exempt, one.open, one.counted),
            )
            for one in found.owed
        )
        yield Sheet("What was owed", OWED, owed)
    judged = (row for one in found.scales for of in one.judged for row in _by_month(of, found))
    yield Sheet("Judgements by month", ("Tool", "Versions", "Month", "Judgement", "Audits"), judged)
    for title, which in (("By service area", "areas"), ("By team", "teams")):
        rows = (row for one in found.scales for group in getattr(one, which) for row in _group(group))
        yield Sheet(title, (title.removeprefix("By ").capitalize(), "Judgement", "In the period", "Before"), rows)
    yield Sheet("Questions", ("Tool", "Versions", "Number", "Question", "Standards", "Grade", "Audits"), _asked(found))
    themes = ((one.title, one.returns, one.words, one.before) for one in found.themes)
    yield Sheet("Theme words", ("Theme", "Audits", "Words", "Audits before"), themes)
    areas = found.names.areas
    actions = (
        (areas.get(area or "", area or "Not said"), one.done, one.overdue, one.due, one.without_day)
        for area, one in found.actions.by_area
    )
    yield Sheet("Actions", ("Service area", "Done", "Overdue", "Not due yet", "Without a date"), actions)
    told = ((_title(one.form, found), one.judgement, one.audits, one.notices) for one in found.escalations.told)
    yield Sheet("Notices sent", ("Tool", "Judgement", "Audits", "Notices"), told)


OWED = (
    "Duty", "Who", "What", "Owed", "Done", "Beyond what is owed", "Late", "Targets met", "Targets missed", "Exempt",
    "Not judged", "Counted without a number",
)  # fmt: skip


def _by_month(of: Judged, found: Figures) -> Iterator[tuple[object, ...]]:
    for month, spread in zip(found.span.series, of.months, strict=True):
        for label, count in _labelled(spread):
            yield of.tool.title, ", ".join(of.line.versions), month.first, label, count


def _group(group: Group) -> Iterator[tuple[object, ...]]:
    pairs = zip(_labelled(group.now), _labelled(group.before), strict=True)
    for (label, now), (_, before) in pairs:
        yield group.title or FEW, label, now, before


def _asked(found: Figures) -> Iterator[tuple[object, ...]]:
    for grid in filter(lambda grid: grid.is_shown, found.grids):
        for one in grid.answered:
            for label, count in _labelled(one.grades):
                yield (
                    grid.tool.title, ", ".join(grid.line.versions), one.asked.number, one.asked.words,
                    ", ".join(one.asked.standards), label, count,
                )  # fmt: skip


def _labelled(spread: Spread) -> Iterator[tuple[str, int]]:
    return zip(spread.scale.labels, spread.counts, strict=True)


def _title(form: str | None, found: Figures) -> str:
    titles = {one.tool: one.title for one in found.coverage}
    return titles.get(form or "", form or "Not known")


# --- one long table -----------------------------------------------------------------------------

COLUMNS = (
    ("Period", "period"), ("From", "first"), ("To", "last"), ("Figure", "figure"), ("Tool", "tool"),
    ("Versions", "versions"), ("Month", "month"), ("Service area", "area"), ("Team", "team"), ("Number", "number"),
    ("Question", "question"), ("Of", "of"), ("Count", "count"),
)  # fmt: skip
"""`Figure` says what is counted, `Of` which judgement, grade, state or theme."""


def long(found: Figures) -> Iterator[Sequence[object]]:
    """A row under COLUMNS for each count."""
    period: dict[str, object] = {
        "period": found.span.name,
        "first": found.span.period.first,
        "last": found.span.period.last,
    }
    for said in _long(found):
        row = period | said
        yield [row.get(name) for _, name in COLUMNS]


def _long(found: Figures) -> Iterator[dict[str, object]]:
    for one in found.coverage:
        for of, count in (("Complete", one.complete), ("Incomplete", one.incomplete), ("Not valid", one.invalid)):
            yield {"figure": "Audits", "tool": one.title, "of": of, "count": count}
    for owed in found.owed or ():
        for of in ("owed", "done", "beyond", "late", "met", "short", "exempt", "open", "counted"):
            yield {"figure": f"Duty: {owed.duty.id}", "of": of, "count": getattr(owed, of)}
    for scale in found.scales:
        for judged in scale.judged:
            versions = ", ".join(judged.line.versions)
            for month, spread in zip(found.span.series, judged.months, strict=True):
                of_month = {"tool": judged.tool.title, "versions": versions, "month": f"{month.first:%Y-%m}"}
                yield from _counts("Judgements by month", spread, of_month)
            yield from _counts("Judgements", judged.now, {"tool": judged.tool.title, "versions": versions})
        for group in scale.areas:
            yield from _counts("Judgements by service area", group.now, {"area": group.title})
        for group in scale.teams:
            yield from _counts("Judgements by team", group.now, {"team": group.title or FEW})
    for grid in filter(lambda grid: grid.is_shown, found.grids):
        for asked in grid.answered:
            question = {"tool": grid.tool.title, "versions": ", ".join(grid.line.versions)}
            question |= {"number": asked.asked.number, "question": asked.asked.words}
            yield from _counts("Grades", asked.grades, question)
    for theme in found.themes:
        yield {"figure": "Theme words: audits", "of": theme.title, "count": theme.returns}
        yield {"figure": "Theme words: words", "of": theme.title, "count": theme.words}
    for area, actions in found.actions.by_area:
        for of in ("done", "overdue", "due", "without_day"):
            title = found.names.areas.get(area or "", area or "Not said")
            yield {"figure": "Actions", "area": title, "of": of, "count": getattr(actions, of)}
    for told in found.escalations.told:
        yield {"figure": "Notices", "tool": _title(told.form, found), "of": told.judgement, "count": told.notices}


def _counts(figure: str, spread: Spread, said: Mapping[str, object]) -> Iterator[dict[str, object]]:
    for label, count in _labelled(spread):
        yield {"figure": figure, **said, "of": label, "count": count}
