"""What a save has changed is told in words that a policy owner knows."""

from pathlib import Path

import pytest
from tests.preview.conftest import AUDIT, STANDARDS, Folder, small_framework
from tests.writers.sample import BOOK, COUNTING, FORM, READING

from formwright.compose import compose
from formwright.definitions.library import load
from formwright.diagnostics import has_errors
from formwright.document.changes import changes
from formwright.document.marking import Mark, marked
from formwright.document.nodes import Document
from formwright.document.outline import outline
from formwright.pipelines.publish import handbook_of


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return small_framework(tmp_path)


def documents(folder: Folder) -> dict[str, Document]:
    library = load(folder.root)
    assert not has_errors(library.diagnostics) and library.framework is not None
    found = {d.identity.id: compose(d, library.framework) for d in library.definitions}
    book = handbook_of(library, library.framework)
    assert book is not None
    return found | {"handbook": book}


def told(folder: Folder, file: str, *edits: tuple[str, str], id: str = "small-audit") -> list[str]:
    """What is said to have changed in a document by these edits."""
    before = documents(folder)[id]
    folder.edit(file, *edits)
    return [change.as_text() for change in changes(before, documents(folder)[id])]


HEARD = '{id: listening, ask: "Was the child heard?", standards: ["1.1", "1.10"]}'
CARED_FOR = "{field: details.child_status, in: [cared-for]}"


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (
            ("Was the child heard?", "Was the child listened to?"),
            "Question 1: changed: was: Was the child heard? now: Was the child listened to?",
        ),
        (
            (f"      - {HEARD}", f"      - {{id: safe, ask: Is the child safe?}}\n      - {HEARD}"),
            "Question 1: new: Is the child safe?",
        ),
        (
            (
                f"      - {HEARD}",
                f"      - {{id: seen, ask: Seen at home?, asked_when: {CARED_FOR}}}\n      - {HEARD}",
            ),
            "Question 1: new: Seen at home? (answer only where “The child’s status” is “Cared for”)",
        ),
        (
            ("good: [team-manager]", "good: [team-manager, head-of-service]"),
            "Judgement: Good: also notified: Head of Service",
        ),
        (
            ("      - {role: iro, when: {field: details.child_status, in: [cared-for]}}\n", ""),
            "Judgement: Inadequate: no longer notified: Independent Reviewing Officer "
            "(only where “The child’s status” is “Cared for”)",
        ),
        (
            ("label: Case ID, control: text", "label: Case ID, control: text, required: false"),
            "“Case ID”, how it is answered: changed: was: a line of text now: a line of text, optional",
        ),
        (
            (
                "label: Case ID, control: text}",
                "label: Case ID, control: text}\n      - {id: seen, label: Seen on, control: date}",
            ),
            "Field of “Details”: new: Seen on (a date)",
        ),
        (
            ("id: case_id", "id: case_number"),
            "Field of “Details”: has a new id, so its answers have a new name: Case ID",
        ),
        (
            ("        asked_when: {field: details.child_status, in: [cared-for]}\n", ""),
            "Question 2, when it is asked: no longer: Answer only where “The child’s status” is “Cared for”.",
        ),
        (('version: "1.10"', 'version: "1.11"'), "Version: changed: was: 1.10 now: 1.11"),
        (
            ("label: Comments", "label: Remarks"),
            "Question 1, Remarks, Question 2, Remarks: changed: was: Comments now: Remarks",
        ),
    ],
)
def test_one_edit_of_a_form_is_one_change(folder: Folder, edit: tuple[str, str], said: str) -> None:
    assert told(folder, AUDIT, edit) == [said]


def test_a_question_that_moves_has_moved_and_the_others_have_not(folder: Folder) -> None:
    lines = f"      - {HEARD}\n"
    behind = "        asked_when: {field: details.child_status, in: [cared-for]}\n"

    assert told(folder, AUDIT, (lines, ""), (behind, behind + lines)) == [
        "Question 2 (was Question 1): moved: Was the child heard?"
    ]


def test_a_retired_standard_is_gone(folder: Folder) -> None:
    folder.edit(AUDIT, ('["1.1", "1.10"]', '["1.1"]'))
    folder.edit("handbook/01-start.md", ("[](standard:1.10)", "[](standard:1.1)"))

    said = told(
        folder, STANDARDS, ('      - {id: "1.10", text: I write down what I heard.}\n', ""), id="small-standards"
    )

    assert said == ["Standard 1.10: gone: I write down what I heard."]


def test_the_handbook_names_the_appendix_that_changed(folder: Folder) -> None:
    said = told(folder, AUDIT, ("Was the child heard?", "Was the child listened to?"), id="handbook")

    assert said == [
        "Appendix 2A: Point under “Evaluation”: changed: was: Was the child heard? now: Was the child listened to?"
    ]


def test_what_does_not_show_in_the_words_is_still_a_change(folder: Folder) -> None:
    (said,) = told(folder, AUDIT, ('["1.1", "1.10"]', '["1.1"]'))

    assert said.startswith("This document: changed") and "which standards a question tests" in said


@pytest.mark.parametrize("document", [FORM, READING, BOOK, COUNTING], ids=lambda d: d.identity.id)
def test_a_document_compared_with_itself_has_not_changed(document: Document) -> None:
    assert changes(document, document) == ()
    assert outline(document)


def test_words_that_stay_words_that_go_and_words_that_come_are_told_apart() -> None:
    assert marked("The child's voice and feelings", "The child's voice and wishes") == [
        (Mark.SAME, "The child's voice and "),
        (Mark.GONE, "feelings"),
        (Mark.NEW, "wishes"),
    ]


def test_a_long_text_is_shown_around_what_changed() -> None:
    long = " ".join(f"word{n}" for n in range(100))

    shown = "".join(text for _, text in marked(f"{long} heard {long}", f"{long} seen {long}"))

    assert shown.startswith("… ") and shown.endswith("… ")
    assert "heard " in shown and "seen " in shown and len(shown) < 200
