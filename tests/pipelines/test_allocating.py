"""The draw of a month with this framework's own duties, programme and directory."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.oversight.kept import exempt
from tests.samples import FRAMEWORK

from formwright.errors import CannotRun
from formwright.pipelines import allocating, filling
from formwright.pipelines.allocating import Allocated, Wish
from formwright.record import store
from formwright.record.events import Event, What

AREAS = ("MASS", "First Response", "Child Protection and Care Proceedings", "Cared for Children")
LIST = "Case ID,Service area\n" + "".join(f"A{n},{AREAS[n % 4]}\n" for n in range(80))
AT = "2014-01-02T09:00:00Z"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cases.csv").write_text(LIST)
    return tmp_path


def allocate(
    folder: Path, month: str = "2014-01", seed: str = "42", out: Path | None = None, **given: Any
) -> Allocated:
    with store.writing(folder / "returns") as kept:
        wish = Wish(month, folder / "cases.csv", seed, **given)
        return allocating.allocate(FRAMEWORK, kept, wish, out, "docx", AT)


def draws(folder: Path) -> list[Event]:
    with store.reading(folder / "returns") as kept:
        return list(kept.events(What.DRAW))


def cases(found: Allocated) -> set[str]:
    return {one.case.id for one in found.drawn}


def test_every_head_of_service_gets_one_case_from_elsewhere(folder: Path) -> None:
    found = allocate(folder)
    heads = {holder.name: holder.service_area for holder in FRAMEWORK.directory.of("head-of-service")}
    assert sorted(one.to for one in found.drawn) == sorted(heads)
    assert all(heads[one.to] != one.case.area for one in found.drawn)


def test_the_record_has_the_seed_the_list_and_what_was_drawn(folder: Path) -> None:
    found = allocate(folder)
    (event,) = draws(folder)
    assert (event.more["month"], event.more["seed"], event.more["digest"]) == ("2014-01", "42", found.digest)
    assert event.more["drawn"] == [[one.case.id, one.case.area, one.to] for one in found.drawn]


def test_the_same_seed_and_list_show_the_draw_again(folder: Path) -> None:
    first, again = allocate(folder), allocate(folder)
    assert again.drawn == first.drawn
    assert (first.is_recorded, again.is_recorded, len(draws(folder))) == (True, False, 1)


def test_another_seed_for_a_month_that_was_drawn_is_refused(folder: Path) -> None:
    allocate(folder)
    with pytest.raises(CannotRun, match="2014-01 was drawn already, on 2 January 2014, with the seed 42"):
        allocate(folder, seed="43")


def test_a_second_draw_has_no_case_of_the_first(folder: Path) -> None:
    assert not cases(allocate(folder)) & cases(allocate(folder, seed="43", again=True))


@pytest.mark.parametrize(("month", "is_free"), [("2014-12", False), ("2015-01", True)])
def test_no_case_is_drawn_twice_within_a_year(folder: Path, month: str, is_free: bool) -> None:
    (folder / "cases.csv").write_text(LIST[: LIST.index("A8,")])  # eight cases, of which five are drawn
    allocate(folder, any_topic=True)
    if is_free:
        allocate(folder, month, any_topic=True)
    else:
        with pytest.raises(CannotRun, match="5 cases left out: drawn in the last 12 months"):
            allocate(folder, month, any_topic=True)


def test_what_was_drawn_otherwise_than_recorded_is_said(folder: Path) -> None:
    found = allocate(folder)
    more = {"month": "2014-02", "seed": "42", "digest": found.digest, "drawn": [["A1", "mass", "Somebody"]]}
    with store.writing(folder / "returns") as kept:
        kept.add([Event(What.DRAW, AT, None, more)])
    with pytest.raises(CannotRun, match="comes out differently from the one recorded on 2 January 2014"):
        allocate(folder, "2014-02", any_topic=True)


# --- the month's topic ----------------------------------------------------------------------


def listed(folder: Path, *rows: str) -> None:
    (folder / "cases.csv").write_text("\n".join(("Case ID,Service area,Child's status,Topics", *rows)) + "\n")


def test_a_column_of_topics_decides(folder: Path) -> None:
    on = [f"A{n},MASS,,Visits; Public law outline" for n in range(8)]
    of_mass = [f"C{n},First Response,,Public Law Outline" for n in range(2)]
    listed(folder, *on, *of_mass, *[f"B{n},Cared for Children,,Care plans" for n in range(80)])
    found = allocate(folder)
    assert all(case[0] in "AC" for case in cases(found))
    assert found.left_out == (("not on the month's topic", 80),)


def test_without_it_the_status_of_the_child_decides_where_it_can(folder: Path) -> None:
    on = [f"A{n},{area},On a child protection plan," for n, area in enumerate(AREAS[:3] * 3)]
    off = [f"B{n},MASS,Child in need," for n in range(50)]
    listed(folder, *on, *off)
    found = allocate(folder, "2014-03")
    assert all(case.startswith("A") for case in cases(found))
    assert found.left_out == (("not on the month's topic", 50),)


def test_a_topic_that_the_list_cannot_show_is_said(folder: Path) -> None:
    assert "The list does not show which cases are on the topic “Statutory visits”: all 20 of them can be drawn." in (
        allocate(folder).notes
    )


def test_a_month_after_the_programme_is_refused(folder: Path) -> None:
    with pytest.raises(CannotRun, match="Tier 2 programme of focus has no topic for MASS in 2014-04"):
        allocate(folder, "2014-04")
    assert draws(folder) == []
    assert len(allocate(folder, "2014-04", any_topic=True).drawn) == 5


# --- what stands in the way -----------------------------------------------------------------


def test_a_list_with_faults_draws_nothing(folder: Path) -> None:
    (folder / "cases.csv").write_text(LIST + "A99,Nowhere\n")
    found = allocate(folder)
    assert [fault.code for fault in found.faults] == ["cases/not-valid"]
    assert (found.drawn, draws(folder)) == ((), [])


def test_too_few_cases_are_refused_with_the_reason(folder: Path) -> None:
    (folder / "cases.csv").write_text("Case ID,Service area\nA1,MASS\nA2,MASS\nA3,MASS\nA4,MASS\nA5,MASS\n")
    with pytest.raises(CannotRun, match="There are too few cases: Head of Service, MASS needs 1 and can have 0"):
        allocate(folder, any_topic=True)
    assert draws(folder) == []


def test_whoever_is_exempt_gets_no_case(folder: Path) -> None:
    with store.writing(folder / "returns") as kept:
        kept.add([exempt("tier2-audits", "2014-01", "Head of Service, MASS")])
    found = allocate(folder)
    assert "Head of Service, MASS" not in {one.to for one in found.drawn}
    assert "Head of Service, MASS is exempt this month, and gets no case." in found.notes


def test_a_head_without_a_service_area_is_not_guessed(folder: Path) -> None:
    holders = tuple(replace(h, service_area=None) for h in FRAMEWORK.directory.of("head-of-service"))
    library = replace(FRAMEWORK, directory=replace(FRAMEWORK.directory, holders=holders))
    with store.writing(folder / "returns") as kept, pytest.raises(CannotRun, match=r"service area of .* is not known"):
        allocating.allocate(library, kept, Wish("2014-01", folder / "cases.csv", "42"), None, "docx", AT)


# --- the forms ------------------------------------------------------------------------------


def test_each_form_has_its_case_and_its_auditor_in_it(folder: Path) -> None:
    found = allocate(folder, out=folder / "forms")
    assert len(found.written) == 5
    for one, path in zip(found.drawn, found.written, strict=True):
        said = filling.as_yaml(FRAMEWORK, path).content or b""
        assert f'case_id: "{one.case.id}"' in said.decode()
        assert f'completed_by: "{one.to}"' in said.decode()


def test_no_form_is_written_over_and_then_nothing_is_recorded(folder: Path) -> None:
    found = allocate(folder, out=folder / "forms")
    other = folder / "elsewhere"
    other.mkdir()
    (other / "forms").mkdir()
    (other / "forms" / found.written[0].name).write_text("mine")
    (other / "cases.csv").write_text(LIST)
    with pytest.raises(CannotRun, match="exists already"):
        allocate(other, out=other / "forms")
    assert draws(other) == []
