"""Words as they may be shown: nothing in them steers a terminal, hides, or turns other words round.

Names of files and of people, labels and keys come from others. What cannot be seen in them is written
as an escape, so that a name stays recognisable and two names that differ look different.
"""

import re

_SHORT = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}
_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0]")
"""Signs that count as letters or accents and have no picture."""

_JOINED = re.compile("(?<=[^\x00-\u0377])[\u200c\u200d](?=[^\x00-\u0377])")
"""What joins and parts letters in Persian and the scripts of India, and the people in one picture. Between
the letters of Europe it would only hide."""

_ASCII = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "…": "...", "•": "*", "→": "->"}
)


def shown(words: str) -> str:
    """A file's name, or words about it, on one line."""
    if words.isprintable() and (words.isascii() or not _UNSEEN.search(words)):
        return words
    joins = {found.start() for found in _JOINED.finditer(words)}
    return "".join(c if n in joins else _spelt(c) for n, c in enumerate(words))


def visible(text: str) -> str:
    """The same for a text of several lines, whose line ends and tabs stay."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return "".join(part if part in ("\n", "\r\n", "\t") else shown(part) for part in re.split(r"(\r?\n|\t)", text))


def in_ascii(words: str) -> str:
    """Another spelling, for where a character cannot be shown. Quotation marks and dashes become plain
    ones; a letter becomes its number, as another letter in its place would make another name of it."""
    return "".join(c if c.isascii() else _escaped(c) for c in _spaced(shown(words)).translate(_ASCII))


def _spelt(character: str) -> str:
    if character in _SHORT:
        return _SHORT[character]
    is_seen = character.isprintable() and not _UNSEEN.match(character)
    return character if is_seen or _is_space(character) else _escaped(character)


def _is_space(character: str) -> bool:
    """A space of another width is seen as one; the end of a line is not."""
    return character.isspace() and character not in "\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"


def _spaced(words: str) -> str:
    return "".join(" " if _is_space(c) else c for c in words)


def _escaped(character: str) -> str:
    """By its number, as programmers write it; a byte of a file's name that is no text by its own."""
    number = ord(character)
    if 0xDC80 <= number <= 0xDCFF:
        number -= 0xDC00
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
