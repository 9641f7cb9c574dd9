"""The readable copy that a form's page makes says just what `fill --readable` makes of the data that it downloads."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests import filed
from tests.samples import EXAMPLES, FRAMEWORK, SMALL, TOLD

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


def given(form: Form) -> Iterator[dict[str, Value]]:
    """Nothing; all that is asked, by these choices and by those; and the same with holes in it."""
    yield {}
    for pick in range(3):
        whole = filed.answers(form, words=12 + 40 * pick, pick=pick, rows=1 + pick)
        yield {path: value for number, (path, value) in enumerate(whole.items()) if pick != 1 or number % 3}


def nobody_named(library: Library) -> Library:
    """A page does not know who holds which role."""
    return replace(library, directory=Directory())


@pytest.mark.parametrize(("library", "form"), FORMS)
def test_the_pages_copy_and_that_of_its_data_say_the_same(
    library: Library, form: Form, browser: Browser, tmp_path: Path
) -> None:
    assert library.framework is not None
    file = tmp_path / "form.html"
    file.write_bytes(html.write(compose(form, library.framework)))
    page, other = browser.new_page(locale="en-GB"), browser.new_page()
    page.goto(file.as_uri())
    faults: list[Any] = []
    page.on("pageerror", lambda fault: faults.append(fault))
    for answers in given(form):
        page.locator("#draft-file").set_input_files(
            {"name": "draft.yaml", "mimeType": "application/yaml", "buffer": filed.as_yaml(form, answers)}
        )
        page.wait_for_selector("#notice:not([hidden])")
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
    assert not faults
    page.close()
    other.close()
