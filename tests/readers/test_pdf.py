"""A PDF form comes back as what was filled in, whoever's program did it; else the reader says why not."""

import dataclasses
import io
import json
import logging
import resource
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String
from tests.readers import fill_pdf
from tests.readers.fill_pdf import field_of, filled, quickly
from tests.readers.hostile_pdf import CASES, Ours, changed, joined
from tests.samples import times

from formwright.answers import kinds, spelling
from formwright.compose import compose
from formwright.definitions.kinds import Definition
from formwright.definitions.library import Library, load
from formwright.diagnostics import Severity
from formwright.document.nodes import Document
from formwright.model import rules
from formwright.model.form import Field, Form
from formwright.model.rules import at
from formwright.readers import pdf
from formwright.readers.returned import Returned
from formwright.writers.pdf import write

ROOT = Path(__file__).parents[2]
FORM = "tier1-generic-audit"

NASTY = {
    "details.case_id": "  0123 ",
    "details.completed_by": "Zoë O'Brien-Łęcka",
    "details.team": "-",
    "details.date": "2014-01-15",
    "details.child_status": "child-protection-plan",
    "evaluation.voice_of_child.grade": "3",
    "evaluation.voice_of_child.comments": "“No” – twice.\n\nThen <b>&amp; \\(more)\\</b>,\ttab\nΕλληνικά 漢字 🎉 é",
    "evaluation.pep.comments": "Not answered",
    "overall.comments": "A long comment, with a word or two. " * 140,
    "overall.judgement": "requires-improvement",
    "actions[0].action": "Update the chronology\n- today\n- tomorrow",
    "actions[0].by": "2014-02-01",
    "actions[2].who": "L'équipe\nand its manager",
}


@cache
def library() -> Library:
    return load(ROOT)


@cache
def forms() -> dict[str, rules.Rules]:
    return {form.identity.id: rules.compile(form) for form in library().forms}


@cache
def blank(id: str) -> bytes:
    return prefilled(library().form(id), {})


def prefilled(form: Form, answers: dict[str, str]) -> bytes:
    return write(dataclasses.replace(document(form), answers=answers))


def document(definition: Definition) -> Document:
    framework = library().framework
    assert framework is not None
    return compose(definition, framework)


def read(raw: bytes) -> Returned:
    return pdf.read(raw, "return.pdf", forms(), document(library().form(FORM)).framework)


def answers(raw: bytes) -> dict[str, str]:
    """The answers of a return with which nothing is wrong, as text."""
    found = read(raw)
    assert found.diagnostics == ()
    assert found.submission is not None
    return {path: str(answer.value) for path, answer in found.submission.answers.items()}


# --- the law of the round trip -------------------------------------------------------------

# All that can be typed. A carriage return cannot be told from the end of a line in a PDF.
LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Co"], include_characters="\n\t")
MARKS = ("þÿ", "ÿþ", "ï»¿")  # what begins with these says in a PDF that it is in another encoding
TEXTS = st.text(LETTERS, min_size=1, max_size=40).filter(lambda t: not spelling.is_blank(t) and not t.startswith(MARKS))


def texts(field: Field) -> st.SearchStrategy[str]:
    match field.kind:
        case kinds.CHOICE | kinds.YES_NO | kinds.GRADE:
            return st.sampled_from([str(choice.value) for choice in field.choices or ()])
        case kinds.DATE:
            return st.dates(spelling.EARLIEST, spelling.LATEST).map(str)
        case kinds.NUMBER:
            return st.integers(-999, 999).map(str) | st.decimals(0, 9, places=2).map(str)
        case kinds.EMAIL:
            return st.just("a.b+c@example.org")
        case _:
            return TEXTS


def submissions(form: Form, rows: int) -> st.SearchStrategy[dict[str, str]]:
    """Some answers of a form, up to all, with rows that need not follow each other."""
    fields = [(f.path, f) for f in form.fields if f.repeat is None]
    fields += [(at(f.path, n), f) for f in form.fields if f.repeat for n in range(min(rows, f.repeat.maximum or rows))]
    return st.fixed_dictionaries({}, optional={path: texts(field) for path, field in fields})


