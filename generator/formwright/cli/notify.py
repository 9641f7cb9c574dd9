"""Notices: who must yet be notified of which return, and the emails that do it."""

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from formwright.cli import speaking
from formwright.cli.commands import A_PATH, basis, command, complain, format_option
from formwright.cli.record import RETURNS, now, refreshed
from formwright.errors import CannotRun

if TYPE_CHECKING:
    from formwright.diagnostics import Diagnostic
    from formwright.pipelines.notifying import Found
    from formwright.pipelines.sending import Attempts


@command
@RETURNS
@click.option("--return", "file", metavar="FILE", help="Only what is due about this return.")
@click.option("--month", metavar="YYYY-MM", help="Only what is due about audits of this month.")
@click.option("--list", "all", is_flag=True, help="List each notice, however many there are.")
@click.option("--show", "key", metavar="KEY", help="Show one whole email. The first letters of its key will do.")
@click.option("--out", type=A_PATH, metavar="DIR", help="Write each email as a file into this folder.")
@click.option("--send", "sends", is_flag=True, help="Send them through the mail server in directory.yaml.")
@click.option("--yes", is_flag=True, help="With --send, or --mark-sent and a folder: do not ask first.")
@click.option("--password-file", type=A_PATH, help="With --send: the file with the mail server's password.")
@click.option(
    "--mark-sent",
    multiple=True,
    metavar="KEY|DIR",
    help="Record that a notice has arrived, or was given in another way; of a folder that --out wrote: all in it.",
)
@click.option(
    "--send-again", multiple=True, metavar="KEY", help="Record that a notice did not arrive and must be sent again."
)
@click.option("--who", metavar="NAME", help="With --mark-sent and --send-again: who says so.")
@format_option("text", "json")
def notify(
    root: Path | None,
    returns: Path | None,
    file: str | None,
    month: str | None,
    all: bool,
    key: str | None,
    out: Path | None,
    sends: bool,
    yes: bool,
    password_file: Path | None,
    mark_sent: tuple[str, ...],
    send_again: tuple[str, ...],
    who: str | None,
    format: str,
) -> int:
    """Show who must yet be notified of which returns, and which returns go back to their auditors. With --out, the
    emails are written to files, and remain to be sent; with --send, they are sent after you are asked. What may have
    been sent is never sent again unless somebody says so. The exit status is 1 if somebody cannot be reached."""
    from formwright.notices import listing
    from formwright.notices.notice import State
    from formwright.pipelines import notifying, sending
    from formwright.record.events import What

    library, at = basis(root), datetime.now().astimezone()
    office = notifying.Office.of(library, at.date())
    complain(library.people)
    if sends:
        from formwright.cli.sending import Sending

        return Sending(root, returns, library, office, file, month, format).run(password_file, yes)
    with refreshed(root, returns, library) as (kept, _):
        if settled := mark_sent or send_again:
            notices = notifying.each(office.due(kept), settled)
            if not yes and any(Path(name).is_dir() for name in settled):
                _ask(len(notices))
            sending.settle(kept, notices, State.SENT if mark_sent else State.READY, who or "", now())
            speaking.say(_settled(len(notices), bool(mark_sent)))
            return 0
        attempts = sending.Attempts.of(kept.events(What.NOTICE))
        keys = set[str]()
        found = notifying.only(_keeping(office.due(kept), keys), file, month)
        if key is not None:
            speaking.say_all(notifying.shown(office.message(notifying.one(found, key), kept.root, at)))
            return 0
        summary, written = listing.Summary(all), notifying.Written()
        stuck: list[Diagnostic] = []
        items = summary.of(_noting(found, attempts, stuck))
        if out is not None:
            items = written.of(items, out, lambda notice: office.message(notice, kept.root, at, by_hand=True))
        if format == "json":
            for piece in listing.as_json(items):
                speaking.write(piece)
        else:
            for _ in items:
                pass
            speaking.say_all(summary.text())
            complain(summary.first_errors)
        complain(stuck)
    if out is not None:
        written.put_away(out, keys)
        speaking.say(written.as_text(out), err=format == "json")
    return 1 if summary.has_errors or stuck or library.people else 0


def _ask(number: int) -> None:
    """Asks whether so many emails were sent. Raises CannotRun where they were not, or nobody can be asked."""
    emails = f"{number:,} {'email' if number == 1 else 'emails'}"
    if not sys.stdin.isatty():
        raise CannotRun(f"{emails} would be recorded as sent, and nobody can be asked.", "Use --yes if they were sent.")
    if not click.confirm(f"Was every one of these {emails} sent?", err=True):
        raise CannotRun("Nothing was recorded, as you asked.")


def _settled(number: int, was_sent: bool) -> str:
    if number == 1:
        return f"Recorded: {'it was sent' if was_sent else 'it must be sent again'}."
    return f"Recorded: {number:,} {'were sent' if was_sent else 'must be sent again'}."


def _keeping(found: "Iterable[Found]", keys: set[str]) -> "Iterator[Found]":
    """The same, with the key kept of each notice that may be sent."""
    from formwright.notices.notice import MAY_HAVE_IT, Notice

    for one in found:
        if isinstance(one, Notice) and one.state not in MAY_HAVE_IT:
            keys.add(one.key)
        yield one


def _noting(found: "Iterable[Found]", attempts: "Attempts", stuck: "list[Diagnostic]") -> "Iterator[Found]":
    """The same, with an error for each notice that waits for a person."""
    from formwright.notices.notice import Notice
    from formwright.pipelines import sending

    for one in found:
        if isinstance(one, Notice):
            stuck.extend(sending.faults([one], attempts))
        yield one
