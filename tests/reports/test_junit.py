"""JUnit's XML as its readers need it: well formed whatever the names, a test for each file, a failure in full."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import Result
from junitparser import Failure, JUnitXml, Properties, Skipped, TestCase, TestSuite
from tests.reports.runs import REFUSED, RETURNS, SMALL, awkward_returns, copied_framework, run
from tests.samples import RETURN

PARTS = {
    "testsuites": ({"name"}, {"testsuite"}),
    "testsuite": ({"name", "tests", "failures", "errors", "skipped"}, {"properties", "testcase"}),
    "properties": (set(), {"property"}),
    "property": ({"name", "value"}, set()),
    "testcase": ({"classname", "name"}, {"failure", "skipped", "system-out"}),
    "failure": ({"type", "message"}, set()),
    "skipped": ({"message"}, set()),
    "system-out": (set(), set()),
}
"""The attributes that each element has and the elements that may be in it: all that Jenkins' schema allows and
other readers know."""


def suites(result: Result) -> dict[str, TestSuite]:
    """By file, as a reader of JUnit's XML sees them."""
    for element in ET.fromstring(result.stdout_bytes).iter():  # noqa: S314 - our own
        attributes, inside = PARTS[element.tag]
        assert set(element.attrib) == attributes
        assert {child.tag for child in element} <= inside
    found = {}
    for suite in JUnitXml.fromstring(result.stdout_bytes):
        assert isinstance(suite, TestSuite)
        (case,) = suite
        assert (suite.tests, suite.failures, suite.skipped) == (1, case.is_failure, case.is_skipped)
        found[str(suite.name)] = suite
    return found


def case(suite: TestSuite) -> TestCase:
    (only,) = suite
    assert isinstance(only, TestCase)
    return only


def test_each_definition_is_a_test_and_a_failure_says_all_that_is_wrong_with_it(tmp_path: Path) -> None:
    root = copied_framework(tmp_path, "unknown-role")

    result = run("validate", "--format", "junit", root=root)

    found = {Path(file).name: case(suite) for file, suite in suites(result).items()}
    assert list(found) == ["framework.yaml", "small-audit.yaml", "unknown-role.yaml", "small-standards.yaml"]
    assert [c.is_failure for c in found.values()] == [False, False, True, False]
    (failure,) = found["unknown-role.yaml"].result
    assert isinstance(failure, Failure)
    assert failure.message == "1 error"
    assert failure.text == run("validate", root=root).stdout.partition("\n4 definitions checked")[0]
    assert result.exit_code == 1
    assert result.stderr == "4 definitions checked. 1 error.\n"


def test_every_faulty_definition_is_a_test_that_failed() -> None:
    files = sorted(REFUSED.glob("*.yaml"))
    diagnostics = json.loads(run("validate", *files, "--format", "json", root=SMALL).stdout)["diagnostics"]
    faulty = {d["file"] for d in diagnostics if d["severity"] == "error"}

    found = suites(run("validate", *files, "--format", "junit", root=SMALL))

    assert len(found) == len(files)
    assert {file for file, suite in found.items() if case(suite).is_failure} == faulty


def test_a_return_that_is_complete_passed_and_any_other_failed() -> None:
    found = suites(run("check", RETURNS, "--format", "junit"))

    failures = {Path(f).stem: r.type for f, s in found.items() for r in case(s).result if isinstance(r, Failure)}
    assert failures == {"incomplete": "incomplete", "invalid": "invalid", "judged-twice": "invalid"}
    assert len(found) == 8


def test_a_failure_says_what_the_text_report_says() -> None:
    file = RETURNS / "incomplete.yaml"
    text = run("check", file).stdout

    (suite,) = suites(run("check", file, "--format", "junit")).values()

    (failure,) = case(suite).result
    assert isinstance(failure, Failure) and failure.text
    assert failure.message == "INCOMPLETE  Tier 1 generic audit tool, judged Requires Improvement"
    assert f"\n{failure.text}\n\n" in text
    assert "Question 8" in failure.text


def test_who_must_be_told_is_said_for_a_return_whether_it_passed_or_not() -> None:
    found = suites(run("check", RETURNS, "--format", "junit"))

    for suite in found.values():
        facts = {str(p.name) for p in suite.child(Properties)}  # type: ignore[no-untyped-call]
        told = "must be told" in facts
        assert told == ("judgement" in facts)
        assert ("Must be notified" in str(case(suite).system_out)) == told
        assert {"status", "form", "version"} <= facts


def test_names_that_try_xml_come_back_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = awkward_returns(tmp_path)
    monkeypatch.chdir(tmp_path)

    found = suites(run("check", *(f.name for f in files), "--format", "junit"))

    replaced = str.maketrans({"\x1b": r"\x1b", "\x07": r"\x07", "\udcff": r"\xff"})
    assert set(found) == {f.name.translate(replaced) for f in files}
    assert {case(s).name for s in found.values()} == set(found)


def test_a_file_that_the_team_says_is_no_return_is_a_test_that_was_skipped(tmp_path: Path) -> None:
    (tmp_path / "audit.yaml").write_text(RETURN, "utf-8")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    (tmp_path / "not-returns.txt").write_text("photo.png\n", "utf-8")

    result = run("check", tmp_path, "--format", "junit")

    found = {Path(f).name: case(s).result for f, s in suites(result).items()}
    (skipped,) = found.pop("photo.png")
    assert isinstance(skipped, Skipped) and "not-returns.txt" in str(skipped.message)
    assert found == {"audit.yaml": []}
    assert result.exit_code == 0
    assert f"1 file is not a return, according to {tmp_path / 'not-returns.txt'}." in result.stderr


@pytest.mark.parametrize("format", ["github", "sarif", "junit"])
def test_nothing_that_an_auditor_wrote_is_in_the_report(format: str, tmp_path: Path) -> None:
    written = RETURN.replace("The chronology", "Zebedee-Quux").replace("date: ", "date: Zebedee-Quux ")
    (tmp_path / "audit.yaml").write_text(written.replace("  case_id:", "  Zebedee-Quux: 1\n  case_id:"), "utf-8")

    result = run("check", tmp_path, "--format", format)

    assert "is not a valid date" in result.stdout and "does not have this key" in result.stdout
    assert "Zebedee" not in result.output


def test_the_contracts_json_is_as_it_was() -> None:
    found = json.loads(run("check", RETURNS, "--format", "json").stdout)

    assert found["summary"] == {
        "complete": 5, "incomplete": 1, "invalid": 2, "nobody_told": 1, "not_returns": 0, "repeats": 0,
    }  # fmt: skip
    assert set(found) == {"submissions", "summary"}