IDS = sorted(form.identity.id for form in library().forms)
ids = pytest.mark.parametrize("id", IDS)


def few(examples: int) -> settings:
    """Without looking for a smaller example once one fails: forms are large, and that takes minutes."""
    return settings(
        max_examples=times(examples),
        phases=[Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )


@ids
@few(10)
@given(data=st.data())
def test_whatever_is_filled_in_is_read(id: str, data: st.DataObject) -> None:
    wanted = data.draw(submissions(library().form(id), rows=3))

    assert answers(quickly(blank(id), wanted)) == wanted


@pytest.mark.parametrize("id", IDS if times(1) > 1 else [FORM, "tier2-case-file-audit"])
@few(2)
@given(data=st.data())
def test_a_form_that_comes_with_answers_is_read_as_those(id: str, data: st.DataObject) -> None:
    wanted = data.draw(submissions(library().form(id), rows=9))

    assert answers(prefilled(library().form(id), wanted)) == wanted


@few(40)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=5))
def test_what_no_key_types_is_read_exactly_or_refused(text: str) -> None:
    found = read(quickly(blank(FORM), {"overall.comments": text}))

    assert found.submission is not None
    if found.diagnostics:
        assert {d.code for d in found.diagnostics} == {"submission/unreadable-answer"}
    else:
        said = "" if spelling.is_blank(text) else text.replace("\r", "\n")
        assert (found.submission.value("overall.comments") or "") == said


def test_five_thousand_letters_in_every_box_of_the_longest_form() -> None:
    form = max(library().forms, key=lambda f: len(f.fields))
    wanted = {f.path: "Ελληνικά. " * 500 for f in form.fields if f.kind is kinds.LONG_TEXT and not f.repeat}

    assert answers(quickly(blank(form.identity.id), wanted)) == wanted


def test_a_form_that_nobody_filled_in_has_no_answers_and_no_faults() -> None:
    assert answers(blank(FORM)) == {}


# --- other people's programs ---------------------------------------------------------------


@pytest.mark.parametrize(
    "fill",
    [
        fill_pdf.by_pypdf,
        fill_pdf.by_mupdf,
        fill_pdf.by_mupdf_at_the_end,
        fill_pdf.by_qpdf,
        fill_pdf.by_pdftk_with_xfdf,
        fill_pdf.by_pdftk_with_fdf,
        fill_pdf.by_pdf_js,
    ],
)
def test_what_another_program_fills_in_is_read_to_the_letter(
    fill: Callable[[Path, fill_pdf.Answers], bytes], tmp_path: Path
) -> None:
    (tmp_path / "form.pdf").write_bytes(blank(FORM))

    assert answers(fill(tmp_path / "form.pdf", NASTY)) == NASTY


def test_a_program_that_writes_labels_is_understood(tmp_path: Path) -> None:
    (tmp_path / "form.pdf").write_bytes(blank(FORM))
    fields = {f.path: f for f in library().form(FORM).fields}
    labelled = {
        path: next(c.label for c in fields[path].choices or () if str(c.value) == text)
        if path in fields and fields[path].choices
        else text
        for path, text in NASTY.items()
    }

    assert labelled != NASTY
    assert answers(fill_pdf.by_pdf_lib(tmp_path / "form.pdf", labelled)) == NASTY


def test_an_answer_that_was_changed_afterwards_is_the_last_one(tmp_path: Path) -> None:
    (tmp_path / "form.pdf").write_bytes(fill_pdf.quickly(blank(FORM), NASTY))
    again = {"overall.judgement": "inadequate", "details.case_id": "A2"}

    assert answers(fill_pdf.by_mupdf_at_the_end(tmp_path / "form.pdf", again)) == {**NASTY, **again}


