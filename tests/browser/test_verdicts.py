"""What the page downloads as completed is what `check` finds complete, however the answers are spelt."""

import re
from pathlib import Path
from typing import assert_never

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page
from tests.answers.spellings import FIELDS, FORM, LIBRARY, TEXTS
from tests.browser.conftest import Open
from tests.samples import SMALL, review, times

from formwright.answers import several, spelling
from formwright.answers.kinds import Shape
from formwright.compose import compose
from formwright.model.form import Field
from formwright.model.review import MISSING, Status
from formwright.pipelines.review import Reviewer
from formwright.writers import html

FITTING = {
    "text": "a",
    "long-text": "a\nb",
    "date": "2014-01-15",
    "time": "14:30",
    "number": "12",
    "email": "a@b",
    "signature": "a",
}


def _typed(field: Field) -> st.SearchStrategy[str]:
    """What a person can put into this field."""
    match field.kind.shape:
        case Shape.LINE | Shape.BOX:
            return TEXTS
        case Shape.DAY:
            return st.just("") | st.dates(spelling.EARLIEST, spelling.LATEST).map(str) | st.dates().map(str)
        case Shape.ONE_OF:
            return st.sampled_from([str(choice.value) for choice in field.choices or ()])
        case Shape.SEVERAL_OF:
            values = [str(choice.value) for choice in field.choices or ()]
            return st.sets(st.sampled_from(values)).map(lambda ticked: several.spelt(v for v in values if v in ticked))
        case _:
            assert_never(field.kind.shape)


@st.composite
def answers(draw: st.DrawFn) -> dict[str, str]:
    """Fitting ones but for a few, so that it is these that decide."""
    odd = draw(st.sets(st.sampled_from(sorted(FIELDS)), max_size=3))
    return {
        field.path: draw(_typed(field)) if name in odd else FITTING.get(name) or str((field.choices or ())[0].value)
        for name, field in FIELDS.items()
    }


def test_the_page_and_check_give_the_same_verdict(blank: Page, tmp_path: Path) -> None:
    assert LIBRARY.framework is not None
    file = tmp_path / "form.html"
    file.write_bytes(html.write(compose(FORM, LIBRARY.framework)))
    blank.goto(file.as_uri())
    reviewer = Reviewer.of(LIBRARY)
    verdicts = set()

    @settings(max_examples=times(20), deadline=None, suppress_health_check=list(HealthCheck))
    @given(filled_in=answers())
    def same(filled_in: dict[str, str]) -> None:
        for path, text in filled_in.items():
            _fill_in(blank, path, text)
        content = _downloaded(blank)

        reviewed = reviewer.content(content, "return.yaml")

        is_completed = "Completed." in content.decode().split("\n")[0]
        assert (reviewed.status is Status.COMPLETE) == is_completed, reviewed.diagnostics
        verdicts.add(reviewed.status)

    same()
    assert verdicts == set(Status)


@pytest.mark.parametrize("status", ["child-in-need", "cared-for"])
def test_the_page_misses_what_check_misses_and_no_rows_of_a_section_that_does_not_apply(
    open_page: Open, status: str
) -> None:
    assert SMALL.framework is not None
    page = open_page(compose(SMALL.form("everything"), SMALL.framework)).page
    page.check(f'[name="details.child_status"][value="{status}"]')

    page.click("#download")
    missing = set(page.locator(".wrong").evaluate_all("boxes => boxes.map(one => one.dataset.path)"))

    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download it anyway, unfinished").click()
    reviewed = review(waiting.value.path().read_text("utf-8"), SMALL)
    paths = {d.place.path for d in reviewed.diagnostics if d.code in MISSING}
    assert {re.sub(r"\[.*", "", path) for path in missing} == paths
    assert ("carers" in paths) == (status == "cared-for")


def _fill_in(page: Page, path: str, text: str) -> None:
    control = page.locator(f'[name="{path}"]')
    boxes = page.locator(f'[data-path="{path}"] [type="checkbox"]')
    if boxes.count():
        for box in boxes.all():
            box.set_checked(box.get_attribute("value") in several.values(text))
    elif control.first.get_attribute("type") == "radio":
        control.and_(page.locator(f'[value="{text}"]')).check()
    else:
        control.fill(text)


def _downloaded(page: Page) -> bytes:
    """What the page gives: at once, or, where it has found something, once it is told to all the same."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download completed form").click()
        anyway = page.get_by_role("button", name="Download it anyway, unfinished")
        if anyway.is_visible():
            anyway.click()
    return Path(waiting.value.path()).read_bytes()
