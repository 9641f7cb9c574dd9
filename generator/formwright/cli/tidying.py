"""The command that puts definitions into one order and layout."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from formwright.cli import speaking
from formwright.cli.commands import A_PATH, command
from formwright.errors import CannotRun

if TYPE_CHECKING:
    from formwright.pipelines.tidying import Tidying

STANDARD_INPUT = Path("-")


@command
@click.argument("paths", nargs=-1, type=A_PATH)
@click.option("--check", is_flag=True, help="Write nothing; list what is not tidy, and exit with 1.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
def fmt(root: Path | None, paths: tuple[Path, ...], check: bool, diff: bool) -> int:
    """Put definitions into one tidy order and layout. No words change, and every comment stays with its
    entry. Name files or folders as PATHS to tidy only those; otherwise the whole framework is tidied.
    '-' reads standard input and writes to standard output.

    A file that cannot be read as a definition is left as it is, and you are shown why."""
    from formwright.definitions import sources
    from formwright.pipelines import tidying

    if STANDARD_INPUT in paths:
        if len(paths) > 1:
            raise CannotRun("'-' cannot be used together with files.", "Name one or the other.")
        return _standard_input(check, diff)
    found = (
        tidying.files(paths) if paths else sources.files(root if root is not None else sources.find_root(Path.cwd()))
    )
    changed = faulty = 0
    for path in found:
        one = tidying.tidied(path)
        faulty += one.after is None
        changed += one.changes
        _complain(one, err=diff)
        if not one.changes or one.after is None:
            continue
        if diff:
            speaking.write(one.difference())
        else:
            if not check:
                tidying.write(path, one.after)
            speaking.say(f"{'not tidy: ' if check else 'tidied '}{one.name}")
    speaking.say(_summary(len(found), changed, faulty, wrote=not (check or diff)), err=diff)
    return 1 if faulty or (check and changed) else 0


def _summary(files: int, changed: int, faulty: int, wrote: bool) -> str:
    from formwright.reports.problems import count

    tidy = f"{changed} tidied" if wrote else f"{changed} not tidy"
    left = f", {faulty} left as {'it is' if faulty == 1 else 'they are'}" if faulty else ""
    return f"{count(files, 'definition')}: {tidy if changed else 'nothing to tidy'}{left}."


def _standard_input(check: bool, diff: bool) -> int:
    """For editors, which replace their text with what comes back."""
    from formwright.pipelines import tidying

    if sys.stdin is None:
        raise CannotRun("Standard input is closed, so there is nothing to read.")
    one = tidying.of_text(sys.stdin.buffer.read(), "standard input")
    _complain(one, err=True)
    if diff:
        speaking.write(one.difference())
    elif not check and one.after is not None:
        speaking.write_bytes(one.after)
    return 1 if one.after is None or (check and one.changes) else 0


def _complain(one: "Tidying", err: bool) -> None:
    from formwright.reports import problems

    for line in problems.text(one.diagnostics, {one.name: one.lines}, speaking.width(err)):
        speaking.say(line, err=err)
