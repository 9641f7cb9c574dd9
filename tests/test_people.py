"""Who is told on a day: those who hold a role then, stand-ins, fallbacks, and the auditor's own manager."""

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.samples import FRAMEWORK, ROOT, changed, review

from formwright.cli import main
from formwright.definitions.library import load
from formwright.model.framework import Directory, Fallback, Holder, StandIn
from formwright.model.review import Told
from formwright.reports.review import as_json

GOOD = changed(("judgement: requires-improvement", "judgement: good"))
"""Of the team Child Protection East, of the service area child-protection; the team manager alone is told."""
MAY = date(2026, 5, 4)
MANAGER = Holder("team-manager", "Kim", "k@example.org", "child-protection", "Child Protection East")
DUTY = Holder("team-manager", "Duty", "d@example.org", "child-protection")


def told(directory: Directory, text: str = GOOD) -> tuple[list[Told], list[str]]:
    """Who is told on 4 May 2026, and what is said of it."""
    directory = replace(directory, teams=FRAMEWORK.directory.teams).on(MAY)
    reviewed = review(text, replace(FRAMEWORK, directory=directory))
    assert reviewed.escalation is not None
    return list(reviewed.escalation.recipients), [d.code for d in reviewed.diagnostics]


def test_a_stand_in_is_told_and_the_reason_says_for_whom() -> None:
    away = replace(MANAGER, stand_ins=(StandIn("Sam", "s@example.org", "2026-05-01", "2026-05-04"),))

    ([one], said) = told(Directory((away,)))

    assert (one.name, one.stands_in_for, said) == ("Sam", "Kim", [])
    assert one.why == "judged Good; standing in for Kim"


def test_a_fallback_is_told_with_a_warning_and_the_reason_says_so() -> None:
    ([one], said) = told(Directory((), fallbacks=(Fallback("team-manager", name="Alex", email="a@example.org"),)))

    assert (one.role, one.name, one.fallback_for, said) == (
        "team-manager",
        "Alex",
        "team-manager",
        ["escalation/fallback"],
    )
    assert one.why == "judged Good; notified instead, because nobody holds this role"


def test_of_a_vacant_post_whoever_holds_the_role_for_more_cases_is_told_with_a_warning() -> None:
    ([one], said) = told(Directory((replace(MANAGER, last="2026-05-03"), DUTY)))

    assert (one.name, said) == ("Duty", ["escalation/post-vacant"])


def test_a_role_that_nobody_holds_today_is_an_error_that_names_the_day() -> None:
    ([one], said) = told(Directory((replace(MANAGER, first="2026-05-05"),)))

    assert one.name is None
    assert said == ["escalation/nobody-named", "escalation/nobody-told"]


def test_the_json_has_the_reason_in_words_and_who_is_stood_in_for() -> None:
    away = replace(MANAGER, stand_ins=(StandIn("Sam", "s@example.org", "2026-05-01"),))
    library = replace(FRAMEWORK, directory=replace(Directory((away,)), teams=FRAMEWORK.directory.teams).on(MAY))

    found = json.loads("".join(as_json([review(GOOD, library)])))

    assert found["submissions"][0]["escalation"]["recipients"] == [
        {
            "role": "team-manager",
            "name": "Sam",
            "email": "s@example.org",
            "because": "judged Good; standing in for Kim",
            "stands_in_for": "Kim",
        }
    ]


# --- what a framework says ---------------------------------------------------------------------

FIELDS = """      - {id: team, label: Team, control: text}
      - {id: their_area, label: The auditor's service area, control: choice, choices: service-areas}
      - {id: their_team, label: The auditor's team, control: text}
"""
CASE = "  auditor_area: details.their_area\n  auditor_team: details.their_team\n"
OF_THE_AUDITOR = "    good: [team-manager, {role: team-manager, of: auditor}]\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The framework, in which the auditor's own manager is told too, before any version was released."""
    for name in ("framework.yaml", "directory.yaml", "forms", "standards", "schedules", "handbook"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    change(tmp_path / "framework.yaml", "case:\n", f"case:\n{CASE}")
    form = tmp_path / "forms" / "tier1-generic-audit.yaml"
    change(form, "      - {id: team, label: Team, control: text}\n", FIELDS)
    change(form, "    good: [team-manager]\n", OF_THE_AUDITOR)
    change(
        form,
        "  tell:\n",
        "  respond_within: {working_days: 5}\n  respond_within_at: {inadequate: {days: 1}}\n  tell:\n",
    )
    (tmp_path / "returns").mkdir()
    return tmp_path


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) >= 1, old
    file.write_text(text.replace(old, new, 1), "utf-8")


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *words])


