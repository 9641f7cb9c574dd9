"""The themes that an organisation has agreed to look for in comments, and how often a text has their words.

Only whole words count, in capitals or not. Nothing is made of how they are meant.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Theme:
    """`words` are the words and phrases that count, as people write them."""

    id: str
    label: str
    words: tuple[str, ...]


def counts(themes: tuple[Theme, ...], texts: Iterable[str]) -> Mapping[str, int]:
    """How often the texts have words of each theme, by its id; without those of which they have none. Where one phrase
    stands within another of the same theme, the longer one counts."""
    if not themes:
        return {}
    plain = [_plain(text) for text in texts]
    found = {id: sum(len(words.findall(text)) for text in plain) for id, words in _compiled(themes)}
    return {id: number for id, number in found.items() if number}


@lru_cache(maxsize=4)
def _compiled(themes: tuple[Theme, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((theme.id, _pattern(theme.words)) for theme in themes)


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted({_plain(word) for word in words}, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def _plain(text: str) -> str:
    """In small letters, on one line, with one kind of apostrophe and of hyphen."""
    return " ".join(text.casefold().replace("’", "'").replace("‘", "'").replace("‑", "-").split())
