"""The commands about what refers to what: what a change touches, and who has looked at it since."""

import datetime
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

    web, standing = library.web, library.standing
    found = [web.touching(thing) for name in names for thing in web.named(name)]
    if format == "json":
        states = standing.states if standing else {}
        show_json(report.data(found, web.things, {reference: str(state) for reference, state in states.items()}))
        return 0
    speaking.say_all(report.text(found, web.things, report.notes(standing) if standing else {}))
    if standing is None:
        speaking.say("", err=True)
        speaking.say(f"{NO_REVIEWS} {BEGIN}", err=True)
    return 0


NO_REVIEWS = "There is no reviews.yaml, so nobody is warned when something changes that others refer to."
BEGIN = "'formwright review --new --by NAME' begins one."


@command
@click.argument("things", nargs=-1, metavar="[THING]...", shell_complete=completed("things"))
@click.option("--new", is_flag=True, help="Record each reference that is not recorded yet.")
@click.option("--by", "name", metavar="NAME", help="Who has looked at them.")
@format_option("text", "json")
def review(root: Path | None, things: tuple[str, ...], new: bool, name: str | None, format: str) -> int:
    """Record that NAME has looked at every reference from or to each THING, as 'formwright trace THING' lists them; of
    a document, that includes the references that its parts make. It is recorded in reviews.yaml, beside
    framework.yaml. When something changes later, 'formwright validate' warns at each reference to it, until someone
    has reviewed that.

    Without reviews.yaml, nothing is followed up. 'formwright review --new --by NAME' records all references that there
    are; later, it records those that have been added."""
    if not things and not new:
        raise click.UsageError("Name what you have looked at, or use --new for all references that are new.")
    if name is None or not name.strip():
        raise click.UsageError("Say who has looked at it: --by NAME.")
    return _review(usable(root), things, " ".join(name.split()), new, format)


def _review(library: "Library", things: tuple[str, ...], name: str, new: bool, format: str) -> int:
    from formwright.pipelines import reviewing

    found = reviewing.review(library, things, name, datetime.date.today().isoformat(), new)
    if format == "json":
        show_json(found.as_data())
    else:
        speaking.say_all(found.as_text())
    return 0
