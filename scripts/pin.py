"""Takes the newest version of every library that fits and pins it, with the hashes of its files on every system.

    make constraints

writes constraints.txt (what the program and its building need) and constraints-tests.txt (what only its tests need).
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROGRAM, TESTS = ROOT / "constraints.txt", ROOT / "constraints-tests.txt"
HEAD = "# {what}, each at one version, with the hashes of its files. 'make constraints' writes this anew.\n"


def main() -> None:
    builds = "\n".join(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]["requires"])
    program = newest("pyproject.toml", "-", given=builds)
    PROGRAM.write_text(HEAD.format(what="What the program needs") + "".join(program), "utf-8")
    tests = newest("pyproject.toml", "-", "--extra", "test", "--constraint", str(PROGRAM), given=builds)
    further = [pin for pin in tests if pin not in program]
    TESTS.write_text(HEAD.format(what="What only the tests need") + "".join(further), "utf-8")


def newest(*words: str, given: str) -> list[str]:
    """A pin for each library: its lines, hashes included."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes"]
    further = ["--no-header", "--no-annotate", "--python-version", "3.11"]
    done = subprocess.run(
        [*command, *further, *words], cwd=ROOT, input=given, text=True, stdout=subprocess.PIPE, check=True
    )
    return re.findall(r"^[a-zA-Z].*\n(?:    .*\n)*", done.stdout, re.MULTILINE)


if __name__ == "__main__":
    main()