def validated(root: Path) -> list[str]:
    return [f"{d.code} {d.place.file}:{d.place.mark.line if d.place.mark else 0}" for d in load(root).diagnostics]


def checked(root: Path, text: str) -> dict[str, Any]:
    (root / "returns" / "good.yaml").write_text(text, "utf-8")
    found = json.loads(run(root, "check", str(root / "returns" / "good.yaml"), "--format", "json").stdout)
    submission: dict[str, Any] = found["submissions"][0]
    return submission


TEAM = "team: Child Protection East\n"


def test_the_auditors_own_manager_is_found_by_where_the_auditor_works(root: Path) -> None:
    assert validated(root) == []

    found = checked(
        root, GOOD.replace(TEAM, f"{TEAM}  their_area: cared-for-children\n  their_team: Cared for Children West\n")
    )

    assert [(r["name"], r.get("of")) for r in found["escalation"]["recipients"]] == [
        ("Team Manager, Child Protection East", None),
        ("Team Manager, Cared for Children West", "auditor"),
    ]
    assert [r["respond_within"] for r in found["escalation"]["recipients"]] == [{"working_days": 5}] * 2


def test_where_the_auditors_team_is_not_given_it_is_not_certain_who_the_manager_is(root: Path) -> None:
    found = checked(root, GOOD.replace(TEAM, f"{TEAM}  their_area: cared-for-children\n"))

    said = [d["message"] for d in found["diagnostics"] if d["code"] == "escalation/not-certain"]
    assert said == [
        "“The auditor's team” is not given, so it is not certain who the right Team Manager of the auditor is."
    ]


def test_the_table_says_whose_manager_and_how_soon_to_respond(root: Path) -> None:
    shown = run(root, "escalation", "tier1-generic-audit").stdout
    data = json.loads(run(root, "escalation", "tier1-generic-audit", "--format", "json").stdout)

    assert "Team Manager of the auditor" in shown
    assert "Anyone who is notified must respond within 5 working days." in shown
    assert "At Inadequate: within 1 day." in shown
    assert data["respond_within"] == {"working_days": 5}
    assert [r.get("respond_within") for r in data["rules"] if r["judgement"] == "inadequate"] == [{"days": 1}]


def test_a_rule_of_the_auditors_manager_needs_a_field_that_says_where_the_auditor_works(root: Path) -> None:
    change(root / "framework.yaml", CASE, "")

    assert [said.split(":")[0] for said in validated(root)] == [
        "form/auditor-not-placed forms/tier1-generic-audit.yaml"
    ]


def test_a_field_that_no_form_has_is_said_at_its_line(root: Path) -> None:
    change(
        root / "framework.yaml", "auditor_team: details.their_team", "auditor_team: [details.their_team, details.thier]"
    )

    assert [said.split(" ")[0] for said in validated(root)] == ["framework/unknown-field"]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("{forms: [tier1-generic-audit], in: [actions], who: who}", ""),
        ("{forms: [tier1-generic-audit], in: [evaluation.voice_of_child], by: details.date}", ""),
        ("{forms: [tier1-generic-audits], in: [actions]}", "framework/unknown-document"),
        ("{forms: [tier1-generic-audit], in: [action]}", "framework/unknown-field"),
        ("{forms: [tier1-generic-audit], in: [actions], who: whom}", "framework/unknown-field"),
        ('{forms: [tier1-generic-audit], in: [actions], needed: {answer: "no"}}', "framework/unknown-field"),
    ],
)
def test_the_places_of_actions_are_there(root: Path, entry: str, code: str) -> None:
    file = root / "framework.yaml"
    file.write_text(file.read_text("utf-8").partition("\nactions:")[0] + f"\nactions: [{entry}]\n", "utf-8")

    assert [said.split(" ")[0] for said in validated(root)] == ([code] if code else [])


