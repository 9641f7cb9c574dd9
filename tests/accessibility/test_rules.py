"""Each rule of accessibility finds its own fault, and nothing where there is none."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pikepdf
import pytest
from playwright.sync_api import Page
from tests.accessibility import measures, paper, web, word
from tests.accessibility.states import states
from tests.writers.sample import BOOK, FORM

from formwright.writers import docx, html, pdf

GOOD = """<!DOCTYPE html><html lang=en><meta charset=utf-8><title>A page</title>
<style>:focus-visible { outline: 3px solid black }</style><main><h1>A page</h1>
<p><a href="#a">One</a></p><p style="height: 60px">Text.</p>
<button id="a" style="border: 2px solid">Two</button></main>"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with measures.browser() as started:
        yield started.new_page(viewport={"width": 320, "height": 640})


RULES: dict[str, Callable[[Page], list[Any]]] = {
    "violations": web.violations,
    "sideways": web.sideways,
    "spacing": web.spacing,
    "keys": web.keys,
    "forced": web.forced,
}


def test_a_good_page_has_no_fault(page: Page) -> None:
    page.set_content(GOOD)

    assert {name: found for name, rule in RULES.items() if (found := rule(page))} == {}


@pytest.mark.parametrize(
    ("rule", "old", "new", "said"),
    [
        ("violations", "lang=en", "", "html-has-lang"),
        ("violations", "Text.", 2 * "<button style='font-size: 8px; padding: 0'>i</button>", "target-size"),
        ("sideways", "height: 60px", "width: 400px", "wider than the window"),
        ("spacing", "height: 60px", "overflow: hidden; height: 1.2em; line-height: 1.1", "Text."),
        ("spacing", "Text.", "<button style='width: 40px'>Withdrawn</button>", "Withdrawn"),
        ("keys", "outline: 3px", "outline: 0", "no frame shows"),
        ("keys", 'id="a"', 'id="a" onfocus="document.links[0].focus()"', "does not get out"),
        ("keys", "<p style", '<div style="position: fixed; inset: 0; background: white"></div><p style', "covered"),
        ("keys", "<main>", '<main onkeydown="event.preventDefault()">', "does not get out"),
        ("keys", "<main>", '<body onkeydown="event.preventDefault()"><main>', "not reached"),
        ("forced", "border: 2px solid", "border: 0", "no frame in forced colours"),
        ("forced", "outline: 3px solid black", "outline: 0; box-shadow: 0 0 0 3px", "shows the focus"),
    ],
)  # fmt: skip
def test_a_rule_finds_its_fault(page: Page, rule: str, old: str, new: str, said: str) -> None:
    assert old in GOOD
    page.set_content(GOOD.replace(old, new))

    assert said in str(RULES[rule](page))


def test_a_form_is_looked_at_in_every_state(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "form.html"
    file.write_bytes(html.write(FORM))
    page.goto(file.as_uri())
    seen = {}
    for state in states(page):
        seen[state] = [
            page.locator("#grades-panel").is_visible(),
            page.locator("#sections-panel").is_visible(),
            page.get_by_role("button", name="Undo").count(),
            page.locator(".error-summary").count(),
        ]

    assert seen == {
        "as it opens": [False, False, 0, 0],
        "half filled": [False, False, 0, 0],
        "sections listed": [False, True, 0, 0],
        "meanings open": [True, False, 0, 0],
        "undo offered": [False, False, 1, 0],
        "errors listed": [False, False, 1, 1],
    }


# --- PDF ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made() -> bytes:
    return pdf.write(FORM)


def _untitled(file: pikepdf.Pdf) -> None:
    del file.docinfo["/Title"]


def _without_language(file: pikepdf.Pdf) -> None:
    del file.Root.Lang


def _one_step_too_deep(file: pikepdf.Pdf) -> None:
    next(e for e in paper.elements(file) if e.S == "/H2").S = pikepdf.Name.H4


def _nameless(file: pikepdf.Pdf) -> None:
    for each in file.objects:
        if isinstance(each, pikepdf.Dictionary) and "/TU" in each:
            del each["/TU"]


def _mute(file: pikepdf.Pdf) -> None:
    for page in file.pages:
        for each in page.get("/Annots", []):
            if "/Contents" in each:
                del each["/Contents"]


def _in_any_order(file: pikepdf.Pdf) -> None:
    for page in file.pages:
        if "/Tabs" in page:
            del page["/Tabs"]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_untitled, "no title"),
        (_without_language, "language"),
        (_one_step_too_deep, "a heading of level 4 follows one of level 1"),
        (_nameless, "a field has no name"),
        (_mute, "a link does not say where it leads"),
        (_in_any_order, "the Tab key"),
    ],
)
def test_a_fault_of_a_pdf_is_found(
    made: bytes, tmp_path: Path, spoil: Callable[[pikepdf.Pdf], None], said: str
) -> None:
    file = tmp_path / "form.pdf"
    file.write_bytes(made)
    assert paper.asserted(file) == []

    with pikepdf.open(file, allow_overwriting_input=True) as opened:
        spoil(opened)
        opened.save(file)

    assert said in str(paper.asserted(file))


@pytest.mark.parametrize("checker", paper.CHECKERS)
def test_a_checker_finds_that_nothing_is_tagged(made: bytes, tmp_path: Path, checker: str) -> None:
    file = tmp_path / "form.pdf"
    file.write_bytes(made)
    with pikepdf.open(file, allow_overwriting_input=True) as opened:
        del opened.Root["/StructTreeRoot"]
        opened.save(file)

    assert paper.checked(checker, file)


# --- Word -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('<w:lang w:val="en-GB"', '<w:lang w:val="de-DE"', "language"),
        ("<dc:title>", "<dc:title/><dc:subject>", "no title"),
        ("<w:tblHeader/>", "", "no heading row"),
        ("<w:tblCaption ", "<w:tblLook ", "no title or no description"),
        ('w:val="Heading2"', 'w:val="Heading4"', "a heading of level 4 follows one of level 1"),
        (' descr="', ' title="', "a picture is not said in words"),
    ],
)
def test_a_fault_of_a_word_file_is_found(tmp_path: Path, old: str, new: str, said: str) -> None:
    file = tmp_path / "book.docx"
    file.write_bytes(docx.write(BOOK))
    with ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    changed = {name: part.replace(old.encode(), new.encode()) for name, part in parts.items()}
    changed = {name: part.replace(b"</dc:title>", b"</dc:subject>") if "<dc:title>" in old else part
               for name, part in changed.items()}  # fmt: skip
    assert changed != parts

    with ZipFile(file, "w") as archive:
        for name, part in changed.items():
            archive.writestr(name, part)

    assert said in str(word.asserted(file))


def test_libreoffice_keeps_what_a_screen_reader_goes_by(tmp_path: Path) -> None:
    """Its PDF of a book with figures, tables, lists and links passes both checkers."""
    file = tmp_path / "book.docx"
    file.write_bytes(docx.write(BOOK))

    assert [measure.faults for measure in measures.of_words_as_pdf([file])] == [(), ()]
