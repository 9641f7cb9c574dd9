"""`receive`: what arrived, in e-mails, archives and folders, is filed and recorded."""

from pathlib import Path

import click

from formwright.cli import speaking
from formwright.cli.commands import A_PATH, basis, command, complain, format_option, show_json, state
from formwright.cli.progress import counted


@command
@click.argument("paths", nargs=-1, type=A_PATH)
@click.option("--from", "source", metavar="ADDRESS", help="A mailbox to read, such as imaps://USER@SERVER/INBOX.")
@click.option("--move-to", metavar="FOLDER", help="Move each email of the mailbox there once it is recorded.")
@click.option("--password-file", type=A_PATH, help="The file with the mailbox's password.")
@click.option("--into", type=A_PATH, help="The folder of returns. [default: 'returns' in the framework's folder]")
@click.option("--dry-run", "is_trial", is_flag=True, help="Only say what would be filed where; write nothing.")
@format_option("text", "json")
def receive(
    root: Path | None,
    paths: tuple[Path, ...],
    source: str | None,
    move_to: str | None,
    password_file: Path | None,
    into: Path | None,
    is_trial: bool,
    format: str,
) -> int:
    """Take in what arrived: files, folders, zip archives and emails (.eml, .msg, .mbox, Maildir) with forms attached.
    Each return is filed unchanged in the folder of returns and recorded, once. What cannot be used is filed too, and
    named with what to do. Nothing is deleted where it came from. The password of a mailbox is read from
    FORMWRIGHT_IMAP_PASSWORD or a file."""
    from contextlib import ExitStack
    from datetime import UTC, datetime

    from formwright.definitions import sources
    from formwright.mail import imap
    from formwright.mail.passwords import password
    from formwright.model.review import Remark
    from formwright.pipelines.receiving import Tally, receive, receive_from

    if bool(paths) == bool(source):
        raise click.UsageError("Name the files and folders to take in, or a mailbox with --from.")
    if source is None and (move_to is not None or password_file is not None):
        raise click.UsageError("--move-to and --password-file are for a mailbox: name it with --from.")
    judged_by = state(root)
    library = basis(root)
    folder = into or (root if root is not None else sources.find_root(Path.cwd())) / "returns"
    tally = Tally()
    entries = []
    with ExitStack() as stack:
        given = (folder, library, lambda: datetime.now(UTC), tally, is_trial, judged_by)
        if source is None:
            found = receive(paths, *given)
        else:
            box = imap.mailbox(source)
            secret = password(box.user, imap.PASSWORD, password_file)
            found = receive_from(stack.enter_context(imap.opened(box, secret, move_to)), *given)
        try:
            for one in counted(found, "received"):
                if isinstance(one, Remark):
                    complain([one.diagnostic])
                elif format == "json":
                    entries.append(one.as_data())
                else:
                    speaking.say_all(one.as_text())
        finally:  # a run that cannot go on says what it has received: the next one only knows that it is there
            if format == "json":
                show_json({"received": entries, "summary": tally.as_data()})
            else:
                speaking.say_all(tally.as_text())
    if is_trial:
        speaking.say("This was a trial: nothing was written.", err=True)
    return 1 if tally.has_errors else 0
