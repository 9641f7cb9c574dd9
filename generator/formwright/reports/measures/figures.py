"""The figures of papers for people at a terminal, and for other programs: text, JSON, and the rows of a workbook. A
paper that leaves the room holds no number there either that it does not show."""

from collections.abc import Iterable, Iterator
from textwrap import wrap

from formwright.oversight.measured import Line, Sheet
from formwright.oversight.trends import Trend, is_met
from formwright.oversight.values import Value, is_hidden, percentage
from formwright.reports.ink import Ink, heading, inked
from formwright.reports.measures import words
from formwright.reports.problems import count

WIDTH = 100
_INK = {Trend.BETTER: Ink.GOOD, Trend.WORSE: Ink.WARNING}


def text(of: Sheet, width: int = WIDTH) -> Iterator[str]:
    """Each measure with its value and how that has changed; then what the audits found."""
    yield heading(words.title(of))
    yield ""
    for line in of.lines:
        yield from _folded(line.measure.what, width, "  ")
        change = line.change
        said = f", {change.words[:1].lower()}{change.words[1:]}"
        said += f" since {words.month(of.before)}" if change.trend is not Trend.UNKNOWN else ""
        ink = Ink.WARNING if line.now is None else _INK.get(change.trend, Ink.FAINT)
        judged = f". Target: {line.target[:1].lower()}{line.target[1:]}" if line.measure.target is not None else ""
        yield inked(
            "      ",
            line.shown(line.now) if line.now else "",
            (ink, said if line.now else line.shown(None)),
            judged,
        )
    for subject in of.in_words:
        yield from _folded(f"{subject.what}: discussed in words", width, "  ")
    lacking = sum(line.now is None for _, lines in of.teams for line in lines)
    if lacking:
        yield from _folded(f"Of its teams {count(lacking, 'value')} not supplied.", width, "  ")
    yield ""
    yield heading("What the audits found")
    for tool in words.tools(of):
        both = (of.audits.tools.get(tool), of.audits_before.tools.get(tool))
        title = next(one.form.identity.title for one in both if one)
        yield from _folded(f"{title}: {' '.join(words.audits_of(of.audits, tool, of.guarded))}", width, "  ")
    if not words.tools(of):
        yield "  The record has no audits of this time or of the one before it."
    if (further := words.unplaced(of)) is not None:
        yield from _folded(further, width, "  ")
    yield ""
    yield summary([of])


def summary(sheets: Iterable[Sheet]) -> str:
    """How many values there are, and how many are not there."""
    lines = [line for of in sheets for line in of.all_lines]
    gone = [line for line in lines if line.now is None]
    rest = f"; {len(gone)} not supplied" if gone else ""
    return f"{len(lines) - len(gone)} of {count(len(lines), 'value')} supplied{rest}."


def _folded(said: str, width: int, indent: str) -> list[str]:
    return wrap(said, width, initial_indent=indent, subsequent_indent=f"{indent}  ", break_on_hyphens=False)


# --- for other programs ---------------------------------------------------------------------


def data(sheets: Iterable[Sheet]) -> dict[str, object]:
    return {"papers": [_data(of) for of in sheets]}


def _data(of: Sheet) -> dict[str, object]:
    return {
        "paper": of.paper.id,
        "name": words.name_of(of),
        "from": of.period.first.isoformat(),
        "to": of.period.last.isoformat(),
        "months": list(of.months),
        "area": of.scope.area,
        "team": of.scope.team,
        "reader": of.reader,
        "measures": [_line(of, line) for line in of.lines],
        "in_words": [subject.id for subject in of.in_words],
        "teams": [{"team": team.id, "measures": [_line(of, line) for line in lines]} for team, lines in of.teams],
        "audits": [
            {
                "form": id,
                "complete": tool.audits,
                "not_complete": tool.unfinished,
                "said": list(words.audits_of(of.audits, id, of.guarded)),
            }
            for id, tool in sorted(of.audits.tools.items())
        ],
        "audits_not_placed": of.audits.unplaced,
    }


def _line(of: Sheet, line: Line) -> dict[str, object]:
    return {
        "measure": line.measure.id,
        "subject": line.subject.id,
        "unit": line.measure.unit,
        "values": [_value(line, month, value) for month, value in zip(of.months, line.values, strict=True)],
        "change": line.change.words,
        "trend": line.change.trend.value,
        "target": float(line.measure.target) if line.measure.target is not None else None,
        "met": is_met(line.now, line.measure),
    }


def _value(line: Line, month: str, value: Value | None) -> dict[str, object]:
    number, of, share = _numbers(line, value)
    shown = line.shown(value)
    return {
        "month": month,
        "value": number,
        "of": of,
        "percentage": share,
        "shown": shown,
        "supplied": value is not None,
    }


def _numbers(line: Line, value: Value | None) -> tuple[float | None, int | None, float | None]:
    """The number, what it is out of, and the percentage; none of what is not shown."""
    if value is None or is_hidden(value, line.measure, line.guarded):
        return None, None, None
    share = percentage(value, line.measure)
    is_share_alone = line.measure.unit == "percentage" and value.of is None
    number = None if is_share_alone else float(value.number)
    return number, value.of, round(float(share), 1) if share is not None else None


HEADINGS = (
    "Paper",
    "Month",
    "Service area",
    "Team",
    "Subject",
    "Measure",
    "What",
    "Unit",
    "Value",
    "Out of",
    "Percentage",
    "Shown",
    "Change",
    "Trend",
    "Target",
)


def rows(sheets: Iterable[Sheet]) -> Iterator[tuple[object, ...]]:
    """A row for each measure and month, of the paper's part of the service and of each of its teams; and one for each
    tool, with what its audits found."""
    for of in sheets:
        parts = [(of.team, of.lines), *((team.label, lines) for team, lines in of.teams)]
        for team, lines in parts:
            for line in lines:
                yield from _rows(of, team, line)
        for id in words.tools(of):
            tool = of.audits.tools.get(id)
            said = " ".join(words.audits_of(of.audits, id, of.guarded))
            number = tool.audits if tool else 0
            where = (of.paper.title, of.months[-1], of.area, of.team)
            yield (
                *where,
                "What the audits found",
                id,
                "Complete audits",
                "number",
                number,
                None,
                None,
                said,
                *[None] * 3,
            )


def _rows(of: Sheet, team: str | None, line: Line) -> Iterator[tuple[object, ...]]:
    for n, (month, value) in enumerate(zip(of.months, line.values, strict=True), 1):
        is_newest = n == len(of.months)
        yield (
            of.paper.title,
            month,
            of.area,
            team,
            line.subject.what,
            line.measure.id,
            line.measure.what,
            line.measure.unit,
            *_numbers(line, value),
            line.shown(value),
            line.change.words if is_newest else None,
            line.change.trend.value if is_newest else None,
            line.target if is_newest else None,
        )
