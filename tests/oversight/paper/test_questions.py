"""How questions were graded, and which are weakest, counted by hand."""

from dataclasses import replace

from tests.oversight.paper.made import GRADE, TOOL, asked, figures_of, judged, line

from formwright.model.review import Status
from formwright.oversight.paper.tools import Grades, Line, Tool
from formwright.record.rows import Return
from formwright.reports.paper import data, tables


def graded(number: int, voice: int, plan: int | None = None, **given: object) -> Return:
    grades = {"a.voice": voice} | ({} if plan is None else {"a.plan": plan})
    return replace(judged("good", "2014-01-06", number, **given), grades=grades)


def test_each_grade_of_each_question() -> None:
    (grid,) = figures_of("2014-01", graded(1, 1, 4), graded(2, 1, 3), graded(3, 2)).grids
    assert [one.grades.counts for one in grid.answered] == [(2, 1, 0, 0), (0, 0, 1, 1)]


def test_incomplete_audits_and_other_months_are_left_out() -> None:
    incomplete = graded(1, 1, status=Status.INCOMPLETE)
    assert figures_of("2014-01", incomplete, replace(graded(2, 1), date="2014-02-01")).grids == ()


def test_the_weakest_have_the_largest_share_of_the_worse_half() -> None:
    returns = [graded(n, 3 if n < 12 else 1, 4 if n < 8 else 2) for n in range(20)]
    weakest = figures_of("2014-01", *returns).weakest
    assert [(one.asked.number, one.grades.worse, one.grades.total) for one in weakest] == [("1", 12, 20), ("2", 8, 20)]


def test_among_equals_the_worst_grade_decides() -> None:
    returns = [graded(n, 3 if n < 8 else 1, 4 if n < 8 else 1) for n in range(20)]
    assert [one.asked.number for one in figures_of("2014-01", *returns).weakest] == ["2", "1"]


def test_nineteen_grades_are_too_few_to_rank() -> None:
    assert figures_of("2014-01", *(graded(n, 4) for n in range(19))).weakest == ()


def test_a_question_without_a_weak_grade_is_not_weak() -> None:
    assert figures_of("2014-01", *(graded(n, 2) for n in range(20))).weakest == ()


def test_a_renamed_question_is_one_question_in_versions_that_can_be_added_up() -> None:
    renamed = asked("1", "Was the child heard?")
    renamed = replace(renamed, paths=frozenset({("1.0", "a.voice"), ("1.1", "b.heard")}))
    tool = Tool("form", "Case audit", (Line(("1.0", "1.1"), TOOL.lines[0].judged, (renamed,)),))
    new = replace(graded(2, 2, version="1.1"), grades={"b.heard": 4, "a.voice": 1})
    (grid,) = figures_of("2014-01", graded(1, 1), new, tools=(tool,)).grids
    assert [one.grades.counts for one in grid.answered] == [(1, 0, 0, 1)]


def test_versions_that_cannot_be_added_up_are_two_grids() -> None:
    tool = Tool("form", "Case audit", (line("1.0"), line("2.0", why=("Other.",))))
    found = figures_of("2014-01", graded(1, 1), graded(2, 4, version="2.0"), tools=(tool,)).grids
    assert [(one.line.versions, one.answered[0].grades.counts) for one in found] == [
        (("1.0",), (1, 0, 0, 0)),
        (("2.0",), (0, 0, 0, 1)),
    ]


def test_questions_of_another_scale_are_ranked_among_themselves() -> None:
    other = Grades("other", ("1", "2"), ("Yes", "No"))
    questions = (asked("1", "Heard?", "a.voice"), asked("2", "Clear?", "a.plan", scale=other))
    tool = Tool("form", "Case audit", (Line(("1.0",), None, questions),))
    found = figures_of("2014-01", *(graded(n, 3, 2) for n in range(20)), tools=(tool,)).weakest
    assert [(one.asked.scale, one.grades.worse) for one in found] == [(GRADE, 20), (other, 20)]


def test_of_four_audits_no_format_shows_the_questions() -> None:
    four = figures_of("2014-01", *(graded(n, 4) for n in range(4)))
    five = figures_of("2014-01", *(graded(n, 4) for n in range(5)))
    assert data.data(four)["questions"] == [] and b"Was the child heard?" not in tables.csv(four)
    assert len(data.data(five)["questions"]) == 2 and b"Was the child heard?" in tables.csv(five)  # type: ignore[arg-type]
