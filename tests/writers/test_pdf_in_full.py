"""A printed copy shows every answer to its end, however long it is."""

import dataclasses
import io
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
from tests.accessibility import paper
from tests.writers.sample import FORM

from formwright.document.nodes import Box, Document, Fields, Input, Line, Questions, Repeat
from formwright.writers.pdf import write


def filled_in(answers: dict[str, str]) -> bytes:
    return write(dataclasses.replace(FORM, answers=answers))


def text_paths(document: Document) -> list[str]:
    """The fields that hold text, of a first row too."""
    inputs: list[Input] = []
    for block in document.blocks:
        match block:
            case Fields(inputs=found) | Repeat(inputs=found):
                inputs += found
            case Questions(questions=questions):
                inputs += [i for q in questions for i in (*q.inputs, *q.further)]
            case _:
                pass
    return [i.path.replace("[]", "[0]") for i in inputs if isinstance(i.widget, Box) or i.widget == Line()]


def printed(made: bytes) -> Any:
    """The pages as they leave a printer: with fields as we draw them, and nothing that could be scrolled."""
    pages = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        pdf.Root.AcroForm.NeedAppearances = False
        pdf.flatten_annotations("all")
        for page in pdf.pages:  # fields without an answer, which have nothing to print
            if "/Annots" in page.obj:
                del page.obj.Annots
        pdf.save(pages)
    return pymupdf.open(stream=pages.getvalue())  # type: ignore[no-untyped-call]


def words_seen(made: bytes) -> set[str]:
    with printed(made) as pdf:
        return {word[4] for page in pdf for word in page.get_text("words", clip=page.rect)}


@pytest.mark.parametrize("letters", [60, 600, 5_000])
def test_every_word_of_long_answers_is_on_paper(letters: int) -> None:
    answers = {
        path: " ".join(f"{place}w{n}" for n in range(letters // 6)) for place, path in enumerate(text_paths(FORM))
    }

    seen = words_seen(filled_in(answers))

    for path, text in answers.items():
        assert not [word for word in text.split() if word not in seen], path


def test_a_word_without_end_is_broken() -> None:
    seen = words_seen(filled_in({"overall.comments": "0123456789" * 100}))

    assert sum(word.count("0123") for word in seen) > 5
    assert "".join(sorted(seen)).count("89") > 5


def test_lines_in_a_box_for_one_line_are_all_shown() -> None:
    assert {"North", "South"} <= words_seen(filled_in({"details.case_id": "North\nSouth"}))


def test_letters_that_the_fields_do_not_have_are_printed_all_the_same() -> None:
    assert {"Łęcka", "Ελληνικά"} <= words_seen(filled_in({"details.case_id": "Łęcka Ελληνικά"}))


def test_the_box_says_where_to_read_on() -> None:
    made = filled_in({"evaluation.voice.comments": "A word or two. " * 300})

    with printed(made) as pdf:
        texts = [page.get_text() for page in pdf]
    last = max(number for number, text in enumerate(texts, 1) if "Answers in full" in text)
    assert f"In full: Comments (if any), page\u00a0{last}" in "".join(texts)


def test_answers_that_fit_are_printed_once() -> None:
    made = filled_in({"details.case_id": "A1042", "overall.comments": "All is well.\nNothing to add."})

    with printed(made) as pdf:
        assert "in full" not in "".join(page.get_text() for page in pdf).lower()


def test_the_fields_hold_the_whole_and_other_programs_may_go_on(tmp_path: Path) -> None:
    long = "A word or two. " * 300

    with pikepdf.open(io.BytesIO(filled_in({"overall.comments": long}))) as pdf:
        overall = next(field for field in pdf.Root.AcroForm.Fields if field.T == "overall")
        comments = next(field for field in overall.Kids if field.T == "comments")

        assert str(comments.V) == long
        assert not int(comments.Ff) & 1


def test_who_hears_it_is_served_as_well(tmp_path: Path) -> None:
    (tmp_path / "form.pdf").write_bytes(filled_in(dict.fromkeys(text_paths(FORM), "A word or two. " * 300)))

    assert paper.conforms(tmp_path / "form.pdf") == []
