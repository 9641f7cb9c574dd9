"""Every diagnostic code is raised by an example, has its page, and no page lacks a code.

A new code needs an example (see `tests/diagnostics/examples.py`) and a page in
`generator/formwright/explanations`; nothing here has to be changed. Where messages have changed,
`python -m tests.diagnostics.refresh` writes what the program says today into the pages: look at the
difference before you commit it.
"""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.diagnostics import made
from tests.diagnostics.examples import REFUSED, Example, committed, definition
from tests.diagnostics.pages import FOLDER, INDEX, example_of, index, is_said, mended, parts

from formwright.cli import main
from formwright.definitions.allowed import WARNINGS
from formwright.definitions.schemas import KINDS, bundled
from formwright.diagnostics import Severity
from formwright.reports import explanation
from formwright.reports.explanation import Page

SOURCE = Path(__file__).parents[2] / "generator" / "formwright"
EXAMPLES = [*committed(), *made.examples()]
PAGES = explanation.pages()
RAISED = {example.code for example in EXAMPLES}
PREFIXES = {code.split("/")[0] for code in RAISED}

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda p: f"{p.group}/{p.rule}")
# Those of definitions are test_refused's; those that are made are shown on a page, each in all that it says.
each_example = pytest.mark.parametrize(
    "example", [e for e in committed() if e.find is not definition], ids=lambda e: f"{e.code} {e.name}"
)


# --- codes, examples and pages ---------------------------------------------------------------------


def test_every_code_that_an_example_raises_has_its_page_and_no_page_lacks_an_example() -> None:
    assert {code for page in PAGES for code in page.codes} == RAISED


def test_every_code_in_the_program_is_raised_by_an_example() -> None:
    written = set(_codes_in_the_source())
    patterns = {re.compile(code.replace("{}", "[a-z-]+") + r"\Z") for code in written if "{}" in code}
    plain = {code for code in written if "{}" not in code}

    assert plain - RAISED == set()
    assert {p.pattern for p in patterns if not any(map(p.match, RAISED))} == set()
    assert {code for code in RAISED - plain if not any(p.match(code) for p in patterns)} == set()


def test_every_fault_of_shape_that_a_kind_can_have_is_raised_by_an_example() -> None:
    possible = {f"{kind}/{SHAPE[word]}" for kind in KINDS for word in _keywords(kind) & set(SHAPE)}

    assert possible - RAISED == set()


@each_example
def test_an_example_raises_what_it_says(example: Example) -> None:
    diagnostics, _ = example.found()

    at = {d.code: f"{d.place.mark.line}:{d.place.mark.column}" for d in diagnostics if d.place.mark}
    assert example.code in {d.code for d in diagnostics}
    assert not example.at or at[example.code] == example.at
    assert {d.code for d in diagnostics} <= {example.code, *COMPANIONS}


@each_page
def test_a_page_shows_what_the_program_says_of_its_example(page: Page) -> None:
    example = example_of(page, EXAMPLES)

    diagnostics, said = example.found()

    assert is_said(parts(page).said, said), said
    assert {d.severity for d in diagnostics if d.code == example.code} == {page.severity}


@pytest.mark.parametrize("page", [p for p in PAGES if parts(p).diff], ids=lambda p: f"{p.group}/{p.rule}")
def test_what_a_page_proposes_mends_its_example(page: Page) -> None:
    example = example_of(page, EXAMPLES)
    before = [d.code for d in example.found()[0]]

    after = [d.code for d in example.find(mended(example, parts(page).diff))[0]]

    assert example.code not in after
    assert set(after) <= set(before)


@each_page
def test_a_page_is_where_its_codes_belong(page: Page) -> None:
    groups = {"definition" if code.split("/")[0] in KINDS else code.split("/")[0] for code in page.codes}

    assert groups == {page.group}
    assert {code.split("/")[1] for code in page.codes} == {page.rule}
    assert list(page.codes) == sorted(page.codes)
    assert re.search(r"^\n## Example\n.*^\n## What to do\n\n.", page.text, re.MULTILINE | re.DOTALL)


COMPANIONS = {"escalation/nobody-told", "submission/missing-answer", "submission/wrong-value"}
"""What is told beside a fault: nobody can be told of a return that cannot be read, or has no judgement; and what
cannot be read is wrong."""

