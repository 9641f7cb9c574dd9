"""Real runs of the command line for the tests of the reports, and folders whose names try a format."""

import shutil
from pathlib import Path

from click.testing import CliRunner, Result
from tests.samples import EXAMPLES, RETURN, ROOT

from formwright.cli import main

RETURNS = EXAMPLES / "returns"
REFUSED = EXAMPLES / "definitions" / "refused"
SMALL = EXAMPLES / "framework"

AWKWARD = (
    "a b, c:d=e;f.yaml",
    "50%25 done %0A.yaml",
    "two\nlines.yaml",
    "<b>&amp;\"quoted\" 'twice'.yaml",
    "family \U0001f469\u200d\U0001f467 é.yaml",
    "::error::all is lost.yaml",
    "steered \x1b[31m\x07.yaml",
    "not utf-8 \udcff.yaml",
)


def run(*words: str | Path, root: Path = ROOT) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *map(str, words)])


def awkward_returns(folder: Path) -> list[Path]:
    """A return under each of the names, without its judgement and with one wrong answer."""
    text = RETURN.replace("  judgement: requires-improvement\n", "").replace("date: ", "date: the 3rd, # ")
    for n, name in enumerate(AWKWARD):
        (folder / name).write_text(f"{text}# {n}\n", "utf-8")
    return sorted(folder.iterdir())


def copied_framework(folder: Path, *refused: str) -> Path:
    """The small framework with these faulty definitions in it."""
    root = shutil.copytree(SMALL, folder / "framework")
    for name in refused:
        shutil.copy(REFUSED / f"{name}.yaml", root / "forms")
    return root
