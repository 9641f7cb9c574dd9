"""What several tests of returns share: frameworks, a return that is complete, and ways to change it."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from formwright.definitions.library import Library, load
from formwright.model.review import Reviewed
from formwright.pipelines.review import Reviewer

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "tests" / "examples"

FRAMEWORK = load(ROOT)
EXTRA = ("everything", "section-audit", "in-turn", "harm-log")
UNRELEASED = replace(FRAMEWORK, root=EXAMPLES / "unreleased")
"""The same before any of its versions was released."""

SMALL = load(EXAMPLES / "framework", [EXAMPLES / "forms" / f"{form}.yaml" for form in EXTRA])
FORMS = [pytest.param(library, form, id=form.identity.id) for library in (FRAMEWORK, SMALL) for form in library.forms]


def times(few: int) -> int:
    """How many examples a test tries: these few in `make test`, ten times as many in `make thorough`."""
    return few * 10 if os.environ.get("THOROUGH") else few


def of_each(few: int) -> int:
    """How many examples a test of laws tries of each form, where there are many forms: these few, or 400 in `make
    thorough`."""
    return max(few, times(40)) if times(1) > 1 else few


RETURN = (EXAMPLES / "returns" / "requires-improvement.yaml").read_text("utf-8")
"""Complete, judged Requires Improvement, of a child who is cared for and on a child protection plan."""


def review(text: str, library: Library = FRAMEWORK, name: str = "return.yaml") -> Reviewed:
    return Reviewer.of(library).content(text.encode(), name)


def changed(*changes: tuple[str, str]) -> str:
    """RETURN with each of these texts, which stands in it once, replaced."""
    text = RETURN
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def found(reviewed: Reviewed) -> list[tuple[str, str | None]]:
    """The codes and paths of what was found, in order."""
    return [(d.code, d.place.path) for d in reviewed.diagnostics]


TOLD = load(EXAMPLES / "told")
"""A framework with forms in which many answers tell somebody."""
