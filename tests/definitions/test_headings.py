"""A heading among questions may be an entry of its own: it is the heading of the question after it."""

import json
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.samples import EXAMPLES

from formwright.definitions.library import load
from formwright.definitions.schemas import bundled
from formwright.definitions.tidy import tidy

ASKED = '      - {id: listening, ask: "Was the child heard?", standards: ["1.1", "1.10"]}\n'
WITHIN = ASKED.replace("{id", "{heading: Voice, id")
ALONE = f"      - heading: Voice\n{ASKED}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES / "framework", tmp_path / "framework"))


def written(root: Path, entries: str) -> str:
    """The small audit with these entries in place of its first question."""
    file = root / "forms" / "small-audit.yaml"
    text = (EXAMPLES / "framework" / "forms" / "small-audit.yaml").read_text("utf-8")
    found = text.replace(ASKED, entries)
    assert found != text
    file.write_text(found, "utf-8")
    return found


def test_a_heading_alone_is_that_of_the_question_after_it(root: Path) -> None:
    written(root, WITHIN)
    within = load(root).form("small-audit")

    written(root, ALONE)
    library = load(root)

    assert library.diagnostics == ()
    assert library.form("small-audit") == within


def test_a_heading_alone_does_not_stand_above_the_question_after_next(root: Path) -> None:
    written(root, ALONE)

    questions = load(root).form("small-audit").sections[1].content.questions  # type: ignore[union-attr]

    assert [question.heading for question in questions] == ["Voice", None]


def test_what_a_question_refers_to_is_found_below_a_heading_alone(root: Path) -> None:
    written(root, ALONE.replace('"1.10"', '"9.9"'))

    (found,) = load(root).diagnostics

    assert (found.code, found.place.mark and found.place.mark.line) == ("form/unknown-standard", 22)


def test_a_heading_alone_is_tidy_as_it_is(root: Path) -> None:
    text = written(root, ALONE)

    assert tidy(text.encode(), "small-audit.yaml").text == text


def test_an_editor_takes_a_heading_alone_and_nothing_else_without_a_question() -> None:
    entry = bundled("form")["properties"]["sections"]["items"]["properties"]["questions"]["items"]
    editor = Draft202012Validator({**entry, "$defs": bundled("form")["$defs"]})

    def takes(text: str) -> bool:
        return editor.is_valid(json.loads(text))

    assert takes('{"heading": "Voice"}')
    assert takes('{"heading": "Voice", "id": "heard", "ask": "Was the child heard?"}')
    assert not takes('{"heading": "Voice", "number": "1"}')
    assert not takes('{"id": "heard"}')
    assert not takes("{}")
