"""A year of two tools: they are revised while returns come in on every version, in every format, and each return is
judged by the version that it was filled on, though the form asks something else by now."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from formwright.cli import main
from formwright.writers.markup import css_string

FRAMEWORK = """\
kind: framework
title: A year of audits
version: "1.0"
issued: 2026-01-02
language: en-GB
organisation: {name: Anytown Council, service: Children's Services}
roles:
  - {id: team-manager, title: Team Manager}
  - {id: head-of-service, title: Head of Service}
  - {id: iro, title: Independent Reviewing Officer}
service_areas:
  - {id: north, label: North}
  - {id: south, label: South}
teams:
  - {id: harbour, label: Harbour, service_area: south}
choices:
  - id: child-status
    title: The child's status
    choices:
      - {id: cared-for, label: Cared for}
      - {id: child-in-need, label: Child in need}
scales:
  - id: judgement
    title: Judgement
    grades:
      - {id: good, grade: 1, label: Good, meaning: All is well.}
      - {id: inadequate, grade: 2, label: Inadequate, meaning: All is not well.}
mailboxes:
  - {id: audits, title: Audits, address: audits@example.org}
"""

DIRECTORY = """\
kind: directory
holders:
  - {role: team-manager, name: Robin Vale, email: robin@example.org}
  - {role: head-of-service, name: Sam Hill, email: sam@example.org, service_area: north}
  - {role: head-of-service, name: Casey Moor, email: casey@example.org, service_area: south}
  - {role: iro, name: Alex Marsh, email: alex@example.org}
"""

AUDIT = """\
kind: form
id: visit-audit
title: Visit audit
version: "1.0"
issued: 2026-01-02
summary: One question on one visit.
audience: Managers
sections:
  - id: details
    title: Details
    fields:
      - {id: case_id, label: Case ID, control: text}
      - {id: date, label: Date, control: date}
      - {id: service_area, label: Service area, control: choice, choices: service-areas}
      - {id: team, label: Team, control: choice, choices: teams, required: false}
      - {id: child_status, label: The child's status, control: choice, choices: child-status}
  - id: evaluation
    title: Evaluation
    answers:
      - {id: grade, label: Grade, control: grade, scale: judgement}
    questions:
      - {id: listening, ask: Was the child heard?}
  - id: overall
    title: Overall
    fields:
      - {id: judgement, label: Judgement, control: choice, choices: judgement}
escalation:
  judgement: overall.judgement
  tell:
    good: [team-manager]
    inadequate:
      - head-of-service
      - {role: iro, when: {field: details.child_status, in: [cared-for]}}
  copy_to: [audits]
"""

CHECKLIST = """\
kind: form
id: file-checklist
title: File checklist
version: "1.0"
issued: 2026-01-02
summary: What should be in the file.
audience: Managers
sections:
  - id: details
    title: Details
    fields:
      - {id: case_id, label: Case ID, control: text}
      - {id: date, label: Date, control: date}
  - id: file
    title: The file
    fields:
      - {id: chronology, label: Is there a chronology?, control: yes-no}
escalation:
  also:
    - {when: {field: file.chronology, in: ["no"]}, tell: [team-manager], as: The chronology is missing}
  default: [head-of-service]
"""


@dataclass(frozen=True)
class Place:
    """A framework's folder, and a folder of what comes back."""

    root: Path
    returns: Path

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(main, ["--root", str(self.root), *words])

    def done(self, *words: str) -> str:
        result = self.run(*words)
        assert result.exit_code == 0, result.output
        return result.stdout

    def change(self, file: str, *changes: tuple[str, str]) -> None:
        path = self.root / file
        text = path.read_text("utf-8")
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        path.write_text(text, "utf-8")

    def come_back(self, name: str, form: str, *answers: str) -> None:
        """A form as it is handed out now, filled in, in every format that comes back."""
        given = [word for answer in answers for word in ("--set", answer)]
        for format in ("yaml", "docx", "pdf"):
            out = self.returns / f"{name}.{format}"
            self.done("blank", form, "--format", format, *given, "--out", str(out))

    def check(self, *words: str) -> dict[str, Any]:
        said = json.loads(self.run("check", str(self.returns), "--format", "json", *words).stdout)
        return {Path(one["file"]).name: one for one in said["submissions"]}


def told(one: dict[str, Any]) -> list[tuple[str, str | None]]:
    return [(who["role"], who["name"]) for who in one["escalation"]["recipients"]]


def codes(one: dict[str, Any]) -> set[str]:
    return {fault["code"] for fault in one["diagnostics"]} - {"submission/same-again", "submission/same-case"}


VISIT = (
    "details.case_id=A1",
    "details.date=2026-01-20",
    "details.service_area=south",
    "details.child_status=cared-for",
)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """From January to December: the audit in versions 1.0, 1.1 and 2.0, the checklist in 1.0, then no more."""
    root = tmp_path_factory.mktemp("framework")
    place = Place(root, tmp_path_factory.mktemp("returns"))
    (root / "forms").mkdir()
    (root / "framework.yaml").write_text(FRAMEWORK, "utf-8")
    (root / "directory.yaml").write_text(DIRECTORY, "utf-8")
    (root / "forms" / "visit-audit.yaml").write_text(AUDIT, "utf-8")
    (root / "forms" / "file-checklist.yaml").write_text(CHECKLIST, "utf-8")
    place.done("release", "--all", "--in-force", "2026-01-05")
    place.come_back("january", "visit-audit", *VISIT, "evaluation.listening.grade=2", "overall.judgement=inadequate")
    place.come_back(
        "checklist", "file-checklist", "details.case_id=A1", "details.date=2026-01-20", "file.chronology=no"
    )

    # April: another question, and somebody else is notified.
    place.change(
        "forms/visit-audit.yaml",
        ('version: "1.0"', 'version: "1.1"'),
        ("{id: listening, ask: Was the child heard?}", "{id: wishes, ask: Are the child's wishes written down?}"),
        ("      - head-of-service\n      - {role: iro, when: {field: details.child_status, in: [cared-for]}}\n",
         "      - team-manager\n"),
    )  # fmt: skip
    place.done("release", "visit-audit", "--in-force", "2026-04-01")
    april = ("details.case_id=A2", *VISIT[1:], "evaluation.wishes.grade=2", "overall.judgement=inadequate")
    place.come_back("april", "visit-audit", *april)

    # July: three grades, nobody is an IRO any more, the south is called the coast, the checklist is dropped.
    place.change(
        "framework.yaml",
        ("  - {id: iro, title: Independent Reviewing Officer}\n", ""),
        ("{id: south, label: South}", "{id: coast, label: Coast, aliases: [South]}"),
        ("{id: harbour, label: Harbour, service_area: south}", "{id: quay, label: Quay, service_area: coast}"),
        ("{id: inadequate, grade: 2", "{id: fair, grade: 2, label: Fair, meaning: Most is well.}\n"
         "      - {id: inadequate, grade: 3"),
        ("title: A year of audits", "title: Another year of audits"),
    )  # fmt: skip
    place.change(
        "directory.yaml",
        ("  - {role: iro, name: Alex Marsh, email: alex@example.org}\n", ""),
        ("service_area: south", "service_area: coast"),
    )
    place.change(
        "forms/visit-audit.yaml",
        ('version: "1.1"', 'version: "2.0"'),
        ("good: [team-manager]", "good: [team-manager]\n    fair: [team-manager]"),
        ("  - id: overall", "  - id: worries\n    title: Worries\n    fields:\n"
         "      - {id: worry, label: What worries you most?, control: long-text}\n  - id: overall"),
    )  # fmt: skip
    (root / "forms" / "file-checklist.yaml").unlink()
    place.done("release", "visit-audit", "--in-force", "2026-07-01")
    july = ("details.case_id=A3", "details.date=2026-07-20", "details.service_area=coast", VISIT[3])
    place.come_back("july", "visit-audit", *july, "evaluation.wishes.grade=3", "overall.judgement=inadequate",
                    "worries.worry=The dog.")  # fmt: skip
    return place


@pytest.mark.parametrize("format", ["yaml", "docx", "pdf"])
@pytest.mark.parametrize(
    ("name", "version", "people"),
    [
        # Nobody is an IRO any more: the rule of then still names it, and that nobody holds it is an error.
        ("january", "1.0", [("head-of-service", "Casey Moor"), ("iro", None)]),
        ("april", "1.1", [("team-manager", "Robin Vale")]),
        ("july", "2.0", [("team-manager", "Robin Vale")]),
        ("checklist", "1.0", [("team-manager", "Robin Vale")]),
    ],
)
def test_each_is_judged_by_its_own_version_and_its_own_recipients_are_notified(
    name: str, version: str, people: list[tuple[str, str | None]], format: str, year: Place
) -> None:
    found = year.check()[f"{name}.{format}"]

    assert (found["version"], found["status"]) == (version, "complete"), found
    assert told(found) == people
    assert codes(found) == ({"escalation/nobody-named"} if ("iro", None) in people else set())


def test_people_are_shown_the_titles_and_labels_of_that_version(year: Place) -> None:
    said = year.run("check", str(year.returns / "january.yaml")).stdout

    assert "COMPLETE  Visit audit, judged Inadequate" in said
    assert "Independent Reviewing Officer: nobody is named" in said
    assert "and “The child's status” is “Cared for”" in said
    assert "Copy to Audits <audits@example.org>" in said


def test_a_return_of_a_form_that_is_gone_is_shown_under_its_title(year: Place) -> None:
    said = year.run("check", str(year.returns / "checklist.docx")).stdout

    assert "COMPLETE  File checklist" in said
    assert "because: The chronology is missing" in said


def test_a_return_without_a_digest_is_judged_by_its_version_alone(year: Place, tmp_path: Path) -> None:
    lines = (year.returns / "january.yaml").read_text("utf-8").split("\n")
    (tmp_path / "typed.yaml").write_text("\n".join(x for x in lines if not x.startswith("digest:")), "utf-8")

    found = Place(year.root, tmp_path).check()["typed.yaml"]

    assert (found["version"], found["digest"], found["status"]) == ("1.0", None, "complete")
    assert told(found)[0] == ("head-of-service", "Casey Moor")


def test_a_version_that_was_never_released_is_not_accepted_and_names_those_that_were(
    year: Place, tmp_path: Path
) -> None:
    text = (year.returns / "january.yaml").read_text("utf-8").replace('version: "1.0"', 'version: "1.5"')
    (tmp_path / "odd.yaml").write_text(text, "utf-8")

    found = Place(year.root, tmp_path).check()["odd.yaml"]

    assert (found["version"], found["status"], found["judgement"]) == (None, "invalid", "inadequate")
    (fault,) = [d for d in found["diagnostics"] if d["code"] == "submission/unknown-version"]
    assert fault["message"].endswith(" The versions that can be checked are 1.0, 1.1 and 2.0.")
    assert told(found) == [("team-manager", "Robin Vale")]  # heard all the same, by the form of now


def test_a_digest_that_is_not_the_released_one_is_not_accepted(year: Place, tmp_path: Path) -> None:
    lines = (year.returns / "january.yaml").read_text("utf-8").split("\n")
    foreign = [f'digest: "{"0" * 64}"' if line.startswith("digest:") else line for line in lines]
    (tmp_path / "foreign.yaml").write_text("\n".join(foreign), "utf-8")

    found = Place(year.root, tmp_path).check()["foreign.yaml"]

    assert (found["version"], found["status"]) == ("1.0", "invalid")
    (fault,) = [d for d in found["diagnostics"] if d["code"] == "submission/form-changed"]
    assert "a different version 1.0, not on the one that was released" in fault["message"]
    assert told(found)[0] == ("head-of-service", "Casey Moor")


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_answers_are_read_out_of_a_former_version(format: str, year: Place) -> None:
    said = year.done("read", str(year.returns / f"january.{format}"))

    assert said.startswith('form: "visit-audit"\nversion: "1.0"\n')
    assert "  listening:\n    grade: 2\n" in said


@pytest.mark.parametrize("format", ["html", "docx", "pdf"])
def test_a_return_is_filled_into_the_form_of_its_own_version(format: str, year: Place, tmp_path: Path) -> None:
    out = tmp_path / f"filed.{format}"

    year.done("fill", str(year.returns / "january.yaml"), "--format", format, "--out", str(out))

    if format == "html":
        page = out.read_text("utf-8")
        assert "Was the child heard?" in page and "wishes written down" not in page
        assert "Superseded: this is version 1.0. From 1 July 2026, use version 2.0." in page
    else:
        found = Place(year.root, tmp_path).check()[out.name]
        assert (found["version"], found["status"]) == ("1.0", "complete")
    verified = json.loads(year.run("verify", str(out), "--format", "json").stdout)["documents"][0]
    assert (verified["version"], verified["standing"], verified["words"]) == ("1.0", "superseded", "as-issued")


def test_answers_are_put_on_the_newest_version_whatever_the_format_and_the_rest_is_named(
    year: Place, tmp_path: Path
) -> None:
    result = year.run("migrate", str(year.returns), "--to", "2.0", "--out", str(tmp_path), "--format", "json")

    found = {Path(one["file"]).name: one for one in json.loads(result.stdout)["returns"]}
    behind = {name: [one["path"] for one in entry["dropped"]] for name, entry in found.items()}
    assert result.exit_code == 1
    for format in ("yaml", "docx", "pdf"):
        assert behind[f"january.{format}"] == ["details.service_area", "evaluation.listening.grade"]
        assert behind[f"april.{format}"] == ["details.service_area", "evaluation.wishes.grade"]
        assert behind[f"july.{format}"] == [] and len(found[f"july.{format}"]["carried"]) == 7
        assert codes(found[f"checklist.{format}"]) == {"filling/no-such-version"}
    whys = {one["why"] for one in found["april.pdf"]["dropped"]}
    assert "“2 – Inadequate” is called “2 – Fair” in that version, which may not be the same." in whys
    after = Place(year.root, tmp_path).check()
    assert [(one["version"], one["status"]) for name, one in after.items() if name.startswith("july")] == [
        ("2.0", "complete")
    ] * 3
    assert after["january.docx.yaml"]["status"] == "incomplete"  # what was not carried over is missing, not made up


def test_every_released_version_can_be_named_wherever_an_id_can(year: Place) -> None:
    shown = json.loads(year.done("show", "visit-audit@1.0", "--format", "json"))
    assert shown["version"] == "1.0" and "evaluation.listening.grade" in [f["path"] for f in shown["fields"]]
    assert year.done("blank", "visit-audit@1.1").startswith('form: visit-audit\nversion: "1.1"\n')
    assert json.loads(year.done("schema", "file-checklist@1.0"))["properties"]["version"] == {"const": "1.0"}
    table = json.loads(year.done("escalation", "visit-audit@1.0", "--format", "json"))
    assert [who["role"] for who in table["rules"][1]["recipients"]] == ["head-of-service", "iro"]
    assert "Independent Reviewing Officer" in year.done("escalation", "visit-audit@1.0")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("visit-audit@1.11", "Version 1.11 of 'visit-audit' has not been released. Did you mean 'visit-audit@1.1'?"),
        ("visit-audit@", "Version … of 'visit-audit' has not been released. The released versions are: 1.0, 1.1, 2.0."),
        ("vist-audit@1.0", "No version of 'vist-audit' has been released. Did you mean 'visit-audit@1.0'?"),
        ("visit-audit@../../framework", "Version ../../framework of 'visit-audit' has not been released."),
    ],
)
def test_a_version_that_is_misspelt_is_answered_with_the_nearest(name: str, said: str, year: Place) -> None:
    result = year.run("show", name)

    assert result.exit_code == 2
    assert said in result.stderr


