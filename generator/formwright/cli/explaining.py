"""The command that says what a diagnostic means."""

from pathlib import Path

import click

from formwright.cli import speaking
from formwright.cli.commands import command, format_option, show_json


@command
@click.argument("code", required=False)
@format_option("text", "json")
def explain(root: Path | None, code: str | None, format: str) -> int:
    """Say what CODE means (such as form/unknown-role), show an example and how to mend it. Without CODE,
    list every code that there is."""
    from formwright.reports import explanation

    known = explanation.pages()
    if code is None:
        if format == "json":
            show_json({"pages": [page.as_data() for page in known]})
        else:
            speaking.say_all(explanation.contents(known))
        return 0
    found = explanation.find(code, known)
    if format == "json":
        show_json(found.as_data())
    else:
        speaking.say_all(explanation.text(found))
    return 0