@pytest.mark.parametrize("how", [["--linearize"], ["--object-streams=disable"], ["--qdf"]])
def test_a_file_that_was_rearranged_is_the_same(how: list[str], tmp_path: Path) -> None:
    (tmp_path / "form.pdf").write_bytes(fill_pdf.quickly(blank(FORM), NASTY))

    fill_pdf.run("qpdf", *how, str(tmp_path / "form.pdf"), str(tmp_path / "other.pdf"))

    assert answers((tmp_path / "other.pdf").read_bytes()) == NASTY


@pytest.mark.parametrize("lock", [{"R": 3, "aes": False, "metadata": False}, {"R": 4}, {"R": 6}])
def test_a_file_locked_against_changes_alone_is_read(lock: dict[str, object]) -> None:
    locked = pikepdf.Encryption(user="", owner="the manager's", **lock)  # type: ignore[arg-type]

    assert answers(changed(quickly(blank(FORM), NASTY), lambda _: None, encryption=locked)) == NASTY


# --- how programs write a value ------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        String("good"),
        String("Good"),
        Name.good,
        Array([String("good")]),
        Array([Name.good]),
        String(b"\xfe\xff" + "good".encode("utf-16-be")),
        String(b"\xff\xfe" + "good".encode("utf-16-le")),
        String(b"\xef\xbb\xbfgood"),
    ],
)
def test_a_choice_is_its_value_or_its_label_in_any_spelling(value: pikepdf.Object) -> None:
    assert answers(filled(blank(FORM), {"overall.judgement": value})) == {"overall.judgement": "good"}


@pytest.mark.parametrize(
    "value", [String(""), String("-"), String("Not answered"), Array([]), Name("/-"), String("  ")]
)
def test_a_choice_that_was_taken_back_is_no_answer(value: pikepdf.Object) -> None:
    assert answers(filled(blank(FORM), {"overall.judgement": value})) == {}


def test_lines_end_as_lines() -> None:
    wanted = String("one\rtwo\r\nthree\n\nfour")

    assert answers(filled(blank(FORM), {"overall.comments": wanted})) == {"overall.comments": "one\ntwo\nthree\n\nfour"}


def test_bytes_without_a_mark_are_what_pdf_says_they_are() -> None:
    assert answers(filled(blank(FORM), {"details.team": String(b"caf\xe9 \x85 \x8dq\x8e \xa0")})) == {
        "details.team": "café – “q” €"
    }


def test_a_text_may_be_held_in_a_stream() -> None:
    def put(opened: pikepdf.Pdf) -> None:
        field_of(opened, "overall.comments").V = opened.make_stream(b"\xfe\xff" + "Zoë\r2".encode("utf-16-be"))

    assert answers(changed(blank(FORM), put)) == {"overall.comments": "Zoë\n2"}


def test_a_value_may_stand_in_what_shows_it() -> None:
    def move(opened: pikepdf.Pdf) -> None:
        field = field_of(opened, "details.team")
        widget = opened.make_indirect(
            Dictionary(Subtype=Name.Widget, Rect=field.Rect, Parent=field, V=String("East")),
        )
        for page in opened.pages:
            shown = page.obj.get("/Annots", Array())
            page.obj.Annots = Array([widget if a.objgen == field.objgen else a for a in shown])
        del field["/Subtype"], field["/Rect"]
        field.Kids = Array([widget])

    assert answers(changed(blank(FORM), move)) == {"details.team": "East"}


@pytest.mark.parametrize("day", ["15/1/2014", "15 Jan 2014", "Wednesday 15th of January 2014", " 2014-01-15 "])
def test_a_day_typed_by_hand_is_read(day: str) -> None:
    assert answers(quickly(blank(FORM), {"details.date": day})) == {"details.date": "2014-01-15"}


