"""Several references to nothing that have one cause: not they are misspelt, but the name that they
all refer to."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from formwright.diagnostics import Diagnostic, Unknown, error
from formwright.misspelt import Names
from formwright.places import Mark, Place

FEWEST = 2  # of one reference and one name, either may be the slip
WITHIN_A_FILE = ("unknown-field", "unknown-column")

Texts = Mapping[str, Sequence[str]]


def found(faults: Iterable[Diagnostic], texts: Texts) -> list[Diagnostic]:
    """The faults, those of one cause as one: where several references agree on a word that is not
    there, and nothing refers to the name one slip away from it, that name is shown instead."""
    faults = list(faults)
    groups = _groups(faults)
    places = _places({name for (_, name, _), same in groups.items() if len(same) >= FEWEST}, texts)
    left = Counter(fault.place for fault in faults)
    explained: set[int] = set()
    causes: list[Diagnostic] = []
    for (word, name, own), same in groups.items():
        same = [fault for fault in same if id(fault) not in explained]
        where = [p for p in places[name] if own not in texts or p.file == own] if len(same) >= FEWEST else []
        if len(where) == 1:
            explained |= {id(fault) for fault in same}
            left.subtract(fault.place for fault in same)
            if left[where[0]] < 1:
                causes.append(_cause(word, name, same, where[0]))
                left[where[0]] += 1
    return [*(fault for fault in faults if id(fault) not in explained), *causes]


def _cause(word: str, name: str, same: list[Unknown], where: Place) -> Diagnostic:
    first = same[0].place
    there = f"on line {first.mark.line}" if first.mark and first.file == where.file else f"in {first}"
    message = f"{len(same)} references say '{word}', the first {there}; none says '{name}'."
    return error(same[0].code, where, message, f"Did you mean '{word}'?")


def _groups(faults: Iterable[Diagnostic]) -> dict[tuple[str, str, str], list[Unknown]]:
    """The references that say the same word, for each name that it may be a slip for, and for each file where
    what they refer to stands in their own. Numbers are all alike, so they say nothing."""
    unknown = [(fault, _steps(fault, fault.word), _own(fault)) for fault in faults if isinstance(fault, Unknown)]
    said = Counter((step, own) for _, steps, own in unknown for step in dict.fromkeys(steps))
    siblings: dict[int, _Siblings] = {}  # by the identity of what is known: most references share it
    groups: dict[tuple[str, str, str], list[Unknown]] = defaultdict(list)
    for fault, steps, own in unknown:
        often = [n for n, step in enumerate(steps) if said[step, own] >= FEWEST and not _NUMBER.match(step)]
        if often:
            known = id(fault.known)
            if known not in siblings:
                siblings[known] = _Siblings(_steps(fault, name) for name in fault.known)
            found = siblings[known].within_a_slip(steps, often)
            for _, n, name in sorted(found):
                groups[steps[n], name, own].append(fault)
    return groups


def _steps(fault: Unknown, name: str) -> tuple[str, ...]:
    """A name as its parts, of which a slip changes one: those of a field's path."""
    return tuple(_STEP.split(name)) if fault.code.endswith("unknown-field") else (name,)


def _own(fault: Unknown) -> str:
    return fault.place.file if fault.code.endswith(WITHIN_A_FILE) else ""


class _Siblings:
    """Names in steps, by all of their steps but one."""

    def __init__(self, names: Iterable[tuple[str, ...]]) -> None:
        self._order: dict[tuple[str, ...], int] = {}
        having: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for n, steps in enumerate(names):
            self._order.setdefault(steps, n)
            for place, step in enumerate(steps):
                having[_without(steps, place)].append(step)
        self._having = {rest: Names(dict.fromkeys(steps)) for rest, steps in having.items()}

    def within_a_slip(self, steps: tuple[str, ...], at: list[int]) -> Iterator[tuple[int, int, str]]:
        """Each that differs in one of these steps only, and by a slip: its order, the step's number, the step."""
        for place in at:
            step = steps[place]
            for name in self._having.get(_without(steps, place), Names()).slips(step):
                if name != step:
                    yield self._order[(*steps[:place], name, *steps[place + 1 :])], place, name


_STEP = re.compile(r"\[?\]?\.")
_NUMBER = re.compile(r"[\d.]+\Z")
_GAP = "\0"


def _without(steps: tuple[str, ...], place: int) -> tuple[str, ...]:
    return (*steps[:place], _GAP, *steps[place + 1 :])


# --- where a name stands -----------------------------------------------------------------------

_RUN = re.compile(r"[\w.-]+")


def _places(names: Collection[str], texts: Texts) -> dict[str, list[Place]]:
    """Every place where each of these stands as a whole word; a dot may come behind it."""
    plain = {name for name in names if _RUN.fullmatch(name)}
    longest = max(map(len, plain), default=0)
    found: dict[str, list[Place]] = defaultdict(list)
    for file, lines in texts.items() if names else ():
        for number, line in enumerate(lines, 1):
            for run in _RUN.finditer(line) if plain else ():
                for name in _beginnings(run.group(), longest):
                    if name in plain:
                        found[name].append(Place(file, Mark(number, run.start() + 1)))
    for name in set(names) - plain:
        found[name] = list(_standing(name, texts))
    return found


def _beginnings(run: str, longest: int) -> Iterator[str]:
    """What of a run of letters can be a name: all of it, or what comes before one of its dots."""
    if len(run) <= longest:
        yield run
    at = run.find(".")
    while 0 <= at <= longest:
        yield run[:at]
        at = run.find(".", at + 1)


def _standing(words: str, texts: Texts) -> Iterator[Place]:
    whole = re.compile(rf"(?<![\w.-]){re.escape(words)}(?![\w-])")
    for file, lines in texts.items():
        for number, line in enumerate(lines, 1):
            for match in whole.finditer(line):
                yield Place(file, Mark(number, match.start() + 1))
