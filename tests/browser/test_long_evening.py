"""What helps with a long form: the list of its sections, the next unanswered question, what the grades mean, undo."""

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.accessibility.web import overflow, violations
from tests.browser.conftest import Open
from tests.browser.test_form import choose, file_from, fill_well, named, open_draft, submission
from tests.samples import SMALL, times
from tests.writers.sample import FORM

from formwright.compose import compose

assert SMALL.framework
IN_TURN = compose(SMALL.form("in-turn"), SMALL.framework)
SECTIONS = compose(SMALL.form("section-audit"), SMALL.framework)
PHONE = 390


def links(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Sections").get_by_role("link")


def current(page: Page) -> Locator:
    return page.locator(".sidebar [aria-current]")


def press_next(page: Page) -> None:
    page.get_by_role("button", name="Next unanswered").click()


def focused_on(page: Page) -> str:
    found: str = page.evaluate("document.activeElement.closest('.field')?.dataset.path ?? ''")
    return found


# --- the list of sections -----------------------------------------------------------------------


def test_each_section_says_how_much_of_it_is_answered(open_page: Open) -> None:
    page = open_page(FORM).page
    expect(links(page)).to_have_text(
        [
            "The case and the audit 0 of 5 answered",
            "Areas for evaluation 0 of 1 answered",
            "Overall judgement 0 of 1 answered",
            "Actions optional",
        ]
    )
    named(page, "details.case_id").fill("A1042")
    choose(page, "details.status", "cared-for")
    choose(page, "overall.judgement", "requires-improvement")
    expect(links(page)).to_have_text(
        [
            "The case and the audit 2 of 6 answered",
            "Areas for evaluation 0 of 3 answered",
            "Overall judgement 1 of 2 answered",
            "Actions 0 of 1 answered",
        ]
    )


def test_a_section_that_does_not_apply_says_so(open_page: Open) -> None:
    page = open_page(SECTIONS).page
    page.check('[name="details.visited"][value="no"]')

    assert links(page).filter(has_text="does not apply").count() == 2


def test_what_is_for_somebody_else_is_said_in_the_list(open_page: Open) -> None:
    page = open_page(IN_TURN).page
    said = links(page).all_inner_texts()

    assert any("for the moderator" in " ".join(text.split()) for text in said)


def test_a_link_leads_to_its_section_and_it_is_the_current_one(open_page: Open) -> None:
    page = open_page(FORM).page
    links(page).filter(has_text="Overall judgement").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Overall judgement")).to_be_focused()
    expect(page.get_by_role("heading", name="Overall judgement")).to_be_in_viewport()
    expect(current(page)).to_contain_text("Overall judgement")
    named(page, "details.case_id").focus()
    expect(current(page)).to_contain_text("The case and the audit")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    expect(current(page)).to_contain_text("Actions")


def test_on_a_phone_the_list_opens_above_the_bar(open_page: Open) -> None:
    page = open_page(FORM, PHONE).page
    opener = page.get_by_role("button", name="Sections")
    expect(links(page)).to_have_count(0)
    opener.focus()
    page.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(links(page)).to_have_count(4)
    page.keyboard.press("Tab")
    expect(links(page).first).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "false")

    opener.click()
    links(page).filter(has_text="Actions").click()
    expect(links(page)).to_have_count(0)
    expect(page.get_by_role("heading", name="Actions")).to_be_focused()


# --- the next unanswered ------------------------------------------------------------------------


def test_the_next_unanswered_question_is_found_from_where_one_is(open_page: Open) -> None:
    page = open_page(FORM).page
    fill_well(page)
    named(page, "details.visits").fill("")
    page.locator('[name="details.area"]').select_option("")
    page.evaluate(
        "for (const one of document.querySelectorAll('[name=\"evaluation.voice.grade\"]')) one.checked = false"
    )
    named(page, "details.case_id").focus()

    found = []
    for _ in range(4):
        press_next(page)
        found.append(focused_on(page))
    assert found == ["details.visits", "details.area", "evaluation.voice.grade", "details.visits"]
    expect(page.locator("#saved")).to_have_text("Started again from the top.")


def test_an_optional_question_and_one_that_does_not_apply_are_passed_over(open_page: Open) -> None:
    page = open_page(FORM).page
    fill_well(page)
    press_next(page)
    expect(page.locator("#saved")).to_have_text("No unanswered questions.")
    named(page, "details.visits").fill("many")
    press_next(page)
    expect(page.locator("#saved")).to_have_text("No unanswered questions, but check 1 answer.")


def test_a_date_is_found_by_its_first_box_and_its_question_can_be_seen(open_page: Open) -> None:
    page = open_page(FORM).page
    named(page, "details.case_id").fill("A1")
    page.keyboard.press("Alt+n")
    expect(page.get_by_role("group", name="Date of the audit").get_by_label("Day")).to_be_focused()
    choose(page, "details.status", "child-in-need")
    page.keyboard.press("Alt+n")
    assert focused_on(page) == "evaluation.voice.grade"
    expect(page.get_by_role("heading", name="The child's voice")).to_be_in_viewport()


def test_what_is_for_somebody_else_is_not_asked_of_me(open_page: Open) -> None:
    page = open_page(IN_TURN).page
    page.get_by_label("I am the moderator").check()
    press_next(page)
    assert focused_on(page) in ("evaluation.plan.moderated", "moderation.agreed")


