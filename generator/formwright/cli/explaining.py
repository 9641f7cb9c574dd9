"""The command that explains diagnostics."""

from pathlib import Path

import click

from formwright.cli import speaking
from formwright.cli.arguments import completed
from formwright.cli.commands import command, format_option, show_json


@command
@click.argument("code", required=False, shell_complete=completed("codes"))
@format_option("text", "json")
def explain(root: Path | None, code: str | None, format: str) -> int:
    """Explain what CODE means (such as form/unknown-role), with an example and what to do about it. Without
    CODE, list all codes."""
    from formwright.reports import explanation

    known = explanation.pages()
    if code is None:
        if format == "json":
            show_json({"pages": [page.as_data() for page in known]})
        else:
            speaking.say_all(explanation.contents(known, speaking.width()))
        return 0
    found = explanation.find(code, known)
    if format == "json":
        show_json(found.as_data())
    else:
        speaking.say_all(explanation.text(found, speaking.width()))
    return 0
