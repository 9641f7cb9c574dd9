"""Notices: who must yet be notified of which return, and the e-mails that do it."""

from datetime import datetime
from pathlib import Path

import click

from formwright.cli import speaking
from formwright.cli.commands import A_PATH, basis, command, complain, format_option
from formwright.cli.record import RETURNS, refreshed


@command
@RETURNS
@click.option("--return", "file", metavar="FILE", help="Only what is due about this return.")
@click.option("--month", metavar="YYYY-MM", help="Only what is due about audits of this month.")
@click.option("--list", "all", is_flag=True, help="List each notice, however many there are.")
@click.option("--show", "key", metavar="KEY", help="Show one whole e-mail. The first letters of its key will do.")
@click.option("--out", type=A_PATH, metavar="DIR", help="Write each e-mail as a file into this folder.")
@format_option("text", "json")
def notify(
    root: Path | None,
    returns: Path | None,
    file: str | None,
    month: str | None,
    all: bool,
    key: str | None,
    out: Path | None,
    format: str,
) -> int:
    """Show who must yet be notified of which returns, and which returns go back to their auditors. Nothing is sent:
    with --out, the e-mails are written to files, and remain to be sent. The exit status is 1 if somebody cannot be
    reached."""
    from formwright.notices import listing
    from formwright.pipelines import notifying

    library, at = basis(root), datetime.now().astimezone()
    office = notifying.Office.of(library, at.date())
    complain(library.people)
    with refreshed(root, returns, library) as (kept, _):
        found = notifying.only(office.due(kept), file, month)
        if key is not None:
            speaking.say_all(notifying.shown(office.message(notifying.one(found, key), kept.root, at)))
            return 0
        summary, written = listing.Summary(all), notifying.Written()
        items = summary.of(found)
        if out is not None:
            items = written.of(items, out, lambda notice: office.message(notice, kept.root, at))
        if format == "json":
            for piece in listing.as_json(items):
                speaking.write(piece)
        else:
            for _ in items:
                pass
            speaking.say_all(summary.text())
            complain(summary.first_errors)
    if out is not None:
        speaking.say(f"{written.as_text()} in {out}. None of them has been sent.", err=format == "json")
    return 1 if summary.has_errors or library.people else 0
