"""The page looks at a condition as `check` does: by the same cases, and by any others."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import drafts
from tests.model.test_conditions import ANSWERS, CASES, conditions
from tests.model.test_parts import CASES as PARTS
from tests.samples import SMALL, times

from formwright.compose import compose
from formwright.model.conditions import Answer, Condition, as_data, fields_of, holds, verdict


@pytest.fixture(scope="module")
def page() -> Iterator[drafts.Page]:
    assert SMALL.framework
    with drafts.page_of(compose(SMALL.form("everything"), SMALL.framework)) as page:
        yield page


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_a_condition_is_met_as_the_cases_say(page: drafts.Page, case: dict[str, Any]) -> None:
    # As they stand in the page's fields.
    answers = {path: a if isinstance(a, list) else str(a) for path, a in case["answers"].items()}

    found = page.ask(rule=case["rule"], answers=answers, unknown=case.get("unknown", []))

    assert found["verdict"] is case["verdict"]
    assert list(dict.fromkeys(found["waits"])) == case.get("waits", [])


@given(conditions(), ANSWERS, st.sets(st.sampled_from(["one", "two", "three"])))
@settings(max_examples=times(100), deadline=None)
def test_any_condition_is_met_where_check_says_so(
    page: drafts.Page, condition: Condition, answers: dict[str, Answer], unknown: set[str]
) -> None:
    found = page.ask(rule=as_data(condition), answers=answers, unknown=sorted(unknown))

    known = {path: None if path in unknown else answer for path, answer in answers.items()}
    assert found["verdict"] is verdict(condition, answers.get, unknown.__contains__)
    assert found["holds"] is holds(condition, known.get)
    assert set(found["waits"]) == unknown & set(fields_of(condition))


@pytest.mark.parametrize("case", PARTS, ids=lambda case: case["why"])
def test_a_part_is_due_as_the_cases_say(page: drafts.Page, case: dict[str, Any]) -> None:
    assert page.ask(parts=case["parts"], begun=case["begun"], askedFor=case["askedFor"])["due"] == case["due"]
