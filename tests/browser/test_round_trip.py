"""Whatever is filled into a web form beforehand comes out of it as it went in, for every form."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page
from tests.browser.test_form import file_from
from tests.samples import FRAMEWORK, times

from formwright.answers import kinds, spelling
from formwright.compose import compose
from formwright.model.conditions import holds
from formwright.model.form import Field, Form
from formwright.pipelines.reading import Readers
from formwright.writers import html

LETTERS = st.characters(exclude_categories=["Cs", "Cc"])
LONG = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), min_size=1, max_size=60)
LINE = st.text(LETTERS, min_size=1, max_size=30)


def value(field: Field) -> st.SearchStrategy[str]:
    match field.kind:
        case kinds.GRADE | kinds.CHOICE | kinds.YES_NO:
            return st.sampled_from([str(c.value) for c in field.choices or ()])
        case kinds.DATE:
            return st.dates(spelling.EARLIEST, spelling.LATEST).map(str)
        case kinds.NUMBER:
            return st.integers(0, 999).map(str)
        case kinds.EMAIL:
            return st.just("reply@example.org")
        case kinds.LONG_TEXT:
            return LONG.filter(lambda text: not spelling.is_blank(text))
        case _:
            return LINE.filter(lambda text: not spelling.is_blank(text))


@st.composite
def submissions(draw: Callable[..., str], form: Form) -> dict[str, str]:
    """Answers to some of what is asked, up to all; two whole rows where rows repeat."""
    found: dict[str, str] = {}
    for field in form.fields:
        asked = holds(field.asked_when, lambda path: found.get(path))
        if field.counts is not None or (not asked and field.repeat is None):
            continue
        for row in (0, 1) if field.repeat else (None,):
            if field.required or field.repeat or draw(st.booleans()):
                path = field.path if row is None else field.path.replace("[]", f"[{row}]")
                found[path] = draw(value(field))
    return found


@pytest.mark.parametrize("form", FRAMEWORK.forms, ids=lambda form: form.identity.id)
def test_answers_put_into_a_web_form_are_downloaded_as_they_were(form: Form, blank: Page, tmp_path: Path) -> None:
    assert FRAMEWORK.framework is not None
    document = compose(form, FRAMEWORK.framework)
    readers = Readers.of(FRAMEWORK)

    @settings(max_examples=times(2), suppress_health_check=list(HealthCheck))
    @given(answers=submissions(form))
    def comes_back(answers: dict[str, str]) -> None:
        file = tmp_path / "form.html"
        file.write_bytes(html.write(replace(document, answers=answers)))
        blank.goto(file.as_uri())
        word = "audit" if "audit" in document.title.lower() else "form"
        downloaded = tmp_path / "downloaded.yaml"
        downloaded.write_bytes(file_from(blank, f"Download completed {word}").read_bytes())

        found = readers.file(downloaded)

        assert found.submission is not None and found.diagnostics == ()
        totals = {f.path for f in form.fields if f.counts is not None}
        assert {p: str(a.value) for p, a in found.submission.answers.items() if p not in totals} == answers

    comes_back()
