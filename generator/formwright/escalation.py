"""Who must be notified of a judged return, and why.

An escalation that falls silent can leave a child at risk. So it is worked out from the judgement
whatever else is wrong with the return; a role that is told only in some cases is told as well where
the return does not say whether it is such a case; and a role for which nobody is named stays in
the list. Where nothing can be worked out, an error says that nobody has been told.

Which person is named for a role goes by the case's service area and team. Nobody is named by chance:
where one of the two would decide and is not known, a warning says so.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from formwright.answers import address
from formwright.answers.spelling import day_in_words
from formwright.checks.case import Case
from formwright.diagnostics import Diagnostic, error, warning
from formwright.misspelt import did_you_mean
from formwright.model.conditions import (
    All,
    Answer,
    AnyOf,
    Anywhere,
    Condition,
    Is,
    Not,
    Verdict,
    both,
    fields_of,
    in_rows,
    verdict,
)
from formwright.model.form import AUDITOR, CASE, Also, Escalation, Field, Respond
from formwright.model.framework import Directory, Holder
from formwright.model.parts import WHOLE
from formwright.model.release import names_of_team
from formwright.model.review import Escalated, Told
from formwright.model.rules import met
from formwright.places import Place

LISTED = 12  # teams that a hint lists

Found = tuple[Escalated | None, tuple[Diagnostic, ...]]


class Whom(NamedTuple):
    """Somebody who is told: the holder of a role, of where the case is or of where its auditor works."""

    role: str
    of: str = CASE


Named = Mapping[Whom, tuple[Holder, ...]]
"""The holders who are named; none for a role that nobody holds."""


def escalate(case: Case, directory: Directory) -> Found:
    """Who must be notified of this return; an error for every role that nobody is named for, and a warning
    wherever it is not certain that a role must be told, or that the right person is named for it. A form
    that says why nobody need hear tells nobody, rightly."""
    escalation = case.rules.form.escalation
    if escalation is None:
        return None, () if case.rules.form.nobody else (_no_rule(case),)
    place = case.submission.place(escalation.judgement or "")
    if case.is_blank:
        return None, (nobody_told(place, "it is blank", "Ask for the completed form."),)
    judged = case.rules.counting_judgements(case.submission)
    reasons = _by_role(_reasons(case, escalation, judged))
    not_yet = () if judged or _is_due(case) else (_not_yet(case, place),)
    if not reasons and not_yet:
        return None, not_yet
    if not reasons:
        return None, (nobody_told(place, _no_judgement(case) or "no rule says who to notify"),)
    whose = {of: _whose(case, directory, of) for of in dict.fromkeys(whom.of for whom in reasons)}
    named = {whom: directory.find(whom.role, whose[whom.of].area, whose[whom.of].team) for whom in reasons}
    told = [one for whom, found in reasons.items() for one in _told(whom, found, named[whom])]
    faults = [_undecided(case, whom, path) for whom, found in reasons.items() for path in _unknown_of(found)]
    faults.extend([*not_yet, *_not_told(case, escalation, judged)])
    faults.extend(_nobody_named(case, directory, w, whose[w.of], place) for w, held in named.items() if not held)
    if not any(named.values()):
        faults.append(nobody_told(place, "nobody is named for any of the roles that must be notified", _TELL))
    for of in whose:
        faults.extend(_doubts(case, directory, whose[of], {w: held for w, held in named.items() if w.of == of}))
    if not directory.is_whole and any(named.values()):
        faults.append(_directory_faulty(case))
    return Escalated(tuple(told), escalation.copy_to), tuple(faults)


@dataclass(slots=True)
class Escalations:
    """Who must be notified of each of many returns: worked out once for all that are alike in what decides it."""

    directory: Directory
    known: dict[tuple[object, ...], Found] = dataclasses.field(default_factory=dict)
    deciding: dict[tuple[str, str], tuple[str, ...]] = dataclasses.field(default_factory=dict)

    def of(self, case: Case) -> Found:
        submission, identity = case.submission, case.rules.form.identity
        form = identity.id, identity.digest  # a return may be of any of its versions
        if form not in self.deciding:
            self.deciding[form] = tuple(dict.fromkeys(_deciding_paths(case)))
        paths = self.deciding[form]
        if any("[]" in path for path in paths):  # rows are as many as they are
            return escalate(case, self.directory)
        lost = submission.unreadable.intersection(paths)
        alike = (form, case.is_blank, case.due, lost, *map(submission.said.get, paths))
        found = self.known.get(alike)
        if found is None:
            if len(self.known) >= MOST_KNOWN:
                self.known.clear()
            found = self.known[alike] = escalate(case, self.directory)
            return found
        escalated, faults = found
        return escalated, tuple(replace(f, place=submission.place(f.place.path or "")) for f in faults)


MOST_KNOWN = 2_000


def _deciding_paths(case: Case) -> Iterator[str]:
    """All that an escalation looks at."""
    rules = case.rules
    yield from filter(None, (case.field_of(name) for names in _FIELDS.values() for name in names))
    yield from (field.path for field in rules.judgements)
    for whole in (*rules.told_when.values(), *rules.also_when):
        yield from fields_of(whole)


_ASK = "Ask the auditor for the judgement. Correct the return and check it again."
_TELL = "Find out who holds these roles and notify them. Add the names to directory.yaml and check again."


def nobody_told(place: Place, why: str, hint: str = _ASK) -> Diagnostic:
    """The error that stands wherever an escalation cannot be worked out, or reaches nobody."""
    return error("escalation/nobody-told", place, f"{UNTOLD}: {why}.", hint)


UNTOLD = "Nobody has been notified about this return"


def nobody_told_of_file(place: Place) -> Diagnostic:
    """The same for a file that may be no return at all."""
    message = "Nobody has been notified about this file, because it cannot be read."
    hint = "Look at it today. If it is an audit, ask the auditor for the judgement and notify everyone who must know."
    return error("escalation/nobody-told", place, message, hint)


def nobody_told_of_arrived(place: Place) -> Diagnostic:
    """The same for a file that arrived and was put among what cannot be used, until somebody has dealt with it."""
    message = "This file arrived and cannot be used, so nobody has been notified about it."
    hint = (
        "Look at it today. If it is an audit, ask for the judgement and for the form itself, and notify everyone who "
        "must know. Then say that this is done: 'formwright record --dealt-with FILE --who NAME'."
    )
    return error("escalation/nobody-told", place, message, hint)


def _is_due(case: Case) -> bool:
    """Whether a judgement must be there, if the form makes one: several people may fill it in, in turn."""
    due = case.due
    return not case.rules.judgements or any(field.part in due for field in case.rules.judgements)


def _not_yet(case: Case, place: Place) -> Diagnostic:
    who = {part.id: part.who for part in case.rules.form.parts}[case.rules.judgements[0].part or ""]
    message = f"Nobody has been notified yet: the judgement is for {who}, who has not started."
    hint = f"Send the return to {who}, then check it again."
    return warning("escalation/not-judged-yet", place, message, hint)


def _no_rule(case: Case) -> Diagnostic:
    message = "The form does not say who to notify, or why nobody needs to be, so nobody has been notified."
    hint = "Read it, and notify anyone who should know. Ask the form's owner to add an 'escalation'."
    return warning("escalation/no-rule", case.submission.place(""), message, hint)


# --- whether a role is told ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Reason:
    """Why a role is told. `unknown` are the paths of the fields that would be needed to rule it out."""

    whom: Whom
    because: str
    unknown: tuple[str, ...] = ()
    is_judged: bool = False
    within: Respond | None = None


Judged = tuple[tuple[Field, str], ...]


def _reasons(case: Case, escalation: Escalation, judged: Judged) -> Iterator[_Reason]:
    """By the judgement; whatever the judgement; and where there is none to go by."""
    for field, judgement in judged:
        rule = escalation.rule_for(judgement)
        for recipient in rule.recipients if rule else ():
            looked = _look(case, case.rules.told_when[recipient], recipient.when)
            if looked.found is not False:
                because = f"judged {field.label_of(judgement)}{_tail(case, looked)}"
                within = rule.respond_within if rule and rule.respond_within else escalation.respond_within
                yield _Reason(Whom(recipient.role, recipient.of), because, looked.unknown, True, within)
    surely, open_ = False, list[str]()
    for also, when in zip(escalation.also, case.rules.also_when, strict=True):
        looked = _look(case, when, also.when)
        surely = surely or looked.found is True
        open_.extend(looked.unknown)
        for reason in _also(case, also, when):
            yield replace(reason, within=also.respond_within or escalation.respond_within)
    if case.rules.judgements and not judged and _is_due(case):
        paths = tuple(field.path for field in case.rules.judgements)
        because, within = _no_judgement(case), escalation.respond_within
        yield from (_Reason(Whom(role), because, paths, within=within) for role in escalation.default)
    elif not case.rules.judgements and not surely:
        because = (
            f"{_lacking(case, open_)}, so it may be that no other rule applies" if open_ else "no other rule applies"
        )
        within, unknown = escalation.respond_within, tuple(dict.fromkeys(open_))
        yield from (_Reason(Whom(role), because, unknown, within=within) for role in escalation.default)


def _also(case: Case, also: Also, when: Condition | None) -> Iterator[_Reason]:
    """Those who are told by one rule, whatever the judgement."""
    for recipient in also.recipients:
        own, whom = case.rules.told_when[recipient], Whom(recipient.role, recipient.of)
        looked = _look(case, both(when, own), both(None if also.reason else also.when, recipient.when))
        if looked.found is True:
            met_by = _several_words([_said(case, path) for path in looked.met])
            yield _Reason(whom, ", and ".join(filter(None, (also.reason, met_by))))
        elif looked.found is None:
            reason = f"{also.reason}: " if also.reason else ""
            because = f"{reason}{_lacking(case, looked.unknown)}, so it cannot be ruled out"
            yield _Reason(whom, because, looked.unknown)


def _by_role(reasons: Iterable[_Reason]) -> dict[Whom, list[_Reason]]:
    """What counts for each role: where something surely tells it, nothing that only may."""
    found: dict[Whom, list[_Reason]] = {}
    for reason in reasons:
        found.setdefault(reason.whom, []).append(reason)
    return {whom: [r for r in given if not r.unknown] or given for whom, given in found.items()}


def _unknown_of(reasons: list[_Reason]) -> list[str]:
    """The fields to name where a role is told to be safe: of many, the first."""
    return list(dict.fromkeys(path for reason in reasons for path in reason.unknown[:MOST_NAMED]))[:MOST_NAMED]


MOST_NAMED = 3


def _not_told(case: Case, escalation: Escalation, judged: Judged) -> Iterator[Diagnostic]:
    """Where others than those who are told may have to be, for a judgement that is not there or cannot be read."""
    if case.rules.judgements and not judged and not escalation.default and _is_due(case):
        message = f"Only the people who are always notified have been notified: {_no_judgement(case)}."
        place = case.submission.place(case.rules.judgements[0].path)
        yield error("escalation/judgement-unknown", place, message, _ASK)
    for field in case.rules.judgements if judged else ():
        worst = (field.choices or ())[-1].value if field.scale else None
        if field.path in case.submission.unreadable and judged[0][1] != worst:
            counted = f"“{judged[0][0].label_of(judged[0][1])}”"
            message = f"{_called(case, field.path)} cannot be relied on: the judgement may be worse than {counted}, "
            message += "which decided who is notified."
            hint = "Ask the person who made the judgement, and check again."
            yield warning("escalation/may-be-worse", case.submission.place(field.path), message, hint)


def _no_judgement(case: Case) -> str:
    """Why there is no judgement to go by; nothing, where the form makes none."""
    lost = case.submission.unreadable
    wanted = [f for f in case.rules.judgements if f.required or f.path in lost] or case.rules.judgements
    return _several_words([f"“{f.label}” {_how(case, f.path)}" for f in wanted])


@dataclass(frozen=True, slots=True)
class _Looked:
    """What came of looking at a condition: by which fields it is met, or which leave it open."""

    found: Verdict
    met: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def _look(case: Case, whole: Condition | None, written: Condition | None) -> _Looked:
    """`whole` takes in when the fields are asked themselves; `written` is what a reason speaks of."""
    value, is_unknown = case.submission.value, _is_unknown(case)

    def here(condition: Condition | None) -> Condition | None:
        return None if condition is None else in_rows(condition, lambda section: _rows(case, section))

    condition = here(whole)
    found = verdict(condition, value, is_unknown)
    if found is None:
        return _Looked(found, unknown=tuple(p for p in dict.fromkeys(fields_of(condition)) if is_unknown(p)))
    return _Looked(found, met=tuple(dict.fromkeys(_deciding(here(written), value, is_unknown))) if found else ())


def _rows(case: Case, section: str) -> Iterable[int]:
    """The rows that are there, with one more where there should be: what would stand in it is not known."""
    count = case.submission.rows.get(section, 0)
    one = next(r for r in case.rules.repeating if r.section.id == section)
    is_lost = section in case.submission.unreadable
    is_missing = not count and (
        one.content.repeats.minimum or (one.needed_when and met(one.needed_when, case.submission))
    )
    return range(count + bool(is_lost or is_missing))


def _tail(case: Case, looked: _Looked) -> str:
    """How "because it was judged …" goes on."""
    if looked.found is None:
        return f"; {_lacking(case, looked.unknown)}, so it cannot be ruled out"
    return "".join(f", and {_said(case, path)}" for path in looked.met)


def _lacking(case: Case, paths: Iterable[str]) -> str:
    return _several_words([f"{_called(case, p)} {_how(case, p)}" for p in dict.fromkeys(paths)])


def _several_words(parts: list[str]) -> str:
    """All of few; of many the first ones, and how many more there are."""
    if len(parts) > MOST_NAMED:
        parts = [*parts[: MOST_NAMED - 1], f"{len(parts) - MOST_NAMED + 1} more"]
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def _is_unknown(case: Case) -> Callable[[str], bool]:
    """What has no answer; but not what somebody else is still to be asked, in a part that is not due."""
    answers, due = case.submission.answers, case.due
    if due == WHOLE:
        return lambda path: path not in answers
    return lambda path: path not in answers and _field(case, path).part in due


def _how(case: Case, path: str) -> str:
    around = {path, path.partition("[")[0], path.partition(".")[0]} if "[" in path else {path}
    return "cannot be relied on" if around & case.submission.unreadable else "is not given"


def _said(case: Case, path: str) -> str:
    field, value = _field(case, path), case.submission.value(path)
    if isinstance(value, tuple):
        return f"{_called(case, path)} includes {' and '.join(f'“{field.label_of(each)}”' for each in value)}"
    return f"{_called(case, path)} is " + ("not given" if value is None else f"“{field.label_of(value)}”")


def _called(case: Case, path: str) -> str:
    """A field in the middle of a sentence: by its label, which in a question does not say enough."""
    field = _field(case, path)
    if "[" in path:
        return case.rules.name(field, int(path.partition("[")[2].partition("]")[0]))
    return case.rules.name(field) if field.question else f"“{field.label}”"


def _field(case: Case, path: str) -> Field:
    path = address.of_every_row(path)
    return next(f for f in case.rules.form.fields if f.path == path)


def _deciding(
    condition: Condition | None, value: Callable[[str], Answer], is_unknown: Callable[[str], bool]
) -> Iterator[str]:
    """The fields by which a condition that is met is met."""
    match condition:
        case None:
            return
        case Is(field, _):
            yield field
        case Not():
            yield from fields_of(condition)
        case All(of) | AnyOf(of) | Anywhere(_, _, of):
            for part in of:
                if verdict(part, value, is_unknown):
                    yield from _deciding(part, value, is_unknown)


# --- whose case it is ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Whose:
    """The service area (its id) and the team (as the directory knows it) that a case is of, or that its auditor works
    in, each None where that is not known. Then `no_area` and `no_team` say why, as the beginning of a sentence. The
    paths are those of the fields that say so; empty, where none does."""

    area: str | None
    team: str | None
    no_area: str
    no_team: str
    area_path: str
    team_path: str


_FIELDS = {CASE: ("area", "team"), AUDITOR: ("auditor_area", "auditor_team")}


def _whose(case: Case, directory: Directory, of: str) -> _Whose:
    area_path, team_path = (case.field_of(name) or "" for name in _FIELDS[of])
    area, team = case.submission.value(area_path), case.submission.value(team_path)
    found = None if area is None else case.framework.service_area(str(area))
    key = None if team is None else _team(str(team), case, directory)
    id = found.id if found else None
    if not area_path and key is not None and len(homes := directory.team_areas.get(key, frozenset())) == 1:
        (id,) = homes  # a team gives its service area, where nothing else could
    no_area = _unknown(case, of, area_path, "service area", "does not name a service area in this framework")
    no_team = _unknown(case, of, team_path, "team", "is not given")
    return _Whose(id, key, "" if id else no_area, "" if key else no_team, area_path, team_path)


def _team(said: str, case: Case, directory: Directory) -> str | None:
    """The team as the directory knows it, by whatever it was called when the form was released."""
    names = names_of_team(case.framework.teams, said) if case.rules.words else ()
    keys = [directory.team_key(name) for name in (said, *names)]
    return next((key for key in keys if key in directory.team_areas), keys[0])


def _unknown(case: Case, of: str, path: str, what: str, otherwise: str) -> str:
    """Why a field does not say whose case it is; `otherwise`, where it has an answer all the same."""
    if not _is_asked(case, path):
        return f"The form does not ask for the {what}{' that the auditor works in' if of == AUDITOR else ''}"
    how = otherwise if path in case.submission.answers else _how(case, path)
    return f"{_called(case, path)} {how}"


# --- the people who hold it ----------------------------------------------------------------


def _is_asked(case: Case, path: str) -> bool:
    return any(f.path == path for f in case.rules.single)


def _told(whom: Whom, reasons: list[_Reason], holders: Iterable[Holder]) -> list[Told]:
    because = "; ".join(dict.fromkeys(r.because for r in reasons))
    soonest = min((r.within for r in reasons if r.within), key=lambda within: within.length, default=None)
    told = Told(whom.role, None, None, because, reasons[0].is_judged, of=whom.of, respond_within=soonest)
    found = [
        replace(told, name=h.name, email=h.email, stands_in_for=h.stands_in_for, fallback_for=h.fallback_for)
        for h in holders
    ]
    return found or [told]


def _nobody_named(case: Case, directory: Directory, whom: Whom, whose: _Whose, judgement: Place) -> Diagnostic:
    message = f"{_title(case, whom)} must be notified, but nobody is named for this role"
    message += f"{_on(directory) if directory.depends_on_the_day else ''}."
    hint = "Find out who holds the role and notify them. Add them to directory.yaml."
    place = judgement
    if _is_asked(case, whose.area_path):
        place = case.submission.place(whose.area_path)
        if whose.area is None:
            whom_to_ask = "whose case it is" if whom.of == CASE else "where the auditor works"
            hint = f"{whose.no_area}. Find out {whom_to_ask}."
    return error("escalation/nobody-named", place, message, hint)


def _doubts(case: Case, directory: Directory, whose: _Whose, named: Named) -> Iterator[Diagnostic]:
    """A warning for each reason why the right person may be another one than is named."""
    by_area = [r for r in named if any(h.service_area for h in directory.of(r.role))]
    by_team = [r for r in named if any(h.team for h in directory.of(r.role))]
    if whose.area is None:
        yield from _not_certain(case, whose.area_path, whose.no_area, [r for r in by_area if named[r]])
    if whose.team is None:
        of_this_area = [r for r in by_team if any(h.team and _may_be(h, whose.area) for h in directory.of(r.role))]
        yield from _not_certain(case, whose.team_path, whose.no_team, [r for r in of_this_area if named[r]])
    elif whose.team not in directory.team_areas:
        yield from _unknown_team(case, directory, whose.team_path, by_team)
    elif whose.area is not None and (homes := directory.team_areas[whose.team]) and whose.area not in homes:
        labels = " or ".join(a.label for a in case.framework.service_areas if a.id in homes)
        why = f"{_called(case, whose.team_path)} belongs to {labels}, not to the service area in the return"
        yield from _not_certain(case, whose.team_path, why, [r for r in named if r in by_area or r in by_team])
    yield from (_several(case, whom, len(holders)) for whom, holders in named.items() if len(holders) > 1)
    for whom, holders in named.items():
        if any(h.fallback_for for h in holders):
            yield _fallback(case, directory, whom)
        elif directory.vacant(whom.role, whose.area, whose.team):
            yield _vacant(case, directory, whom)


def _directory_faulty(case: Case) -> Diagnostic:
    message = "directory.yaml has errors, so someone closer to the case may be missing from the people named."
    hint = "Correct it ('formwright validate' shows where), and check again."
    return warning("escalation/directory-faulty", case.submission.place(""), message, hint)


def _may_be(holder: Holder, area: str | None) -> bool:
    return area is None or holder.service_area in (None, area)


def _not_certain(case: Case, path: str, why: str, roles: list[Whom]) -> Iterator[Diagnostic]:
    if roles:
        message = f"{why}, so it is not certain who the right {_titles(case, roles)} is."
        hint = "Find out whose case it is, and check that the right person is named."
        yield warning("escalation/not-certain", case.submission.place(path), message, hint)


def _unknown_team(case: Case, directory: Directory, path: str, roles: list[Whom]) -> Iterator[Diagnostic]:
    """What the return says is not repeated: only teams that the framework or the directory names are."""
    if roles:
        names = directory.team_names
        listed = f"The teams are: {', '.join(names)}." if len(names) <= LISTED else "Check the spelling."
        hint = did_you_mean(str(case.submission.value(path))[:100], names) or listed
        message = f"The answer to {_called(case, path)} is not a known team, so it is not certain who the right "
        message += f"{_titles(case, roles)} is."
        further = "" if hint != listed else " If the team is missing, add it under 'teams' in framework.yaml."
        yield warning("escalation/unknown-team", case.submission.place(path), message, hint + further)


def _fallback(case: Case, directory: Directory, whom: Whom) -> Diagnostic:
    message = f"Nobody holds the role {_title(case, whom)} for this case{_on(directory)}, so the person "
    message += "in the fallbacks is notified instead."
    hint = "Add a holder to directory.yaml as soon as there is one."
    return warning("escalation/fallback", case.submission.place(""), message, hint)


def _vacant(case: Case, directory: Directory, whom: Whom) -> Diagnostic:
    title = _title(case, whom)
    message = f"The post of {title} closest to this case is vacant{_on(directory)}, so the person who holds the "
    message += "role for more cases is notified."
    hint = "Add a holder to directory.yaml as soon as there is one."
    return warning("escalation/post-vacant", case.submission.place(""), message, hint)


def _on(directory: Directory) -> str:
    return f" on {day_in_words(directory.day)}" if directory.day else ""


def _several(case: Case, whom: Whom, count: int) -> Diagnostic:
    message = f"{count} people hold the role {_title(case, whom)} for this case: all of them must be notified."
    hint = "If only one of them should, correct directory.yaml."
    return warning("escalation/several-named", case.submission.place(""), message, hint)


def _title(case: Case, whom: Whom) -> str:
    title = case.framework.role(whom.role).title
    return f"{title} of the auditor" if whom.of == AUDITOR else title


def _titles(case: Case, roles: list[Whom]) -> str:
    titles = [_title(case, whom) for whom in roles]
    return " or ".join(filter(None, (", ".join(titles[:-1]), titles[-1])))


def _undecided(case: Case, whom: Whom, path: str) -> Diagnostic:
    title = _title(case, whom)
    message = f"{title} is notified to be safe: {_called(case, path)} {_how(case, path)}."
    return warning(
        "escalation/not-ruled-out", case.submission.place(path), message, "Ask for the answer, and check again."
    )
