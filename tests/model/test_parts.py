"""Which parts of a form must be complete: by cases that hold for the page as well."""

import json
from typing import Any

import pytest
from tests.samples import EXAMPLES

from formwright.model.form import Part
from formwright.model.parts import due

CASES = json.loads((EXAMPLES.parent / "cases" / "parts.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_a_part_is_due_as_the_cases_say(case: dict[str, Any]) -> None:
    assert due(case["parts"], case["begun"], case["askedFor"]) == set(case["due"])


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("Moderator", "the moderator"),
        ("Team manager", "the team manager"),
        ("Head of Service", "the Head of Service"),
        ("IRO", "the IRO"),
        ("The child", "the child"),
        ("A second auditor", "a second auditor"),
    ],
)
def test_a_sentence_names_whoever_fills_in_a_part(title: str, who: str) -> None:
    assert Part("part", title).who == who
