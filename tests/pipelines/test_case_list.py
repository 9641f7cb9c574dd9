"""A list of cases as a spreadsheet saves it: what it says, and what is wrong with it at its line and column."""

from pathlib import Path

import pytest
from tests.samples import FRAMEWORK

from formwright.errors import CannotRun
from formwright.model.duties import Draw
from formwright.pipelines import case_list
from formwright.pipelines.case_list import CaseList

assert FRAMEWORK.duties is not None
assert FRAMEWORK.framework is not None
DUTY = FRAMEWORK.duties.get("tier2-draw")
assert DUTY is not None
assert DUTY.draw is not None
DRAW: Draw = DUTY.draw


def read(tmp_path: Path, text: str | bytes) -> CaseList:
    path = tmp_path / "cases.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert FRAMEWORK.framework is not None
    return case_list.read(path, DRAW, FRAMEWORK.form("tier2-case-file-audit"), FRAMEWORK.framework)


def wrong(tmp_path: Path, text: str) -> list[str]:
    faults = read(tmp_path, text).faults
    return [f"{f.code} {f.place.mark.line}:{f.place.mark.column}" for f in faults if f.place.mark]


def test_a_case_has_its_answers(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "Case ID,Service area,Team,Allocated social worker,Child's status\r\n"
        'A1,CfC,"Cared for Children West","Worker ""One""",Cared for\r\n',
    )
    assert found.faults == ()
    assert [(case.id, case.area, dict(case.answers)) for case in found.cases] == [
        (
            "A1",
            "cared-for-children",
            {
                "details.case_id": "A1",
                "details.service_area": "cared-for-children",
                "details.team": "Cared for Children West",
                "details.social_worker": 'Worker "One"',
                "details.child_status": "cared-for",
            },
        )
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_whichever_there_is(tmp_path: Path, separator: str) -> None:
    text = f"\ufeffservice AREA{separator}case id\nMASS{separator}A1\n"
    assert [(case.id, case.area) for case in read(tmp_path, text).cases] == [("A1", "mass")]


def test_all_that_is_wrong_is_said_at_its_line_and_column(tmp_path: Path) -> None:
    text = 'Case ID,Service area,Child\'s status\nA1,Nowhere,Lost\n"A\n2",,\n,MASS,\n\nA3,MASS,\na3,MASS,\n'
    assert wrong(tmp_path, text) == [
        "cases/not-valid 2:4",
        "cases/not-valid 2:12",
        "cases/missing 4:4",
        "cases/missing 5:1",
        "cases/twice 8:1",
    ]


def test_a_list_without_its_columns_is_not_read(tmp_path: Path) -> None:
    found = read(tmp_path, "Case,Area\nA1,MASS\n")
    assert [(f.code, f.message) for f in found.faults] == [
        ("cases/no-column", "The list has no column 'Case ID'."),
        ("cases/no-column", "The list has no column 'Service area'."),
    ]


def test_columns_that_are_not_used_are_named(tmp_path: Path) -> None:
    found = read(tmp_path, "Case ID,Service area,Name of child\nA1,MASS,Somebody\n")
    assert [*case_list.notes(found)] == ["Columns that are not used: Name of child."]


def test_a_row_that_ends_early_lacks_what_is_not_there(tmp_path: Path) -> None:
    assert wrong(tmp_path, "Case ID,Service area\nA1\n") == ["cases/missing 2:1"]


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"\xff\xfeC\x00", "is not a CSV file in UTF-8"), (b"Case ID,\xe9", "is not a CSV file in UTF-8")],
)
def test_another_encoding_is_said(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(CannotRun, match=message):
        read(tmp_path, content)


def test_a_list_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert FRAMEWORK.framework is not None
    form = FRAMEWORK.form("tier2-case-file-audit")
    with pytest.raises(CannotRun, match="cannot be read: No such file"):
        case_list.read(tmp_path / "nothing.csv", DRAW, form, FRAMEWORK.framework)
