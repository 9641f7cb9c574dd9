"""The policy owner's commands: definitions in, documents out."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from formwright.cli import speaking
from formwright.cli.arguments import OneOf, completed
from formwright.cli.commands import (
    A_PATH,
    FOR_CI,
    command,
    format_option,
    load,
    show_for_ci,
    show_json,
    usable,
)
from formwright.cli.progress import Progress
from formwright.errors import CannotRun
from formwright.writers.formats import BUILT

if TYPE_CHECKING:
    from formwright.definitions.kinds import Definition
    from formwright.definitions.library import Library
    from formwright.model.handbook import Handbook
    from formwright.pipelines.publish import Failure
    from formwright.pipelines.unchanged import Request


@command
@click.argument("paths", nargs=-1, type=A_PATH)
@format_option("text", "json", *FOR_CI)
def validate(root: Path | None, paths: tuple[Path, ...], format: str) -> int:
    """Check definitions and show every mistake at its line. Name files or folders as PATHS to check only
    those; otherwise the whole framework is checked."""
    from formwright.diagnostics import has_errors
    from formwright.pipelines.definitions import within
    from formwright.reports import explanation, file_report, problems

    found = within(lambda further: load(root, further), paths)
    summary = problems.summary(found.documents, found.diagnostics, found.allowed)
    if format == "json":
        show_json({"diagnostics": [d.as_data() for d in found.diagnostics], "documents": found.documents})
    elif format == "text":
        for line in (*problems.text(found.diagnostics, found.texts, speaking.width()), summary):
            speaking.say(line)
        for worst in sorted(found.diagnostics, key=lambda d: d.severity)[:1]:
            speaking.say(explanation.pointer(worst.code))
    else:
        files = file_report.of_definitions(found.files, found.diagnostics, found.texts)
        show_for_ci(format, "formwright validate", files, lambda: [summary])
    return 1 if has_errors(found.diagnostics) else 0


@command
@click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=completed("documents"))
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=OneOf(BUILT, "a format of this command"),
    help="Only this format. Can be given more than once.",
)
@click.option("--out", type=A_PATH, help="The folder to write to. [default: output/ of the framework]")
@click.option(
    "--jobs", metavar="NUMBER", type=click.IntRange(min=1), help="How many to write at once. [default: one per core]"
)
@click.option(
    "--released", is_flag=True, help="Write the documents of earlier released versions as well, into released/."
)
@click.option("--force", is_flag=True, help="Write what has not changed as well, and overwrite files of others.")
@click.option("--notes", "with_notes", is_flag=True, help="Add an annex of notes to the handbook.")
def build(
    root: Path | None,
    ids: tuple[str, ...],
    formats: tuple[str, ...],
    out: Path | None,
    jobs: int | None,
    released: bool,
    force: bool,
    with_notes: bool,
) -> int:
    """Write every document in every format, or only the documents whose IDs you name. What has not changed
    is left as it is."""
    from formwright.definitions import sources
    from formwright.pipelines.unchanged import Request

    place = root if root is not None else sources.find_root(Path.cwd())
    asked = Request(place, out or place / "output", ids, formats or BUILT, with_notes, released)
    found = None if force else asked.unchanged()
    if found is None:
        return _build(asked, jobs, force)
    for line in found.said:
        speaking.say(line, err=True)
    speaking.say(f"0 written, {found.number} unchanged, in {asked.out}")
    return 0


def _build(asked: "Request", jobs: int | None, force: bool) -> int:
    from formwright.diagnostics import has_errors
    from formwright.pipelines import editing
    from formwright.pipelines.publish import publish
    from formwright.reports import problems

    before = asked.state()
    library = usable(asked.root)
    said = tuple(problems.text(library.diagnostics, library.texts, speaking.width(err=True)))
    for line in said:
        speaking.say(line, err=True)
    for id in asked.ids:
        if not (asked.released and id in library.released.ids):
            library.get(id)
    editing.refresh(library)
    say = partial(speaking.say, err=True)
    found = publish(
        library,
        asked.out,
        asked.ids,
        asked.formats,
        jobs,
        force,
        asked.with_notes,
        Progress().step,
        say,
        asked.released,
    )
    speaking.note("")
    for line in _failures(found.failed, asked.out):
        say(line)
    speaking.say(f"{len(found.written)} written, {len(found.unchanged)} unchanged, in {asked.out}")
    if has_errors(library.diagnostics):
        speaking.say("Definitions with errors were not built: their documents stay as they were.")
    elif not found.failed:
        asked.keep(before, said, (*found.written, *found.unchanged), library)
    if any(failure.is_ours for _, failure in found.failed):
        return 3
    return 1 if found.failed or has_errors(library.diagnostics) else 0


def _failures(failed: "tuple[tuple[str, Failure], ...]", folder: Path) -> Iterator[str]:
    """What could not be written and why; a reason that several files share is given once."""
    for reason in dict.fromkeys(failure for _, failure in failed):
        paths = [str(folder / path) for path, failure in failed if failure == reason]
        if reason.is_ours:
            yield from (f"formwright: {p} could not be written ({reason.why}). Please report this." for p in paths)
        else:
            yield f"formwright: {len(paths)} not written, {', '.join(paths)}: {reason.why}"


@command
@click.argument("id", shell_complete=completed("editions"))
@click.option("--notes", "of_notes", is_flag=True, help="Show its notes instead: no built document has them.")
@format_option("text", "json")
def show(root: Path | None, id: str, of_notes: bool, format: str) -> int:
    """Show a definition with everything that it refers to filled in, or the notes on it."""
    from formwright.reports import definition

    library = usable(root)
    found = library.edition(id).definition
    if of_notes:
        return _show_notes(found, library, format)
    if format == "json":
        show_json(definition.data(found))
    else:
        speaking.say_all(definition.text(found))
    return 0


def _show_notes(found: "Definition | Handbook", library: "Library", format: str) -> int:
    from formwright.model.notes import of
    from formwright.reports import notes

    parts = of(found, library.duties, library.measures)
    if format == "json":
        show_json(notes.data(found.identity, parts))
    else:
        speaking.say_all(notes.text(found.identity, parts))
    return 0


@command
@click.argument("form", required=False, shell_complete=completed("editions_of_forms"))
@format_option("text", "json")
def escalation(root: Path | None, form: str | None, format: str) -> int:
    """Show who is notified at each judgement of FORM, or of every form. If nobody need be notified, show why."""
    from formwright.reports import definition

    library = usable(root)
    edition = library.edition_of_form(form) if form else None
    forms = (edition.form,) if edition else tuple(f for f in library.forms if f.escalation or f.nobody)
    if form and not (forms[0].escalation or forms[0].nobody):
        raise CannotRun(f"'{form}' has no escalation: it does not say who is notified, or why nobody is.")
    if format == "json":
        tables = [definition.escalation(f) for f in forms]
        show_json(tables[0] if form else {"forms": tables})
    else:
        framework = edition.framework if edition else library.framework
        assert framework is not None
        for found in forms:
            speaking.say_all((*definition.escalation_text(found, framework), ""))
    return 0
