"""Spoils many returns or definitions, and looks at what the program makes of each: no traceback, nothing in silence.

    .venv/bin/python bench/fuzz.py [yaml|definitions|word|pdf] [HOW_MANY] [SEED]

Every fault is printed, its file is kept in `build/fuzz`, and what was tried is written into `bench/records/`.
"""

import json
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests import fuzzing  # noqa: E402

HOW_MANY = {"yaml": 100_000, "definitions": 10_000, "word": 10_000, "pdf": 10_000}
SHOWN = 20


def main(kind: str, how_many: int, seed: int) -> int:
    start = time.perf_counter()
    outcome = fuzzing.tried(kind, how_many, seed)
    kept = ROOT / "build" / "fuzz"
    kept.mkdir(parents=True, exist_ok=True)
    for number, (fault, name, raw) in enumerate(outcome.faults[:SHOWN]):
        file = kept / f"{kind}-{number}-{name.replace('/', '-')}"
        file.write_bytes(raw)
        print(f"{file.relative_to(ROOT)}\n{fault}\n")
    record = {
        "seed": seed,
        "files": outcome.tried,
        **dict(sorted(outcome.ends.items())),
        "seconds": round(time.perf_counter() - start),
        "slowest, in milliseconds": round(outcome.slowest * 1000),
        "faults": len(outcome.faults),
    }
    print(json.dumps(record, indent=2))
    record_of(kind).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    return 1 if outcome.faults else 0


def record_of(kind: str) -> Path:
    return ROOT / "bench" / "records" / f"fuzz-{kind}.json"


if __name__ == "__main__":
    chosen = sys.argv[1:2] or list(HOW_MANY)
    counts = [int(argument) for argument in sys.argv[2:]]
    sys.exit(max(main(kind, *(*counts, *(HOW_MANY[kind], fuzzing.SEED)[len(counts) :])) for kind in chosen))