def test_documents_of_former_versions_say_on_every_page_that_they_are_superseded(year: Place, tmp_path: Path) -> None:
    year.done("build", "--released", "--out", str(tmp_path), "--jobs", "1", "--format", "html")

    built = {entry["path"] for entry in json.loads((tmp_path / "manifest.json").read_text("utf-8"))}
    assert built == {
        "forms/visit-audit.html",
        "released/visit-audit/1.0.html",
        "released/visit-audit/1.1.html",
        "released/file-checklist/1.0.html",
    }
    page = (tmp_path / "released" / "visit-audit" / "1.1.html").read_text("utf-8")
    said = "Superseded: this is version 1.1. From 1 July 2026, use version 2.0."
    assert f"<strong>{said}</strong>" in page and f"@bottom-left {{ content: {css_string(said)}" in page
    assert "Superseded" not in (tmp_path / "released" / "file-checklist" / "1.0.html").read_text("utf-8")
    assert 'href="released/visit-audit/1.1.html"' in (tmp_path / "index.html").read_text("utf-8")


def test_a_readable_copy_is_of_the_version_that_was_filled_in_and_says_that_it_is_superseded(
    year: Place, tmp_path: Path
) -> None:
    said = "Superseded: this is version 1.0. From 1 July 2026, use version 2.0."
    for format in ("html", "docx"):
        out = tmp_path / f"copy.{format}"
        year.done("fill", str(year.returns / "january.yaml"), "--format", format, "--readable", "--out", str(out))

    page = (tmp_path / "copy.html").read_text("utf-8")
    assert f'<p class="standing">{said}</p>' in page and f'"\\A" {css_string(said)}' in page
    assert all(words in page for words in ("Was the child heard?", "South", "Independent Reviewing Officer"))
    with ZipFile(tmp_path / "copy.docx") as copy:
        heads = [copy.read(name).decode() for name in copy.namelist() if "word/header" in name]
    assert heads and all(said in head for head in heads)


