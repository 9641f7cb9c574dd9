"""How long the program takes, beside the least that such work takes, in one table.

Each is run several times in turn with its floor, as a process of its own, and measured in processor time: read the
ratios, as seconds are this machine's. What was found is written into `bench/records/speed.json`.

    .venv/bin/python bench/speed.py [HOW_MANY_RETURNS] [HOW_OFTEN]
"""

import json
import os
import platform
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench import releases, returns  # noqa: E402

from formwright.definitions import library  # noqa: E402
from formwright.pipelines.review import review  # noqa: E402
from formwright.readers.short import Short  # noqa: E402
from formwright.reports.review import text  # noqa: E402

SMALL = ROOT / "tests" / "examples" / "framework"
RECORD = ROOT / "bench" / "records" / "speed.json"
PROGRAM = str(Path(sys.executable).parent / "formwright")
PARSED = """
import os, sys, yaml
for name in sorted(os.listdir(sys.argv[1])):
    with open(os.path.join(sys.argv[1], name), "rb") as file:
        yaml.load(file, Loader=yaml.CSafeLoader)
"""


@dataclass(frozen=True, slots=True)
class Work:
    """What is measured, its floor, and how many times as long as that it may take. `floor` says in words what the
    floor does."""

    name: str
    ours: tuple[str, ...]
    floor: str
    beside: tuple[str, ...]
    goal: float