@pytest.mark.parametrize("day", ["15/1/14", "15/01/2114", "Thursday 15 January 2014"])
def test_a_day_that_may_be_another_is_asked_about(day: str) -> None:
    found = read(quickly(blank(FORM), {"details.date": day}))

    assert [(d.code, d.place.path) for d in found.diagnostics] == [("submission/unreadable-answer", "details.date")]


@pytest.mark.parametrize("text", ["\u200b", "\u00a0\u2060", "\u3164\u2800", "\ufeff"])
def test_what_nobody_can_see_is_no_answer(text: str) -> None:
    assert answers(quickly(blank(FORM), {"overall.comments": text, "details.case_id": text})) == {}


def test_a_character_that_only_a_typeface_knows_is_asked_about() -> None:
    found = read(quickly(blank(FORM), {"overall.comments": "Seen \uf0fc"}))

    assert [d.place.path for d in found.diagnostics] == ["overall.comments"]


def test_the_properties_may_be_told_in_the_metadata_alone() -> None:
    def strip(opened: pikepdf.Pdf) -> None:
        del opened.trailer.Info

    assert answers(changed(quickly(blank(FORM), NASTY), strip)) == NASTY


def test_what_a_file_would_run_or_sign_is_passed_over() -> None:
    def add(opened: pikepdf.Pdf) -> None:
        opened.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        signature = Dictionary(FT=Name.Sig, T=String("Signature1"), V=Dictionary(Contents=String("x")))
        opened.Root.AcroForm.Fields.append(opened.make_indirect(signature))

    assert answers(changed(quickly(blank(FORM), NASTY), add)) == NASTY


@pytest.mark.parametrize("change", [b"\r\n\r\n", b"\n-- \nSent by the council's mail server\n"])
def test_what_mail_adds_at_the_end_does_no_harm(change: bytes) -> None:
    assert answers(quickly(blank(FORM), NASTY) + change) == NASTY


def test_a_line_before_the_file_does_no_harm() -> None:
    assert answers(b"\r\n" + quickly(blank(FORM), NASTY)) == NASTY


# --- in doubt ------------------------------------------------------------------------------


def test_an_answer_in_doubt_is_named_as_a_person_names_it_and_the_rest_stands() -> None:
    found = read(filled(quickly(blank(FORM), NASTY), {"evaluation.voice_of_child.grade": String("3 or 4")}))

    assert found.submission is not None
    assert [d.place.path for d in found.diagnostics] == ["evaluation.voice_of_child.grade"]
    assert found.diagnostics[0].message.startswith("Question 3, “The child's voice, wishes and feelings”")
    assert found.submission.value("overall.judgement") == "requires-improvement"
    assert "evaluation.voice_of_child.grade" in found.submission.unreadable


def test_a_row_of_which_all_is_in_doubt_is_not_lost() -> None:
    def style(opened: pikepdf.Pdf) -> None:
        field_of(opened, "actions[1].action").RV = String("<body><p>Ring the school</p></body>")

    found = read(changed(blank(FORM), style))

    assert found.submission is not None and found.submission.rows == {"actions": 2}
    assert [d.place.path for d in found.diagnostics] == ["actions[1].action"]


def test_a_field_that_was_hidden_is_missing() -> None:
    def hide(opened: pikepdf.Pdf) -> None:
        field_of(opened, "actions[0].who").F = 2

    found = read(changed(quickly(blank(FORM), NASTY), hide))

    assert [d.message for d in found.diagnostics] == ["Action 1: “Who?” is no longer in this file."]


def test_a_mark_on_a_page_is_told_but_does_no_harm() -> None:
    def mark(opened: pikepdf.Pdf) -> None:
        note = Dictionary(Subtype=Name.Highlight, Rect=Array([0, 0, 9, 9]))
        opened.pages[0].obj.Annots.append(opened.make_indirect(note))

    found = read(changed(quickly(blank(FORM), NASTY), mark))

    assert [(d.code, d.severity) for d in found.diagnostics] == [("submission/note", Severity.WARNING)]
    assert found.submission is not None and len(found.submission.answers) == len(NASTY)