SHAPE = {
    "additionalProperties": "unknown-key", "required": "missing-key", "type": "wrong-type", "enum": "not-allowed",
    "minItems": "empty-list", "minLength": "empty-text", "uniqueItems": "said-twice", "minimum": "too-small",
    "format": "no-such-date", "pattern": "ill-formed",
}  # fmt: skip
"""What a definition is said to have wrong where it breaks a schema's keyword."""


def _keywords(kind: str) -> set[str]:
    """The keywords of a kind's schema, those of what it refers to included."""
    schema = bundled(kind)
    found: set[str] = set()
    waiting: list[Any] = [{key: part for key, part in schema.items() if key != "$defs"}]
    seen: set[str] = set()
    while waiting:
        match waiting.pop():
            case {"$ref": str(reference)} if reference not in seen:
                seen.add(reference)
                waiting.append(schema["$defs"][reference.rsplit("/", 1)[1]])
            case dict() as node:
                # That a text is no blank one is said by a pattern: "ill-formed" is every other.
                found |= {word for word in node if word != "pattern" or node[word] != r"\S"}
                waiting += node.values()
            case list() as nodes:
                waiting += nodes
            case _:
                pass
    return found


def _codes_in_the_source() -> Iterator[str]:
    """Every text in the program that is spelt as a code, `{}` standing for what is filled in. The
    preview, and the outline of a document, find nothing wrong themselves; their keys are spelt alike."""
    for file in (f for f in SOURCE.rglob("*.py") if "preview" not in f.parts and f.name != "outline.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Constant(str(text)) if _is_code(text):
                    yield text
                case ast.JoinedStr(pieces):
                    text = "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in pieces)
                    if _is_code(text):
                        yield text
                case ast.Call(ast.Name("refuse"), [ast.Constant(str(rule)), *_]):
                    yield f"submission/{rule}"
                case _:
                    pass


def _is_code(text: str) -> bool:
    prefix, _, rule = text.partition("/")
    return re.fullmatch(r"([a-z-]|\{\})+(?<!-)", rule) is not None and prefix in (*PREFIXES, "{}")


def test_the_list_of_pages_is_complete() -> None:
    assert INDEX.read_text("utf-8") == index()


def test_every_warning_of_a_framework_can_be_allowed() -> None:
    pages = [p for p in PAGES if p.group == "definition" and p.severity is Severity.WARNING]
    warnings = {code for page in pages for code in page.codes}

    assert set(WARNINGS) == warnings - {"definition/needless-allow"}


# --- explain --------------------------------------------------------------------------------------


def explain(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["explain", *words])
    return result.exit_code, result.stdout, result.stderr


def test_every_code_leads_to_its_page() -> None:
    assert all(explanation.find(code, PAGES) is page for page in PAGES for code in page.codes)


def test_explain_prints_the_page_without_its_fences() -> None:
    status, said, _ = explain("form/unknown-role")

    assert status == 0
    assert said.startswith("A role that the framework does not have\n")
    assert "\n    -    good: [team-manger]\n    +    good: [team-manager]\n" in said and "```" not in said


def test_explain_without_a_code_lists_every_page_in_its_group() -> None:
    status, said, _ = explain()

    assert status == 0
    assert len([line for line in said.splitlines() if line.startswith("  ")]) == len(PAGES)
    assert "Who must be notified\n" in said and "escalation/nobody-told" in said


def test_a_rule_alone_will_do_where_one_page_is_about_it() -> None:
    assert explain("unknown-role") == explain("form/unknown-role")


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("form/unknwon-role", "There is no diagnostic 'form/unknwon-role'. Did you mean 'form/unknown-role'?"),
        ("unknown-key", "'unknown-key' may be "),
        ("zzz", "'formwright explain' lists them all."),
    ],
)
def test_a_code_that_is_none_is_answered_with_the_nearest(word: str, said: str) -> None:
    status, out, complaint = explain(word)

    assert (status, out) == (2, "")
    assert said in complaint


def test_explain_gives_the_page_as_data() -> None:
    found = json.loads(explain("form/unknown-role", "--format", "json")[1])

    assert "form/unknown-role" in found["codes"] and found["severity"] == "error"
    assert found["text"] == (FOLDER / "definition" / "unknown-role.md").read_text("utf-8")


def test_validate_says_where_there_is_more_to_read() -> None:
    file = str(REFUSED / "unknown-role.yaml")
    root = str(REFUSED.parents[1] / "framework")

    said = CliRunner().invoke(main, ["--root", root, "validate", file]).stdout

    assert said.endswith("\nRun 'formwright explain form/unknown-role' for more.\n")