def test_a_case_is_found_by_the_fields_that_the_framework_names(root: Path) -> None:
    """A framework whose forms call the team something else."""
    change(root / "framework.yaml", "case:\n", "case:\n  team: details.unit\n")
    for form in (root / "forms").glob("*.yaml"):
        form.write_text(form.read_text("utf-8").replace("{id: team, label: Team", "{id: unit, label: Team"), "utf-8")

    found = checked(root, GOOD.replace(TEAM, "unit: Child Protection East\n"))

    assert found["escalation"]["recipients"][0]["name"] == "Team Manager, Child Protection East"


@pytest.mark.parametrize("within", ["{}", "{days: 1, working_days: 2}"])
def test_how_soon_is_said_in_one_unit(root: Path, within: str) -> None:
    change(root / "forms" / "tier1-generic-audit.yaml", "{working_days: 5}", within)

    assert [said.split(" ")[0] for said in validated(root)] == ["form/respond-unclear"]


# --- what is wrong in directory.yaml -----------------------------------------------------------

HEAD = "  - role: assistant-director\n"


@pytest.mark.parametrize(
    ("added", "code"),
    [
        ("from: 2026-05-01, until: 2026-04-30", "directory/until-before-from"),
        (
            "until: 2026-04-30, stand_in: [{name: Sam, email: s@example.org, from: 2026-05-01}]",
            "directory/stand-in-outside",
        ),
        ("until: 2099-01-31", "directory/held-together"),
    ],
)
def test_a_holder_with_dates_that_do_not_fit_is_said(root: Path, added: str, code: str) -> None:
    entry = f"  - {{role: assistant-director, name: Second, email: s2@example.org, {added}}}\n"
    change(root / "directory.yaml", HEAD, entry + HEAD)

    assert code in {said.split(" ")[0] for said in validated(root)}


def test_a_gap_between_two_holders_is_said_with_its_days(root: Path) -> None:
    old = "  - {role: chief-executive, name: Old, email: o@example.org, until: 2026-03-31}\n"
    new = "  - {role: chief-executive, name: New, email: n@example.org, from: 2026-05-01}\n"
    change(root / "directory.yaml", HEAD, old + new + HEAD)

    (gap,) = (d for d in load(root).diagnostics if d.code == "directory/gap")

    assert gap.message == "Nobody holds 'chief-executive' from 1 April 2026 until 30 April 2026."


def test_a_fallback_closes_a_gap(root: Path) -> None:
    old = "  - {role: chief-executive, name: Old, email: o@example.org, until: 2026-03-31}\n"
    change(root / "directory.yaml", HEAD, old + HEAD)
    change(
        root / "directory.yaml",
        "holders:\n",
        "fallbacks: [{role: chief-executive, to: assistant-director}]\nholders:\n",
    )

    assert validated(root) == []


@pytest.mark.parametrize(
    ("fallbacks", "code"),
    [
        ("[{role: iro, to: chief-executive}]", "directory/fallback-to-nobody"),
        ("[{role: iro}]", "directory/fallback-unclear"),
        ("[{role: iro, to: conference-chair, name: Sam, email: s@example.org}]", "directory/fallback-unclear"),
        ("[{role: iro, name: Sam}]", "directory/missing-key"),
        ("[{role: irro, to: conference-chair}]", "directory/unknown-role"),
        ("[{role: iro, to: conference-chair}, {role: iro, to: assistant-director}]", "directory/said-twice"),
    ],
)
def test_a_fallback_that_does_not_say_whom_is_said(root: Path, fallbacks: str, code: str) -> None:
    change(root / "directory.yaml", "holders:\n", f"fallbacks: {fallbacks}\nholders:\n")

    assert [said.split(" ")[0] for said in validated(root)] == [code]


def test_fallbacks_in_a_circle_are_said(root: Path) -> None:
    circle = "fallbacks: [{role: iro, to: conference-chair}, {role: conference-chair, to: iro}]\nholders:\n"
    change(root / "directory.yaml", "holders:\n", circle)

    assert [said.split(" ")[0] for said in validated(root)] == ["directory/fallback-circle"]
