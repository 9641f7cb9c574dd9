"""A framework and a definition begin valid: nothing has to be put right before they can be used."""

import datetime
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.samples import EXAMPLES, ROOT

from formwright.cli import main
from formwright.definitions.library import Library, load
from formwright.errors import CannotRun
from formwright.pipelines import starting
from formwright.pipelines.publish import publish

TODAY = datetime.date(2028, 2, 29)
AWKWARD = "Care: “our” \"own\" way #1, {really} & 'more' – 100 %"
STARTER = ROOT / "generator" / "formwright" / "starters"


def run(*words: str, root: Path) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *words])


def wrong(library: Library) -> list[str]:
    return [f"{d.place} {d.code}: {d.message}" for d in library.diagnostics]


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A framework just begun."""
    folder = tmp_path / "ours"
    starting.framework(folder, TODAY)
    return folder


# --- init ----------------------------------------------------------------------------------


def test_the_starter_can_be_read_and_checked_as_it_lies_in_the_program() -> None:
    assert wrong(load(STARTER / "framework")) == []


def test_a_framework_begins_with_nothing_wrong_and_builds_every_document(begun: Path, tmp_path: Path) -> None:
    library = load(begun)

    published = publish(library, tmp_path / "out", formats=["html", "docx"], jobs=1)

    assert wrong(library) == []
    assert published.failed == ()
    assert len(published.written) == 2 * len(library.everything) == 12


def test_its_example_returns_are_what_they_say(begun: Path) -> None:
    complete, incomplete = (
        run("check", str(begun / "examples" / f"{n}.yaml"), root=begun) for n in ("complete", "incomplete")
    )

    assert (complete.exit_code, incomplete.exit_code) == (0, 1)
    assert "COMPLETE  Record audit, judged Needs work" in complete.stdout
    assert "INCOMPLETE  Record audit, judged Unsafe" in incomplete.stdout
    assert "0 returns." in run("check", str(begun / "returns"), root=begun).stdout


def test_every_standard_is_tested_by_a_question_and_every_question_tests_one(begun: Path) -> None:
    assert re.findall(r"\((\d+)\): none", run("trace", root=begun).stdout) == ["0", "0"]


def test_titles_and_names_are_taken_as_they_are_typed(tmp_path: Path) -> None:
    starting.framework(tmp_path / "a", TODAY, title=AWKWARD, organisation="Example organisation 2000", service="no")

    library = load(tmp_path / "a")

    assert wrong(library) == []
    assert library.framework and library.handbook
    assert (library.framework.title, library.handbook.identity.title) == (AWKWARD, AWKWARD)
    assert library.framework.organisation.name == "Example organisation 2000"
    assert library.framework.organisation.service == "no"
    assert (tmp_path / "a" / "README.md").read_text("utf-8").startswith(f"# {AWKWARD}\n")


def test_it_is_dated_today(begun: Path) -> None:
    library = load(begun)

    assert {d.identity.issued for d in library.everything} == {"2028-02-29"}
    assert "2028-q1" in (begun / "schedules" / "audit-programme.yaml").read_text("utf-8")
    assert not [p for p in begun.rglob("*.yaml") if "2000-" in p.read_text("utf-8")]


def test_nothing_of_another_organisation_or_its_work_is_in_it(begun: Path) -> None:
    ours = re.compile(r"child|council|rochdale|social work|\bIRO\b|\bICS\b|ofsted|tier ?\d", re.IGNORECASE)

    found = [p.name for p in begun.rglob("*") if p.is_file() and ours.search(p.read_text("utf-8"))]

    assert found == []


def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")

    result = CliRunner().invoke(main, ["init", str(tmp_path)])

    assert result.exit_code == 2
    assert "already exists and is not empty. Name a new folder." in result.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


def test_a_folder_that_holds_only_git_is_empty(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()

    assert CliRunner().invoke(main, ["init", str(tmp_path)]).exit_code == 0
    assert (tmp_path / ".github" / "workflows" / "formwright.yml").is_file()


def test_where_it_cannot_be_written_whole_nothing_is_left(tmp_path: Path) -> None:
    longest = 4095 - len("/.formwright-12345678/framework.yaml")  # room for some of the files, not for all
    folder = tmp_path
    while (room := longest - len(str(folder)) - 1) > 0:
        folder /= "f" * min(room, 200)

    with pytest.raises(CannotRun, match="cannot be written: File name too long"):
        starting.framework(folder, TODAY)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("title", ["", "  ", "two\nlines"])
def test_a_title_that_is_none_is_refused(title: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["init", str(tmp_path / "a"), "--title", title])

    assert result.exit_code == 2
    assert not (tmp_path / "a").exists()


# --- new -----------------------------------------------------------------------------------


def _small(folder: Path, without: str = "") -> Path:
    """A framework that defines nothing yet, perhaps without a part of framework.yaml."""
    text = (EXAMPLES / "framework" / "framework.yaml").read_text("utf-8")
    text = re.sub(rf"(?m)^{without}:\n(?: .*\n)+", "", text) if without else text
    folder.mkdir()
    (folder / "framework.yaml").write_text(text, "utf-8")
    return folder


def _copied(folder: Path) -> Path:
    """The framework that this repository holds."""
    for name in ("forms", "standards", "schedules", "handbook"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("framework.yaml", "directory.yaml"):
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.mark.parametrize("kind", ["form", "standards", "programme", "terms-of-reference", "guide"])
@pytest.mark.parametrize("where", ["begun", "small", "without scales"])
def test_a_new_definition_is_valid_wherever_it_is_begun(kind: str, where: str, tmp_path: Path) -> None:
    root = tmp_path / "root"
    if where == "begun":
        starting.framework(root, TODAY)
    else:
        _small(root, without="scales" if where == "without scales" else "")

    before = {d.code for d in load(root).diagnostics}
    result = starting.definition(load(root), kind, "brand-new", TODAY, AWKWARD)

    library = load(root)
    assert result.diagnostics == ()
    assert {d.code for d in library.diagnostics} - before <= set(starting.UNTIL_USED)
    assert library.get("brand-new").identity.title == AWKWARD
    assert library.get("brand-new").identity.issued == "2028-02-29"


def test_a_new_form_judges_by_the_frameworks_scale_and_tells_its_roles(begun: Path) -> None:
    starting.definition(load(begun), "form", "new-audit", TODAY)

    form = load(begun).form("new-audit")

    assert form.identity.title == "New audit"
    assert form.escalation
    told = {rule.judgement: [r.role for r in rule.recipients] for rule in form.escalation.rules}
    assert told == {
        "strong": ["team-leader"],
        "sound": ["team-leader"],
        "needs-work": ["team-leader", "service-manager"],
        "unsafe": ["team-leader", "service-manager"],
    }


@pytest.mark.parametrize("like", ["tier1", "checklist", "observation", "feedback"])
@pytest.mark.parametrize("where", ["begun", "small"])
def test_a_form_can_begin_in_several_shapes_all_of_them_sound(like: str, where: str, tmp_path: Path) -> None:
    root = tmp_path / "root"
    if where == "begun":
        starting.framework(root, TODAY)
    else:
        _small(root)

    result = run("new", "form", "brand-new", "--like", like, root=root)
    published = publish(load(root), tmp_path / "out", ["brand-new"], formats=["html", "docx", "pdf"], jobs=1)

    assert (result.exit_code, "warning" in result.stdout) == (0, False), result.stdout
    assert (len(published.written), published.failed) == (3, ())


def test_feedback_is_heard_where_somebody_does_not_feel_safe_and_a_checklist_where_something_is_not_met(
    begun: Path,
) -> None:
    told = {}
    for like in ("feedback", "checklist"):
        starting.definition(load(begun), "form", like, TODAY, like=like)
        form = load(begun).form(like)
        assert form.escalation
        told[like] = [(rule.reason, [r.role for r in rule.recipients]) for rule in form.escalation.also]

    assert told == {
        "feedback": [("Someone does not feel safe", ["team-leader", "service-manager"])],
        "checklist": [("A check is not met", ["team-leader", "service-manager"])],
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("guide", "draft", "--like", "checklist"), "'--like' is only for forms"),
        (("form", "draft", "--like", "observation"), "A form like 'observation' uses a scale"),
        (("form", "draft", "--like", "chekclist"), "Did you mean 'checklist'?"),
    ],
)
def test_a_shape_that_cannot_be_is_refused(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    root = _small(tmp_path / "root", without="scales")

    result = run("new", *words, root=root)

    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr
    assert not list(root.rglob("draft.yaml"))


def test_new_standards_go_on_where_the_others_end(begun: Path) -> None:
    starting.definition(load(begun), "standards", "more", TODAY)

    assert 'id: "3.1"' in (begun / "standards" / "more.yaml").read_text("utf-8")


def test_a_new_programme_begins_next_month(begun: Path) -> None:
    starting.definition(load(begun), "programme", "focus", datetime.date(2028, 12, 31))

    text = (begun / "schedules" / "focus.yaml").read_text("utf-8")
    assert re.findall("(?:from|to|title): (.*)", text)[2:] == [
        *("January 2029", "2029-01-01", "2029-01-31"),
        *("February 2029", "2029-02-01", "2029-02-28"),
        *("March 2029", "2029-03-01", "2029-03-31"),
    ]


def test_what_else_to_do_is_said(begun: Path) -> None:
    result = run("new", "form", "new-audit", root=begun)

    assert result.exit_code == 0
    assert "forms/new-audit.yaml was written, and is valid." in result.stdout
    assert "list 'new-audit' under 'appendices' in handbook/handbook.yaml." in result.stdout
    assert "add {number: \"6\", title: …} to 'appendices' in framework.yaml" in result.stdout
    assert "warning" not in result.stdout


@pytest.mark.parametrize(
    ("id", "said"),
    [
        (
            "Überblick & mehr",
            "is not a valid id. An id is lower-case words joined by hyphens, such as 'uberblick-mehr'.",
        ),
        ("Record Audit", "such as 'record-audit-2'."),
        ("../evil", "such as 'evil'."),
        ("record-audit", "'record-audit' is already defined. Choose another id, such as 'record-audit-2'."),
        ("handbook", "'handbook' is already defined."),
        ("con", "No file can be called 'con' on Windows. Choose another id, such as 'con-form'."),
        ("a" * 300, "a.yaml cannot be used: File name too long."),
    ],
)
def test_an_id_that_cannot_be_is_refused_with_one_that_can(id: str, said: str, begun: Path) -> None:
    before = sorted(begun.rglob("*"))

    result = run("new", "form", id, root=begun)

    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr
    assert sorted(begun.rglob("*")) == before


def test_no_file_is_written_over(begun: Path) -> None:
    (begun / "forms" / "draft.yaml").write_text("kind: form\nid: something-else\n", "utf-8")

    result = run("new", "form", "draft", root=begun)

    assert result.exit_code == 2
    assert "draft.yaml already exists. Choose another id, such as 'draft-2'." in result.stderr
    assert (begun / "forms" / "draft.yaml").read_text("utf-8").startswith("kind: form\nid: something-else")


def test_a_word_that_the_glossary_lacks_is_told_at_once(begun: Path) -> None:
    result = run("new", "form", "draft", "--title", "Audit of PQR", root=begun)

    assert result.exit_code == 0
    assert "warning definition/unknown-abbreviation: 'PQR' is not in the glossary." in result.stdout


def test_a_new_form_fits_a_large_framework_and_finds_its_schema_as_its_neighbours_do(tmp_path: Path) -> None:
    ours = _copied(tmp_path)

    result = starting.definition(load(ours), "form", "new-form", TODAY)

    assert result.diagnostics == ()
    first = (ours / "forms" / "new-form.yaml").read_text("utf-8").split("\n")[0]
    assert first.endswith("$schema=../generator/formwright/definitions/schemas/form.schema.json")


# --- schemas for editors -------------------------------------------------------------------


def test_what_is_new_is_known_to_the_editor_at_once(begun: Path) -> None:
    schema = begun / ".formwright" / "schemas" / "handbook.schema.json"
    assert "new-audit" not in schema.read_text("utf-8")

    starting.definition(load(begun), "form", "new-audit", TODAY)

    assert '"new-audit"' in schema.read_text("utf-8")


def test_building_keeps_the_editors_schemas_up_with_the_framework(begun: Path) -> None:
    framework = begun / "framework.yaml"
    text = framework.read_text("utf-8").replace("title: Director}", "title: Director}\n  - {id: chair, title: Chair}")
    framework.write_text(text, "utf-8")

    result = run("build", "record-audit", "--format", "html", root=begun)

    assert result.exit_code == 0
    assert '"chair"' in (begun / ".formwright" / "schemas" / "form.schema.json").read_text("utf-8")


def test_a_framework_without_editors_schemas_is_given_none(tmp_path: Path) -> None:
    root = _small(tmp_path / "small")
    starting.definition(load(root), "guide", "a-guide", TODAY)

    assert run("build", "--format", "html", root=root).exit_code == 0
    assert not (root / ".formwright").exists()


def test_schemas_can_be_put_anywhere(tmp_path: Path) -> None:
    result = run("schema", "--out", str(tmp_path / "s"), root=ROOT)

    assert result.exit_code == 0
    assert len(list((tmp_path / "s").glob("*.schema.json"))) == 15
    assert run("schema", root=ROOT).exit_code == 2
    assert run("schema", "form", "--out", str(tmp_path), root=ROOT).exit_code == 2
