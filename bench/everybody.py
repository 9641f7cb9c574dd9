"""Takes returns with every judgement, child's status, service area, team and kind of damage, with many directories, and
looks whether anybody who must hear of one is missing, or told by chance, without a word.

    python bench/everybody.py [EVERY]

tries one in EVERY of them (200, unless another number is given; 1 tries all, which takes hours), and writes what
it found into `bench/records/everybody.txt`. With `docx` or `pdf` before the number it fills in those forms.
"""

import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.everybody import DIRECTORIES, faults, office, returns, some  # noqa: E402
from tests.everybody_on_paper import FILLED, some_on_paper  # noqa: E402

JOBS = 2


def main(words: list[str]) -> int:
    kind = words.pop(0) if words and words[0] in FILLED else "yaml"
    every = int(words[0]) if words else 200
    with ProcessPoolExecutor(JOBS) as pool:
        parts = list(pool.map(tried, [(kind, every, job) for job in range(JOBS)]))
    count = sum(n for n, _ in parts)
    found = sum((faults for _, faults in parts), Counter[str]())
    said = f"{kind}: {count} returns tried"
    if kind == "yaml":
        said += f", of {len(list(returns()))}, each with {len(DIRECTORIES)} directories"
    lines = [f"{said}. Wrong: {found.total()}.", *(f"  {n} times: {fault}" for fault, n in found.most_common(20))]
    record = ROOT / "bench" / "records" / "everybody.txt"
    record.parent.mkdir(exist_ok=True)
    before = record.read_text("utf-8").splitlines() if record.exists() else []
    kept, skip = [], False
    for line in before:
        skip = line.startswith(f"{kind}:") or (skip and line.startswith("  "))
        kept += [] if skip else [line]
    record.write_text("\n".join(sorted([*kept, "\n".join(lines)])) + "\n", "utf-8")
    print("\n".join(lines))
    return 1 if found else 0


def tried(part: tuple[str, int, int]) -> tuple[int, Counter[str]]:
    kind, every, job = part
    count, found = 0, Counter[str]()
    cases = some(every) if kind == "yaml" else some_on_paper(kind, every)
    for given, directory in islice(cases, job, None, JOBS):
        here = office(directory)
        content = given.in_yaml().encode() if kind == "yaml" else FILLED[kind](given)
        reviewed = here.reviewer.content(content, f"return.{kind}")
        count += 1
        for fault in faults(given, reviewed, here):
            found[f"{fault} ({directory.name}; {given})"] += 1
    return count, found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
