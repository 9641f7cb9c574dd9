"""The commands that protect the people whom returns are about."""

import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from formwright.cli import speaking
from formwright.cli.arguments import OneOf
from formwright.cli.commands import A_PATH, FORCE, basis, command, complain, format_option, show_json
from formwright.cli.progress import counted
from formwright.cli.record import RETURNS, folder_of, now, refreshed
from formwright.cli.returns import SENT
from formwright.errors import CannotRun

if TYPE_CHECKING:
    from formwright.oversight.retention import Found


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


AGAINST = (
    "open-action",
    "not-sent",
    "uncertain",
    "not-reached",
    "undecided",
    "decided-since",
    "not-dealt-with",
)


@command
@click.option("--before", metavar="DATE", required=True, help="What is older than this day is past its time.")
@RETURNS
@click.option("--return", "file", metavar="FILE", help="Only this return, and what must go with it.")
@click.option("--by-audit-date", "by_audit", is_flag=True, help="Go by the audit's date alone, whenever it arrived.")
@click.option("--list", "everything", is_flag=True, help="List each file, however many there are.")
@click.option("--remove", "removes", is_flag=True, help="Remove it for good, after asking.")
@click.option("--yes", is_flag=True, help="With --remove: do not ask first.")
@click.option("--who", metavar="NAME", help="With --remove: who decided to remove it.")
@click.option(
    "--despite",
    multiple=True,
    type=OneOf(AGAINST, "something that stands against a removal"),
    help="Remove what this stands against as well. Can be given several times.",
)
@format_option("text", "json")
def retain(
    root: Path | None,
    before: str,
    returns: Path | None,
    file: str | None,
    by_audit: bool,
    everything: bool,
    removes: bool,
    yes: bool,
    who: str | None,
    despite: tuple[str, ...],
    format: str,
) -> int:
    """Show which returns are older than a day, and what stands against their removal: an open action, a notice that was
    not sent, a decision to be made. With --remove, they are removed for good, after you are asked: the files, and all
    that the record has of them but for bare counts. A return is as old as its audit or its arrival, whichever came
    later. The exit status is 1 if something older is kept because of what stands against it."""
    from formwright.oversight import removed, spans
    from formwright.oversight.retention import Against
    from formwright.pipelines import retaining
    from formwright.record.events import What
    from formwright.reports import retained

    library, today = basis(root), date.today()
    wish = retaining.Wish(spans.day(before), by_audit, frozenset(map(Against, despite)), file)
    complain(library.people)
    titles = {form.identity.id: form.identity.title for form in library.forms}
    files: tuple[str, ...] | None = None
    if removes:
        retaining.clear(folder_of(root, returns))
    with refreshed(root, returns, library) as (kept, _):
        found = retaining.look(kept, library, wish, today)
        earlier = tuple(removed.counts(kept.events(What.REMOVED)))
        if removes and yes and not found.is_nothing:
            files = retaining.remove(kept, found, wish, _who(who), now())
    if format == "text":
        speaking.say_all(retained.text(found, titles, everything))
        speaking.say_all(retained.counts_text(earlier, titles))
        speaking.say("")
    if removes and not yes and not found.is_nothing:
        _ask(found, _who(who))
        with refreshed(root, returns, library) as (kept, _):
            agreed = {group.key for group in found.past}
            again = retaining.look(kept, library, wish, today)
            found = replace(again, past=tuple(group for group in again.past if group.key in agreed))
            files = retaining.remove(kept, found, wish, _who(who), now())
    if format == "json":
        show_json(retained.data(found, earlier, files))
    elif files is not None:
        speaking.say(retained.removed_text(found, len(files)))
        speaking.say(ELSEWHERE)
    elif removes:
        speaking.say("There is nothing to remove.")
    else:
        speaking.say("Nothing has been removed. With --remove it is removed for good, after you are asked.")
    return int(bool(found.held or found.undated))


ELSEWHERE = (
    "Copies elsewhere are not known here: backups, mailboxes, emails written with --out, tables and papers that were "
    "saved."
)


def _who(who: str | None) -> str:
    if not (who or "").strip():
        raise CannotRun("It must be recorded who decided to remove it.", "Give a name with --who.")
    return str(who)


def _ask(found: "Found", who: str) -> None:
    """Raises CannotRun where nobody agrees."""
    number = sum(len(group.things) for group in found.past)
    what = f"{number:,} {'return or file' if number == 1 else 'returns and files'}"
    if not sys.stdin.isatty():
        raise CannotRun(f"{what} would be removed, and nobody can be asked.", "Use --yes to remove without asking.")
    if not click.confirm(f"Remove {what} for good, as decided by {who}? It cannot be undone.", err=True):
        raise CannotRun("Nothing was removed, as you asked.")
