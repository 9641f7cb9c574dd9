"""A note in a chapter is kept beside its passage and is no part of its text; one that is not closed is pointed out."""

import pytest

from formwright.definitions import chapters

WITH_A_NOTE = """# Start {#start}

Audits are done monthly.

::: note
The source says *bi-monthly* elsewhere.

It has two diagrams.
:::

They are sent on.
"""


def test_a_note_is_kept_beside_its_passage() -> None:
    (passage,), faults = chapters.read(WITH_A_NOTE, "01-start.md")

    assert faults == []
    assert [note.text for note in passage.notes] == ["The source says *bi-monthly* elsewhere.\n\nIt has two diagrams."]
    assert passage.text.split() == "Audits are done monthly. They are sent on.".split()


def test_what_comes_after_a_note_and_what_is_in_it_keeps_its_line() -> None:
    (passage,), _ = chapters.read(WITH_A_NOTE, "01-start.md")

    assert str(passage.place_of("sent")) == "01-start.md:11:10"
    assert str(passage.notes[0].place_of("diagrams")) == "01-start.md:8:12"


def test_a_passage_can_have_several_notes() -> None:
    text = "# Start {#start}\n\n::: note\nOne.\n:::\n\nText.\n\n:::note\nTwo.\n:::\n"

    (passage,), faults = chapters.read(text, "01-start.md")

    assert faults == []
    assert [note.text for note in passage.notes] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("below", "line", "message"),
    [
        ("::: note\nThe source says so.\n", 3, "This note is not closed."),
        ("::: note\nOne.\n\n::: note\nTwo.\n:::\n", 3, "This note is not closed."),
        ("::: note\nOne.\n\n## More {#more}\n\nText.\n", 3, "This note is not closed."),
        ("Text.\n:::\n", 4, "No note begins before this ':::'."),
        ("::: warning\nText.\n:::\n", 3, "':::' begins a note, and 'warning' is not a note."),
        ("::: note\n\n:::\n", 3, "This note has no words."),
    ],
)
def test_a_note_that_is_not_written_well_is_named_once_at_its_line(below: str, line: int, message: str) -> None:
    _, faults = chapters.read(f"# Start {{#start}}\n\n{below}", "01-start.md")

    assert [(f.code, str(f.place), f.message) for f in faults] == [
        ("handbook/bad-note", f"01-start.md:{line}:1", message)
    ]
    assert faults[0].hint
