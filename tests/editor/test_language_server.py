"""In an editor that knows YAML, a policy owner is offered what can be typed, told what it means and shown what
is wrong, by the language server that editors use."""

import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.editor.language_server import Editor
from tests.samples import ROOT

from formwright.definitions.library import load
from formwright.definitions.schemas import KINDS, schema
from formwright.pipelines import editing, starting

FOLDERS = ("forms", "standards", "schedules", "handbook")


def _settings(folder: Path) -> dict[str, object]:
    """What VS Code reads in a framework's folder: JSON with comments."""
    text = (folder / ".vscode" / "settings.json").read_text("utf-8")
    found: dict[str, object] = json.loads(re.sub(r"(?m)^\s*//.*$", "", text))
    return found


def _definitions(folder: Path) -> list[Path]:
    found = [p for name in FOLDERS for p in sorted((folder / name).glob("*.yaml"))]
    return [folder / "framework.yaml", folder / "directory.yaml", *found]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("begun") / "ours"
    starting.framework(folder, date(2028, 1, 1))
    return folder


@pytest.fixture(scope="module")
def editor(begun: Path) -> Iterator[Editor]:
    """A framework just begun, opened with the settings that lie in its folder."""
    with Editor(begun, _settings(begun)) as opened:
        yield opened


def _said(editor: Editor, path: Path, text: str) -> list[tuple[int, str]]:
    """The line and the words of each problem."""
    return [(found["range"]["start"]["line"] + 1, found["message"]) for found in editor.open(path, text)]


def _offered(editor: Editor, path: Path, text: str) -> list[str]:
    """What is offered where the text has a ‸."""
    before = text[: text.index("‸")]
    editor.open(path, text.replace("‸", ""))
    return list(editor.offered(path, before.count("\n") + 1, len(before) - before.rfind("\n")))


# --- a sound framework ---------------------------------------------------------------------


def test_our_framework_has_no_problem_in_an_editor() -> None:
    with Editor(ROOT) as editor:
        found = {p.name: editor.open(p) for p in _definitions(ROOT)}

    assert len(found) == 23
    assert {name: problems for name, problems in found.items() if problems} == {}


def test_our_framework_has_none_with_schemas_that_know_it(tmp_path: Path, begun: Path) -> None:
    for name in FOLDERS:
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("framework.yaml", "directory.yaml"):
        shutil.copy(ROOT / name, tmp_path)
    editing.place(load(tmp_path), tmp_path / editing.FOLDER)
    found = {}

    with Editor(tmp_path, _settings(begun)) as editor:
        for path in _definitions(tmp_path):
            text = path.read_text("utf-8").split("\n", 1)[1]  # without the line that names the general schema
            found[path.name] = editor.open(path, text)
        roles = editor.open(tmp_path / "directory.yaml", "kind: directory\nholders: [{role: x, name: x, email: a@b.c}]")

    assert {name: problems for name, problems in found.items() if problems} == {}
    assert [r["message"] for r in roles] == ["This is not a role in this framework."]


def test_a_framework_just_begun_has_none(editor: Editor, begun: Path) -> None:
    assert {p.name: found for p in _definitions(begun) if (found := editor.open(p))} == {}


# --- what is offered -----------------------------------------------------------------------

