"""Keys that cannot stand where they stand: what was meant by each, as well as can be told."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Lacking
from dataclasses import dataclass
from typing import Any

from jsonschema import ValidationError

from formwright.definitions import anatomy
from formwright.definitions.written import Steps
from formwright.marked import Mapping, Plain
from formwright.misspelt import nearest, slip
from formwright.syntax import is_odd_space


@dataclass(frozen=True, slots=True)
class Stray:
    """A key that cannot stand where it stands, and the key that was meant or is missing for it."""

    at: Steps
    key: str
    meant: str | None
    hint: str
    before: str | None = None  # the key whose text it seems to be a piece of


class Strays:
    """The stray keys of which findings speak, each with what is missing beside it."""

    def __init__(self, kind: str, faults: Iterable[ValidationError]) -> None:
        faults = list(faults)
        missing: dict[Steps, dict[str, None]] = defaultdict(dict)
        for fault in faults:
            if fault.validator == "required":
                missing[tuple(fault.absolute_path)] |= dict.fromkeys(required(fault))
        self.all = [stray for fault in faults for stray in _strays_of(kind, fault, missing)]
        self._at: dict[Steps, list[Stray]] = defaultdict(list)
        for stray in self.all:
            self._at[stray.at].append(stray)
        self._split = {(*stray.at, stray.before) for stray in self.all if stray.before}
        self._elsewhere = {stray.key for stray in self.all if stray.meant == stray.key}

    def at(self, steps: Steps) -> list[Stray]:
        return self._at.get(steps, [])

    def is_split(self, steps: Steps) -> bool:
        """Whether a stray key seems to be a piece of the text here."""
        return steps in self._split

    def speak_of(self, steps: Steps, key: str) -> bool:
        """Whether a key that is missing here was spoken of: it stands misspelt here, or astray elsewhere."""
        return key in self._elsewhere or any(stray.meant == key for stray in self.at(steps))


def _strays_of(kind: str, fault: ValidationError, missing: Lacking[Steps, dict[str, None]]) -> Iterator[Stray]:
    found = fault.instance
    if fault.validator != "additionalProperties" or not isinstance(found, Mapping):
        return
    at = tuple(fault.absolute_path)
    known = list(fault.schema.get("properties", {})) if isinstance(fault.schema, dict) else []
    for key in (k for k in found if k not in known):
        yield _stray(kind, at, key, found, known, list(missing.get(at, ())))


def _stray(kind: str, at: Steps, key: str, found: Mapping, known: list[str], wanted: list[str]) -> Stray:
    missing = [k for k in known if k not in found]
    head, colon, rest = key.partition(":")
    near, twin, home = slip(key, wanted) or slip(key, missing), slip(key, known), anatomy.belongs(kind, at, key)
    if colon and head in known:
        return Stray(at, key, head, f"Write a space after the colon: '{head}: {rest}'.")
    if near and any(map(is_odd_space, key)):
        return Stray(at, key, near, f"Did you mean '{near}'? There is a no-break space next to it: delete that.")
    if near:
        return Stray(at, key, near, f"Did you mean '{near}'?")
    if found[key] == "" and isinstance(found[key], Plain) and (before := _before(found, key)):
        hint = (
            f"If it is part of '{before}', put straight quotation marks round that text, or brackets round that list."
        )
        return Stray(at, key, None, hint, before)
    if len(found) == 1 and at[-2:-1] == ("points",):
        return Stray(at, key, None, "Put quotation marks round a text that has a colon in it.")
    if twin and not home:
        return Stray(at, key, None, f"Did you mean '{twin}'? That is already on line {found.keys_at[twin][0]}.")
    if home and (home.outside or len(wanted) != 1):
        return Stray(at, key, key, home.hint)
    if meant := wanted[0] if len(wanted) == 1 else nearest(key, missing):
        return Stray(at, key, meant, f"Did you mean '{meant}'?")
    listed = f"Keys you can add here: {', '.join(wanted or missing)}." if missing else "Remove it."
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
