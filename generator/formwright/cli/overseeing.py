"""What the performance and quality team does every month: who owes what, and the draw of cases."""

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
    command,
    complain,
    deliver,
    format_option,
    show_json,
    usable,
)
from formwright.cli.record import RETURNS, now, refreshed
from formwright.cli.returns import SENT

if TYPE_CHECKING:
    from formwright.definitions.library import Library
    from formwright.model.framework import Framework
    from formwright.oversight.decisions import Decision
    from formwright.oversight.owing import Sheet


@command
@click.option("--month", metavar="YYYY-MM", help="The month. [default: this month]")
@RETURNS
@format_option("text", "json", "csv", "xlsx", "ics")
@OUT
@FORCE
@click.option(
    "--all", "everything", is_flag=True, help="Show every duty, also those of which the record shows nothing."
)
@click.option("--for", "person", metavar="NAME", help="Only what this person owes; or the person that an entry is for.")
@click.option(
    "--start", metavar="DUTY=DATE", help="Show the dates that follow from a day, such as review-on-site=2014-03-03."
)
@click.option("--until", metavar="DATE", help="With --start: the last date to show. [default: half a year on]")
@click.option("--exempt", metavar="DUTY", help="Record that --for NAME is exempt in the month.")
@click.option("--done", metavar="DUTY", help="Record that something was done that no return shows.")
@click.option("--withdraw", metavar="DUTY", help="Record that an entry no longer stands: the same words again.")
@click.option("--about", metavar="AREA", help="With --start, --done: the service area, or other name, it is done for.")
@click.option("--on", "day", metavar="DATE", help="With --done: the day. [default: today]")
@click.option("--approved-by", metavar="NAME", help="With --exempt: who approved it.")
@click.option("--why", metavar="WORDS", help="With --exempt: the reason.")
def due(
    root: Path | None,
    month: str | None,
    returns: Path | None,
    format: str,
    out: Path | None,
    force: bool,
    everything: bool,
    person: str | None,
    start: str | None,
    until: str | None,
    exempt: str | None,
    done: str | None,
    withdraw: str | None,
    about: str | None,
    day: str | None,
    approved_by: str | None,
    why: str | None,
) -> int:
    """Show who owes what in a month: done, short, late and exempt, for each duty and each person who has it. With
    --start, show the dates that follow from a day. With --exempt, --done or --withdraw, record it. The exit status is 1
    if anybody is short, or a return counts for nobody."""
    from formwright.diagnostics import has_errors
    from formwright.oversight.decisions import Sort
    from formwright.pipelines import owed

    asked = [(sort, duty) for sort, duty in zip(Sort, (exempt, done, withdraw), strict=True) if duty is not None]
    if len(asked) + (start is not None) > 1:
        raise click.UsageError("Use only one of --start, --exempt, --done and --withdraw.")
    library = usable(root)
    if start is not None:
        return _plan(library, start, about, until, format, out, force)
    if asked:
        (sort, duty) = asked[0]
        said = owed.Said(sort, duty, person, about, month, day, approved_by, why)
        with refreshed(root, returns, library) as (kept, _):
            speaking.say(_kept(owed.record(library, kept, said, now(), date.today())))
        return 0
    today = date.today()
    with refreshed(root, returns, library) as (kept, looked):
        found = owed.sheet(library, kept, month or f"{today:%Y-%m}", today, person)
    _show(found, owed.usable(library)[0], format, out, force, everything or person is not None)
    return 1 if has_errors(looked.faults) or owed.is_found_wanting(found) else 0


def _show(sheet: "Sheet", words: "Framework", format: str, out: Path | None, force: bool, everything: bool) -> None:
    from formwright.reports import owed as report

    match format:
        case "json" if out is None:
            show_json(report.data(sheet))
        case "text" if out is None:
            speaking.say_each(report.text(sheet, words, speaking.width() or report.WIDTH, everything))
        case _:
            deliver(report.file(sheet, words, format, _moment()), out, force)
            if out is not None:
                speaking.say(f"{out}: {report.summary(sheet)}")


def _plan(
    library: "Library", start: str, about: str | None, until: str | None, format: str, out: Path | None, force: bool
) -> int:
    from formwright.oversight import spans
    from formwright.pipelines import owed
    from formwright.reports import owed as report

    plan = owed.plan(library, start, about, spans.day(until) if until else None)
    match format:
        case "json" if out is None:
            show_json(report.plan_data(plan))
        case "text" if out is None:
            speaking.say_each(report.plan_text(plan, speaking.width() or report.WIDTH))
        case _:
            deliver(report.plan_file(plan, format, _moment()), out, force)
    return 0


def _kept(decision: "Decision") -> str:
    """What was recorded, in words."""
    who = " ".join(filter(None, (decision.person, f"for {decision.about}" if decision.about else None)))
    when = str(decision.on) if decision.on else decision.month
    words = ": ".join(filter(None, (f"{decision.duty}, {when}" if when else decision.duty, who)))
    return f"Recorded as {decision.sort.value}: {words}."


def _moment() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


@command
@click.option("--month", metavar="YYYY-MM", required=True, help="The month that the cases are for.")
@click.option("--cases", "path", type=A_PATH, metavar="FILE", required=True, help="The list of cases, as CSV.")
@click.option("--seed", metavar="WORDS", help="What chance begins with. The same seed and list draw the same cases.")
@click.option("--number", type=click.IntRange(min=1), help="How many cases in all. [default: as the duty says]")
@click.option("--any-topic", is_flag=True, help="Draw from all cases, not from those on the month's topic alone.")
@click.option("--again", is_flag=True, help="Draw more cases for a month that was drawn before.")
@click.option("--out", type=A_PATH, metavar="DIR", help="Write a form for each case into this folder.")
@click.option(
    "--form",
    "form",
    type=OneOf(SENT, "a format of forms"),
    default="docx",
    show_default=True,
    help="The format of the forms.",
)
@RETURNS
@format_option("text", "json")
def allocate(
    root: Path | None,
    month: str,
    path: Path,
    seed: str | None,
    number: int | None,
    any_topic: bool,
    again: bool,
    out: Path | None,
    form: str,
    returns: Path | None,
    format: str,
) -> int:
    """Draw the month's cases at random from a list: each for somebody outside the case's own service area, spread
    fairly, on the month's topic, none twice within a year. The draw is recorded with its seed and the list's digest, so
    that anyone can draw again. With --out, write the audit form for each case, with the case's details in it."""
    import secrets

    from formwright.pipelines import allocating

    library = usable(root)
    wish = allocating.Wish(month, path, seed or str(secrets.randbelow(10**9)), number, any_topic, again)
    with refreshed(root, returns, library) as (kept, _):
        found = allocating.allocate(library, kept, wish, out, form, now())
    complain(found.faults)
    if format == "json":
        show_json(allocating.as_data(found))
    elif not found.faults:
        assert library.framework is not None
        areas = {area.id: area.label for area in library.framework.service_areas}
        speaking.say_all(allocating.as_text(found, areas))
        for file in found.written:
            speaking.say(f"Written: {file}")
    else:
        speaking.say("Nothing was drawn: correct the list first.")
    return 1 if found.faults else 0
