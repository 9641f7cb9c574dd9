"""How YAML spells a text, so that it is read back as exactly that text."""

import json
import re

# Characters that YAML would read as line ends, or could not hold bare.
_SPECIAL = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")

# What may stand without quotation marks, for all who read YAML.
_BARE = re.compile(r"[A-Za-z][A-Za-z0-9 ()/’'–-]*[A-Za-z0-9)]")
TAKEN = ("true", "false", "yes", "no", "on", "off", "null")


def quoted(text: str) -> str:
    """In double quotes: JSON's spelling, with what YAML cannot print or takes for the end of a line written
    as its number."""
    return _SPECIAL.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def spelt(text: str) -> str:
    """Bare where that is safe, as a person would write it; else in double quotes."""
    return text if _BARE.fullmatch(text) and text.lower() not in TAKEN else quoted(text)
