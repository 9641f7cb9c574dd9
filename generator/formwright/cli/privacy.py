"""The commands that protect the people whom returns are about."""

from collections import Counter
from pathlib import Path

import click

from formwright.cli import speaking
from formwright.cli.arguments import OneOf
from formwright.cli.commands import A_PATH, FORCE, basis, command, complain, format_option, show_json
from formwright.cli.progress import counted
from formwright.cli.returns import SENT


@command
@click.argument("paths", metavar="RETURN...", nargs=-1, required=True, type=A_PATH)
@click.option("--out", type=A_PATH, required=True, help="Write the copies into this folder.")
@click.option(
    "--as",
    "kind",
    type=OneOf(SENT, "a format of this command"),
    default="docx",
    show_default=True,
    help="The format of the copies.",
)
@click.option("--names", "file", type=A_PATH, help="A text file of further names to remove, one on each line.")
@click.option("--number-cases", "numbers", is_flag=True, help="Replace each case ID by a number.")
@FORCE
@format_option("text", "json")
def redact(
    root: Path | None,
    paths: tuple[Path, ...],
    out: Path,
    kind: str,
    file: Path | None,
    numbers: bool,
    force: bool,
    format: str,
) -> int:
    """Copy each RETURN without email addresses, telephone and NHS numbers, dates of birth, postcodes, signatures, and
    the names that are in directory.yaml, in the return itself and in --names. A program cannot find every name: read
    each copy before you share it."""
    from formwright.diagnostics import has_errors
    from formwright.pipelines import redacting
    from formwright.reports.review import kept_out

    status, copies = 0, []
    by: Counter[str] = Counter()
    further = redacting.names_in(file) if file else ()
    for one, removed in counted(redacting.redact_all(basis(root), paths, kind, out, force, further, numbers), "done"):
        status |= has_errors(one.diagnostics)
        if one.kept_out_by is not None:
            by[one.kept_out_by] += 1
            continue
        listed = ", ".join(f"{what} {number}" for what, number in removed.items()) or "nothing was found"
        if format == "json":
            target = str(one.target) if one.target else None
            faults = [d.as_data() for d in one.diagnostics]
            copies.append({"file": one.file, "written": target, "removed": dict(removed), "diagnostics": faults})
            continue
        complain(one.diagnostics)
        if one.target is not None:
            speaking.say(f"{one.file}: copied to {one.target}. Removed: {listed}.")
        else:
            speaking.say(f"{one.file}: not copied.")
    if format == "json":
        show_json({"copies": copies})
    for line in kept_out(by):
        speaking.say(line, err=True)
    speaking.say("Read each copy before you share it: a program cannot find every name.", err=True)
    return status
