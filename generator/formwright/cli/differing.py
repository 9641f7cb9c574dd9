"""The command that says what has changed, in words, and what that does to figures."""

from importlib import import_module
from pathlib import Path

import click

from formwright.cli import speaking
from formwright.cli.arguments import completed
from formwright.cli.commands import FORCE, OUT, command, deliver, format_option, show_json
from formwright.writers.formats import BUILT, writer


@command
@click.argument("a", metavar="A", shell_complete=completed("editions"))
@click.argument("b", metavar="[B]", required=False, shell_complete=completed("editions"))
@format_option("text", "json", *BUILT)
@OUT
@FORCE
def diff(root: Path | None, a: str, b: str | None, format: str, out: Path | None, force: bool) -> int:
    """Show what has changed from A to B, whether figures from before and after may be added up, and which version
    the changes need. As html, docx or pdf it is a paper for a committee, with old and new side by side.

    A and B are each a released version (ID@VERSION), an ID (as it is defined now), a file, a framework's folder, or a
    git revision: REV for the whole framework, REV:PATH for one file. Without B: what has changed since. For an ID,
    that is since its newest release."""
    from formwright.pipelines.differing import differences
    from formwright.reports import differences as report

    found, framework = differences(root, a, b)
    if format == "json":
        show_json(report.data(found))
    elif format == "text":
        speaking.say_all(report.text(found))
    else:
        from formwright.compose import differences as paper

        deliver(import_module(writer(format)).write(paper.compose(found, framework)), out, force)
        for left in found.left_out:
            speaking.say(f"{left.id} was not compared: {left.why}", err=True)
    return 1 if found.left_out else 0
