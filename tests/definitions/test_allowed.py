"""A comment with a reason allows a warning at its place, and nothing else."""

import ast
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from formwright.cli import main
from formwright.definitions import allowed
from formwright.definitions.allowed import REVIEWS, WARNINGS
from formwright.definitions.library import Library, load

EXAMPLES = Path(__file__).parent.parent / "examples"
SOURCE = Path(allowed.__file__).parent
FORM = "forms/small-audit.yaml"
TWO = "Was the review held, and was the child there?"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A framework and a handbook with a question that asks two things."""
    root = Path(shutil.copytree(EXAMPLES / "framework", tmp_path / "framework"))
    shutil.copytree(EXAMPLES / "handbook", root / "handbook")
    change(root / FORM, "Was the review held?", TWO)
    return root


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")


def found(library: Library) -> list[str]:
    return [f"{d.code} at {d.place.mark.line}:{d.place.mark.column}" for d in library.diagnostics if d.place.mark]


ALLOW = "# allow form/two-questions: the law asks both at once"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f'ask: "{TWO}"', f'ask: "{TWO}"  {ALLOW}'),
        (f'        ask: "{TWO}"', f'        {ALLOW}\n        ask: "{TWO}"'),
        (f'ask: "{TWO}"', f"ask: >-  {ALLOW}\n          {TWO}"),
        ("      - id: review", f"      {ALLOW}\n      # Both matter.\n\n      - id: review"),
        ("    questions:", f"    {ALLOW}\n    questions:"),
        ("  - id: evaluation", f"  {ALLOW}\n  - id: evaluation"),
        ("sections:", f"{ALLOW}\nsections:"),
    ],
)
def test_a_warning_is_allowed_on_its_line_or_for_a_whole_entry(root: Path, old: str, new: str) -> None:
    change(root / FORM, old, new)

    library = load(root)

    assert library.diagnostics == ()
    assert [d.code for d in library.allowed] == ["form/two-questions"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("      - {id: listening", f"      {ALLOW}\n      - {{id: listening"),
        ("  - id: details", f"  {ALLOW}\n  - id: details"),
        ("summary: An audit with one question.", f"summary: An audit with one question.  {ALLOW}"),
        ("    title: Evaluation", f"    title: Evaluation  {ALLOW}"),
    ],
)
def test_what_stands_elsewhere_is_not_allowed(root: Path, old: str, new: str) -> None:
    change(root / FORM, old, new)

    codes = sorted(d.code for d in load(root).diagnostics)

    assert codes == ["definition/needless-allow", "form/two-questions"]


@pytest.mark.parametrize(
    "text",
    [
        f'"Heard? {ALLOW}"',
        f"|\n          {ALLOW}\n          Was it held?",
        f"'Was it held? {ALLOW}\n          Was it?'",
        f"Held? Not{ALLOW.replace(':', '')}?",
    ],
)
def test_a_number_sign_in_a_text_is_no_comment(root: Path, text: str) -> None:
    change(root / FORM, f'"{TWO}"', text)

    assert {d.code for d in load(root).diagnostics} <= {"form/two-questions", "form/text-not-allowed"}


def test_an_entry_ends_where_the_next_begins_also_below_a_block_of_text(root: Path) -> None:
    standards = root / "standards" / "small-standards.yaml"
    text = '      - id: "%s"\n        text: >-\n          I listen,\n\n          and # I note.\n'
    comment = "      # allow standards/untested: to come next year\n"
    old = '      - {id: "1.10", text: I write down what I heard.}\n'
    change(standards, old, old + text % "1.11" + comment + text % "1.12" + text % "1.13")

    library = load(root)

    assert found(library)[1:] == ["standards/untested at 16:13", "standards/untested at 27:13"]
    assert [d.place.mark.line for d in library.allowed if d.place.mark] == [22]


def test_validate_says_how_many_are_allowed_where_nothing_is_in_error(root: Path) -> None:
    change(root / FORM, f'ask: "{TWO}"', f'ask: "{TWO}"  {ALLOW}')
    before = CliRunner().invoke(main, ["--root", str(root), "validate"]).stdout
    change(root / FORM, "good: [team-manager]", "good: [team-manger]")

    assert before == "6 definitions checked. No problems found (1 exception explained).\n"
    assert "1 error." in CliRunner().invoke(main, ["--root", str(root), "validate"]).stdout


def test_an_error_cannot_be_allowed(root: Path) -> None:
    change(root / FORM, "good: [team-manager]", "good: [team-manger]  # allow form/unknown-role: not yet there")

    (error,) = (d for d in load(root).diagnostics if d.severity == "error")

    assert (error.code, error.hint) == (
        "form/unknown-role",
        "Did you mean 'team-manager'? An error cannot be allowed.",
    )


def test_a_comment_counts_as_needless_only_where_all_was_looked_at(root: Path) -> None:
    change(root / FORM, "      - {id: case_id", "      # allow standards/untested: as it is\n      - {id: case_id")
    change(root / FORM, "good: [team-manager]", "good: [team-manger]")

    assert "definition/needless-allow" not in {d.code for d in load(root).diagnostics}


@pytest.mark.parametrize(
    ("comment", "code", "hint"),
    [
        ("allow form/two-questions", "definition/unexplained-allow", "Write 'allow form/two-questions: …' followed"),
        ("allow form/two-questions:", "definition/unexplained-allow", "Write 'allow form/two-questions: …' followed"),
        ("allow two-questions: both", "definition/unknown-allow", "Did you mean 'form/two-questions'?"),
        ("allow form/two-question: both", "definition/unknown-allow", "Did you mean 'form/two-questions'?"),
        ("allow form/unknown-key: both", "definition/unknown-allow", ""),
    ],
)
def test_a_comment_that_allows_nothing_says_what_it_lacks(root: Path, comment: str, code: str, hint: str) -> None:
    change(root / FORM, f'ask: "{TWO}"', f'ask: "{TWO}"  # {comment}')

    (error,) = (d for d in load(root).diagnostics if d.severity == "error")

    assert error.code == code and str(error.hint).startswith(hint)


def test_other_comments_may_begin_with_the_word(root: Path) -> None:
    change(root / FORM, f'ask: "{TWO}"', 'ask: "Was it held?"  # allow the auditor some time: it is long')

    assert load(root).diagnostics == ()


# --- chapters ------------------------------------------------------------------------------

NO_TEXT = "<!-- allow handbook/no-text: comes with the next version -->"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("## What else {#else}\n", f"## What else {{#else}} {NO_TEXT}\n"),
        ("## What else {#else}\n", f"{NO_TEXT}\n\n## What else {{#else}}\n"),
        ("## What else {#else}\n", f"{NO_TEXT.replace(' comes', chr(10) + 'comes')}\n## What else {{#else}}\n"),
        ("# Start {#start}\n", f"{NO_TEXT}\n# Start {{#start}}\n"),
    ],
)
def test_a_chapters_comment_allows_a_heading_and_its_section(root: Path, old: str, new: str) -> None:
    change(root / FORM, TWO, "Was the review held?")
    change(root / "handbook" / "01-start.md", "See [the audit](small-audit).\n", "")
    before = load(root).diagnostics
    change(root / "handbook" / "01-start.md", old, new)

    library = load(root)

    assert [d.code for d in before] == ["handbook/no-text"]
    assert (library.diagnostics, len(library.allowed)) == ((), 1)
    assert library.handbook is not None and "allow" not in "".join(c.text for c in library.handbook.chapters)


def test_a_chapters_comment_leaves_every_line_where_it_was(root: Path) -> None:
    change(root / FORM, TWO, "Was the review held?")
    chapter = root / "handbook" / "01-start.md"
    change(chapter, "## How it is", "<!-- allow handbook/no-text:\nto come -->\n\n## How it is")
    change(chapter, "The IRO", "The LADO")

    assert found(load(root)) == ["handbook/unknown-term at 10:5"]


# --- which warnings there are --------------------------------------------------------------


def test_every_warning_about_a_framework_can_be_allowed() -> None:
    given = {
        call.args[0].value
        for file in SOURCE.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "warning"
        if isinstance(call.args[0], ast.Constant)
    }

    can_be_allowed = {code for code in map(str, given) if not code.startswith(REVIEWS)}
    assert can_be_allowed == {*WARNINGS, "definition/needless-allow"}
