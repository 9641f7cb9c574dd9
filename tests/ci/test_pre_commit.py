"""The hooks for pre-commit: each runs a command that looks at the whole framework."""

import shlex
from pathlib import Path

from tests.ci.shell import bash, file
from tests.reports.runs import copied_framework

HOOKS = {hook["id"]: hook for hook in file(".pre-commit-hooks.yaml")}


def test_a_mistake_stops_the_commit(tmp_path: Path) -> None:
    root = copied_framework(tmp_path, "unknown-role")

    result = bash(HOOKS["formwright-validate"]["entry"], root, {})

    assert result.returncode == 1
    assert "forms/unknown-role.yaml:44:12 form/unknown-role" in result.stdout


def test_a_framework_below_the_top_is_named_with_root_and_looked_at_whole(tmp_path: Path) -> None:
    copied_framework(tmp_path)
    entry = HOOKS["formwright-validate"]["entry"]

    result = bash(shlex.join([*shlex.split(entry), "--root", "framework"]), tmp_path, {})

    assert result.returncode == 0
    assert not any(hook["pass_filenames"] for hook in HOOKS.values())
