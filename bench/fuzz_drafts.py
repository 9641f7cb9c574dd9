"""Reads many spoilt drafts with the page's own reader, in Node, and with ours, and holds the two against
each other.

    .venv/bin/python bench/fuzz_drafts.py [HOW_MANY] [SEED]

What differs is printed, and what was tried is written into `bench/records/fuzz-drafts.json`.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests import drafts, spoilt_drafts  # noqa: E402
from tests.samples import SMALL  # noqa: E402

from formwright.compose import compose  # noqa: E402
from formwright.model import rules  # noqa: E402
from formwright.readers.yaml import Reader  # noqa: E402

RECORD = ROOT / "bench" / "records" / "fuzz-drafts.json"
SHOWN = 20
TOGETHER = 200


def main(how_many: int, seed: int) -> int:
    chance = Random(seed)  # noqa: S311 - the same drafts each time
    form = SMALL.form("everything")
    reader = Reader.of([rules.compile(form)])
    counts: Counter[str] = Counter()
    differences: list[dict[str, object]] = []
    slowest = 0.0
    start = time.perf_counter()
    assert SMALL.framework
    with drafts.page_of(compose(form, SMALL.framework)) as page:
        for number, (raw, name), theirs in _read(how_many, chance, page):
            slowest = max(slowest, theirs["milliseconds"])
            ours = drafts.ours(reader, raw, name)
            found = drafts.difference(form.identity, ours, theirs)
            counts[found or ("refused by both" if "refused" in ours else "read alike by both")] += 1
            counts["answers read"] += len(ours.get("answers", ()))
            if found:
                differences.append({"draft": number, "name": name, "raw": repr(raw), "found": found})
                if len(differences) <= SHOWN:
                    print(f"{found}: draft {number}, {name}\n  {raw!r}\n  ours   {ours}\n  theirs {theirs}\n")
    record = {
        "seed": seed,
        "drafts": how_many,
        **dict(sorted(counts.items())),
        "seconds": round(time.perf_counter() - start),
        "slowest in the page's reader, in milliseconds": round(slowest),
        "differences": differences[:SHOWN],
    }
    RECORD.parent.mkdir(exist_ok=True)
    RECORD.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(json.dumps({key: value for key, value in record.items() if key != "differences"}, indent=2))
    return 1 if differences else 0


def _read(how_many: int, chance: Random, page: drafts.Page) -> Iterator[tuple[int, tuple[bytes, str], drafts.Verdict]]:
    """Each draft with its number and what the page reads in it."""
    for start in range(0, how_many, TOGETHER):
        files = [spoilt_drafts.made(chance) for _ in range(min(TOGETHER, how_many - start))]
        yield from zip(range(start, how_many), files, page.read_all(files), strict=False)


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(*arguments, *(100_000, 9)[len(arguments) :])))
