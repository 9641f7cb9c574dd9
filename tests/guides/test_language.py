"""The page on the language has every key and every kind of answer, and its pictures are of the forms that it shows."""

import json
from collections.abc import Iterator

import pytest
from tests.guides.pictures import FOLDER, GUIDE, MADE_FROM, made_from, shown, walked
from tests.guides.walk import steps

from formwright.answers.kinds import KINDS as ANSWERS
from formwright.definitions.schemas import KINDS, bundled

TEXT = GUIDE.read_text("utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_explained(kind: str) -> None:
    said = "\n".join(line for line in TEXT.splitlines())

    assert [key for key in sorted(set(_keys(bundled(kind)))) if f"`{key}`" not in said and f"`{key}:" not in said] == []


def _keys(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for inner in schema.values():
            yield from _keys(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from _keys(inner)


def test_every_kind_of_answer_is_explained_and_asked_for_in_a_form_that_is_shown() -> None:
    forms = "\n".join(step.text for step in steps(GUIDE) if step.info.startswith("yaml new"))

    assert [name for name in ANSWERS if f"| `{name}` |" not in TEXT] == []
    assert [name for name in ANSWERS if f"control: {name}," not in forms and f"control: {name}\n" not in forms] == []


def test_the_pictures_are_of_the_forms_as_they_are_now(tmp_path_factory: pytest.TempPathFactory) -> None:
    """`python -m tests.guides.pictures` makes them anew."""
    library = walked(tmp_path_factory.mktemp("walked"))

    assert json.loads(MADE_FROM.read_text("utf-8")) == made_from(library)
    assert sorted(p.stem for p in FOLDER.glob("*.png")) == sorted(shown())
