"""Reviews: what a change makes suspect, and what somebody's look at it records."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.definitions.test_leaning import BY_HAND
from tests.samples import EXAMPLES, ROOT, times

from formwright.definitions.library import Library, load
from formwright.definitions.tidy import tidy
from formwright.errors import CannotRun
from formwright.model.leaning import Thing
from formwright.pipelines.reviewing import review

FRAMEWORK = ("framework.yaml", "directory.yaml", "forms", "standards", "schedules", "handbook")
STANDARDS, AUDIT, START = "standards/small-standards.yaml", "forms/small-audit.yaml", "handbook/01-start.md"
LISTENING = "question:small-audit:evaluation.listening"


class Folder:
    """The small framework with a handbook, in which all references are recorded."""

    def __init__(self, root: Path) -> None:
        self.root: Path = shutil.copytree(EXAMPLES / "framework", root)
        shutil.copytree(EXAMPLES / "handbook", root / "handbook")
        self.review(new=True, date="2026-01-05")

    def load(self) -> Library:
        return load(self.root)

    def edit(self, file: str, old: str, new: str) -> None:
        text = (self.root / file).read_text("utf-8")
        assert text.count(old) == 1, old
        (self.root / file).write_text(text.replace(old, new), "utf-8")

    def review(self, *names: str, new: bool = False, date: str = "2026-02-02", name: str = "Alex Example") -> None:
        review(self.load(), names, name, date, new)

    @property
    def suspects(self) -> set[tuple[str, str]]:
        found = self.load().standing
        assert found is not None
        return {(str(s.lean.by), str(s.lean.on)) for s in found.suspects}

    @property
    def warned(self) -> list[str]:
        return [
            f"{d.code} {Path(d.place.file).name}:{d.place.mark.line}" for d in self.load().diagnostics if d.place.mark
        ]

    @property
    def file(self) -> Path:
        return self.root / "reviews.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "framework")


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """This repository's framework, all references recorded, and then three of its standards reworded."""
    root = tmp_path_factory.mktemp("ours")
    for name in FRAMEWORK:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, root / name)
    review(load(root), (), "Alex Example", "2026-01-05", new=True)
    standards = root / "standards" / "practice-standards.yaml"
    text = standards.read_text("utf-8")
    for number in BY_HAND:
        text, changed = re.subn(rf'(- id: "{re.escape(number)}"\n +text: >-\n +)', r"\1In brief: ", text)
        assert changed == 1
    standards.write_text(text, "utf-8")
    return load(root)


@pytest.mark.parametrize("standard", BY_HAND)
def test_what_is_suspect_after_a_standard_changes_is_what_a_reader_finds(standard: str, ours: Library) -> None:
    assert ours.standing
    found = {str(s.lean.by) for s in ours.standing.suspects if s.lean.on == Thing("standard", standard)}

    assert found == BY_HAND[standard]
    assert {s.lean.on.name for s in ours.standing.suspects} == set(BY_HAND)
    assert len([d for d in ours.diagnostics if d.code == "review/suspect"]) == sum(map(len, BY_HAND.values()))


# Of each thing a text of its own, which is in its file once.
CHANGES: Mapping[str, tuple[str, str]] = {
    "standard:1.1": (STANDARDS, "text: I listen."),
    "standard:1.10": (STANDARDS, "text: I write down"),
    "passage:how": (START, "The IRO is told"),
    "passage:detail": (START, "Write to"),
    "role:iro": ("framework.yaml", "title: Independent Reviewing"),
    "role:team-manager": ("framework.yaml", "title: Team"),
    "list:child-status": ("framework.yaml", "label: Child in"),
    "scale:judgement": ("framework.yaml", "meaning: All is well"),
    "mailbox:audits": ("framework.yaml", "address: audits"),
    "appendix:1": ("framework.yaml", "title: Standards"),
    "figure:ring": ("handbook/figures.yaml", "title: The ring"),
    "document:small-audit": (AUDIT, "title: A small audit"),
    "field:small-audit:overall.judgement": (AUDIT, "{id: judgement, label: Judgement"),
    LISTENING: (AUDIT, "Was the child heard"),
}


@settings(max_examples=times(6))
@given(st.lists(st.sampled_from(sorted(CHANGES)), min_size=1, max_size=3, unique=True))
def test_after_a_change_just_the_references_to_what_changed_are_suspect_and_none_after_a_review(
    tmp_path_factory: pytest.TempPathFactory, things: list[str]
) -> None:
    folder = Folder(tmp_path_factory.mktemp("changed") / "framework")
    for thing in things:
        file, text = CHANGES[thing]
        folder.edit(file, text, f"{text}x")
    leans = {(str(lean.by), str(lean.on)) for lean in folder.load().web.leans}

    assert folder.suspects == {(by, on) for by, on in leans if on in things}
    assert len(folder.warned) == len(folder.suspects)

    folder.review(*things)

    assert (folder.suspects, folder.warned) == (set(), [])


