"""The paper as a whole: what its reader finds in it, and what nobody may."""

from dataclasses import replace
from functools import cache

from tests.oversight.paper.made import eventful, figures_of, judged, several
from tests.samples import SMALL

from formwright.document.nodes import Callout, Chart, Document, Heading, Table
from formwright.document.prose import plain
from formwright.oversight.paper.figures import Figures
from formwright.reports.paper import paper
from formwright.writers import html
from formwright.writers.markup import said, walk


def composed(found: Figures) -> Document:
    assert SMALL.framework
    return paper.compose(found, SMALL.framework)


@cache
def january() -> Document:
    return composed(eventful())


def headings(of: Document) -> list[str]:
    return [plain(block.children) for block in of.blocks if isinstance(block, Heading) and block.level == 2]


def charts(of: Document) -> list[Chart]:
    return [block for block in of.blocks if isinstance(block, Chart)]


def rows(table: Table) -> list[list[str]]:
    return [[said(cell) for cell in row.cells] for row in table.rows]


def table(of: Document, caption: str) -> list[list[str]]:
    return next(rows(block) for block in walk(of.blocks) if isinstance(block, Table) and block.caption == caption)


def test_its_sections_in_their_order() -> None:
    assert headings(january()) == [
        "What this month says",
        "What came in",
        "What was owed",
        "Judgements",
        "Grades by question",
        "The weakest questions, and the standards behind them",
        "What comments speak of",
        "Moderation",
        "Actions",
        "Escalations",
        "What the figures cannot say",
        "About this paper",
    ]


def test_a_month_that_is_not_over_is_said_before_all_else() -> None:
    first = january().blocks[0]
    assert isinstance(first, Callout) and first.important
    assert "The period is not over" in said(first.children)


def test_an_empty_record_makes_a_paper_that_says_so() -> None:
    empty = composed(figures_of("2014-01"))
    first = empty.blocks[0]
    assert isinstance(first, Callout) and "nothing to count yet" in said(first.children)
    assert charts(empty) == []


def test_a_series_that_was_broken_is_not_drawn_through() -> None:
    month = charts(january())[0]
    assert month.categories[-2:] == ("January 2014", "January 2014")  # the old version's, then the new one's
    assert month.breaks == (len(month.categories) - 1,)
    assert [one.values[-2:] for one in month.series] == [(0, 0), (0, 22), (0, 0), (1, 6)]
    assert "judgements are not comparable" in said(month.alternative)
    limits = said(january().blocks[-3:])
    assert "version 2.0 asks something else than versions 1.0 to 1.1" in limits
    assert "1 judgement by versions 1.0 to 1.1 of the Case audit is not in the totals" in limits


def test_each_scale_has_its_own_tables() -> None:
    first, second = (table(january(), f"Judgements by tool (scale {n})") for n in (1, 2))
    assert [row[0] for row in first] == ["Case audit, versions 1.0 to 1.1", "Case audit, version 2.0"]
    assert second == [["Compliance audit", "3", "0", "3 of 3"]]


def test_every_chart_is_numbered_described_and_has_a_row_for_each_of_its_categories() -> None:
    found = charts(january())
    assert [one.number for one in found] == [f"Figure {n + 1}" for n in range(len(found))]
    assert len({one.anchor for one in found}) == len(found) >= 4
    for one in found:
        assert said(one.alternative)
        assert len(one.table.rows) >= len(one.categories)


def test_of_few_audits_no_question_is_shown() -> None:
    few = composed(
        figures_of("2014-01", *(replace(one, grades={"a.voice": 4}) for one in several("poor", "2014-01-06", 4)))
    )
    assert not [one for one in charts(few) if one.layout == "heat"]
    assert "Fewer than 5 audits, so not shown question by question: Case audit." in said(few.blocks)


def test_the_weakest_questions_have_the_words_of_their_standards() -> None:
    words = " ".join(cell for row in table(january(), "The weakest questions") for cell in row)
    assert "1.1: Listen first." in words


def test_audits_about_which_nobody_was_notified_are_set_apart() -> None:
    found = [block for block in january().blocks if isinstance(block, Callout)]
    assert "For 5 complete audits" in said(found[-1].children)


def test_it_names_nobody() -> None:
    page = html.write(january()).decode()
    assert "Example" not in page and "example.org" not in page


def test_the_same_figures_make_the_same_paper() -> None:
    assert html.write(january()) == html.write(composed(eventful()))


def test_a_quarter_is_told_of_as_one() -> None:
    assert headings(composed(figures_of("2013-Q4", judged("good", "2013-10-06"))))[0] == "What this quarter says"
