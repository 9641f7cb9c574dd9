"""The record of returns: what there is, and which of two counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from formwright.cli import speaking
from formwright.cli.arguments import OneOf
from formwright.cli.commands import (
    A_PATH,
    FORCE,
    OUT,
    basis,
    command,
    complain,
    deliver,
    format_option,
    show_json,
    state,
)
from formwright.cli.progress import Progress
from formwright.errors import CannotRun

if TYPE_CHECKING:
    from formwright.model.basis import Basis
    from formwright.pipelines.refreshing import Refreshed
    from formwright.record.store import Record

RETURNS = click.option(
    "--returns", type=A_PATH, metavar="DIR", help="The folder of returns, with the record. [default: returns]"
)
STATES = ("complete", "incomplete", "invalid")


@command
@RETURNS
@click.option("--month", metavar="YYYY-MM", help="Only audits of this month.")
@click.option("--from", "since", metavar="DATE", help="Only audits on this day or later.")
@click.option("--to", "until", metavar="DATE", help="Only audits on this day or earlier.")
@click.option("--received", metavar="YYYY-MM", help="Only what was received in this month.")
@click.option("--form", metavar="ID", help="Only returns of this form.")
@click.option("--area", metavar="ID", help="Only this service area.")
@click.option("--team", metavar="TEAM", help="Only this team.")
@click.option("--status", type=OneOf(STATES, "a state of a return"), help="Only returns in this state.")
@click.option("--judgement", metavar="ID", help="Only this judgement.")
@click.option("--case", "case_id", metavar="ID", help="Only this case.")
@click.option("--find", "words", metavar="WORDS", help="Only where these words are in the case, file, auditor or team.")
@click.option("--counting", is_flag=True, help="Leave out returns in whose place another one counts.")
@click.option("--history", metavar="RETURN", help="Show what happened to one return instead.")
@click.option("--dealt-with", metavar="FILE", help="Record that somebody has dealt with a file that cannot be used.")
@click.option("--who", metavar="NAME", help="With --dealt-with: who has.")
@click.option("--rebuild", is_flag=True, help="First make the database again, from the returns and the journal.")
@format_option("text", "json", "csv", "xlsx")
@OUT
@FORCE
def record(
    root: Path | None,
    returns: Path | None,
    month: str | None,
    since: str | None,
    until: str | None,
    received: str | None,
    form: str | None,
    area: str | None,
    team: str | None,
    status: str | None,
    judgement: str | None,
    case_id: str | None,
    words: str | None,
    counting: bool,
    history: str | None,
    dealt_with: str | None,
    who: str | None,
    rebuild: bool,
    format: str,
    out: Path | None,
    force: bool,
) -> int:
    """List the returns in the folder of returns, after looking at whatever is new or changed there. The exit status is
    1 if a return that was received is no longer there."""
    from formwright.diagnostics import has_errors
    from formwright.oversight import removed
    from formwright.pipelines import deciding, listing
    from formwright.record.events import What
    from formwright.record.store import Wanted
    from formwright.reports import record_list as report

    library = basis(root)
    wanted = Wanted(
        month=month,
        since=since,
        until=until,
        received=received,
        form=form,
        area=area,
        team=team,
        status=status,
        judgement=judgement,
        case_id=case_id,
        text=words,
        counts=True if counting else None,
    )
    with refreshed(root, returns, library, rebuild) as (kept, found):
        status_code = int(has_errors(found.faults))
        if dealt_with is not None:
            speaking.say(f"{deciding.deal_with(kept, dealt_with, who or '', now())} has been dealt with.")
            return status_code
        if history is not None:
            one = deciding.find(kept, history)
            speaking.say_all(report.history(one, kept.events(sha256=one.sha256)))
            return status_code
        wanted = listing.understood(kept, wanted, library)
        listed = listing.listed(kept, wanted, date.today())
        if gone := removed.number(removed.counts(kept.events(What.REMOVED)), wanted):
            were = "1 more was" if gone == 1 else f"{gone:,} more were"
            speaking.say(f"{were} removed at the end of their time, and counted.", err=True)
        match format:
            case "json":
                show_json({"returns": list(report.data(listed)), "diagnostics": [d.as_data() for d in found.faults]})
            case "text":
                speaking.say_each(report.text(listed, report.Words(library)))
            case "csv":
                from formwright.writers import separated

                deliver(separated.write(report.HEADINGS, report.rows(listed, report.Words(library))), out, force)
            case _:
                from formwright.writers import workbook

                rows = report.rows(listed, report.Words(library))
                deliver(workbook.write("Returns", report.HEADINGS, rows), out, force)
    return status_code


@command
@click.argument("name", metavar="RETURN")
@click.option("--by", metavar="OTHER", help="The return that counts instead.")
@click.option("--undo", is_flag=True, help="Let RETURN count again.")
@click.option("--who", metavar="NAME", required=True, help="Who decided.")
@click.option("--why", metavar="WORDS", required=True, help="Why, in a few words without personal details.")
@click.option(
    "--as",
    "relation",
    type=OneOf(("correction", "rival", "same", "draft"), "a relation of two returns"),
    help="What OTHER is to RETURN. [default: worked out from the two]",
)
@RETURNS
@format_option("text", "json")
def supersede(
    root: Path | None,
    name: str,
    by: str | None,
    undo: bool,
    who: str,
    why: str,
    relation: str | None,
    returns: Path | None,
    format: str,
) -> int:
    """Decide that another return counts instead of RETURN, or that RETURN counts again. Both stay in the folder; the
    decision stands in the record's journal, with who made it and why."""
    from formwright.pipelines import acting, deciding
    from formwright.pipelines.related import Relation

    if (by is None) != undo:
        raise click.UsageError("Name the return that counts with --by, or let this one count again with --undo.")
    notes: tuple[str, ...] = ()
    with refreshed(root, returns, basis(root)) as (kept, _):
        if by is None:
            decided = deciding.reinstate(kept, name, who, why, now())
        else:
            meant = Relation(relation) if relation else None
            decided = deciding.supersede(kept, name, by, who, why, meant, now())
            notes = acting.taken_along(kept, by)
    if format == "json":
        show_json(decided.as_data())
    else:
        speaking.say(decided.as_text())
        speaking.say_all(notes)
    return 0


