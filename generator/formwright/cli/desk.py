"""The team's page in a browser: from the mailbox to those who must know."""

import datetime
import signal
from pathlib import Path

import click

from formwright.cli import speaking
from formwright.cli.commands import A_PATH, command


@command
@click.option(
    "--returns",
    "folder",
    type=A_PATH,
    metavar="DIR",
    help="The folder of returns. [default: the framework's folder returns]",
)
@click.option(
    "--port",
    metavar="NUMBER",
    type=click.IntRange(1, 65535),
    help="The page's port. [default: the first free one from 8343]",
)
@click.option("--no-browser", is_flag=True, help="Only say the address; do not open the page in your browser.")
def desk(root: Path | None, folder: Path | None, port: int | None, no_browser: bool) -> int:
    """Open the team's page in a browser, on this computer only: take in what has arrived, see what state it is in,
    decide between returns, read the notices and send them. Nothing is sent without asking. Ctrl-C ends it."""
    from formwright.definitions.sources import find_root
    from formwright.desk import server
    from formwright.desk.office import Office

    # A signal to stop ends it as tidily as Ctrl-C does, which a shell that began it in the background made it ignore.
    for told in (signal.SIGINT, signal.SIGTERM):
        signal.signal(told, signal.default_int_handler)
    framework = root if root is not None else find_root(Path.cwd())
    returns = folder if folder is not None else framework / "returns"
    office = Office(framework, returns, lambda: datetime.datetime.now().astimezone())
    try:
        with server.opened(office, port) as opened:
            speaking.say(f"The desk for {returns} is at {opened.address}")
            speaking.say("Only somebody with this address can open it. Leave this window open; Ctrl-C ends it.")
            speaking.finish()
            if not no_browser:
                click.launch(opened.address)
            opened.serve_forever()
    except KeyboardInterrupt:
        pass
    speaking.say_all(["", "The desk has been closed."])
    return 0
