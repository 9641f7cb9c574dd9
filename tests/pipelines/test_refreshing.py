"""The record and its folder are the same, and what is not is said."""

import hashlib
import json
import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook
from tests.samples import EXAMPLES

from formwright.cli import main
from formwright.record.events import Event, What
from formwright.record.store import reading, writing


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "returns"
    shutil.copytree(EXAMPLES / "returns", folder)
    return folder


def recorded(folder: Path, *more: object) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(
        run("record", "--returns", folder, "--format", "json", *more).stdout
    )
    return found


def test_each_file_has_its_row_and_that_nobody_received_it_is_said(folder: Path) -> None:
    result = run("record", "--returns", folder)

    assert result.exit_code == 0, result.output
    assert "8 returns: 5 complete, 1 incomplete, 2 invalid." in result.stdout
    assert "8 files were put in" in result.stderr
    assert "8 files" not in run("record", "--returns", folder).stderr


def test_what_was_received_and_cannot_be_used_was_not_put_there_in_another_way(tmp_path: Path) -> None:
    (tmp_path / "scan.jpg").write_bytes(b"\xff\xd8\xff photograph")
    run("receive", tmp_path / "scan.jpg", "--into", tmp_path / "returns")

    found = run("record", "--returns", tmp_path / "returns")
    assert "without 'formwright receive'" not in found.stderr
    assert "not received" not in found.stdout
    history = run("record", "--returns", tmp_path / "returns", "--history", "scan.jpg").stdout
    assert f"in {tmp_path / 'scan.jpg'}" in history


def test_a_received_file_that_is_gone_is_an_error_until_it_is_back(folder: Path) -> None:
    first = recorded(folder)["returns"][0]
    with writing(folder) as record:
        record.add([Event(What.RECEIVED, "2014-02-01T09:00:00Z", str(first["sha256"]), {"name": "a"})])
    aside = folder.parent / "aside.yaml"
    shutil.move(folder / str(first["file"]), aside)

    result = run("record", "--returns", folder)
    assert result.exit_code == 1
    assert f"{first['file']} record/file-gone" in result.stderr
    assert len(recorded(folder)["returns"]) == 8

    shutil.move(aside, folder / "under another name.yaml")
    assert run("record", "--returns", folder).exit_code == 0
    assert [each["received"] for each in recorded(folder)["returns"]].count("2014-02-01T09:00:00Z") == 1


def test_the_record_thrown_away_and_made_again_is_the_same(folder: Path) -> None:
    before = recorded(folder)
    with writing(folder) as record:
        record.add([Event(What.RECEIVED, "2014-02-01T09:00:00Z", str(before["returns"][2]["sha256"]), {})])
    before = recorded(folder)

    assert recorded(folder, "--rebuild") == before
    (folder / "record.db").write_bytes(b"damaged" * 1000)
    assert run("record", "--returns", folder).exit_code == 2
    assert recorded(folder, "--rebuild") == before
    (folder / "record.db").unlink()
    assert recorded(folder) == before


def test_a_received_file_that_is_gone_is_an_error_after_a_rebuild_too(folder: Path) -> None:
    first = recorded(folder)["returns"][0]
    more = {"name": "a.yaml", "file": first["file"]}
    with writing(folder) as record:
        record.add([Event(What.RECEIVED, "2014-02-01T09:00:00Z", str(first["sha256"]), more)])
    (folder / str(first["file"])).unlink()

    for _ in range(2):
        result = run("record", "--returns", folder, "--rebuild")
        assert result.exit_code == 1
        assert result.stderr.count(f"{first['file']} record/file-gone") == 1


def test_what_the_team_says_is_no_return_is_not_gone(folder: Path) -> None:
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (folder / "not-returns.txt").write_text("photo.jpg", "utf-8")
    digest = hashlib.sha256(b"\xff\xd8\xff\xe0").hexdigest()
    with writing(folder) as record:
        record.add([Event(What.RECEIVED, "2014-02-01T09:00:00Z", digest, {"name": "a.jpg", "file": "photo.jpg"})])

    assert run("record", "--returns", folder).exit_code == 0


def test_what_is_derived_comes_out_the_same_to_the_byte(folder: Path) -> None:
    run("record", "--returns", folder)
    before = _dump(folder)

    run("record", "--returns", folder, "--rebuild")

    assert _dump(folder) == before


def _dump(folder: Path) -> list[str]:
    with sqlite3.connect(folder / "record.db") as db:
        return [re.sub(r":\d+:\d+:\d+:\d+'", "'", line) for line in db.iterdump()]  # when its file was written


def test_a_journal_that_was_lost_is_written_again(folder: Path) -> None:
    one = str(recorded(folder)["returns"][0]["sha256"])
    with writing(folder) as record:
        record.add([Event(What.RECEIVED, "2014-02-01T09:00:00Z", one, {})])
    journal = (folder / "record.jsonl").read_bytes()
    (folder / "record.jsonl").unlink()

    assert "had lost 1 of its lines" in run("record", "--returns", folder, "--rebuild").stderr + _note(folder)
    assert (folder / "record.jsonl").read_bytes() == journal


def _note(folder: Path) -> str:
    with reading(folder) as record:
        return " ".join(record.notes)


