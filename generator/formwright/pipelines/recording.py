"""A reviewed return as the record keeps it: what it is, with nothing of what anybody wrote in a comment."""

import hashlib
from dataclasses import replace
from pathlib import Path

from formwright.answers import address
from formwright.answers.kinds import GRADE, LONG_TEXT, TEXT, Shape
from formwright.model.framework import Directory, Framework
from formwright.model.release import names_of_team
from formwright.model.review import Reviewed
from formwright.model.rules import Rules
from formwright.model.submission import Submission
from formwright.model.themes import counts
from formwright.pipelines import asked_for
from formwright.pipelines.asked_for import line as _line
from formwright.record.rows import Return


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
        actions=tuple(asked_for.actions(submission, rules, framework)),
        themes=counts(framework.themes, comments),
    )


def _team(said: str | None, rules: Rules, framework: Framework, directory: Directory) -> str | None:
    """The team's id, where the framework declares it under this name; else as it was written."""
    if not said or not framework.teams:
        return _line(said)
    names = names_of_team(framework.teams, said) if rules.words else ()
    declared = {team.id for team in framework.teams}
    return next((key for name in (said, *names) if (key := directory.team_key(name)) in declared), _line(said))
