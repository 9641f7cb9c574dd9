"""Who holds a role for a case is known for certain, or somebody hears that it is not."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from tests.samples import FRAMEWORK, ROOT, changed, review

from formwright.cli import main
from formwright.definitions.library import load
from formwright.model.framework import Directory, Holder, Team
from formwright.model.review import Reviewed

GOOD = changed(("judgement: requires-improvement", "judgement: good"))
"""Of the team Child Protection East, of the service area child-protection; the team manager alone is told."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("framework.yaml", "directory.yaml", "forms", "standards", "schedules", "handbook"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    (tmp_path / "returns").mkdir()
    (tmp_path / "returns" / "good.yaml").write_text(GOOD, "utf-8")
    return tmp_path


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *words])


def check(root: Path) -> tuple[int, list[str], list[str | None]]:
    """The exit status, what is said of the directory, and who is told of the one return."""
    result = run(root, "check", str(root / "returns"), "--format", "json")
    found = json.loads(result.stdout)
    said = [f"{d['code']} {Path(d['file']).name}:{d['line']}" for d in found.get("diagnostics", ())]
    (returned,) = found["submissions"]
    assert returned["status"] == "complete"
    return result.exit_code, said, [r["name"] for r in returned["escalation"]["recipients"]]


EAST = ["Team Manager, Child Protection East"]

# --- a faulty directory ----------------------------------------------------------------------


def test_with_a_sound_directory_nothing_is_said(root: Path) -> None:
    assert check(root) == (0, [], EAST)


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) >= 1
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("role: iro", "role: irro", "directory/unknown-role directory.yaml:70"),
        ("reviewing-officers@example.org", "reviewing officers", "directory/ill-formed directory.yaml:72"),
        ("service_area: mass", "service_area: mas", "directory/unknown-service-area directory.yaml:16"),
        ("team: First Response North", "team: [First Response North]", "directory/wrong-type directory.yaml:58"),
        ("team: First Response North", "team: First Nroth", "directory/unknown-team directory.yaml:58"),
        ("team: First Response North", "team: Short Breaks", "directory/team-elsewhere directory.yaml:58"),
        ("team: First Response North", 'team: "\u200b"', "directory/empty-text directory.yaml:58"),
        ("  - role: iro\n", "  - rolle: iro\n", "directory/unknown-key directory.yaml:70"),
        ("  - role: iro\n", "  - role: iro\n    role: iro\n", "yaml/duplicate-key directory.yaml:71"),
        ("  - role: iro\n", '  - role: "iro\n', "yaml/open-quote directory.yaml:70"),
        ("  - role: iro\n", "  - role: *iro\n", "yaml/alias-refused directory.yaml:70"),
        ("name: Head of Service, MASS", "name: Head: MASS", "yaml/stray-colon directory.yaml:14"),
        ("    email: head-of-mass@example.org", "\temail: head-of-mass@example.org", "yaml/tab directory.yaml:15"),
        ("  - role: iro\n", "  -\n", "directory/missing-key directory.yaml:71"),
        ("  - role: iro\n    name:", "  - nobody\n  - role: iro\n    name:", "directory/wrong-type directory.yaml:70"),
        ("kind: directory", "kind: directry", "definition/unknown-kind directory.yaml:2"),
    ],
)
def test_one_bad_entry_is_said_and_every_sound_one_holds(root: Path, old: str, new: str, said: str) -> None:
    change(root / "directory.yaml", old, new)

    status, found, told = check(root)

    assert (status, found, told) == (1, [said], EAST)


def test_a_directory_in_another_encoding_keeps_the_entries_that_can_be_read(root: Path) -> None:
    text = (root / "directory.yaml").read_text("utf-8").replace("name: Conference Chairs", "name: Zoë, Chairs")
    (root / "directory.yaml").write_bytes(text.encode("cp1252"))

    library = load(root)

    assert [d.code for d in library.people] == ["yaml/bad-encoding"]
    assert len(library.directory.holders) == len(FRAMEWORK.directory.holders) - 1
    assert not library.directory.find("conference-chair", None, None)


