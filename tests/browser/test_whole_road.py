"""The whole road on the real framework: an audit filled in a browser, downloaded, checked, escalated."""

import json
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page
from tests.accessibility.web import overflow, violations
from tests.browser.conftest import Open
from tests.browser.test_form import HARD_TEXTS, choose, file_from, named
from tests.samples import times

from formwright.cli import main
from formwright.compose import compose
from formwright.definitions.library import load
from formwright.document.nodes import Document
from formwright.document.typography import typeset
from formwright.marked import read
from formwright.model.form import Form
from formwright.pipelines.reading import Readers

ROOT = Path(__file__).parents[2]
AREAS = (
    "referral_and_liaison",
    "analysis_of_risk",
    "voice_of_child",
    "quality_of_analysis",
    "quality_of_planning",
    "specific_needs",
    "monitoring_of_plans",
)
GRADES = {"outstanding": "1", "good": "2", "requires-improvement": "3", "inadequate": "4"}
STATUSES = (
    "assessment",
    "child-in-need",
    "child-protection-plan",
    "cared-for",
    "cared-for-and-child-protection-plan",
    "care-leaver",
)
TOLD = {
    "outstanding": {"team-manager", "head-of-service", "assistant-director"},
    "good": {"team-manager"},
    "requires-improvement": {"head-of-service", "team-manager"},
    "inadequate": {"head-of-service", "assistant-director"},
}


@pytest.fixture(scope="module")
def audit() -> Document:
    library = load(ROOT)
    assert library.framework is not None
    definition = library.get("tier1-generic-audit")
    assert isinstance(definition, Form)
    return compose(definition, library.framework)


def expected(judgement: str, status: str) -> set[str]:
    """The source's four rules; "where relevant" read by the child's status."""
    told = set(TOLD[judgement])
    if judgement == "requires-improvement":
        told |= {"iro"} if status.startswith("cared-for") else set()
        told |= {"conference-chair"} if status.endswith("child-protection-plan") else set()
    return told


def fill(page: Page, judgement: str, status: str, comments: dict[str, str]) -> None:
    named(page, "details.case_id").fill("0123")
    named(page, "details.completed_by").fill("no")
    named(page, "details.social_worker").fill("Null")
    named(page, "details.date").fill("2014-01-15")
    choose(page, "details.service_area", "cared-for-children")
    named(page, "details.team").fill("1.10")
    choose(page, "details.child_status", status)
    for area in (*AREAS, *(("pep",) if status.startswith("cared-for") else ())):
        choose(page, f"evaluation.{area}.grade", GRADES[judgement])
    for area, text in zip(AREAS, comments.values(), strict=False):
        named(page, f"evaluation.{area}.comments").fill(text)
    named(page, "overall.comments").fill(comments["long"])
    choose(page, "overall.judgement", judgement)
    if judgement in ("requires-improvement", "inadequate"):
        named(page, "actions[0].action").fill(comments["emoji"])
        named(page, "actions[0].who").fill("yes")
        named(page, "actions[0].by").fill("2014-02-14")


def checked(file: Path) -> Any:
    result = CliRunner().invoke(main, ["--root", str(ROOT), "check", str(file), "--format", "json"])
    assert result.exit_code == 0, result.output
    (found,) = json.loads(result.stdout)["submissions"]
    return found


EVERYTHING = times(1) > 1
FEW = {
    "requires-improvement": ("assessment", "child-protection-plan", "cared-for-and-child-protection-plan"),
    "inadequate": ("cared-for",),
}
"""What `make test` tries: who hears of an audit that requires improvement goes by the child's status."""


@pytest.mark.parametrize("judgement", list(TOLD) if EVERYTHING else list(FEW))
def test_what_is_filled_in_a_browser_is_complete_and_reaches_its_recipients(
    open_page: Open, audit: Document, judgement: str, tmp_path: Path
) -> None:
    for status in STATUSES if EVERYTHING else FEW[judgement]:
        page = open_page(audit).page
        fill(page, judgement, status, HARD_TEXTS)
        file = tmp_path / f"{status}.yaml"
        file.write_bytes(file_from(page, "Download completed audit").read_bytes())

        found = checked(file)

        assert (found["status"], found["judgement"]) == ("complete", judgement)
        assert {r["role"] for r in found["escalation"]["recipients"]} == expected(judgement, status)
        assert found["escalation"]["copy_to"] == ["csc-audits"]
        data = read(file.read_bytes(), "file.yaml").data
        assert data["details"]["case_id"] == "0123"
        assert data["overall"]["comments"] == HARD_TEXTS["long"]
        for area, text in zip(AREAS, HARD_TEXTS.values(), strict=False):
            assert data["evaluation"][area]["comments"] == text
        assert ("pep" in data["evaluation"]) == status.startswith("cared-for")


def test_the_page_says_the_same_recipients_as_the_check(open_page: Open, audit: Document) -> None:
    library = load(ROOT)
    assert library.framework is not None
    titles = {r.id: typeset(r.title) for r in library.framework.roles}
    page = open_page(audit).page
    for judgement, status in product(TOLD, STATUSES):
        choose(page, "details.child_status", status)
        choose(page, "overall.judgement", judgement)
        said = page.locator("#goes-to").inner_text()
        told = {role for role, title in titles.items() if title in said}
        assert told == expected(judgement, status), (judgement, status, said)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output")
    result = CliRunner().invoke(main, ["--root", str(ROOT), "build", "--format", "html", "--out", str(folder)])
    assert result.exit_code == 0, result.output
    return folder


CHOSEN = ("index", "tier1-generic-audit", "tier1-plo-audit", "practice-standards", "duties")
"""One of each kind of page; of the others, and of the handbook's thousands of lines, `make thorough` asks as much."""


@pytest.mark.parametrize("width", [1280, 375])
def test_every_page_can_be_used_at_a_desk_and_on_a_phone(blank: Page, built: Path, width: int) -> None:
    blank.set_viewport_size({"width": width, "height": 900})
    for file in sorted(built.rglob("*.html")):
        blank.goto(file.as_uri())
        assert overflow(blank) <= 0, file.name
        if EVERYTHING or file.stem in CHOSEN:
            assert violations(blank) == [], file.name


def test_a_return_filled_into_the_web_form_downloads_as_the_same_return(open_page: Open, tmp_path: Path) -> None:
    returned = ROOT / "tests" / "examples" / "returns" / "requires-improvement.yaml"
    library = load(ROOT)
    before = Readers.of(library).file(returned).submission
    assert before is not None and library.framework is not None
    answers = {path: str(answer.value) for path, answer in before.answers.items()}
    audit = compose(library.form("tier1-generic-audit"), library.framework)

    page = open_page(replace(audit, answers=answers)).page
    file = tmp_path / "downloaded.yaml"
    file.write_bytes(file_from(page, "Download completed audit").read_bytes())

    after = Readers.of(library).file(file).submission
    assert after is not None
    assert {path: str(answer.value) for path, answer in after.answers.items()} == answers
