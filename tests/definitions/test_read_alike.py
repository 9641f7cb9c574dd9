"""Two choices that cannot be told apart, on paper or in data, are an error at the one that comes later."""

import shutil
from pathlib import Path

import pytest
from tests.samples import EXAMPLES

from formwright.definitions.library import load

FORM = """\
kind: form
id: new
title: New
version: "1.0"
issued: 2026-01-02
summary: A form.
audience: Nobody
sections:
  - id: details
    title: Details
    fields:
      - {id: help, label: Kind of help, control: choice, choices: [%s]}
escalation: {nobody: It is a test.}
"""


def codes(choices: str, tmp_path: Path) -> list[str]:
    file = tmp_path / "new.yaml"
    file.write_text(FORM % choices, "utf-8")
    return [d.code for d in load(EXAMPLES / "framework", [file]).diagnostics]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ongoing help", "ongoing  HELP"),
        ("Ongoing help", "Ongoing\u00a0help"),
        ("One-off help", "One–off help"),
        ("The child’s", "The child's"),
        ("Café", "Cafe\u0301"),
        ("Other", "Other."),
        ("a", "Something else"),  # the id of the second
        ("A", "Something else"),
        ("Something", "needs-work"),  # the id of the first
        ("Something", "Needs work"),
        ("Something", "needs_work"),
    ],
)
def test_what_reads_alike_or_goes_by_anothers_id_is_refused(one: str, other: str, tmp_path: Path) -> None:
    choices = f'{{id: needs-work, label: "{one}"}}, {{id: a, label: "{other}"}}'

    assert codes(choices, tmp_path) == ["form/read-alike"]


@pytest.mark.parametrize(
    "choices",
    [
        "{id: yes, label: No}, {id: no, label: Yes}",
        "{id: a, label: 'B'}, {id: b, label: 'A'}",
    ],
)
def test_two_that_go_by_each_others_names_are_said_once(choices: str, tmp_path: Path) -> None:
    assert codes(choices, tmp_path) == ["form/read-alike"]


@pytest.mark.parametrize(
    "choices",
    [
        "{id: ongoing, label: Ongoing}, {id: one-off, label: One-off}",
        "{id: a, label: Under 10}, {id: b, label: Under 11}",
        "{id: yes, label: Yes}, {id: no, label: No}, {id: not-yet, label: Not yet}",
        "{id: n1, label: '1-2'}, {id: n2, label: '12'}",
    ],
)
def test_what_can_be_told_apart_is_let_be(choices: str, tmp_path: Path) -> None:
    assert codes(choices, tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{id: south, label: South}", "{id: south, label: NORTH}"),
        ("{id: south, label: South}", "{id: south, label: South, aliases: [The north, north]}"),
        ("{id: south, label: South}", "{id: south, label: South, aliases: [N]}\n  - {id: n, label: Nearby}"),
        ("label: Inadequate,", "label: good,"),
        ("label: Inadequate,", "label: Good , aliases: [Poor],"),
        ("label: Inadequate,", "label: '1',"),
        ("label: Inadequate,", "label: 1 – Good,"),
        ("label: Inadequate,", "label: Inadequate, aliases: [GOOD],"),
        ("label: Child in need}", "label: Cared-for}"),
        ("scales:\n", "teams:\n  - {id: a, label: Duty}\n  - {id: b, label: duty}\nscales:\n"),
        ("scales:\n", "teams:\n  - {id: a, label: Duty}\n  - {id: b, label: B, aliases: [A]}\nscales:\n"),
    ],
)
def test_areas_teams_lists_and_scales_are_held_to_it(old: str, new: str, tmp_path: Path) -> None:
    root = Path(shutil.copytree(EXAMPLES / "framework", tmp_path / "framework"))
    words = root / "framework.yaml"
    text = words.read_text("utf-8")
    assert text.count(old) == 1
    words.write_text(text.replace(old, new), "utf-8")

    library = load(root)

    assert [d.code for d in library.diagnostics] == ["framework/read-alike"]


def test_an_other_name_may_say_the_same_as_ones_own(tmp_path: Path) -> None:
    root = Path(shutil.copytree(EXAMPLES / "framework", tmp_path / "framework"))
    words = root / "framework.yaml"
    text = words.read_text("utf-8").replace("label: South}", "label: South, aliases: [SOUTH, south area, South Area]}")
    words.write_text(text, "utf-8")

    assert load(root).diagnostics == ()
