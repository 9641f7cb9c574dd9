"""The PDF's fields: named as the contract says, told in full, and filled in by other people's programs."""

import dataclasses
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pypdf
import pytest
from tests.writers.sample import ACTIONS, COUNTING, DETAILS, EVALUATION, FORM, GRADES, OVERALL, READING

from formwright.document.nodes import Document, Fields, Input, Line, Pick, Repeat
from formwright.writers.pdf import write

ANSWERS = {
    "details.case_id": "  0123 ",
    "details.date": "15/01/2014",
    "details.status": "child-protection-plan",
    "details.both": "no",
    "evaluation.voice.grade": "3",
    "evaluation.voice.comments": "Zoë said “no” – twice.\nThen <b>&amp; \\(more)\\</b>.\n\nΕλληνικά 漢字 🎉",
    "overall.comments": "A long comment. " * 300,
    "overall.judgement": "requires-improvement",
    "actions[0].action": "Update the chronology",
    "actions[2].who": "L'équipe",
}


@pytest.fixture(scope="module")
def form() -> bytes:
    return write(FORM)


def fields_of(pdf: bytes) -> dict[str, dict[str, object]]:
    """The fields that can be filled in, by their full names, as pypdf reports them."""
    found = pypdf.PdfReader(io.BytesIO(pdf)).get_fields() or {}
    return {name: field for name, field in found.items() if "/FT" in field}


def mupdf(pdf: bytes) -> Any:
    return pymupdf.open(stream=pdf)  # type: ignore[no-untyped-call]


def as_it_comes(made: bytes) -> bytes:
    """For a program that shows what it is given and draws no field itself."""
    shown = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        pdf.Root.AcroForm.NeedAppearances = False
        pdf.save(shown)
    return shown.getvalue()


def answers_in(pdf: bytes) -> dict[str, object]:
    return {name: field["/V"] for name, field in fields_of(pdf).items() if field.get("/V") is not None}


def printed_inputs() -> dict[str, Input]:
    grid = [i for q in EVALUATION.questions for i in (*q.inputs, *q.further)]
    rows = {i.path.replace("[]", f"[{n}]"): i for n in range(ACTIONS.blank_rows) for i in ACTIONS.inputs}
    return {i.path: i for i in (*DETAILS.inputs, *grid, *OVERALL.inputs)} | rows


# --- what is there -----------------------------------------------------------------------------


def test_every_path_of_the_form_is_a_field_of_that_name(form: bytes) -> None:
    assert set(fields_of(form)) == set(printed_inputs())


def test_a_field_is_a_text_or_a_drop_down_list_of_the_options(form: bytes) -> None:
    fields = fields_of(form)

    for path, given in printed_inputs().items():
        if isinstance(given.widget, Pick):
            options = [["-", "Not answered"], *([o.value, o.label] for o in given.widget.options)]
            assert (fields[path]["/FT"], fields[path]["/_States_"]) == ("/Ch", options)
        else:
            assert fields[path]["/FT"] == "/Tx"


