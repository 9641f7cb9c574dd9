"""A long document on the screen: its contents, its figures and its tables, at a desk and on a phone."""

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect
from tests.accessibility.web import overflow, violations
from tests.browser.conftest import Open
from tests.writers.sample import BOOK

DESK, PHONE = 1280, 375


def current(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('.sidebar a:target-current')].map(link => link.textContent)"
    )
    return found


def size(part: Locator) -> FloatRect:
    found = part.bounding_box()
    assert found is not None
    return found


def test_at_a_desk_the_contents_stand_beside_the_text_and_show_where_one_is(open_page: Open) -> None:
    page = open_page(BOOK, DESK).page
    contents = page.get_by_role("navigation", name="Contents")
    contents.get_by_role("link", name="2 Duties and steps").click()
    contents.get_by_role("link", name="2.2 Steps").click()
    expect(page.get_by_role("heading", name="2.2 Steps")).to_be_in_viewport()
    expect(contents).to_be_in_viewport()
    assert current(page) == ["2.2 Steps"]
    assert violations(page) == []


def test_at_a_desk_the_keyboard_reaches_every_entry(open_page: Open) -> None:
    page = open_page(BOOK, DESK).page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    reached = []
    for _ in range(6):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href')"))
    assert reached == ["#first", "#second", "#duties", "#steps", "#appendix-2a", "#appendix-2a-evaluation"]


@pytest.mark.parametrize("width", [PHONE, 768])
def test_on_a_phone_the_contents_open_lead_on_and_are_found_again(open_page: Open, width: int) -> None:
    page = open_page(BOOK, width).page
    steps = page.get_by_role("navigation", name="Contents").get_by_role("link", name="2.2 Steps")
    expect(steps).to_be_hidden()
    page.locator("summary", has_text="Contents").focus()
    page.keyboard.press("Enter")
    assert violations(page) == []
    assert size(steps)["height"] >= 44
    steps.click()
    expect(page.get_by_role("heading", name="2.2 Steps")).to_be_in_viewport()
    page.get_by_role("link", name="Contents", exact=True).click()
    expect(steps).to_be_in_viewport()


def test_on_a_phone_the_way_back_opens_contents_that_are_closed(open_page: Open) -> None:
    page = open_page(BOOK, PHONE).page
    page.get_by_role("link", name="Contents", exact=True).click()
    expect(page.get_by_role("link", name="2.1 Duties")).to_be_visible()


@pytest.mark.parametrize("width", [320, PHONE, 768, 1024, DESK])
def test_a_figure_can_be_read(open_page: Open, width: int) -> None:
    page = open_page(BOOK, width).page
    assert overflow(page) <= 0
    drawings = page.get_by_role("img")
    expect(drawings).to_have_count(3)
    sizes = page.evaluate(
        """() => [...document.querySelectorAll('svg text')].filter(text => text.checkVisibility())
             .map(text => parseFloat(text.getAttribute('font-size')) * text.getScreenCTM().a)"""
    )
    assert min(sizes) >= 11.5
    # No line runs into another, out of its card or out of the drawing.
    collisions = page.evaluate(
        """() => [...document.querySelectorAll('svg')].filter(svg => svg.checkVisibility()).flatMap(svg => {
             const frame = svg.getBoundingClientRect();
             const lines = [...svg.querySelectorAll('text')].map(text => [text, text.getBoundingClientRect()]);
             const cards = [...svg.querySelectorAll('rect')].map(card => card.getBoundingClientRect());
             const within = (box, frame) => box.left >= frame.left && box.right <= frame.right;
             const meets = (a, b) =>
               a.left < b.right && b.left < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom;
             return lines.filter(([text, box], n) => !within(box, frame)
               || cards.some(card => meets(card, box) && !within(box, card))
               || lines.some(([, other], m) => m > n && meets(box, other))).map(([text]) => text.textContent);
           })"""
    )
    assert collisions == []


def test_a_figure_says_in_words_what_it_shows(open_page: Open) -> None:
    page = open_page(BOOK, PHONE).page
    drawing = page.get_by_role("img", name="Who does what")
    expect(drawing).to_have_accessible_description("This figure in words (Who does what)")
    words = page.get_by_text("Heads read it.")
    expect(words).to_be_hidden()
    page.get_by_text("This figure in words (Who does what)").focus()
    page.keyboard.press("Enter")
    expect(words).to_be_visible()
    assert violations(page) == []


def test_on_a_phone_each_cell_of_a_wide_table_says_what_it_is(open_page: Open) -> None:
    page = open_page(BOOK, PHONE).page
    cell = page.locator("#duty-7 td").nth(1)
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"How often: "'
    assert size(cell)["width"] > 300
    row = page.get_by_role("table", name="Who must do what").get_by_role("row", name="Duty 7:")
    expect(row.get_by_role("rowheader")).to_have_text("Practice Manager / Team Manager")


def test_on_a_phone_an_empty_cell_shows_what_is_to_be_written_there(open_page: Open) -> None:
    page = open_page(BOOK, PHONE).page
    grade = page.get_by_role("table", name="Areas for evaluation").get_by_role("row").nth(1).get_by_role("cell").nth(1)
    expect(grade).to_be_visible()
    assert grade.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Grade (1-4): "'


def test_paper_has_the_contents_first_and_each_chapter_on_a_new_page(open_page: Open) -> None:
    page = open_page(BOOK, PHONE).page
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation").get_by_text("2.2 Steps")).to_be_visible()
    expect(page.get_by_role("link", name="Contents", exact=True)).to_be_hidden()
    expect(page.get_by_text("This figure in words").first).to_be_hidden()
    breaks = page.locator("h2[id]").evaluate_all("all => all.map(one => getComputedStyle(one).breakBefore)")
    assert breaks == ["page"] * 3
