"""Boxes to tick on the page: what is ticked is downloaded, comes back from a draft, and decides what is asked."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Locator, Page
from tests.accessibility.web import overflow, violations
from tests.browser.conftest import Open
from tests.browser.test_form import file_from, open_draft
from tests.samples import SMALL, times

from formwright.answers import several
from formwright.compose import compose
from formwright.document.nodes import Document
from formwright.model.review import Status
from formwright.pipelines.review import Reviewer
from formwright.writers import html

FORM = SMALL.form("harm-log")
NATURE = "details.nature"
REVIEWER = Reviewer.of(SMALL)


def document(answers: dict[str, str] | None = None) -> Document:
    assert SMALL.framework is not None
    return replace(compose(FORM, SMALL.framework), answers=answers or {})


def group(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name)


def box(page: Page, name: str, choice: str) -> Locator:
    return group(page, name).get_by_role("checkbox", name=choice, exact=True)


def draft(page: Page) -> Any:
    return yaml.safe_load(file_from(page, "Save draft").read_text("utf-8"))


def complaints(page: Page) -> str:
    page.get_by_role("button", name="Download completed form").click()
    return page.locator("#notice").inner_text()


def test_what_is_ticked_is_a_list_in_the_order_of_the_form(open_page: Open) -> None:
    page = open_page(document()).page

    box(page, "Kind of harm", "Two, or more children").check()
    box(page, "Kind of harm", "Physical").check()
    box(page, "Who was there?", "The carer").check()

    found = draft(page)
    assert found["details"]["nature"] == ["physical", "2-or-more"]
    assert found["visits"] == [{"who": ["carer"]}]


def test_none_of_these_takes_the_others_back_and_they_take_it_back(open_page: Open) -> None:
    page = open_page(document()).page
    box(page, "Kind of harm", "Physical").check()
    box(page, "Kind of harm", "Neglect").check()

    box(page, "Kind of harm", "None of these").check()
    assert draft(page)["details"]["nature"] == ["none-of-these"]

    box(page, "Kind of harm", "Neglect").check()
    assert draft(page)["details"]["nature"] == ["neglect"]


def test_questions_come_and_go_with_any_and_with_all_that_is_ticked(open_page: Open) -> None:
    page = open_page(document()).page
    any_of, all_of = page.get_by_label("Which injuries?"), page.get_by_label("Why do you think of both?")
    assert not any_of.is_visible() and not all_of.is_visible()

    box(page, "Kind of harm", "Neglect").check()
    assert any_of.is_visible() and not all_of.is_visible()

    box(page, "Kind of harm", "Physical").check()
    assert any_of.is_visible() and all_of.is_visible()

    box(page, "Kind of harm", "None of these").check()
    assert not any_of.is_visible() and not group(page, "Who was told?").is_visible()


def test_who_is_told_follows_what_is_ticked(open_page: Open) -> None:
    page = open_page(document()).page
    page.get_by_label("Inadequate").check()
    assert "That depends on “Kind of harm”." in page.locator("#goes-to").inner_text()

    box(page, "Kind of harm", "Neglect").check()
    assert page.locator("#goes-to").inner_text() == "Will be notified: Head of Service; Team Manager."


def test_a_field_of_which_nothing_is_ticked_is_missing_and_found_by_its_first_box(open_page: Open) -> None:
    page = open_page(document()).page

    assert "Kind of harm – tick at least one" in complaints(page)
    page.get_by_role("link", name="Kind of harm").click()
    assert page.evaluate("document.activeElement.name") == "details.nature.physical"
    assert "Error: Tick at least one" in group(page, "Kind of harm").inner_text().replace("\n", " ")

    page.keyboard.press("Space")
    assert "Kind of harm –" not in page.locator("#notice").inner_text()


@pytest.mark.parametrize(
    ("listed", "said", "ticked"),
    [
        ("[neglect, physical]", "Draft opened", ["physical", "neglect"]),
        ("\n    - neglect", "Draft opened", ["neglect"]),
        ("[]", "Draft opened", None),
        ("[neglect, neglect]", "must not name the same choice twice", ["neglect"]),
        ("[neglect, none-of-these]", "cannot have “none” and other choices as well", ["neglect", "none-of-these"]),
        ("[neglect, other]", "must be one or more of the choices", ["neglect"]),
        ("neglect", "must be a list", None),
        ("[1, [2]]", "must be a list of choices", None),
    ],
)
def test_a_draft_ticks_what_it_can_and_says_what_it_cannot(
    open_page: Open, listed: str, said: str, ticked: list[str] | None
) -> None:
    page = open_page(document()).page

    open_draft(page, f'form: harm-log\nversion: "1.0"\ndetails:\n  case_id: A1\n  nature: {listed}\n')

    assert said in page.locator("#notice").inner_text()
    assert draft(page)["details"].get("nature") == ticked


def test_rows_keep_their_ticks_when_one_above_them_goes(open_page: Open) -> None:
    page = open_page(document({"visits[0].who": "child", "visits[1].who": "carer"})).page
    page.get_by_role("button", name="Remove visit 1").click()

    assert draft(page)["visits"] == [{"who": ["carer"]}]
    page.get_by_role("button", name="Add visit").click()
    assert page.locator('[name="visits[1].who.child"]').is_checked() is False


@pytest.mark.parametrize("width", [1280, 320])
def test_boxes_can_be_used_by_everybody(open_page: Open, width: int) -> None:
    page = open_page(document({NATURE: "physical\nneglect"}), width).page
    complaints(page)

    assert violations(page) == []
    assert overflow(page) <= 0
    boxes = [label.bounding_box() for label in page.locator(".option label").all() if label.is_visible()]
    assert boxes and all(found and found["height"] >= 44 for found in boxes)


def test_the_page_and_check_give_the_same_verdict_on_whatever_is_ticked(blank: Page, tmp_path: Path) -> None:
    file = tmp_path / "form.html"
    seen = set()
    answered = {
        "details.case_id": "A1", "details.injuries": "a", "details.both": "b", "visits[0].on": "2014-01-15",
        "visits[0].note": "n", "overall.judgement": "good",
    }  # fmt: skip
    fields = {f.path.replace("[]", "[0]"): f for f in FORM.fields if f.ticks}
    some = {
        path: st.sets(st.sampled_from([str(c.value) for c in field.choices or ()]), max_size=3).map(sorted)
        for path, field in fields.items()
    }

    @settings(max_examples=times(6), deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.fixed_dictionaries(some))
    def same(ticked: dict[str, list[str]]) -> None:
        file.write_bytes(html.write(document(answered | {p: several.spelt(v) for p, v in ticked.items() if v})))
        blank.goto(file.as_uri())
        with blank.expect_download() as waiting:
            blank.get_by_role("button", name="Download completed form").click()
            anyway = blank.get_by_role("button", name="Download it anyway, unfinished")
            if anyway.is_visible():
                anyway.click()
        content = Path(waiting.value.path()).read_bytes()

        reviewed = REVIEWER.content(content, "return.yaml")

        is_completed = b"Completed." in content.split(b"\n")[0]
        assert (reviewed.status is Status.COMPLETE) == is_completed, reviewed.diagnostics
        seen.add(reviewed.status)

    same()
    assert seen >= {Status.INCOMPLETE, Status.INVALID}