def test_of_a_directory_that_git_left_in_two_versions_nobody_is_taken(root: Path) -> None:
    text = (root / "directory.yaml").read_text("utf-8")
    (root / "directory.yaml").write_text(text.replace("  - role: iro\n", "<<<<<<< ours\n  - role: iro\n"), "utf-8")

    library = load(root)

    assert [d.code for d in library.people] == ["yaml/conflict"] and library.directory.holders == ()


@pytest.mark.parametrize(
    "content", ["", "# nobody\n", "kind: directory\nholders:\n", "kind: directory\nholders: []\n", None]
)
def test_a_directory_that_names_nobody_is_said_and_nobody_is_told(root: Path, content: str | None) -> None:
    (root / "directory.yaml").unlink()
    if content is not None:
        (root / "directory.yaml").write_text(content, "utf-8")

    status, said, told = check(root)

    assert (status, len(said), told) == (1, 1, [None])


def test_without_a_directory_the_framework_itself_is_sound(root: Path) -> None:
    (root / "directory.yaml").unlink()

    assert run(root, "validate").exit_code == 0


def test_a_holder_who_is_named_twice_is_told_once(root: Path) -> None:
    entry = "  - {role: team-manager, name: The manager, email: Manager-child-protection-east@example.org,\n"
    entry += "     service_area: child-protection, team: child protection  EAST}\n"
    (root / "directory.yaml").write_text((root / "directory.yaml").read_text("utf-8") + entry, "utf-8")

    status, said, told = check(root)

    assert (status, told) == (1, EAST)
    assert [s.split()[0] for s in said] == ["directory/said-twice"]


@pytest.mark.parametrize("format", ["text", "github", "sarif", "junit", "json"])
def test_every_report_says_that_the_directory_is_faulty(root: Path, format: str) -> None:
    change(root / "directory.yaml", "role: iro", "role: irro")

    result = run(root, "check", str(root / "returns"), "--format", format)

    assert result.exit_code == 1
    assert "directory/unknown-role" in result.stdout and "irro" in result.stdout


def test_whoever_is_named_by_a_faulty_directory_is_named_with_a_warning(root: Path) -> None:
    change(root / "directory.yaml", "role: iro", "role: irro")

    result = run(root, "check", str(root / "returns"), "--format", "json")

    (returned,) = json.loads(result.stdout)["submissions"]
    assert [d["code"] for d in returned["diagnostics"]] == ["escalation/directory-faulty"]


# --- a second one ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "directory.yml", "Directory.yaml", "directory.YAML", "directory.yaml.txt", "directory.txt", "directory.json",
        "people.yaml", "people/people.yaml", "people/2026/directory.yaml", "forms/directory.yaml", "forms/people.yaml",
        "forms/people.YAML", "standards/old/directory.yml", "schedules/directory.yaml", "handbook/directory.yaml",
        "returns/directory.yaml", "directory (1).yaml",
    ],
)  # fmt: skip
def test_a_second_directory_is_said_and_never_read(root: Path, name: str) -> None:
    text = "kind: directory\nholders: [{role: team-manager, name: Second, email: s@example.org}]\n"
    if name.endswith(".json"):
        text = '{"kind": "directory", "holders": []}'
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, "utf-8")

    result = run(root, "check", str(root / "returns" / "good.yaml"), "--format", "json")

    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [(d["code"], Path(d["file"]).name) for d in found["diagnostics"]] == [
        ("definition/wrong-file", Path(name).name)
    ]
    assert [r["name"] for r in found["submissions"][0]["escalation"]["recipients"]] == EAST
    assert run(root, "validate").exit_code == 1


