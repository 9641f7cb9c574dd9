"""How alike two texts are."""

import re
from difflib import SequenceMatcher

from formwright.document import prose
from formwright.document.nodes import Text
from formwright.document.outline import words

SAME = 1 / 3
"""The share of words that two texts have in common where one is still the other, reworded."""


def is_same(one: str, other: str) -> bool:
    """Whether one may be the other, reworded; they have hardly a word in common otherwise."""
    words = plainly(one).casefold().split(), plainly(other).casefold().split()
    return SequenceMatcher(None, words[0], words[1], autojunk=False).ratio() >= SAME


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
    return re.sub(r"(?<=[.?!:]);", "", plainly(words(blocks))) or plainly(text)


def _named(target: str) -> str:
    """What a link without words leads to."""
    scheme, _, name = target.partition(":")
    return f"Appendix {name}" if scheme == "appendix" else target.replace(":", " ")
