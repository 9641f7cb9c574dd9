"""The program as others install it: a wheel, away from this checkout. A framework made by 'init' passes its
own continuous integration with it."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from tests.samples import ROOT

from formwright import __version__

BASH = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c"]  # as on GitHub


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The surroundings of a machine where 'pip install formwright' finds this program's wheel and, as if
    they were installed already, the libraries that it needs. Nothing comes from the network."""
    folder = tmp_path_factory.mktemp("elsewhere")
    source = folder / "source"
    leftovers = shutil.ignore_patterns("__pycache__", "*.egg-info")
    shutil.copytree(ROOT / "generator", source / "generator", ignore=leftovers)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    _run(sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-w", folder / "wheels", source)
    venv.create(folder / "venv", with_pip=True)
    _run(folder / "venv" / "bin" / "pip", "uninstall", "--yes", "--quiet", "setuptools")  # the pinned one is linked
    libraries = folder / "libraries"
    libraries.mkdir()
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if "formwright" not in entry.name and not entry.name.startswith("pip"):
            (libraries / entry.name).symlink_to(entry)
    (site,) = (folder / "venv").glob("lib/python*/site-packages")
    (site / "libraries.pth").write_text(f"{libraries}\n", "utf-8")
    found = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_", "COV"))}
    return {
        **found,
        "PATH": f"{folder / 'venv' / 'bin'}:{os.environ['PATH']}",
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(folder / "wheels"),
        "HOME": str(folder),
    }


def _run(*words: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> str:
    done = subprocess.run(list(map(str, words)), cwd=cwd, env=env, capture_output=True, text=True)
    assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def begun(elsewhere: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A framework that the installed program has begun."""
    folder = tmp_path_factory.mktemp("theirs")
    _run("pip", "install", "--quiet", f"formwright=={__version__}", cwd=folder, env=elsewhere)
    _run("formwright", "init", folder / "ours", "--title", "Ours: a beginning", cwd=folder, env=elsewhere)
    return folder / "ours"


def test_the_package_holds_no_symbolic_link() -> None:
    package = ROOT / "generator" / "formwright"

    assert [path for path in package.rglob("*") if path.is_symlink()] == []  # Windows checks them out as texts


def test_the_program_is_the_installed_one(elsewhere: Mapping[str, str], begun: Path) -> None:
    where = _run("python", "-c", "import formwright; print(formwright.__file__)", cwd=begun, env=elsewhere)

    assert "elsewhere" in where and str(ROOT) not in where


@pytest.mark.skipif(not shutil.which("man"), reason="there is no man here")
def test_its_manual_page_comes_with_it(elsewhere: Mapping[str, str], begun: Path) -> None:
    page = _run("man", "--where", "formwright", cwd=begun, env={**elsewhere, "MANPATH": ""}).strip()

    assert page.endswith("share/man/man1/formwright.1") and "elsewhere" in page


def test_a_framework_passes_its_own_workflow_on_github(elsewhere: Mapping[str, str], begun: Path) -> None:
    workflow = yaml.safe_load((begun / ".github" / "workflows" / "formwright.yml").read_text("utf-8"))
    (job,) = workflow["jobs"].values()
    steps = [step["run"] for step in job["steps"] if "run" in step]
    # The runner has the wheel that lies in the repository, and no index that knows the program.
    shutil.copytree(elsewhere["PIP_FIND_LINKS"], begun / "wheels")
    shutil.copy(ROOT / "constraints.txt", begun / "wheels")
    runner = {name: value for name, value in elsewhere.items() if name != "PIP_FIND_LINKS"}
    _run("pip", "uninstall", "--yes", "--quiet", "formwright", cwd=begun, env=runner)

    for step in steps:
        _run(*BASH, step, cwd=begun, env=runner)

    assert workflow["permissions"] == {"contents": "read"}
    assert [s.split()[:2] for s in (*steps[1].splitlines()[1:], *steps[2:4])] == [
        ["pip", "install"],
        ["formwright", "validate"],
        ["formwright", "build"],
    ]
    built = json.loads((begun / "output" / "manifest.json").read_text("utf-8"))
    assert len(built) == 6 * 3


def test_it_passes_its_own_job_on_gitlab(elsewhere: Mapping[str, str], begun: Path) -> None:
    job = yaml.safe_load((begun / ".gitlab-ci.yml").read_text("utf-8"))["documents"]
    before = [line for line in job["before_script"] if not line.startswith("apt-get")]

    for line in (*before, *job["script"]):
        _run(*BASH, line, cwd=begun, env=elsewhere)


def test_its_workflow_fails_where_a_definition_is_faulty(
    elsewhere: Mapping[str, str], begun: Path, tmp_path: Path
) -> None:
    faulty = tmp_path / "faulty"
    shutil.copytree(begun, faulty)
    form = faulty / "forms" / "record-audit.yaml"
    form.write_text(form.read_text("utf-8").replace("sound: [team-leader]", "sound: [team-lader]"), "utf-8")

    done = subprocess.run([*BASH, "formwright validate"], cwd=faulty, env=elsewhere, capture_output=True, text=True)

    assert done.returncode == 1
    assert "'team-lader' is not a role in this framework. Did you mean 'team-leader'?" in done.stdout


def test_a_new_definition_can_be_begun_with_it(elsewhere: Mapping[str, str], begun: Path) -> None:
    said = _run("formwright", "new", "form", "another-audit", cwd=begun, env=elsewhere)

    assert "forms/another-audit.yaml was written, and is valid." in said
