"""Tools that people really have, of several fields, are said in the language, filled in by any means, and heard.

Each stands in `tests/examples/tools` with one return that somebody might send. Only their structure is from life.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import reduce
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from lxml import etree
from pypdf import PdfReader
from tests import drafts
from tests.readers import fill_pdf, libreoffice, tick_pdf
from tests.samples import EXAMPLES
from tests.writers.test_grids import faults

from formwright.answers import several
from formwright.compose import compose
from formwright.definitions.library import Library, load
from formwright.document.nodes import Document
from formwright.model.conditions import Is, Value
from formwright.pipelines.review import Reviewer
from formwright.writers import docx, pdf

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

TOOLS = {folder.name: load(folder) for folder in sorted((EXAMPLES / "tools").iterdir())}

HEARD: Mapping[str, tuple[str, ...]] = {
    "allegation": ("designated-officer", "director", "service-manager"),
    "complaints-register": (),
    "foster-carer-review": ("fostering-manager", "panel-adviser"),
    "hand-hygiene": ("infection-lead", "ward-manager"),
    "internal-audit": ("quality-manager",),
    "missing-child": ("director", "service-manager"),
    "moderated-audit": ("director", "service-manager", "team-manager"),
    "practice-week": ("service-manager", "team-manager"),
    "regulation-44": ("registered-manager", "responsible-individual"),
    "section-11": ("director", "quality-lead"),
    "supervision-record": ("service-manager", "team-manager"),
}
"""Who must hear of each tool's return, by its words and the form's."""

WAITS: Mapping[str, tuple[str, ...]] = {
    "internal-audit": ("owner", "closing"),
    "practice-week": ("observed", "moderator"),
    "regulation-44": ("manager",),
    "supervision-record": ("supervisor", "manager"),
}
"""The parts that nobody has begun."""

each_tool = pytest.mark.parametrize("tool", sorted(HEARD))


def library(tool: str) -> Library:
    return next(found for found in TOOLS.values() if any(form.identity.id == tool for form in found.forms))


def sent(tool: str) -> Path:
    return library(tool).root / "returns" / f"{tool}.yaml"


def blank(tool: str) -> Document:
    framework = library(tool).framework
    assert framework
    return compose(library(tool).form(tool), framework)


def answers(tool: str, raw: bytes, name: str) -> Mapping[str, Value]:
    found = Reviewer.of(library(tool)).readers.content(raw, name)
    assert found.submission is not None, found.diagnostics
    assert found.diagnostics == ()
    return {path: answer.value for path, answer in found.submission.answers.items()}


def as_sent(tool: str) -> Mapping[str, Value]:
    return answers(tool, sent(tool).read_bytes(), "return.yaml")


def spelt(value: Value) -> str:
    return "\n".join(value) if isinstance(value, tuple) else str(value)


@pytest.mark.parametrize("framework", TOOLS)
def test_their_definitions_are_sound(framework: str) -> None:
    assert [f"{d.place} {d.code}: {d.message}" for d in TOOLS[framework].diagnostics] == []


def test_each_is_tried_and_has_a_return() -> None:
    assert sorted(form.identity.id for found in TOOLS.values() for form in found.forms) == sorted(HEARD)
    assert sorted(f.stem for found in TOOLS.values() for f in (found.root / "returns").iterdir()) == sorted(HEARD)


@each_tool
def test_whoever_must_hear_of_its_return_does_and_whose_turn_it_is_is_said(tool: str) -> None:
    reviewed = Reviewer.of(library(tool)).content(sent(tool).read_bytes(), "return.yaml")

    told = {t.role for t in reviewed.escalation.recipients} if reviewed.escalation else set()
    assert (reviewed.status, reviewed.diagnostics) == ("complete", ())
    assert sorted(told) == sorted(HEARD[tool])
    assert bool(told) is not bool(reviewed.nobody)
    assert tuple(part.id for part in reviewed.parts if part.waits) == WAITS.get(tool, ())


@each_tool
def test_each_answer_that_its_return_must_have_is_missed_by_name(tool: str) -> None:
    form = library(tool).form(tool)
    first = form.parts[0].id if form.parts else None
    required = [f for f in form.fields if f.required and f.asked_when is None and f.part == first and not f.repeat]
    assert required

    for field in required:
        data = yaml.safe_load(sent(tool).read_text("utf-8"))
        *way, last = field.path.split(".")
        del reduce(lambda inner, step: inner[step], way, data)[last]
        reviewed = Reviewer.of(library(tool)).content(yaml.safe_dump(data).encode(), "return.yaml")
        assert [d.place.path for d in reviewed.diagnostics if d.code == "submission/missing-answer"] == [field.path]


@each_tool
def test_the_page_reads_it_as_check_does(tool: str) -> None:
    form = library(tool).form(tool)
    raw = sent(tool).read_bytes()

    with drafts.page_of(blank(tool)) as page:
        theirs = page.read(raw, "return.yaml")

    assert "refused" not in theirs
    assert theirs["answers"] == {path: spelt(value) for path, value in as_sent(tool).items()}, form.identity.id


@each_tool
def test_every_field_is_on_its_page_and_can_be_written_in(tool: str) -> None:
    assert list(faults(blank(tool))) == []


@each_tool
def test_other_programs_fill_in_its_pdf(tool: str, tmp_path: Path) -> None:
    ticked = {path: value for path, value in as_sent(tool).items() if isinstance(value, tuple)}
    typed = {path: str(value) for path, value in as_sent(tool).items() if path not in ticked}
    form = tmp_path / "form.pdf"
    form.write_bytes(pdf.write(blank(tool)))

    form.write_bytes(fill_pdf.by_pypdf(form, typed))
    if ticked:
        boxes = {several.tick(path, choice): True for path, value in ticked.items() for choice in value}
        form.write_bytes(tick_pdf.by_mupdf(form, boxes))

    assert answers(tool, form.read_bytes(), "return.pdf") == as_sent(tool)


def test_their_word_files_come_back_from_libreoffice(tmp_path: Path) -> None:
    files = [tmp_path / f"{tool}.docx" for tool in sorted(HEARD)]
    for file in files:
        given = {path: spelt(value) for path, value in as_sent(file.stem).items()}
        file.write_bytes(docx.write(replace(blank(file.stem), answers=given)))
    (tmp_path / "saved").mkdir()

    for file in libreoffice.resaved(files, "docx", tmp_path / "saved"):
        assert answers(file.stem, file.read_bytes(), file.name) == as_sent(file.stem), file.stem


def test_a_questions_few_answers_stay_together_in_word(tmp_path: Path) -> None:
    file = tmp_path / "internal-audit.docx"
    file.write_bytes(docx.write(blank("internal-audit")))
    (tmp_path / "out").mkdir()
    (printed,) = libreoffice.resaved([file], "pdf", tmp_path / "out")

    pages = [page.extract_text() for page in PdfReader(printed).pages]

    cut = [n for n, page in enumerate(pages, 1) if page.count("Evidence") != page.count("Closed")]
    assert sum(page.count("Closed") for page in pages) == 5
    assert cut == []


def test_what_is_said_of_a_section_stays_with_the_first_heading_in_it() -> None:
    form = library("regulation-44").form("regulation-44")
    section = next(s for s in form.sections if s.id == "home")
    said = replace(section, text="Look at every room.", asked_when=Is("details.service_area", ("home-a",)))
    framework = library("regulation-44").framework
    assert framework
    sections = tuple(said if s is section else s for s in form.sections)
    with ZipFile(BytesIO(docx.write(compose(replace(form, sections=sections), framework)))) as file:
        body = etree.fromstring(file.read("word/document.xml"))

    together = {text_of(p) for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}keepNext") is not None}

    assert {"Look at every room.", "Answer this part only where “Home” is “Home A”."} <= together
    assert "Visit without notice. Talk with every child who wants to talk." not in together


def text_of(paragraph: etree._Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
