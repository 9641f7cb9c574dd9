"""A tool with a few questions, and the figures of a record of few returns, for tests of the monthly paper."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.oversight.kept import AUDITS, audit, keep, manager, rules

from formwright.model.review import Escalated, Status, Told
from formwright.oversight import actions
from formwright.oversight.moderation import moderation
from formwright.oversight.owing import Rules
from formwright.oversight.paper import span as spans
from formwright.oversight.paper.figures import Figures, figures
from formwright.oversight.paper.tools import Asked, Grades, Line, Names, Tool
from formwright.record import actions as register
from formwright.record import store
from formwright.record.events import Event, What
from formwright.record.rows import Action, Return

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


REVISED = Tool("form", "Case audit", (line("1.0", "1.1"), line("2.0", why=("Question 1 asks something else.",))))
MET_TOOL = Tool("other", "Compliance audit", (line("1.0", judged=MET),))
TELLS = Escalated((Told("manager", "Ann Example", "ann@example.org", "judged Poor"),), ())


def eventful() -> Figures:
    """A January with something of everything: a version that breaks the series, two scales, a duty, actions, notices,
    themes, incomplete audits, and audits about which nobody has been notified. Everybody is called Example."""
    old = several("improve", "2013-12-05", 70, area="north", team="t1")
    new = several("good", "2014-01-06", 22, 100, area="north", team="t1", version="2.0")
    new += several("poor", "2014-01-07", 6, 200, area="south", team="t2", version="2.0", escalation=TELLS)
    new = [
        replace(
            one,
            grades={"a.voice": 1 + n % 4, "a.plan": 2 + n % 3},
            actions=(Action("actions[0]", "Bea Example", "2014-01-20", "2014-01-19" if n % 2 else None),),
            themes={"risk": 2} if n % 3 else {},
        )
        for n, one in enumerate(new)
    ]
    last = [
        judged("poor", "2014-01-03", 300, version="1.1"),
        judged("good", "2014-01-08", 301, status=Status.INCOMPLETE),
    ]
    met = several("met", "2014-01-09", 3, 400, form="other")
    notices = [
        Event(What.NOTICE, "2014-01-10T09:00:00Z", new[-1].sha256, {"key": "a", "kind": "notice", "state": "sent"}),
        Event(What.NOTICE, "2014-01-10T09:00:00Z", new[-2].sha256, {"key": "b", "kind": "notice", "state": "refused"}),
    ]
    owing = rules(AUDITS, people=[manager("Ann Example"), manager("Bea Example")])
    return figures_of(
        "2014-01", *old, *new, *last, *met, tools=(REVISED, MET_TOOL), rules=owing, today="2014-01-25", events=notices
    )


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
            of, day = span(month), date.fromisoformat(today)
            audited = (of.period.first.isoformat(), of.period.last.isoformat())
            acted = register.by_area(record, actions.wanted(day, audited=audited))
            twice = moderation(record, lambda *_: (), (), of.period, 31)
            return figures(record, tuple(tools), NAMES, rules, of, day, acted, twice, faults)


def span(words: str) -> spans.Span:
    first, _, last = words.partition(" ")
    if last:
        return spans.of(None, None, first, last, date(2020, 1, 1))
    is_quarter = "Q" in words
    return spans.of(None if is_quarter else words, words if is_quarter else None, None, None, date(2020, 1, 1))
