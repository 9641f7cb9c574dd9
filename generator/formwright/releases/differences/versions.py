"""Which part of a version must rise for a change: the first where figures may no longer be added up, the second where
they may, the third where only words changed. More may always rise."""

from itertools import zip_longest

from formwright.releases.differences.change import Effect
from formwright.releases.order import height

_PART = {Effect.BREAKS: 0, Effect.COMPARABLE: 1, Effect.WORDING: 2}


def is_enough(old: str, new: str, effect: Effect) -> bool:
    """Whether the version rose in the part that this change asks for, or in one before it."""
    was, now = height(old), height(new)
    if effect is Effect.SAME:
        return now >= was
    rising = next((n for n, (a, b) in enumerate(zip_longest(was, now)) if a != b), None)
    return rising is not None and now > was and (rising <= _PART[effect] or effect is Effect.WORDING)


def next_version(old: str, effect: Effect) -> str:
    """The least version that will do: 1.2 becomes 2.0, 1.3 or 1.2.1."""
    if effect is Effect.SAME:
        return old
    part = _PART[effect]
    found = [int(n) for n in old.split(".")] + [0] * 3
    found = [*found[:part], found[part] + 1]
    return ".".join(map(str, [*found, *([0] * (2 - len(found)))]))
