"""The seal of a released file: the SHA-256 of all of its lines but two, the seal's own and the one that says its last
day, which may be added later. So anybody can look at it without this program, in any year to come:

    grep -v -e '^seal:' -e '^withdrawn:' released/ID/VERSION.yaml | sha256sum
"""

import hashlib
import re

FORMAT = 1
"""The format in which released files are written now."""

FORMATS = (1,)
"""Those that can be read: every one that was ever written."""

NOT_SEALED = re.compile(r"^(?:seal|withdrawn):", re.MULTILINE)


def seal(text: str) -> str:
    """The seal of a released file's text, whose lines end in \\n."""
    kept = (line for line in text.split("\n") if not NOT_SEALED.match(line))
    return hashlib.sha256("\n".join(kept).encode()).hexdigest()
