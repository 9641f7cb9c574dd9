"""A path that was named and is not there: what was meant."""

import os
from itertools import islice
from pathlib import Path

from formwright.misspelt import nearest

MOST = 10_000  # names in a folder that are looked at


def missing(path: Path) -> str:
    """That there is no such path, and which one beside it was meant. The ends of names, which many share, do not make
    them alike."""
    try:
        with os.scandir(path.parent) as found:
            names = sorted(entry.name for entry in islice(found, MOST))
    except OSError:
        names = []
    by_stem = {Path(name).stem: name for name in reversed(names)}
    stem = path.stem if path.stem in by_stem else nearest(path.stem, by_stem)
    near = f" Did you mean '{path.with_name(by_stem[stem])}'?" if stem else ""
    return f"There is no {path}.{near}"
