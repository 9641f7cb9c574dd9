"""A tool with a few questions, and the figures of a record of few returns, for tests of the monthly paper."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.oversight.kept import audit, keep

from formwright.oversight.owing import Rules
from formwright.oversight.paper import span as spans
from formwright.oversight.paper.figures import Figures, figures
from formwright.oversight.paper.tools import Asked, Grades, Line, Names, Tool
from formwright.record import store
from formwright.record.events import Event
from formwright.record.rows import Return

JUDGEMENT = Grades("judgement", ("outstanding", "good", "improve", "poor"), ("Outstanding", "Good", "Improve", "Poor"))
GRADE = Grades("judgement", ("1", "2", "3", "4"), ("Outstanding", "Good", "Improve", "Poor"))
MET = Grades("met", ("met", "not-met"), ("Met", "Not met"))
NAMES = Names(
    {"north": "North", "south": "South"},
    {"t1": "Team One", "t2": "Team Two"},
    {"1.1": "Listen first.", "1.2": "Write it down."},
    {"risk": "Risk"},
    {"manager": "Manager"},
)


def asked(number: str, words: str, *paths: str, scale: Grades = GRADE, versions: Iterable[str] = ("1.0",)) -> Asked:
    return Asked(number, words, scale, ("1.1",), frozenset((v, p) for v in versions for p in paths))


def line(*versions: str, judged: Grades | None = JUDGEMENT, why: tuple[str, ...] = ()) -> Line:
    questions = (
        asked("1", "Was the child heard?", "a.voice", versions=versions),
        asked("2", "Is the plan clear?", "a.plan", versions=versions),
    )
    return Line(versions, judged, questions, why)


TOOL = Tool("form", "Case audit", (line("1.0"),))


def judged(judgement: str, day: str, number: int = 1, **given: object) -> Return:
    """A complete audit; each number is another file."""
    return audit("Ann Example", f"{day}", number, **({"judgement": judgement, "likeness": f"{day}{number}"} | given))


def several(judgement: str, day: str, count: int, begin: int = 1, **given: object) -> list[Return]:
    return [judged(judgement, day, begin + n, **given) for n in range(count)]


def figures_of(
    month: str,
    *returns: Return,
    tools: Iterable[Tool] = (TOOL,),
    rules: Rules | None = None,
    today: str = "2020-01-01",
    events: Iterable[Event] = (),
    superseded: Mapping[str, str] | None = None,
    faults: int = 0,
) -> Figures:
    """What a time comes to, by a record of these. `month` may be a quarter, or two days with a blank between them."""
    with TemporaryDirectory() as folder:
        keep(Path(folder), returns, events, superseded or {})
        with store.reading(Path(folder)) as record:
            return figures(record, tuple(tools), NAMES, rules, span(month), date.fromisoformat(today), faults)


def span(words: str) -> spans.Span:
    first, _, last = words.partition(" ")
    if last:
        return spans.of(None, None, first, last, date(2020, 1, 1))
    is_quarter = "Q" in words
    return spans.of(None if is_quarter else words, words if is_quarter else None, None, None, date(2020, 1, 1))