@pytest.mark.parametrize("name", ["framework.yml", "Framework.yaml", "sub/framework.yaml", "forms/framework.yaml"])
def test_a_second_framework_is_said_and_never_read(root: Path, name: str) -> None:
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text((root / "framework.yaml").read_text("utf-8").replace("title: Team", "title: Tea"), "utf-8")

    status, said, told = check(root)

    assert (status, told) == (1, EAST)
    assert [s.split(":")[0] for s in said] == [f"definition/wrong-file {Path(name).name}"]


@pytest.mark.parametrize(
    "name",
    [
        "output/directory.yaml", ".git/directory.yaml", "venv/pyvenv.cfg", "notes/directory.md", "notes/list.txt",
        "archive/framework.yaml", "directory.schema.json", "elsewhere/directory.yaml",
    ],
)  # fmt: skip
def test_what_is_no_second_one_is_let_be(root: Path, name: str) -> None:
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text("kind: directory\n" if name.endswith("directory.yaml") else "A note.\n", "utf-8")
    if name == "archive/framework.yaml":  # a whole framework, which nobody takes for this one
        shutil.copy(root / "framework.yaml", root / name)
        shutil.copytree(root / "forms", root / "archive" / "forms")
    change(root / "framework.yaml", "other_folders: [bench,", "other_folders: [elsewhere, bench,")

    assert check(root) == (0, [], EAST)


def test_the_same_file_under_two_spellings_of_its_name_is_one(root: Path) -> None:
    """As on systems that do not tell capitals from small letters."""
    (root / "Directory.yaml").hardlink_to(root / "directory.yaml")

    assert check(root) == (0, [], EAST)


def test_a_framework_under_another_name_is_spoken_of(root: Path) -> None:
    (root / "framework.yaml").rename(root / "framework.yml")

    result = run(root, "validate")

    assert result.exit_code == 2 and "There is framework.yml: rename it to framework.yaml." in result.stderr


