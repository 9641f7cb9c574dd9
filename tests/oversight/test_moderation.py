"""What moderation says of judgements: hand-worked figures, and what is not said of few."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.oversight.twice import GRADE, JUDGEMENT, judged

from formwright.document.nodes import Paragraph, Table
from formwright.document.prose import plain
from formwright.oversight.cycles import Period
from formwright.oversight.judged import What
from formwright.oversight.moderation import Drift, Moderation, moderation
from formwright.record import store
from formwright.record.rows import Return
from formwright.reports import moderation as report
from formwright.reports.paper.moderation import blocks

WORDS = JUDGEMENT.scale.labels


def pairs(number: int, first: str, second: str, by: str = "Ann", other: str = "Bob", since: str = "2014-01-01",
          **given: object) -> list[Return]:  # fmt: skip
    """So many cases that one person judged so, and another so on the day after; a case a day."""
    found = []
    for n in range(number):
        day = date.fromisoformat(since) + timedelta(n)
        case = f"A{(day - date(2014, 1, 1)).days}"
        found.append(judged(by, day.isoformat(), first, case, **given))
        found.append(judged(other, (day + timedelta(1)).isoformat(), second, case, **given))
    return found


def figures(*returns: Return) -> Moderation:
    with TemporaryDirectory() as folder:
        with store.writing(Path(folder)) as record:
            record.put((one, one.sha256) for one in returns)
        with store.reading(Path(folder)) as record:
            return moderation(record, lambda *_: (JUDGEMENT, GRADE), (), Period(date.min, date.max), 31)


def text(*returns: Return) -> str:
    return "\n".join(report.text(figures(*returns), 200))


TWENTY = [
    *pairs(12, "good", "good", since="2014-01-01"),
    *pairs(6, "good", "requires-improvement", since="2014-02-01"),
    *pairs(2, "outstanding", "inadequate", since="2014-03-01"),
]
"""12 alike, 6 of which the second is a step harsher, 2 of which three steps: 12 steps in 20 cases."""


def test_the_figures_of_twenty_cases() -> None:
    """First: 2 outstanding, 18 good. Second: 12 good, 6 requires improvement, 2 inadequate. By chance the steps between
    them would be (2*12*1 + 2*6*2 + 2*2*3 + 18*6*1 + 18*2*2) / 20 = 12: as many as there are, so kappa is 0."""
    (of,) = figures(*TWENTY).scales
    assert (of.whole.n, of.whole.exact, of.whole.adjacent) == (20, 12, 18)
    assert (of.whole.harsher, of.whole.milder, of.whole.steps) == (8, 0, 12)
    assert of.whole.kappa() == pytest.approx(0)
    said = text(*TWENTY)
    assert "12 of 20 (60%) the same, 18 of 20 (90%) the same or one step apart" in said
    assert "The second was harsher 8 times and milder never; on average 0.60 of a step harsher." in said
    assert "Weighted kappa: 0.00" in said


def test_of_nineteen_nothing_is_worked_out() -> None:
    said = text(*TWENTY[2:])
    assert "11 of 19 the same, 17 of 19 the same or one step apart" in said
    assert "Weighted kappa: too few: 19 cases" in said
    assert "%" not in said
    assert "on average" not in said


def test_where_everything_got_one_judgement_there_is_no_kappa() -> None:
    assert "Weighted kappa: cannot be worked out: everything got the same" in text(*pairs(20, "good", "good"))


def test_one_persons_drift_is_the_others_the_other_way_round() -> None:
    (of,) = figures(*TWENTY).scales
    ann, bob = of.auditors
    assert (ann.name, ann.whole) == ("Ann", Drift(20, 20, -12))
    assert (bob.name, bob.whole) == ("Bob", Drift(20, 20, 12))


def test_drift_is_by_the_quarter_of_the_second_judgement() -> None:
    (of,) = figures(*TWENTY, *pairs(5, "inadequate", "good", since="2014-03-30")).scales
    ann = of.auditors[0]
    assert ann.quarters == {date(2014, 1, 1): Drift(21, 21, -10), date(2014, 4, 1): Drift(4, 4, 8)}
    said = text(*TWENTY, *pairs(5, "inadequate", "good", since="2014-03-30"))
    assert "January to March 2014: 0.48 of a step milder, 21 cases" in said
    assert "Too few cases: April to June 2014 (4)" in said


def test_nobody_is_named_for_fewer_than_five_cases() -> None:
    few = pairs(4, "good", "requires-improvement", by="Cy", other="Bob", since="2014-06-01")
    found = figures(*TWENTY, *few).scales[0]
    assert [one.name for one in found.auditors] == ["Ann", "Bob"]
    assert found.unnamed == 1
    said = [
        text(*TWENTY, *few),
        *map(str, report.rows(figures(*TWENTY, *few))),
        str(report.data(figures(*TWENTY, *few))),
    ]
    assert not [one for one in said if "Cy" in one]
    assert "1 other person is not shown: fewer than 5 cases" in said[0]


def test_many_grades_of_few_cases_are_few() -> None:
    """Their number does not make up for it that they are one person's on one case."""
    graded = [judged(who, "2014-01-10", "good", grades={f"q{n}.grade": 2 for n in range(40)}) for who in ("Ann", "Bob")]
    items = tuple(type(GRADE)(f"q{n}.grade", GRADE.scale, GRADE.steps, n, "Is it?") for n in range(40))
    with TemporaryDirectory() as folder:
        with store.writing(Path(folder)) as record:
            record.put((one, one.sha256) for one in graded)
        with store.reading(Path(folder)) as record:
            found = moderation(record, lambda *_: items, (), Period(date.min, date.max), 31)
    assert (found.scales[0].whole.n, found.scales[0].whole.cases) == (40, 1)
    assert "too few: 1 case" in "\n".join(report.text(found))


