"""Numbers, times and dates on the page: what is wrong is said in words as soon as the field is left."""

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.conftest import Open
from tests.samples import EXAMPLES

from formwright.compose import compose
from formwright.definitions.library import load
from formwright.document.nodes import Document

LIBRARY = load(EXAMPLES / "framework", [EXAMPLES / "forms" / "missing-episode.yaml"])


def document() -> Document:
    assert LIBRARY.framework
    return compose(LIBRARY.form("missing-episode"), LIBRARY.framework)


def named(page: Page, path: str) -> Locator:
    return page.locator(f'[name="{path}"]')


def error(page: Page, path: str) -> Locator:
    return page.locator(f'[id="error-{path}"]')


def test_a_number_beyond_its_limits_is_said_when_it_is_left_and_no_sooner(open_page: Open) -> None:
    page = open_page(document()).page
    attendance = named(page, "details.attendance")

    attendance.press_sequentially("105")
    expect(error(page, "details.attendance")).to_be_hidden()
    attendance.press("Tab")

    words = "must be a number from 0 to 100 with at most 1 decimal place"
    expect(error(page, "details.attendance")).to_have_text(f"Error: M{words[1:]}")
    expect(attendance).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#spoken")).to_have_text(f"School attendance (%): {words}.")
    attendance.fill("85.5")
    expect(error(page, "details.attendance")).to_be_hidden()


def test_the_unit_is_seen_behind_the_number_and_heard_with_its_label(open_page: Open) -> None:
    page = open_page(document()).page

    expect(page.get_by_label("School attendance (%)")).to_have_attribute("name", "details.attendance")
    box, unit = named(page, "details.attendance"), page.locator(".with-unit", has=named(page, "details.attendance"))
    expect(unit.locator(".unit")).to_have_text("%")
    at, beside = box.bounding_box(), unit.locator(".unit").bounding_box()
    assert at and beside and at["x"] + at["width"] < beside["x"]


def test_a_time_is_typed_on_the_24_hour_clock(open_page: Open) -> None:
    page = open_page(document()).page

    named(page, "details.missing_at").fill("2.30 pm")
    page.keyboard.press("Tab")
    expect(error(page, "details.missing_at")).to_contain_text("Must be a time of day, such as 09:30")
    named(page, "details.missing_at").fill("14:30")
    expect(error(page, "details.missing_at")).to_be_hidden()


@pytest.mark.parametrize(
    ("typed", "becomes"), [("14.30", "14:30"), ("0930", "09:30"), ("2.30", "2.30"), ("25.10", "25:10"), ("14", "14")]
)
def test_a_time_that_can_mean_one_only_is_written_as_it_is_kept(open_page: Open, typed: str, becomes: str) -> None:
    page = open_page(document()).page

    named(page, "details.missing_at").press_sequentially(typed)
    page.keyboard.press("Tab")

    expect(named(page, "details.missing_at")).to_have_value(becomes)
    expect(error(page, "details.missing_at")).to_be_visible(visible=becomes not in ("14:30", "09:30"))


def test_two_dates_that_are_out_of_order_are_said_whichever_was_given_last(open_page: Open) -> None:
    page = open_page(document()).page

    named(page, "details.found").fill("2014-01-10")
    named(page, "details.missing").fill("2014-01-12")
    named(page, "details.case_id").focus()
    expect(error(page, "details.found")).to_contain_text("Must not be before “Missing since”")
    named(page, "details.missing").fill("2014-01-10")
    expect(error(page, "details.found")).to_be_hidden()
    named(page, "details.written").fill("2014-01-09")
    named(page, "details.case_id").focus()
    expect(error(page, "details.found")).to_contain_text("Must not be after “Written on”")


def test_each_row_is_held_against_its_own_date(open_page: Open) -> None:
    page = open_page(document()).page
    page.get_by_role("button", name="Add episode").click()

    named(page, "episodes[0].began").fill("2014-03-01")
    named(page, "episodes[1].began").fill("2014-01-01")
    for row in (0, 1):
        named(page, f"episodes[{row}].ended").fill("2014-02-01")
    named(page, "details.case_id").focus()

    expect(error(page, "episodes[0].ended")).to_contain_text("Must not be before “Began”")
    expect(error(page, "episodes[1].ended")).to_be_hidden()


def test_a_message_does_not_take_a_button_from_under_the_finger(open_page: Open) -> None:
    page = open_page(document()).page
    named(page, "episodes[0].back").fill("late")

    page.get_by_role("button", name="Add episode").click()

    expect(named(page, "episodes[1].back")).to_be_visible()
    expect(error(page, "episodes[0].back")).to_contain_text("Must be a time of day")