def test_no_part_of_a_name_has_a_full_stop(form: bytes) -> None:
    with pikepdf.open(io.BytesIO(form)) as pdf:
        parts = [str(o.T) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/T" in o]

    assert parts
    assert not [part for part in parts if "." in part]


def test_other_programs_find_the_same_names(form: bytes, tmp_path: Path) -> None:
    (tmp_path / "form.pdf").write_bytes(form)

    with mupdf(form) as pdf:
        in_mupdf = {widget.field_name for page in pdf for widget in page.widgets()}

    assert in_mupdf == set(fields_of(form))
    assert set(qpdf_fields(tmp_path / "form.pdf")) == set(fields_of(form))


def test_who_hears_the_form_is_told_what_each_field_is(form: bytes) -> None:
    told = {name: str(field["/TU"]) for name, field in fields_of(form).items()}

    assert told["details.case_id"] == "Case ID (required). The number of the record. Not a name."
    assert "15/01/2014" in told["details.date"]
    assert told["evaluation.voice.comments"] == "1. The child's voice, wishes & feelings: Comments (if any)."
    assert "cared for" in told["evaluation.pep.grade"].lower()
    assert "(required)" not in told["evaluation.pep.grade"]
    assert told["actions[1].who"].startswith("Action 2: Who?")
    assert len(set(told.values())) == len(told)


def test_who_counts_is_told_what() -> None:
    told = {name: str(field["/TU"]) for name, field in fields_of(write(COUNTING)).items()}

    assert told["totals.inadequate"] == "Totals: Inadequate. Number of answers graded 4."


def test_only_what_everyone_must_answer_is_marked_required(form: bytes) -> None:
    required = {name for name, field in fields_of(form).items() if int(str(field["/Ff"])) & 2}

    assert "details.case_id" in required
    assert "details.email" not in required
    assert "evaluation.pep.grade" not in required
    assert not {name for name in required if name.startswith("actions")}


def test_the_longest_option_fits_its_box(form: bytes) -> None:
    """As every reader of PDFs draws it, from the size in the field's style."""
    with mupdf(form) as pdf:
        widths = {w.field_name: w.rect.width for page in pdf for w in page.widgets()}
        sizes = {w.field_name: w.text_fontsize for page in pdf for w in page.widgets()}

    longest = max((o.label for o in GRADES.options), key=len)
    assert pymupdf.get_text_length(longest, fontsize=sizes["evaluation.voice.grade"]) < widths["evaluation.voice.grade"]


def test_a_document_to_be_read_has_no_fields() -> None:
    assert fields_of(write(READING)) == {}


def test_a_field_inside_another_is_refused() -> None:
    clash = Fields("Clash", (Input("a.b", "B", "B", Line(), True), Input("a.b.c", "C", "C", Line(), True)))

    with pytest.raises(ValueError, match=r"'a\.b'"):
        write(dataclasses.replace(FORM, blocks=(clash,)))


# --- what other programs write in it -----------------------------------------------------------


def fill_with_pypdf(form: Path, answers: dict[str, str]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=form)
    for page in writer.pages:
        writer.update_page_form_field_values(page, dict(answers))
    filled = io.BytesIO()
    writer.write(filled)
    return filled.getvalue()


def fill_with_mupdf(form: Path, answers: dict[str, str]) -> bytes:
    with mupdf(form.read_bytes()) as pdf:
        for page in pdf:
            for widget in page.widgets():
                if widget.field_name in answers:
                    widget.field_value = answers[widget.field_name]
                    widget.update()
        return bytes(pdf.tobytes())


def fill_with_qpdf(form: Path, answers: dict[str, str]) -> bytes:
    whole = json.loads(qpdf("--json-output", str(form), "-"))
    objects = whole["qpdf"][1]
    for name, place in qpdf_fields(form).items():
        if name in answers:
            objects[f"obj:{place}"]["value"]["/V"] = f"u:{answers[name]}"
    changed, filled = form.with_suffix(".json"), form.with_suffix(".filled.pdf")
    changed.write_text(json.dumps(whole))
    qpdf("--json-input", str(changed), str(filled))
    return filled.read_bytes()


def qpdf_fields(form: Path) -> dict[str, str]:
    """Each field's full name, and which object it is."""
    found = json.loads(qpdf("--json", "--json-key=acroform", str(form)))["acroform"]["fields"]
    return {field["fullname"]: field["object"] for field in found}


def qpdf(*arguments: str) -> bytes:
    return subprocess.run(["qpdf", *arguments], check=True, capture_output=True).stdout


@pytest.mark.parametrize("fill", [fill_with_pypdf, fill_with_mupdf, fill_with_qpdf])
def test_what_another_program_fills_in_is_there_to_the_letter(
    fill: Callable[[Path, dict[str, str]], bytes], form: bytes, tmp_path: Path
) -> None:
    (tmp_path / "form.pdf").write_bytes(form)

    filled = fill(tmp_path / "form.pdf", ANSWERS)

    written = {name: value for name, value in answers_in(filled).items() if value}
    assert {name: str(value).replace("\r", "\n") for name, value in written.items()} == ANSWERS


# --- what it comes with ------------------------------------------------------------------------


def with_answers(answers: dict[str, str]) -> Document:
    return dataclasses.replace(FORM, answers=answers)


def test_answers_already_given_are_in_their_fields_and_to_be_seen() -> None:
    made = write(with_answers(ANSWERS))

    assert answers_in(made) == ANSWERS
    with mupdf(as_it_comes(made)) as pdf:
        seen = " ".join(pdf[n].get_text() for n in range(len(pdf)))
    for shown in (
        "15/01/2014",
        "3 – Requires Improvement",
        "L'équipe",
        "Update the chronology",
    ):
        assert shown in seen


def test_rows_are_enough_for_the_answers_and_for_more() -> None:
    few = dataclasses.replace(ACTIONS, maximum=None)
    form = dataclasses.replace(FORM, blocks=(few,), answers={"actions[6].who": "Anyone"})

    rows = {name.split(".")[0] for name in fields_of(write(form))}

    assert {"actions[6]", "actions[7]"} <= rows


def test_no_more_rows_than_are_allowed() -> None:
    many = dataclasses.replace(ACTIONS, maximum=2, blank_rows=5)

    rows = {name.split(".")[0] for name in fields_of(write(dataclasses.replace(FORM, blocks=(many,))))}

    assert rows == {"actions[0]", "actions[1]"}


def test_an_answer_to_no_question_is_refused() -> None:
    with pytest.raises(ValueError, match=r"details\.nobody"):
        write(with_answers({"details.nobody": "x"}))


def test_a_row_that_must_be_there_requires_its_answers() -> None:
    needed = dataclasses.replace(ACTIONS, minimum=1)
    assert isinstance(needed, Repeat)

    fields = fields_of(write(dataclasses.replace(FORM, blocks=(needed,))))

    assert int(str(fields["actions[0].who"]["/Ff"])) & 2
    assert not int(str(fields["actions[1].who"]["/Ff"])) & 2


@pytest.mark.parametrize(("stored", "shown"), [("2014-03-28", "28/03/2014"), ("2014-02-31", "2014-02-31")])
def test_a_day_is_written_as_people_here_write_it(stored: str, shown: str) -> None:
    document = dataclasses.replace(FORM, answers={"details.date": stored})

    assert answers_in(write(document))["details.date"] == shown
