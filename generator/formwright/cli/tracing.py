"""The commands about what refers to what: what a change touches, and who has looked at it since."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from formwright.cli import speaking
from formwright.cli.arguments import completed
from formwright.cli.commands import command, format_option, show_json, usable

if TYPE_CHECKING:
    from formwright.definitions.library import Library


@command
@click.argument("things", nargs=-1, metavar="[THING]...", shell_complete=completed("things"))
@format_option("text", "csv", "json")
def trace(root: Path | None, things: tuple[str, ...], format: str) -> int:
    """Show what refers to each THING, and what it refers to, each reference at its line: before you change it, this is
    what to read. A THING is anything that has an id or a number: a document, a standard, a role, a passage of the
    handbook, a question, a duty, a list, a scale. If several share a name, all are shown; 'role:iro' names one of them.

    Without a THING, show which questions of the audit tools test which practice standards, standards that no question
    tests, and questions that test no standard."""
    if not things:
        return _matrix(root, format)
    if format == "csv":
        raise click.UsageError("A THING is shown as text or JSON. Only the table of all standards can be CSV.")
    return _trace(usable(root), things, format)


def _matrix(root: Path | None, format: str) -> int:
    from formwright.definitions.library import matrix
    from formwright.reports import trace as report

    found = matrix(usable(root))
    if format == "json":
        show_json(report.data(found))
    elif format == "csv":
        speaking.write(report.csv_text(found))
    else:
        speaking.say_all(report.text(found, speaking.width() or report.WIDTH))
    return 0


def _trace(library: "Library", names: tuple[str, ...], format: str) -> int:
    from formwright.reports import touching as report

    web = library.web
    found = [web.touching(thing) for name in names for thing in web.named(name)]
    if format == "json":
        show_json(report.data(found, web.things, {}))
    else:
        speaking.say_all(report.text(found, web.things, {}))
    return 0
