"""Carries out the shell lines of CI files here, in a copy of the small framework, with the program that is installed.

Steps that install something, or that use another action, are named and left out: they need a runner and a network.
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from tests.samples import ROOT

Values = Mapping[str, str]


@dataclass(frozen=True)
class Ran:
    status: int
    log: str
    left_out: tuple[str, ...]


def file(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


def schema_faults(name: str, schema: str, *words: str) -> str:
    """What check-jsonschema says of the file, with the schema that it brings with it; nothing where it is right."""
    command = [sys.executable, "-m", "check_jsonschema", "--quiet", "--builtin-schema", schema, *words, name]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return result.stdout + result.stderr + ("" if result.returncode == 0 else f"status {result.returncode}")


def bash(lines: str, folder: Path, further: Values) -> subprocess.CompletedProcess[str]:
    """As GitHub's and GitLab's runners do: bash that stops at the first failure, also within a pipe."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", lines],
        cwd=folder,
        env={**os.environ, "PATH": path, **further},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def run_action(folder: Path, **given: str) -> Ran:
    """The action's steps with these inputs, in `folder`; the summary of the run is its file `summary`."""
    action = file("action.yml")
    unknown = set(given) - {name.replace("-", "_") for name in action["inputs"]}
    assert not unknown, unknown
    inputs = {name: given.get(name, str(about["default"])) for name, about in action["inputs"].items()}
    status, log, left_out = 0, "", []
    for step in action["runs"]["steps"]:
        if not _is_due(step.get("if", ""), inputs, status):
            continue
        if "uses" in step or step["name"].startswith("Install"):
            left_out.append(step["name"])
            continue
        assert "${{" not in step["run"], "an input in the middle of a script could be read as shell"
        further = {name: _evaluated(value, inputs) for name, value in step["env"].items()}
        further["GITHUB_STEP_SUMMARY"] = str(folder / "summary")
        result = bash(step["run"], folder, further)
        status, log = result.returncode, log + result.stdout
    return Ran(status, log, tuple(left_out))


def _is_due(condition: str, inputs: Values, status: int) -> bool:
    """Whether a step's 'if' holds. No more of GitHub's expressions is understood than the action uses."""
    terms = [term.strip() for term in condition.split("&&") if term.strip()]
    for term in terms:
        if term == "always()":
            continue
        match = re.fullmatch(r"inputs\.([a-z-]+) (==|!=) '(.*)'", term)
        assert match, term
        name, sign, value = match.groups()
        if (inputs[name] == value) != (sign == "=="):
            return False
    return status == 0 or "always()" in terms


def _evaluated(value: str, inputs: Values) -> str:
    match = re.fullmatch(r"\$\{\{ (?:inputs\.([a-z-]+)|(github\.action_path)) \}\}", value)
    assert match, value
    return str(ROOT) if match[2] else inputs[match[1]]
