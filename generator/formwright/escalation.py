"""Who must be told of a judged return, and why.

An escalation that falls silent can leave a child at risk. So it is worked out from the judgement
whatever else is wrong with the return; a role that is told only in some cases is told as well where
the return does not say whether it is such a case; and a role for which nobody is named stays in
the list. Where nothing can be worked out, an error says that nobody has been told.
"""

from collections.abc import Callable, Iterator

from formwright.checks.case import Case
from formwright.diagnostics import Diagnostic, error, warning
from formwright.model.conditions import All, AnyOf, Condition, Is, Not, fields_of
from formwright.model.form import Field, Recipient
from formwright.model.framework import Directory
from formwright.model.review import Escalated, Told
from formwright.model.rules import verdict
from formwright.places import Place

SERVICE_AREA = "details.service_area"
TEAM = "details.team"

Found = tuple[Escalated | None, tuple[Diagnostic, ...]]


def escalate(case: Case, directory: Directory) -> Found:
    """Who must be told of this return, with a warning for every role that is told to be safe and
    for every one that nobody is named for. A form without an escalation tells nobody, rightly."""
    escalation, field = case.rules.form.escalation, case.rules.judgement
    if escalation is None or field is None:
        return None, ()
    judgement = case.submission.value(field.path)
    rule = None if judgement is None else escalation.rule_for(judgement)
    told: list[Told] = []
    faults: list[Diagnostic] = []
    for recipient in rule.recipients if rule else ():
        because, unknown = _because(case, recipient)
        if because is not None:
            because = f"judged {field.label_of(str(judgement))}{because}"
            found = _named(case, recipient.role, because, directory)
            told.extend(found)
            faults.extend(_undecided(case, recipient, path) for path in unknown)
            if any(t.name is None for t in found):
                faults.append(_nobody_named(case, recipient, field.path))
    if not told:
        why = "cannot be relied on" if field.path in case.submission.unreadable else "is not given"
        place = case.submission.place(field.path)
        return None, (nobody_told(place, f"“{field.label}” {why}"),)
    return Escalated(tuple(told), escalation.copy_to), tuple(faults)


def nobody_told(place: Place, why: str) -> Diagnostic:
    """The error that stands wherever an escalation cannot be worked out."""
    hint = "Ask the auditor for the judgement. Put the return right and check it again."
    return error("escalation/nobody-told", place, f"Nobody has been told of this return: {why}.", hint)


def nobody_told_of_file(place: Place) -> Diagnostic:
    """The same for a file that may be no return at all."""
    message = "Nobody has been told of this file, as it cannot be read."
    hint = "Look at it today: if it is an audit, ask the auditor how it was judged, and tell those who must be told."
    return error("escalation/nobody-told", place, message, hint)


# --- whether a role is told ----------------------------------------------------------------


def _because(case: Case, recipient: Recipient) -> tuple[str | None, list[str]]:
    """How "because it was judged …" goes on for this role, or None where it is not told; and the
    paths of the fields that would be needed to rule it out."""
    value, is_unknown = case.submission.value, _is_unknown(case)
    found = verdict(case.rules.told_when[recipient], value, is_unknown)
    if found is False:
        return None, []
    if found is None:
        unknown = [p for p in dict.fromkeys(fields_of(case.rules.told_when[recipient])) if is_unknown(p)]
        reasons = [f"{_called(case, p)} {_how(case, p)}" for p in unknown]
        return f"; {' and '.join(reasons)}, so it cannot be ruled out", unknown
    met = [_said(case, p) for p in dict.fromkeys(_deciding(recipient.when, value, is_unknown))]
    return "".join(f", and {reason}" for reason in met), []


def _is_unknown(case: Case) -> Callable[[str], bool]:
    return lambda path: path not in case.submission.answers


def _how(case: Case, path: str) -> str:
    return "cannot be relied on" if path in case.submission.unreadable else "is not given"


def _said(case: Case, path: str) -> str:
    field, value = _field(case, path), case.submission.value(path)
    return f"{_called(case, path)} is " + ("not given" if value is None else f"“{field.label_of(value)}”")


def _called(case: Case, path: str) -> str:
    """A field in the middle of a sentence: by its label, which in a question does not say enough."""
    field = _field(case, path)
    return case.rules.name(field) if field.question else f"“{field.label}”"


def _field(case: Case, path: str) -> Field:
    return next(f for f in case.rules.form.fields if f.path == path)


def _deciding(
    condition: Condition | None, value: Callable[[str], str | int | None], is_unknown: Callable[[str], bool]
) -> Iterator[str]:
    """The fields by which a condition that is met is met."""
    match condition:
        case None:
            return
        case Is(field, _):
            yield field
        case Not():
            yield from fields_of(condition)
        case All(of) | AnyOf(of):
            for part in of:
                if verdict(part, value, is_unknown):
                    yield from _deciding(part, value, is_unknown)


# --- the people who hold it ----------------------------------------------------------------


def _named(case: Case, role: str, because: str, directory: Directory) -> list[Told]:
    area, team = (case.submission.value(p) for p in (SERVICE_AREA, TEAM))
    holders = directory.find(role, None if area is None else str(area), None if team is None else str(team))
    return [Told(role, h.name, h.email, because) for h in holders] or [Told(role, None, None, because)]


def _nobody_named(case: Case, recipient: Recipient, judgement: str) -> Diagnostic:
    title = case.framework.role(recipient.role).title
    message = f"{title} must be told, and nobody is named for it."
    hint = "Find out who holds it and tell them. Add a holder to directory.yaml."
    place = case.submission.place(judgement)
    if any(f.path == SERVICE_AREA for f in case.rules.single):
        place = case.submission.place(SERVICE_AREA)
        if SERVICE_AREA not in case.submission.answers:
            hint = f"{_called(case, SERVICE_AREA)} {_how(case, SERVICE_AREA)}: find out whose case it is."
    return warning("escalation/nobody-named", place, message, hint)


def _undecided(case: Case, recipient: Recipient, path: str) -> Diagnostic:
    title = case.framework.role(recipient.role).title
    message = f"{title} is told to be safe: {_called(case, path)} {_how(case, path)}."
    return warning("escalation/not-ruled-out", case.submission.place(path), message, "Answer it, and check again.")
