"""Changes the program's judging by a hair in each way that mutmut knows, and sees whether a test notices.

    make mutants

A mutant that every test passes is a *survivor*: a mistake that could be made without anybody hearing of it. Each one
is explained in `survivors.md`, beside this file. It fails where fewer than 95 in 100 are noticed, or where a survivor
has no explanation.

mutmut wants the program under `src/`, so it is given a folder of its own in which it stands there.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "mutants"
EXPLAINED = Path(__file__).parent / "survivors.md"
WANTED = 0.95

MODULES = (
    "escalation.py",
    "model/conditions.py",
    "model/rules.py",
    "model/framework.py",
    "model/alike.py",
    "checks/__init__.py",
    "checks/case.py",
    "checks/completeness.py",
    "checks/consistency.py",
    "checks/limits.py",
    "checks/relevance.py",
    "checks/totals.py",
    "readers/typed.py",
    "answers/spelling.py",
)
"""Who is told, what is asked, what is missing or wrong, what an answer says."""

TESTS = (
    "tests/answers/test_spelling.py",
    "tests/checks/test_completeness.py",
    "tests/checks/test_consistency.py",
    "tests/checks/test_limits.py",
    "tests/checks/test_relevance.py",
    "tests/checks/test_said.py",
    "tests/checks/test_totals.py",
    "tests/definitions/kinds/test_directory.py",
    "tests/model/test_alike.py",
    "tests/model/test_conditions.py",
    "tests/model/test_framework.py",
    "tests/readers/test_typed.py",
    "tests/readers/test_yaml.py",
    "tests/test_escalation.py",
    "tests/test_everybody.py",
)
"""The tests of these modules that need no browser and no other program."""

SETTINGS = """
from formwright.model.alike import alike

settings.register_profile("mutants", deadline=None, derandomize=True, database=None, max_examples=10)
settings.load_profile("mutants")


def pytest_sessionstart():
    alike.cache_clear()  # what the program as it is has found out


def pytest_collection_modifyitems(items):
    items[:] = [item for item in items if "root" not in item.fixturenames and "tmp_path" not in item.fixturenames]
"""
"""Small property tests, and none that makes files: there are a thousand mutants."""


@dataclass(frozen=True, slots=True)
class Mutant:
    name: str
    was: str
    fate: str

    @property
    def module(self) -> str:
        return self.name.split(".x")[0]


def main() -> int:
    if not sys.argv[1:]:  # named mutants are tried again in the folder as it is
        lay_out()
    environment = {**os.environ, "CI": "true", "PYTHONDONTWRITEBYTECODE": "1"}
    jobs = os.environ.get("JOBS", str(os.cpu_count() or 1))
    done = subprocess.run(
        [sys.executable, "-m", "mutmut", "run", "--max-children", jobs, *sys.argv[1:]], cwd=FOLDER, env=environment
    )
    if done.returncode:
        return done.returncode
    return report(list(mutants()))


def lay_out() -> None:
    """The folder, as mutmut wants it."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    shutil.copytree(ROOT / "generator" / "formwright", FOLDER / "src" / "formwright", ignore=_IGNORED)
    shutil.copytree(ROOT / "tests", FOLDER / "tests", ignore=_IGNORED)
    words = (ROOT / "framework.yaml").read_text("utf-8").replace("[bench, generator, tests]", "[bench, src, tests]")
    (FOLDER / "framework.yaml").write_text(words, "utf-8")
    shutil.copy(ROOT / "directory.yaml", FOLDER)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, FOLDER / name)
    fewer = (FOLDER / "tests" / "test_everybody.py").read_text("utf-8").replace("EVERY = 1777", "EVERY = 7771")
    (FOLDER / "tests" / "test_everybody.py").write_text(fewer, "utf-8")
    with (FOLDER / "tests" / "conftest.py").open("a") as conftest:
        conftest.write(SETTINGS)
    (FOLDER / "pyproject.toml").write_text(configuration(), "utf-8")


_IGNORED = shutil.ignore_patterns("__pycache__", "node_modules")
FOLDERS = ("forms", "standards", "schedules", "handbook")


def configuration() -> str:
    mutated = [f"src/formwright/{name}" for name in MODULES]
    copied = ["src", "framework.yaml", "directory.yaml", *FOLDERS]
    tests = [name for name in TESTS if (FOLDER / name).exists()]
    return f"""\
[tool.pytest.ini_options]
pythonpath = ["."]
addopts = ["--import-mode=importlib"]

[tool.mutmut]
source_paths = ["src"]
only_mutate = {json.dumps(mutated)}
also_copy = {json.dumps(copied)}
pytest_add_cli_args = ["-p", "no:cacheprovider", "-p", "no:xdist"]
pytest_add_cli_args_test_selection = {json.dumps(tests)}
use_git_change_detection = false
track_dependencies = false
timeout_constant = 30.0
"""


# --- what became of them ---------------------------------------------------------------------


FATES = {0: "survived", 5: "survived", 33: "no test", 34: "skipped", None: "not tried"}


def mutants() -> Iterator[Mutant]:
    for module in MODULES:
        file = FOLDER / "mutants" / "src" / "formwright" / f"{module}.meta"
        if file.exists():
            for name, code in json.loads(file.read_text("utf-8"))["exit_code_by_key"].items():
                fate = FATES.get(code, "killed")
                yield Mutant(name, "" if fate == "killed" else changed(name), fate)


def changed(name: str) -> str:
    """The lines that a mutant takes away and puts in their place."""
    shown = subprocess.run(
        [sys.executable, "-m", "mutmut", "show", name], cwd=FOLDER, text=True, stdout=subprocess.PIPE, check=True
    ).stdout
    return "\n".join(line for line in shown.splitlines() if re.match(r"[-+](?![-+]{2})", line))


def report(found: list[Mutant]) -> int:
    """The table, and the survivors that nobody has explained. 1 where that is not good enough."""
    fates: dict[str, Counter[bool]] = {}
    for mutant in found:
        fates.setdefault(mutant.module, Counter())[mutant.fate == "killed"] += 1
    print(f"{'module':36} {'mutants':>8} {'killed':>8} {'survived':>9} {'share':>7}")
    total: Counter[bool] = Counter()
    for module, counted in fates.items():
        total += counted
        print(line(module, counted))
    print(line("all", total))
    explained = normal(EXPLAINED.read_text("utf-8")) if EXPLAINED.exists() else ""
    new = [m for m in found if m.fate != "killed" and normal(m.was) not in explained]
    for mutant in new:
        print(f"\n{mutant.fate}, and not explained in {EXPLAINED.relative_to(ROOT)}: {mutant.name}\n{mutant.was}")
    return 1 if new or not found or total[True] < WANTED * total.total() else 0


def line(name: str, counted: Counter[bool]) -> str:
    killed, count = counted[True], counted.total()
    return f"{name:36} {count:8} {killed:8} {count - killed:9} {killed / count:7.1%}"


def normal(text: str) -> str:
    return re.sub(r"[ \t]+", " ", text)


if __name__ == "__main__":
    sys.exit(main())
