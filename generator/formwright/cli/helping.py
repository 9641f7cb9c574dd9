"""The commands that help people use the program itself: completion in the shell, and the manual page."""

import os
from pathlib import Path

import click

from formwright.cli import completing, speaking
from formwright.cli.arguments import OneOf
from formwright.cli.commands import FORCE, OUT, command, deliver, main


@command
@click.argument("shell", type=OneOf(completing.SHELLS, "a shell that can be helped"), required=False)
@click.option("--install", is_flag=True, help="Set it up for good, and say which files that changes.")
@FORCE
def completion(root: Path | None, shell: str | None, install: bool, force: bool) -> int:
    """Let SHELL (bash, zsh or fish; yours if you do not name one) complete commands, options, files, formats,
    diagnostic codes, and the ids of your framework's forms and documents, when you press the tab key. Without
    --install, write the script to standard output."""
    from click.shell_completion import get_completion_class

    name = shell or completing.shell_of(os.environ)
    found = get_completion_class(name)
    assert found is not None
    content = completing.script(name, found(main, {}, "formwright", "_FORMWRIGHT_COMPLETE").source())
    if install:
        speaking.say_all(completing.install(name, content, os.environ, force))
    else:
        speaking.write(content)
    return 0


@command
@OUT
@FORCE
def manual(root: Path | None, out: Path | None, force: bool) -> int:
    """Write the manual page, with every command and option. To read it: formwright manual | man -l -"""
    from formwright.cli.manual import page

    deliver(page(main).encode(), out, force)
    return 0
