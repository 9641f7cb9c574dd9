"""The performance and quality team's commands: returned forms in; what is missing and who is notified out."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from formwright.cli import speaking
from formwright.cli.arguments import OneOf, completed
from formwright.cli.commands import (
    A_PATH,
    FOR_CI,
    FORCE,
    basis,
    command,
    complain,
    deliver,
    format_option,
    show_for_ci,
    show_json,
    state,
    usable,
)
from formwright.cli.progress import counted
from formwright.writers.formats import FORMS

if TYPE_CHECKING:
    from formwright.pipelines.filling import Turned

SENT = tuple(name for name in FORMS if name != "yaml")
"""The formats of forms that can be sent to somebody."""


@command
@click.argument("paths", nargs=-1, required=True, type=A_PATH)
@format_option("text", "json", *FOR_CI)
@click.option(
    "--part",
    metavar="ID",
    shell_complete=completed("parts"),
    help="For forms that several people fill in, in turn: the part that must be complete now, with all before it. "
    "[default: the first part, and every part that has an answer]",
)
def check(root: Path | None, paths: tuple[Path, ...], format: str, part: str | None) -> int:
    """Check whether returned audits are complete, and show who must be notified and why. All files in a folder
    are checked."""
    from formwright.pipelines.checking import check
    from formwright.reports import review as report

    judged_by = state(root)  # before it is read: what changes meanwhile makes it another
    library = basis(root)
    tally = report.Tally()
    items = counted(check(paths, library, part, judged_by), "checked")
    if format == "json":
        for piece in report.as_json(items, library.people, tally):
            speaking.write(piece)
    elif format == "text":
        speaking.say_each(report.pieces(items, library, speaking.width() or report.WIDTH, tally))
    else:
        from formwright.reports import file_report

        files = file_report.of_returns(tally.of(items), library)
        show_for_ci(format, "formwright check", files, lambda: report.summary(tally))
    return 1 if tally.has_errors or library.people else 0


@command
@click.argument("paths", nargs=-1, required=True, type=A_PATH)
@format_option("text", "json")
def verify(root: Path | None, paths: tuple[Path, ...], format: str) -> int:
    """Identify each file, blank or filled in: which document and version it is, whether that is the current
    version, and whether the words outside its fields have been altered. All files in a folder are checked."""
    from formwright.diagnostics import has_errors
    from formwright.model.review import KeptOut, Remark
    from formwright.pipelines import verifying
    from formwright.reports.review import kept_out

    status, documents = 0, []
    by: Counter[str] = Counter()
    for one in counted(verifying.verify_all(usable(root), paths), "checked"):
        match one:
            case KeptOut():
                by[one.by] += 1
            case Remark():
                complain([one.diagnostic])
                status |= has_errors([one.diagnostic])
            case _:
                status |= has_errors(one.diagnostics)
                if format == "json":
                    documents.append(one.as_data())
                else:
                    speaking.say_all([one.as_text()])
                    complain(one.diagnostics)
    if format == "json":
        show_json({"documents": documents})
    for line in kept_out(by):
        speaking.say(line, err=True)
    return status


@command
@click.argument("paths", nargs=-1, required=True, type=A_PATH)
@click.option("--out", type=A_PATH, help="Write a file for each form into this folder.")
@FORCE
def read(root: Path | None, paths: tuple[Path, ...], out: Path | None, force: bool) -> int:
    """Turn filled forms into YAML. All files in a folder are read. A form with an answer that cannot be relied
    on is not turned into YAML: standard error says why."""
    from formwright.pipelines import filling

    return turned(filling.read_all(basis(root), paths, out, force), are_named=filling.goes_into_folder(paths, None))


@command
@click.argument("paths", metavar="RETURN...", nargs=-1, required=True, type=A_PATH)
@click.option(
    "--format",
    "format",
    type=OneOf(SENT, "a format of this command"),
    default="docx",
    show_default=True,
    help="The format of the forms.",
)
@click.option("--readable", is_flag=True, help="Make a copy to read and to file: not a form, only what was answered.")
@click.option("--out", type=A_PATH, help="Write to this file, or to this folder where there are several.")
@FORCE
def fill(root: Path | None, paths: tuple[Path, ...], format: str, readable: bool, out: Path | None, force: bool) -> int:
    """Copy the answers of each RETURN into the Word, PDF or web form, to send an incomplete return back to be
    finished. With --readable, make a copy of each to read and to file, which says who is notified and why. For all
    returns in a folder, --out is a folder too."""
    from formwright.pipelines import filed, filling

    make, ending = (filed.readable, "-readable") if readable else (filling.fill, "")
    found = filling.fill_all(basis(root), paths, format, out, force, make, ending)
    return turned(found, None if filling.goes_into_folder(paths, out) else out, force)


@command
@click.argument("paths", metavar="RETURN...", nargs=-1, required=True, type=A_PATH)
@click.option("--to", "version", metavar="VERSION", required=True, help="The version to put the answers on.")
@click.option("--out", type=A_PATH, help="Write a file for each return into this folder. [default: write nothing]")
@FORCE
@format_option("text", "json")
def migrate(
    root: Path | None, paths: tuple[Path, ...], version: str, out: Path | None, force: bool, format: str
) -> int:
    """Put the answers of each RETURN on another version of its form, later or earlier, as YAML. An answer carries
    over exactly as it was given, or not at all; those that do not are listed, with the reason. Without --out, it only
    says what would carry over. The exit status is 1 if anything is left behind."""
    from formwright.pipelines import migrating
    from formwright.reports.review import kept_out

    status, returns = 0, []
    by: Counter[str] = Counter()
    outcomes: Counter[migrating.Outcome] = Counter()
    for one in counted(migrating.migrate_all(basis(root), paths, version, out, force), "files done"):
        if one.kept_out_by is not None:
            by[one.kept_out_by] += 1
            continue
        outcome = migrating.outcome(one)
        status |= outcome is not migrating.Outcome.WHOLE
        outcomes[outcome] += 1
        if format == "json":
            returns.append(moved_data(one))
        else:
            complain(one.diagnostics)
            if one.moved is not None:
                written = [f"  Written to {one.target}"] if one.target else []
                speaking.say_all([one.file, *one.moved.as_text(), *written, ""])
    for line in kept_out(by):
        speaking.say(line, err=True)
    if format == "json":
        show_json({"returns": returns})
        return status
    speaking.say(migrating.summary(outcomes))
    if out is None:
        speaking.say("Nothing was written. To write the answers that carry over, name a folder with --out.", err=True)
    return status


def moved_data(one: "Turned") -> dict[str, object]:
    """What became of one return, for another program."""
    unread: dict[str, object] = dict.fromkeys(("form", "from", "to"))
    unread |= {name: [] for name in ("carried", "dropped", "renamed", "reworded")}
    moved = one.moved.as_data() if one.moved else unread
    written = {"written": str(one.target) if one.target else None}
    return {"file": one.file, **moved, **written, "diagnostics": [d.as_data() for d in one.diagnostics]}


def turned(found: "Iterable[Turned]", out: Path | None = None, force: bool = False, are_named: bool = False) -> int:
    """Says what became of each file. What has no place yet goes to `out`, or to standard output, one after the
    other; there each begins with its file's name if they `are_named`."""
    from formwright.diagnostics import has_errors
    from formwright.reports.review import kept_out
    from formwright.reports.visible import shown

    status, separator = 0, ""
    by: Counter[str] = Counter()
    for one in counted(found, "done"):
        complain(one.diagnostics)
        status |= has_errors(one.diagnostics)
        if one.kept_out_by is not None:
            by[one.kept_out_by] += 1
        if one.target is not None:
            speaking.say(f"{one.file}: written to {one.target}")
        if one.content is not None:
            name = f"# {shown(one.file)}\n" if are_named else ""
            deliver(f"{separator}{name}".encode() + one.content, out, force)
            separator = "---\n"
    for line in kept_out(by):
        speaking.say(line, err=True)
    return status
