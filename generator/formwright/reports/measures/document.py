"""A paper of measures as a document: the clinic's sheet, a team profile, the monthly overview, a report card."""

from collections.abc import Iterable, Iterator, Sequence

from formwright.compose import words as shared
from formwright.document import nodes
from formwright.document.nodes import Block, Blocks, Column, Paragraph, Row, Table, Text
from formwright.document.typography import in_type
from formwright.model.framework import Framework
from formwright.model.measures import Measures
from formwright.oversight.measured import CARD, CLINIC, PROFILE, Line, Sheet
from formwright.oversight.trends import Trend, is_met
from formwright.reports.measures import words

KIND = "paper"
BLANK_ROWS = 6
TEAMS_IN_A_TABLE = 4

_SUMMARIES = {
    CLINIC: "The figures of one service area for its monthly clinic, with what the audits found and room for actions.",
    PROFILE: "The figures of one team for a month, with what the audits found.",
    CARD: "The figures of a quarter, with how they have changed and what the audits found.",
}


def compose(of: Sheet, measures: Measures, framework: Framework) -> nodes.Document:
    """The paper. Its name says which it is, and it carries the month in place of a version."""
    issued = measures.identity.issued
    identity = nodes.Identity(
        words.name_of(of), KIND, measures.identity.version, issued, shared.date(issued), "", framework.name
    )
    reader = framework.title_of(of.reader) if of.reader else None
    return in_type(
        nodes.Document(
            identity=identity,
            title=words.title(of),
            subtitle=framework.title,
            organisation=framework.organisation.name,
            language=framework.language,
            appendix=None,
            summary=_SUMMARIES.get(of.paper.id, "The figures of the whole service for a month."),
            audience=reader or ", ".join(framework.title_of(id) for id in of.paper.to),
            blocks=tuple(_blocks(of)),
            dates=(f"{measures.identity.title}, version {measures.identity.version}",),
        )
    )


def _blocks(of: Sheet) -> Iterator[Block]:
    yield _says(of.paper.about)
    yield from _at_a_glance(of)
    yield nodes.Heading(2, (Text("The figures"),), "figures")
    yield _card(of) if of.paper.id == CARD else _month(of)
    if of.paper.id != CARD:
        yield nodes.Heading(2, (Text("Month by month"),), "month-by-month")
        yield _months(of)
    if of.teams:
        yield nodes.Heading(2, (Text("Team by team"),), "teams")
        yield from _teams(of)
    yield from _audits(of)
    if of.paper.id == CLINIC:
        yield from _agenda(of)
        yield from _actions(of)
    yield nodes.Heading(2, (Text("How to read the figures"),), "how-to-read")
    yield nodes.BulletList(tuple((_says(note),) for note in words.notes(of)))


# --- the figures ----------------------------------------------------------------------------


def _at_a_glance(of: Sheet) -> Iterator[Block]:
    """What got better and what got worse; what was not supplied is named."""
    yield nodes.Heading(2, (Text("At a glance"),), "at-a-glance")
    before = words.month(of.before)
    met = [line for line in of.lines if is_met(line.now, line.measure) is True]
    missed = [line for line in of.lines if is_met(line.now, line.measure) is False]
    groups = (
        (f"Better than in {before}", words.with_trend(of, Trend.BETTER), True),
        (f"Worse than in {before}", words.with_trend(of, Trend.WORSE), True),
        ("Target met", met, False),
        ("Target not met", missed, False),
        ("Not supplied", of.not_supplied, False),
    )
    said = [(title, lines, changed) for title, lines, changed in groups if lines]
    if not said:
        yield _says(f"No figure is known to be better or worse than in {before}.")
    for n, (title, lines, changed) in enumerate(said, 1):
        yield nodes.Heading(3, (Text(title),), f"at-a-glance-{n}")
        yield _listed(lines, changed)


def _listed(lines: Iterable[Line], changed: bool) -> nodes.BulletList:
    items = (f"{line.measure.what}: {_small(line.change.words)}" if changed else line.measure.what for line in lines)
    return nodes.BulletList(tuple((_says(item),) for item in items))


def _small(said: str) -> str:
    return said[:1].lower() + said[1:].partition(" (")[0]


def _month(of: Sheet) -> Table:
    """The newest month beside the one before it and the same month of the year before."""
    newest, before = of.months[-1], of.before
    a_year_ago = f"{int(newest[:4]) - 1}{newest[4:]}"
    headings = (
        ("Measure", 34),
        (words.short_month(newest), 17),
        (words.short_month(before), 17),
        (f"Change since {words.short_month(before)}", 16),
        (words.short_month(a_year_ago), 17),
        *_target_heading(of, 14),
    )
    return _table(
        f"Figures for {words.span(of)}",
        headings,
        (
            (
                line.measure.what,
                line.shown(line.now),
                line.shown(line.before),
                line.change.shown,
                line.shown(line.year_ago),
                *_target(of, line),
            )
            for line in of.lines
        ),
    )