def test_of_two_frameworks_one_in_the_other_it_is_not_guessed_which_is_meant(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(root / "framework.yaml", root / "returns" / "framework.yaml")
    monkeypatch.chdir(root / "returns")

    result = CliRunner().invoke(main, ["check", "good.yaml"])

    assert result.exit_code == 2 and "another one above it" in result.stderr


# --- teams, however they are spelt -------------------------------------------------------------

SPACES = st.sampled_from(
    ["", " ", "  ", "\t", "\u00a0", "\u2009", "\u202f", "\u3000", "\u200b", "\u00ad", "\ufeff", "\u2060"]
)
DASHES = st.sampled_from("-\u2010\u2011\u2013\u2014\u2212")
TEAM = "North-East É’s Team"


@st.composite
def spelt(draw: st.DrawFn) -> str:
    """The team in one of the ways in which people and programs write it."""
    text = TEAM.replace("-", draw(DASHES)).replace("É", draw(st.sampled_from(["É", "E\u0301"])))
    text = text.replace("’", draw(st.sampled_from("’'\u02bc")))
    text = "".join(draw(SPACES) if c == " " else c + draw(st.sampled_from(["", "\u200d", "\u200b"])) for c in text)
    return draw(SPACES) + draw(st.sampled_from([text, text.upper(), text.lower(), text.title()])) + draw(SPACES)


@given(in_the_directory=spelt(), in_the_return=spelt(), is_declared=st.booleans())
def test_no_spelling_of_a_team_keeps_its_manager_from_being_told(
    in_the_directory: str, in_the_return: str, is_declared: bool
) -> None:
    manager = Holder("team-manager", "The manager", "m@example.org", "child-protection", in_the_directory)
    general = Holder("team-manager", "Somebody else", "s@example.org")
    teams = (Team("ne", TEAM, "child-protection"),) if is_declared else ()
    directory = Directory((general, manager), teams)

    reviewed = told(GOOD.replace("team: Child Protection East", f"team: {json.dumps(in_the_return)}"), directory)

    assert names(reviewed) == ["The manager"]
    assert reviewed.diagnostics == ()


def told(text: str, directory: Directory) -> Reviewed:
    return review(text, replace(FRAMEWORK, directory=directory))


def names(reviewed: Reviewed) -> list[str | None]:
    assert reviewed.escalation is not None
    return [t.name for t in reviewed.escalation.recipients]


@pytest.mark.parametrize("written", ["child-protection-east", "CPE", "c p e", "Child Protection East"])
def test_a_declared_team_goes_by_its_id_its_label_and_its_other_names(written: str) -> None:
    team = Team("child-protection-east", "Child Protection East", "child-protection", ("CPE",))
    manager = Holder("team-manager", "The manager", "m@example.org", team="CPE")

    reviewed = told(GOOD.replace("team: Child Protection East", f"team: {written}"), Directory((manager,), (team,)))

    assert names(reviewed) == ["The manager"]


@pytest.mark.parametrize("teams", [(), FRAMEWORK.framework.teams if FRAMEWORK.framework else ()])
def test_a_team_that_is_not_known_is_a_warning_that_does_not_repeat_it(teams: tuple[Team, ...]) -> None:
    text = GOOD.replace("team: Child Protection East", "team: Zebedees Child Protection Est")

    reviewed = told(text, replace(FRAMEWORK.directory, teams=teams))

    (warning,) = reviewed.diagnostics
    assert (warning.code, warning.place.path) == ("escalation/unknown-team", "details.team")
    assert warning.hint == "Did you mean 'Child Protection East'?"
    assert "ebedee" not in f"{warning.message}{warning.hint}"
    assert names(reviewed) == ["Duty Manager, Child Protection and Care Proceedings"]


def test_forms_offer_the_declared_teams_as_a_list(root: Path) -> None:
    form = root / "forms" / "tier1-generic-audit.yaml"
    change(form, "{id: team, label: Team, control: text}", "{id: team, label: Team, control: choice, choices: teams}")
    change(root / "returns" / "good.yaml", "team: Child Protection East", "team: child-protection-east")

    shown = json.loads(run(root, "show", "tier1-generic-audit", "--format", "json").stdout)
    (team,) = (f for f in shown["fields"] if f["path"] == "details.team")

    assert {"value": "short-breaks", "label": "Short Breaks"} in team["choices"]
    assert check(root) == (0, [], EAST)


def test_without_declared_teams_there_is_no_such_list(root: Path) -> None:
    text = (root / "framework.yaml").read_text("utf-8")
    before, rest = text.split("\nteams:\n")
    after = rest.partition("\n\n")[2]
    (root / "framework.yaml").write_text(f"{before}\n{after}", "utf-8")
    change(
        root / "forms" / "tier1-generic-audit.yaml",
        "label: Team, control: text",
        "label: Team, control: choice, choices: teams",
    )

    assert "form/unknown-list" in {d.code for d in load(root).diagnostics}


# --- the whole table of areas and teams ----------------------------------------------------------

AREAS = {"east": "service_area: child-protection", "missing": "service_area:", "unreadable": "service_area: no such"}
TEAMS = {
    "of the area": "team: Child Protection East",
    "without a manager": "team: Child Protection West",
    "of another area": "team: Short Breaks",
    "not known": "team: Chess club",
    "invisible": 'team: "\\u200b"',
    "missing": "team:",
    "unreadable": "team: [a, b]",
}
PEOPLE = {
    "team": Holder("team-manager", "team", "t@example.org", "child-protection", "Child Protection East"),
    "team anywhere": Holder("team-manager", "team anywhere", "a@example.org", None, "child protection EAST"),
    "area": Holder("team-manager", "area", "b@example.org", "child-protection"),
    "other area": Holder("team-manager", "other area", "c@example.org", "mass"),
    "all": Holder("team-manager", "all", "d@example.org"),
}
DECLARED = (
    Team("cpe", "Child Protection East", "child-protection"),
    Team("cpw", "Child Protection West", "child-protection"),
    Team("sb", "Short Breaks", "children-with-disabilities"),
)


def directories() -> Iterator[tuple[str, ...]]:
    for chosen in product((False, True), repeat=len(PEOPLE)):
        yield tuple(name for name, there in zip(PEOPLE, chosen, strict=True) if there)


@pytest.mark.parametrize(("area", "team"), [*product(AREAS, TEAMS)])
def test_nobody_is_missing_in_silence_and_nobody_is_named_by_chance(area: str, team: str) -> None:
    text = GOOD.replace("service_area: child-protection", AREAS[area])
    text = text.replace("team: Child Protection East", TEAMS[team])
    for people in directories():
        reviewed = told(text, Directory(tuple(PEOPLE[name] for name in people), DECLARED))

        expected, is_certain = worked_out(area, team, people)
        assert names(reviewed) == [*expected] or (names(reviewed) == [None] and not expected), people
        codes = {d.code for d in reviewed.diagnostics if d.code.startswith("escalation/")}
        assert ("escalation/nobody-named" in codes) == ("escalation/nobody-told" in codes) == (not expected), people
        if expected:
            assert (codes == set()) == is_certain, (people, codes)
        assert reviewed.has_errors or expected


def worked_out(area: str, team: str, people: tuple[str, ...]) -> tuple[list[str], bool]:
    """Who is named, and whether that is certain: told in words, not by the program's own way."""
    of_team = ["team"] if area == "east" else []
    steps = [of_team, ["team anywhere"]] if team == "of the area" else []
    steps += [["area"]] if area == "east" else []
    steps += [["all"]]
    named = next(([n for n in step if n in people] for step in steps if set(step) & set(people)), [])
    somebody_by_area = bool({"team", "area", "other area"} & set(people))
    somebody_by_team = bool({"team", "team anywhere"} & set(people))
    doubts = [
        area != "east" and somebody_by_area,
        team in ("missing", "invisible", "unreadable") and somebody_by_team,
        team == "not known" and somebody_by_team,
        team == "of another area" and area == "east" and (somebody_by_area or somebody_by_team),
    ]
    return named, not any(doubts)


def test_each_of_several_who_hold_a_role_equally_is_told_with_a_warning() -> None:
    second = replace(PEOPLE["area"], name="second", email="second@example.org")

    reviewed = told(GOOD, Directory((PEOPLE["area"], second, PEOPLE["all"])))

    assert names(reviewed) == ["area", "second"]
    assert [d.code for d in reviewed.diagnostics] == ["escalation/several-named"]
    assert "2 people hold the role Team Manager" in reviewed.diagnostics[0].message


# --- a form that nobody need hear of ------------------------------------------------------------

NOTE = "form: supervision-file-audit\nversion: '1.0'\n"


@pytest.mark.parametrize("format", ["text", "github", "sarif", "junit", "json"])
def test_every_report_gives_the_reason_why_nobody_need_be_told(root: Path, format: str) -> None:
    (root / "returns" / "good.yaml").write_text(NOTE, "utf-8")

    said = run(root, "check", str(root / "returns"), "--format", format).stdout

    assert "about a supervision file" in said.replace("\\u2019", "'").replace("&#39;", "'")
    assert "escalation/no-rule" not in said


def test_the_reason_is_in_what_other_programs_are_given(root: Path) -> None:
    shown = json.loads(run(root, "show", "supervision-file-audit", "--format", "json").stdout)
    table = json.loads(run(root, "escalation", "supervision-file-audit", "--format", "json").stdout)

    assert shown["nobody"] == table["nobody"] and shown["nobody"].startswith("It is about a supervision file")
    assert (table["judgement"], table["rules"], table["copy_to"]) == (None, [], [])


def test_a_reason_that_is_not_given_leaves_the_digest_as_it_was() -> None:
    """What a definition does not say is no part of its digest, so that returns of before still fit."""
    form = FRAMEWORK.form("tier1-generic-audit")
    from formwright.definitions.kinds.identity import digest

    assert digest(form) == digest(replace(form, nobody=None)) != digest(replace(form, nobody="A register."))