def test_what_was_built_once_is_kept_up_and_taken_away_with_its_file(year: Place, tmp_path: Path) -> None:
    root = shutil.copytree(year.root, tmp_path / "framework")
    place, out = Place(root, year.returns), tmp_path / "out"
    place.done("build", "--released", "--out", str(out), "--format", "html")

    assert "0 written" in place.done("build", "--out", str(out), "--format", "html")
    assert (out / "released" / "visit-audit" / "1.0.html").is_file()
    shutil.rmtree(root / "released" / "file-checklist")
    place.done("build", "--out", str(out), "--format", "html")

    assert not (out / "released" / "file-checklist" / "1.0.html").exists()
    assert (out / "released" / "visit-audit" / "1.0.html").is_file()


def test_after_the_last_day_of_a_version_a_return_is_a_warning(year: Place, tmp_path: Path) -> None:
    root = shutil.copytree(year.root, tmp_path / "framework")
    place = Place(root, year.returns)

    place.done("release", "visit-audit@1.0", "visit-audit@1.1", "--withdraw", "2026-01-19")

    found = place.check()
    assert found["january.pdf"]["status"] == "complete"
    assert "submission/withdrawn-version" in codes(found["january.pdf"]) & codes(found["april.docx"])
    assert "submission/withdrawn-version" not in codes(found["july.yaml"])


