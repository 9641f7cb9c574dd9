"""What the parts of a definition are called, which keys each has, and where a stray key belongs."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from formwright.definitions.schemas import schema
from formwright.definitions.written import Steps, keys_of

WHOLE = {
    "standards": "set of standards",
    "terms-of-reference": "terms of reference document",
    "duties": "list of duties",
    "measures": "list of measures",
    "figures": "list of figures",
    "reviews": "list of reviews",
    "themes": "list of themes",
}
CONDITIONS = ("asked_when", "required_when", "when", "all", "any", "not")
PARTS = {
    "also": "rule",
    "answers": "answer",
    "appendices": "appendix",
    "bodies": "body",
    "boxes": "box",
    "changes": "change",
    "choices": "choice",
    "columns": "column",
    "duties": "duty",
    "fields": "field",
    "figures": "figure",
    "grades": "grade",
    "groups": "group",
    "holders": "holder",
    "mailboxes": "mailbox",
    "measures": "measure",
    "opening": "passage",
    "papers": "paper",
    "parts": "part",
    "periods": "period",
    "points": "point",
    "questions": "question",
    "references": "reference",
    "reviews": "review",
    "roles": "role",
    "rows": "row",
    "scales": "scale",
    "sections": "section",
    "service_areas": "service area",
    "standards": "standard",
    "subjects": "subject",
    "table": "table",
    "teams": "team",
    "terms": "term",
    "themes": "theme",
    **dict.fromkeys(CONDITIONS, "condition"),
}


def name(kind: str, at: Steps) -> str:
    """What the part of a definition at these steps is called: 'field', 'section', "'repeat'"."""
    keys = keys_of(at)
    if not keys:
        return WHOLE.get(kind, kind)
    if kind == "framework" and keys == ("choices",):
        return "list"
    if keys[-2:-1] == ("tell",) or (keys[-1] == "tell" and isinstance(at[-1], int)):
        return "recipient"
    return PARTS.get(keys[-1], f"'{keys[-1]}'")


def with_article(noun: str) -> str:
    """'a field', 'an answer'; what is called by its key needs no article."""
    if noun.startswith("'"):
        return noun
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


@dataclass(frozen=True, slots=True)
class Home:
    """Where a key belongs: in a part around the one where it stands, or in a part within that."""

    outside: bool
    hint: str


def belongs(kind: str, at: Steps, key: str) -> Home | None:
    """Where a key that cannot stand at these steps belongs; None where no part of this kind of
    definition has it, or only parts that have nothing to do with this one."""
    here = _keys(at)
    homes = [steps for steps, keys in _parts(kind) if key in keys]
    around = [steps for steps in homes if steps == here[: len(steps)] and len(steps) < len(here)]
    within = [steps for steps in homes if steps[: len(here)] == here]
    if around:
        outer = max(around, key=len)
        if not outer:
            return Home(True, f"It belongs to the {name(kind, ())} itself: start its line without any spaces.")
        return Home(True, f"It belongs to the {name(kind, outer)} around this one, further to the left.")
    if within:
        return Home(False, f"It belongs in {with_article(name(kind, min(within, key=len)))}.")
    return None


def _keys(at: Steps) -> tuple[str, ...]:
    found = keys_of(at)
    return (*found[:2], "…", *found[3:]) if found[:2] == ("escalation", "tell") and len(found) > 2 else found


@cache
def _parts(kind: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Each part of a kind of definition with its keys; a part within one of its own kind once."""
    return tuple(_walk(schema(kind), (), ()))


def _walk(node: Any, at: tuple[str, ...], within: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    reference = str(node.get("$ref", ""))
    if reference:
        shared = reference.rpartition("/")[2]
        if shared in within:
            return
        node, within = schema("common")["$defs"][shared], (*within, shared)
    if "properties" in node:
        yield at, tuple(node["properties"])
    for key, value in node.get("properties", {}).items():
        yield from _walk(value, (*at, key), within)
    if "items" in node:
        yield from _walk(node["items"], at, within)
    for alternative in node.get("anyOf", ()):
        yield from _walk(alternative, at, within)
    if isinstance(node.get("additionalProperties"), dict):
        yield from _walk(node["additionalProperties"], (*at, "…"), within)
