"""The schemas that an editor is given for one framework: where a definition names something of the
framework, they allow, and so the editor offers, just what there is."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from formwright.definitions.anatomy import with_article
from formwright.definitions.known import Known
from formwright.definitions.schemas import KINDS, bundled, schema

MOST_LISTED = 12  # names in a message, as in those of 'formwright validate'

Names = Mapping[str, str]
"""What can be named, with what to say of each."""


def schemas(known: Known) -> dict[str, dict[str, Any]]:
    """The schema of each kind of definition, by kind, for a framework in which this is known."""
    names = _names(known)
    return {kind: _fitted(deepcopy(bundled(kind)), names) for kind in KINDS}


def of_any_kind() -> dict[str, Any]:
    """A schema for a definition of whichever kind: it sends the editor on to the one of its kind."""
    described = [str(schema(kind)["description"]) for kind in KINDS]
    of_kinds = [
        {"if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]}, "then": {"$ref": f"{kind}.schema.json"}}
        for kind in KINDS
    ]
    return {
        "$schema": schema("common")["$schema"],
        "title": "A definition",
        "type": "object",
        "properties": {
            "kind": {
                "title": "Kind",
                "description": "The kind of definition this is. It decides which other keys are allowed.",
                "enum": list(KINDS),
                "enumDescriptions": described,
            }
        },
        "required": ["kind"],
        "allOf": of_kinds,
    }


def _names(known: Known) -> dict[str, Names]:
    """What the places of each sort may name, by the sort's name in common.schema.json. A sort of which
    nothing is known is left out: there the general rule stays."""
    words = known.framework
    roles = {r.id: r.title for r in words.roles}
    areas = {a.id: a.label for a in words.service_areas}
    scales = {s.id: s.title for s in words.scales}
    teams = {"teams": "The teams"} if words.teams else {}
    found: dict[str, Names] = {
        "known-role": roles,
        "known-actor": {**roles, **{b.id: b.title for b in words.bodies}, **areas},
        "known-service-area": areas,
        "known-list": {
            **{c.id: c.title for c in words.choices},
            **scales,
            "service-areas": "The service areas",
            **teams,
        },
        "known-scale": scales,
        "known-judgement": {g.id: g.label for s in words.scales for g in s.grades},
        "known-choice": {str(c.value): c.label for listed in words.choices for c in listed.choices},
        "known-mailbox": {m.id: f"{m.title}, {m.address}" for m in words.mailboxes},
        "known-document": dict.fromkeys(sorted(known.documents), ""),
        "known-standard": dict.fromkeys(known.standards_in_order, ""),
        "known-appendix": {a.number: a.title for a in words.appendices},
    }
    return {sort: names for sort, names in found.items() if names}


def _fitted(whole: dict[str, Any], names: Mapping[str, Names]) -> dict[str, Any]:
    for sort, allowed in names.items():
        if sort not in whole["$defs"]:
            continue
        whole["$defs"][sort] = _one_of(sort, allowed, whole["$defs"][sort]["description"])
    judgements = {**names.get("known-judgement", {}), **names.get("known-choice", {})}
    if judgements and "escalation" in whole["properties"]:
        tell = whole["properties"]["escalation"]["properties"]["tell"]
        recipients = tell["additionalProperties"]
        tell["properties"] = {id: {**recipients, "title": label} for id, label in judgements.items()}
        tell["additionalProperties"] = False
    return whole


def _one_of(sort: str, allowed: Names, description: str) -> dict[str, Any]:
    """Any of these names. An editor takes a bare 1.10 for a number, which cannot be told from 1.1: any
    number will do for it then, and 'formwright validate' says whether it is there."""
    listed = f" Choose from: {', '.join(allowed)}." if len(allowed) <= MOST_LISTED else ""
    what = with_article(sort.removeprefix("known-").replace("-", " "))
    problem = f"This is not {what} in this framework.{listed}"
    chosen = {"enum": list(allowed), "enumDescriptions": list(allowed.values()), "errorMessage": problem}
    if any(name.replace(".", "").isdecimal() for name in allowed):
        return {"description": description, "anyOf": [chosen, {"type": "number"}]}
    return {"description": description, **chosen}
