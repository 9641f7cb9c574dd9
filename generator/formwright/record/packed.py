"""A return of the record as a row of the database, and back."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import lru_cache
from typing import Any

from formwright.diagnostics import Diagnostic, Severity
from formwright.model.form import Respond
from formwright.model.likeness import Likeness
from formwright.model.review import Escalated, PartStatus, Reviewed, Status, Told
from formwright.model.rules import Rules
from formwright.places import Mark, Place
from formwright.record.rows import Action, Brief, Return

PLAIN = (
    "file", "sha256", "form", "version", "digest", "status", "case_id", "date", "area", "team", "auditor", "worker",
    "auditor_area", "auditor_team", "judgement", "answers", "likeness",
)  # fmt: skip
"""What has a column of its own, in their order."""

LOOKED_AT = (
    "file", "seen", "sha256", "form", "version", "digest", "status", "date", "judgement", "answers", "likeness",
    "found",
)  # fmt: skip
"""What is needed of a row to say again what a look at its file found: all but what the return answered."""

BRIEF = ("file", "sha256", "form", "status", "date", "area", "auditor", "worker")
"""What a count needs of a row, but for what was chosen."""


def packed(one: Return) -> tuple[str | None, ...]:
    """The values of PLAIN; then as JSON what was found in the return, and what it answered."""
    return (*(getattr(one, name) for name in PLAIN), _json(_found(one)), _json(_answered(one)))


def unpacked(row: tuple[Any, ...]) -> Return:
    """From the same values."""
    plain = dict(zip(PLAIN, row, strict=False))
    plain["status"] = _STATUS[plain["status"]]
    escalation, nobody, is_blank, parts, faults = _read(row[len(PLAIN)])
    more = json.loads(row[len(PLAIN) + 1])
    return Return(
        **plain,
        faults=tuple([_fault(plain["file"], fault) for fault in faults]),
        escalation=escalation,
        nobody=nobody,
        is_blank=is_blank,
        parts=parts,
        grades=more["grades"],
        choices=_choices(more["choices"]),
        texts=tuple(more["texts"]),
        actions=tuple(map(_action, more["actions"])),
        themes=more.get("themes", {}),
    )


def brief(row: tuple[Any, ...]) -> Brief:
    """From the values of BRIEF, and what was chosen as JSON, or None."""
    file, sha256, form, status, date, area, auditor, worker, chosen = row
    choices = _choices(json.loads(chosen)) if chosen else None
    return Brief(file, sha256, form, _STATUS[status], date, area, auditor, worker, choices)


def _choices(plain: Mapping[str, Any]) -> Mapping[str, str | tuple[str, ...]]:
    return {path: tuple(chosen) if isinstance(chosen, list) else chosen for path, chosen in plain.items()}


def found(row: tuple[Any, ...], file: str, rules: Callable[[str, str | None], Rules | None]) -> Reviewed:
    """From the values of LOOKED_AT, what a look at the file found, which is now named so. `rules` are those of a form
    in one of its versions."""
    _, _, _, form, version, digest, status, date, judgement, answers, case, said = row
    escalation, nobody, is_blank, parts, faults = _read(said)
    return Reviewed(
        file=file,
        form=form,
        version=version,
        status=_STATUS[status],
        judgement=judgement,
        diagnostics=tuple([_fault(file, fault) for fault in faults]) if faults else (),
        escalation=escalation,
        nobody=nobody,
        likeness=None if is_blank or form is None else _likeness(answers, case, date),
        digest=digest,
        parts=parts,
        rules=rules(form, version) if form else None,
    )


def _likeness(answers: str | None, case: str | None, date: str | None) -> Likeness:
    return Likeness(bytes.fromhex(answers) if answers else None, bytes.fromhex(case) if case else None, date)


@lru_cache(maxsize=1_000)  # most returns are complete, and go to the same few people
def _read(found: str) -> tuple[Escalated | None, str | None, bool, tuple[PartStatus, ...], list[list[Any]]]:
    said = json.loads(found)
    escalation = said["escalation"]
    return (
        escalation and _the_one(Escalated(tuple(map(_untold, escalation[0])), tuple(escalation[1]))),
        said["nobody"],
        said["is_blank"],
        tuple(PartStatus(id, who, s and _STATUS[s], waits) for id, who, s, waits in said["parts"]),
        said["faults"],
    )


@lru_cache(maxsize=1_000)
def _the_one(escalation: Escalated) -> Escalated:
    """One and the same of all that are equal, so that what is said of it can be known by it."""
    return escalation


def words(one: Return) -> str:
    """What somebody may look for, in lower case."""
    return " ".join(filter(None, (one.case_id, one.file, one.auditor, one.team, one.worker))).casefold()


_STATUS = {str(status): status for status in Status}
_SEVERITY = {str(severity): severity for severity in Severity}


def _json(content: Mapping[str, object]) -> str:
    return json.dumps(content, separators=(",", ":"))


def _answered(one: Return) -> Mapping[str, object]:
    return {
        "grades": dict(one.grades),
        "choices": dict(one.choices),
        "texts": one.texts,
        "actions": [[getattr(action, name) for name in _OF_ACTION] for action in one.actions],
        **({"themes": dict(one.themes)} if one.themes else {}),
    }


_OF_ACTION = tuple(field.name for field in fields(Action))


def _action(said: list[Any]) -> Action:
    named = dict(zip(_OF_ACTION, said, strict=False))
    return Action(**(named | {"lacks": tuple(named.get("lacks", ()))}))


def _found(one: Return) -> Mapping[str, object]:
    escalation = one.escalation and [[_told(told) for told in one.escalation.recipients], one.escalation.copy_to]
    return {
        "faults": [_unfault(fault, one.file) for fault in one.faults],
        "escalation": escalation,
        "nobody": one.nobody,
        "is_blank": one.is_blank,
        "parts": [[part.id, part.who, part.status, part.waits] for part in one.parts],
    }


def _told(told: Told) -> dict[str, object]:
    """All that is not as it usually is."""
    plain = {field.name: getattr(told, field.name) for field in fields(Told)}
    plain["respond_within"] = told.respond_within and [told.respond_within.days, told.respond_within.are_working]
    usual = {field.name: field.default for field in fields(Told)}
    return {name: value for name, value in plain.items() if value != usual[name]}


def _untold(plain: dict[str, Any]) -> Told:
    within = plain.get("respond_within")
    return Told(**{**plain, "respond_within": Respond(*within) if within else None})


def _unfault(fault: Diagnostic, file: str) -> list[object]:
    mark, place = fault.place.mark, fault.place
    at = [mark.line, mark.column] if mark else None
    return [
        fault.code,
        fault.severity,
        None if place.file == file else place.file,
        at,
        place.path,
        fault.message,
        fault.hint,
    ]


def _fault(file: str, said: list[Any]) -> Diagnostic:
    code, severity, other, at, path, message, hint = said
    place = Place(other or file, Mark(*at) if at else None, path)
    return Diagnostic(code, _SEVERITY[severity], place, message, hint)