@contextmanager
def refreshed(
    root: Path | None, returns: Path | None, library: "Basis", anew: bool = False
) -> "Iterator[tuple[Record, Refreshed]]":
    """The record of the folder of returns, to write to, brought up to date; what was found in the folder is said."""
    from formwright.pipelines.refreshing import refresh
    from formwright.record.store import writing

    folder = folder_of(root, returns)
    judged_by = state(root)
    if judged_by is None:
        raise CannotRun("A file of the framework cannot be read.", "Run 'formwright validate'.")
    with writing(folder, anew=anew) as kept:
        for note in kept.notes:
            speaking.say(note, err=True)
        progress = Progress("looked at")
        found = refresh(kept, library, judged_by, progress.step)
        speaking.note("")
        complain(found.faults)
        if found.new and not anew:
            files = f"{len(found.new)} files were" if len(found.new) != 1 else "1 file was"
            speaking.say(f"{files} put in {folder} without 'formwright receive': they are in the record now.", err=True)
        yield kept, found


def folder_of(root: Path | None, returns: Path | None) -> Path:
    """The folder of returns. Raises CannotRun where there is none."""
    from formwright.definitions import sources

    found = returns or (root if root is not None else sources.find_root(Path.cwd())) / "returns"
    if not found.is_dir():
        remedy = "Name the folder with --returns." if returns is None else "Check the name."
        raise CannotRun(f"There is no folder of returns {found}.", remedy)
    return found


def now() -> str:
    """This moment, as the record has it."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
