"""A paper of measures as a document: what its reader finds in it, and in which order."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.pipelines.test_measuring import TODAY, VALUES, audit
from tests.samples import FRAMEWORK

from formwright.document.nodes import Document, Heading, Paragraph, Table
from formwright.document.prose import plain
from formwright.model.measures import Measures
from formwright.oversight.values import Values
from formwright.pipelines import measure_values, measuring
from formwright.pipelines.measuring import Wish
from formwright.record import store
from formwright.record.store import Record
from formwright.reports.measures import document

FRAMEWORK_WORDS, MEASURES = measuring.usable(FRAMEWORK)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    folder = tmp_path_factory.mktemp("returns")
    with store.writing(folder) as kept:
        kept.put([(audit(1, "2014-01-10", "good"), "1")])
    with store.reading(folder) as kept:
        yield kept


@pytest.fixture(scope="module")
def values(tmp_path_factory: pytest.TempPathFactory) -> Values:
    file = tmp_path_factory.mktemp("values") / "values.csv"
    file.write_text(VALUES, "utf-8")
    return measure_values.read(file, MEASURES, FRAMEWORK_WORDS, TODAY).values


def made(record: Record, values: Values, paper: str, measures: Measures = MEASURES, **asked: str) -> Document:
    library = replace(FRAMEWORK, measures=measures)
    (sheet,) = measuring.sheets(library, values, record, Wish(paper, "2014-01", None, **asked), date(2014, 2, 3))
    return document.compose(sheet, measures, FRAMEWORK_WORDS)


def headings(of: Document) -> list[str]:
    return [plain(block.children) for block in of.blocks if isinstance(block, Heading) and block.level == 2]


def table(of: Document, caption: str) -> list[list[str]]:
    """Its headings, then its rows."""
    found = next(block for block in of.blocks if isinstance(block, Table) and block.caption.startswith(caption))
    rows = [
        [" / ".join(plain(part.children) for part in cell if isinstance(part, Paragraph)) for cell in row.cells]
        for row in found.rows
    ]
    return [[plain(column.heading) for column in found.columns], *rows]


def test_the_sheet_of_a_clinic_has_what_its_agenda_has(record: Record, values: Values) -> None:
    found = made(record, values, "clinic", area="FRT")

    assert found.title == "Performance Clinic: First Response, January 2014"
    assert headings(found) == [
        "At a glance",
        "The figures",
        "Month by month",
        "Team by team",
        "What the audits found",
        "Discussed in words",
        "Actions from earlier clinics",
        "Actions agreed",
        "Taken further",
        "How to read the figures",
    ]
    assert [row[0] for row in table(found, "What is discussed")[-2:]] == [
        "Feedback from service users and partners",
        "Themes that emerge from complaints",
    ]
    assert table(found, "Actions agreed")[:2] == [["No.", "Action", "Owner", "By"], ["1", "", "", ""]]


def test_the_figures_stand_beside_earlier_ones(record: Record, values: Values) -> None:
    head, first, *_ = table(made(record, values, "clinic", area="FRT"), "Figures for January 2014")

    assert head == ["Measure", "Jan 2014", "Dec 2013", "Change since Dec 2013", "Jan 2013"]
    assert first == [
        "Contacts that reached allocation of an Initial Assessment within 24 hours",
        "88% (182 of 208)",
        "82% (160 of 196)",
        "↑ Up by 6 points (better)",
        "Not supplied",
    ]


def test_teams_stand_side_by_side(record: Record, values: Values) -> None:
    rows = table(
        made(record, values, "clinic", area="FRT"), "Figures for January 2014: First Response North, First Response S"
    )

    assert rows[0] == ["Measure", "First Response North", "First Response South"]
    assert ["Assessments not allocated", "2", "Not supplied"] in rows


def test_a_target_has_a_column_once_one_is_set(record: Record, values: Values) -> None:
    subjects = tuple(
        replace(s, measures=tuple(replace(m, target=Decimal(90)) for m in s.measures))
        if s.id == "first-decision"
        else s
        for s in MEASURES.subjects
    )
    found = made(record, values, "clinic", replace(MEASURES, subjects=subjects), area="FRT")

    head, first, second, *_ = table(found, "Figures for January 2014")
    assert (head[-1], first[-1], second[-1]) == ("Target", "At least 90%: not met", "None set")


def test_a_card_says_who_it_is_for_and_that_small_numbers_are_not_shown(record: Record, values: Values) -> None:
    found = made(record, values, "card", reader="corporate-parenting-board")

    assert found.audience == "Corporate Parenting Board"
    assert found.title == "Performance Report Card: January to March 2014, as far as January 2014"
    assert table(found, "Figures for")[1:] == [
        [
            "Cared for children who took part in their reviews",
            "85% (61 of 72)",
            "93% (77 of 83)",
            "↑ Up by 8 points (better)",
        ],
        [
            "How long a child is cared for before adoption",
            "Not supplied",
            "Not shown: fewer than 5 children",
            "Not known",
        ],
    ]
