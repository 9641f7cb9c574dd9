"""The overall judgement and the grades are held beside each other."""

import pytest
from tests.samples import EXAMPLES, FRAMEWORK, review

from formwright.definitions.library import load
from formwright.model.review import Status

AREAS = (
    "referral_and_liaison",
    "analysis_of_risk",
    "voice_of_child",
    "quality_of_analysis",
    "quality_of_planning",
    "specific_needs",
    "monitoring_of_plans",
)


def audit(judgement: str, grades: str) -> str:
    """A complete audit; a '-' leaves a grade out."""
    lines = [f"  {area}: {{grade: {grade}}}" for area, grade in zip(AREAS, grades, strict=True) if grade != "-"]
    return "\n".join(
        (
            "form: tier1-generic-audit",
            "version: '1.0'",
            "details: {case_id: A1, completed_by: B, social_worker: C, date: 2014-01-15, service_area: mass,",
            "  team: MASS, child_status: child-in-need}",
            "evaluation:",
            *lines,
            f"overall: {{judgement: {judgement}}}",
            "actions: [{action: A, who: B, by: 2014-02-01}]",
        )
    )


@pytest.mark.parametrize(
    ("judgement", "grades", "code"),
    [
        ("outstanding", "1114111", "against-grade"),
        ("good", "2224223", "against-grade"),
        ("outstanding", "4444444", "against-grade"),
        ("requires-improvement", "3334333", None),
        ("inadequate", "4444443", None),
        ("outstanding", "2222222", "above-grades"),
        ("good", "3333333", "above-grades"),
        ("requires-improvement", "4444444", "above-grades"),
        ("inadequate", "3331113", "below-grades"),
        ("good", "1111111", "below-grades"),
        ("outstanding", "1222222", None),
        ("good", "1113111", None),
    ],
)
def test_a_judgement_that_the_grades_speak_against_is_looked_at_again(
    judgement: str, grades: str, code: str | None
) -> None:
    reviewed = review(audit(judgement, grades))

    assert reviewed.status is Status.COMPLETE
    assert [d.code for d in reviewed.diagnostics] == ([f"submission/judgement-{code}"] if code else [])


def test_the_questions_are_named() -> None:
    (warning,) = review(audit("good", "4224224")).diagnostics

    assert warning.message == "The overall judgement is Good, but the grade is 4 (Inadequate) for questions 1, 4 and 7."
    assert warning.place.path == "overall.judgement"


def test_nothing_is_said_before_there_is_a_grade() -> None:
    assert not [d for d in review(audit("good", "-------")).diagnostics if "judgement" in d.code]


def test_a_grade_that_was_not_asked_for_does_not_count() -> None:
    text = audit("good", "2222222").replace("evaluation:\n", "evaluation:\n  pep: {grade: 4}\n")

    assert [d.code for d in review(text, FRAMEWORK).diagnostics] == ["submission/not-asked"]


MODERATED = """
form: moderated-audit
version: "1.0"
details: {case_id: "1042", completed_by: A, date: 2026-11-20, service_area: assessment}
practice:
  assessment: {grade: 2, why: Seen., moderated: 4}
  chronology: {grade: 2, why: Seen., moderated: 4}
  plan: {grade: 3, why: Seen., moderated: 3}
  reviews: {grade: 2, why: Seen., moderated: 3}
overall: {judgement: good, immediate: "no"}
moderation: {moderated_by: B, judgement: outstanding}
"""


def test_each_judgement_is_held_beside_the_grades_of_whoever_made_it() -> None:
    (warning,) = review(MODERATED, load(EXAMPLES / "tools" / "council")).diagnostics

    assert (warning.code, warning.place.path) == ("submission/judgement-against-grade", "moderation.judgement")
    assert warning.message == (
        "“Moderated judgement” is Outstanding, but the grade is 4 (Inadequate) for questions 1 and 2."
    )


@pytest.mark.parametrize(("care", "found"), [("inadequate", []), ("good", ["care.judgement"])])
def test_a_sections_judgement_is_held_beside_the_grades_of_that_section(care: str, found: list[str]) -> None:
    text = f"""
form: by-section
version: "1.0"
help: {{early: {{grade: 1}}, judgement: good}}
care: {{heard: {{grade: 2}}, judgement: {care}}}
"""

    reviewed = review(text, load(EXAMPLES / "framework", [EXAMPLES / "forms" / "by-section.yaml"]))

    assert reviewed.status is Status.COMPLETE
    assert [d.place.path for d in reviewed.diagnostics if "judgement" in d.code] == found