def _card(of: Sheet) -> Table:
    """The months of a quarter after the one before it."""
    width = 48 // len(of.months)
    headings = (
        ("Measure", 28),
        *((words.short_month(month), width) for month in of.months),
        (f"Change since {words.short_month(of.before)}", 14),
        *_target_heading(of, 10),
    )
    return _table(
        f"Figures for {words.span(of)}",
        headings,
        (
            (line.measure.what, *(line.shown(value) for value in line.values), line.change.shown, *_target(of, line))
            for line in of.lines
        ),
    )


def _target_heading(of: Sheet, width: int) -> tuple[tuple[str, int], ...]:
    """The column of the targets, where any is set."""
    return (("Target", width),) if any(line.measure.target is not None for line in of.lines) else ()


def _target(of: Sheet, line: Line) -> tuple[str, ...]:
    return (line.target,) if _target_heading(of, 0) else ()


def _months(of: Sheet) -> Table:
    headings = (("Measure", 34), *((words.short_month(month), 11) for month in of.months))
    return _table(
        f"Figures from {words.month(of.months[0])} to {words.month(of.months[-1])}",
        headings,
        ((words.name_with_unit(line), *(words.brief(line, value) for value in line.values)) for line in of.lines),
    )


def _teams(of: Sheet) -> Iterator[Block]:
    for first in range(0, len(of.teams), TEAMS_IN_A_TABLE):
        some = of.teams[first : first + TEAMS_IN_A_TABLE]
        labels = [team.label for team, _ in some]
        headings = (("Measure", 34), *((label, 66 // len(some)) for label in labels))
        rows = zip(*(lines for _, lines in some), strict=True)
        yield _table(
            f"Figures for {words.span(of)}: {', '.join(labels)}",
            headings,
            ((lines[0].measure.what, *(_with_change(line) for line in lines)) for lines in rows),
        )


def _with_change(line: Line) -> Blocks:
    said = (line.shown(line.now), "" if line.change.trend is Trend.UNKNOWN else line.change.shown)
    return tuple(_says(words) for words in said if words)


# --- the audits -----------------------------------------------------------------------------


def _audits(of: Sheet) -> Iterator[Block]:
    yield nodes.Heading(2, (Text("What the audits found"),), "audits")
    tools = words.tools(of)
    named = [*of.audits_before.tools.items(), *of.audits.tools.items()]
    titles = {id: tool.form.identity.title for id, tool in named}
    before = "The quarter before" if of.paper.id == CARD else words.month(of.before)
    if tools:
        rows = tuple(
            Row(
                (
                    (_says(titles[tool]),),
                    tuple(_says(line) for line in words.audits_of(of.audits, tool, of.guarded)),
                    tuple(_says(line) for line in words.audits_of(of.audits_before, tool, of.guarded)),
                )
            )
            for tool in tools
        )
        columns = (("Tool", 24), (words.span(of), 42), (before, 34))
        yield Table("Audits and what they found", tuple(Column((Text(h),), w) for h, w in columns), rows)
    else:
        yield _says("The record has no audits of this time or of the one before it.")
    if (further := words.unplaced(of)) is not None:
        yield _says(further)


# --- the clinic's own -----------------------------------------------------------------------


def _agenda(of: Sheet) -> Iterator[Block]:
    yield nodes.Heading(2, (Text("Discussed in words"),), "in-words")
    points = [*(subject.what for subject in of.in_words), *of.paper.agenda]
    rows = ((point, "") for point in points)
    yield _table("What is discussed and is not a figure", (("Subject", 40), ("Notes", 60)), rows, is_blank=True)


def _actions(of: Sheet) -> Iterator[Block]:
    """Room to write in: what was agreed before, and what is agreed now."""
    yield nodes.Heading(2, (Text("Actions from earlier clinics"),), "earlier-actions", new_page=True)
    earlier = (("No.", 6), ("Action", 40), ("Owner", 18), ("By", 14), ("What has been done", 22))
    yield _table("Actions from earlier clinics", earlier, _blank(len(earlier)), is_blank=True)
    yield nodes.Heading(2, (Text("Actions agreed"),), "actions")
    agreed = (("No.", 6), ("Action", 52), ("Owner", 24), ("By", 18))
    yield _table("Actions agreed at this clinic", agreed, _blank(len(agreed)), is_blank=True)
    yield nodes.Heading(2, (Text("Taken further"),), "further")
    rows = (("Priorities for Service Quality Reviews", ""), ("Issues for Practice Forums", ""))
    yield _table("What is taken further", (("What", 40), ("Notes", 60)), rows, is_blank=True)


def _blank(columns: int) -> Iterator[Sequence[str]]:
    return ((str(n + 1), *[""] * (columns - 1)) for n in range(BLANK_ROWS))


# --- parts ----------------------------------------------------------------------------------


def _table(
    caption: str, headings: Sequence[tuple[str, int]], rows: Iterable[Sequence[str | Blocks]], is_blank: bool = False
) -> Table:
    """`is_blank`: people write into it, so that its columns are as wide as is said, whatever is in them."""
    return Table(
        caption=caption,
        columns=tuple(Column((Text(heading),), width, is_said=is_blank) for heading, width in headings),
        rows=tuple(Row(tuple(_cell(cell) for cell in row)) for row in rows),
    )


def _cell(said: str | Blocks) -> Blocks:
    return ((_says(said),) if said else ()) if isinstance(said, str) else said


def _says(text: str) -> Paragraph:
    return Paragraph((Text(text),))
