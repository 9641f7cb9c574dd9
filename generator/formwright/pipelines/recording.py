"""A reviewed return as the record keeps it: what it is, with nothing of what anybody wrote in a comment."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from formwright.answers import address
from formwright.answers.kinds import DATE, GRADE, LONG_TEXT, TEXT, Shape
from formwright.model.form import Field
from formwright.model.framework import Directory, Framework
from formwright.model.likeness import Likeness
from formwright.model.release import names_of_team
from formwright.model.review import Reviewed
from formwright.model.rules import Rules
from formwright.model.submission import Submission
from formwright.model.themes import counts
from formwright.record.rows import Action, Return

WHO, BY, DONE = "who", "by", "done"
"""The columns of a section of actions: a repeating section with a text `who` and a date `by`, perhaps a date `done`."""


def row(found: Reviewed, sha256: str, framework: Framework, directory: Directory) -> Return:
    """The record's row of this file. `found` must not have been held against other returns yet."""
    likeness = found.likeness
    plain = Return(
        file=found.file,
        sha256=sha256,
        form=found.form,
        version=found.version,
        digest=found.digest,
        status=found.status,
        judgement=found.judgement,
        faults=found.diagnostics,
        escalation=found.escalation,
        nobody=found.nobody,
        parts=found.parts,
        is_blank=likeness is None and found.form is not None,
        answers=likeness.answers.hex() if likeness and likeness.answers else None,
        likeness=likeness.case.hex() if likeness and likeness.case else None,
    )
    if found.submission is None or found.rules is None:
        return plain
    return _with_answers(plain, found.submission, found.rules, framework, directory)


def likeness_of(one: Return) -> Likeness | None:
    """What the return was known by as it was put in the record; None for a blank form."""
    if one.is_blank or one.form is None:
        return None
    answers = bytes.fromhex(one.answers) if one.answers else None
    return Likeness(answers, bytes.fromhex(one.likeness) if one.likeness else None, one.date)


def digest(path: Path) -> str:
    """Of a file's bytes, in hexadecimal. Raises OSError where it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _with_answers(
    plain: Return, submission: Submission, rules: Rules, framework: Framework, directory: Directory
) -> Return:
    case = framework.case
    area, team = case.said("area", submission), case.said("team", submission)
    known = (rules.words or framework).service_area(area) if area else None
    auditor_area = case.said("auditor_area", submission)
    auditors = (rules.words or framework).service_area(auditor_area) if auditor_area else None
    grades: dict[str, int] = {}
    choices: dict[str, str | tuple[str, ...]] = {}
    texts: list[str] = []
    comments: list[str] = []
    named = {path for _, path in case.every()}
    for path, value in submission.said.items():
        of = rules.fields[address.of_every_row(path)]
        if of.kind is GRADE and isinstance(value, int):
            grades[path] = value
        elif of.kind.shape in (Shape.ONE_OF, Shape.SEVERAL_OF):
            choices[path] = tuple(map(str, value)) if isinstance(value, tuple) else str(value)
        elif of.kind in (TEXT, LONG_TEXT) and path not in named:
            texts.append(path)
        if of.kind is LONG_TEXT:
            comments.append(str(value))
    return replace(
        plain,
        case_id=_line(case.said("id", submission)),
        date=_line(case.said("date", submission)),
        area=known.id if known else _line(area),
        team=_team(team, rules, framework, directory),
        auditor=_line(case.said("auditor", submission)),
        worker=_line(case.said("worker", submission)),
        auditor_area=auditors.id if auditors else _line(auditor_area),
        auditor_team=_team(case.said("auditor_team", submission), rules, framework, directory),
        grades=grades,
        choices=choices,
        texts=tuple(texts),
        actions=tuple(_actions(submission, rules)),
        themes=counts(framework.themes, comments),
    )


def _line(text: str | None) -> str | None:
    """On one line, and no longer than a name is."""
    plain = " ".join((text or "").split())[:LONGEST]
    return plain or None


LONGEST = 200


def _team(said: str | None, rules: Rules, framework: Framework, directory: Directory) -> str | None:
    """The team's id, where the framework declares it under this name; else as it was written."""
    if not said or not framework.teams:
        return _line(said)
    names = names_of_team(framework.teams, said) if rules.words else ()
    declared = {team.id for team in framework.teams}
    return next((key for name in (said, *names) if (key := directory.team_key(name)) in declared), _line(said))


def _actions(submission: Submission, rules: Rules) -> Iterator[Action]:
    """The rows of every section of actions, in the order of the form; numbered in each section from 0."""
    for section, fields in _sections_of_actions(rules):
        for number in range(submission.rows.get(section, 0)):
            said = {name: submission.value(f"{section}[{number}].{name}") for name in (WHO, BY, DONE) if name in fields}
            who, by, done = (_line(str(said[n])) if said.get(n) is not None else None for n in (WHO, BY, DONE))
            yield Action(f"{section}[{number}]", who, by, done)


def _sections_of_actions(rules: Rules) -> Iterator[tuple[str, set[str]]]:
    sections: dict[str, dict[str, Field]] = {}
    for path, of in rules.fields.items():
        section, bracket, name = path.partition("[].")
        if bracket:
            sections.setdefault(section, {})[name] = of
    for section, fields in sections.items():
        if WHO in fields and BY in fields and fields[BY].kind is DATE:
            yield section, set(fields)