# For each kind, where its file lies and an entry that has only just been begun.
ENTRIES = {
    "framework": ("framework.yaml", "roles:\n  - id: chair\n    ‸", {"title", "aliases"}),
    "directory": ("directory.yaml", "holders:\n  - role: director\n    ‸", {"name", "email", "service_area", "team"}),
    "form": ("forms/a.yaml", "sections:\n  - id: a\n    ‸", {"title", "text", "fields", "questions", "answers"}),
    "standards": ("standards/b.yaml", "groups:\n  - id: a\n    ‸", {"number", "title", "standards"}),
    "programme": ("schedules/c.yaml", "periods:\n  - id: a\n    ‸", {"title", "from", "to", "focus"}),
    "terms-of-reference": ("standards/d.yaml", "sections:\n  - id: a\n    ‸", {"title", "text"}),
    "guide": ("standards/e.yaml", "sections:\n  - id: a\n    ‸", {"title", "text", "points", "table", "sections"}),
    "duties": ("schedules/f.yaml", "duties:\n  - id: a\n    ‸", {"group", "who", "what", "every", "within"}),
    "measures": ("schedules/g.yaml", "subjects:\n  - id: a\n    ‸", {"what", "papers", "service_areas", "measures"}),
    "handbook": ("handbook/handbook.yaml", "appendices:\n  - ‸", {"record-audit", "practice-standards"}),
    "figures": ("handbook/figures.yaml", "figures:\n  - id: a\n    ‸", {"title", "alternative", "layout", "boxes"}),
    "reviews": ("reviews.yaml", "reviews:\n  - thing: standard:1.1\n    ‸", {"references"}),
    "glossary": ("handbook/glossary.yaml", "terms:\n  - term: a\n    ‸", {"means", "note"}),
    "themes": ("schedules/themes.yaml", "themes:\n  - id: a\n    ‸", {"label", "words"}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_offers_its_keys(kind: str, editor: Editor, begun: Path) -> None:
    file, _, _ = ENTRIES[kind]

    offered = _offered(editor, begun / file, f"kind: {kind}\n‸")

    assert set(offered) >= set(schema(kind)["properties"]) - {"kind"}


@pytest.mark.parametrize("kind", KINDS)
def test_an_entry_just_begun_is_offered_the_keys_of_its_kind(kind: str, editor: Editor, begun: Path) -> None:
    file, entry, wanted = ENTRIES[kind]

    offered = _offered(editor, begun / file, f"kind: {kind}\n{entry}")

    assert set(offered) >= wanted
    assert "sections" not in offered or kind == "guide"


def test_an_empty_file_is_offered_the_kinds(editor: Editor, begun: Path) -> None:
    assert "kind" in _offered(editor, begun / "forms" / "empty.yaml", "‸")
    assert set(_offered(editor, begun / "forms" / "empty.yaml", "kind: ‸")) >= set(KINDS)


@pytest.mark.parametrize(
    ("old", "typed", "wanted"),
    [
        ("strong: [team-leader]", "strong: [‸]", {"team-leader", "service-manager", "quality-lead", "director"}),
        ("strong: [team-leader]", "‸", {"strong"}),
        ("scale: rating", "scale: ‸", {"rating"}),
        ("choices: kind-of-help", "choices: ‸", {"rating", "kind-of-help", "service-areas"}),
        ("copy_to: [quality]", "copy_to: [‸]", {"quality"}),
        ('standards: ["1.2"]', "standards: [‸]", {'"1.1"', '"1.2"', '"2.3"'}),
        ('appendix: "2"', "appendix: ‸", {'"1"', '"5"'}),
        ("control: date}", "control: ‸}", {"text", "long-text", "date", "choice", "grade", "yes-no"}),
    ],
)
def test_what_the_framework_names_is_offered_where_it_can_stand(
    old: str, typed: str, wanted: set[str], editor: Editor, begun: Path
) -> None:
    form = begun / "forms" / "record-audit.yaml"

    offered = _offered(editor, form, form.read_text("utf-8").replace(old, typed, 1))

    assert set(offered) >= wanted


def test_a_section_can_be_begun_in_one_go(editor: Editor, begun: Path) -> None:
    offered = _offered(editor, begun / "forms" / "g.yaml", "kind: form\nsections:\n  - ‸")

    assert {"A section of questions", "A section of fields", "A section of rows"} <= set(offered)


# --- what it means -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("version:", "Raise it whenever what is asked changes."),
        ("sections:", "The sections of the form, in order."),
        ("asked_when:", "When the question applies. If left out, it always applies."),
        ("control: grade", "`grade`: A grade on a scale"),
        ("repeat: {", "The section's fields repeat, one row at a time."),
        ("escalation:", "Who must be notified, because of the judgement or any other answer."),
        ("director]", "`director`: Director"),
        ("quality]", "`quality`: Quality team, quality@example.org"),
    ],
)
def test_a_word_is_explained(word: str, said: str, editor: Editor, begun: Path) -> None:
    form = begun / "forms" / "record-audit.yaml"
    before = form.read_text("utf-8").partition(word)[0]
    editor.open(form)

    meaning = editor.meaning(form, before.count("\n") + 1, len(before) - before.rfind("\n"))

    assert said in meaning.replace("\\", "")


