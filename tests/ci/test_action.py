"""The GitHub action does here what it will do there: what it says, how it ends, what it leaves behind."""

import shutil
from pathlib import Path

import pytest
from tests.ci.shell import bash, file, run_action, schema_faults
from tests.reports.runs import RETURNS, awkward_returns, copied_framework
from tests.samples import ROOT


@pytest.mark.parametrize(
    ("name", "schema"), [("action.yml", "vendor.github-actions"), ("docs/ci/github.yml", "vendor.github-workflows")]
)
def test_the_files_are_what_github_takes(name: str, schema: str) -> None:
    assert schema_faults(name, schema) == ""


def test_a_sound_framework_passes(tmp_path: Path) -> None:
    copied_framework(tmp_path)

    ran = run_action(tmp_path, root="framework")

    assert (ran.status, ran.log) == (0, "3 definitions checked. No problems found.\n")
    assert ran.left_out == ("Set up Python", "Install Formwright")


def test_a_mistake_fails_the_step_and_stands_at_its_line_and_in_the_summary(tmp_path: Path) -> None:
    copied_framework(tmp_path, "unknown-role")

    ran = run_action(tmp_path, root="framework", sarif="found.sarif")

    assert ran.status == 1
    assert "::error file=framework/forms/unknown-role.yaml,line=44,col=12,title=form/unknown-role::" in ran.log
    summary = (tmp_path / "summary").read_text("utf-8")
    assert "framework/forms/unknown-role.yaml:44:12 form/unknown-role: 'team-manger' is not a role" in summary
    assert summary.startswith("<pre>\n") and summary.endswith("</pre>\n")
    assert "\n4 definitions checked. 1 error.\n" in summary
    assert '"ruleId": "form/unknown-role"' in (tmp_path / "found.sarif").read_text("utf-8")


def test_paths_narrow_it_down(tmp_path: Path) -> None:
    root = copied_framework(tmp_path, "unknown-role", "unknown-scale")

    ran = run_action(root, paths="forms/small-audit.yaml\nstandards\n")

    assert (ran.status, ran.log) == (0, "2 definitions checked. No problems found.\n")


def test_returns_are_checked_and_the_summary_says_who_must_be_told(tmp_path: Path) -> None:
    shutil.copytree(RETURNS, tmp_path / "returns")

    ran = run_action(tmp_path, command="check", root=str(ROOT), paths="returns")

    assert ran.status == 1
    assert "::notice file=returns/good.yaml,title=must-be-told::" in ran.log
    assert ran.log.endswith(
        "8 returns: 5 complete, 1 incomplete, 2 invalid.\nNobody has been notified about 1 of them.\n"
    )
    summary = (tmp_path / "summary").read_text("utf-8")
    assert "Team Manager, First Response North &lt;manager-first-response-north@example.org&gt;" in summary


def test_no_name_gets_out_of_the_summary_or_into_the_log_as_a_command(tmp_path: Path) -> None:
    (tmp_path / "returns").mkdir()
    awkward_returns(tmp_path / "returns")

    ran = run_action(tmp_path, command="check", root=str(ROOT), paths="returns")

    commands = [line for line in ran.log.splitlines() if line.lstrip().startswith("::")]
    assert all(line.startswith("::error file=returns/") for line in commands)
    summary = (tmp_path / "summary").read_text("utf-8", "replace")
    assert summary.count("<") == 2  # that of <pre> and of </pre>
    assert "&lt;b&gt;" in summary


@pytest.mark.parametrize("hostile", ["$(touch was-run); touch was-run", '"; touch was-run; "'])
@pytest.mark.parametrize("input", ["command", "root", "paths", "sarif"])
def test_no_input_is_read_as_shell(input: str, hostile: str, tmp_path: Path) -> None:
    root = copied_framework(tmp_path)

    run_action(root, **{input: hostile})

    assert not list(tmp_path.rglob("was-run"))


@pytest.mark.parametrize("given", [{"command": "publish"}, {"command": "check"}, {"root": "nowhere"}])
def test_what_cannot_run_fails_with_2(given: dict[str, str], tmp_path: Path) -> None:
    copied_framework(tmp_path)

    assert run_action(tmp_path, **given).status == 2


def test_documents_are_built_and_kept_though_a_definition_has_a_mistake(tmp_path: Path) -> None:
    root = copied_framework(tmp_path, "unknown-role")

    ran = run_action(tmp_path, command="build", root="framework", paths="small-audit", artifact="documents")

    assert ran.status == 1
    assert "::error file=framework/forms/unknown-role.yaml,line=44" in ran.log
    assert (root / "output" / "forms" / "small-audit.pdf").is_file()
    assert ran.left_out == (
        "Set up Python",
        "Install what PDFs are laid out with",
        "Install Formwright",
        "Keep the documents",
    )


def test_the_example_workflow_gives_the_action_what_it_takes_and_its_other_job_runs(tmp_path: Path) -> None:
    root = copied_framework(tmp_path, "unknown-role")
    jobs = file("docs/ci/github.yml")["jobs"]
    (step,) = (s for s in jobs["framework"]["steps"] if "formwright" in s["uses"])
    assert set(step["with"]) <= set(file("action.yml")["inputs"])

    *_, run = (s["run"] for s in jobs["definitions"]["steps"] if "run" in s)
    result = bash(run, root, {})

    assert result.returncode == 1
    assert result.stdout.startswith("::error file=forms/unknown-role.yaml,line=44,")
