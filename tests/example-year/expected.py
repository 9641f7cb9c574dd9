"""What must become of the year's returns, worked out from the plan and from the framework's words, not by the program.

The table of who is notified is written here by hand, from the framework's rules on escalation (handbook, appendices 2
and 4): whoever changes them there has to change them here.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from forms import JUDGED, SENTINEL
from packing import Letter
from people import ASSISTANT_DIRECTOR, CHAIRS, DUTY, HEADS, REVIEWING_OFFICERS, SAFEGUARDING, TEAMS, Person
from plan import YEAR, Return

TOLD = {
    "outstanding": ("team manager", "head of service", "assistant director"),
    "good": ("team manager",),
    "requires-improvement": ("head of service", "team manager", "reviewing officer", "chair"),
    "inadequate": ("head of service", "assistant director"),
}
REVIEWED = ("cared-for", "cared-for-and-child-protection-plan")
ON_A_PLAN = ("child-protection-plan", "cared-for-and-child-protection-plan")


@dataclass(frozen=True, slots=True)
class Packed:
    """A file as it arrived: in which letter, at which path, under which name; `month` is that of its e-mail."""

    where: str
    name: str
    sha256: str
    id: str | None
    kind: str
    sender: str | None
    month: str | None


def packed(letters: Iterable[tuple[Letter, str, bytes]]) -> Iterator[Packed]:
    """Each file of each letter, in the order in which they lie there; an e-mail without any is one itself."""
    for letter, where, raw in letters:
        sender = letter.sender.email if letter.is_mail else None
        month = f"{YEAR}-{letter.month:02}" if letter.is_mail else None
        if not letter.files:
            yield Packed(where, where.rpartition("/")[2], _digest(raw), None, "no form", sender, month)
        for file in letter.files:
            yield Packed(where, file.name, _digest(file.content), file.id, file.kind, sender, month)


def expected(returns: list[Return], letters: list[tuple[Letter, str, bytes]]) -> dict[str, Any]:
    by_id = {one.id: one for one in returns}
    first: dict[str, Packed] = {}
    arrivals = []
    for one in sorted(packed(letters), key=lambda one: one.where):
        again = first.setdefault(one.sha256, one)
        outcome = "duplicate" if again is not one else "received" if one.id else "not-usable"
        arrivals.append({
            "where": one.where, "name": one.name, "sha256": one.sha256, "outcome": outcome, "kind": one.kind,
            "return": (again.id if again is not one else one.id), "month": one.month,
        })  # fmt: skip
    filed = {one.id: one for one in first.values() if one.id}
    kept = [by_id[id] for id in filed]
    entries = [_return(one, filed[one.id], kept) for one in kept]
    return {
        "sentinel": SENTINEL,
        "arrivals": arrivals,
        "returns": entries,
        "notices": sorted(_notices(entries)),
        "unreachable": [[e["id"], role] for e in entries for role in e["nobody_for"]],
        "judged_twice": [
            {"case": one.text("details.case_id"), "first": by_id[one.of].text("overall.judgement"),
             "second": one.text("overall.judgement"), "by": [by_id[one.of].auditor.name, one.auditor.name]}
            for one in kept if one.of and one.auditor != by_id[one.of].auditor
        ],
        "pictures": sum(letter.has_logo for letter, _, _ in letters),
        "counts": {
            "arrivals": len(arrivals),
            **Counter(a["outcome"] for a in arrivals),
            "statuses": Counter(e["status"] for e in entries),
            "relations": Counter(e["relation"] for e in entries if e["relation"]),
            "faults": Counter(e["fault"] for e in entries if e["fault"]),
            "late": sum(one.is_late for one in kept),
            "notices": len(set(_notices(entries))),
        },
    }  # fmt: skip


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _return(one: Return, came: Packed, kept: list[Return]) -> dict[str, Any]:
    roles, nobody = told(one)
    return {
        "id": one.id, "sha256": came.sha256, "form": one.form, "fault": one.fault, "status": status(one),
        "case": one.text("details.case_id"), "judgement": one.text("overall.judgement"),
        "date": None if one.fault == "wrong date" else one.text("details.date") or one.text("completion.date"),
        "grades": {path: value for path, value in one.said.items() if path.endswith((".grade", ".rating"))},
        "missing": sorted(one.missing), "relation": one.relation if one.relation != "copy" else None,
        "of": one.of,
        "told": sorted(roles), "nobody_for": nobody,
        "nobody_told": one.form in JUDGED and not roles,
        "slip": slip(one, came, kept),
    }  # fmt: skip


def status(one: Return) -> str:
    if one.fault == "wrong date":
        return "invalid"
    return "incomplete" if one.missing or one.fault == "blank" else "complete"


# --- who is notified -------------------------------------------------------------------------


def told(one: Return) -> tuple[set[str], list[str]]:
    """The addresses of everybody who must be notified of a return, and the roles that nobody holds."""
    judgement = one.text("overall.judgement")
    if one.form not in JUDGED or judgement is None:
        return set(), []
    found = {role: _holders(role, one) for role in TOLD[judgement] if _is_relevant(role, one)}
    return {p.email for people in found.values() for p in people}, [role for role in found if not found[role]]


def _is_relevant(role: str, one: Return) -> bool:
    """A child who is looked after has a reviewing officer, one on a plan a chair; both, where it is not known."""
    status = one.text("details.child_status")
    wanted: Mapping[str, tuple[str, ...]] = {"reviewing officer": REVIEWED, "chair": ON_A_PLAN}
    return role not in wanted or status is None or status in wanted[role]


def _holders(role: str, one: Return) -> tuple[Person, ...]:
    area = str(one.said["details.service_area"])
    match role:
        case "head of service":
            return (HEADS[area],)
        case "assistant director":
            return (ASSISTANT_DIRECTOR,)
        case "reviewing officer":
            return (REVIEWING_OFFICERS.get(area, SAFEGUARDING),)
        case "chair":
            return (CHAIRS[area],) if area in CHAIRS else ()
        case _:
            return _managers(one, area)


def _managers(one: Return, area: str) -> tuple[Person, ...]:
    """Those of the team; those on duty, where the team is unknown, of another service, or without a manager."""
    label = str(one.said["details.team"]).casefold()
    team = next((team for team in TEAMS if team.label.casefold() == label and team.area == area), None)
    return team.notified if team and team.managers else (DUTY[area],)


def _notices(entries: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """One for each audit and address: the form, what tells the audit, and the address."""
    return iter({(e["form"], audit(e), email) for e in entries for email in e["told"]})


def audit(entry: Mapping[str, Any]) -> str:
    """Returns of one form, case and day are one audit. Where one of these is not known, each is its own."""
    known = entry["case"] and entry["date"]
    return f"{entry['case']} {entry['date']}" if known else entry["id"]


# --- what goes back to the auditor -----------------------------------------------------------


def slip(one: Return, came: Packed, kept: list[Return]) -> str | None:
    """The address that what is missing goes back to: the auditor's in the directory, else that which it came from;
    'nobody' where there is neither, None where nothing goes back."""
    if status(one) == "complete" or (one.fault != "blank" and any(_finishes(other, one) for other in kept)):
        return None
    listed = {person.name for team in TEAMS for person in team.managers} | {head.name for head in HEADS.values()}
    fields = ("details.completed_by", "details.observer", "details.auditor")
    named = next(filter(None, map(one.text, fields)), None)
    if named in listed:
        return Person(str(named)).email
    return came.sender or "nobody"


def _finishes(other: Return, one: Return) -> bool:
    keys = ("details.case_id", "details.date")
    same = other.form == one.form and all(one.text(k) and other.text(k) == one.text(k) for k in keys)
    return same and status(other) == "complete"
