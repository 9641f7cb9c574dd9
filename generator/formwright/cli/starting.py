"""The commands that begin something: a framework, and each new definition in it."""

import datetime
from pathlib import Path

import click

from formwright.cli import speaking
from formwright.cli.arguments import OneOf
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
    It can be built as it is; its comments explain what each part is for."""
    from formwright.pipelines import starting

    names = starting.framework(folder, datetime.date.today(), title, organisation, service)
    where = "this folder" if folder.resolve() == Path.cwd() else folder
    speaking.say(f"{len(names)} files are in {where}. Its README.md explains what to do with them.")
    speaking.say("Begin there with 'formwright build', and open output/index.html.")
    return 0


@command
@click.argument("kind", type=OneOf(KINDS, "a kind that can be begun"))
@click.argument("id")
@click.option("--title", help="The title that readers see. [default: made from the ID]")
@click.option(
    "--like",
    type=OneOf(LIKE, "a shape that a form can begin from"),
    help="For a form, what it begins as: grades with a judgement and actions, a checklist, an observation with a "
    "reply, or feedback. [default: tier1]",
)
def new(root: Path | None, kind: str, id: str, title: str | None, like: str | None) -> int:
    """Write a small, valid definition called ID into the framework, with comments that explain what each part
    is for. It uses the framework's own roles, lists and scales; no file is ever overwritten."""
    from formwright.diagnostics import has_errors
    from formwright.pipelines import starting
    from formwright.reports import problems

    begun = starting.definition(usable(root), kind, id, datetime.date.today(), title, like)
    speaking.say(f"{begun.file} was written{'' if has_errors(begun.diagnostics) else ', and is valid'}.")
    for line in problems.text(begun.diagnostics, begun.texts, speaking.width()):
        speaking.say(line)
    for step in begun.next_steps:
        speaking.say(step)
    return int(has_errors(begun.diagnostics))
