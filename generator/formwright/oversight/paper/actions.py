"""The actions of the period's audits, by what the returns themselves say of them.

This is the one place where the paper counts actions: whoever keeps a register of them puts its counts here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from formwright.record.tallies import Acted


@dataclass(frozen=True, slots=True)
class Actions:
    """Of audits in the period. `done` have a day on which they were done; of the others `overdue` should have been done
    by now, `due` have a later day, and `without_day` none. `by_area` are the same for each service area, by its id."""

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
        found.setdefault(one.area, []).append(one)
    whole = [one for of_area in found.values() for one in of_area]
    areas = sorted(found, key=lambda area: (area is None, area or ""))
    by_area = tuple((area, _of(found[area])) for area in areas)
    all_of_them = _of(whole)
    return Actions(all_of_them.done, all_of_them.overdue, all_of_them.due, all_of_them.without_day, by_area)


def _of(acted: Iterable[Acted]) -> Actions:
    done = overdue = due = without = 0
    for one in acted:
        if one.is_done:
            done += one.number
        elif one.is_past:
            overdue += one.number
        elif one.has_day:
            due += one.number
        else:
            without += one.number
    return Actions(done, overdue, due, without)
