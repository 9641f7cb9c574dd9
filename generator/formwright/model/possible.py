"""Whether a form can be answered so that a condition is met."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from formwright.model.conditions import Answer, Condition, Is, fields_of, holds, parts_of, verdict
from formwright.model.form import Form

MOST_FIELDS = 300
MOST_TICKED = 5_000  # ways of ticking the boxes of one field


@dataclass(frozen=True, slots=True)
class Askable:
    """A field that a condition can look at: what can be chosen, and when it is asked. Several can be ticked together
    where it `is_ticked`, but for the one that stands alone."""

    values: tuple[str | int, ...]
    required: bool = True
    asked_when: Condition | None = None
    is_ticked: bool = False
    none: str | None = None


def askable(form: Form) -> dict[str, Askable]:
    """The fields of a form that are answered by choosing, by path. A repeating section's stand for
    those of one row, which is all that a condition can look at."""
    return {
        f.path: Askable(tuple(c.value for c in f.choices), f.required, f.asked_when, bool(f.ticks), f.none)
        for f in form.fields
        if f.choices is not None
    }


def possible(wanted: Condition | None, fields: Mapping[str, Askable], most: int = 20_000) -> bool:
    """Whether some complete answers meet the condition: every field that is asked and required is
    answered, and none that is not asked. Conditions must not go in a circle. True as well where
    finding out would take more than `most` steps, or looking at more than MOST_FIELDS or MOST_TICKED: what is not
    known is not complained of."""
    order = _in_order(wanted, fields)
    if order is None:
        return True
    choices = _telling(wanted, fields, order)
    if choices is None:
        return True
    given: dict[str, Answer] = {}
    steps = 0

    def found(n: int) -> bool:
        nonlocal steps
        steps += 1
        so_far = verdict(wanted, given.get, lambda path: path not in given)
        if so_far is not None or n == len(order) or steps > most:
            return so_far is not False  # whatever is asked can be answered somehow
        field = fields[order[n]]
        asked = holds(field.asked_when, given.get)
        for value in choices[order[n]] if asked else (None,):
            given[order[n]] = value
            if found(n + 1):
                return True
        given.pop(order[n], None)
        return False

    return found(0)


def _in_order(wanted: Condition | None, fields: Mapping[str, Askable]) -> list[str] | None:
    """The fields that bear on a condition, each after those on which its being asked depends; None where they
    are too many."""
    order: list[str] = []
    seen: set[str] = set()
    waiting = [(path, False) for path in _backwards(wanted)]
    while waiting:
        path, is_next = waiting.pop()
        if is_next:
            order.append(path)
        elif path not in seen:
            seen.add(path)
            if len(seen) > MOST_FIELDS:
                return None
            waiting.append((path, True))
            waiting += [(before, False) for before in _backwards(fields[path].asked_when)]
    return order


def _backwards(condition: Condition | None) -> list[str]:
    return list(fields_of(condition))[::-1]


def _telling(
    wanted: Condition | None, fields: Mapping[str, Askable], order: list[str]
) -> dict[str, tuple[Answer, ...]] | None:
    """One value of each field for all values between which no condition makes a difference; None where they are too
    many."""
    looked_at: dict[str, list[Is]] = {path: [] for path in order}
    for condition in (wanted, *(fields[path].asked_when for path in order)):
        for part in parts_of(condition):
            if isinstance(part, Is):
                looked_at[part.field].append(part)
    found: dict[str, tuple[Answer, ...]] = {}
    for path in order:
        alike: dict[tuple[bool, ...], Answer] = {}
        if not fields[path].required:
            alike[tuple(False for _ in looked_at[path])] = None
        for n, value in enumerate(_values(fields[path], looked_at[path])):
            if n == MOST_TICKED:
                return None
            alike.setdefault(tuple(part.is_met(value) for part in looked_at[path]), value)
        found[path] = tuple(alike.values())
    return found


def _values(field: Askable, looked_at: list[Is]) -> Iterator[Answer]:
    """What a field can be answered with, as far as it makes a difference: of what the conditions look at alike,
    none is ticked, or one, or all."""
    if not field.is_ticked:
        yield from field.values
        return
    groups: dict[tuple[bool, ...], list[str]] = {}
    for value in map(str, field.values):
        if value != field.none:
            groups.setdefault(tuple(value in part.values for part in looked_at), []).append(value)
    if field.none is not None:
        yield (field.none,)
    some = (dict.fromkeys(((), tuple(group[:1]), tuple(group))) for group in groups.values())
    for parts in product(*some):
        if ticked := tuple(value for part in parts for value in part):
            yield ticked
