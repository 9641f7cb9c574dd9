"""The month's paper: what came in and what it says, as a document or as figures."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from formwright.cli import speaking
from formwright.cli.arguments import OneOf
from formwright.cli.commands import A_PATH, FORCE, command, show_json, usable
from formwright.cli.record import RETURNS, refreshed

if TYPE_CHECKING:
    from formwright.definitions.library import Library
    from formwright.oversight.paper.figures import Figures

PAPER = ("docx", "pdf", "html")
FOLDER = Path("output", "papers")


@command
@click.option("--month", metavar="YYYY-MM", help="The month. [default: the month before this one]")
@click.option("--quarter", metavar="YYYY-Qn", help="A quarter of the calendar year: 2013-Q4 is October to December.")
@click.option("--from", "since", metavar="DATE", help="The first day. With --to.")
@click.option("--to", "until", metavar="DATE", help="The last day. With --from.")
@RETURNS
@click.option(
    "--format",
    "formats",
    type=OneOf((*PAPER, "xlsx", "csv", "json", "text"), "a format of papers"),
    multiple=True,
    help="May be given several times. 'text' and 'json' are printed. [default: docx, pdf and html]",
)
@click.option("--out", type=A_PATH, metavar="DIR", help="Write into this folder. [default: output/papers]")
@FORCE
def report(
    root: Path | None,
    month: str | None,
    quarter: str | None,
    since: str | None,
    until: str | None,
    returns: Path | None,
    formats: tuple[str, ...],
    out: Path | None,
    force: bool,
) -> int:
    """Make the paper of a month, a quarter or another time from the record: what came in against what was owed,
    judgements, grades, actions, escalations, and what the figures cannot say. It names nobody and quotes no comment.
    The exit status is 1 if returns are missing from the folder or cannot be read, so that the figures lack them."""
    from formwright.diagnostics import Severity
    from formwright.oversight.paper import span
    from formwright.pipelines import papers

    asked = [name for name, value in (("--month", month), ("--quarter", quarter), ("--from", since)) if value]
    if len(asked) > 1:
        raise click.UsageError(f"Use only one of {' and '.join(asked)}.")
    if (since is None) != (until is None):
        raise click.UsageError("--from and --to belong together.")
    today = date.today()
    of = span.of(month, quarter, since, until, today)
    library = usable(root)
    with refreshed(root, returns, library) as (kept, looked):
        faults = sum(fault.severity is Severity.ERROR for fault in looked.faults)
        found = papers.of_span(library, kept, of, today, faults)
    return _told(library, found, formats or PAPER, out or library.root / FOLDER, force) or int(found.is_incomplete)


def _told(library: "Library", found: "Figures", formats: tuple[str, ...], out: Path, force: bool) -> int:
    from formwright.reports.paper import data, text

    if "json" in formats:
        show_json(data.data(found))
        return 0
    speaking.say_each(text.text(found, speaking.width() or text.WIDTH))
    return 0
