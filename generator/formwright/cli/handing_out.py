"""Commands that hand out forms, and schemas for other programs."""

from pathlib import Path

import click

from formwright.cli import speaking
from formwright.cli.commands import A_PATH, FORCE, OUT, command, complain, deliver, format_option, show_json, usable
from formwright.writers.formats import FORMS


@command
@click.argument("form")
@format_option("yaml", *(name for name in FORMS if name != "yaml"))
@click.option(
    "--set", "given", multiple=True, metavar="PATH=ANSWER", help="Put an answer in, such as details.case_id=A1."
)
@OUT
@FORCE
def blank(root: Path | None, form: str, format: str, given: tuple[str, ...], out: Path | None, force: bool) -> int:
    """Write FORM to fill in: as YAML with comments that say what goes where, or as the Word, PDF or web
    form. Answers that are known already are put in with --set."""
    from formwright.pipelines import filling

    made = filling.blank(usable(root), form, format, given)
    complain(made.diagnostics)
    deliver(made.content or b"", out, force)
    return 0


@command
@click.argument("name", metavar="[KIND|FORM]", required=False)
@click.option("--out", "folder", type=A_PATH, help="Write those of all kinds into this folder, for editors.")
def schema(root: Path | None, name: str | None, folder: Path | None) -> int:
    """Write the JSON Schema (2020-12) of a kind of definition, or of a form's completed submissions. With
    --out and no name: those of all kinds, for an editor of this framework, which then offers its roles,
    lists, scales, standards and documents."""
    from formwright.definitions.schemas import KINDS, bundled

    if (name is None) == (folder is None):
        raise click.UsageError("Name a kind or a form, or a folder with --out.")
    if folder is not None:
        from formwright.pipelines import editing

        speaking.say(f"{editing.place(usable(root), folder)} schemas are in {folder}")
    elif name in KINDS:
        show_json(bundled(name))
    else:
        from formwright.reports import submission_schema

        show_json(submission_schema.schema(usable(root).edition(str(name)).form))
    return 0
