"""Which thing of a new version is which of the old one."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pair(Generic[T]):
    """The same thing in both versions; one is None where it is new or gone. `is_moved`: it stands in another order
    among those that are in both."""

    old: T | None
    new: T | None
    is_moved: bool = False


def paired(old: Sequence[T], new: Sequence[T], former: Callable[[T], T | None]) -> tuple[Pair[T], ...]:
    """Every thing of both, in the new order; what is gone follows what stood before it. `former(new)` is its
    counterpart in the old version, a different one for each."""
    place = {id(thing): n for n, thing in enumerate(old)}
    found = [(thing, former(thing)) for thing in new]
    staying = _longest_rising([place[id(was)] for _, was in found if was is not None])
    pairs = [Pair(was, thing, was is not None and place[id(was)] not in staying) for thing, was in found]
    kept = {id(was) for _, was in found if was is not None}
    for n, thing in enumerate(old):
        if id(thing) not in kept:
            before = id(old[n - 1]) if n else None
            at = next((i + 1 for i, pair in enumerate(pairs) if pair.old is not None and id(pair.old) == before), 0)
            pairs.insert(at, Pair(thing, None))
    return tuple(pairs)


def _longest_rising(places: Sequence[int]) -> frozenset[int]:
    """The most of these numbers that stand in rising order: the fewest others have moved."""
    ends: list[int] = []
    chains: list[tuple[int, ...]] = []
    for place in places:
        at = bisect_left(ends, place)
        chain = (*(chains[at - 1] if at else ()), place)
        ends[at : at + 1] = [place]
        chains[at : at + 1] = [chain]
    return frozenset(chains[-1] if chains else ())
