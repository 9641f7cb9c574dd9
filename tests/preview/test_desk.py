"""The last good version stays while something is wrong, and says so."""

import datetime
from pathlib import Path

import pytest
from tests.preview.conftest import AUDIT, STANDARDS, Folder

from formwright.definitions.library import load
from formwright.document.prose import plain
from formwright.pipelines import reviewing
from formwright.preview import page
from formwright.preview.desk import Desk, saved

NINE = datetime.datetime(2026, 1, 5, 9)


class Sitting:
    """A preview in which each save comes a minute after the one before."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.desk = saved(Desk(), load(folder.root), NINE)

    def save(self, file: str, *edits: tuple[str, str]) -> Desk:
        self.folder.edit(file, *edits)
        return self.read()

    def read(self) -> Desk:
        self.desk = saved(self.desk, load(self.folder.root), NINE.replace(minute=self.desk.save))
        return self.desk


@pytest.fixture
def sitting(folder: Folder) -> Sitting:
    return Sitting(folder)


def first_question(desk: Desk) -> str:
    blocks = desk.editions["small-audit"].document.blocks
    return next(plain(q.ask) for b in blocks for q in getattr(b, "questions", ()))


HEARD, SEEN = "Was the child heard?", "Was the child seen?"
MISSPELT = ("good: [team-manager]", "good: [team-manger]")
MENDED = ("good: [team-manger]", "good: [team-manager]")


def test_a_sound_framework_is_all_there_and_nothing_has_changed(sitting: Sitting) -> None:
    desk = sitting.desk

    assert set(desk.editions) == {"small-audit", "small-standards", "handbook"}
    assert desk.changed == () and desk.held == frozenset() and desk.diagnostics == ()


def test_a_save_changes_its_document_and_the_handbook_that_compiles_it(sitting: Sitting) -> None:
    desk = sitting.save(AUDIT, (HEARD, SEEN))

    assert {e.document.identity.id for e in desk.changed} == {"small-audit", "handbook"}
    assert desk.editions["small-audit"].at.minute == 1
    assert desk.editions["small-standards"].at.minute == 0


def test_a_mistake_stands_beside_the_last_good_version(sitting: Sitting) -> None:
    sitting.save(AUDIT, (HEARD, SEEN))
    desk = sitting.save(AUDIT, MISSPELT)

    (problem,) = desk.problems_of("small-audit")
    assert problem.code == "form/unknown-role"
    assert first_question(desk) == SEEN
    assert desk.editions["small-audit"].at.minute == 1
    assert desk.held == {"small-audit", "handbook"} and desk.faulty == {"small-audit"}
    assert desk.problems_beside("small-standards") == (problem,)


def test_a_mended_mistake_leaves_nothing_behind(sitting: Sitting) -> None:
    before = sitting.desk.editions
    sitting.save(AUDIT, MISSPELT)
    desk = sitting.save(AUDIT, MENDED)

    assert desk.diagnostics == () and desk.held == frozenset()
    assert desk.editions == before


def test_what_was_written_between_two_good_saves_counts_as_one_change(sitting: Sitting) -> None:
    sitting.save(AUDIT, MISSPELT, (HEARD, SEEN))
    desk = sitting.save(AUDIT, MENDED)

    (change,) = desk.editions["small-audit"].changes
    assert (change.was, change.now) == (HEARD, SEEN)


def test_everything_stays_while_the_framework_itself_is_broken(sitting: Sitting) -> None:
    desk = sitting.save("framework.yaml", ("kind: framework", "kind: [framework"))

    assert set(desk.editions) == {"small-audit", "small-standards", "handbook"}
    assert desk.held == set(desk.editions)
    assert desk.title == "A small framework"
    assert desk.diagnostics and desk.problems_of("small-audit") == ()


def test_a_file_that_cannot_even_be_read_as_yaml_is_still_its_documents(sitting: Sitting) -> None:
    desk = sitting.save(AUDIT, ("id: small-audit", "id: 'small"))

    assert "small-audit" in desk.faulty
    assert first_question(desk) == HEARD


def test_a_document_that_was_never_in_order_is_listed_all_the_same(folder: Folder) -> None:
    folder.edit(AUDIT, MISSPELT)

    desk = saved(Desk(), load(folder.root), NINE)

    assert desk.without_edition == ("handbook", "small-audit")
    assert desk.problems_of("small-audit")


def test_a_new_document_is_new_and_one_that_was_taken_away_is_gone(sitting: Sitting) -> None:
    text = (sitting.folder.root / STANDARDS).read_text("utf-8")
    another = text.replace("small-standards", "more-standards").replace('"1.1', '"2.1')
    (sitting.folder.root / "standards/more.yaml").write_text(another, "utf-8")
    desk = sitting.read()
    assert desk.editions["more-standards"].is_new

    (sitting.folder.root / "standards/more.yaml").unlink()
    desk = sitting.read()
    assert "more-standards" not in desk.editions
    assert desk.gone == ("Small standards",)


def test_a_save_is_said_in_a_sentence(sitting: Sitting) -> None:
    assert page.said(sitting.desk) == ""
    assert (
        page.said(sitting.save(AUDIT, (HEARD, SEEN)))
        == "Saved at 09:01:00. No problems found. A small audit: 1 change."
    )
    assert page.said(sitting.read()) == "Saved at 09:02:00. No problems found. No document has changed."
    said = page.said(sitting.save(AUDIT, MISSPELT))
    assert said.startswith("Saved. 1 error. ")
    assert said.endswith(f"{Path(AUDIT).name}, line 43: 'team-manger' is not a role in this framework.")


def test_text_of_a_definition_is_text_on_the_page(sitting: Sitting) -> None:
    script = "<script>alert(1)</script>"
    desk = sitting.save(AUDIT, ("title: A small audit", f'title: "{script}"'), (HEARD, script))

    for view in (None, page.View("small-audit", "web", desk.editions["small-audit"])):
        shown = page.page(desk, "1", view).decode()
        assert "&lt;script&gt;alert(1)" in shown and script not in shown


def test_what_a_change_touches_stands_beside_it(sitting: Sitting) -> None:
    reviewing.review(load(sitting.folder.root), (), "Alex Example", "2026-01-05", new=True)
    sitting.read()
    desk = sitting.save(STANDARDS, ("text: I listen.", "text: I listen first."))

    (found,) = desk.touched_by("small-standards")
    assert (found.code, found.place.file.endswith(AUDIT)) == ("review/suspect", True)
    assert (
        "1 reference elsewhere"
        in page.page(desk, "1", page.View("small-standards", "web", desk.editions["small-standards"])).decode()
    )
    assert desk.touched_by("small-audit") == ()


def test_a_file_is_the_one_of_the_framework_that_is_shown_and_not_one_of_that_name_elsewhere(
    sitting: Sitting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / AUDIT).parent.mkdir(parents=True)
    (elsewhere / AUDIT).write_text("", "utf-8")
    monkeypatch.chdir(elsewhere)

    assert sitting.desk.path_of(AUDIT) == sitting.folder.root / AUDIT


def test_the_frameworks_title_has_the_quotes_that_its_documents_have(sitting: Sitting) -> None:
    title = "title: Children's framework"
    before = f"title: {sitting.desk.title}"

    assert sitting.save("framework.yaml", (before, title)).title == "Children’s framework"
