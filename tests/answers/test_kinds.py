"""The page, `check` and the JSON Schema of submissions take the same texts for an answer, whatever the kind and
however it is spelt."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator, FormatChecker
from tests import drafts
from tests.answers.spellings import FIELDS, FORM, LIBRARY, TEXTS
from tests.samples import times

from formwright.answers import several, spelling
from formwright.answers.kinds import KINDS, Kind, Shape
from formwright.compose import compose
from formwright.definitions.schemas import schema as schema_of_definitions
from formwright.model import rules
from formwright.readers.typed import Misfit, taker
from formwright.readers.yaml import Reader
from formwright.reports.submission_schema import schema
from formwright.writers import submission

READER = Reader.of([rules.compile(FORM)])
EACH = pytest.mark.parametrize("kind", KINDS.values(), ids=str)


@pytest.fixture(scope="module")
def page() -> Iterator[drafts.Page]:
    assert LIBRARY.framework
    with drafts.page_of(compose(FORM, LIBRARY.framework)) as page:
        yield page


@EACH
@settings(max_examples=times(150), deadline=None)
@given(text=TEXTS)
def test_the_page_takes_for_an_answer_what_check_takes(page: drafts.Page, kind: Kind, text: str) -> None:
    field = FIELDS[kind.name]
    choices = [str(choice.value) for choice in field.choices] if field.choices else None

    said = page.ask(field={"kind": kind.name, "choices": choices}, text=text)
    said.pop("at", None)  # which of several is wrong

    taken = None if spelling.is_blank(text) else taker(field)(text)
    if taken is None:
        assert said == {"blank": True}
    elif isinstance(taken, Misfit):
        assert list(said) == ["misfit"]
    else:
        assert said == {"answer": several.spelt(taken) if isinstance(taken, tuple) else str(taken)}


@EACH
@settings(max_examples=times(50), deadline=None)
@given(text=TEXTS)
def test_what_check_takes_fits_the_schema_and_comes_back_as_it_was_taken(kind: Kind, text: str) -> None:
    field = FIELDS[kind.name]
    spelt = schema(FORM)["properties"]["all"]["properties"][field.path.removeprefix("all.")]
    is_valid = Draft202012Validator(spelt, format_checker=FormatChecker()).is_valid

    taken = None if spelling.is_blank(text) else taker(field)(text)

    if isinstance(taken, tuple):
        assert is_valid(list(taken))
    elif isinstance(taken, int):
        assert is_valid(taken)
    else:
        assert is_valid(text) == isinstance(taken, str)
    if taken is not None and not isinstance(taken, Misfit):
        found = READER.read(submission.write("each-kind", "1.0", "0" * 64, {field.path: taken}), "return.yaml")
        assert found.submission and found.diagnostics == ()
        assert found.submission.value(field.path) == taken


@EACH
def test_a_kind_has_the_words_that_its_shape_needs(kind: Kind) -> None:
    words = kind.words

    assert all((kind.name, kind.about, words.wanted, words.title, words.missing, words.must, words.wrong))
    assert (
        kind.about.endswith(".")
        and words.must.startswith("must be ")
        and words.wrong.startswith(("is not ", "includes "))
    )
    is_chosen = kind.shape in (Shape.ONE_OF, Shape.SEVERAL_OF)
    assert is_chosen == (kind.options is not None)
    if not is_chosen:
        assert words.prompt
    if kind.pattern is not None:
        assert kind.shape in (Shape.LINE, Shape.BOX) and words.mend
        example = re.search("such as (.+)", words.must)
        assert example and taker(FIELDS[kind.name])(example[1]) == example[1]


def test_editors_are_told_of_every_kind() -> None:
    told: dict[str, Any] = schema_of_definitions("common")["$defs"]["control"]

    assert told["enum"] == list(KINDS)
    assert told["enumDescriptions"] == [kind.about for kind in KINDS.values()]
    assert told["enumDescriptions"][told["enum"].index("number")] == "A number, with a point for decimals."
