"""The actions of the period's audits, as the register has them: by what returns say, and people since."""

from collections.abc import Iterable
from dataclasses import dataclass

from formwright.record.actions import OPEN

Acted = tuple[str | None, str, bool, int]
"""How many actions of a service area are in a state of the register, with a last day or without one."""


@dataclass(frozen=True, slots=True)
class Actions:
    """Of audits in the period. `done` are done, reviewed in supervision or not needed any more; of the others `overdue`
    should have been done by now, `due` have a later day, and `without_day` none. `by_area` are the same for each
    service area, by its id."""

    done: int = 0
    overdue: int = 0
    due: int = 0
    without_day: int = 0
    by_area: tuple[tuple[str | None, "Actions"], ...] = ()

    @property
    def total(self) -> int:
        return self.done + self.overdue + self.due + self.without_day

    @property
    def open(self) -> int:
        return self.total - self.done


def actions(acted: Iterable[Acted]) -> Actions:
    found: dict[str | None, list[Acted]] = {}
    for one in acted:
        found.setdefault(one[0], []).append(one)
    whole = [one for of_area in found.values() for one in of_area]
    areas = sorted(found, key=lambda area: (area is None, area or ""))
    by_area = tuple((area, _of(found[area])) for area in areas)
    all_of_them = _of(whole)
    return Actions(all_of_them.done, all_of_them.overdue, all_of_them.due, all_of_them.without_day, by_area)


def _of(acted: Iterable[Acted]) -> Actions:
    done = overdue = due = without = 0
    for _, state, has_last_day, number in acted:
        if state not in OPEN:
            done += number
        elif state == "overdue":
            overdue += number
        elif has_last_day:
            due += number
        else:
            without += number
    return Actions(done, overdue, due, without)
