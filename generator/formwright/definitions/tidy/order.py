"""The order of a definition's keys: that of its JSON Schema, at every level."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from formwright.definitions.schemas import bundled


@dataclass(frozen=True, slots=True)
class Rules:
    """What may stand at one place of a definition, as far as the order of keys goes. `schemas` are all
    those that may apply there."""

    schemas: tuple[dict[str, Any], ...]
    shared: dict[str, Any]

    def sorted(self, keys: Iterable[str]) -> list[str]:
        """The keys in their order. One that is not known here (it may be a slip of the pen) stays behind
        the one that it is written after, or else comes last."""
        known = list(dict.fromkeys(key for schema in self.schemas for key in schema.get("properties", ())))
        places: dict[str, int] = {}
        place = len(known)
        for key in keys:
            places[key] = place = known.index(key) if key in known else place
        return sorted(places, key=places.__getitem__)

    def under(self, key: str) -> "Rules":
        """The rules for the value of a key."""
        named = [s["properties"][key] for s in self.schemas if key in s.get("properties", ())]
        return _rules(named or [s.get("additionalProperties") for s in self.schemas], self.shared)

    def of_items(self) -> "Rules":
        """The rules for each item of a list."""
        return _rules([s.get("items") for s in self.schemas], self.shared)


@cache
def of_kind(kind: str) -> Rules:
    """The rules for a whole definition of this kind."""
    schema = bundled(kind)
    return _rules([schema], schema["$defs"])


def _rules(schemas: Iterable[Any], shared: dict[str, Any]) -> Rules:
    """With what the schemas refer to, and each of their alternatives."""
    found: list[dict[str, Any]] = []
    todo = [s for s in schemas if isinstance(s, dict)]
    while todo:
        schema = todo.pop(0)
        found.append(schema)
        if "$ref" in schema:
            todo.append(shared[schema["$ref"].removeprefix("#/$defs/")])
        todo += [part for word in ("anyOf", "oneOf", "allOf") for part in schema.get(word, ())]
    return Rules(tuple(found), shared)