# --- what is wrong -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "typed", "said"),
    [
        ("label: Record number", "lable: Record number", "Property lable is not allowed."),
        ("control: date}", "control: dat}", 'Value is not accepted. Valid values: "text", "long-text", "date"'),
        (
            "sound: [team-leader]",
            "sound: [team-lader]",
            "This is not a role in this framework. Choose from: team-leader, service-manager, quality-lead, director.",
        ),
        ("role: quality-lead", "role: nobody", "This is not a role in this framework."),
        ("    sound: [", "    sond: [", "Property sond is not allowed."),
        ("copy_to: [quality]", "copy_to: [qualty]", "This is not a mailbox in this framework. Choose from: quality."),
        ("scale: rating", "scale: ratings", "This is not a scale in this framework. Choose from: rating."),
        ("choices: kind-of-help", "choices: kind", "This is not a list in this framework."),
        ('["1.1"]', '["1.9"]', "This is not a standard in this framework. Choose from: 1.1, 1.2, 2.1, 2.2, 2.3."),
        ('appendix: "2"', 'appendix: "9"', "This is not an appendix in this framework. Choose from: 1, 2, 3, 4, 5."),
        ("long-text, required: false", "long-text, required: no", "Write true or false."),
        ("id: details", "id: The Details", "Lower-case words joined by single underscores"),
        (
            "issued: 2028-01-01",
            "issued: 1 January 2028",
            "Write a date such as 2014-01-15, from 1900 to 2099.",
        ),
        ("title: Overall judgement", "title:", "Write some text here"),
        ("min: 0", "min: none", "Write a whole number: 0 or more."),
    ],
)
def test_a_mistake_is_shown_where_it_is_made(old: str, typed: str, said: str, editor: Editor, begun: Path) -> None:
    form = begun / "forms" / "record-audit.yaml"
    text = form.read_text("utf-8")

    found = _said(editor, form, text.replace(old, typed, 1))

    line = text[: text.index(old)].count("\n") + 1
    assert [at for at, message in found if message.startswith(said)] == [line], found


@pytest.mark.parametrize(
    ("old", "typed"),
    [
        ('version: "1.0"', "version: 1.10"),
        ('appendix: "2"', "appendix: 2"),
        ('["1.1"]', "[1.1, 1.2]"),
        ("title: Overall judgement", "title: 1984"),
        ("title: Overall judgement", "title: no"),
        ("title: Overall judgement", "title: true"),
        ("title: Overall judgement", "title: 2014-01-15"),
        ("in: [ongoing]}", "in: [one-off, ongoing]}"),
        (
            "asked_when: {field: details.kind_of_help, in: [ongoing]}",
            "asked_when: {field: evaluation.plan.grade, in: [3, 4]}",
        ),
    ],
)
def test_what_the_program_takes_for_text_is_no_mistake_to_an_editor(
    old: str, typed: str, editor: Editor, begun: Path, tmp_path: Path
) -> None:
    form = begun / "forms" / "record-audit.yaml"
    text = form.read_text("utf-8").replace(old, typed, 1)
    assert typed in text
    other = tmp_path / "other.yaml"
    other.write_text(text.replace("id: record-audit", "id: other"), "utf-8")

    assert _said(editor, form, text) == []
    assert [d for d in load(begun, [other]).diagnostics if d.severity == "error"] == []
