"""Papers of measures, worked out by hand: every measure with its value and its change, beside what the audits found."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.samples import FRAMEWORK

from formwright.errors import CannotRun
from formwright.model.review import Status
from formwright.pipelines import measure_values, measuring
from formwright.pipelines.measuring import Wish
from formwright.record import store
from formwright.record.rows import Return
from formwright.record.store import Record
from formwright.reports.measures import figures

VALUES = """\
Month,Measure,Service area,Team,Value,Out of
2014-01,decided-within-24-hours,FRT,,182,208
2013-12,decided-within-24-hours,FRT,,160,196
2014-01,assessments-unallocated,FRT,,7,
2013-12,assessments-unallocated,FRT,,9,
2014-01,assessments-unallocated,FRT,First Response North,2,
2014-01,s47-no-conference,FRT,,11,19
2014-01,took-part-in-reviews,,,77,83
2013-12,took-part-in-reviews,,,61,72
2014-01,days-to-adoption,,,598,2
2014-01,assessments-unallocated,,,9,
"""
TODAY = date(2014, 2, 3)


def audit(n: int, day: str, judgement: str | None, **given: Any) -> Return:
    said = {"area": "first-response", "team": "first-response-north", "status": Status.COMPLETE} | given
    grades = {"evaluation.voice_of_child.grade": 2, "evaluation.analysis_of_risk.grade": 1 + n % 2}
    return Return(
        f"{n}.yaml", f"{n}", "tier1-generic-audit", "1.0", None, date=day, judgement=judgement, grades=grades, **said
    )


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """Four complete audits of First Response North in January 2014, one that is not complete, one that does not say
    which team it is about, one that does not say which service area; and one in December and in February."""
    audits = [
        *(audit(n, f"2014-01-{n + 10}", "good") for n in range(3)),
        audit(3, "2014-01-31", "requires-improvement"),
        audit(4, "2014-01-20", None, status=Status.INCOMPLETE),
        audit(5, "2014-01-20", "good", team=None),
        audit(6, "2014-01-20", "inadequate", area=None, team=None),
        audit(7, "2013-12-31", "outstanding"),
        audit(8, "2014-02-01", "inadequate"),
    ]
    folder = tmp_path_factory.mktemp("returns")
    with store.writing(folder) as kept:
        kept.put((one, one.sha256) for one in audits)
    with store.reading(folder) as kept:
        yield kept


def papers(record: Record, tmp_path: Path, paper: str, **asked: str | None) -> list[dict[str, Any]]:
    file = tmp_path / "values.csv"
    file.write_text(VALUES, "utf-8")
    framework, measures = measuring.usable(FRAMEWORK)
    supplied = measure_values.read(file, measures, framework, TODAY)
    assert supplied.faults == ()
    month = None if "quarter" in asked else "2014-01"
    wish = Wish(paper, **({"month": month, "quarter": None} | asked))
    found = figures.data(measuring.sheets(FRAMEWORK, supplied.values, record, wish, TODAY))["papers"]
    assert isinstance(found, list)
    return found


def lines(found: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """What is shown of each measure in the newest month, and how it has changed."""
    return {one["measure"]: (one["values"][-1]["shown"], one["change"]) for one in found["measures"]}


def test_a_clinic_has_every_measure_of_its_service_area(record: Record, tmp_path: Path) -> None:
    (found,) = papers(record, tmp_path, "clinic", area="FRT")

    assert found["name"] == "clinic-2014-01-first-response"
    assert found["months"] == ["2013-08", "2013-09", "2013-10", "2013-11", "2013-12", "2014-01"]
    assert lines(found) == {
        "decided-within-24-hours": ("88% (182 of 208)", "Up by 6 points (better)"),
        "transferred-to-early-help": ("Not supplied", "Not known"),
        "assessments-in-time": ("Not supplied", "Not known"),
        "assessments-out-of-time": ("Not supplied", "Not known"),
        "assessments-unallocated": ("7", "Down by 2 (better)"),
        "days-in-first-response": ("Not supplied", "Not known"),
        "s47-no-conference": ("11 of 19", "Not known"),
        "s47-conference-within-15-days": ("Not supplied", "Not known"),
        "re-referred-within-12-months": ("Not supplied", "Not known"),
    }
    assert len(found["in_words"]) == 5
    assert [team["team"] for team in found["teams"]] == ["first-response-north", "first-response-south"]


def test_what_the_audits_found_stands_beside_the_figures(record: Record, tmp_path: Path) -> None:
    (found,) = papers(record, tmp_path, "clinic", area="FRT")

    assert found["audits"] == [
        {
            "form": "tier1-generic-audit",
            "complete": 5,
            "not_complete": 1,
            "said": [
                "5 audits, and 1 not complete or not valid.",
                "Judgements: Good: 4, Requires Improvement: 1.",
                "Grades of questions: 1 – Outstanding: 2, 2 – Good: 8.",
            ],
        }
    ]
    assert found["audits_not_placed"] == 1


def test_a_clinic_is_made_for_each_service_area(record: Record, tmp_path: Path) -> None:
    areas = [one["area"] for one in papers(record, tmp_path, "clinic")]

    assert areas == ["mass", "first-response", "child-protection", "cared-for-children", "children-with-disabilities"]


def test_a_profile_hides_small_numbers_and_few_judgements(record: Record, tmp_path: Path) -> None:
    (found,) = papers(record, tmp_path, "profile", team="First Response North")

    of_team = next(one for one in found["measures"] if one["measure"] == "assessments-unallocated")
    assert of_team["values"][-1] == {
        "month": "2014-01",
        "value": None,
        "of": None,
        "percentage": None,
        "shown": "Fewer than 5",
        "supplied": True,
    }
    assert found["audits"][0]["said"] == [
        "4 audits, and 1 not complete or not valid.",
        "Judgements are not shown of fewer than 5.",
    ]
    assert found["audits_not_placed"] == 2


def test_a_profile_is_made_for_each_team(record: Record, tmp_path: Path) -> None:
    found = papers(record, tmp_path, "profile", area="FRT")

    assert [one["team"] for one in found] == ["first-response-north", "first-response-south"]


def test_a_card_has_the_month_before_its_quarter_and_none_that_has_not_begun(record: Record, tmp_path: Path) -> None:
    (found,) = papers(record, tmp_path, "card", quarter="2014-Q1")

    assert (found["name"], found["months"]) == ("card-2014-q1", ["2013-12", "2014-01", "2014-02"])
    assert lines(found)["took-part-in-reviews"] == ("Not supplied", "Not known")


def test_a_card_as_far_as_a_month_compares_that_month(record: Record, tmp_path: Path) -> None:
    (found,) = papers(record, tmp_path, "card")

    assert found["months"] == ["2013-12", "2014-01"]
    assert lines(found)["took-part-in-reviews"] == ("93% (77 of 83)", "Up by 8 points (better)")
    assert lines(found)["days-to-adoption"] == ("Not shown: fewer than 5 children", "Not known")
    assert [(one["complete"], one["not_complete"]) for one in found["audits"]] == [(6, 1)]  # not that of February


def test_a_board_that_looks_at_some_subjects_only_gets_those(record: Record, tmp_path: Path) -> None:
    (found,) = papers(record, tmp_path, "card", reader="Corporate Parenting Board")

    assert [one["measure"] for one in found["measures"]] == ["took-part-in-reviews", "days-to-adoption"]
    assert found["name"] == "card-2014-q1-corporate-parenting-board"


@pytest.mark.parametrize(
    ("paper", "asked", "said"),
    [
        ("clinic", {"area": "frist-response"}, "'frist-response' is not a service area. Did you mean 'first-response'"),
        ("profile", {"team": "First Response Norht"}, "Did you mean 'First Response North'?"),
        ("profile", {"team": "MASS", "area": "FRT"}, "MASS does not belong to this service area."),
        ("card", {"reader": "cabinett"}, "Did you mean 'cabinet'?"),
        ("clinic", {"quarter": "2014-Q1"}, "Only a report card is for a quarter."),
        ("card", {"quarter": "Q1 2014"}, "'Q1 2014' is not a quarter. Write January to March 2014 as 2014-Q1"),
        ("card", {"quarter": "2014-Q2"}, "2014-Q2 is in the future."),
        ("clinic", {"month": "2014-03"}, "2014-03 is in the future."),
        ("clinic", {"month": "January"}, "'January' is not a month."),
        ("sheet", {}, "have no paper 'sheet'. It has: clinic, profile, overview, card."),
    ],
)
def test_what_cannot_be_made_is_said(
    paper: str, asked: dict[str, str | None], said: str, record: Record, tmp_path: Path
) -> None:
    with pytest.raises(CannotRun) as raised:
        papers(record, tmp_path, paper, **asked)

    assert said in f"{raised.value.message} {raised.value.remedy}"