def test_a_released_file_that_was_edited_is_not_used_and_the_return_is_still_heard(year: Place, tmp_path: Path) -> None:
    root = shutil.copytree(year.root, tmp_path / "framework")
    place = Place(root, year.returns)
    place.change("released/visit-audit/1.0.yaml", ("Was the child heard?", "Was the child seen?"))

    found = place.check()["january.docx"]

    assert found["status"] == "invalid" and found["judgement"] == "inadequate", found
    assert codes(found) >= {"submission/release-unusable"}
    assert told(found) == [("team-manager", "Robin Vale")]
    assert place.check()["april.docx"]["status"] == "complete"
    assert place.run("validate").exit_code == 1


def test_a_form_in_the_middle_of_a_change_keeps_no_return_from_being_judged(year: Place, tmp_path: Path) -> None:
    root = shutil.copytree(year.root, tmp_path / "framework")
    place = Place(root, year.returns)
    place.change("forms/visit-audit.yaml", ("Are the child's wishes written down?", "Are the wishes known?"))

    found = place.check()

    assert place.run("validate").exit_code == 1
    assert [found[f"{name}.docx"]["status"] for name in ("january", "april", "july")] == ["complete"] * 3


# --- what the committee is told ------------------------------------------------------------------


def classed(place: Place, *names: str) -> tuple[str, list[tuple[str, str]]]:
    """The class of all that changed, and each change with its own."""
    found = json.loads(place.done("diff", *names, "--format", "json"))
    return found["class"], [(change["message"], change["class"]) for change in found["changes"]]


