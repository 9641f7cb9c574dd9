"""A file of many e-mails (mbox) → one e-mail after another, of which only one is in memory."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from formwright.intake.arrived import LARGEST

_BEGINS = re.compile(rb"From \S.*\d\d:\d\d.*\d{4}|From -? ?\r?\n?\Z")
"""The line before each e-mail. A sentence that begins with "From" has no time of day and year in it."""

_QUOTED = re.compile(rb">+From ")


def messages(stream: BinaryIO) -> Iterator[bytes | None]:
    """Each e-mail, without the line before it, and with lines that begin with "From" as they were; None for one that
    is too large. A blank line stands before each but the first."""
    kept: list[bytes] = []
    size, is_blank, has_begun = 0, True, False
    while line := stream.readline(_LONGEST):
        if is_blank and line.startswith(b"From ") and (not has_begun or _BEGINS.match(line)):
            if has_begun:
                yield b"".join(kept) if size <= LARGEST else None
            kept, size, has_begun = [], 0, True
        elif has_begun:
            size += len(line)
            if size <= LARGEST:
                kept.append(line[1:] if _QUOTED.match(line) else line)
            else:
                kept = []
        is_blank = not line.strip(b"\r\n")
    if has_begun:
        yield b"".join(kept) if size <= LARGEST else None


_LONGEST = 1_000_000  # bytes of a line that are read at once
