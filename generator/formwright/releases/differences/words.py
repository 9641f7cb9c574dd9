"""How alike two texts are."""

from difflib import SequenceMatcher

SAME_QUESTION = 1 / 3
"""The share of words that two texts have in common where one is still the other, reworded."""


def likeness(one: str, other: str) -> float:
    """From 0, not a word in common, to 1, the same words."""
    return SequenceMatcher(None, one.casefold().split(), other.casefold().split(), autojunk=False).ratio()


def listed(names: list[str], most: int = 6) -> str:
    """The names in a sentence, the first few of many."""
    if len(names) > most:
        return f"{', '.join(names[: most - 2])} and {len(names) - most + 2} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def plainly(text: str | None) -> str:
    """On one line."""
    return " ".join((text or "").split())
