"""The JSON Schemas of the kinds of definition, as shipped with the program."""

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from formwright.answers.kinds import KINDS as KINDS_OF_ANSWER

KINDS = (
    "framework",
    "directory",
    "form",
    "standards",
    "programme",
    "terms-of-reference",
    "guide",
    "duties",
    "measures",
    "handbook",
    "figures",
    "glossary",
    "themes",
    "reviews",
)


@cache
def schema(name: str) -> dict[str, Any]:
    """The schema of a kind of definition; it refers to `common` by relative name. The kinds of answer are
    listed in `common` from their table."""
    text = files("formwright.definitions").joinpath(f"schemas/{name}.schema.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    if name == "common":
        found["$defs"]["control"] = _controls(found["$defs"]["control"])
    return found


def _controls(told: dict[str, Any]) -> dict[str, Any]:
    """The kinds of answer, from their table. What lies in the package has examples only, for an editor that
    is shown that file itself."""
    about = {kind.name: kind.about for kind in KINDS_OF_ANSWER.values()}
    kept = {key: told[key] for key in ("title", "description")}
    return {**kept, "enum": list(about), "enumDescriptions": list(about.values())}


def bundled(kind: str) -> dict[str, Any]:
    """The schema of a kind in one piece, for tools that are given a single file."""
    whole = json.loads(json.dumps(schema(kind)).replace("common.schema.json#/$defs/", "#/$defs/"))
    shared = schema("common")["$defs"]
    wanted: set[str] = set()
    waiting = _references(whole)
    while waiting:
        name = waiting.pop()
        if name not in wanted:
            wanted.add(name)
            waiting |= _references(shared[name])
    whole["$defs"] = {name: shared[name] for name in shared if name in wanted}
    found: dict[str, Any] = whole
    return found


def _references(part: dict[str, Any]) -> set[str]:
    return set(re.findall(r'"#/\$defs/([^"]+)"', json.dumps(part)))
