"""The first commands: a framework, and each new definition in it."""

import datetime
from pathlib import Path

import click

from formwright.cli import speaking
from formwright.cli.commands import A_PATH, command, usable

LIKE = ("tier1", "checklist", "observation", "feedback")
KINDS = ("form", "standards", "programme", "terms-of-reference", "guide")


@command
@click.argument("folder", metavar="DIR", type=A_PATH)
@click.option("--title", help="The framework's title.")
@click.option("--organisation", help="The organisation's name.")
@click.option("--service", help="The service that the framework is for.")
def init(root: Path | None, folder: Path, title: str | None, organisation: str | None, service: str | None) -> int:
    """Write a small framework into DIR, which must be new or empty: a form, standards, a programme, terms of
    reference, a guide, a handbook, example returns, and settings for editors and continuous integration.
    It builds as it stands; its comments say what each part is for."""
    from formwright.pipelines import starting

    names = starting.framework(folder, datetime.date.today(), title, organisation, service)
    where = "this folder" if folder.resolve() == Path.cwd() else folder
    speaking.say(f"{len(names)} files are in {where}. Its README.md says what to do with them.")
    speaking.say("Begin there with 'formwright build', and open output/index.html.")
    return 0


@command
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("id")
@click.option("--title", help="The title that readers see. [default: the ID in words]")
@click.option(
    "--like",
    type=click.Choice(LIKE),
    help="For a form, the shape it begins from: graded and judged with actions, a checklist, an observation with a "
    "reply, or feedback. [default: tier1]",
)
def new(root: Path | None, kind: str, id: str, title: str | None, like: str | None) -> int:
    """Write a small, valid definition called ID into the framework, with comments that say what each part is
    for. It uses the framework's own roles, lists and scales; no file is ever overwritten."""
    from formwright.diagnostics import has_errors
    from formwright.pipelines import starting
    from formwright.reports import problems

    begun = starting.definition(usable(root), kind, id, datetime.date.today(), title, like)
    speaking.say(
        f"{begun.file} is there, and valid." if not has_errors(begun.diagnostics) else f"{begun.file} is there."
    )
    for line in problems.text(begun.diagnostics, begun.texts):
        speaking.say(line)
    for step in begun.next_steps:
        speaking.say(step)
    return int(has_errors(begun.diagnostics))
