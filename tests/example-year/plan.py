"""The plan of a year: which returns are made, what is wrong with each, and when it arrives."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

import forms
from forms import JUDGED, JUDGEMENTS, OTHERS, Answers
from people import AREAS, HEADS, SUPPORT, TEAMS, Person, Team

YEAR = 2014
FORMATS = ("docx", "docx", "docx", "pdf", "pdf", "web", "web", "yaml")
"""As auditors choose them: `web` is the file that the web form downloads, `yaml` one that somebody typed."""
LAST = 4
"""The weeks of a month in which something arrives, from 1. What answers an earlier return comes later."""


@dataclass(frozen=True, slots=True)
class Return:
    """One file that somebody filled in. `said` are its answers; `fault` is what is wrong with it, and `missing` are the
    required answers that it lacks. `relation` is what it is to the return `of`, which arrives earlier; a `copy` has the
    same bytes as that one."""

    id: str
    form: str
    format: str
    said: Answers
    auditor: Person
    team: Team
    month: int
    week: int
    fault: str | None = None
    missing: tuple[str, ...] = ()
    relation: str | None = None
    of: str | None = None
    is_late: bool = False

    @property
    def is_whole(self) -> bool:
        return self.fault in (None, "wrong team", "unknown team")

    def text(self, path: str) -> str | None:
        value = self.said.get(path)
        return None if value is None else str(value)


def year(seed: int, months: int, is_small: bool) -> list[Return]:
    """Every return of the year, in the order in which they arrive."""
    random, made = Random(seed), list[Return]()
    for month in range(1, months + 1):
        for form, team, auditor in _audits(month, is_small, random):
            first = _first(f"R{len(made) + 1:04}", form, team, auditor, month, random)
            made.append(first)
            made += _later(first, f"R{len(made) + 1:04}", random)
    assert all(f"R{n:04}" == one.id for n, one in enumerate(made, 1))
    return sorted(made, key=lambda one: (one.month, one.week))


def _audits(month: int, is_small: bool, random: Random) -> Iterator[tuple[str, Team, Person]]:
    """What is audited in a month: by the framework's quotas, though a few managers do fewer."""
    for team in TEAMS[::3] if is_small else TEAMS:
        for number in range(random.choice((4, 4, 4, 4, 5, 3))):
            yield JUDGED[int(number == 3 and team.area == "child-protection")], team, team.auditor
    for number, area in enumerate(AREAS):
        away = [team for team in TEAMS if team.area != area]
        yield JUDGED[2], random.choice(away), HEADS[area]
        for form in OTHERS[:2] if is_small else OTHERS[:2] * 2:
            team = random.choice([team for team in TEAMS if team.area == area])
            yield form, team, HEADS[area] if form == OTHERS[1] else team.auditor
        if month % 3 == 0 and number == month // 3 - 1:
            for form in OTHERS[2:]:
                yield form, random.choice([team for team in TEAMS if team.area == area]), HEADS[area]


def _first(id: str, form: str, team: Team, auditor: Person, month: int, random: Random) -> Return:
    week = random.randint(1, LAST - 1)
    is_late = random.random() < 0.04
    on = _arrival(month, week) - timedelta(random.randint(35, 70) if is_late else random.randint(1, 6))
    format = "yaml" if form.startswith("service") else random.choice(FORMATS)
    if form in JUDGED:
        judgement = random.choices(JUDGEMENTS, (8, 45, 37, 10))[0]
        said = forms.audit(form, f"CS{20_000 + int(id[1:])}", on, auditor, team, judgement, random)
    else:
        said = forms.other(form, on, auditor, team, random)
    made = Return(id, form, format, said, auditor, team, month, week, is_late=is_late)
    return _spoilt(made, random)


def _arrival(month: int, week: int) -> date:
    return date(YEAR, month, 7 * week)


# --- what is wrong ---------------------------------------------------------------------------

_FAULTS = {
    "grades missing": 8, "no status": 2, "no judgement": 2, "no case": 2, "wrong date": 3, "wrong team": 3,
    "unknown team": 2, "no actions": 2, "half filled": 2, "blank": 1,
}  # fmt: skip


def _spoilt(one: Return, random: Random) -> Return:
    """The same, with something wrong in about one of four."""
    fault = random.choices((None, *_FAULTS), (100 - sum(_FAULTS.values()), *_FAULTS.values()))[0]
    if fault is None or one.form.startswith("service"):
        return one
    if one.form not in JUDGED:
        return _without(one, "text missing", _some_texts(one, random)) if fault == "grades missing" else one
    grades = [path for path in one.said if path.endswith(".grade")]
    match fault:
        case "grades missing":
            return _without(one, fault, random.sample(grades, random.randint(1, 3)))
        case "no status":
            without_pep = {path: said for path, said in one.said.items() if not path.startswith("evaluation.pep.")}
            return _without(replace(one, said=without_pep), fault, ["details.child_status"])
        case "no judgement":
            return _without(one, fault, ["overall.judgement"])
        case "no case":
            return _without(one, fault, ["details.case_id"])
        case "half filled":
            return _half_filled(one, grades)
        case "blank":
            return replace(one, fault=fault, said={}, format=random.choice(("docx", "web")))
        case "wrong date" if one.format != "web":  # the web form lets nobody write one
            return replace(one, fault=fault, said=one.said | {"details.date": f"{YEAR}-02-30"})
        case "wrong team":
            away = random.choice([team for team in TEAMS if team.area != one.team.area])
            return replace(one, fault=fault, said=one.said | {"details.team": away.label})
        case "unknown team":
            return replace(one, fault=fault, said=one.said | {"details.team": "The Night Desk"})
        case "no actions" if one.text("overall.judgement") in JUDGEMENTS[2:]:
            kept = {path: said for path, said in one.said.items() if not path.startswith("actions")}
            return replace(one, fault=fault, said=kept, missing=("actions",))
        case _:
            return one


