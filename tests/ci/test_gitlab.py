"""The jobs for GitLab do here what they will do there, and the reports that they hand to GitLab are there."""

import shutil
from pathlib import Path
from typing import Any

from junitparser import JUnitXml
from tests.ci.shell import Ran, bash, file, schema_faults
from tests.reports.runs import RETURNS, copied_framework
from tests.samples import ROOT

NAME = "docs/ci/gitlab.yml"


def run_job(name: str, folder: Path, **given: str) -> Ran:
    """The job's script, which stops at the first line that fails. Its 'before_script' installs, and is left out."""
    jobs: Any = file(NAME)
    variables = {**{key: str(value) for key, value in jobs["variables"].items()}, **given}
    result = bash("\n".join(jobs[name]["script"]), folder, variables)
    return Ran(result.returncode, result.stdout, ("before_script",))


def report(name: str, folder: Path) -> JUnitXml:
    """What GitLab is told to read when the job has ended."""
    found = JUnitXml.fromfile(str(folder / file(NAME)[name]["artifacts"]["reports"]["junit"]))
    assert isinstance(found, JUnitXml)
    return found


def test_the_file_is_what_gitlab_takes() -> None:
    assert schema_faults(NAME, "vendor.gitlab-ci", "--data-transform", "gitlab-ci") == ""


def test_a_sound_framework_passes(tmp_path: Path) -> None:
    root = copied_framework(tmp_path)

    ran = run_job("formwright-validate", root)

    assert ran.status == 0
    assert len(list(report("formwright-validate", root))) == 3


def test_a_mistake_fails_the_job_and_stands_in_its_report(tmp_path: Path) -> None:
    copied_framework(tmp_path, "unknown-role")

    ran = run_job("formwright-validate", tmp_path, FORMWRIGHT_ROOT="framework")

    assert ran.status == 1
    assert "framework/forms/unknown-role.yaml:44:12 form/unknown-role: 'team-manger' is not a role" in ran.log
    assert [s.name for s in report("formwright-validate", tmp_path) if s.failures] == [
        "framework/forms/unknown-role.yaml"
    ]


def test_returns_are_checked(tmp_path: Path) -> None:
    shutil.copytree(RETURNS, tmp_path / "the returns")

    ran = run_job("formwright-check", tmp_path, FORMWRIGHT_ROOT=str(ROOT), FORMWRIGHT_RETURNS="the returns")

    assert ran.status == 1
    assert "8 returns: 5 complete, 1 incomplete, 2 invalid." in ran.log
    assert len(list(report("formwright-check", tmp_path))) == 8


def test_the_documents_are_where_gitlab_looks_for_them(tmp_path: Path) -> None:
    root = copied_framework(tmp_path)

    ran = run_job("formwright-build", root)

    (path,) = file(NAME)["formwright-build"]["artifacts"]["paths"]
    assert ran.status == 0
    assert (root / path.replace("$FORMWRIGHT_ROOT", ".") / "forms" / "small-audit.pdf").is_file()
