"""A definition as it is written, walked: every text in it with its place. What a form, and a set of standards,
asks and lists is walked in the modules beside this one, which say where each thing stands."""

from collections.abc import Iterable, Iterator
from typing import Any

from formwright.marked import Mapping, Sequence

Steps = tuple[str | int, ...]
"""The way to one place in a definition: a key, or the number of an entry, at a time."""


def everything(data: Any, with_keys: bool = True) -> Iterator[tuple[Steps, str, bool]]:
    """Each key and each text, in order, with the steps to it, and whether it is a key."""
    waiting: list[tuple[Steps, Any, bool]] = [((), data, False)]
    while waiting:
        at, node, is_key = waiting.pop()
        if isinstance(node, Mapping):
            for key in reversed(node):
                waiting.append(((*at, key), node[key], False))
                if with_keys:
                    waiting.append(((*at, key), key, True))
        elif isinstance(node, Sequence):
            waiting += [((*at, n), node[n], False) for n in range(len(node) - 1, -1, -1)]
        elif isinstance(node, str):
            yield at, node, is_key


def scalars(data: Any) -> Iterator[tuple[Steps, str]]:
    """Each text, in order, with the steps to it."""
    return ((at, text) for at, text, _ in everything(data, with_keys=False))


def keys_of(at: Steps) -> tuple[str, ...]:
    """The keys among these steps."""
    return tuple(step for step in at if isinstance(step, str))


# --- what a scalar says ------------------------------------------------------------------------


def text(value: Any) -> str | None:
    return None if value is None else str(value)


def texts(values: Iterable[Any] | None) -> tuple[str, ...]:
    return tuple(str(v) for v in values or ())


def number(value: Any) -> int | None:
    return None if value is None else int(value)


def is_true(value: Any) -> bool:
    return bool(value == "true")
