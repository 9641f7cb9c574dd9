"""The policy owner's preview: documents in a browser while their definitions are written."""

import datetime
import signal
from pathlib import Path

import click

from formwright.cli import speaking
from formwright.cli.commands import command


@command
@click.option(
    "--port",
    metavar="NUMBER",
    type=click.IntRange(1, 65535),
    help="The page's port. [default: the first free one from 8323]",
)
@click.option(
    "--editor",
    metavar="NAME",
    envvar="FORMWRIGHT_EDITOR",
    default="vscode",
    show_default=True,
    help="The editor that links open: vscode, vscodium, cursor, zed, idea, textmate, none, or an address with {file}, "
    "{line} and {column}. FORMWRIGHT_EDITOR sets it for good.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the page in your browser.")
def serve(root: Path | None, port: int | None, editor: str, open_browser: bool) -> int:
    """Show every document in a browser, on this computer only. Whenever you save a definition, the page shows
    within a second what has changed, or what is wrong and at which line. Nothing is written. Ctrl-C ends it."""
    from formwright.definitions.sources import find_root
    from formwright.preview import editors, office, server, sheets

    # A signal to stop ends it as tidily as Ctrl-C does, which a shell that began it in the background made it ignore.
    for told in (signal.SIGINT, signal.SIGTERM):
        signal.signal(told, signal.default_int_handler)
    folder = root if root is not None else find_root(Path.cwd())
    known, clock = editors.editor(editor), lambda: datetime.datetime.now().astimezone()
    try:
        with server.opened(folder, port, clock, office.program(), known) as opened:
            speaking.say(f"The preview of {opened.live.desk.title} is at {opened.address}")
            speaking.say("It shows each save at once. Leave this window open; Ctrl-C ends it.")
            speaking.finish()
            if open_browser:
                click.launch(opened.address)
            opened.serve_forever()
    except KeyboardInterrupt:
        sheets.finish()
        speaking.say_all(["", "The preview has ended."])
    return 0
