"""Twelve months of a council: `python tests/example-year/make.py OUT [--months N] [--small] [--seed N]`.

OUT/framework is the repository's framework with an invented council's teams and people; OUT/arrivals is what comes to
its performance and quality team, by month and week; OUT/expected.json says what must become of it all.
"""

import argparse
import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import filling
import people
import plan
from expected import expected
from packing import File, Sent, letters, pack
from plan import Return
from unusable import KINDS, flattened

ROOT = Path(__file__).parents[2]
_COPIED = ("forms", "standards", "schedules", "handbook", "released")


def framework(out: Path) -> None:
    """The repository's framework, with the council's teams and people."""
    out.mkdir(parents=True)
    for name in _COPIED:
        shutil.copytree(ROOT / name, out / name)
    shutil.copy(ROOT / "reviews.yaml", out)
    said = (ROOT / "framework.yaml").read_text("utf-8")
    said, count = re.subn(r"(?m)^teams:\n(?:  - .*\n)+", people.teams(), said)
    assert count == 1
    (out / "framework.yaml").write_text(re.sub(r"(?m)^other_folders:.*\n", "", said), "utf-8")
    (out / "directory.yaml").write_text(people.directory(), "utf-8")


def sent(returns: list[Return], made: dict[str, bytes], random: Random) -> Iterator[Sent]:
    """Every file with its sender, its month and its week: the returns, and what is none, in the order of arrival."""
    for one in returns:
        source = one.of if one.relation == "copy" and one.of else one.id
        file = File(filling.name(one), made[source], source)
        yield file, people.SUPPORT if random.random() < 0.1 else one.auditor, one.month, one.week
    kinds, pdfs = list(KINDS), [made[one.id] for one in returns if one.format == "pdf" and one.id in made]
    for month in sorted({one.month for one in returns}):
        for n in range(4):
            kind = kinds[(4 * month + n) % len(kinds)]
            name, make = KINDS[kind]
            yield File(name, make(random), kind=kind), random.choice(people.TEAMS).auditor, month, n + 1
        if pdfs:
            print_out = File("Print.pdf", flattened(pdfs[month % len(pdfs)]), kind="print-out")
            yield print_out, random.choice(people.TEAMS).auditor, month, 2
        yield File("", b"", kind="no form"), random.choice(people.TEAMS).auditor, month, 1


def make(out: Path, months: int, is_small: bool, seed: int) -> dict[str, object]:
    """Writes the year, and gives what it expects of it."""
    framework(out / "framework")
    returns = plan.year(seed, months, is_small)
    made = dict(filling.fill(out / "framework", [one for one in returns if one.relation != "copy"]))
    random = Random(seed + 1)
    files = sorted(sent(returns, made, random), key=lambda one: one[2:])
    found = expected(returns, list(pack(letters(files, random), out / "arrivals")))
    (out / "expected.json").write_text(json.dumps(found, indent=1), "utf-8")
    return found


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("out", type=Path, help="a folder that is not there yet")
    asked.add_argument("--months", type=int, default=12)
    asked.add_argument("--small", action="store_true", help="one month of about 40 returns")
    asked.add_argument("--seed", type=int, default=2014)
    given = asked.parse_args()
    if given.out.exists():
        asked.error(f"{given.out} exists already")
    found = make(given.out, 1 if given.small else given.months, given.small, given.seed)
    sys.stdout.write(json.dumps(found["counts"], indent=1) + "\n")


if __name__ == "__main__":
    main()
