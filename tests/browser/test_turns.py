"""A form that several people fill in, in turn, on the page: each fills in their own part, and the next carries on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Error, Page, expect
from tests.samples import SMALL, times

from formwright.compose import compose
from formwright.model.review import Status
from formwright.pipelines.review import Reviewer
from formwright.writers import html

FORM = SMALL.form("in-turn")
CHOICES = {"grade": ["1", "2"], "yes-no": ["yes", "no"], "choice": ["good", "inadequate"]}
FITTING = {"text": "A1", "long-text": "Seen.", "date": "2014-01-15", "signature": "A. Manager"}
FIRST = [field for field in FORM.fields if field.part == "auditor" and field.repeat is None]


@pytest.fixture
def page(blank: Page, tmp_path: Path) -> Iterator[Page]:
    assert SMALL.framework is not None
    file = tmp_path / "in-turn.html"
    file.write_bytes(html.write(compose(FORM, SMALL.framework)))
    faults: list[str] = []

    def hear(fault: Error) -> None:
        faults.append(str(fault))

    blank.on("pageerror", hear)
    blank.goto(file.as_uri())
    yield blank
    blank.remove_listener("pageerror", hear)
    assert faults == []


def _fill_in(page: Page, path: str, text: str) -> None:
    control = page.locator(f'[name="{path}"]')
    if control.first.get_attribute("type") == "radio":
        control.and_(page.locator(f'[value="{text}"]')).check()
    elif control.first.evaluate("control => control.tagName") == "SELECT":
        control.select_option(text)
    else:
        control.fill(text)


def _i_am(page: Page, who: str) -> None:
    page.get_by_label(f"I am the {who}").check()


def _is_locked(page: Page, path: str) -> bool:
    return bool(page.locator(f'[name="{path}"]').first.evaluate("control => control.disabled || control.readOnly"))


def _downloaded(page: Page) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download completed audit").click()
        anyway = page.get_by_role("button", name="Download it anyway, unfinished")
        if anyway.is_visible():
            anyway.click()
    return Path(waiting.value.path())


def _by_the_auditor(page: Page) -> None:
    for field in FIRST:
        _fill_in(page, field.path, CHOICES[field.control][0] if field.control in CHOICES else FITTING[field.control])


@st.composite
def answers(draw: st.DrawFn) -> dict[str, str]:
    """Of each part all, none or some."""
    found = {}
    for part in FORM.parts:
        how = draw(st.sampled_from(["all", "none", "some"]))
        for field in FORM.fields:
            if field.part == part.id and (how == "all" or (how == "some" and draw(st.booleans()))):
                values = CHOICES.get(field.control)
                path = field.path.replace("[]", "[0]")
                found[path] = draw(st.sampled_from(values)) if values else FITTING[field.control]
    return found


def test_the_page_and_check_give_the_same_verdict(page: Page) -> None:
    verdicts = set()

    @settings(max_examples=times(6), deadline=None, suppress_health_check=list(HealthCheck))
    @given(filled_in=answers(), asked_for=st.sampled_from([None, "moderator", "manager"]))
    def same(filled_in: dict[str, str], asked_for: str | None) -> None:
        page.reload()
        for part in FORM.parts:
            _i_am(page, part.title.lower())
            for path, text in filled_in.items():
                field = next(f for f in FORM.fields if f.path == path.replace("[0]", "[]"))
                if field.part == part.id and page.locator(f'[name="{path}"]').first.is_visible():
                    _fill_in(page, path, text)
        _i_am(page, asked_for or "auditor")
        content = _downloaded(page).read_bytes()

        reviewed = Reviewer.of(SMALL, asked_for).content(content, "return.yaml")

        assert (reviewed.status is Status.COMPLETE) == ("Completed." in content.decode().split("\n")[0])
        verdicts.add(reviewed.status)

    same()
    assert verdicts == {Status.COMPLETE, Status.INCOMPLETE}


def test_the_next_person_carries_on_from_the_file_and_finds_the_first_part_locked(page: Page) -> None:
    assert _is_locked(page, "moderation.agreed") and not _is_locked(page, "details.case_id")
    _by_the_auditor(page)
    expect(page.locator("#progress")).to_have_text("5 of 5 answered")
    file = _downloaded(page)
    expect(page.locator("#downloaded")).to_contain_text("Send it to the moderator")

    page.reload()
    page.locator("#draft-file").set_input_files(file)

    expect(page.get_by_label("I am the moderator")).to_be_checked()
    assert all(_is_locked(page, field.path) for field in FIRST)
    assert not _is_locked(page, "moderation.agreed") and not _is_locked(page, "evaluation.plan.moderated")
    assert page.locator('[name="details.case_id"]').input_value() == "A1"
    expect(page.locator("#progress")).to_have_text("5 of 8 answered")
    for path, text in {
        "evaluation.plan.moderated": "1", "evaluation.review.moderated": "1", "moderation.agreed": "yes"
    }.items():  # fmt: skip
        _fill_in(page, path, text)
    reviewed = Reviewer.of(SMALL, "moderator").content(_downloaded(page).read_bytes(), "return.yaml")
    assert [part.status for part in reviewed.parts] == [Status.COMPLETE, Status.COMPLETE, None]


def test_what_is_missing_in_a_part_that_is_not_due_is_not_called_for(page: Page) -> None:
    moderated = page.locator('[name="moderation.agreed"]').first
    signed, case_id = page.locator('[name="details.signed"]'), page.locator('[name="details.case_id"]')
    assert signed.get_attribute("aria-required") is None and case_id.get_attribute("aria-required") == "true"
    assert moderated.is_disabled()
    page.get_by_role("button", name="Download completed audit").click()
    listed = page.locator("#notice a").all_inner_texts()

    assert len(listed) == 5 and not any("Moderated" in line or "agree" in line for line in listed)

    _i_am(page, "manager")
    assert signed.get_attribute("aria-required") == "true"


def test_a_draft_remembers_who_saved_it(page: Page) -> None:
    _i_am(page, "manager")
    _fill_in(page, "details.signed", "A. Manager")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save draft").click()
    page.reload()
    expect(page.get_by_label("I am the auditor")).to_be_checked()

    page.locator("#draft-file").set_input_files(waiting.value.path())

    expect(page.get_by_label("I am the manager")).to_be_checked()


def test_who_one_is_can_be_chosen_with_the_keyboard(page: Page) -> None:
    page.get_by_label("I am the auditor").focus()
    page.keyboard.press("ArrowDown")

    expect(page.get_by_label("I am the moderator")).to_be_checked()
    expect(page.locator("#turn-note")).to_contain_text("the moderator")
    assert not _is_locked(page, "moderation.agreed") and _is_locked(page, "details.case_id")


def test_a_row_belongs_to_whoever_fills_in_its_section(page: Page) -> None:
    add = page.get_by_role("button", name="Add action")
    expect(add).to_be_visible()
    expect(page.get_by_role("button", name="Add visit")).to_be_hidden()
    _i_am(page, "manager")

    expect(add).to_be_hidden()
    expect(page.get_by_role("button", name="Add visit")).to_be_visible()
    assert not _is_locked(page, "actions[0].done") and _is_locked(page, "actions[0].action")
