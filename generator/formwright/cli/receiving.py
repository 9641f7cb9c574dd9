"""`receive`: what arrived, in e-mails, archives and folders, is filed and recorded."""

from pathlib import Path

import click

from formwright.cli import speaking
from formwright.cli.commands import A_PATH, basis, command, complain, format_option, show_json
from formwright.cli.progress import counted


@command
@click.argument("paths", nargs=-1, required=True, type=A_PATH)
@click.option("--into", type=A_PATH, help="The folder of returns. [default: 'returns' in the framework's folder]")
@click.option("--dry-run", "is_trial", is_flag=True, help="Only say what would be filed where; write nothing.")
@format_option("text", "json")
def receive(root: Path | None, paths: tuple[Path, ...], into: Path | None, is_trial: bool, format: str) -> int:
    """Take in what arrived: files, folders, zip archives and emails (.eml, .msg, .mbox, Maildir) with forms attached.
    Each return is filed unchanged in the folder of returns and recorded, once. What cannot be used is filed too, and
    named with what to do. Nothing is deleted where it came from."""
    from datetime import UTC, datetime

    from formwright.definitions import sources
    from formwright.model.review import Remark
    from formwright.pipelines.receiving import Tally, receive

    library = basis(root)
    folder = into or (root if root is not None else sources.find_root(Path.cwd())) / "returns"
    tally = Tally()
    entries = []
    found = receive(paths, folder, library, lambda: datetime.now(UTC), tally, is_trial)
    for one in counted(found, "received"):
        if isinstance(one, Remark):
            complain([one.diagnostic])
        elif format == "json":
            entries.append(one.as_data())
        else:
            speaking.say_all(one.as_text())
    if format == "json":
        show_json({"received": entries, "summary": tally.as_data()})
    else:
        speaking.say_all(tally.as_text())
        if is_trial:
            speaking.say("This was a trial: nothing was written.", err=True)
    return 1 if tally.has_errors else 0
