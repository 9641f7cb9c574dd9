"""The command that freezes versions of definitions, so that returns are judged by the one they were filled in on."""

import datetime
from pathlib import Path

import click

from formwright.cli import speaking
from formwright.cli.arguments import completed
from formwright.cli.commands import command, format_option, show_json, usable


@command
@click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=completed("editions"))
@click.option("--all", "everything", is_flag=True, help="Release the definition of every document.")
@click.option("--in-force", metavar="DATE", help="The first day on which this version is used. [default: today]")
@click.option("--withdraw", metavar="DATE", help="Instead, give released versions, named as ID@VERSION, this last day.")
@format_option("text", "json")
def release(
    root: Path | None, ids: tuple[str, ...], everything: bool, in_force: str | None, withdraw: str | None, format: str
) -> int:
    """Freeze the current version of each ID in released/ID/VERSION.yaml, with everything that its meaning depends
    on. From then on, returns on this version are checked by it, whatever changes later. Commit these files, and
    never change them. To change a definition that has been released, raise its 'version' first."""
    if bool(ids) == everything:
        raise click.UsageError("Name what to release, or use --all.")
    for option, day in (("--in-force", in_force), ("--withdraw", withdraw)):
        if day is not None and not _is_date(day):
            raise click.UsageError(f"{option} needs a date such as 2026-01-31, not '{day}'.")
    if withdraw is not None:
        if everything or in_force is not None:
            raise click.UsageError("--withdraw needs versions: 'formwright release ID@1.0 --withdraw 2026-01-31'.")
        return _withdraw(root, ids, withdraw, format)
    return _release(root, ids, in_force or datetime.date.today().isoformat(), format)


def _is_date(day: str) -> bool:
    from formwright.answers import spelling

    return spelling.is_date(day)


def _release(root: Path | None, ids: tuple[str, ...], in_force: str, format: str) -> int:
    from formwright.pipelines import releasing
    from formwright.reports import problems

    library = usable(root)
    found = releasing.release(library, ids, in_force)
    if format == "json":
        released = [one.as_data() for one in found.released]
        show_json({"released": released, "diagnostics": [d.as_data() for d in found.diagnostics]})
        return 1 if found.diagnostics else 0
    for line in problems.text(found.diagnostics, library.texts):
        speaking.say(line)
    if found.diagnostics:
        speaking.say("Nothing was released.")
        return 1
    for one in found.released:
        if one.is_new:
            speaking.say(f"Released {one.id} {one.version}, in force from {one.in_force}: {one.file}")
        else:
            speaking.say(f"{one.id} {one.version} has already been released, in force from {one.in_force}.")
    return 0


def _withdraw(root: Path | None, names: tuple[str, ...], day: str, format: str) -> int:
    from formwright.pipelines import releasing

    files = releasing.withdraw(usable(root), names, day)
    if format == "json":
        show_json({"withdrawn": [{"file": file, "last_day": day} for file in files]})
    else:
        for file in files:
            speaking.say(f"The last day of this version is {day}: {file}")
    return 0
