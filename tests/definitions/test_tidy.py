"""A definition is put into one order and layout, and nothing of it is lost: no text, no comment."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.definitions.untidy import definitions, places

from formwright.definitions.sources import files as definition_files
from formwright.definitions.sources import yaml_files
from formwright.definitions.tidy import tidy
from formwright.definitions.tidy.entries import parse
from formwright.marked import Plain, read

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "tests" / "examples"
OURS = [*definition_files(ROOT), *definition_files(EXAMPLES / "framework"), *yaml_files(EXAMPLES / "forms")]
RULES = re.findall(
    r"^## (.+)\n\n```yaml\n((?:.*\n)*?)```\n\n```yaml\n((?:.*\n)*?)```$",
    (EXAMPLES / "definitions" / "tidy.md").read_text("utf-8"),
    re.MULTILINE,
)
REFUSED = yaml_files(EXAMPLES / "definitions" / "refused")


def tidied(text: str) -> str:
    found = tidy(text.encode(), "a.yaml")
    assert found.text is not None, [d.code for d in found.diagnostics]
    return found.text


def data(text: str) -> Any:
    """What a text says, with what is written without quotation marks told apart where it is one word."""
    marked = read(text.encode(), "a.yaml")
    assert not marked.diagnostics
    return _told_apart(marked.data)


def _told_apart(value: Any) -> Any:
    match value:
        case dict():
            return {key: _told_apart(inner) for key, inner in value.items()}
        case list():
            return [_told_apart(inner) for inner in value]
        case _:
            return (value, isinstance(value, Plain) and " " not in value and "\n" not in value)


def comments(text: str) -> list[str]:
    """Each comment behind the place that it was found to have."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    return sorted(f"{where} {way}: {comment}" for where, way, comment in places(parse(plain)))


def comments_as_meant(text: str) -> list[str]:
    """The same by what the comments of a made-up definition say of themselves."""
    said = re.findall(r"# (\w+) (.*) no\. (\d+)", text)
    head = ["head : # yaml-language-server: $schema=x"] if "# yaml" in text else []
    return sorted([*head, *(f"{where} {way}: # {where} {way} no. {n}" for where, way, n in said)])


@given(definitions())
def test_tidying_changes_no_data_and_is_done_once(text: str) -> None:
    once = tidied(text)

    assert data(once) == data(text)
    assert tidied(once) == once


@given(definitions())
def test_every_comment_stays_with_its_entry(text: str) -> None:
    found = comments(tidied(text))
    from_opened_brackets = [c.replace("above", "aside", 1) if "# aside" in c else c for c in found]

    assert comments(text) == comments_as_meant(text)
    assert sorted(from_opened_brackets) == comments_as_meant(text)


PIECES = r"""
    # c; #d;, ;,;[;];{;};- ;-;? ;: ;:;';";a: ;id: ;title:;x;y z;1.10;"q";'q';[a: b];{a, b: };[-];! ;é;漢字;😀;&;*;\;~;|
""".strip().split(";")
LAYOUT = [
    "\n",
    "\n  ",
    "\n    ",
    "\n- ",
    "\n  - ",
    "\n\n",
    " |\n",
    " >-\n  ",
    " |+\n ",
    " |2\n",
    " # e\n",
    "\r\n",
    "\t",
]
RARE = ["\r\n", "\t", "\u2028", "\x85", "\u00a0", "\ufeff", "---\n", "...\n", "%YAML 1.1\n", "word " * 30]


@given(
    st.lists(st.sampled_from(PIECES + LAYOUT + RARE), max_size=12).map("".join),
    st.sampled_from(
        ["kind: form\n{}", "kind: form\na:\n  - b: c\n    {}", "{{kind: form, a: {}}}", "{}\nkind: form\n"]
    ),
)
def test_whatever_can_be_read_can_be_tidied(soup: str, around: str) -> None:
    found = tidy(around.format(soup).encode(), "a.yaml")  # raises where it would lose something

    if found.text is None:
        assert found.diagnostics, "what cannot be read is said"
    else:
        assert tidied(found.text) == found.text


@pytest.mark.parametrize("file", OURS, ids=lambda f: f.stem)
def test_our_own_definitions_are_tidy(file: Path) -> None:
    assert tidied(file.read_text("utf-8")) == file.read_text("utf-8")


@pytest.mark.parametrize("file", REFUSED, ids=lambda f: f.stem)
def test_a_faulty_definition_is_tidied_without_loss_or_left_alone(file: Path) -> None:
    text = file.read_text("utf-8")
    found = tidy(text.encode(), file.name)

    if found.text is None:
        assert found.diagnostics
    else:
        assert data(found.text) == data(text)
        assert tidied(found.text) == found.text
        assert found.text.splitlines()[0] == text.splitlines()[0]


@pytest.mark.parametrize(
    "text",
    [
        "kind: form\n  id: x\n",
        "kind: form\nkind: form\n",
        "- kind: form\n",
        "id: x\n",
        "kind: from\n",
        "",
        "# a note\n",
    ],
)
def test_what_is_no_definition_is_left_alone_with_the_reason(text: str) -> None:
    found = tidy(text.encode(), "a.yaml")

    assert found.text is None
    assert len(found.diagnostics) == 1


@pytest.mark.parametrize(("before", "after"), [rule[1:] for rule in RULES], ids=[rule[0] for rule in RULES])
def test_a_rule(before: str, after: str) -> None:
    assert tidied(before) == after
    assert tidied(after) == after


def test_a_block_keeps_its_lines() -> None:
    text = "kind: form\ntitle: |2-\n     in\n    out  \n\n     in\nsummary: >+\n a\n  b\n\n\nid: |2\n   a\n"

    assert tidied(text) == (
        "kind: form\nid: |2\n   a\ntitle: |2-\n     in\n    out  \n\n     in\nsummary: >+\n  a\n   b\n\n\n"
    )


@pytest.mark.parametrize(
    "text", ['"' + "wordy " * 22 + '"', '"' + "wordy " * 22 + "a\\u00a0b" + '"', "x" * 130, "漢" * 130]
)
def test_a_long_text_stays_on_its_line_where_folding_would_change_or_hide_something(text: str) -> None:
    assert tidied(f"kind: form\ntitle: {text}\n") == f"kind: form\ntitle: {text}\n"


def test_there_are_never_two_blank_lines_and_none_at_the_start_of_anything() -> None:
    text = "\n\nkind: form\n\n\n\nid: a\nsections:\n\n  - id: b\n\n\n  - id: c\n\n\n\n"

    assert tidied(text) == "kind: form\n\nid: a\nsections:\n  - id: b\n\n  - id: c\n"


def test_spaces_at_ends_of_lines_and_foreign_ends_of_lines_go() -> None:
    assert tidied("\ufeffkind: form  \r\nid: a # note  \r\n") == "kind: form\nid: a  # note\n"
