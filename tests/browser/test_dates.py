"""A date in three boxes on the page: typed, pasted, half typed, wrong, and kept as one answer all the while."""

from dataclasses import replace

import pytest
import yaml
from playwright.sync_api import Locator, Page, expect
from tests.browser.conftest import Open
from tests.browser.test_form import file_from, fill_well, named, open_draft, submission
from tests.writers.sample import FORM

from formwright.readers.handwriting import date as as_handwritten

PATH = "details.date"


def date(page: Page) -> Locator:
    return page.get_by_role("group", name="Date of the audit")


def type_in(page: Page, *texts: str) -> None:
    for name, text in zip(("Day", "Month", "Year"), texts, strict=True):
        date(page).get_by_label(name).fill(text)


def boxes(page: Page) -> list[str]:
    return [date(page).get_by_label(name).input_value() for name in ("Day", "Month", "Year")]


def saved(page: Page) -> object:
    found = yaml.load(file_from(page, "Save draft").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - texts only
    return found.get("details", {}).get("date")


def paste(page: Page, box: str, text: str) -> None:
    date(page).get_by_label(box).evaluate(
        """(box, text) => {
          const data = new DataTransfer();
          data.setData('text/plain', text);
          const event = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
          if (!box.dispatchEvent(event)) return;
          box.value = text;
          box.dispatchEvent(new InputEvent('input', {bubbles: true}));
        }""",
        text,
    )


def complaint(page: Page) -> str:
    page.get_by_role("button", name="Download completed audit").click()
    (said,) = page.get_by_role("alert").get_by_role("link").all_inner_texts()
    return said


@pytest.mark.parametrize(
    "texts", [("15", "1", "2014"), ("15", "01", " 2014 "), ("15", "January", "2014"), ("15", "jan", "2014")]
)
def test_three_boxes_are_one_answer_and_are_said_in_words(open_page: Open, texts: tuple[str, str, str]) -> None:
    page = open_page(FORM).page
    fill_well(page)
    type_in(page, *texts)

    expect(named(page, PATH)).to_have_value("2014-01-15")
    expect(date(page).get_by_text("Wednesday 15 January 2014")).to_be_visible()
    assert submission(page)["details"]["date"] == "2014-01-15"


@pytest.mark.parametrize(
    "text",
    [
        "15/1/2014",
        "15.01.2014",
        "15 - 1 - 2014",
        "2014-01-15",
        " 15 January 2014\n",
        "15th Jan. 2014",
        "January 15, 2014",
    ],
)
@pytest.mark.parametrize("box", ["Day", "Year"])
def test_a_whole_date_pasted_into_one_box_is_spread_over_the_three(open_page: Open, text: str, box: str) -> None:
    page = open_page(FORM).page
    type_in(page, "3", "", "19")
    paste(page, box, text)

    assert saved(page) == "2014-01-15" == as_handwritten(text)
    assert boxes(page)[2] == "2014"


@pytest.mark.parametrize("text", ["15/1/14", "1/13", "the 15th", "99"])
def test_what_is_no_whole_date_is_not_guessed_at_when_it_is_pasted(open_page: Open, text: str) -> None:
    page = open_page(FORM).page
    fill_well(page)
    type_in(page, "", "", "")
    paste(page, "Day", text)

    assert boxes(page) == [text, "", ""]
    complaint(page)


def test_a_whole_date_typed_into_the_first_box_is_spread_too(open_page: Open) -> None:
    page = open_page(FORM).page
    date(page).get_by_label("Day").press_sequentially("15/1/2014")

    assert boxes(page) == ["15", "1", "2014"]


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (("15", "1", ""), "Date of the audit – the date must include a year"),
        (("", "", "2014"), "Date of the audit – the date must include a day and month"),
        (("15", "1", "14"), "Date of the audit – the year must have 4 numbers, such as 2014"),
        (("31", "2", "2014"), "Date of the audit – must be a real date, such as 15 1 2014"),
        (("1", "x", "2014"), "Date of the audit – must be a real date, such as 15 1 2014"),
        (("15", "1", "1850"), "Date of the audit – must be a date from 1900 to 2099"),
        (("", " ", "\u00a0"), "Enter the date of the audit"),
    ],
)
def test_what_is_wrong_with_a_date_is_said_in_words(open_page: Open, texts: tuple[str, str, str], said: str) -> None:
    page = open_page(FORM).page
    fill_well(page)
    type_in(page, *texts)

    assert complaint(page) == said


def test_only_the_box_that_is_amiss_is_marked_and_only_once_all_are_left(open_page: Open) -> None:
    page = open_page(FORM).page
    date(page).get_by_label("Day").focus()
    for text in ("15", "1", "14"):
        expect(page.locator(f'[id="error-{PATH}"]')).to_be_hidden()
        page.keyboard.type(text)
        page.keyboard.press("Tab")

    expect(date(page)).to_have_accessible_description(
        "For example, 15 1 2014. Error: The year must have 4 numbers, such as 2014"
    )
    marked = [date(page).get_by_label(name).get_attribute("aria-invalid") for name in ("Day", "Month", "Year")]
    assert marked == [None, None, "true"]
    date(page).get_by_label("Year").fill("2014")
    expect(page.locator(f'[id="error-{PATH}"]')).to_be_hidden()


@pytest.mark.parametrize(
    "texts",
    [("15", "", ""), ("", "1", ""), ("", "", "2014"), ("15", "", "2014"), ("32", "13", "14"), ("mid January", "", "")],
)
def test_a_half_typed_date_comes_back_with_its_draft_and_is_no_date(
    open_page: Open, texts: tuple[str, str, str]
) -> None:
    page = open_page(FORM).page
    type_in(page, *texts)
    draft = file_from(page, "Save draft").read_text("utf-8")
    page.reload()
    open_draft(page, draft)

    assert [text.lstrip("0") for text in boxes(page)] == list(texts)
    assert file_from(page, "Save draft").read_text("utf-8") == draft
    expect(page.locator("#notice")).to_contain_text("is in its place, but must be a real date")


@pytest.mark.parametrize("text", ["15 January", "15/01/2014", "2014-1-15", "2014-01-15-", "-", "2014-January-15"])
def test_a_text_that_a_draft_has_for_a_date_is_seen_and_stays_as_it_is(open_page: Open, text: str) -> None:
    page = open_page(FORM).page
    open_draft(page, f'form: sample-audit\nversion: "1.0"\ndetails: {{date: "{text}"}}\n')

    assert boxes(page) == [text, "", ""]
    assert saved(page) == text
    expect(page.locator(f'[id="error-{PATH}"]')).to_be_visible()


def test_what_carries_the_name_can_be_set_by_a_script(open_page: Open) -> None:
    page = open_page(FORM).page
    named(page, PATH).evaluate(
        "field => { field.value = '2014-02-01'; field.dispatchEvent(new Event('input', {bubbles: true})) }"
    )

    assert boxes(page) == ["01", "02", "2014"]
    named(page, PATH).fill("")
    assert boxes(page) == ["", "", ""]
    expect(named(page, PATH)).to_have_attribute("tabindex", "-1")


def test_a_date_given_with_the_document_is_in_its_boxes(open_page: Open) -> None:
    page = open_page(replace(FORM, answers={PATH: "2014-01-15", "actions[0].by": "2014-02-14"})).page

    assert boxes(page) == ["15", "01", "2014"]
    assert submission(page, "Save draft")["actions"] == [{"by": "2014-02-14"}]
