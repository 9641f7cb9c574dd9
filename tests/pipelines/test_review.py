"""The whole road from returned files to what is said of them."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.samples import EXAMPLES, FRAMEWORK, RETURN, ROOT

from formwright.cli import main
from formwright.definitions.library import load
from formwright.errors import CannotRun
from formwright.model.review import Reviewed, Status
from formwright.pipelines.review import review
from formwright.reports.review import Tally, as_json, text

RETURNS = EXAMPLES / "returns"
CHILD = "Zebedee-Quux"


def reviewed(*paths: Path) -> list[Reviewed]:
    return [found for found in review(paths, FRAMEWORK) if isinstance(found, Reviewed)]


def data(*paths: Path) -> Any:
    return json.loads("".join(as_json(review(paths, FRAMEWORK))))


def words(*paths: Path) -> str:
    return "\n".join(text(review(paths, FRAMEWORK), FRAMEWORK))


# --- the examples --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "status", "judgement"),
    [
        ("outstanding", "complete", "outstanding"),
        ("good", "complete", "good"),
        ("requires-improvement", "complete", "requires-improvement"),
        ("inadequate", "complete", "inadequate"),
        ("outstanding-with-a-4", "complete", "outstanding"),
        ("incomplete", "incomplete", "requires-improvement"),
        ("invalid", "invalid", "inadequate"),
        ("judged-twice", "invalid", None),
    ],
)
def test_each_example_is_what_its_name_says(name: str, status: str, judgement: str | None) -> None:
    (found,) = reviewed(RETURNS / f"{name}.yaml")

    assert (str(found.status), found.judgement) == (status, judgement)
    assert (found.escalation is None) == (judgement is None)


# --- files and folders ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.docx", b"PK\x03\x04", "submission/damaged"),
        ("a.pdf", b"%PDF", "submission/not-readable"),
        ("a.html", b"<html>", "submission/not-readable"),
        ("a.xlsx", b"PK\x03\x04", "submission/damaged"),
        ("a.yaml", b"", "submission/empty-file"),
        ("a.yaml", b"# to come", "yaml/empty"),
        ("a.yaml", "form: é".encode("latin-1"), "yaml/bad-encoding"),
        ("a.yaml", b"[" * 200_000, "yaml/depth-refused"),
        ("a.yaml", b"a: " + b"x" * 1_000_000, "submission/too-large"),
        ("a.json", b"{", "json/syntax"),
    ],
)
def test_a_file_that_cannot_be_read_is_invalid_and_tells_nobody(
    name: str, content: bytes, code: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)

    (found,) = reviewed(tmp_path / name)

    assert found.status is Status.INVALID
    assert [d.code for d in found.diagnostics] == [code, "escalation/nobody-told"]


def test_without_a_framework_nothing_can_be_checked() -> None:
    with pytest.raises(CannotRun):
        review([RETURNS], replace(FRAMEWORK, framework=None))


def test_a_return_of_a_form_whose_definition_is_faulty_says_so(tmp_path: Path) -> None:
    for name in ("framework.yaml", "forms"):
        source = EXAMPLES / "framework" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    form = tmp_path / "forms" / "small-audit.yaml"
    form.write_text(form.read_text("utf-8").replace("control: grade", "control: grad"), "utf-8")
    (tmp_path / "a.yaml").write_text("form: small-audit\nversion: '1.10'\n", "utf-8")

    (found,) = review([tmp_path / "a.yaml"], load(tmp_path))

    assert isinstance(found, Reviewed)
    assert "Some definitions have errors" in (found.diagnostics[0].hint or "")


def test_one_file_is_looked_at_at_a_time(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(RETURN, "utf-8")
    (tmp_path / "b.yaml").write_text(RETURN, "utf-8")
    found = review([tmp_path], FRAMEWORK)

    next(found)
    (tmp_path / "b.yaml").write_text("", "utf-8")

    second = next(found)
    assert isinstance(second, Reviewed) and second.status is Status.INVALID


# --- the reports ---------------------------------------------------------------------------


def test_the_json_is_the_contracts() -> None:
    found = data(RETURNS / "requires-improvement.yaml", RETURNS / "incomplete.yaml", RETURNS / "judged-twice.yaml")

    assert set(found) == {"submissions", "summary"}
    assert found["summary"] == {
        "complete": 1, "incomplete": 1, "invalid": 1, "nobody_told": 1, "not_returns": 0, "repeats": 0,
    }  # fmt: skip
    complete, incomplete, invalid = found["submissions"]
    assert complete == {
        "file": str(RETURNS / "requires-improvement.yaml"),
        "form": "tier1-generic-audit",
        "version": "1.0",
        "digest": None,
        "parts": [{"id": "auditor", "status": "complete"}, {"id": "supervision", "status": "not-due"}],
        "status": "complete",
        "judgement": "requires-improvement",
        "diagnostics": [],
        "escalation": {
            "recipients": [
                {
                    "role": "head-of-service",
                    "name": "Head of Service, Child Protection and Care Proceedings",
                    "email": "head-of-child-protection@example.org",
                    "because": "judged Requires Improvement",
                },
                {
                    "role": "team-manager",
                    "name": "Team Manager, Child Protection East",
                    "email": "manager-child-protection-east@example.org",
                    "because": "judged Requires Improvement",
                },
                {
                    "role": "iro",
                    "name": "Independent Reviewing Officers, Safeguarding Unit",
                    "email": "reviewing-officers@example.org",
                    "because": "judged Requires Improvement, and “The child's status” is “Cared for and on a child "
                    "protection plan”",
                },
                {
                    "role": "conference-chair",
                    "name": "Conference Chairs, Safeguarding Unit",
                    "email": "conference-chairs@example.org",
                    "because": "judged Requires Improvement, and “The child's status” is “Cared for and on a child "
                    "protection plan”",
                },
            ],
            "copy_to": ["csc-audits"],
        },
        "repeats": None,
    }
    assert {d["severity"] for d in incomplete["diagnostics"]} == {"error"}
    assert (invalid["judgement"], invalid["escalation"]) == (None, None)
    assert invalid["diagnostics"][-1]["code"] == "escalation/nobody-told"
    assert set(invalid["diagnostics"][-1]) == {
        "code", "severity", "file", "line", "column", "path", "message", "hint",
    }  # fmt: skip


def test_no_returns_are_a_report_too(tmp_path: Path) -> None:
    found = data(tmp_path)

    assert (found["submissions"], set(found["summary"].values())) == ([], {0})
    assert words(tmp_path) == "0 returns."


def test_the_text_says_who_must_be_told_why_and_what_is_missing_where() -> None:
    said = words(RETURNS / "incomplete.yaml")

    assert "INCOMPLETE  Tier 1 generic audit tool, judged Requires Improvement" in said
    assert "Team Manager: Team Manager, Cared for Children West" in said
    assert "because it was judged Requires Improvement, and “The child's status” is “Cared for”" in said
    assert "Copy to Children's Social Care audits <csc-audits@example.org>" in said
    assert f"{RETURNS / 'incomplete.yaml'}:16:5 submission/missing-answer\n      Question 3, “The child's voice" in said
    assert said.endswith("1 return: 1 incomplete.")


def test_the_text_ends_with_how_many_there_are_of_each_and_how_many_nobody_is_told_of() -> None:
    assert words(RETURNS).endswith(
        "8 returns: 5 complete, 1 incomplete, 2 invalid.\nNobody has been notified about 1 of them."
    )


def test_the_text_fits_a_terminal() -> None:
    lines = [line for line in words(RETURNS).splitlines() if str(RETURNS) not in line]

    assert max(map(len, lines)) <= 100


def test_a_tally_knows_whether_anything_was_wrong() -> None:
    good, bad = Tally(), Tally()

    assert list(good.of(review([RETURNS / "outstanding-with-a-4.yaml"], FRAMEWORK))) and not good.has_errors
    assert list(bad.of(review([RETURNS / "incomplete.yaml"], FRAMEWORK))) and bad.has_errors


# --- the command ---------------------------------------------------------------------------


def check(*paths: Path, format: str = "text") -> Result:
    return CliRunner().invoke(main, ["--root", str(ROOT), "check", *map(str, paths), "--format", format])


@pytest.mark.parametrize(
    ("name", "status"), [("good", 0), ("outstanding-with-a-4", 0), ("incomplete", 1), ("invalid", 1)]
)
def test_the_exit_code_says_whether_errors_were_found(name: str, status: int) -> None:
    assert check(RETURNS / f"{name}.yaml").exit_code == status


def test_a_path_that_is_not_there_cannot_run() -> None:
    result = check(Path("no-such-folder"))

    assert result.exit_code == 2
    assert "no-such-folder" in result.stderr and not result.stdout


# --- returned audits speak of real children ------------------------------------------------


def spoilt() -> Iterator[str]:
    """The return with each of its answers, and each of its keys, replaced by a child's name."""
    for line in RETURN.splitlines():
        key, _, value = line.partition(":")
        yield RETURN.replace(line, f"{key}: {CHILD}")
        yield RETURN.replace(line, f"{key[: len(key) - len(key.lstrip(' -'))]}{CHILD}:{value}")
        yield RETURN.replace(line, f"{line}\n{CHILD}")
        yield RETURN.replace(line, f"{CHILD}: 1\n{CHILD}: 2\n{line}")
        yield RETURN.replace(line, f'{key}: "{CHILD}')


def test_no_report_repeats_anything_from_a_return(tmp_path: Path) -> None:
    for n, spoilt_return in enumerate(spoilt()):
        (tmp_path / f"{n}.yaml").write_text(spoilt_return, "utf-8")
        (tmp_path / f"{n}.json").write_text(json.dumps({"form": CHILD, CHILD: [CHILD], "version": CHILD}), "utf-8")

    assert CHILD not in words(tmp_path)
    assert CHILD not in json.dumps(data(tmp_path))
