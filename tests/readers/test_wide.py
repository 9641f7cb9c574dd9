"""A form with more answers than fit side by side: each stands under its question, and all come back."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import pikepdf
from lxml import etree
from tests.readers import fill_pdf
from tests.readers.libreoffice import resaved, typed_in
from tests.readers.word_edits import MAIN, W, edited
from tests.samples import EXAMPLES

from formwright.answers.address import bookmark
from formwright.compose import compose
from formwright.definitions.library import Library, load
from formwright.document.nodes import Document
from formwright.model import rules
from formwright.model.conditions import Value
from formwright.pipelines.copies import Copies
from formwright.readers import docx as word_reader
from formwright.readers import pdf as pdf_reader
from formwright.readers.returned import Returned
from formwright.writers import docx, pdf

FORM = """\
kind: form
id: wide
title: Wide
version: "1.0"
issued: 2026-01-02
summary: More answers than fit side by side.
audience: Everyone
sections:
  - id: points
    title: Points
    ask: Point
    answers:
      - {id: met, label: Met?, control: yes-no}
      - {id: grade, label: Grade (1-4), control: grade, scale: judgement}
      - {id: evidence, label: Evidence, control: long-text}
      - {id: seen, label: Date seen, control: date}
      - {id: who, label: Responsible, control: text}
      - {id: count, label: How many, control: number}
      - {id: again, label: Met again?, control: yes-no}
      - {id: later, label: Date of the next visit, control: date}
    questions:
      - {id: plan, ask: Is there a plan?}
      - {id: review, ask: Was it reviewed?, guidance: Look at the minutes.}
  - id: visits
    title: Visits
    row: Visit
    repeat: {min: 0, blank_rows: 2}
    fields:
      - {id: on, label: Visited on, control: date, group: Before}
      - {id: who, label: Who went, control: text, group: Before}
      - {id: said, label: What was said, control: long-text, group: After}
      - {id: grade, label: Grade, control: grade, scale: judgement, group: After}
      - {id: met, label: Met?, control: yes-no, group: After}
      - {id: next, label: Next visit, control: date, group: After}
      - {id: note, label: Note, control: long-text, group: After}
escalation:
  nobody: A form for tests.
