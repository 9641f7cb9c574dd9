"""Who fills in what stands in every format of a form that several people fill in, for all who read or hear it."""

import io
import re
from dataclasses import replace
from typing import Any
from zipfile import ZipFile

import pikepdf
import pytest
from tests.samples import SMALL

from formwright.compose import compose
from formwright.compose.printed import printed
from formwright.document import nodes
from formwright.model.form import Rows
from formwright.writers import blank, docx, html, pdf
from formwright.writers.sections import inputs_of

assert SMALL.framework
FORM = SMALL.form("in-turn")
DOCUMENT = compose(FORM, SMALL.framework)
WHO = {part.id: f"To be filled in by {part.who}." for part in FORM.parts}


def test_a_section_of_somebody_else_says_so_and_so_does_what_others_fill_in() -> None:
    told = [
        (a.children[0].text, b.children[0].children[0].text)  # type: ignore[union-attr]
        for a, b in zip(DOCUMENT.blocks, DOCUMENT.blocks[1:], strict=False)
        if isinstance(a, nodes.Heading) and a.anchor.startswith("section-") and isinstance(b, nodes.Paragraph)
    ]
    hinted = {i.path for b in DOCUMENT.blocks for i in inputs_of(b) if i.by and (i.hint or "").startswith(i.by)}

    assert told == [("Moderation", WHO["moderator"]), ("Visits by the manager", WHO["manager"])]
    assert hinted == {
        "details.signed", "evaluation.plan.moderated", "evaluation.review.moderated", "actions[].done", "actions[].late"
    }  # fmt: skip


def test_who_cannot_see_the_page_hears_it_at_every_field_of_the_pdf() -> None:
    with pikepdf.open(io.BytesIO(pdf.write(DOCUMENT))) as file:
        told = {path.replace("[0]", "[]"): str(field.TU) for path, field in _fields(file.Root.AcroForm.Fields)}

    parts = {field.path: field.part for field in FORM.fields}
    assert parts.keys() <= told.keys()
    assert [path for path, part in parts.items() if WHO[part or ""] not in told[path]] == []


def _fields(fields: Any, above: str = "") -> list[tuple[str, Any]]:
    found = []
    for field in fields:
        path = f"{above}{field.T}"
        found += [(path, field)] if "/FT" in field else _fields(field.Kids, f"{path}.")
    return found


@pytest.mark.parametrize(
    "who", ["Anything not marked for someone else is for the auditor.", WHO["moderator"], WHO["manager"]]
)
def test_it_stands_in_word_in_yaml_on_the_page_and_in_the_book(who: str) -> None:
    word = ZipFile(io.BytesIO(docx.write(DOCUMENT))).read("word/document.xml").decode()

    assert who in re.sub("<[^>]+>", "", word)
    assert who in " ".join(line.strip(" #") for line in blank.write(DOCUMENT).decode().splitlines())
    assert who in html.write(DOCUMENT).decode()
    assert who in str(printed(DOCUMENT.blocks))


def test_the_form_begins_with_those_who_fill_it_in() -> None:
    (listed,) = [block for block in DOCUMENT.blocks if isinstance(block, nodes.NumberedList)]

    assert str(listed).count("Moderator (Team Manager)") == 1 and len(listed.items) == 3


def test_columns_under_one_heading_say_there_who_fills_them_in() -> None:
    section = next(s for s in FORM.sections if s.id == "actions")
    assert isinstance(section.content, Rows)
    fields = tuple(replace(f, group="Afterwards") if f.part == "manager" else f for f in section.content.fields)
    content = replace(section.content, fields=fields)
    form = replace(FORM, sections=tuple(replace(s, content=content) if s is section else s for s in FORM.sections))
    assert SMALL.framework

    (rows,) = [b for b in compose(form, SMALL.framework).blocks if isinstance(b, nodes.Repeat) and b.path == "actions"]

    assert [group.heading for group in rows.groups] == ["", "Afterwards (filled in by the manager)"]
    assert [each.hint for each in rows.inputs if each.by == WHO["manager"]] == [None, None]
