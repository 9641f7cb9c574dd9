"""Two texts held against each other, word by word: what stays, what is gone, what is new."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import StrEnum

from formwright.document.nodes import Deleted, Inline, Inlines, Inserted, Text

ALIKE = 0.5
"""The share of words that two texts have in common where one may have become the other."""

AROUND = 7
"""Words shown on each side of what has changed."""


class Mark(StrEnum):
    """What became of a stretch of words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


Stretch = tuple[Mark, str]
Step = tuple[str, int, int, int, int]


def marked(was: str, now: str) -> list[Stretch]:
    """Both texts in one, word by word, with what is gone and what is new; long stretches that stay are cut short.
    Texts that have hardly a word in common are all gone and all new."""
    old, new, steps = _steps(was, now)
    if steps is None:
        return [(Mark.GONE, was), (Mark.NEW, now)]
    found: list[Stretch] = []
    for step, a, b, c, d in steps:
        if step == "equal":
            found.append((Mark.SAME, _shortened(new[c:d], c == 0, d == len(new), AROUND)))
            continue
        if a < b:
            found.append((Mark.GONE, "".join(old[a:b])))
        if c < d:
            found.append((Mark.NEW, "".join(new[c:d])))
    return found


def beside(was: str, now: str, around: int = 30) -> tuple[Inlines, Inlines]:
    """The text before and the text now, each with its own words marked that the other does not have; so many words
    are left on each side of what has changed. Nothing is marked in texts that have hardly a word in common: all of
    each would be."""
    old, new, steps = _steps(was, now)
    if steps is None:
        return (Text(was),), (Text(now),)
    sides: tuple[list[Inline], list[Inline]] = [], []
    for n, (step, a, b, c, d) in enumerate(steps):
        for side, words in ((sides[0], old[a:b]), (sides[1], new[c:d])):
            text = "".join(words)
            if step == "equal":
                side.append(Text(_shortened(words, n == 0, n == len(steps) - 1, around)))
            elif text:
                bare = text.rstrip()  # the space between two words is neither gone nor new
                side.append((Deleted if side is sides[0] else Inserted)((Text(bare),)))
                side.append(Text(text[len(bare) :]))
    return _whole(sides[0]), _whole(sides[1])


def unmarked(words: str | None) -> Inlines:
    """Words that have nothing beside them."""
    return (Text(words),) if words else ()


def _whole(side: list[Inline]) -> Inlines:
    return tuple(one for one in side if one != Text(""))


def _steps(was: str, now: str) -> tuple[list[str], list[str], Sequence[Step] | None]:
    """The words of both, and how the one becomes the other; None where they have hardly a word in common."""
    old, new = re.findall(r"\S+\s*", was), re.findall(r"\S+\s*", now)
    matcher = SequenceMatcher(None, *_comparable(old, new), autojunk=False)
    return old, new, None if matcher.ratio() < ALIKE / 2 else matcher.get_opcodes()


def _comparable(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    """The words without the signs behind them, unless these are all that has changed."""
    bare = [word.rstrip(" ;,.:") for word in old], [word.rstrip(" ;,.:") for word in new]
    return bare if bare[0] != bare[1] else ([word.rstrip() for word in old], [word.rstrip() for word in new])


def _shortened(stretch: list[str], first: bool, last: bool, around: int) -> str:
    """The words next to a change; what is `first` or `last` of all has none before or behind it."""
    head, tail = (0 if first else around), (0 if last else around)
    if len(stretch) <= head + tail + 5:
        return "".join(stretch)
    return "".join(stretch[:head]) + "… " + "".join(stretch[len(stretch) - tail :])
