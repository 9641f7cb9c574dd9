"""Commands that hand out forms, and schemas for other programs."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from formwright.cli import speaking
from formwright.cli.arguments import completed
from formwright.cli.commands import (
    A_PATH,
    FORCE,
    OUT,
    command,
    complain,
    deliver,
    format_option,
    show_json,
    usable,
)
from formwright.writers.formats import FORMS

if TYPE_CHECKING:
    from formwright.model.form import Form


@command
@click.argument("form", shell_complete=completed("editions_of_forms"))
@format_option("yaml", *(name for name in FORMS if name != "yaml"))
@click.option(
    "--set", "given", multiple=True, metavar="PATH=ANSWER", help="Fill in an answer, such as details.case_id=A1."
)
@OUT
@FORCE
def blank(root: Path | None, form: str, format: str, given: tuple[str, ...], out: Path | None, force: bool) -> int:
    """Write FORM to fill in: as YAML with comments that explain each answer, or as the Word, PDF or web
    form. Answers that are known already can be filled in with --set."""
    from formwright.pipelines import filling

    made = filling.blank(usable(root), form, format, given)
    complain(made.diagnostics)
    deliver(made.content or b"", out, force)
    return 0


@command
@click.argument("name", metavar="[KIND|FORM]", required=False, shell_complete=completed("forms_and_kinds"))
@click.option("--out", "folder", type=A_PATH, help="Write the schemas of all kinds into this folder, for editors.")
def schema(root: Path | None, name: str | None, folder: Path | None) -> int:
    """Write the JSON Schema (2020-12) of a kind of definition, or of the completed returns of a form. With
    --out and no name, write the schemas of all kinds: an editor that uses them suggests the framework's own
    roles, lists, scales, standards and documents."""
    from formwright.definitions.schemas import KINDS, bundled

    if (name is None) == (folder is None):
        raise click.UsageError("Name a kind or a form; or leave both out, and name a folder with --out.")
    if folder is not None:
        from formwright.pipelines import editing

        speaking.say(f"{editing.place(usable(root), folder)} schemas are in {folder}")
    elif name in KINDS:
        show_json(bundled(name))
    else:
        from formwright.reports import submission_schema

        show_json(submission_schema.schema(_form(root, str(name), KINDS)))
    return 0


def _form(root: Path | None, name: str, kinds: Iterable[str]) -> "Form":
    """The form, where it is not a kind that was misspelt."""
    from formwright.cli.usage import unknown
    from formwright.errors import CannotRun
    from formwright.misspelt import slip

    if slip(name, kinds):
        raise CannotRun(unknown(name, "a kind of definition or a form", kinds))
    return usable(root).edition_of_form(name).form
