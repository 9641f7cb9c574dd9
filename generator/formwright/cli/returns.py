"""The performance and quality team's commands: returned forms in, what is missing and who is told out."""

from pathlib import Path

import click

from formwright.cli.commands import (
    FOR_CI,
    command,
    complain,
    deliver,
    format_option,
    show_for_ci,
    show_json,
    usable,
)


@command("Check returned audits: what is missing, who must be told.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@format_option("text", "json", *FOR_CI)
def check(root: Path | None, paths: tuple[Path, ...], format: str) -> int:
    """Check returned audits for completeness and say who must be told, and why. A folder is walked."""
    from formwright.pipelines.review import review
    from formwright.reports import file_report
    from formwright.reports import review as report

    library = usable(root)
    tally = report.Tally()
    items = tally.of(review(paths, library))
    aloud = report.aloud(items, lambda notice: click.echo(notice, err=True))
    if format == "json":
        for piece in report.as_json(aloud):
            click.echo(piece, nl=False)
    elif format == "text":
        for line in report.text(items, library):
            click.echo(line)
    else:
        files = file_report.of_returns(items if format == "github" else aloud, library)
        show_for_ci(format, "formwright check", files, lambda: report.summary(tally))
    return 1 if tally.has_errors else 0


@command("Say what a document is: which form and version, altered or not.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@format_option("text", "json")
def verify(root: Path | None, files: tuple[Path, ...], format: str) -> int:
    """Say of each file, blank or filled in, which document and version it is, whether that is the present
    one, and whether the words outside its fields are as they were issued."""
    from formwright.diagnostics import has_errors
    from formwright.pipelines import verifying

    library = usable(root)
    found = [verifying.verify(library, file) for file in files]
    if format == "json":
        show_json({"documents": [f.as_data() for f in found]})
    else:
        for one in found:
            click.echo(one.as_text())
            complain(one.diagnostics)
    return int(any(has_errors(f.diagnostics) for f in found))


@command("Turn returned Word, PDF or YAML forms into YAML.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Write a file for each into this folder.")
def read(root: Path | None, files: tuple[Path, ...], out: Path | None) -> int:
    """Turn filled forms into YAML submissions. A file with an answer that cannot be relied on gives no
    submission: standard error says why."""
    from formwright.diagnostics import has_errors
    from formwright.pipelines import filling

    library = usable(root)
    status = 0
    for n, file in enumerate(files):
        made = filling.as_yaml(library, file)
        complain(made.diagnostics)
        status = max(status, int(has_errors(made.diagnostics)))
        if made.content is None:
            continue
        if out is None:
            deliver((b"---\n" if n else b"") + made.content, None)
        else:
            filling.place(out, file, made.content)
    return status