# --- what cannot be read -------------------------------------------------------------------


@cache
def ours() -> Ours:
    form = library().form(FORM)
    reading = next(d for d in library().definitions if not isinstance(d, Form))
    return Ours(
        form=FORM,
        version=form.identity.version,
        filled=quickly(blank(FORM), {**NASTY, "details.case_id": "A1042"}),
        other=blank("tier1-plo-audit"),
        reading=write(document(reading)),
    )


def test_the_library_that_parses_prints_nothing(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    heard = logging.getLogger("pypdf").handlers[:]

    read(ours().filled[:-30])

    assert logging.getLogger("pypdf").handlers == heard
    assert capfd.readouterr() == ("", "")


def test_a_print_out_may_have_been_a_form(tmp_path: Path) -> None:
    (tmp_path / "form.pdf").write_bytes(ours().filled)
    fill_pdf.run("pdftocairo", "-pdf", str(tmp_path / "form.pdf"), str(tmp_path / "printed.pdf"))

    printed = read((tmp_path / "printed.pdf").read_bytes()).diagnostics

    assert [d.code for d in printed] == ["submission/no-form"]
    assert "printed" in printed[0].message


@pytest.mark.parametrize(
    "join", ["pdftk a.pdf b.pdf cat output both.pdf", "qpdf a.pdf --pages a.pdf b.pdf -- both.pdf"]
)
def test_two_forms_put_together_are_not_mixed(join: str, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(ours().filled)
    (tmp_path / "b.pdf").write_bytes(blank(FORM))

    subprocess.run(join.split(), check=True, cwd=tmp_path)

    found = read((tmp_path / "both.pdf").read_bytes())
    assert found.submission is None
    assert {d.code for d in found.diagnostics} <= {"submission/two-forms", "submission/no-stamp"}


def test_joined_with_an_empty_page_a_form_is_still_read() -> None:
    with pikepdf.new() as sheet:
        sheet.add_blank_page()
        made = io.BytesIO()
        sheet.save(made)

    assert answers(joined(quickly(blank(FORM), NASTY), made.getvalue())) == NASTY


MEASURE = """
import json, resource, sys
from pathlib import Path
from formwright.answers import kinds, spelling
from formwright.definitions.library import load
from formwright.diagnostics import Severity
from formwright.model import rules
from formwright.readers.pdf import read
framework, root, *files = sys.argv[1:]
forms = {form.identity.id: rules.compile(form) for form in load(Path(root)).forms}
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for file in files:
    found = read(Path(file).read_bytes(), "return.pdf", forms, framework)
    print(json.dumps({
        "codes": [d.code for d in found.diagnostics],
        "all say what to do": all(d.severity is Severity.ERROR and d.message and d.hint for d in found.diagnostics),
        "is read": found.submission is not None,
        "has its rules": found.rules is not None,
    }))
print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before))
"""


def test_a_file_that_cannot_be_relied_on_says_why_and_takes_no_more_memory_or_time_than_is_said(tmp_path: Path) -> None:
    """All of the corpus one after another, in a process that may work for a minute."""
    files = []
    for number, case in enumerate(CASES):
        (tmp_path / f"{number}.pdf").write_bytes(case.make(ours()))
        files.append(str(tmp_path / f"{number}.pdf"))

    measured = subprocess.run(
        [sys.executable, "-c", MEASURE, document(library().form(FORM)).framework, str(ROOT), *files],
        check=True,
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (60, 60)),
        env={"PYTHONPATH": ":".join(sys.path)},
    )

    *said, taken = map(json.loads, measured.stdout.splitlines())
    for case, found in zip(CASES, said, strict=True):
        assert case.code in found["codes"], case.name
        assert found["all say what to do"], case.name
        if found["is read"]:
            assert found["has its rules"], case.name
        else:
            assert len(found["codes"]) == 1, case.name
    assert taken < 400_000  # kilobytes