def test_only_what_is_asked_for_is_listed(folder: Path) -> None:
    assert [each["case_id"] for each in recorded(folder, "--judgement", "inadequate")["returns"]] == ["A1126", "A1170"]
    assert [each["file"] for each in recorded(folder, "--find", "a1042")["returns"]] == ["outstanding.yaml"]
    assert len(recorded(folder, "--status", "invalid")["returns"]) == 2
    days = [str(each["date"]) for each in recorded(folder)["returns"] if each["date"]]
    since = recorded(folder, "--from", max(days), "--to", max(days))["returns"]
    assert len(since) == days.count(max(days)) < len(days)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--area", "masss"), "Did you mean 'mass'?"),
        (("--form", "tier1"), "There is no form 'tier1'."),
        (("--month", "January"), "Write it as 2014-01."),
        (("--from", "2014-02-30"), "Write it as 2014-01-15."),
    ],
)
def test_what_no_return_can_be_is_not_an_empty_list(folder: Path, words: tuple[str, ...], said: str) -> None:
    result = run("record", "--returns", folder, *words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_a_text_that_begins_as_a_formula_stays_a_text(folder: Path, format: str) -> None:
    good = folder / "good.yaml"
    good.write_text(good.read_text("utf-8").replace("case_id: A1077", "case_id: '=1+1'"), "utf-8")
    out = folder.parent / f"list.{format}"

    assert run("record", "--returns", folder, "--format", format, "--out", out).exit_code == 0

    if format == "csv":
        assert ",'=1+1," in out.read_text("utf-8-sig")
        assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    else:
        sheet = load_workbook(out).worksheets[0]
        cells = [row[1] for row in sheet.iter_rows(min_row=2)]
        (cell,) = [cell for cell in cells if cell.value == "=1+1"]
        assert cell.data_type == "s"
        assert sheet.freeze_panes == "A2" and sheet.cell(2, 5).is_date


# --- which of two counts -----------------------------------------------------------------------


def decide(folder: Path, *words: object) -> Result:
    return run("supersede", *words, "--returns", folder, "--who", "Ann Bell", "--why", "The auditor said so")


def test_a_decision_is_kept_with_who_and_why_and_can_be_taken_back(folder: Path) -> None:
    result = decide(folder, "good.yaml", "--by", "outstanding.yaml")
    assert (result.exit_code, result.stdout) == (0, "outstanding.yaml counts; good.yaml does not.\n")

    found = {each["file"]: each["superseded_by"] for each in recorded(folder)["returns"]}
    assert found["good.yaml"] == "outstanding.yaml" and found["outstanding.yaml"] is None
    assert "good.yaml" not in {each["file"] for each in recorded(folder, "--counting")["returns"]}
    history = run("record", "--returns", folder, "--history", "good.yaml").stdout
    assert "outstanding.yaml counts instead (Ann Bell: The auditor said so)" in history

    assert decide(folder, "good.yaml", "--undo").stdout == "good.yaml counts again.\n"
    assert {each["superseded_by"] for each in recorded(folder)["returns"]} == {None}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("good.yaml", "--by", "good.yaml"), "the same file"),
        (("goood.yaml", "--by", "good.yaml"), "Did you mean good.yaml?"),
        (("good.yaml", "--undo"), "counts already"),
        (("good.yaml",), "--by"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(folder: Path, words: tuple[str, ...], said: str) -> None:
    result = decide(folder, *words)

    assert result.exit_code == 2
    assert said in result.stderr


def test_no_return_can_count_instead_of_itself_by_way_of_others(folder: Path) -> None:
    assert decide(folder, "good.yaml", "--by", "outstanding.yaml").exit_code == 0

    result = decide(folder, "outstanding.yaml", "--by", "good.yaml")

    assert result.exit_code == 2 and "does not count itself" in result.stderr


def test_a_check_says_that_a_return_does_not_count_and_holds_nothing_against_it(folder: Path) -> None:
    run("record", "--returns", folder)
    decide(folder, "judged-twice.yaml", "--by", "good.yaml")

    found = json.loads(run("check", folder / "judged-twice.yaml", "--format", "json").stdout)["submissions"][0]
    said = run("check", folder / "judged-twice.yaml")

    assert found["superseded_by"] == "good.yaml" and found["status"] == "invalid"
    assert "Does not count: good.yaml counts instead." in said.stdout
    assert "Must be notified" not in said.stdout and "1 of them does not count" in said.stdout
    assert said.exit_code == 0


def test_what_cannot_be_used_is_said_to_be_just_that_until_somebody_has_dealt_with_it(tmp_path: Path) -> None:
    folder = tmp_path / "returns"
    (tmp_path / "scan.jpg").write_bytes(b"\xff\xd8\xff photograph")
    run("receive", tmp_path / "scan.jpg", "--into", folder)

    listed, checked = run("record", "--returns", folder), run("check", folder)
    assert "NOT USABLE" in listed.stdout and "0 returns.\n1 file that cannot be used.\n" in listed.stdout
    assert "NOT USABLE" in checked.stdout and "INVALID" not in checked.stdout
    assert "not-returns.txt" not in checked.stdout
    assert "0 returns.\n1 file arrived that cannot be used. Nobody has been notified about it." in checked.stdout
    assert checked.exit_code == 1
    assert json.loads(run("check", folder, "--format", "json").stdout)["summary"]["invalid"] == 1

    assert run("record", "--returns", folder, "--dealt-with", "scan.jpg").exit_code == 2
    dealt = run("record", "--returns", folder, "--dealt-with", "not-usable/scan.jpg", "--who", "Ann Bell")
    assert "not-usable/scan.jpg has been dealt with." in dealt.stdout

    assert "NOT USABLE, dealt with by Ann Bell" in run("record", "--returns", folder).stdout
    checked = run("check", folder)
    assert checked.exit_code == 0 and "1 file that cannot be used has been dealt with." in checked.stdout
    assert "scan.jpg" not in run("notify", "--returns", folder).stderr


def test_a_return_cannot_be_dealt_with_in_place_of_telling_whoever_must_know(folder: Path) -> None:
    result = run("record", "--returns", folder, "--dealt-with", "good.yaml", "--who", "Ann Bell")

    assert result.exit_code == 2 and "is a return that can be read" in result.stderr
