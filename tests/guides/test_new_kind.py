"""A kind of field is one entry in one file, as the guide adds it, and everything knows it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.guides.walk import ROOT, Step, carry_out, steps

GUIDE = ROOT / "docs" / "for-developers.md"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program with the telephone number that the guide adds, and the form that asks for one."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "generator", folder / "generator")
    shutil.copytree(ROOT / "tests" / "examples" / "framework", folder / "tests" / "examples" / "framework")
    for step in of_recipe():
        if step.info != "console":
            carry_out(step, folder, folder)
    return folder


def of_recipe() -> list[Step]:
    text = GUIDE.read_text("utf-8")
    start = text[: text.index("## Add a kind of field")].count("\n")
    end = start + text.split("## Add a kind of field")[1].split("\n## ")[0].count("\n")
    return [step for step in steps(GUIDE) if start < step.line <= end]


def test_it_is_one_entry_in_one_file() -> None:
    changes = [step.info.removeprefix("diff ") for step in of_recipe() if step.info.startswith("diff")]

    assert changes == ["generator/formwright/answers/kinds.py"]


def test_everything_knows_it(checkout: Path) -> None:
    places = os.pathsep.join((str(checkout / "generator"), str(ROOT)))
    tests = Path(__file__).with_name("new_kind.py")

    command = [sys.executable, "-m", "pytest", "-q", "-o", "addopts=--import-mode=importlib", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, tests],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": places, "CHECKOUT": str(checkout)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout
