"""What was owed in the period and what was done of it, duty by duty: how many people, never who."""

from collections.abc import Sequence
from dataclasses import dataclass

from formwright.model.duties import Duty
from formwright.oversight.owing import Owing, Sheet, State


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty. `owed` and `done` are of those that have a number to meet and are not exempt: what somebody did beyond
    it is `beyond`, and makes up for nobody else. `counted` is what was done without a number to meet, `late` of it all.
    `met`, `short`, `exempt` and `open` are entries of one person (or service area) in one month or other cycle; `open`
    are not judged: the cycle is not over, the number is left open, or the record does not tell. `waiting` are those of
    them that have a number to meet."""

    duty: Duty
    met: int = 0
    short: int = 0
    exempt: int = 0
    open: int = 0
    owed: int = 0
    done: int = 0
    beyond: int = 0
    late: int = 0
    counted: int = 0
    waiting: int = 0

    @property
    def is_judged(self) -> bool:
        return bool(self.met or self.short)

    @property
    def says_something(self) -> bool:
        return self.is_judged or bool(self.exempt or self.owed or self.counted)


def owed(sheets: Sequence[Sheet]) -> tuple[Owed, ...]:
    """Each duty of which the record says something, over the months of a period. A cycle that is longer than a month
    counts in the month in which it ends; where none ends in the period, as it stands in the last month."""
    ending: dict[str, list[Owing]] = {}
    for sheet in sheets:
        for entry in sheet.owing:
            if _ends_in(entry, sheet):
                ending.setdefault(entry.duty.id, []).append(entry)
    last: dict[str, list[Owing]] = {}
    for entry in sheets[-1].owing if sheets else ():
        last.setdefault(entry.duty.id, []).append(entry)
    made = (_owed(ending.get(id) or entries) for id, entries in last.items())
    return tuple(one for one in made if one.says_something)


def _ends_in(entry: Owing, sheet: Sheet) -> bool:
    return f"{entry.by:%Y-%m}" == sheet.month


def _owed(entries: Sequence[Owing]) -> Owed:
    states = [entry.state for entry in entries]
    asked = [e for e in entries if e.owed is not None and e.state in (State.MET, State.SHORT, State.COUNTED)]
    others = [entry for entry in entries if entry not in asked]
    return Owed(
        entries[0].duty,
        states.count(State.MET),
        states.count(State.SHORT),
        states.count(State.EXEMPT),
        states.count(State.COUNTED),
        sum(entry.owed or 0 for entry in asked),
        sum(min(entry.done, entry.owed or 0) for entry in asked),
        sum(max(entry.done - (entry.owed or 0), 0) for entry in asked),
        sum(entry.late for entry in entries),
        sum(entry.done for entry in others),
        sum(entry.state is State.COUNTED for entry in asked),
    )