def test_grades_and_judgements_on_one_scale_stand_by_themselves() -> None:
    graded = [judged(who, "2014-01-10", "good", grades={"plan.grade": g}) for who, g in (("Ann", 1), ("Bob", 4))]
    judgement, grade = figures(*graded).scales
    assert (judgement.scale.what, judgement.whole.exact) == (What.JUDGEMENT, 1)
    assert (grade.scale.what, grade.whole.exact, grade.whole.steps) == (What.GRADE, 0, 3)


def test_judgements_far_apart_are_named_by_their_files() -> None:
    found = figures(*TWENTY)
    assert found.far == len(found.apart) == 2
    assert "outstanding, then inadequate: 2014-03-01-Ann-59.yaml and 2014-03-02-Bob-59.yaml" in text(*TWENTY)


def test_that_nothing_was_judged_twice_is_said() -> None:
    assert "No case was judged twice in all audits of the record." in text(judged("Ann", "2014-01-10", "good"))


def test_each_row_of_the_table_has_a_cell_for_each_heading() -> None:
    found = list(report.rows(figures(*TWENTY)))
    assert {len(row) for row in found} == {len(report.HEADINGS)}
    whole = dict(zip(report.HEADINGS, found[0], strict=True))
    assert (whole["Cases"], whole["The same"], whole["Weighted kappa (linear)"]) == (20, 12, 0.0)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2014, 1, 1), date(2014, 1, 31), "in January 2014"),
        (date(2014, 1, 1), date(2014, 3, 31), "from January to March 2014"),
        (date(2013, 12, 1), date(2014, 1, 31), "from December 2013 to January 2014"),
        (date(2014, 1, 2), date(2014, 1, 31), "from 2 January 2014 to 31 January 2014"),
        (date.min, date(2014, 1, 31), "up to 31 January 2014"),
        (date(2014, 1, 2), date.max, "since 2 January 2014"),
    ],
)
def test_its_time_in_words(first: date, last: date, words: str) -> None:
    assert report.period_in_words(Period(first, last)) == words


# --- in the monthly paper ----------------------------------------------------------------------


def paper(*returns: Return) -> dict[str, list[list[str]]]:
    """The tables by their captions."""
    found = {}
    for block in blocks(figures(*returns), people=True):
        if isinstance(block, Table):
            rows = [[plain(p.children) for (p,) in row.cells if isinstance(p, Paragraph)] for row in block.rows]
            found[block.caption] = [[plain(column.heading) for column in block.columns], *rows]
    return found


def test_the_paper_shows_how_often_each_judgement_met_each_other() -> None:
    cross, auditors = paper(*TWENTY).values()
    assert cross[1:3] == [["outstanding", "0", "0", "0", "2"], ["good", "0", "12", "6", "0"]]
    assert auditors[1:] == [
        ["Ann", "0.60 of a step milder, 20 cases", "0.60 of a step milder, 20 cases"],
        ["Bob", "0.60 of a step harsher, 20 cases", "0.60 of a step harsher, 20 cases"],
    ]


def test_the_paper_names_no_case_and_nobody_unless_asked_to() -> None:
    said = str(list(blocks(figures(*TWENTY))))
    assert "Ann" not in said
    assert "2 second judgements were two or more steps from the first" in said
    assert ".yaml" not in said