"""
ANSWERS: dict[str, str | int] = {
    "points.plan.met": "yes",
    "points.plan.grade": 1,
    "points.plan.evidence": "Seen alone.\nTwice.",
    "points.review.seen": "2026-01-15",
    "points.review.count": "7",
    "visits[0].on": "2026-01-16",
    "visits[0].said": "Visit went well",
    "visits[1].who": "Allocated worker",
    "visits[1].note": "Visit",
}


@cache
def library() -> Library:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "wide.yaml"
        file.write_text(FORM, "utf-8")
        found = load(EXAMPLES / "framework", [file])
    assert [str(d) for d in found.diagnostics] == []
    return found


def document(answers: Mapping[str, str | int] | None = None) -> Document:
    known = library()
    assert known.framework is not None
    composed = compose(known.form("wide"), known.framework)
    return replace(composed, answers={path: str(value) for path, value in (answers or {}).items()})


def read(file: bytes, name: str) -> Returned:
    known = {"wide": rules.compile(library().form("wide"))}
    read_by = word_reader.read if name.endswith("docx") else pdf_reader.read
    return read_by(file, name, known, document().framework, Copies.of(library()).in_format(name[-4:].strip(".")))


def answers(file: bytes, name: str = "return.docx") -> dict[str, Value]:
    returned = read(file, name)
    assert [(d.place.path, d.message) for d in returned.diagnostics] == []
    assert returned.submission is not None
    return {path: answer.value for path, answer in returned.submission.answers.items()}


def test_what_is_in_the_word_form_is_read() -> None:
    assert answers(docx.write(document(ANSWERS))) == ANSWERS
    assert answers(docx.write(document())) == {}


def test_what_libreoffice_has_saved_is_read(tmp_path: Path) -> None:
    files = {"filled": ANSWERS, "blank": {}}
    for name, given_answers in files.items():
        (tmp_path / f"{name}.docx").write_bytes(docx.write(document(given_answers)))

    saved = resaved([tmp_path / f"{name}.docx" for name in files], "docx", tmp_path / "saved")

    assert [answers(file.read_bytes()) for file in saved] == [ANSWERS, {}]


def test_what_is_typed_in_libreoffice_is_read_and_a_row_added_there_is_asked_about(tmp_path: Path) -> None:
    steps = [("Over", bookmark("visits[1].said"), "It went well."), ("Over", bookmark("points.plan.grade"), "1")]
    typed = typed_in(docx.write(document()), steps, tmp_path)
    assert answers(typed) == {"points.plan.grade": 1, "visits[1].said": "It went well."}

    added = typed_in(docx.write(document()), [("InNewRow", bookmark("visits[0].on"), "16/1/2026")], tmp_path)

    assert "visits" in {d.place.path for d in read(added, "return.docx").diagnostics}


def test_a_row_that_word_added_is_a_row() -> None:
    def plus(body: etree._Element) -> None:
        items = [e for e in body.iter(f"{W}sdt") if e.find(f"{W}sdtPr/{{*}}repeatingSectionItem") is not None]
        items[1].addnext(etree.fromstring(etree.tostring(items[1])))

    file = edited(docx.write(document(ANSWERS)), plus)

    assert answers(file) == {**ANSWERS, "visits[2].who": "Allocated worker", "visits[2].note": "Visit"}


def test_a_label_that_says_something_else_is_asked_about() -> None:
    def change(body: etree._Element) -> None:
        next(each for each in body.iter(f"{W}t") if each.text == "Who went").text = "Who did not go"

    assert "visits" in {
        d.place.path for d in read(edited(docx.write(document(ANSWERS)), change), "return.docx").diagnostics
    }


def test_what_is_in_the_pdf_is_read() -> None:
    assert answers(pdf.write(document(ANSWERS)), "return.pdf") == ANSWERS
    assert (
        answers(fill_pdf.quickly(pdf.write(document()), {k: str(v) for k, v in ANSWERS.items()}), "return.pdf")
        == ANSWERS
    )


def test_each_place_in_word_has_its_label_beside_it() -> None:
    with ZipFile(BytesIO(docx.write(document()))) as package:
        body = etree.fromstring(package.read(MAIN))
    grid = next(table for table in body.iter(f"{W}tbl") if "Is there a plan?" in "".join(map(str, table.itertext())))
    rows = [[_lines(cell) for cell in row.iter(f"{W}tc")] for row in grid.iter(f"{W}tr")]

    assert rows[:2] == [[["No."], ["Point"], ["Answer"]], [["1"], ["Is there a plan?"]]]
    assert [row[1] for row in rows[2:5]] == [["Met?"], ["Grade (1–4)"], ["Evidence"]]
    assert next(grid.iter(f"{W}tr")).find(f"{W}trPr/{W}tblHeader") is not None


def test_each_field_of_the_pdf_stands_in_a_row_with_its_label() -> None:
    with pikepdf.open(BytesIO(pdf.write(document()))) as made:
        waiting, rows = [made.Root.StructTreeRoot], []
        while waiting:
            element = waiting.pop()
            kids: Any = element.get("/K", [])
            inside = [
                kid
                for kid in (kids if isinstance(kids, pikepdf.Array) else [kids])
                if isinstance(kid, pikepdf.Dictionary)
            ]
            if element.get("/S") == "/TR":
                rows.append([str(kid.S) for kid in inside])
            waiting.extend(inside)

    assert rows.count(["/TD", "/TH", "/TD"]) == 2 * 8 + 2 * 7


def _lines(cell: Any) -> list[str]:
    """The cell's paragraphs, any width of space as one."""
    return [" ".join("".join(map(str, each.itertext())).split()) for each in cell.iter(f"{W}p")]
