"""The people to whom a role's notices go: who holds it for the case on the day."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import parseaddr

from formwright.model.alike import alike
from formwright.model.form import AUDITOR
from formwright.model.framework import Directory
from formwright.model.review import Told, how
from formwright.notices import things
from formwright.record.events import Event
from formwright.record.rows import Return


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    email: str
    how: str | None = None


def holding(directory: Directory, told: Told, returned: Return, today: date) -> Iterator[Person]:
    """All of them: where several hold it, each must be told."""
    now = directory.on(today)
    area, team = returned.area, returned.team
    if told.of == AUDITOR:
        area, team = returned.auditor_area, returned.auditor_team
        homes = now.team_areas.get(now.team_key(team) or "", frozenset())
        area = next(iter(homes)) if area is None and len(homes) == 1 else area
    for holder in now.find(told.role, area, team):
        yield Person(holder.name, holder.email, how(holder.stands_in_for, holder.fallback_for))


def named(directory: Directory, name: str | None) -> tuple[Person, ...]:
    """Whoever has this name in the directory, once for each of their addresses."""
    wanted = alike(name or "")
    if not wanted:
        return ()
    found = {h.email.casefold(): Person(h.name, h.email) for h in directory.all_holders if alike(h.name) == wanted}
    return tuple(found.values())


def is_auditor(returned: Return, person: Person) -> bool:
    return bool(returned.auditor) and alike(returned.auditor or "") == alike(person.name)


def sender(received: Iterable[Event]) -> str | None:
    """The address of the email in which a return came last, as `things.address` has it; None where it did not come in
    one."""
    last = None
    for event in received:
        address = parseaddr(str(event.more.get("sender") or ""))[1]
        last = things.address(address) if can_be_written_to(address) else last
    return last


def can_be_written_to(email: str) -> bool:
    """Whether mail servers everywhere take it: one address, in plain letters."""
    try:
        address = Address(addr_spec=email.strip())
    except (ValueError, IndexError, HeaderParseError):
        return False
    return bool(address.username and address.domain) and bool(PLAIN.fullmatch(email.strip()))


PLAIN = re.compile(r"""[!-~]+""")
