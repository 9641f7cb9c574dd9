"""Several references to nothing that have one cause: not they are misspelt, but the name that they
all refer to."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from formwright.diagnostics import Diagnostic, Unknown, error, slip
from formwright.places import Mark, Place

FEWEST = 2  # of one reference and one name, either may be the slip
WITHIN_A_FILE = ("unknown-field", "unknown-column")

Texts = Mapping[str, Sequence[str]]


def found(faults: Iterable[Diagnostic], texts: Texts) -> list[Diagnostic]:
    """The faults, those of one cause as one: where several references agree on a word that is not
    there, and nothing refers to the name one slip away from it, that name is shown instead."""
    faults = list(faults)
    alike: dict[tuple[str, str, str], list[Unknown]] = defaultdict(list)
    for fault in faults:
        if isinstance(fault, Unknown):
            own = fault.place.file if fault.code.endswith(WITHIN_A_FILE) else ""
            for pair in dict.fromkeys(_differing(fault)):
                alike[*pair, own].append(fault)
    for (word, name, own), same in alike.items():
        same = [fault for fault in same if any(fault is one for one in faults)]
        where = list(_standing(name, {own: texts[own]} if own in texts else texts))
        if len(same) >= FEWEST and len(where) == 1:
            first = same[0].place
            there = f"on line {first.mark.line}" if first.mark and first.file == where[0].file else f"in {first}"
            message = f"{len(same)} references say '{word}', the first {there}; none says '{name}'."
            faults = [f for f in faults if not any(f is one for one in same)]
            if all(f.place.mark != where[0].mark or f.place.file != where[0].file for f in faults):
                faults.append(error(same[0].code, where[0], message, f"Did you mean '{word}'?"))
    return faults


def _differing(fault: Unknown) -> Iterator[tuple[str, str]]:
    """The word of a reference that is not there with each name that it may be a slip for; of a
    field's path, the one step of both that differs. Numbers are all alike, so they say nothing."""
    paths = fault.code.endswith("unknown-field")
    written = re.split(r"\[?\]?\.", fault.word) if paths else [fault.word]
    for known in fault.known:
        there = re.split(r"\[?\]?\.", known) if paths else [known]
        steps = [(w, t) for w, t in zip(written, there, strict=False) if w != t]
        if len(written) == len(there) and len(steps) == 1 and not re.match(r"[\d.]+\Z", steps[0][0]):
            word, name = steps[0]
            if slip(word, [name]):
                yield word, name


def _standing(word: str, texts: Texts) -> Iterator[Place]:
    """Every place where a whole word stands."""
    whole = re.compile(rf"(?<![\w.-]){re.escape(word)}(?![\w-])")
    for file, lines in texts.items():
        for number, line in enumerate(lines, 1):
            for match in whole.finditer(line):
                yield Place(file, Mark(number, match.start() + 1))
