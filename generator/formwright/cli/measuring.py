"""The papers of measures: the clinic's sheet, team profiles, the monthly overview, report cards."""

from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from formwright.cli import speaking
from formwright.cli.arguments import OneOf
from formwright.cli.commands import A_PATH, FORCE, command, deliver, show_json, usable
from formwright.cli.record import RETURNS, refreshed
from formwright.writers.formats import BUILT, writer

if TYPE_CHECKING:
    from formwright.definitions.library import Library
    from formwright.oversight.measured import Sheet
    from formwright.pipelines.measure_values import Supplied

PAPERS = ("clinic", "profile", "overview", "card")
FOLDER = Path("output", "papers")


@command
@click.option("--values", type=A_PATH, metavar="FILE", required=True, help="The monthly values, as CSV.")
@click.option(
    "--as",
    "paper",
    type=OneOf(PAPERS, "a paper"),
    default="clinic",
    show_default=True,
    help="The clinic's sheet of a service area, a team's profile, the monthly overview or a quarter's report card.",
)
@click.option(
    "--month", metavar="YYYY-MM", help="The month. A card shows its quarter as far as this. [default: this month]"
)
@click.option("--quarter", metavar="YYYY-Qn", help="With --as card: 2014-Q1 is January to March.")
@click.option("--area", metavar="AREA", help="Only this service area. [default: for clinics, each of them]")
@click.option("--team", metavar="TEAM", help="Only this team. [default: for profiles, each of them]")
@click.option("--for", "reader", metavar="WHO", help="Who it is for, such as corporate-parenting-board.")
@RETURNS
@click.option(
    "--format",
    "formats",
    type=OneOf((*BUILT, "xlsx", "json", "text"), "a format of papers"),
    multiple=True,
    help="May be given several times. 'text' and 'json' are printed. [default: text]",
)
@click.option("--out", type=A_PATH, metavar="DIR", help="Write into this folder. [default: output/papers]")
@FORCE
def measures(
    root: Path | None,
    values: Path,
    paper: str,
    month: str | None,
    quarter: str | None,
    area: str | None,
    team: str | None,
    reader: str | None,
    returns: Path | None,
    formats: tuple[str, ...],
    out: Path | None,
    force: bool,
) -> int:
    """Make a paper of the framework's measures from a file of monthly values: how each has changed, beside what the
    audits in the record found. A measure without a value is shown as not supplied. The exit status is 1 if the file has
    errors, and then no paper is made; and if a value was not supplied."""
    from formwright.diagnostics import has_errors
    from formwright.pipelines import measure_values, measuring

    if month is not None and quarter is not None:
        raise click.UsageError("Use only one of --month and --quarter.")
    library = usable(root)
    framework, defined = measuring.usable(library)
    today = date.today()
    supplied = measure_values.read(values, defined, framework, today)
    _complain(values, supplied)
    if has_errors(supplied.faults):
        speaking.say("No paper was made: correct the values first.", err=True)
        return 1
    wish = measuring.Wish(paper, month, quarter, area, team, reader)
    with refreshed(root, returns, library) as (kept, looked):
        found = measuring.sheets(library, supplied.values, kept, wish, today)
        _deliver(library, found, formats or ("text",), out or library.root / FOLDER, force)
    lacking = any(line.now is None for of in found for line in of.all_lines)
    return 1 if lacking or has_errors(looked.faults) else 0


def _complain(file: Path, supplied: "Supplied") -> None:
    """What is wrong with the values, each with its line."""
    from formwright.reports import problems

    for line in problems.text(supplied.faults, {str(file): supplied.lines}, speaking.width(err=True)):
        speaking.say(line, err=True)
    if supplied.unused:
        speaking.say(f"Columns that are not used: {', '.join(supplied.unused)}.", err=True)
    if supplied.encoding:
        speaking.say(f"{file} is not in UTF-8, so it was read as {supplied.encoding}.", err=True)


def _deliver(library: "Library", sheets: "tuple[Sheet, ...]", formats: tuple[str, ...], out: Path, force: bool) -> None:
    from formwright.pipelines import measuring
    from formwright.reports.measures import document, figures, words
    from formwright.writers import workbook

    framework, defined = measuring.usable(library)
    if "json" in formats:
        show_json(figures.data(sheets))
    elif "text" in formats:
        for of in sheets:
            speaking.say_each(figures.text(of, speaking.width() or figures.WIDTH))
    files: dict[str, bytes] = {}
    for of in sheets:
        name = words.name_of(of)
        if "xlsx" in formats:
            files[f"{name}.xlsx"] = workbook.write(of.paper.title, figures.HEADINGS, figures.rows([of]))
        for format in BUILT:
            if format in formats:
                content = import_module(writer(format)).write(document.compose(of, defined, framework))
                files[f"{name}.{format}"] = content
    _write(files, out, force)
    if files:
        speaking.say(figures.summary(sheets), err=True)


def _write(files: dict[str, bytes], out: Path, force: bool) -> None:
    from formwright.errors import CannotRun

    there = [name for name in files if (out / name).exists()]
    if there and not force:
        raise CannotRun(f"{out / there[0]} exists already.", "Choose another folder, or overwrite it with --force.")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise CannotRun(f"{out} cannot be made: {fault.strerror}.") from None
    for name, content in files.items():
        deliver(content, out / name, force)
        speaking.say(f"Written: {out / name}", err=True)
