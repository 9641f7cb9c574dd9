"""The page on the language has every key and every kind of answer, and its pictures are of the forms that it shows."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.guides.pictures import FOLDER, GUIDE, MADE_FROM, made_from, shown, walked
from tests.guides.walk import steps

from formwright.answers.kinds import KINDS as ANSWERS
from formwright.definitions.schemas import KINDS, bundled

TEXT = GUIDE.read_text("utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_explained(kind: str) -> None:
    spans = re.findall(r"`([^`\n]+)`", TEXT)
    said = {word for span in spans for word in re.findall(r"[a-z]+(?:_[a-z]+)*", span)}

    assert set(_keys(bundled(kind))) - said == set()


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
    assert [name for name in ANSWERS if not re.search(rf"control: {name}[,}}\n]", forms)] == []


def test_what_it_says_is_what_happens_and_its_pictures_are_of_the_forms_as_they_are_now(tmp_path: Path) -> None:
    """`python -m tests.guides.pictures` makes the pictures anew."""
    library = walked(tmp_path)

    assert json.loads(MADE_FROM.read_text("utf-8")) == made_from(library)
    assert sorted(p.stem for p in FOLDER.glob("*.png")) == sorted(shown())
