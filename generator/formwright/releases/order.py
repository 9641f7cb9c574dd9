"""Versions in their order: 1.9 comes before 1.10, and 1 is as high as 1.0."""

import re
from collections.abc import Iterable

VERSION = re.compile(r"[0-9]+(\.[0-9]+)*")
"""A version as it can be written."""

Height = tuple[tuple[int, str], ...]


def height(version: str) -> Height:
    """What versions are compared by."""
    parts = [part.lstrip("0") for part in version.split(".")]
    while parts and not parts[-1]:
        parts.pop()
    return tuple((len(part), part) for part in parts)  # numbers of any length, without counting them


def in_order(versions: Iterable[str]) -> tuple[str, ...]:
    """The lowest first."""
    return tuple(sorted(versions, key=lambda version: (height(version), version)))
