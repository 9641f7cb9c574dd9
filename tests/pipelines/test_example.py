"""Example answers fill in all of a form, and `check` finds nothing wrong with them."""

from pathlib import Path

import pytest
from tests.samples import FORMS, SMALL

from formwright.definitions.library import Library
from formwright.model.form import Form
from formwright.model.review import Status
from formwright.pipelines.example import answers
from formwright.pipelines.filling import fill
from formwright.pipelines.review import Reviewer
from formwright.writers import submission


def as_return(form: Form) -> bytes:
    """The answers as a return."""
    identity = form.identity
    whole = {f.path for f in form.fields if f.kind.is_whole}
    several = {f.path for f in form.fields if f.ticks}

    def value(path: str, said: str) -> str | int | tuple[str, ...]:
        name = path if "[" not in path else path.partition("[")[0] + "[]" + path.partition("]")[2]
        return int(said) if name in whole and said.isdecimal() else tuple(said.split("\n")) if name in several else said

    given = {path: value(path, said) for path, said in answers(form).items()}
    return submission.write(identity.id, identity.version, identity.digest, given)


@pytest.mark.parametrize(("library", "form"), FORMS)
def test_every_form_is_complete_with_them_and_nothing_is_wrong(library: Library, form: Form) -> None:
    last = form.parts[-1].id if form.parts else None

    reviewed = Reviewer.of(library, last).content(as_return(form), "example.yaml")

    assert [d.code for d in reviewed.diagnostics if not d.code.startswith("escalation/")] == []
    assert reviewed.status is Status.COMPLETE


@pytest.mark.parametrize(("library", "form"), FORMS)
def test_the_word_form_can_hold_them(library: Library, form: Form, tmp_path: Path) -> None:
    (tmp_path / "example.yaml").write_bytes(as_return(form))

    made = fill(library, tmp_path / "example.yaml", "docx")

    assert made.content is not None and [d.code for d in made.diagnostics] == []


def test_they_are_the_same_each_time_and_say_that_they_are_examples() -> None:
    form = SMALL.form("small-audit")

    assert answers(form) == answers(form)
    typed = [v for path, v in answers(form).items() if path.endswith((".comments", "case_id", ".action", ".why"))]
    assert typed and all("xample" in words for words in typed)


def test_what_is_asked_only_after_certain_answers_is_answered_too() -> None:
    found = answers(SMALL.form("small-audit"))

    assert found["details.child_status"] == "cared-for"  # which asks for the review
    assert "evaluation.review.grade" in found
    assert found.keys() >= {"actions[0].action", "actions[1].action"}
