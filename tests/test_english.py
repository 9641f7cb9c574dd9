"""What people read has none of the turns of phrase that a British reader stumbles over."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import english
from tests.guides.walk import ROOT

PROGRAM = ROOT / "generator" / "formwright"
QUOTING = "readings.md"  # it quotes the framework's own words, which are what it is about
GUIDES = [
    *sorted(page for page in (ROOT / "docs").rglob("*.md") if page.name != QUOTING),
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md")),
]
KEPT = {
    "must be told": "the name of a property in JUnit reports, which other programs read",
    '{"submissions": [': "a key of the contract's JSON",
}
"""Texts that stay although they have such a phrase, each with the reason."""

_QUOTED = re.compile(r'"[^"]*"')
"""A note quotes the framework of 2013 in its own words."""

Text = tuple[str, str]
"""Where it is, and what it says."""


@pytest.mark.parametrize("turn", english.TURNS, ids=lambda turn: turn.example)
def test_each_pattern_finds_its_own_example(turn: english.Turn) -> None:
    assert any(turn.instead in said for said in english.found(turn.example))


def test_a_sentence_as_people_say_it_has_nothing_to_find() -> None:
    said = (
        "'team-manger' is not a role in this framework. There is no file of that name. Readers cannot tell them apart. "
        "Nobody has been notified about this return. The person who stands in for the manager is notified."
    )

    assert english.found(said) == []


@pytest.mark.parametrize("page", sorted((PROGRAM / "explanations").rglob("*.md")), ids=lambda page: page.stem)
def test_an_explanation_and_the_messages_that_it_shows(page: Path) -> None:
    assert _odd(_prose(page)) == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_a_guide(guide: Path) -> None:
    assert _odd(_prose(guide)) == []


def test_the_programs_texts() -> None:
    modules = sorted(PROGRAM.rglob("*.py"))

    assert _odd(text for module in modules for text in _literals(module)) == []


def test_what_an_editor_says_of_each_key() -> None:
    schemas = sorted((PROGRAM / "definitions" / "schemas").glob("*.json"))

    assert _odd((file.name, said) for file in schemas for said in _described(json.loads(file.read_text("utf-8")))) == []


def test_the_comments_and_texts_of_what_is_begun() -> None:
    files = [file for file in sorted((PROGRAM / "starters").rglob("*")) if file.is_file()]

    assert _odd((f"{file.name}:{n}", line) for file in files for n, line in enumerate(_lines(file), 1)) == []


def test_the_action_and_what_make_says_of_itself() -> None:
    files = [ROOT / name for name in ("action.yml", ".pre-commit-hooks.yaml", "Makefile")]

    assert _odd((f"{file.name}:{n}", line) for file in files for n, line in enumerate(_lines(file), 1)) == []


def test_the_definitions_with_their_notes_and_comments() -> None:
    folders = ("forms", "standards", "schedules", "handbook")
    files = [ROOT / "framework.yaml", *(file for folder in folders for file in sorted((ROOT / folder).glob("*.*")))]
    texts = ((f"{file.name}:{n}", line) for file in files for n, line in enumerate(_lines(file), 1))

    assert _odd((place, _QUOTED.sub("“”", line)) for place, line in texts) == []


def _odd(texts: Iterator[Text]) -> list[str]:
    """What is found, with its place; empty where all of it is as people say it."""
    return [
        f"{place}: {found} in {text!r}" for place, text in texts if text not in KEPT for found in english.found(text)
    ]


def _lines(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines()


def _prose(page: Path) -> Iterator[Text]:
    """Each paragraph of a page of Markdown, without what is set in as code."""
    text = re.sub(r"^ *(`{3,}).*?^ *\1", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    for paragraph in re.sub(r"`[^`]*`|\]\([^)]*\)", "“”", text).split("\n\n"):
        yield page.name, " ".join(paragraph.split())


def _literals(module: Path) -> Iterator[Text]:
    """Each text in a module that has a space in it, its docstrings apart."""
    tree = ast.parse(module.read_text("utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    pieces = {id(value) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for value in node.values}
    for node in ast.walk(tree):
        match node:
            case ast.JoinedStr(values):
                text = "".join(str(v.value) if isinstance(v, ast.Constant) else "{…}" for v in values)
            case ast.Constant(str(text)) if id(node) not in said | pieces:
                pass
            case _:
                continue
        if " " in text.strip():
            yield f"{module.relative_to(PROGRAM)}:{node.lineno}", text


def _described(schema: object) -> Iterator[str]:
    match schema:
        case dict():
            for key, value in schema.items():
                if key in ("title", "description", "errorMessage") and isinstance(value, str):
                    yield value
                else:
                    yield from _described(value)
        case list():
            for value in schema:
                yield from _described(value)
        case _:
            pass
