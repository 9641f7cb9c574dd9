"""When something is asked or somebody is told: a condition on answers, as a small tree."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from formwright.answers import address
from formwright.answers.several import Ticked
from formwright.model.identity import ADDED

Value = str | int | Ticked
Answer = Value | None

Verdict = bool | None
"""Whether a condition is met; None where that cannot be known."""


class Of(StrEnum):
    """Of how many answers a condition speaks: of the one that a field has, or where several are ticked of any of those
    that it names, or of all."""

    ONE = "one"
    ANY = "any"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Is:
    """The field's answer is one of these values. Where several can be ticked, at least one of them is, or each."""

    field: str
    values: tuple[str | int, ...]
    of: Of = dataclasses.field(default=Of.ONE, metadata=ADDED)

    def is_met(self, answer: Answer) -> bool:
        if not isinstance(answer, tuple):
            return answer in self.values and (self.of is not Of.ALL or len(self.values) == 1)
        found = (value in answer for value in self.values)
        return all(found) if self.of is Of.ALL else any(found)


@dataclass(frozen=True, slots=True)
class All:
    of: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    of: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    of: "Condition"


@dataclass(frozen=True, slots=True)
class Anywhere:
    """Met where it is met in one of many places that `pattern` names: at any question of a section
    (`section.*.answer`), or in any row (`section[].field`). `of` has what is looked at: each question's answer; or the
    one field with `[]`, which stands for that of every row."""

    pattern: str
    values: tuple[str | int, ...]
    of: tuple["Condition", ...]
    how: Of = dataclasses.field(default=Of.ONE, metadata=ADDED)


Condition = Is | All | AnyOf | Not | Anywhere


def verdict(condition: Condition | None, value: Callable[[str], Answer], is_unknown: Callable[[str], bool]) -> Verdict:
    """Whether a condition is met, as far as that can be known from the fields that are; `value(path)` gives a
    field's answer or None. No condition is always met; an unanswered field is none of any values. Of rows it knows
    nothing: `in_rows` says first what a condition on any row comes to.

    The page has the same in JavaScript (`writers/screen/rules.js`): `tests/cases/conditions.json` holds for both.
    """
    match condition:
        case None:
            return True
        case Is(field):
            return None if is_unknown(field) else condition.is_met(value(field))
        case Not(of):
            found = verdict(of, value, is_unknown)
            return None if found is None else not found
        case All(of):
            parts = [verdict(c, value, is_unknown) for c in of]
            return False if False in parts else None if None in parts else True
        case AnyOf(of) | Anywhere(_, _, of):
            parts = [verdict(c, value, is_unknown) for c in of]
            return True if True in parts else None if None in parts else False


def holds(condition: Condition | None, answer: Callable[[str], Answer]) -> bool:
    """The same where every field is known."""
    return verdict(condition, answer, lambda path: False) is True


def both(*conditions: Condition | None) -> Condition | None:
    """Met where all of them are; flat, and without repeating a part."""
    parts: dict[Condition, None] = {}
    for condition in conditions:
        if isinstance(condition, All):
            parts.update(dict.fromkeys(condition.of))
        elif condition is not None:
            parts[condition] = None
    found = tuple(parts)
    return None if not found else found[0] if len(found) == 1 else All(found)


def beyond(whole: Condition | None, given: Condition | None) -> Condition | None:
    """What the whole asks for beyond what is given already."""
    known = _side_by_side(given)
    left: Condition | None = None
    for part in _side_by_side(whole):
        left = left if part in known else both(left, part)
    return left


def _side_by_side(condition: Condition | None) -> tuple[Condition, ...]:
    return condition.of if isinstance(condition, All) else () if condition is None else (condition,)


def parts_of(condition: Condition | None) -> Iterator[Condition]:
    """The condition and every one within it."""
    if condition is None:
        return
    yield condition
    match condition:
        case All(of) | AnyOf(of) | Anywhere(_, _, of):
            for part in of:
                yield from parts_of(part)
        case Not(of):
            yield from parts_of(of)
        case Is():
            pass


def fields_of(condition: Condition | None) -> Iterator[str]:
    """The paths of the fields that the condition looks at."""
    return (part.field for part in parts_of(condition) if isinstance(part, Is))


def in_rows(condition: Condition, rows: Callable[[str], Iterable[int]]) -> Condition:
    """The condition with each row in place of any; `rows` gives the numbers of a section's."""
    match condition:
        case Is():
            return condition
        case Not(of):
            return Not(in_rows(of, rows))
        case All(of):
            return All(tuple(in_rows(part, rows) for part in of))
        case AnyOf(of):
            return AnyOf(tuple(in_rows(part, rows) for part in of))
        case Anywhere(pattern, _, of) if "[]" in pattern:
            return AnyOf(tuple(_in_row(part, n) for n in rows(pattern.partition("[")[0]) for part in of))
        case Anywhere(_, _, of):
            return AnyOf(of)


def _in_row(condition: Condition, row: int) -> Condition:
    match condition:
        case Is(field):
            return dataclasses.replace(condition, field=address.row_path(field, row)) if "[]" in field else condition
        case Not(of):
            return Not(_in_row(of, row))
        case All(of):
            return All(tuple(_in_row(part, row) for part in of))
        case AnyOf(of) | Anywhere(_, _, of):
            return AnyOf(tuple(_in_row(part, row) for part in of))


def as_data(condition: Condition | None) -> dict[str, object] | None:
    """The condition as the contract's JSON has it."""
    match condition:
        case None:
            return None
        case Is(field, values, of):
            return {"field": field, "in_all" if of is Of.ALL else "in": list(values)}
        case All(of):
            return {"all": [as_data(c) for c in of]}
        case AnyOf(of):
            return {"any": [as_data(c) for c in of]}
        case Not(of):
            return {"not": as_data(of)}
        case Anywhere(pattern, values, _, how):
            return {"any": pattern, "in_all" if how is Of.ALL else "in": list(values)}
