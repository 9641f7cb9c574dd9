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

FORMATS = ("docx", "pdf", "html", "xlsx", "csv", "json", "text")


@command
@click.option("--month", metavar="YYYY-MM", help="The month. [default: the month before this one]")
@click.option("--quarter", metavar="YYYY-Qn", help="A quarter of the calendar year: 2013-Q4 is October to December.")
@click.option("--from", "since", metavar="DATE", help="The first day. With --to.")
@click.option("--to", "until", metavar="DATE", help="The last day. With --from.")
@RETURNS
@click.option(
    "--format",
    "formats",
    type=OneOf(FORMATS, "a format of papers"),
    multiple=True,
    help="May be given several times. 'text' is printed; so are 'csv' and 'json' alone, without --out. "
    "[default: docx, pdf and html]",
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
    formats = tuple(dict.fromkeys(formats))
    is_printed = out is None and formats in (("csv",), ("json",))
    today = date.today()
    of = span.of(month, quarter, since, until, today)
    library = usable(root)
    with refreshed(root, returns, library) as (kept, looked):
        faults = sum(fault.severity is Severity.ERROR for fault in looked.faults)
        found = papers.of_span(library, kept, of, today, faults)
    if is_printed:
        _print(found, formats[0])
    else:
        _show(library, found, formats, out, force)
    return int(found.is_incomplete)


def _print(found: "Figures", format: str) -> None:
    from formwright.reports.paper import data, tables

    if format == "json":
        show_json(data.data(found))
    else:
        speaking.write_bytes(tables.csv(found))


def _show(library: "Library", found: "Figures", formats: tuple[str, ...], out: Path | None, force: bool) -> None:
    """What it says, and then the files that were written."""
    from formwright.pipelines import paper_files
    from formwright.reports.paper import text

    assert library.framework is not None
    wanted = [format for format in formats or paper_files.DOCUMENTS if format != "text"]
    folder = out or library.root / "output" / "papers"
    written = paper_files.write(found, library.framework, wanted, folder, force)
    speaking.say_each(text.text(found, speaking.width() or text.WIDTH))
    if written:
        speaking.say("")
    for path in written:
        speaking.say(f"Written: {path}")
