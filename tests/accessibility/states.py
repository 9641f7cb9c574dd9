"""The states that a page can be in: a form from empty to a list of what is missing, and a long text with all opened."""

import re
from collections.abc import Iterator

from playwright.sync_api import Page

HALF = """() => {
  const fields = [...document.querySelectorAll('form#form .field')].filter(one => one.checkVisibility());
  for (const field of fields.slice(0, Math.ceil(fields.length / 2))) {
    const control = [...field.querySelectorAll('input, select, textarea')].filter(one => one.checkVisibility()).at(-1);
    if (!control || control.disabled || control.readOnly) continue;
    if (control.type === 'radio' || control.type === 'checkbox') { control.click(); continue; }
    if (control.tagName === 'SELECT') control.selectedIndex = control.options.length - 1;
    else control.value = control.inputMode === 'numeric' ? '7' : 'Aberystwyth'.repeat(20);
    control.dispatchEvent(new Event('input', {bubbles: true}));
    control.dispatchEvent(new Event('change', {bubbles: true}));
  }
}"""


def states(page: Page) -> Iterator[str]:
    """The name of each state, with the page in it."""
    yield "as it opens"
    if page.locator("form#form").count():
        yield from _of_a_form(page)
    elif page.locator("details").count():
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        yield "all opened"


def _of_a_form(page: Page) -> Iterator[str]:
    if page.locator("[name=turn]").count():
        page.locator("[name=turn]").first.check()
        yield "a part chosen"
    page.evaluate(HALF)
    yield "half filled"
    if page.locator("#show-sections").is_visible():
        page.locator("#show-sections").click()
        yield "sections listed"
        page.keyboard.press("Escape")
    if page.locator("#show-grades").is_visible():
        page.locator("#show-grades").click()
        yield "meanings open"
        page.keyboard.press("Escape")
    adding = page.get_by_role("button", name=re.compile("^Add "))
    removing = page.get_by_role("button", name=re.compile("^Remove "))
    if adding.count() and adding.last.is_visible() and adding.last.is_enabled():
        adding.last.click()
        page.keyboard.type("A new row")
        removing.last.click()
        yield "undo offered"
    page.locator("#download").click()
    yield "errors listed"