def main(how_many: int, how_often: int) -> int:
    with TemporaryDirectory() as name:
        place = Path(name)
        found = library.load(ROOT)
        for count, folder in ((how_many, "many"), (how_many // 10, "few")):
            (place / folder).mkdir()
            returns.make(place / folder, found, count)
        os.environ["XDG_CACHE_HOME"] = str(place / "cache")
        for variable in ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"):
            os.environ.pop(variable, None)
        build = (PROGRAM, "--root", str(ROOT), "build", "--out", str(place / "built"))
        print(f"Building every document once, and writing {how_many} returns …", flush=True)
        Run.of(build)
        rows = [measured(work, how_often) for work in (*_works(place, how_many), *_releases(place, found, how_many))]
        rows += [_build(build, how_often), _memory(place), *_steps(place, how_often)]
        is_same = _says_the_same(place / "many", found)
    print(table(rows))
    print(
        f"The short way {'says just what' if is_same else 'DOES NOT SAY WHAT'} the long way says of all these returns."
    )
    record = {"python": platform.python_version(), "returns": how_many, "rounds": how_often, "same output": is_same}
    RECORD.write_text(json.dumps({**record, "rows": [asdict(row) for row in rows]}, indent=1) + "\n", "utf-8")
    return 0 if is_same else 1


def _works(place: Path, how_many: int) -> Iterator[Work]:
    check = (PROGRAM, "--root", str(ROOT), "check")
    python = (sys.executable, "-c")
    one = str(place / "few" / "000000.yaml")
    clicked, parsed = (*python, "import click"), (*python, "import click, yaml")
    many = str(place / "many")
    yield Work(f"check of {how_many} returns", (*check, many), "CSafeLoader", (*python, PARSED, many), 1.0)
    yield Work("check of one return", (*check, one), "import click, yaml", parsed, 1.5)
    yield Work("--help", (PROGRAM, "--help"), "import click", clicked, 1.3)
    yield Work("--version", (PROGRAM, "--version"), "import click", clicked, 1.3)


def _releases(place: Path, found: library.Library, how_many: int) -> Iterator[Work]:
    """What a thousand released versions in the folder cost: as good as nothing."""
    bare, full = place / "bare", place / "full"
    for name in ("framework.yaml", "directory.yaml"):
        for root in (bare, full):
            root.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, root)
    for name in ("forms", "standards", "schedules", "handbook"):
        for root in (bare, full):
            shutil.copytree(ROOT / name, root / name)
    assert releases.make(full, found, 1000) == 1000
    for name, folder in ((f"check of {how_many} returns", "many"), ("check of one return", "few/000000.yaml")):
        ours, beside = ((PROGRAM, "--root", str(root), "check", str(place / folder)) for root in (full, bare))
        yield Work(f"{name}, 1000 releases", ours, "without them", beside, 1.1)


# --- measuring ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    """A process that has ended: its processor time in seconds, and the most memory that it had, in MB."""

    seconds: float
    memory: float

    @classmethod
    def of(cls, command: tuple[str, ...]) -> "Run":
        output = os.open(os.devnull, os.O_WRONLY)
        process = os.posix_spawn(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, output, 1)])
        os.close(output)
        _, status, used = os.wait4(process, 0)
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            raise SystemExit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
        return cls(used.ru_utime + used.ru_stime, used.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table. `floor` says in words what `beside` was measured of."""

    work: str
    ours: float
    unit: str
    floor: str
    beside: float
    ratio: float
    goal: float

    @property
    def is_met(self) -> bool:
        return self.ratio <= self.goal

    def cells(self) -> tuple[str, ...]:
        times = f"{self.ours:.3f} {self.unit}", self.floor, f"{self.beside:.3f} {self.unit}"
        return self.work, *times, f"{self.ratio:.2f}", f"{self.goal:.1f}", "" if self.is_met else "missed"


def measured(work: Work, how_often: int) -> Row:
    """Each once before it counts, so that what is kept is there; then in turn."""
    Run.of(work.ours), Run.of(work.beside)
    pairs = [(Run.of(work.ours).seconds, Run.of(work.beside).seconds) for _ in range(how_often)]
    ours, beside = (median(times) for times in zip(*pairs, strict=True))
    return _row(work.name, ours, "s", work.floor, beside, work.goal)


def _row(name: str, ours: float, unit: str, floor: str, beside: float, goal: float) -> Row:
    return Row(name, round(ours, 3), unit, floor, round(beside, 3), round(ours / beside, 2), goal)


def _build(build: tuple[str, ...], how_often: int) -> Row:
    """Of every document, with nothing changed: what it may take is a quarter of a second."""
    seconds = median(Run.of(build).seconds for _ in range(how_often))
    return _row("build, nothing changed", seconds, "s", "as was agreed", 0.25, 1.0)


def _memory(place: Path) -> Row:
    """How much more is needed for ten times as many returns."""
    many, few = (Run.of((PROGRAM, "--root", str(ROOT), "check", str(place / f))).memory for f in ("many", "few"))
    return _row("memory of check", many, "MB", "for a tenth of them", few, 1.3)


def _steps(place: Path, how_often: int) -> Iterator[Row]:
    """What must take twice as long for twice as much, and not four times: definitions, and faults in them."""
    growing = (("validate, 1 MB more", _large, 500_000), ("validate, 200 misspelt references", _misspelt, 100))
    for name, make, size in growing:
        twice, once = (shutil.copytree(SMALL, place / f"{make.__name__}{n}") for n in (2, 1))
        make(twice, 2 * size)
        make(once, size)
        ours, beside = ((PROGRAM, "--root", str(root), "validate") for root in (twice, once))
        yield measured(Work(name, ours, "half as much", beside, 2.2), max(how_often // 2, 1))


def _large(root: Path, size: int) -> None:
    """A set of standards of this many bytes."""
    lines = ["kind: standards", "id: many", "title: Many", 'version: "1.0"', "issued: 2026-01-02", "summary: Many."]
    lines += ["audience: Everyone", "groups:", "  - title: All", "    standards:"]
    entry = "      - {{id: '9.{0}', text: 'The case file of child number {0} has in it what it should have.'}}"
    lines += [entry.format(number) for number in range(1, size // 90)]
    (root / "standards" / "many.yaml").write_text("\n".join(lines) + "\n", "utf-8")


def _misspelt(root: Path, number: int) -> None:
    """A form with a field for each of these, and a condition on each whose path is misspelt."""
    form = root / "forms" / "small-audit.yaml"
    fields = "".join(
        f"      - {{id: field_{n}, label: Field {n}, control: yes-no}}\n"
        f"      - {{id: more_{n}, label: More {n}, control: text, asked_when: {{field: many.feild_{n}, in: [yes]}}}}\n"
        for n in range(number)
    )
    section = f"sections:\n  - id: many\n    title: Many\n    fields:\n{fields}"
    form.write_text(form.read_text("utf-8").replace("sections:\n", section, 1), "utf-8")


def _says_the_same(folder: Path, found: library.Library) -> bool:
    def said() -> list[str]:
        return list(text(review([folder], found), found))

    shortly = said()
    read = Short.read
    Short.read = lambda self, raw, file: None  # type: ignore[method-assign]
    try:
        return said() == shortly
    finally:
        Short.read = read  # type: ignore[method-assign]


# --- the table ---------------------------------------------------------------------------------


def table(rows: Sequence[Row]) -> str:
    head = ("work", "ours", "beside", "", "ratio", "goal", "")
    lines = [head, *(row.cells() for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[1:]]
    sys.exit(main(*(given + [10_000, 5][len(given) :])))
