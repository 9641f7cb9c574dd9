"""The guides are true: whoever does what one says sees what it shows."""

import re
from pathlib import Path

import pytest
from tests.guides.walk import ROOT, begin, carry_out, change, commands, copy_framework, run, same, steps

GUIDES = [*sorted((ROOT / "docs").glob("for-*.md")), ROOT / "docs" / "team" / "measures.md"]
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
