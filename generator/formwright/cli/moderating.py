"""Moderation: how far those who judged the same cases agree."""

from pathlib import Path

import click

from formwright.cli import speaking
from formwright.cli.arguments import completed
from formwright.cli.commands import FORCE, OUT, command, deliver, format_option, show_json, usable
from formwright.cli.record import RETURNS, refreshed


@command
@click.option("--month", metavar="YYYY-MM", help="Only what was judged again in this month.")
@click.option("--quarter", metavar="YYYY-QN", help="Only in this quarter, such as 2014-Q1 for January to March.")
@click.option("--from", "since", metavar="DATE", help="Only on this day or later.")
@click.option("--to", "until", metavar="DATE", help="Only on this day or earlier.")
@click.option("--form", metavar="ID", shell_complete=completed("forms"), help="Only returns of this form.")
@click.option(
    "--within",
    type=click.IntRange(min=0),
    default=31,
    show_default=True,
    metavar="DAYS",
    help="How many days after an audit somebody else's audit of the case is a second judgement of it.",
)
@RETURNS
@format_option("text", "json", "csv", "xlsx")
@OUT
@FORCE
def moderation(
    root: Path | None,
    month: str | None,
    quarter: str | None,
    since: str | None,
    until: str | None,
    form: str | None,
    within: int,
    returns: Path | None,
    format: str,
    out: Path | None,
    force: bool,
) -> int:
    """Show how far people agree who judged the same case: an auditor and the moderator of the same return, or two
    auditors of one case on the same form. Exact agreement, agreement within one step, weighted kappa, who was harsher,
    and each auditor beside the others by quarter. The exit status is 1 if a return that was received is no longer
    there."""
    from formwright.diagnostics import has_errors
    from formwright.oversight.spans import span
    from formwright.pipelines.moderating import moderated
    from formwright.reports import moderation as report

    period = span(month, quarter, since, until)
    library = usable(root)
    with refreshed(root, returns, library) as (kept, looked):
        found = moderated(library, kept, period, within, form)
    match format:
        case "json" if out is None:
            show_json(report.data(found))
        case "text" if out is None:
            speaking.say_each(report.text(found, speaking.width() or report.WIDTH))
        case _:
            deliver(report.file(found, format), out, force)
            if out is not None:
                speaking.say(f"{out}: {report.summary(found)}")
    return int(has_errors(looked.faults))
