"""Sections on the page: an answer that follows from another one, n/a, and what is not asked said once."""

from pathlib import Path

from playwright.sync_api import Page
from tests.samples import SMALL, review

from formwright.compose import compose
from formwright.model.review import Status
from formwright.writers import html


def opened(page: Page, folder: Path) -> Page:
    assert SMALL.framework is not None
    file = folder / "form.html"
    file.write_bytes(html.write(compose(SMALL.form("section-audit"), SMALL.framework)))
    page.goto(file.as_uri())
    return page


def pick(page: Page, path: str, value: str) -> None:
    page.check(f'[name="{path}"][value="{value}"]')


def test_what_is_chosen_decides_what_is_asked_beside_it(blank: Page, tmp_path: Path) -> None:
    page = opened(blank, tmp_path)
    why, other = (page.locator(f'[name="help.{question}.why"]') for question in ("early", "plan"))

    pick(page, "help.early.met", "no")
    assert why.is_visible() and not other.is_visible()
    pick(page, "help.early.met", "na")
    assert not why.is_visible()


def test_a_question_stands_on_the_left_whichever_of_its_fields_is_hidden(blank: Page, tmp_path: Path) -> None:
    page = opened(blank, tmp_path)
    boxes = [page.locator(f'[data-path="help.{question}.met"]').bounding_box() for question in ("early", "plan")]

    assert boxes[0] and boxes[1] and boxes[0]["x"] == boxes[1]["x"]


def test_a_section_that_is_not_asked_says_so_once(blank: Page, tmp_path: Path) -> None:
    page = opened(blank, tmp_path)
    nothing = page.get_by_text("This does not apply, given the answers above.")

    pick(page, "details.visited", "no")

    assert [note.is_visible() for note in nothing.all()].count(True) == 2  # of the visit, and of the talk


def test_what_does_not_apply_is_downloaded_and_complete(blank: Page, tmp_path: Path) -> None:
    page = opened(blank, tmp_path)
    page.fill('[name="details.case_id"]', "A1")
    pick(page, "details.visited", "no")
    for question in ("early", "plan"):
        pick(page, f"help.{question}.met", "na")
        pick(page, f"help.{question}.grade", "na")
    pick(page, "help.judgement", "inadequate")

    assert "Head of Service" in page.locator("#goes-to").inner_text()
    with page.expect_download() as waiting:
        page.click("#download")
    text = waiting.value.path().read_text("utf-8")
    reviewed = review(text, SMALL)
    assert reviewed.status is Status.COMPLETE, text
    assert reviewed.judgement == "inadequate"
