"""What it takes to receive returns: time and memory for a tenth of them, and for all.

    .venv/bin/python bench/receiving.py [HOW_MANY]

Memory must not grow with their number by more than what is kept of each: where its bytes are filed. Then the same are
received again, the record is brought up to date twice, and a few more arrive.
"""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench import returns  # noqa: E402

from formwright.definitions import library  # noqa: E402

FEW = 20
"""Returns that arrive when all the others are recorded: what they take should not grow with those."""

PROGRAM = str(Path(sys.executable).parent / "formwright")


def main(how_many: int) -> None:
    found = library.load(ROOT)
    with TemporaryDirectory() as name:
        for count in (how_many // 10, how_many):
            arrived, into, more = (Path(name, f"{what}-{count}") for what in ("arrived", "returns", "more"))
            arrived.mkdir()
            returns.make(arrived, found, count)
            more.mkdir()
            for number, path in enumerate(sorted(arrived.iterdir())[:FEW]):  # other bytes of the same returns
                (more / f"{number}{path.suffix}").write_bytes(path.read_bytes() + b"\n")
            works = {
                "receive": ("receive", str(arrived), "--into", str(into)),
                "receive again": ("receive", str(arrived), "--into", str(into)),
                "record": ("record", "--returns", str(into)),
                "record again": ("record", "--returns", str(into)),
                "notify": ("notify", "--returns", str(into)),
                "receive a few more": ("receive", str(more), "--into", str(into)),
            }
            taken = {work: measured(*words) for work, words in works.items()}
            print(json.dumps({"returns": count, **taken}, indent=1))


def measured(*words: str) -> dict[str, float]:
    """Seconds, seconds of the processor, and the most memory in MB of one command. A process of its own, and small,
    starts it: the memory of whoever starts one counts as its own."""
    command = (sys.executable, "-S", "-c", SMALL, PROGRAM, "--root", str(ROOT), *words)
    done = subprocess.run(command, check=True, capture_output=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


SMALL = """
import json, os, sys, time
start = time.monotonic()
nowhere = os.open(os.devnull, os.O_WRONLY)
to_nowhere = [(os.POSIX_SPAWN_DUP2, nowhere, 1), (os.POSIX_SPAWN_DUP2, nowhere, 2)]
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=to_nowhere)
_, status, used = os.wait4(child, 0)
if os.waitstatus_to_exitcode(status) not in (0, 1):
    sys.exit("the command could not run")
cpu = used.ru_utime + used.ru_stime
print(json.dumps({"s": round(time.monotonic() - start, 1), "cpu": round(cpu, 1), "MB": used.ru_maxrss // 1024}))
"""


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1500)
