"""Keys that cannot stand where they stand: what was meant by each, as well as can be told."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jsonschema import ValidationError

from formwright.definitions import anatomy
from formwright.definitions.written import Steps
from formwright.diagnostics import nearest, slip
from formwright.marked import Mapping, Plain
from formwright.syntax import is_odd_space


@dataclass(frozen=True, slots=True)
class Stray:
    """A key that cannot stand where it stands, and the key that was meant or is missing for it."""

    at: Steps
    key: str
    meant: str | None
    hint: str
    before: str | None = None  # the key whose text it seems to be a piece of


def strays_of(kind: str, fault: ValidationError, faults: list[ValidationError]) -> Iterator[Stray]:
    """The stray keys of which a finding speaks; `faults` are all findings, for what is missing beside them."""
    found = fault.instance
    if fault.validator != "additionalProperties" or not isinstance(found, Mapping):
        return
    at = tuple(fault.absolute_path)
    known = list(fault.schema.get("properties", {})) if isinstance(fault.schema, dict) else []
    wanted = [k for f in faults if f.validator == "required" and tuple(f.absolute_path) == at for k in required(f)]
    for key in (k for k in found if k not in known):
        yield _stray(kind, at, key, found, known, list(dict.fromkeys(wanted)))


def _stray(kind: str, at: Steps, key: str, found: Mapping, known: list[str], wanted: list[str]) -> Stray:
    missing = [k for k in known if k not in found]
    head, colon, rest = key.partition(":")
    near, twin, home = slip(key, wanted) or slip(key, missing), slip(key, known), anatomy.belongs(kind, at, key)
    if colon and head in known:
        return Stray(at, key, head, f"Write a space after the colon: '{head}: {rest}'.")
    if near and any(map(is_odd_space, key)):
        return Stray(at, key, near, f"Did you mean '{near}'? A no-break space stands beside it: delete that.")
    if near:
        return Stray(at, key, near, f"Did you mean '{near}'?")
    if found[key] == "" and isinstance(found[key], Plain) and (before := _before(found, key)):
        hint = (
            f"If it belongs to '{before}', put straight quotation marks round that text, or brackets round that list."
        )
        return Stray(at, key, None, hint, before)
    if len(found) == 1 and at[-2:-1] == ("points",):
        return Stray(at, key, None, "Put quotation marks round a text that has a colon in it.")
    if twin and not home:
        return Stray(at, key, None, f"Did you mean '{twin}'? That stands on line {found.keys_at[twin][0]} already.")
    if home and (home.outside or len(wanted) != 1):
        return Stray(at, key, key, home.hint)
    if meant := wanted[0] if len(wanted) == 1 else nearest(key, missing):
        return Stray(at, key, meant, f"Did you mean '{meant}'?")
    listed = f"What can be added here: {', '.join(wanted or missing)}." if missing else "Take it away."
    return Stray(at, key, None, listed)


def _before(found: Mapping, key: str) -> str | None:
    """The key in front of this one on its line."""
    keys = list(found)
    earlier = keys[: keys.index(key)][-1:]
    return next((k for k in earlier if found.keys_at[k][0] == found.keys_at[key][0]), None)


def required(fault: ValidationError) -> list[str]:
    """The keys that a mapping must have and lacks."""
    wanted: Any = fault.validator_value
    instance: Any = fault.instance
    return [key for key in wanted if key not in instance]
