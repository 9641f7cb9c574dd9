"""The returns of a record as a list: for people, for other programs, and as a table for Excel."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from formwright.answers import spelling
from formwright.diagnostics import Severity
from formwright.model.basis import Basis
from formwright.record.events import Event, What
from formwright.record.rows import Return
from formwright.reports.problems import count
from formwright.reports.visible import shown

HEADINGS = (
    "Received",
    "Case",
    "Form",
    "Version",
    "Date of the audit",
    "Service area",
    "Team",
    "Auditor",
    "Judgement",
    "State",
    "Errors",
    "Must be notified",
    "Counts",
    "Open actions",
    "File",
)


UNUSABLE = "not usable"


@dataclass(frozen=True, slots=True)
class Listed:
    """A return, when it was received, the file of the return that counts instead, where one does, and how many of its
    actions are open: its audit is not closed before there are none. A file that arrived and cannot be used
    `is_set_aside`; `dealt_with` says by whom."""

    row: Return
    received: str | None
    instead: str | None
    is_set_aside: bool = False
    dealt_with: str | None = None
    open_actions: int = 0

    @property
    def state(self) -> str:
        return UNUSABLE if self.is_set_aside else str(self.row.status)


class Placed(Protocol):
    """Something with the ids of a form, a service area and a team."""

    @property
    def form(self) -> str | None: ...

    @property
    def area(self) -> str | None: ...

    @property
    def team(self) -> str | None: ...


@dataclass(frozen=True)
class Words:
    """What the framework calls what a row has ids for."""

    basis: Basis

    @cached_property
    def _areas(self) -> Mapping[str, str]:
        framework = self.basis.framework
        return {area.id: area.label for area in framework.service_areas} if framework else {}

    @cached_property
    def _teams(self) -> Mapping[str, str]:
        framework = self.basis.framework
        return {team.id: team.label for team in framework.teams} if framework else {}

    @cached_property
    def _roles(self) -> Mapping[str, str]:
        framework = self.basis.framework
        return {role.id: role.title for role in framework.roles} if framework else {}

    @cached_property
    def _forms(self) -> Mapping[str, tuple[str, Mapping[str, str]]]:
        found = {}
        for form in self.basis.forms:
            choices = form.judgement.choices or () if form.judgement else ()
            found[form.identity.id] = form.identity.title, {str(c.value): c.label for c in choices}
        return found

    def form(self, one: Placed) -> str | None:
        return self._forms[one.form][0] if one.form and one.form in self._forms else one.form

    def judgement(self, one: Return) -> str | None:
        known = self._forms[one.form][1] if one.form and one.form in self._forms else {}
        return known.get(one.judgement or "", one.judgement)

    def area(self, one: Placed) -> str | None:
        return self._areas.get(one.area or "", one.area)

    def team(self, one: Placed) -> str | None:
        return self._teams.get(one.team or "", one.team)

    def name_of_form(self, id: str) -> str:
        return self._forms[id][0] if id in self._forms else id

    def name_of_area(self, id: str) -> str:
        return self._areas.get(id, id)

    def name_of_team(self, id: str) -> str:
        return self._teams.get(id, id)

    def notified(self, one: Return) -> str:
        roles = one.escalation.recipients if one.escalation else ()
        return ", ".join(dict.fromkeys(self._roles.get(told.role, told.role) for told in roles))


def errors(one: Return) -> int:
    return sum(fault.severity is Severity.ERROR for fault in one.faults)


# --- a table ---------------------------------------------------------------------------------


def rows(found: Iterable[Listed], words: Words) -> Iterator[tuple[object, ...]]:
    """A row for each return, under HEADINGS."""
    for each in found:
        one = each.row
        yield (
            _day((each.received or "")[:10]),
            one.case_id,
            words.form(one),
            one.version,
            _day(one.date or "") or one.date,
            words.area(one),
            words.team(one),
            one.auditor,
            words.judgement(one),
            each.state,
            errors(one),
            words.notified(one),
            "no" if each.instead else "yes",
            each.open_actions,
            one.file,
        )


def _day(text: str) -> date | None:
    return spelling.day(text) if text else None


# --- for people ------------------------------------------------------------------------------


def text(found: Iterable[Listed], words: Words) -> Iterator[str]:
    """Two lines for each return, and at the end how many there are of each state."""
    states: Counter[str] = Counter()
    for each in found:
        one = each.row
        states[each.state] += 1
        if each.is_set_aside:
            dealt = f", dealt with by {each.dealt_with}" if each.dealt_with else ""
            yield from (shown(one.file), f"  NOT USABLE{shown(dealt)}", f"  received {(each.received or '')[:10]}", "")
            continue
        judged = f", judged {words.judgement(one)}" if one.judgement else ""
        number = errors(one)
        faults = f", {count(number, 'error')}" if number else ""
        case, day = shown(one.case_id or "no case ID"), shown(one.date or "no date")
        yield f"{case}  {day}  {words.form(one) or 'not a return'}"
        yield f"  {str(one.status).upper()}{judged}{faults}"
        whose = [part for part in (words.area(one), words.team(one)) if part]
        by = [f"by {one.auditor}"] if one.auditor else []
        came = [f"received {each.received[:10]}"] if each.received else ["not received, but put in the folder"]
        yield f"  {'; '.join(map(shown, (*whose, *by, *came)))}"
        if each.open_actions:
            yield f"  {count(each.open_actions, 'open action')}"
        if each.instead:
            yield f"  Does not count: {shown(each.instead)} counts instead."
        yield f"  {shown(one.file)}"
        yield ""
    unusable = states.pop(UNUSABLE, 0)
    listed = ", ".join(f"{number} {state}" for state, number in sorted(states.items()))
    yield f"{count(sum(states.values()), 'return')}{f': {listed}' if listed else ''}."
    if unusable:
        yield f"{count(unusable, 'file')} that cannot be used."


def history(one: Return, events: Iterable[Event]) -> Iterator[str]:
    """What happened to a return, in its order."""
    yield shown(one.file)
    for event in events:
        yield f"  {event.at[:10]} {event.at[11:16]}  {_said(event)}"


def _said(event: Event) -> str:
    more = {key: shown(_in_words(value)) for key, value in event.more.items() if value not in (None, "")}

    def said(key: str, before: str = "", after: str = "") -> str:
        return f"{before}{more[key]}{after}" if key in more else ""

    match event.what:
        case What.RECEIVED:
            return f"Received{said('name', ' as ')}{said('sender', ' from ')}{said('within', ' in ')}"
        case What.NOT_USABLE:
            return f"Not usable, received{said('name', ' as ')}{said('sender', ' from ')}{said('within', ' in ')}"
        case What.DUPLICATE:
            return f"Received again{said('name', ' as ')}{said('sender', ' from ')}{said('within', ' in ')}"
        case What.SUPERSEDED:
            instead = more.get("by_file") or more.get("by", "another return")
            return f"Does not count: {instead} counts instead ({said('who')}{said('why', ': ')})"
        case What.REINSTATED:
            return f"Counts again ({said('who')}{said('why', ': ')})"
        case What.NOTICE:
            kind = more.get("kind", "notice").capitalize()
            return f"{kind} {more.get('state', '')}{said('name', ': ')}{said('email', ' <', '>')}"
        case What.ACTION:
            by = said("who", ", by ")
            return f"Action {more.get('number', '')}: {more.get('state', '').replace('-', ' ')}{said('day', ' ')}{by}"
        case _:
            return f"{str(event.what).replace('-', ' ').capitalize()}{said('who', ' by ')}"


def _in_words(value: object) -> str:
    return " > ".join(map(str, value)) if isinstance(value, list) else str(value)


# --- for other programs ----------------------------------------------------------------------


def data(found: Iterable[Listed]) -> Iterator[dict[str, object]]:
    for each in found:
        one = each.row
        yield {
            "file": one.file,
            "sha256": one.sha256,
            "form": one.form,
            "version": one.version,
            "status": str(one.status),
            "case_id": one.case_id,
            "date": one.date,
            "area": one.area,
            "team": one.team,
            "auditor": one.auditor,
            "worker": one.worker,
            "judgement": one.judgement,
            "grades": dict(one.grades),
            "received": each.received,
            "superseded_by": each.instead,
            "open_actions": each.open_actions,
            "diagnostics": [fault.as_data() for fault in one.faults],
        }