def test_whoever_looks_at_a_question_clears_its_references_and_no_others(folder: Folder) -> None:
    folder.edit(STANDARDS, "text: I write down", "text: I note")
    assert folder.suspects == {(LISTENING, "standard:1.10"), ("passage:how", "standard:1.10")}

    folder.review("small-audit:evaluation.listening")

    assert folder.suspects == {("passage:how", "standard:1.10")}


def test_whoever_reads_a_set_of_standards_has_not_looked_at_the_questions_that_test_them(folder: Folder) -> None:
    folder.edit(STANDARDS, "text: I listen.", "text: I hear.")

    folder.review("small-standards")

    assert folder.suspects == {(LISTENING, "standard:1.1")}


def test_a_new_reference_is_said_until_it_is_recorded(folder: Folder) -> None:
    folder.edit(START, "Write to", "See [](standard:1.1). Write to")
    assert folder.warned == ["review/unrecorded 01-start.md:13"]

    folder.review(new=True)

    assert folder.warned == []


def test_recording_what_is_new_leaves_what_is_suspect(folder: Folder) -> None:
    folder.edit(STANDARDS, "text: I listen.", "text: I hear.")

    folder.review(new=True)

    assert folder.suspects == {(LISTENING, "standard:1.1")}


def test_a_review_of_a_reference_that_is_gone_is_said_and_taken_out_with_the_next(folder: Folder) -> None:
    folder.edit(AUDIT, ', standards: ["1.1", "1.10"]', ', standards: ["1.10"]')
    assert "review/no-reference" in " ".join(folder.warned)

    folder.review("mailbox:audits")

    assert 'standard:1.1"' not in folder.file.read_text("utf-8")


def test_a_framework_without_the_file_is_not_warned_of_anything(folder: Folder) -> None:
    folder.file.unlink()
    folder.edit(STANDARDS, "text: I listen.", "text: I hear.")

    assert folder.warned == []


def test_nothing_is_recorded_while_the_framework_has_errors(folder: Folder) -> None:
    before = folder.file.read_bytes()
    folder.edit(AUDIT, "good: [team-manager]", "good: [team-manger]")

    with pytest.raises(CannotRun, match="has errors"):
        folder.review(new=True)
    assert folder.file.read_bytes() == before


def test_a_name_that_several_things_have_is_asked_about(folder: Folder) -> None:
    folder.edit("handbook/figures.yaml", "id: ring", "id: how")
    folder.edit(START, "figure:ring", "figure:how")

    with pytest.raises(CannotRun) as refused:
        folder.review("how")
    assert "'passage:how' or 'figure:how'" in str(refused.value.remedy)


def test_the_file_is_the_same_however_it_came_about_and_tidy(folder: Folder) -> None:
    content = folder.file.read_bytes()
    assert tidy(content, "reviews.yaml").text == content.decode()

    folder.file.unlink()
    for thing in ("1.10", "1.1", "small-audit"):
        folder.review(thing, date="2026-01-05")
    folder.review(new=True, date="2026-01-05")

    assert folder.file.read_bytes() == content


def test_two_people_who_review_different_things_can_put_their_files_together(folder: Folder, tmp_path: Path) -> None:
    folder.edit(STANDARDS, "text: I listen.", "text: I hear.")
    folder.edit(STANDARDS, "text: I write down", "text: I note")
    before = folder.file.read_bytes()
    for name, thing in (("hers", "1.1"), ("his", "1.10")):
        folder.file.write_bytes(before)
        folder.review(thing, name=name)
        (tmp_path / name).write_bytes(folder.file.read_bytes())
    (tmp_path / "before").write_bytes(before)

    merged = subprocess.run(
        ["git", "merge-file", "--stdout", "hers", "before", "his"], cwd=tmp_path, capture_output=True, check=True
    )

    folder.file.write_bytes(merged.stdout)
    assert folder.warned == []


def test_of_two_reviews_of_one_reference_the_one_of_the_words_as_they_are_counts(folder: Folder) -> None:
    text = folder.file.read_text("utf-8")
    (line,) = re.findall(rf'.*"{LISTENING}".*\n(?=  - thing: "standard:1.10")', text)
    folder.file.write_text(
        text.replace(line, line + re.sub('digest: "[^"]*"', 'digest: "000000000000"', line)), "utf-8"
    )

    assert folder.warned == []


def test_a_suspect_cannot_be_allowed_by_a_comment(folder: Folder) -> None:
    folder.edit(STANDARDS, "text: I listen.", "text: I hear.")
    folder.edit(AUDIT, "      - {id: listening", "      # allow review/suspect: it is right\n      - {id: listening")

    assert [one.partition(" ")[0] for one in folder.warned] == ["definition/unknown-allow", "review/suspect"]
