"""The JSON Schemas of the kinds of definition, as shipped with the program."""

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from referencing import Registry, Resource

KINDS = (
    "framework",
    "directory",
    "form",
    "standards",
    "programme",
    "terms-of-reference",
    "guide",
    "duties",
    "handbook",
    "figures",
    "glossary",
)


@cache
def schema(name: str) -> dict[str, Any]:
    """The schema of a kind, as it lies in the package; it refers to `common` by relative name."""
    text = files("formwright.definitions").joinpath(f"schemas/{name}.schema.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@cache
def registry() -> Registry[Any]:
    """All schemas, so that each finds `common.schema.json`."""
    return Registry().with_resources(
        (f"{name}.schema.json", Resource.from_contents(schema(name))) for name in ("common", *KINDS)
    )


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