# --- what the grades mean ------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "name"), [(1280, "What the grades mean"), (PHONE, "Grades")])
def test_what_the_grades_mean_is_at_hand(open_page: Open, width: int, name: str) -> None:
    page = open_page(FORM, width).page
    panel = page.get_by_role("region", name="What the grades mean")
    opener = page.get_by_role("button", name=name)
    expect(panel).to_be_hidden()
    opener.focus()
    page.keyboard.press("Enter")
    expect(panel).to_contain_text("2 – GoodWhat is asked is done.")
    page.keyboard.press("Tab")
    expect(panel).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    named(page, "overall.comments").focus()
    expect(panel).to_be_hidden()


def test_each_grade_says_what_it_means_and_shows_it_where_there_is_room(open_page: Open) -> None:
    page = open_page(FORM).page
    good = page.locator('[name="evaluation.voice.grade"][value="2"]')
    meaning = page.locator("#evaluation-voice").get_by_text("What is asked is done.")
    expect(meaning).to_be_visible()
    page.set_viewport_size({"width": PHONE, "height": 800})
    expect(meaning).to_be_hidden()
    expect(good).to_have_accessible_name("2 – Good")
    expect(good).to_have_accessible_description("What is asked is done.")


# --- undo ------------------------------------------------------------------------------------------


def three_rows(page: Page) -> None:
    for number, who in enumerate(("first", "second", "third")):
        if number:
            page.get_by_role("button", name="Add action").click()
        named(page, f"actions[{number}].who").fill(who)


def who(page: Page) -> list[str]:
    return [row["who"] for row in submission(page, "Save draft")["actions"]]


def test_rows_come_back_one_after_the_other_each_in_its_place(open_page: Open) -> None:
    page = open_page(FORM).page
    three_rows(page)
    page.get_by_role("button", name="Remove action 1").click()
    page.get_by_role("button", name="Remove action 2").click()  # the third
    assert who(page) == ["second"]
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_have_count(2)
    expect(undo.nth(1)).to_be_in_viewport()
    undo.nth(1).click()
    assert who(page) == ["second", "third"]
    undo.first.click()
    assert who(page) == ["first", "second", "third"]
    expect(undo).to_have_count(0)


def test_what_is_wrong_in_a_row_stays_with_it_when_one_above_goes_and_comes_back(open_page: Open) -> None:
    page = open_page(FORM).page
    three_rows(page)
    year = page.locator(".row").nth(2).get_by_role("group", name="To be done by").get_by_label("Year")
    year.fill("14")
    named(page, "details.case_id").focus()
    expect(page.locator('[id="error-actions[2].by"]')).to_contain_text("must include a day and month")
    page.get_by_role("button", name="Remove action 1").click()
    expect(page.locator('[id="error-actions[1].by"]')).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator('[id="error-actions[2].by"]')).to_be_visible()
    named(page, "actions[2].by").fill("2014-02-14")
    expect(page.locator('[id="error-actions[2].by"]')).to_be_hidden()


def test_there_is_no_undo_where_there_is_no_room(open_page: Open) -> None:
    page = open_page(FORM).page
    three_rows(page)
    page.get_by_role("button", name="Remove action 2").click()
    for _ in range(2):
        page.get_by_role("button", name="Add action").click()
    expect(page.get_by_text("Action 2 removed.")).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    page.get_by_role("button", name="Remove action 4").click()
    expect(page.get_by_role("button", name="Undo")).to_have_count(2)


def test_a_draft_replaces_what_could_be_undone(open_page: Open) -> None:
    page = open_page(FORM).page
    three_rows(page)
    draft = file_from(page, "Save draft").read_text("utf-8")
    page.get_by_role("button", name="Remove action 1").click()
    page.once("dialog", lambda dialog: dialog.accept())
    open_draft(page, draft)
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    assert who(page) == ["first", "second", "third"]


# --- for everybody -----------------------------------------------------------------------------------


STATES = [(width, scheme) for width in (1280, 720, PHONE, 320) for scheme in ("light", "dark")]
"""Colours do not go by the width: `make test` tries each layout in one of them, and the widest in both."""


@pytest.mark.parametrize(("width", "scheme"), STATES if times(1) > 1 else [*STATES[:3], (320, "dark")])
def test_every_state_can_be_used_by_everybody(open_page: Open, width: int, scheme: str) -> None:
    page = open_page(FORM, width).page
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    three_rows(page)
    page.get_by_role("button", name="Remove action 2").click()
    links(page).first.focus() if width == 1280 else page.get_by_role("button", name="Sections").click()
    assert violations(page) == []
    page.get_by_role("button", name="rades").first.click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Download completed audit").click()
    assert violations(page) == []
    assert overflow(page) <= 0


@pytest.mark.parametrize("width", [PHONE, 320])
def test_nothing_in_the_bar_is_cut_off_on_a_phone(open_page: Open, width: int) -> None:
    page = open_page(FORM, width).page
    cut = page.evaluate(
        """() => [...document.querySelectorAll('.bar button, .bar p, .date-box, label, legend:not(.heard)')]
          .filter(one => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1).map(one => one.outerHTML)"""
    )
    assert cut == []


def test_paper_stays_light(open_page: Open) -> None:
    page = open_page(FORM).page
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.emulate_media(color_scheme="dark", media="screen")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
