"""Everything that asks, draws, reads or checks knows the telephone number that the guide for developers adds.

These are tests of a changed program: `test_new_kind.py` runs them in a process of its own, by the program in the
checkout that CHECKOUT names.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from jsonschema import Draft202012Validator
from tests import drafts
from tests.readers import libreoffice

import formwright
from formwright.compose import compose
from formwright.compose.printed import printed
from formwright.definitions import editing
from formwright.definitions.library import Library, load
from formwright.definitions.schemas import bundled
from formwright.document.nodes import Document
from formwright.document.outline import outline, words
from formwright.pipelines.review import Reviewer
from formwright.reports.submission_schema import schema
from formwright.writers import blank, docx, html, pdf, submission

CHECKOUT = Path(os.environ["CHECKOUT"])
LIBRARY: Library = load(CHECKOUT / "tests" / "examples" / "framework")
FORM = LIBRARY.form("call-back")
NAME, NUMBER = "caller.name", "caller.number"

Answers = dict[str, str]
VERDICTS: list[tuple[Answers, str, list[str]]] = [
    ({}, "incomplete", ["This form is blank."]),
    ({NAME: "A"}, "incomplete", ["Who called: “Their number” is missing."]),
    ({NAME: "A", NUMBER: "(01632) 960 001"}, "complete", []),
    (
        {NAME: "A", NUMBER: "this afternoon"},
        "invalid",
        ["Who called: “Their number” is not a telephone number."],
    ),
]
"""What `check` finds where nobody has written anything, or no number, or one, or something else."""


def document(answers: Answers) -> Document:
    assert LIBRARY.framework
    return replace(compose(FORM, LIBRARY.framework), answers=answers)


def assert_verdicts(name: str, made: Callable[[Answers], bytes]) -> None:
    for answers, status, messages in VERDICTS:
        raw = made(answers)
        reviewed = Reviewer.of(LIBRARY).content(raw, name)
        assert (reviewed.status, [d.message for d in reviewed.diagnostics]) == (status, messages)
        read = Reviewer.of(LIBRARY).readers.content(raw, name).submission
        assert read is not None
        if status != "invalid":
            assert {path: answer.value for path, answer in read.answers.items()} == answers


def test_it_is_the_program_of_the_checkout() -> None:
    assert Path(formwright.__file__).is_relative_to(CHECKOUT)


def test_the_page() -> None:
    drawn = html.write(document({NUMBER: "01632 960001"})).decode()

    assert 'name="caller.number" aria-required="true" class="telephone" inputmode="tel" value="01632 960001"' in drawn


def test_its_script() -> None:
    with drafts.page_of(document({})) as script:
        field = {"kind": "telephone", "choices": None}
        assert script.ask(field=field, text=" 01632 960001\n") == {"answer": "01632 960001"}
        assert script.ask(field=field, text="soon") == {"misfit": "must be a telephone number, such as 01632 960001"}


def test_a_return_in_yaml() -> None:
    digest = FORM.identity.digest

    assert_verdicts("return.yaml", lambda answers: submission.write("call-back", "1.0", digest, answers))
    spaced = submission.write("call-back", "1.0", digest, {NAME: "A", NUMBER: "\u3000+44 1632 960001\n"})
    assert Reviewer.of(LIBRARY).content(spaced, "return.yaml").status == "complete"


def test_a_word_form() -> None:
    assert_verdicts("return.docx", lambda answers: docx.write(document(answers)))


def test_a_word_form_that_libreoffice_has_saved(tmp_path: Path) -> None:
    """It drops the mark by which Word knows a prompt, and the prompt must not be taken for an answer."""
    (tmp_path / "saved").mkdir()
    files = [tmp_path / f"{n}.docx" for n in range(len(VERDICTS))]
    for file, (answers, _, _) in zip(files, VERDICTS, strict=True):
        file.write_bytes(docx.write(document(answers)))
    saved = iter(libreoffice.resaved(files, "docx", tmp_path / "saved"))

    assert_verdicts("return.docx", lambda answers: next(saved).read_bytes())


def test_a_pdf() -> None:
    assert_verdicts("return.pdf", lambda answers: pdf.write(document(answers)))


def test_the_schema_of_submissions() -> None:
    takes = Draft202012Validator(schema(FORM)).is_valid

    def said(number: object) -> object:
        return {"form": "call-back", "version": "1.0", "caller": {"name": "A", "number": number}}

    assert takes(said("01632 960001")) and takes(said(" 01632 960001\n"))
    assert not takes(said("soon")) and not takes(said(1632960001)) and not takes(said(""))


def test_the_schemas_of_definitions() -> None:
    assert LIBRARY.known
    for found in (bundled("form"), editing.schemas(LIBRARY.known)["form"]):
        control = found["$defs"]["control"]
        assert control["enumDescriptions"][control["enum"].index("telephone")] == "A telephone number."


def test_the_empty_return() -> None:
    written = blank.write(document({})).decode()

    assert "\n  # Their number, required\n  #   Write a telephone number.\n  number:\n" in written


def test_the_preview_and_the_book() -> None:
    said = {item.key: item.text for item in outline(document({}))}

    assert said["field/caller.number/answer"] == "a telephone number"
    assert "telephone number" in words(printed(document({}).blocks))
