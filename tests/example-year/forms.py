"""What each form asks, by the framework's own files, and a complete set of answers to it.

The forms are read here as plain YAML. Nothing of the program is used: what it makes of a return is compared with this.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml
from people import Person, Team

ROOT = Path(__file__).parents[2]
JUDGEMENTS = ("outstanding", "good", "requires-improvement", "inadequate")
STATUSES = (
    "assessment", "child-in-need", "child-protection-plan", "cared-for", "cared-for-and-child-protection-plan",
    "care-leaver",
)  # fmt: skip
JUDGED = ("tier1-generic-audit", "tier1-plo-audit", "tier2-case-file-audit")
"""The forms that judge a child's case. The others say that nobody is notified."""
OTHERS = (
    "supervision-file-audit", "observation-of-practice", "service-quality-review-compliance-audit",
    "service-quality-review-interview", "service-quality-review-feedback-report",
)  # fmt: skip
SENTINEL = "quokkabird"
"""Stands in every comment, and must never stand anywhere else."""

Answers = dict[str, str | int]

_SEEN = (
    "The child was seen alone and spoke about school and home",
    "The chronology is clear as far as the spring, then has a gap",
    "The plan says who will do what, but not by when",
    "Supervision notes are on file and follow up what was agreed",
    "The voice of the child is strong in the assessment",
    "Partner agencies were asked, and their answers are on file",
)
_PRIVATE = ("Ring her mother on 01632 960123", "His NHS number is 943 476 5919", "Write to pat.doe@example.org")


@cache
def raw(form: str) -> Mapping[str, Any]:
    """The form as it is written."""
    found: Mapping[str, Any] = yaml.safe_load((ROOT / "forms" / f"{form}.yaml").read_text("utf-8"))
    return found


def comment(random: Random) -> str:
    private = f" {random.choice(_PRIVATE)}." if random.random() < 0.01 else ""
    return f"{random.choice(_SEEN)} ({SENTINEL} {random.randrange(10**6)}).{private}"


def audit(form: str, case: str, on: date, auditor: Person, team: Team, judgement: str, random: Random) -> Answers:
    """A complete return of a form that judges a case."""
    status = random.choice(STATUSES)
    details: Answers = {
        "details.case_id": case,
        "details.completed_by": auditor.name,
        "details.social_worker": random.choice(team.workers).name,
        "details.date": on.isoformat(),
        "details.service_area": team.area,
        "details.team": random.choice((team.label, team.label, team.label, team.label.casefold())),
        "details.child_status": status,
    }
    if form == "tier2-case-file-audit":
        details |= {"details.period_from": _day(on, -600), "details.period_to": _day(on, -3)}
    answers = details | _graded(form, JUDGEMENTS.index(judgement) + 1, random)
    if form == "tier1-generic-audit" and "cared-for" not in status:
        answers = {path: said for path, said in answers.items() if not path.startswith("evaluation.pep.")}
    answers["overall.judgement"] = judgement
    bad = judgement in ("requires-improvement", "inadequate")
    for row in range(random.randint(1, 3) if bad else random.choice((0, 0, 1))):
        answers |= _action(form, row, on, random)
    return answers


def _graded(form: str, grade: int, random: Random) -> Answers:
    """A grade near the judgement for each question; what need not apply sometimes does not."""
    answers: Answers = {}
    words = "evidence" if form == "tier2-case-file-audit" else "comments"
    for path, may_not_apply in questions(form):
        if may_not_apply:
            applies = random.random() < 0.7
            answers[f"{path}.applies"] = "yes" if applies else "no"
            if not applies:
                answers[f"{path}.not_applicable_because"] = comment(random)
                continue
        answers[f"{path}.grade"] = min(4, max(1, grade + random.choice((0, 0, 0, 0, -1, 1))))
        if random.random() < 0.5:
            answers[f"{path}.{words}"] = comment(random)
    return answers


def questions(form: str) -> Iterator[tuple[str, bool]]:
    """The path of each question, and whether it may be said not to apply."""
    for section in raw(form)["sections"]:
        for question in section.get("questions", ()):
            yield f"{section['id']}.{question['id']}", bool(question.get("may_not_apply"))


def _action(form: str, row: int, on: date, random: Random) -> Answers:
    what: Answers = {f"actions[{row}].action": comment(random)}
    who = random.choice(("Allocated social worker", "Team manager", "Reviewing officer"))
    if form == "tier1-plo-audit":
        return what | {f"actions[{row}].by_whom": who}
    return what | {f"actions[{row}].who": who, f"actions[{row}].by": _day(on, random.randint(5, 60))}


def _day(on: date, days: int) -> str:
    return (on + timedelta(days)).isoformat()


def other(form: str, on: date, auditor: Person, team: Team, random: Random) -> Answers:
    """A complete return of a form that nobody is notified of."""
    worker, day = random.choice(team.workers).name, on.isoformat()
    if form == "supervision-file-audit":
        answers: Answers = {
            "details.supervisee": worker, "details.supervisor": team.auditor.name, "details.auditor": auditor.name
        }  # fmt: skip
        for path, may_not_apply in questions(form):
            if may_not_apply:
                answers[f"{path}.applies"] = "yes"
            answers[f"{path}.answer"] = random.choice(("yes", "yes", "no"))
            answers[f"{path}.findings"] = comment(random)
        signed = {"completion.signature": auditor.name, "completion.date": day}
        return answers | signed | {"completion.next_audit": _day(on, 90)}
    if form == "observation-of-practice":
        people = {"practitioner": worker, "observer": auditor.name, "supervisor": team.auditor.name}
        texts = {f"observation.{field}": comment(random) for field in ("record", "strengths", "development")}
        return {
            **{f"details.{field}": name for field, name in people.items()},
            "details.nature": "Home visit",
            "details.date": day,
            **texts,
        }
    return _review(form, on, auditor, team, random)


def _review(form: str, on: date, auditor: Person, team: Team, random: Random) -> Answers:
    """One of the forms of a service quality review."""
    answers: Answers = {"details.service_area": team.area}
    days: Answers = {"details.on_site_from": _day(on, -2), "details.on_site_to": _day(on, -1)}
    done: Answers = {"details.completed_by": auditor.name, "details.date": on.isoformat()}
    match form:
        case "service-quality-review-interview":
            notes: Answers = {f"{path}.notes": comment(random) for path, _ in questions(form)}
            return answers | {"details.head_of_service": "Head of the service"} | done | notes
        case "service-quality-review-compliance-audit":
            ratings: Answers = {f"{path}.rating": random.randint(1, 4) for path, _ in questions(form)}
            return answers | {"details.started": _day(on, -14)} | days | done | ratings
        case _:
            return answers | days | done | {
                "review_team[0].name": auditor.name,
                "summary.area": comment(random),
                "summary.effectiveness": comment(random),
                "strengths[0].strength": comment(random),
                "improvements[0].area": comment(random),
            }  # fmt: skip
