"""Misspells every key and reference of this framework, one at a time, and counts what 'validate' finds.

    .venv/bin/python bench/misspelt.py [EVERY] [FAMILY]

tries every EVERYth misspelling (the 50th, unless you say another number; 1 tries all, in half an hour), of
one family only if you name it, and lists those that are not found on their line, answered rightly, and said
alone.
"""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.definitions import misspelt  # noqa: E402


def main() -> None:
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    family = sys.argv[2] if len(sys.argv) > 2 else ""
    with tempfile.TemporaryDirectory() as folder:
        root = misspelt.copy(ROOT, Path(folder))
        spots = misspelt.spots(root)
        cases = [case for case in misspelt.cases(spots) if family in case[0].family][::every]
        outcomes = [misspelt.outcome(root, spot, written) for spot, written in cases]
    print("\n".join(misspelt.left(outcomes)))
    print(f"{len(spots)} keys and references, {len(outcomes)} misspellings")
    print("\n".join(misspelt.table(outcomes)))


if __name__ == "__main__":
    main()
