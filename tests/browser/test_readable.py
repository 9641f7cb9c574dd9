"""The readable copy that a form's page makes says just what `fill --readable` makes of the data that it downloads."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest
from playwright.sync_api import Browser, Error, Page
from tests import filed
from tests.samples import EXAMPLES, FRAMEWORK, SMALL, TOLD, times

from formwright.compose import compose
from formwright.definitions.library import Library, load
from formwright.model.conditions import Value
from formwright.model.form import Form
from formwright.model.framework import Directory
from formwright.pipelines.filed import readable
from formwright.writers import html

TOOLS = [load(folder) for folder in sorted((EXAMPLES / "tools").iterdir())]
FORMS = [
    pytest.param(library, form, id=form.identity.id) for library, form in filed.forms(FRAMEWORK, SMALL, TOLD, *TOOLS)
]

LINES = """whole => [...whole.querySelectorAll('h1, h2, h3, p, dt, dd, caption, th, td')]
  .filter(one => !one.querySelector('p'))
  .map(one => [one.tagName, one.innerText.replace(/[ \\t]+/g, ' ').trim()])"""
"""Each piece of text, with what it is."""


def print_copy(page: Page) -> None:
    """Press the button; what would go to the printer stays on the page."""
    page.evaluate("window.print = () => {}")
    page.locator("#save-copy").click()


WHOLE = ("tier1-generic-audit", "everything", "in-turn", "judged-twice")
"""The forms that are tried with every choice in `make test` too; the others take turns."""


def given(form: Form) -> Iterator[dict[str, Value]]:
    """Nothing; all that is asked, by these choices and by those; and the same with holes in it."""
    yield {}
    is_whole = times(1) > 1 or form.identity.id in WHOLE
    for pick in range(3) if is_whole else [len(form.identity.id) % 3]:
        whole = filed.answers(form, words=12 + 40 * pick, pick=pick, rows=1 + pick)
        yield {path: value for number, (path, value) in enumerate(whole.items()) if pick != 1 or number % 3}


def nobody_named(library: Library) -> Library:
    """A page does not know who holds which role."""
    return replace(library, directory=Directory())


@pytest.fixture(scope="module")
def other(browser: Browser) -> Iterator[Page]:
    """A page for the copy that is made of the data."""
    found = browser.new_page()
    yield found
    found.close()


@pytest.mark.parametrize(("library", "form"), FORMS)
def test_the_pages_copy_and_that_of_its_data_say_the_same(
    library: Library, form: Form, blank: Page, other: Page, tmp_path: Path
) -> None:
    page = opened(library, form.identity.id, blank, tmp_path)
    faults: list[str] = []

    def hear(fault: Error) -> None:
        faults.append(str(fault))

    page.on("pageerror", hear)
    for answers in given(form):
        open_draft(page, form, answers)
        with page.expect_download() as saved:
            page.locator("#save-draft").click()
        print_copy(page)
        page.emulate_media(media="print")
        shown = page.locator("#readable").evaluate(LINES)
        page.emulate_media(media="screen")

        made = readable(nobody_named(library), Path(saved.value.path()), "html")

        assert made.content is not None, made.diagnostics
        other.set_content(made.content.decode())
        assert shown == other.locator(".filed").evaluate(LINES)
    page.remove_listener("pageerror", hear)
    assert not faults


def test_an_answer_gets_into_the_copy_as_text_alone(blank: Page, tmp_path: Path) -> None:
    page = opened(FRAMEWORK, "tier1-generic-audit", blank, tmp_path)
    text = "<img src=x onerror=alert(1)><b>bold</b> & \u202e"
    page.get_by_label("Case ID", exact=True).fill(text)
    page.get_by_label("Any other comments").fill(f"{text}\n\n{text}")

    print_copy(page)

    copy = page.locator("#readable")
    assert copy.locator("b, img").count() == 0
    assert copy.locator("dd").first.inner_text() == text.strip()
    assert copy.get_by_text("<b>bold</b>").count() == 3  # one in a list, and two paragraphs


def test_the_copy_is_all_that_is_printed_and_never_on_the_screen(blank: Page, tmp_path: Path) -> None:
    page = opened(FRAMEWORK, "tier1-generic-audit", blank, tmp_path)
    title = page.title()
    page.get_by_label("Case ID", exact=True).fill("A1042")

    print_copy(page)

    assert page.title() == "tier1-generic-audit-A1042-readable"  # the name under which a browser saves it
    assert not page.locator("#readable").is_visible()
    page.emulate_media(media="print")
    assert page.locator("#readable").is_visible()
    assert not page.locator("#form").is_visible()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert (page.title(), page.locator("#readable").count()) == (title, 0)


def test_a_long_audit_is_printed_from_the_page_on_few_pages_with_every_word_and_a_foot(
    blank: Page, tmp_path: Path
) -> None:
    form = FRAMEWORK.form("tier1-generic-audit")
    answers = filed.answers(form, 70, pick=2, rows=5) | {"details.case_id": 'A"1\\0;}'}
    page = opened(FRAMEWORK, form.identity.id, blank, tmp_path)
    open_draft(page, form, answers)

    print_copy(page)
    made = page.pdf(format="A4", prefer_css_page_size=True)

    with pymupdf.open(stream=made) as pages:  # type: ignore[no-untyped-call]
        assert len(pages) <= 6
        texts = [" ".join(sheet.get_text().split()) for sheet in pages]
        words = {word[4] for sheet in pages for word in sheet.get_text("words", clip=sheet.rect)}
    foot = 'Case A"1\\0;} · 4 March 2014 · Tier 1 generic audit tool, version 1.0'
    assert all(f"Page {n} of {len(texts)}" in text and foot in text for n, text in enumerate(texts, 1))
    assert {word for text in answers.values() if " " in str(text) for word in str(text).split()} <= words


def test_the_page_says_what_to_do_with_each_file(blank: Page, tmp_path: Path) -> None:
    page = opened(FRAMEWORK, "tier1-generic-audit", blank, tmp_path)

    said = " ".join(page.locator(".finish").inner_text().split())

    assert "send it to Children’s Social Care audits, csc-audits@example.org" in said
    assert "keep it on the child’s file" in said


def opened(library: Library, form: str, page: Page, folder: Path) -> Page:
    assert library.framework is not None
    file = folder / "form.html"
    file.write_bytes(html.write(compose(library.form(form), library.framework)))
    page.goto(file.as_uri())
    return page


def open_draft(page: Page, form: Form, answers: dict[str, Value]) -> None:
    page.locator("#draft-file").set_input_files(
        {"name": "draft.yaml", "mimeType": "application/yaml", "buffer": filed.as_yaml(form, answers)}
    )
    page.wait_for_selector("#notice:not([hidden])")
