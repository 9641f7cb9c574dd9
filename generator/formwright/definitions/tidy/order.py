"""The order of a definition's keys is that of its JSON Schema, at every level."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from formwright.definitions.schemas import bundled
from formwright.definitions.tidy.entries import Collection, Entry, Written

_ALLOW = re.compile(r"#\s*allow\s")


def arrange(written: Written, kind: str) -> None:
    """Puts the entries of a definition of this kind into order, at every level. Lists stay as they are:
    the order of their items means something."""
    todo = [(written.root, of_kind(kind))]
    while todo:
        entry, rules = todo.pop()
        if not isinstance(entry.value, Collection):
            continue
        inside = entry.value
        if inside.is_mapping and inside.entries:
            first = inside.entries[0]
            named = {inner.key.value: inner for inner in inside.entries if inner.key}
            inside.entries = [named[key] for key in rules.sorted(named)]
            if first is not inside.entries[0] and entry is not written.root:
                _keep_allowed(entry, first)
        todo += ((inner, rules.under(inner.key.value) if inner.key else rules.of_items()) for inner in inside.entries)


def _keep_allowed(entry: Entry, first: Entry) -> None:
    """A warning about a whole entry is shown at its first line, and may be allowed at the end of that
    line. Another line comes first now, so the comment goes above the entry: there it speaks of all of it."""
    if first.aside and _ALLOW.match(first.aside):
        entry.above.append(first.aside)
        first.aside = None


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

    @property
    def references(self) -> tuple[str, ...]:
        """The names of the shared schemas that these refer to."""
        return tuple(str(s["$ref"]).removeprefix("#/$defs/") for s in self.schemas if "$ref" in s)

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
