"""What refers to what: each reference with what makes it, what it leads to, and its line."""

import shutil
from pathlib import Path

import pytest
from tests.samples import EXAMPLES, FRAMEWORK

from formwright.definitions.library import load
from formwright.model.leaning import Thing, Web

OURS = FRAMEWORK.web

# Found by reading: each line that names the standard, in `standards: […]` or in words, and whose line it is.
BY_HAND = {
    "1.4": {
        "document:practice-standards",
        "question:service-quality-review-compliance-audit:service_responsiveness.help_for_service_users",
        "question:service-quality-review-interview:safeguarding.views",
        "question:service-quality-review-interview:practice.wishes",
        "question:service-quality-review-interview:practice.not_seen",
        "question:tier1-generic-audit:evaluation.voice_of_child",
        "question:tier2-case-file-audit:assessment.wishes_and_feelings",
        "question:tier2-case-file-audit:monitoring.contact",
        "duty:child-seen-in-assessment",
        "term:Single assessment",
    },
    "3.14": {
        "question:service-quality-review-interview:practice.oversight",
        "question:tier1-plo-audit:evaluation.management_oversight",
        "question:supervision-file-audit:audit.concerns",
        "question:supervision-file-audit:audit.decisions",
        "question:tier2-case-file-audit:observations.actions_taken",
    },
    "5.1": {
        "document:practice-standards",
        "document:duties",
        "question:service-quality-review-compliance-audit:casework.case_file_data",
        "question:service-quality-review-compliance-audit:casework.case_recording",
        "question:tier1-plo-audit:evaluation.case_notes",
        "question:tier1-plo-audit:evaluation.final_orders",
        "question:tier2-case-file-audit:observations.recording",
        "duty:contact-records",
    },
}


def laid_out(folder: Path) -> Path:
    """The small framework with a handbook."""
    root: Path = shutil.copytree(EXAMPLES / "framework", folder)
    shutil.copytree(EXAMPLES / "handbook", root / "handbook")
    return root


def changed(folder: Path, file: str, old: str, new: str) -> Web:
    """What refers to what in it once a text of a file is another."""
    root = laid_out(folder / "framework")
    text = (root / file).read_text("utf-8")
    assert text.count(old) == 1, old
    (root / file).write_text(text.replace(old, new), "utf-8")
    return load(root).web


def made_by(web: Web, name: str) -> set[str]:
    return {str(lean.by) for lean in web.touching(web.named(name)[0]).to}


@pytest.mark.parametrize("standard", BY_HAND)
def test_what_refers_to_a_standard_is_what_a_reader_finds(standard: str) -> None:
    assert made_by(OURS, standard) == BY_HAND[standard]


def test_a_reference_is_where_its_name_is_written() -> None:
    for lean in OURS.leans:
        mark = lean.place.mark
        assert mark
        line = FRAMEWORK.texts[lean.place.file][mark.line - 1][mark.column - 1 :]
        in_a_range = lean.by == Thing("term", "Single assessment") and line.startswith("1.1 to 1.20")
        assert lean.on.name.rpartition(":")[2] in line or in_a_range, (lean, line)


def test_a_heading_that_is_an_entry_of_its_own_moves_no_reference_to_another_question(tmp_path: Path) -> None:
    entry = "      - {id: listening,"

    web = changed(tmp_path, "forms/small-audit.yaml", entry, f"      - heading: The child\n{entry}")

    assert made_by(web, "1.1") == {"question:small-audit:evaluation.listening"}
    assert "question:small-audit:evaluation.review" in made_by(web, "details.child_status")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("We keep to standard 1.1.", {"1.1"}),
        ("Standards 1.1 and 1.10 are kept.", {"1.1", "1.10"}),
        ("Standards 1.0 to 1.9 are kept.", {"1.1"}),
        ("Section 1.1 of the guidance is kept.", set()),
        ("Standard 1.100 is not ours.", set()),
    ],
)
def test_a_standard_that_is_named_in_words_is_referred_to(words: str, named: set[str], tmp_path: Path) -> None:
    web = changed(tmp_path, "handbook/01-start.md", "Work is audited", f"{words} Work is audited")

    begun = [lean.on.name for lean in web.leans if lean.by == Thing("passage", "start") and lean.on.sort == "standard"]
    assert set(begun) == named


def test_what_a_document_refers_to_is_all_that_its_parts_do() -> None:
    form = OURS.touching(Thing("document", "tier1-generic-audit"))

    assert {lean.by.sort for lean in form.by} >= {"document", "question", "field", "rules"}
    assert all("tier1-generic-audit" in lean.by.name for lean in form.by)
    assert not any("tier1-generic-audit" in lean.by.name for lean in form.to)


def test_wrapping_a_paragraph_anew_changes_no_words(tmp_path: Path) -> None:
    web = changed(tmp_path, "handbook/01-start.md", "Work is audited with", "Work is\naudited with")

    start = Thing("passage", "start")
    assert web.things[start].digest == load(laid_out(tmp_path / "again")).web.things[start].digest