def _some_texts(one: Return, random: Random) -> list[str]:
    wanted = {"supervision-file-audit": ("details.supervisor", "completion.next_audit")}
    paths = wanted.get(one.form, ("observation.strengths", "observation.development"))
    return random.sample(paths, 1)


def _without(one: Return, fault: str, paths: list[str]) -> Return:
    kept = {path: said for path, said in one.said.items() if path not in paths}
    return replace(one, fault=fault, said=kept, missing=tuple(path for path in one.said if path in paths))


def _half_filled(one: Return, grades: list[str]) -> Return:
    """The details and three grades: whoever filled it in was called away."""
    kept = {path: said for path, said in one.said.items() if path.startswith("details.") or path in grades[:3]}
    applies = {path: said for path, said in one.said.items() if f"{path.rpartition('.')[0]}.grade" in grades[:3]}
    said = {path: said for path, said in one.said.items() if path in kept or path in applies}
    asked = [f"{path}.applies" if open else f"{path}.grade" for path, open in forms.questions(one.form)]
    if "cared-for" not in str(said["details.child_status"]):
        asked = [path for path in asked if path != "evaluation.pep.grade"]
    return replace(
        one, fault="half filled", said=said, missing=tuple(p for p in (*asked, "overall.judgement") if p not in said)
    )


# --- what answers it later -------------------------------------------------------------------


def _later(first: Return, id: str, random: Random) -> Iterator[Return]:
    """A return that is to an earlier one what its `relation` says; at most one of each."""
    week = random.randint(first.week + 1, LAST)
    last = replace(first, id=id, week=week, of=first.id, is_late=False)
    chance = random.random()
    if first.fault == "half filled":
        if chance < 0.7:
            yield replace(_finished(last, random), relation="draft")
    elif chance < 0.06:
        yield replace(last, relation="copy")
    elif not first.is_whole or first.form not in JUDGED:
        return
    elif chance < 0.10:
        others = [format for format in ("docx", "pdf", "web") if format != first.format]
        yield replace(last, relation="same", format=random.choice(others))
    elif chance < 0.13:
        yield _judged(replace(last, relation="correction"), _another(first, random), random)
    elif chance < 0.155:
        moderator = HEADS[first.team.area] if first.auditor != HEADS[first.team.area] else SUPPORT
        yield _judged(replace(last, relation="rival", auditor=moderator), _another(first, random), random)
    elif chance < 0.20:
        yield _moderated(last, random)


def _another(one: Return, random: Random) -> str:
    return random.choice([judgement for judgement in JUDGEMENTS if judgement != one.text("overall.judgement")])


def _judged(one: Return, judgement: str, random: Random) -> Return:
    """The same case, form and day, with another judgement."""
    case, on = str(one.said["details.case_id"]), date.fromisoformat(str(one.said["details.date"]))
    said = forms.audit(one.form, case, on, one.auditor, one.team, judgement, random)
    said["details.child_status"] = one.said["details.child_status"]
    kept = {path: value for path, value in said.items() if not path.startswith("evaluation.pep.")}
    pep = {path: value for path, value in one.said.items() if path.startswith("evaluation.pep.")}
    return replace(one, said=kept | pep, fault=None)


def _finished(one: Return, random: Random) -> Return:
    judgement = random.choice(JUDGEMENTS)
    finished = _judged(replace(one, missing=()), judgement, random)
    if one.form != JUDGED[0] or "cared-for" not in str(one.said["details.child_status"]):
        return finished
    return replace(finished, said=finished.said | {"evaluation.pep.grade": JUDGEMENTS.index(judgement) + 1})


def _moderated(one: Return, random: Random) -> Return:
    """The same case audited again on another day by the head of service: mostly judged the same, or nearly."""
    on = date.fromisoformat(str(one.said["details.date"])) + timedelta(1)
    place = JUDGEMENTS.index(str(one.said["overall.judgement"])) + random.choice((0, 0, 0, 1, -1))
    auditor = HEADS[one.team.area] if one.auditor != HEADS[one.team.area] else SUPPORT
    again = replace(one, auditor=auditor, said=one.said | {"details.date": on.isoformat()})
    return replace(_judged(again, JUDGEMENTS[min(3, max(0, place))], random), relation=None)
