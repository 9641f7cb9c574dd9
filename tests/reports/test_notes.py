"""What `show --notes` prints: a document's notes, and of the handbook those of its chapters, duties and terms."""

import json
from pathlib import Path

from click.testing import CliRunner

from formwright.cli import main

ROOT = Path(__file__).parents[2]


def show(*words: str) -> str:
    result = CliRunner().invoke(main, ["--root", str(ROOT), "show", *words, "--notes"])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_notes_of_a_form_are_under_its_name() -> None:
    lines = show("tier1-plo-audit").split("\n")

    assert lines[:2] == ["## Appendix 2B Tier 1 PLO audit tool", ""]
    assert any(line.startswith("- **LAC review.**") for line in lines)


def test_the_notes_of_the_handbook_are_those_of_its_sections_its_duties_and_its_terms() -> None:
    said = show("handbook")

    assert "\n## 3.7 HR audits\n\n- **Numbers.** The source numbers both" in said
    assert "\n- **Leads an annual" not in said  # a duty without a note
    assert "\n- **Audits cases from their own team or area of expertise.** The source" in said
    assert "\n- **ADM** Not written out in the source.\n" in said
    assert "](" not in said  # a link is its words


def test_notes_as_json_say_what_they_are_on() -> None:
    found = json.loads(show("handbook", "--format", "json"))

    assert (found["id"], found["kind"]) == ("handbook", "handbook")
    parts = {part["id"]: part for part in found["parts"]}
    assert (parts["hr-audits"]["number"], parts["hr-audits"]["title"]) == ("3.7", "HR audits")
    assert [note["about"] for note in parts["hr-audits"]["notes"]] == [None]
    assert {note["id"] for note in parts["duties"]["notes"]} >= {None, "tier1-audits"}
    assert "Residential homes" in {note["about"] for note in parts["tier-2-audits"]["notes"]}


def test_a_document_without_notes_says_so() -> None:
    small = ROOT / "tests" / "examples" / "framework"
    result = CliRunner().invoke(main, ["--root", str(small), "show", "small-audit", "--notes"])

    assert result.stdout == "A small audit (small-audit) has no notes.\n"
