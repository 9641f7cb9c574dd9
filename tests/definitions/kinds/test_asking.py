"""Conditions that hang on one another at length are judged, or refused in plain words; never worked at for ever."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.samples import EXAMPLES

from formwright.cli import main
from formwright.definitions.library import load


def form(asked_when: list[str]) -> str:
    """A form of yes-or-no answers, f0 and then one for each condition."""
    conditions = ["", *(f", asked_when: {condition}" for condition in asked_when)]
    fields = "".join(f"      - {{id: f{n}, label: F{n}, control: yes-no{c}}}\n" for n, c in enumerate(conditions))
    return f"""\
kind: form
id: turns
title: Turns
version: "1.0"
issued: 2026-01-02
appendix: 2A
summary: One answer after another.
audience: Managers
sections:
  - id: turns
    title: Turns
    fields:
{fields}
  - id: overall
    title: Overall
    fields:
      - {{id: judgement, label: Judgement, control: choice, choices: judgement}}
escalation:
  judgement: overall.judgement
  tell: {{good: [team-manager], inadequate: [head-of-service]}}
  copy_to: [audits]
"""


def is_yes(n: int) -> str:
    return f"{{field: turns.f{n}, in: [yes]}}"


def either(*conditions: str) -> str:
    return f"{{any: [{', '.join(conditions)}]}}"


CHAIN = [is_yes(n) for n in range(1_000)]
BOTH_BEFORE = [is_yes(0), *(either(is_yes(n), is_yes(n + 1)) for n in range(11))]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES / "framework", tmp_path / "framework"))


def check(root: Path, asked_when: list[str], yes: int) -> list[str | None]:
    """Where a return that says Yes so often, then No and no more, is not complete."""
    (root / "forms" / "turns.yaml").write_text(form(asked_when), "utf-8")
    answers = {f"f{n}": "yes" if n < yes else "no" for n in range(min(yes + 1, len(asked_when) + 1))}
    data = {"form": "turns", "version": "1.0", "turns": answers, "overall": {"judgement": "good"}}
    (root / "return.yaml").write_text(json.dumps(data), "utf-8")
    result = CliRunner().invoke(main, ["--root", str(root), "check", str(root / "return.yaml"), "--format", "json"])
    (returned,) = json.loads(result.stdout)["submissions"]
    return [d["path"] for d in returned["diagnostics"] if d["code"].startswith("submission/")]


@pytest.mark.parametrize("yes", [0, 20, 50])
def test_along_a_chain_nothing_is_missed_behind_a_no(root: Path, yes: int) -> None:
    assert check(root, CHAIN[:50], yes) == []


def test_an_answer_that_hangs_on_either_of_two_before_it_is_missed_while_one_of_them_is_yes(root: Path) -> None:
    assert check(root, BOTH_BEFORE, 3) == ["turns.f4"]


@pytest.mark.parametrize(
    ("asked_when", "line", "message"),
    [
        (CHAIN, 64, "This condition depends on a chain of 51 answers, each asked only because of the one before."),
        (
            [is_yes(0), *(either(is_yes(n), is_yes(n + 1)) for n in range(100))],
            27,
            "This condition depends on 1,595 answers, counting those that decide whether they are asked.",
        ),
    ],
    ids=["chain", "either-before"],
)
def test_what_nobody_could_follow_is_refused_once_where_it_grows_too_long(
    root: Path, asked_when: list[str], line: int, message: str
) -> None:
    (root / "forms" / "turns.yaml").write_text(form(asked_when), "utf-8")

    found = [(d.code, d.place.mark and d.place.mark.line, d.message) for d in load(root).diagnostics]

    assert found == [("form/condition-too-long", line, message)]
