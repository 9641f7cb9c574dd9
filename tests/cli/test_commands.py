"""Commands keep the contract: exit codes, JSON, and words that a person can act on."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from formwright.cli import main

TESTS = Path(__file__).parents[1]
FRAMEWORK = TESTS / "examples" / "framework"
REFUSED = TESTS / "examples" / "definitions" / "refused"


def run(*words: str, root: Path = FRAMEWORK) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *words])


def data(*words: str, root: Path = FRAMEWORK) -> Any:
    return json.loads(run(*words, "--format", "json", root=root).stdout)


def test_a_sound_framework_gives_exit_code_0() -> None:
    result = run("validate")

    assert result.exit_code == 0
    assert "3 definitions checked. No problems found." in result.stdout


def test_a_mistake_is_shown_at_its_line_with_the_remedy() -> None:
    result = run("validate", str(REFUSED / "unknown-role.yaml"))

    assert result.exit_code == 1
    assert ":44:12 form/unknown-role: 'team-manger' is not a role in this framework. Did you mean 'team-manager'?" in (
        result.stdout
    )
    assert "    44 |     good: [team-manger]\n                    ^" in result.stdout


def test_of_errors_and_warnings_the_error_is_the_one_to_read_more_about(tmp_path: Path) -> None:
    root = tmp_path / "framework"
    shutil.copytree(FRAMEWORK, root)
    form = root / "forms" / "small-audit.yaml"
    text = form.read_text("utf-8").replace('ask: "Was the review held?"', "ask: The review under tab #2")
    form.write_text(text.replace("good: [team-manager]", "good: [team-manger]"), "utf-8")

    result = run("validate", root=root)

    assert result.stdout.index("definition/cut-off") < result.stdout.index("form/unknown-role")
    assert result.stdout.endswith("\nRun 'formwright explain form/unknown-role' for more.\n")


def test_a_build_with_errors_says_that_not_all_was_built(tmp_path: Path) -> None:
    root = tmp_path / "framework"
    shutil.copytree(FRAMEWORK, root)
    form = root / "forms" / "small-audit.yaml"
    form.write_text(form.read_text("utf-8").replace("good: [team-manager]", "good: [team-manger]"), "utf-8")

    result = run("build", "--format", "html", root=root)

    assert result.exit_code == 1
    assert result.stdout.endswith("Definitions with errors were not built: their documents stay as they were.\n")


def test_validate_gives_the_contracts_diagnostics() -> None:
    found = data("validate", str(REFUSED / "unknown-key.yaml"))

    assert found["documents"] == 1
    (diagnostic,) = found["diagnostics"]
    assert set(diagnostic) == {"code", "severity", "file", "line", "column", "path", "message", "hint"}
    assert (diagnostic["code"], diagnostic["severity"]) == ("form/unknown-key", "error")
    assert (diagnostic["line"], diagnostic["column"]) == (14, 23)


def test_show_gives_the_contracts_fields() -> None:
    found = data("show", "small-audit")

    assert (found["id"], found["kind"], found["version"]) == ("small-audit", "form", "1.10")
    assert found["judgement"] == "overall.judgement"
    assert len(found["digest"]) == 64
    fields = {f["path"]: f for f in found["fields"]}
    assert list(fields) == [
        "details.case_id",
        "details.child_status",
        "evaluation.listening.grade",
        "evaluation.listening.comments",
        "evaluation.review.grade",
        "evaluation.review.comments",
        "overall.judgement",
        "actions[].action",
        "actions[].urgent",
        "actions[].why",
    ]
    assert fields["evaluation.review.grade"] == {
        "path": "evaluation.review.grade",
        "label": "Grade",
        "control": "grade",
        "required": True,
        "asked_when": {"field": "details.child_status", "in": ["cared-for"]},
        "choices": [{"value": 1, "label": "1 – Good"}, {"value": 2, "label": "2 – Inadequate"}],
        "repeat": None,
    }
    assert fields["actions[].action"]["repeat"] == {"min": 0, "max": 3}
    assert fields["details.case_id"]["choices"] is None


def test_escalation_gives_the_contracts_table() -> None:
    assert data("escalation", "small-audit") == {
        "form": "small-audit",
        "judgement": "overall.judgement",
        "judgements": ["overall.judgement"],
        "rules": [
            {"judgement": "good", "recipients": [{"role": "team-manager", "asked_when": None}]},
            {
                "judgement": "inadequate",
                "recipients": [
                    {"role": "head-of-service", "asked_when": None},
                    {"role": "iro", "asked_when": {"field": "details.child_status", "in": ["cared-for"]}},
                ],
            },
        ],
        "also": [],
        "default": [],
        "copy_to": ["audits"],
        "nobody": None,
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["show", "small-audti"], "Did you mean 'small-audit'?"),
        (["blank", "small-standards"], "is not a form"),
        (["escalation", "small-standards"], "is not a form"),
        (["build", "nothing"], "is not defined"),
        (["validate", "no-such-file.yaml"], "There is no no-such-file.yaml"),
    ],
)
def test_what_cannot_run_gives_exit_code_2_and_a_remedy(words: list[str], said: str) -> None:
    result = run(*words)

    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_no_framework_gives_exit_code_2(tmp_path: Path) -> None:
    result = run("validate", root=tmp_path)

    assert result.exit_code == 2
    assert "framework.yaml" in result.stderr


def test_a_fault_of_ours_gives_exit_code_3_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: object) -> None:
        raise RuntimeError("a child's name")

    monkeypatch.setattr("formwright.definitions.library.load", broken)
    result = run("validate")

    assert result.exit_code == 3
    assert "Please report it" in result.stderr
    assert "Traceback" not in result.stderr and "a child's name" not in result.output


def test_ctrl_c_is_no_fault_of_ours_though_a_library_fails_while_it_tidies_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*given: object) -> None:
        try:
            raise KeyboardInterrupt
        finally:
            raise RuntimeError("the pool is gone")

    monkeypatch.setattr("formwright.definitions.library.load", stopped)
    result = run("validate")

    assert result.exit_code == 2
    assert "Stopped before the end" in result.stderr and "Please report it" not in result.stderr


def test_the_framework_is_found_from_a_folder_within_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FRAMEWORK / "forms")

    assert CliRunner().invoke(main, ["validate"]).exit_code == 0


def test_help_lists_the_commands_by_who_uses_them_and_imports_nothing_heavy() -> None:
    code = (
        "import sys; from formwright.cli import main; main(['--help'], standalone_mode=False); "
        "heavy = {'yaml', 'jsonschema', 'jinja2', 'weasyprint', 'docx', 'lxml', 'pikepdf', 'markdown_it', "
        "'importlib.metadata'} & set(sys.modules); assert not heavy, heavy"
    )

    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stderr
    assert "For policy owners" in result.stdout
    assert "For the performance and quality team" in result.stdout


def test_the_schemas_of_the_kinds_are_whole() -> None:
    from jsonschema import Draft202012Validator

    for kind in ("framework", "directory", "form", "standards", "programme", "terms-of-reference"):
        schema = json.loads(run("schema", kind).stdout)
        Draft202012Validator.check_schema(schema)
        assert "common.schema.json" not in json.dumps(schema)
