"""How alike two texts are."""

import re
from difflib import SequenceMatcher

from formwright.document import prose
from formwright.document.nodes import Text
from formwright.document.outline import words

SAME = 1 / 3
"""The share of words that two texts have in common where one is still the other, reworded."""


def is_same(one: str, other: str) -> bool:
    """Whether one may be the other, reworded. They have hardly a word in common otherwise, or one says another number
    ("within 5 days"), or the opposite ("not")."""
    words = plainly(one).casefold().split(), plainly(other).casefold().split()
    if _decisive(words[0]) != _decisive(words[1]):
        return False
    said = [[word for word in each if any(map(str.isalpha, word))] for each in words]  # what is left of "2 – Good"
    return said[0] == said[1] or SequenceMatcher(None, said[0], said[1], autojunk=False).ratio() >= SAME


_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_DECISIVE = re.compile(r"\d+|\b(?:no|not|never|without|none|cannot)\b|n[’']t\b")


def _decisive(words: list[str]) -> list[str]:
    """What changes the meaning of a text however alike the rest is: its numbers, and whether it denies something."""
    said = " ".join(words)
    for number, name in enumerate(_NUMBERS[2:], 2):  # "one" is seldom a number
        said = re.sub(rf"\b{name}\b", str(number), said)
    found = _DECISIVE.findall(said)
    return sorted(one if one.isdigit() else "not" for one in found)


def listed(names: list[str], most: int = 6) -> str:
    """The names in a sentence, the first few of many."""
    if len(names) > most:
        return f"{', '.join(names[: most - 2])} and {len(names) - most + 2} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def plainly(text: str | None) -> str:
    """On one line."""
    return " ".join((text or "").split())


def shown(old: str | None, new: str | None) -> tuple[str | None, str | None]:
    """Two Markdown texts as people read them; as they are written where only that shows a difference."""
    said = (_read(old), _read(new))
    return said if said[0] != said[1] else (plainly(old) or None, plainly(new) or None)


def _read(text: str | None) -> str | None:
    if text is None or not text.strip():
        return None
    blocks = prose.blocks(text, lambda target, children: children or (Text(_named(target)),))
    said = " ".join(words((block,)) for block in blocks)
    return re.sub(r"(?<=[.?!:]);", "", plainly(said)) or plainly(text)


def _named(target: str) -> str:
    """What a link without words leads to."""
    scheme, _, name = target.partition(":")
    return f"Appendix {name}" if scheme == "appendix" else target.replace(":", " ")
