"""The command line: words in, words out, exit status. Nothing heavy is imported before it is needed."""

import json
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from formwright import __version__
from formwright.errors import CannotRun

if TYPE_CHECKING:
    from formwright.definitions.library import Library
    from formwright.diagnostics import Diagnostic

FOR_WHOM = (
    ("For policy owners", ("validate", "build", "show", "escalation", "trace")),
    ("For the performance and quality team", ("check", "read", "fill", "verify")),
    ("For handing out forms and for other programs", ("blank", "schema")),
)


class _ByReader(click.Group):
    """A help page that lists the commands by who uses them."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, names in FOR_WHOM:
            commands = [(name, self.commands[name]) for name in names]
            with formatter.section(title):
                formatter.write_dl([(name, command.get_short_help_str(80)) for name, command in commands])


@click.group(cls=_ByReader, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="formwright")
@click.option(
    "--root", type=click.Path(path_type=Path), help="The framework's folder. [default: found upward from here]"
)
@click.option("--debug", is_flag=True, help="Show the traceback of a fault in the program.")
@click.pass_context
def main(ctx: click.Context, root: Path | None, debug: bool) -> None:
    """Forms-as-code for quality assurance: one definition gives the handbook, the web form, the
    Word form and the PDF, and checks what comes back."""
    ctx.obj = {"root": root, "debug": debug}


def _command(help_line: str) -> Callable[[Callable[..., int]], click.Command]:
    """A command that returns its exit status, takes --root and --debug too, and never shows a
    traceback unless asked."""

    def decorate(function: Callable[..., int]) -> click.Command:
        @wraps(function)
        @click.pass_context
        def run(ctx: click.Context, /, root: Path | None, debug: bool, **given: Any) -> None:
            debug = debug or ctx.obj["debug"]
            try:
                status = function(root=root or ctx.obj["root"], **given)
                sys.stdout.flush()
            except CannotRun as fault:
                click.echo(f"formwright: {fault.message}" + (f" {fault.remedy}" if fault.remedy else ""), err=True)
                status = 2
            except BrokenPipeError:
                sys.stderr.close()
                status = 1
            except click.ClickException:
                raise
            except Exception as fault:
                if debug:
                    raise
                click.echo(
                    f"formwright: a fault in the program ({type(fault).__name__}). Please report this; "
                    "'--debug' shows where it happened.",
                    err=True,
                )
                status = 3
            ctx.exit(status)

        hidden_debug = click.option("--debug", is_flag=True, hidden=True)
        root = click.option("--root", type=click.Path(path_type=Path), help="The framework's folder.")
        return main.command(function.__name__, short_help=help_line)(root(hidden_debug(run)))

    return decorate


def _format(*formats: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    option = click.option("--format", "format", type=click.Choice(formats), default=formats[0], show_default=True)
    return option


def _load(root: Path | None, further: Iterable[Path] = ()) -> "Library":
    from formwright.definitions import library

    return library.load(root if root is not None else library.find_root(Path.cwd()), further)


def _usable(root: Path | None) -> "Library":
    """The framework, for a command that cannot do without it."""
    found = _load(root)
    if found.framework is None:
        raise CannotRun("framework.yaml cannot be used as it stands.", "Run 'formwright validate'.")
    return found


def _json(data: object) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


# --- for policy owners ---------------------------------------------------------------------


@_command("Check definitions: shape, references, meaning.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_format("text", "json")
def validate(root: Path | None, paths: tuple[Path, ...], format: str) -> int:
    """Check definitions and show every mistake at its line. PATHs narrow it down to files or folders;
    without them the whole framework is checked."""
    from formwright.diagnostics import has_errors
    from formwright.pipelines.definitions import within
    from formwright.reports import problems

    found = within(lambda further: _load(root, further), paths)
    if format == "json":
        _json({"diagnostics": [d.as_data() for d in found.diagnostics], "documents": found.documents})
    else:
        for line in problems.text(found.diagnostics, found.texts):
            click.echo(line)
        click.echo(f"{found.documents} definitions checked: {problems.tally(found.diagnostics)}.")
    return 1 if has_errors(found.diagnostics) else 0


@_command("Write the documents as web pages, Word files and PDFs.")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(["html", "docx", "pdf"]), help="Only this format."
)
@click.option("--out", type=click.Path(path_type=Path), help="Where to write. [default: output/ of the framework]")
@click.option("--jobs", type=click.IntRange(min=1), help="How many to write at once. [default: one a core]")
@click.option("--force", is_flag=True, help="Write also what has not changed.")
def build(
    root: Path | None, ids: tuple[str, ...], formats: tuple[str, ...], out: Path | None, jobs: int | None, force: bool
) -> int:
    """Write every document in every format, or only those of the IDs named. What has not changed is
    left alone."""
    from formwright.diagnostics import has_errors
    from formwright.pipelines.publish import FORMATS, publish
    from formwright.reports import problems

    library = _usable(root)
    for line in problems.text(library.diagnostics, library.texts):
        click.echo(line, err=True)
    for id in ids:
        library.get(id)
    folder = out or library.root / "output"
    found = publish(library, folder, ids, formats or FORMATS, jobs, force, _progress())
    for path, why in found.failed:
        click.echo(f"formwright: {folder / path} could not be written ({why}). Please report this.", err=True)
    click.echo(f"{len(found.written)} written, {len(found.unchanged)} unchanged, in {folder}")
    return 3 if found.failed else 1 if has_errors(library.diagnostics) else 0


def _progress() -> Callable[[int, int, str], None]:
    if not sys.stderr.isatty():
        return lambda finished, of, path: None

    def show(finished: int, of: int, path: str) -> None:
        filled = 24 * finished // of
        end = "\r\033[K" if finished == of else ""
        click.echo(f"\r\033[K[{'#' * filled}{'.' * (24 - filled)}] {finished} of {of}  {path}{end}", nl=False, err=True)

    return show


@_command("Show one definition, normalised.")
@click.argument("id")
@_format("text", "json")
def show(root: Path | None, id: str, format: str) -> int:
    """Show what a definition says once everything it refers to is filled in."""
    from formwright.reports import definition

    found = _usable(root).get(id)
    if format == "json":
        _json(definition.data(found))
    else:
        click.echo("\n".join(definition.text(found)))
    return 0


@_command("Show who is told at each judgement.")
@click.argument("form", required=False)
@_format("text", "json")
def escalation(root: Path | None, form: str | None, format: str) -> int:
    """Show who is told at each judgement of FORM, or of every form that has one."""
    from formwright.compose.words import escalation_conditions
    from formwright.reports import definition

    library = _usable(root)
    forms = (library.form(form),) if form else tuple(f for f in library.forms if f.escalation)
    if form and forms[0].escalation is None:
        raise CannotRun(f"'{form}' has no escalation: it makes no judgement that somebody is told of.")
    if format == "json":
        tables = [definition.escalation(f) for f in forms]
        _json(tables[0] if form else {"forms": tables})
    else:
        assert library.framework is not None
        for found in forms:
            conditions = escalation_conditions(found)
            click.echo("\n".join(definition.escalation_text(found, library.framework, conditions)) + "\n")
    return 0


@_command("Show which questions test which practice standards.")
@_format("text", "csv", "json")
def trace(root: Path | None, format: str) -> int:
    """Show which questions of the audit tools test which practice standards, both ways: standards that
    no question tests, and questions that test none."""
    from formwright.definitions.library import matrix
    from formwright.reports import trace as report

    found = matrix(_usable(root))
    if format == "json":
        _json(report.data(found))
    else:
        click.echo(report.csv_text(found) if format == "csv" else "\n".join(report.text(found)), nl=format != "csv")
    return 0


# --- for other programs and for filling in by hand -----------------------------------------


_OUT = click.option("--out", type=click.Path(path_type=Path), help="Write to this file. [default: standard output]")


@_command("Write a form to fill in, empty or with some answers in place.")
@click.argument("form")
@_format("yaml", "docx", "pdf", "html")
@click.option(
    "--set", "given", multiple=True, metavar="PATH=ANSWER", help="Put an answer in, such as details.case_id=A1."
)
@_OUT
def blank(root: Path | None, form: str, format: str, given: tuple[str, ...], out: Path | None) -> int:
    """Write FORM to fill in: as YAML with comments that say what goes where, or as the Word, PDF or web
    form. Answers that are known already are put in with --set."""
    from formwright.pipelines import filling

    _deliver(filling.blank(_usable(root), form, format, given), out)
    return 0


@_command("Write a returned form's answers into a form of another format.")
@click.argument("submission", type=click.Path(path_type=Path))
@click.option("--format", "format", type=click.Choice(["docx", "pdf", "html"]), default="docx", show_default=True)
@_OUT
def fill(root: Path | None, submission: Path, format: str, out: Path | None) -> int:
    """Write the answers of SUBMISSION into the Word, PDF or web form: to send an incomplete return back
    for finishing, or to print a finished one."""
    from formwright.pipelines import filling

    made = filling.fill(_usable(root), submission, format)
    _complain(made.diagnostics)
    if made.content is None:
        return 1
    _deliver(made.content, out)
    return 0


def _deliver(content: bytes, out: Path | None) -> None:
    if out is None:
        sys.stdout.buffer.write(content)
        return
    try:
        out.write_bytes(content)
    except OSError as fault:
        raise CannotRun(f"{out} cannot be written: {fault.strerror}.") from None


def _complain(diagnostics: "Iterable[Diagnostic]") -> None:
    from formwright.reports import problems

    for line in problems.text(diagnostics, {}):
        click.echo(line, err=True)


@_command("Write the JSON Schema of a kind, or of a form's submissions.")
@click.argument("name", metavar="KIND|FORM")
def schema(root: Path | None, name: str) -> int:
    """Write the JSON Schema (2020-12) of a kind of definition, or of a form's completed submissions."""
    from formwright.definitions.schemas import KINDS, bundled

    if name in KINDS:
        _json(bundled(name))
    else:
        from formwright.checks import submission_schema

        _json(submission_schema.schema(_usable(root).form(name)))
    return 0


