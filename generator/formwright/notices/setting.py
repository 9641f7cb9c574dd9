"""What must be known beside the record to say what is due."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from formwright.model.framework import Directory, Framework
from formwright.model.rules import Rules
from formwright.record.events import Event, What
from formwright.record.rows import Return


class Held(Protocol):
    """What is needed of a record, and a record has."""

    def returns(self) -> Iterable[Return]: ...

    def events(self, what: What | None = None, sha256: str | None = None) -> Iterable[Event]: ...

    def superseded(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class Setting:
    """`forms` finds the rules that a return is judged by, from its form's id and version. `ours` are the team's own
    addresses (see `things.address`), which are never an auditor's."""

    framework: Framework
    directory: Directory
    forms: Callable[[str, str | None], Rules | None]
    today: date
    ours: frozenset[str] = frozenset()

    def rules(self, returned: Return) -> Rules | None:
        return None if returned.form is None else self.forms(returned.form, returned.version)