def test_in_april_figures_of_what_stays_can_be_added_up(year: Place) -> None:
    found = classed(year, "visit-audit@1.0", "visit-audit@1.1")

    assert found == (
        "comparable",
        [
            ("Question 1 is no longer asked.", "comparable"),
            ("Question 1 is new.", "comparable"),
            ("Recipient removed at Inadequate: Head of Service.", "comparable"),
            ("Recipient removed at Inadequate: Independent Reviewing Officer.", "comparable"),
            ("Recipient added at Inadequate: Team Manager.", "comparable"),
        ],
    )


def test_in_july_another_grade_breaks_the_series_and_the_version_says_so(year: Place) -> None:
    total, changes = classed(year, "visit-audit@1.1")  # against what is defined now, which is what was released

    assert total == "breaks-series"
    assert ("Section “Worries” is new.", "comparable") in changes
    assert [message for message, effect in changes if effect == "breaks-series"] == [
        "“Grade” of question 1 has a choice that is now “2 – Fair” (was “2 – Inadequate”).",
        "“Grade” of question 1 can now be “3 – Inadequate”.",
        "“Judgement” can now be “Fair”.",
    ]
    assert ("“Service area” can now be “Coast”.", "comparable") in changes
    said = year.done("diff", "visit-audit@1.1", "visit-audit@2.0")
    assert "The version rises from 1.1 to 2.0. These changes need at least 2.0." in said


def test_the_checklist_is_reworded_then_asked_otherwise(year: Place, tmp_path: Path) -> None:
    place = Place(shutil.copytree(year.root, tmp_path / "framework"), year.returns)
    file = place.root / "forms" / "file-checklist.yaml"
    file.write_text(CHECKLIST.replace('"1.0"', '"1.0.1"').replace("Is there a chronology?", "Is a chronology there?"))
    place.done("release", "file-checklist", "--in-force", "2026-08-01")
    place.change(
        "forms/file-checklist.yaml",
        ('"1.0.1"', '"1.1"'),
        ("      - {id: chronology", "      - {id: plan, label: Is there a plan?, control: yes-no}\n"
         "      - {id: history, was: chronology"),
        ("field: file.chronology", "field: file.history"),
    )  # fmt: skip

    reworded = classed(place, "file-checklist@1.0", "file-checklist@1.0.1")
    revised = classed(place, "file-checklist")

    assert reworded == ("wording", [("“Is a chronology there?” is reworded.", "wording")])
    assert revised == (
        "comparable",
        [
            ("“Is there a plan?” is new.", "comparable"),
            ("“Is a chronology there?” is now “history” in the data, and was “chronology”.", "comparable"),
        ],
    )
