"""`formwright notify` over a folder of returns."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.samples import EXAMPLES, ROOT

from formwright.cli import main


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """This repository's framework, with a few returns received in January."""
    for name in ("framework.yaml", "directory.yaml"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("forms", "released"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("good", "incomplete", "judged-twice"):
        (tmp_path / "returns" / "2014-01").mkdir(parents=True, exist_ok=True)
        shutil.copy(EXAMPLES / "returns" / f"{name}.yaml", tmp_path / "returns" / "2014-01")
    return tmp_path


def notify(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "notify", *arguments])


def test_it_says_what_is_due_and_that_nothing_was_sent(root: Path) -> None:
    result = notify(root)

    assert "Case A1077, Good" in result.stdout
    assert "4 notices, 1 return slip, to 4 addresses. Nothing has been sent." in result.stdout
    assert "escalation/nobody-told" in result.stderr
    assert result.exit_code == 1


def test_json_has_each_notice_as_the_contract_says(root: Path) -> None:
    found = json.loads(notify(root, "--format", "json").stdout)

    keys = {"return", "case_id", "role", "name", "email", "because", "state", "kind"}
    assert all(keys <= set(one) for one in found["notices"])
    assert sorted(one["kind"] for one in found["notices"]) == ["notice"] * 4 + ["slip"]
    assert {one["state"] for one in found["notices"]} == {"ready"}


def test_one_email_is_shown_whole(root: Path) -> None:
    found = json.loads(notify(root, "--format", "json").stdout)
    key = next(one["key"] for one in found["notices"] if one["kind"] == "slip")

    shown = notify(root, "--show", key[:8])

    assert "Subject: Please complete your return: case A1161" in shown.stdout
    assert "Attached: A1161-Tier-1-generic-audit-tool.docx" in shown.stdout
    assert shown.exit_code == 0


def test_a_key_of_none_is_said(root: Path) -> None:
    result = notify(root, "--show", "nothing")

    assert result.exit_code == 2
    assert "No notice that is due has a key that begins with 'nothing'" in result.stderr


def test_writing_files_sends_nothing_and_leaves_all_due(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "mails"

    assert "5 emails written" in notify(root, "--out", str(out)).stdout
    assert "2014-01-16-A1077-notice-team-manager" in " ".join(sorted(file.name for file in out.iterdir()))
    assert "0 emails written, and 5 were there already" in notify(root, "--out", str(out)).stdout


def test_one_return_and_one_month(root: Path) -> None:
    assert "1 notice, to 1 address." in notify(root, "--return", "2014-01/good.yaml").stdout
    assert "Nobody needs to be notified." in notify(root, "--return", "2014-01/none.yaml").stdout
    assert "5 " not in notify(root, "--month", "2015-01").stdout


def test_what_is_not_due_any_more_is_taken_out_of_the_folder_of_emails(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "mails"
    notify(root, "--out", str(out))
    (root / "returns" / "2014-01" / "good.yaml").unlink()

    result = notify(root, "--out", str(out))

    assert "1 email is no longer due, and now in" in result.stdout
    assert [file.name[:16] for file in (out / "no-longer-due").iterdir()] == ["2014-01-16-A1077"]
    assert len(list(out.glob("*.eml"))) == 4


def test_emails_that_somebody_sent_by_hand_are_recorded_together(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "mails"
    notify(root, "--out", str(out))
    mark = ("--mark-sent", str(out), "--who", "Ann Bell")

    asked, done = notify(root, *mark), notify(root, *mark, "--yes")

    assert asked.exit_code == 2 and "5 emails would be recorded as sent" in asked.stderr
    assert done.exit_code == 0 and "Recorded: 5 were sent." in done.stdout
    assert json.loads(notify(root, "--format", "json").stdout)["notices"] == []


def test_an_email_that_is_not_due_is_not_recorded_and_nor_are_those_beside_it(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "mails"
    notify(root, "--out", str(out))
    (root / "returns" / "2014-01" / "good.yaml").unlink()

    result = notify(root, "--mark-sent", str(out), "--who", "Ann Bell", "--yes")

    assert result.exit_code == 2
    assert "Nothing was recorded: 2014-01-16-A1077-notice-team-manager" in result.stderr
    assert len(json.loads(notify(root, "--format", "json").stdout)["notices"]) == 4


def test_people_are_reminded_of_what_they_owe_once(root: Path, tmp_path: Path) -> None:
    for name in ("schedules", "standards", "handbook"):
        shutil.copytree(ROOT / name, root / name)
    duties = root / "schedules" / "duties.yaml"  # so that something is owed whatever day it is
    duties.write_text(
        re.sub("(?m)^remind: .*$", "remind: {working_days_before: 40}", duties.read_text("utf-8")), "utf-8"
    )

    def reminders() -> list[dict[str, Any]]:
        found = json.loads(notify(root, "--format", "json").stdout)["notices"]
        return [one for one in found if one["kind"] == "reminder"]

    before = reminders()
    [north] = [one for one in before if one["name"] == "Team Manager, First Response North"]
    assert (north["return"], north["case_id"], north["role"], north["state"]) == (None, None, "team-manager", "ready")
    assert {one["owed"] for one in north["owes"] if one["what"].startswith("Audits cases")} == {4}
    assert f"reminder to {north['name']}" in notify(root, "--list").stdout
    assert "Subject: Reminder: " in notify(root, "--show", north["key"][:8]).stdout
    notify(root, "--out", str(tmp_path / "mails"))
    assert len([file for file in (tmp_path / "mails").iterdir() if "-reminder-" in file.name]) == len(before)

    notify(root, "--mark-sent", north["key"], "--who", "Ann Bell")

    assert len(reminders()) == len(before) - 1
