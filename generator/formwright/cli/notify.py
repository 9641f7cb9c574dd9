"""Notices: who must yet be notified of which return, and the emails that do it."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from formwright.cli import speaking
from formwright.cli.commands import A_PATH, basis, command, complain, format_option
from formwright.cli.progress import counted
from formwright.cli.record import RETURNS, now, refreshed
from formwright.errors import CannotRun

if TYPE_CHECKING:
    from formwright.diagnostics import Diagnostic
    from formwright.pipelines.notifying import Found, Office
    from formwright.pipelines.sending import Attempts
    from formwright.record.store import Record


@command
@RETURNS
@click.option("--return", "file", metavar="FILE", help="Only what is due about this return.")
@click.option("--month", metavar="YYYY-MM", help="Only what is due about audits of this month.")
@click.option("--list", "all", is_flag=True, help="List each notice, however many there are.")
@click.option("--show", "key", metavar="KEY", help="Show one whole email. The first letters of its key will do.")
@click.option("--out", type=A_PATH, metavar="DIR", help="Write each email as a file into this folder.")
@click.option("--send", "sends", is_flag=True, help="Send them through the mail server in directory.yaml.")
@click.option("--yes", is_flag=True, help="With --send: do not ask first.")
@click.option("--password-file", type=A_PATH, help="With --send: the file with the mail server's password.")
@click.option("--mark-sent", metavar="KEY", help="Record that a notice has arrived, or was given in another way.")
@click.option("--send-again", metavar="KEY", help="Record that a notice did not arrive and must be sent again.")
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
    mark_sent: str | None,
    send_again: str | None,
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
    with refreshed(root, returns, library) as (kept, _):
        if (settled := mark_sent or send_again) is not None:
            notice = notifying.one(office.due(kept), settled)
            sending.settle(kept, notice, State.SENT if mark_sent else State.READY, who or "", now())
            speaking.say(f"Recorded: {'it was sent' if mark_sent else 'it must be sent again'}.")
            return 0
        attempts = sending.Attempts.of(kept.events(What.NOTICE))
        found = notifying.only(office.due(kept), file, month)
        if sends:
            return _send(office, kept, list(found), attempts, password_file, yes)
        if key is not None:
            speaking.say_all(notifying.shown(office.message(notifying.one(found, key), kept.root, at)))
            return 0
        summary, written = listing.Summary(all), notifying.Written()
        stuck: list[Diagnostic] = []
        items = summary.of(_noting(found, attempts, stuck))
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
        complain(stuck)
    if out is not None:
        speaking.say(f"{written.as_text()} in {out}. None of them has been sent.", err=format == "json")
    return 1 if summary.has_errors or stuck or library.people else 0


def _noting(found: "Iterable[Found]", attempts: "Attempts", stuck: "list[Diagnostic]") -> "Iterator[Found]":
    """The same, with an error for each notice that waits for a person."""
    from formwright.notices.notice import Notice
    from formwright.pipelines import sending

    for one in found:
        if isinstance(one, Notice):
            stuck.extend(sending.faults([one], attempts))
        yield one


def _send(
    office: "Office", kept: "Record", found: "list[Found]", attempts: "Attempts", file: Path | None, yes: bool
) -> int:
    from formwright.diagnostics import Diagnostic
    from formwright.mail.server import Answer, opened, password_for
    from formwright.notices.notice import Notice
    from formwright.pipelines import sending

    server = office.head.mail.server
    if server is None:
        raise CannotRun("No mail server is named.", "Add 'server' under 'mail' in directory.yaml.")
    notices = [one for one in found if isinstance(one, Notice)]
    ready = [one for one in notices if attempts.can_go(one)]
    errors = [*(one for one in found if isinstance(one, Diagnostic)), *sending.faults(notices, attempts)]
    complain(errors)
    number = f"{len(ready):,} {'email' if len(ready) == 1 else 'emails'}"
    if not ready:
        speaking.say("Nothing to send.")
        return int(bool(errors))
    if not yes:
        if not sys.stdin.isatty():
            raise CannotRun(f"{number} would be sent, and nobody can be asked.", "Use --yes to send without asking.")
        if not click.confirm(f"Send {number} through {server.host}?"):
            speaking.say("Nothing was sent.")
            return 1
    became: Counter[Answer] = Counter()
    with opened(server, password_for(server, file)) as post:
        handed = sending.send(
            ready,
            kept,
            post,
            office.head.mail.sender,
            lambda notice: office.message(notice, kept.root, datetime.now().astimezone()),
            now,
        )
        for one in counted(handed, "sent"):
            became[one.handed.answer] += 1
            if one.handed.answer is not Answer.ACCEPTED:
                speaking.say(
                    f"{one.notice.name} <{one.notice.email}>: {one.handed.answer}: {one.handed.said}", err=True
                )
    speaking.say(sending.summary(became))
    return int(bool(errors) or became.total() != became[Answer.ACCEPTED])
