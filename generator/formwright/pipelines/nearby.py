"""A path that was named and is not there: what was meant."""

import os
from itertools import islice
from pathlib import Path

from formwright.misspelt import nearest

MOST = 10_000  # names in a folder that are looked at


def missing(path: Path) -> str:
    """That there is no such path, and which one beside it was meant."""
    try:
        with os.scandir(path.parent) as found:
            names = sorted(entry.name for entry in islice(found, MOST))
    except OSError:
        names = []
    near = nearest(path.name, names)
    return f"There is no {path}." + (f" Did you mean '{path.with_name(near)}'?" if near else "")
