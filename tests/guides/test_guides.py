"""The guides are true: whoever does what one says sees what it shows."""

import re
from pathlib import Path

import pytest
from click import Context
from tests.guides.walk import ROOT, begin, carry_out, change, commands, copy_framework, run, same, steps

from formwright.cli import main

IN_TEAM = [ROOT / "docs" / "team" / f"{name}.md" for name in ("from-the-mailbox-to-the-notice", "measures")]
GUIDES = [*sorted((ROOT / "docs").glob("for-*.md")), *IN_TEAM]
NAMING = [ROOT / "README.md", ROOT / "docs" / "the-desk.md", *sorted((ROOT / "docs" / "team").glob("*.md"))]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda g: g.stem)
def test_what_a_guide_says_is_what_happens(guide: Path, tmp_path: Path) -> None:
    begin(guide, tmp_path)

    here = tmp_path
    for step in steps(guide):
        here = carry_out(step, tmp_path, here)


def test_the_readme_shows_what_a_mistake_looks_like(tmp_path: Path) -> None:
    copy_framework(tmp_path)
    change(tmp_path / "forms" / "tier1-generic-audit.yaml", "-    good: [team-manager]\n+    good: [team-manger]")

    (shown,) = [s for s in steps(ROOT / "README.md") if s.text.startswith("$ formwright validate")]
    for command, expected in commands(shown.text):
        run(shown, command, expected, tmp_path)


@pytest.mark.parametrize("document", NAMING, ids=lambda d: d.stem)
def test_each_command_and_option_that_is_named_is_one_of_the_program(document: Path) -> None:
    """Also where a page only mentions them: what is run is tried above."""
    text = re.sub(r"\\\n\s*", " ", document.read_text("utf-8"))
    named = re.findall(r"(?:^(?: {4}|\$ )|`|')formwright ([a-z]+)([^`'\n]*)", text, re.MULTILINE)

    assert [f"{name}{rest}" for name, rest in named if _unknown(name, rest)] == []


def _unknown(name: str, rest: str) -> bool:
    command = main.get_command(Context(main), name)
    if command is None:
        return True
    known = {option for param in command.params for option in param.opts} | {"--help", "-h"}
    return not {word.partition("=")[0] for word in re.findall(r"(?<=\s)--[a-z-]+", rest)} <= known


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.stem)
def test_a_link_leads_somewhere(document: Path) -> None:
    text = document.read_text("utf-8")
    targets = re.findall(r"\]\((?!https?:|mailto:)([^)#]+)", re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL))

    assert [t for t in targets if not (document.parent / t).exists()] == []


def test_a_picture_has_words_for_who_cannot_see_it() -> None:
    for document in DOCUMENTS:
        assert "![](" not in document.read_text("utf-8"), document.name


def test_dots_stand_for_what_may_differ() -> None:
    assert same("a … c\n…\nend", "a b c\n1\n2\nend")
    assert not same("a … c", "a b d")
    assert not same("a … c", "a\nc")
