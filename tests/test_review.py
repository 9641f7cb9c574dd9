"""A folder of returns is reviewed whole: nothing is passed over in silence, nothing private is said."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from tests.samples import EXAMPLES, FRAMEWORK, RETURN, ROOT, changed

from formwright.cli import main
from formwright.pipelines.review import review
from formwright.reports import review as report


def check(*paths: Path, format: str = "text") -> Result:
    return CliRunner().invoke(main, ["--root", str(ROOT), "check", *map(str, paths), "--format", format])


def data(*paths: Path) -> Any:
    return json.loads(check(*paths, format="json").stdout)


def test_the_examples_are_as_their_names_say() -> None:
    found = {Path(s["file"]).stem: (s["status"], s["judgement"]) for s in data(EXAMPLES / "returns")["submissions"]}

    assert found == {
        "good": ("complete", "good"),
        "inadequate": ("complete", "inadequate"),
        "incomplete": ("incomplete", "requires-improvement"),
        "invalid": ("invalid", "inadequate"),
        "judged-twice": ("invalid", None),
        "outstanding": ("complete", "outstanding"),
        "outstanding-with-a-4": ("complete", "outstanding"),
        "requires-improvement": ("complete", "requires-improvement"),
    }


def test_the_json_is_the_contracts() -> None:
    found = data(EXAMPLES / "returns" / "requires-improvement.yaml")

    assert set(found) == {"submissions", "summary"}
    assert found["summary"] == {"complete": 1, "incomplete": 0, "invalid": 0}
    (submission,) = found["submissions"]
    assert set(submission) == {"file", "form", "version", "status", "judgement", "diagnostics", "escalation"}
    assert set(submission["escalation"]) == {"recipients", "copy_to"}
    assert all(set(r) == {"role", "name", "email", "because"} for r in submission["escalation"]["recipients"])


@pytest.mark.parametrize(
    ("name", "status"), [("good", 0), ("outstanding-with-a-4", 0), ("incomplete", 1), ("invalid", 1)]
)
def test_the_exit_code_says_whether_errors_were_found(name: str, status: int) -> None:
    assert check(EXAMPLES / "returns" / f"{name}.yaml").exit_code == status


def test_a_path_that_is_not_there_cannot_run() -> None:
    result = check(Path("no-such-folder"))

    assert result.exit_code == 2
    assert "no-such-folder" in result.stderr


def test_every_file_of_a_folder_is_accounted_for(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.yaml").write_text(RETURN, "utf-8")
    (tmp_path / "two.json").write_bytes(b"{")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden").write_text("")

    result = check(tmp_path)

    assert result.exit_code == 1
    assert "one.yaml" in result.stdout and "two.json" in result.stdout
    assert "picture.png" in result.stdout and "not looked at" in " ".join(result.stdout.split())
    assert "2 returns: 1 complete, 1 invalid." in result.stdout
    assert ".hidden" not in result.stdout


def test_where_nobody_can_be_told_it_says_so(tmp_path: Path) -> None:
    file = tmp_path / "return.yaml"
    file.write_text(changed(("judgement: requires-improvement", "judgement: pending")), "utf-8")

    (found,) = data(file)["submissions"]

    assert found["escalation"] is None
    assert "escalation/nobody-told" in {d["code"] for d in found["diagnostics"] if d["severity"] == "error"}


def test_an_unfinished_audit_still_reaches_its_recipients(tmp_path: Path) -> None:
    file = tmp_path / "return.yaml"
    file.write_text('form: tier1-generic-audit\nversion: "1.0"\noverall: {judgement: inadequate}\n', "utf-8")

    (found,) = data(file)["submissions"]

    assert found["status"] == "incomplete"
    assert {r["role"] for r in found["escalation"]["recipients"]} == {"head-of-service", "assistant-director"}


WORDS = st.text(st.characters(min_codepoint=0x61, max_codepoint=0x7A), min_size=6, max_size=12).map(lambda w: f"zq{w}")


@given(word=WORDS, key=WORDS)
def test_nothing_that_an_auditor_wrote_is_ever_repeated(word: str, key: str, tmp_path_factory: Any) -> None:
    folder = tmp_path_factory.mktemp("returns")
    case_id = next(line for line in RETURN.splitlines() if "case_id" in line).strip()
    for n, (old, new) in enumerate(
        (
            (case_id, f"case_id: {word}\n  {key}: {word}"),
            ("judgement: requires-improvement", f"judgement: {word}"),
            ("form: tier1-generic-audit", f"form: {word}"),
            (case_id, f"case_id: [{word}"),
            (case_id, f"case_id: {{{key}: {word}}}"),
        )
    ):
        (folder / f"{n}.yaml").write_text(RETURN.replace(old, new, 1), "utf-8")

    lines = "\n".join(report.text(review([folder], FRAMEWORK), FRAMEWORK))
    pieces = "".join(report.as_json(review([folder], FRAMEWORK)))

    for said in (lines, pieces):
        assert word not in said and key not in said
