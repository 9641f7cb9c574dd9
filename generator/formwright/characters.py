"""Characters that nobody can see, or nobody can read: what people paste without knowing it.

Some of them have work to do where they stand, and are left alone there: joiners within Arabic or Indian
words and within emoji, what chooses between two pictures of an emoji, the letters of a flag.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Odd:
    """A character that should not stand at this index of a text. `kind` says why: it is `unseen`, or what it
    means only one typeface or program knows (`private`), or it is `lost`: a sign that something was."""

    at: int
    character: str
    kind: Literal["unseen", "private", "lost"]

    @property
    def name(self) -> str:
        """As people can look it up: "U+202E, right-to-left override"."""
        code = f"U+{ord(self.character):04X}"
        plain = "control character" if unicodedata.category(self.character) == "Cc" else ""
        known = _NAMES.get(self.character) or unicodedata.name(self.character, plain).lower()
        return f"{code}, {known}" if known else code


def odd(text: str) -> Iterator[Odd]:
    """Every such character of a text, in order. Spaces of any width, tabs and ends of lines are none."""
    for found in _SUSPECTS.finditer(text):
        at, character = found.start(), found.group()
        if len(character) > 1:
            pass  # a flag
        elif character in _LOST:
            yield Odd(at, character, "lost")
        elif unicodedata.category(character) == "Co":
            yield Odd(at, character, "private")
        elif not _has_work_to_do(character, text, at):
            yield Odd(at, character, "unseen")


_LOST = "\ufffc\ufffd"

_UNSEEN = (
    "\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\ud800-\udfff\ufdd0-\ufdef"  # halves of characters, and what is none
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000))
)
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_FLAG = "\U0001f3f4[\U000e0030-\U000e007a]{1,6}\U000e007f"
_SUSPECTS = re.compile(f"{_FLAG}|[{_UNSEEN}{_PRIVATE}{_LOST}]")

_NAMES = {
    "\0": "null",
    "\x07": "bell",
    "\x08": "backspace",
    "\x0b": "vertical tab",
    "\x0c": "form feed",
    "\r": "carriage return",
    "\x1b": "escape",
    "\x7f": "delete",
    "\x85": "next line",
    "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner",
    "\ufeff": "byte order mark",
}

# --- where they have work to do -------------------------------------------------------------

_JOINED = (
    "ARABIC", "SYRIAC", "MANDAIC", "NKO", "THAANA", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL",
    "TELUGU", "KANNADA", "MALAYALAM", "SINHALA", "KHMER", "MYANMAR", "BALINESE", "JAVANESE", "MONGOLIAN",
)  # fmt: skip


def _has_work_to_do(character: str, text: str, at: int) -> bool:
    before, after = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    if character == "\u200c":
        return _is_joined(before) and _is_joined(after)
    if character == "\u200d":
        return _is_joined(before) or (_is_picture(before) and _is_picture(after))
    if "\u180b" <= character <= "\u180f":
        return _script(before) == "MONGOLIAN"
    if "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
        return _has_variants(before, after)
    return False


def _is_joined(letter: str) -> bool:
    return _script(letter) in _JOINED and unicodedata.category(letter)[0] in "LM"


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0] if letter else ""


def _is_picture(character: str) -> bool:
    """Whether it is an emoji, or the end of one."""
    return character != "" and (unicodedata.category(character) in ("So", "Sk", "Cn") or character == "\ufe0f")


def _has_variants(before: str, after: str) -> bool:
    """Whether there are two pictures, or two shapes, of the character in front."""
    if not before:
        return False
    kind = unicodedata.category(before)
    return kind[0] in "SP" or kind == "Cn" or before == "ℹ" or after == "\u20e3" or _script(before) == "CJK"
