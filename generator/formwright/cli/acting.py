"""The register of actions, and what became of each."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from formwright.cli import speaking
from formwright.cli.arguments import OneOf
from formwright.cli.commands import FORCE, OUT, basis, command, deliver, format_option, show_json
from formwright.cli.record import RETURNS, now, refreshed
from formwright.diagnostics import has_errors
from formwright.errors import CannotRun

if TYPE_CHECKING:
    from formwright.model.basis import Basis
    from formwright.pipelines.acting import Acted, Summary
    from formwright.record.actions import Wanted
    from formwright.record.store import Record

STATES = ("open", "due", "overdue", "done", "reviewed", "not-needed", "all")
GROUPS = ("team", "person", "age", "area", "form")


@command
@click.argument("handle", metavar="[RETURN#N]", required=False)
@click.option("--done", metavar="DATE", help="Record that it was done on this day.")
@click.option("--reviewed", metavar="DATE", help="Record that it was reviewed in supervision on this day.")
@click.option(
    "--new-date", metavar="DATE", help="Record that it must be done by another day; a closed one is open again."
)
@click.option("--not-needed", is_flag=True, help="Record that it is not needed any more.")
@click.option("--withdraw", is_flag=True, help="Take back the last thing that was recorded of it.")
@click.option("--by", metavar="NAME", help="Who did or reviewed it, by name or initials; or who records it.")
@click.option("--why", metavar="WORDS", help="Why, in a few words without personal details.")
@click.option("--approved-by", metavar="NAME", help="With --not-needed: who approved it.")
@click.option("--history", is_flag=True, help="Show all that was recorded of the action RETURN#N.")
@click.option(
    "--state", type=OneOf(STATES, "a state of an action"), default="open", show_default=True, help="Only these."
)
@click.option("--team", metavar="TEAM", help="Only this team.")
@click.option("--area", metavar="ID", help="Only this service area.")
@click.option("--for", "person", metavar="NAME", help="Only what this person must do; '' is what nobody must do.")
@click.option("--form", metavar="ID", help="Only from returns of this form.")
@click.option("--case", "case_id", metavar="ID", help="Only from audits of this case.")
@click.option("--until", metavar="DATE", help="Only what must be done by this day.")
@click.option("--count-by", type=OneOf(GROUPS, "a way to count"), help="Show how many there are of each instead.")
@RETURNS
@format_option("text", "json", "csv", "xlsx")
@OUT
@FORCE
def action(
    root: Path | None,
    handle: str | None,
    done: str | None,
    reviewed: str | None,
    new_date: str | None,
    not_needed: bool,
    withdraw: bool,
    by: str | None,
    why: str | None,
    approved_by: str | None,
    history: bool,
    state: str,
    team: str | None,
    area: str | None,
    person: str | None,
    form: str | None,
    case_id: str | None,
    until: str | None,
    count_by: str | None,
    returns: Path | None,
    format: str,
    out: Path | None,
    force: bool,
) -> int:
    """List the actions that audits ask for, or record what became of one: RETURN#N, as the list has it. What an action
    says stays in its return. The exit status is 1 if an action is overdue, or has no date though its form asks for
    one."""
    from formwright.pipelines import acting
    from formwright.record.updates import Said

    asked = [
        (said, day)
        for said, day in (
            (Said.DONE, done),
            (Said.REVIEWED, reviewed),
            (Said.NEW_DATE, new_date),
            (Said.NOT_NEEDED, "" if not_needed else None),
            (Said.WITHDRAWN, "" if withdraw else None),
        )
        if day is not None
    ]
    if len(asked) + history > 1:
        raise click.UsageError(
            "Use only one of --done, --reviewed, --new-date, --not-needed, --withdraw and --history."
        )
    if handle is None and (asked or history):
        raise click.UsageError("Say which action: RETURN#N, as 'formwright action' lists it.")
    if handle is not None and not asked and not history:
        history = True
    today, library = date.today(), basis(root)
    with refreshed(root, returns, library) as (kept, looked):
        status = int(has_errors(looked.faults))
        if handle is not None:
            if not history:
                ((said, day),) = asked
                wish = acting.Wish(said, day or None, by, why, approved_by)
                _said(acting.act(kept, library, handle, wish, now(), today), library, format, today)
            else:
                _history(kept, library, handle, format, today)
            return status
        wanted = acting.wanted(
            kept,
            library.deadlines,
            today,
            states=acting.ASKED[state],
            team=team,
            area=area,
            person=person,
            form=form,
            case_id=case_id,
            until=until,
        )
        wanted = acting.understood(kept, wanted, library)
        found = acting.summary(kept, wanted)
        if count_by is not None:
            _counted(kept, library, wanted, count_by, format, today)
        else:
            _listed(kept, library, wanted, found, format, today, out, force)
        if format != "json":
            for line in _summary(found):
                speaking.say(line, err=format != "text")
        return int(acting.is_found_wanting(found)) or status


def _listed(
    kept: "Record",
    library: "Basis",
    wanted: "Wanted",
    found: "Summary",
    format: str,
    today: date,
    out: Path | None,
    force: bool,
) -> None:
    from formwright.pipelines import acting
    from formwright.reports import register as report
    from formwright.reports.record_list import Words

    rows, words = acting.listed(kept, wanted, library.directory), Words(library)
    match format:
        case "json":
            show_json(
                {
                    "as_of": wanted.today,
                    "actions": [report.data(row, today) for row in rows],
                    "summary": {
                        "states": dict(found.states),
                        "lacks": dict(found.lacks),
                        "unread": found.unread,
                        "lost": len(found.lost),
                    },
                }
            )
        case "text":
            speaking.say_each(report.text(rows, words, today))
        case "csv":
            from formwright.writers import separated

            deliver(separated.write(report.HEADINGS, report.rows(rows, words, today)), out, force)
        case _:
            from formwright.writers import workbook

            deliver(workbook.write("Actions", report.HEADINGS, report.rows(rows, words, today)), out, force)


def _counted(kept: "Record", library: "Basis", wanted: "Wanted", by: str, format: str, today: date) -> None:
    from formwright.pipelines import acting
    from formwright.reports import register as report
    from formwright.reports.record_list import Words

    found, words = acting.groups(kept, wanted, by, today, library.directory), Words(library)
    if format == "json":
        show_json({"as_of": wanted.today, "by": by, "groups": [{by: key} | dict(n) for key, n in found.items()]})
    elif format == "text":
        named = {"team": words.name_of_team, "area": words.name_of_area, "form": words.name_of_form}
        speaking.say_all(report.groups(found, by.capitalize(), named.get(by, str)))
    else:
        raise CannotRun("Counts are shown as text or JSON.", "Leave out --format, or use --format json.")


def _summary(found: "Summary") -> Iterator[str]:
    from formwright.pipelines import acting
    from formwright.reports import register as report

    lost = (acting.lost_words(file, one) for file, one in found.lost)
    yield from report.summary(found.states, found.lacks, found.unread, lost)


def _said(acted: "Acted", library: "Basis", format: str, today: date) -> None:
    from formwright.reports import register as report
    from formwright.reports.record_list import Words

    row = acted.found.row
    if format == "json":
        show_json({"action": report.data(row, today), "recorded": not acted.is_known, "notes": list(acted.notes)})
        return
    if acted.is_known:
        speaking.say("That is recorded already.")
    speaking.say_all([*acted.notes, *report.one(row, Words(library), today)])


def _history(kept: "Record", library: "Basis", handle: str, format: str, today: date) -> None:
    from formwright.pipelines import acting
    from formwright.reports import register as report
    from formwright.reports.record_list import Words

    found = acting.find(kept, library, handle, today)
    told = acting.told(kept, found.of.sha256, found.kept)
    if format == "json":
        history = [{"at": at, "said": words} for at, words in told]
        show_json({"action": report.data(found.row, today), "history": history})
        return
    speaking.say_all(report.one(found.row, Words(library), today))
    for at, words in told:
        speaking.say(f"  {at[:10]} {at[11:16]}  {words}")
    if not told:
        speaking.say("  Nothing was recorded since the return came.")