# --- for the performance and quality team --------------------------------------------------


@_command("Check returned audits: what is missing, who must be told.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@_format("text", "json")
def check(root: Path | None, paths: tuple[Path, ...], format: str) -> int:
    """Check returned audits for completeness and say who must be told, and why. A folder is walked."""
    from formwright.pipelines.review import review
    from formwright.reports import review as report

    library = _usable(root)
    tally = report.Tally()
    items = tally.of(review(paths, library))
    if format == "json":
        for piece in report.as_json(report.aloud(items, lambda notice: click.echo(notice, err=True))):
            click.echo(piece, nl=False)
    else:
        for line in report.text(items, library):
            click.echo(line)
    return 1 if tally.has_errors else 0


@_command("Say what a document is: which form and version, altered or not.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@_format("text", "json")
def verify(root: Path | None, files: tuple[Path, ...], format: str) -> int:
    """Say of each file, blank or filled in, which document and version it is, whether that is the present
    one, and whether the words outside its fields are as they were issued."""
    from formwright.diagnostics import has_errors
    from formwright.pipelines import verifying

    library = _usable(root)
    found = [verifying.verify(library, file) for file in files]
    if format == "json":
        _json({"documents": [f.as_data() for f in found]})
    else:
        for one in found:
            click.echo(one.as_text())
            _complain(one.diagnostics)
    return int(any(has_errors(f.diagnostics) for f in found))


@_command("Turn returned Word, PDF or YAML forms into YAML.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Write a file for each into this folder.")
def read(root: Path | None, files: tuple[Path, ...], out: Path | None) -> int:
    """Turn filled forms into YAML submissions. A file with an answer that cannot be relied on gives no
    submission: standard error says why."""
    from formwright.diagnostics import has_errors
    from formwright.pipelines import filling

    library = _usable(root)
    status = 0
    for n, file in enumerate(files):
        made = filling.as_yaml(library, file)
        _complain(made.diagnostics)
        status = max(status, int(has_errors(made.diagnostics)))
        if made.content is None:
            continue
        if out is None:
            _deliver((b"---\n" if n else b"") + made.content, None)
        else:
            filling.place(out, file, made.content)
    return status
