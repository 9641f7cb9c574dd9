"""What came in: the audits of the period by tool, how many can be counted, and what came that cannot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from formwright.oversight import counting
from formwright.oversight.paper.span import Span
from formwright.oversight.paper.tools import Tool
from formwright.record.events import Event, What
from formwright.record.store import Record
from formwright.record.tallies import Counted, undated


@dataclass(frozen=True, slots=True)
class CameIn:
    """Audits dated in the period of one tool; `tool` is its id where the framework has no such form now, and `title`
    what readers call it. `months` are the complete ones of each month of the series. `unplaced` are complete returns of
    a version that the framework does not know, so that nothing more can be said of them."""

    tool: str
    title: str
    complete: int
    incomplete: int
    invalid: int
    months: tuple[int, ...]
    unplaced: int = 0

    @property
    def total(self) -> int:
        return self.complete + self.incomplete + self.invalid


@dataclass(frozen=True, slots=True)
class Beside:
    """What came in during the period and is in none of its figures: files that are no return that can be used, and
    returns without a date of the audit that can be read."""

    not_usable: int
    undated: int


def coverage(counted: Sequence[Counted], tools: Sequence[Tool], span: Span) -> tuple[CameIn, ...]:
    """Each tool that has audits in the period or in the months before it, in the framework's order; then others."""
    known = {tool.id: tool for tool in tools}
    there = dict.fromkeys(one.form for one in counted)
    order = [id for id in known if id in there] + [id for id in there if id not in known]
    return tuple(_came_in(id, known.get(id), [one for one in counted if one.form == id], span) for id in order)


def _came_in(id: str, tool: Tool | None, counted: Sequence[Counted], span: Span) -> CameIn:
    def of(status: str) -> int:
        return sum(one.number for one in counted if one.is_within and one.status == status)

    months = (f"{month.first:%Y-%m}" for month in span.series)
    done = [one for one in counted if one.status == "complete"]
    return CameIn(
        id,
        tool.title if tool else id,
        of("complete"),
        of("incomplete"),
        of("invalid"),
        tuple(sum(one.number for one in done if one.month == month) for month in months),
        sum(one.number for one in done if one.is_within and (tool is None or tool.line_of(one.version) is None)),
    )


def beside(record: Record, span: Span) -> Beside:
    unusable = record.events(What.NOT_USABLE)
    return Beside(
        sum(counting.came_on(event) in span.period for event in unusable),
        sum(_came_within(record, sha256, span) for sha256 in undated(record)),
    )


def _came_within(record: Record, sha256: str, span: Span) -> bool:
    return any(counting.came_on(event) in span.period for event in _arrivals(record, sha256))


def _arrivals(record: Record, sha256: str) -> Iterable[Event]:
    first = next(iter(record.events(What.RECEIVED, sha256)), None)
    return () if first is None else (first,)
