"""What all commands share: the group, exit statuses, the framework that they work on, how they speak."""

import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from formwright import __version__
from formwright.cli import speaking
from formwright.errors import CannotRun

if TYPE_CHECKING:
    from pathlib import Path

    from formwright.definitions.library import Library
    from formwright.diagnostics import Diagnostic
    from formwright.model.basis import Basis
    from formwright.reports.file_report import FileReport

FOR_WHOM: dict[str, dict[str, tuple[str, str]]] = {
    "To begin": {
        "init": ("starting", "Begin a framework in a new folder."),
        "new": ("starting", "Begin a form, standards, a programme, terms or a guide."),
        "completion": ("helping", "Let your shell complete commands, options and ids."),
    },
    "For policy owners": {
        "serve": ("preview", "Show the documents in a browser while you write."),
        "validate": ("policy", "Check definitions for mistakes."),
        "explain": ("explaining", "Explain a diagnostic code and what to do about it."),
        "fmt": ("tidying", "Put definitions into one order and layout."),
        "build": ("policy", "Write the documents as web pages, Word files and PDFs."),
        "show": ("policy", "Show one definition in full."),
        "escalation": ("policy", "Show who is notified for each judgement."),
        "release": ("releasing", "Freeze the current version, so that returns on it stay valid."),
        "diff": ("differing", "Show what changed between versions, for a committee."),
        "trace": ("tracing", "Show what refers to a standard, a role, a document, a passage."),
        "review": ("tracing", "Record that someone has looked at what a change touches."),
    },
    "For the performance and quality team": {
        "desk": ("desk", "Open the team's page: what arrived, what to decide, who to notify."),
        "receive": ("receiving", "Take in emails, archives and files with returns; file and record them."),
        "check": ("returns", "Check returned audits: what is missing, who must be notified."),
        "record": ("record", "List the returns that were received, or write them as a table."),
        "supersede": ("record", "Decide which of two returns counts."),
        "notify": ("notify", "Show who must be notified, and send or write the emails."),
        "read": ("returns", "Turn returned Word, PDF or YAML forms into YAML."),
        "fill": ("returns", "Copy answers from returns into forms of another format."),
        "migrate": ("returns", "Put answers from returns on another version of their form."),
        "redact": ("privacy", "Copy returns without what says who somebody is."),
        "retain": ("privacy", "Show which returns are past their time, and remove them."),
        "verify": ("returns", "Identify documents: the form, its version, any alterations."),
        "due": ("overseeing", "Show who owes what in a month: done, short, late, exempt."),
        "moderation": ("moderating", "Show how far those who judged the same cases agree."),
        "action": ("acting", "List the actions of audits, or record what became of one."),
        "measures": ("measuring", "Make the clinic's sheet, team profiles and report cards."),
        "allocate": ("overseeing", "Draw the month's cases at random, and make a form for each."),
        "report": ("reporting", "Make the month's paper: what came in, what it says, what is due."),
    },
    "For handing out forms and for other programs": {
        "blank": ("handing_out", "Write a form to fill in, empty or with some answers filled in."),
        "schema": ("handing_out", "Write the JSON Schema of a kind of definition or of a form."),
        "manual": ("helping", "Write the manual page."),
    },
}
"""The commands by who uses them: the module of each, which is imported when it is called, and what it does."""

_COMMANDS = {name: known for commands in FOR_WHOM.values() for name, known in commands.items()}


class _ToPath(click.Path):
    """A path. pathlib is imported when there is one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "Path":
        from pathlib import Path

        return Path(str(super().convert(value, param, ctx)))


A_PATH = _ToPath()


class _Context(click.Context):
    def make_formatter(self) -> click.HelpFormatter:
        if not speaking.has_colours():
            return super().make_formatter()
        from formwright.cli.arguments import ColouredHelp

        return ColouredHelp(width=self.terminal_width, max_width=self.max_content_width)


class _Command(click.Command):
    context_class = _Context


class _Program(click.Group):
    """Lists the commands by who uses them, and imports none of them for that. What click says itself, in help
    pages and about words that were typed wrongly, looks like everything else."""

    context_class = _Context
    command_class = _Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name in _COMMANDS:
            import_module(f"formwright.cli.{_COMMANDS[name][0]}")
        return self.commands.get(name)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and args[0] not in _COMMANDS and not ctx.resilient_parsing and args[0][:1] != "-":
            from formwright.cli.usage import unknown

            ctx.fail(unknown(args[0], "a command", _COMMANDS, "'formwright --help' lists the commands."))
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **given: Any) -> Any:
        gc.set_threshold(50_000)  # little of what is made as a command begins is thrown away
        speaking.begin()
        try:
            return super().main(*args, **given)
        except OSError as fault:  # standard error cannot be written to
            sys.exit(_not_said(fault))

    def make_context(self, *args: Any, **given: Any) -> click.Context:
        with _own_words(None):
            ctx = super().make_context(*args, **given)
            ctx.color = speaking.has_colours() or None
            return ctx

    def invoke(self, ctx: click.Context) -> Any:
        with _own_words(ctx):
            return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, commands in FOR_WHOM.items():
            with formatter.section(title):
                formatter.write_dl([(name, help_line) for name, (_, help_line) in commands.items()])


@contextmanager
def _own_words(ctx: click.Context | None) -> Iterator[None]:
    """Round what click says by itself."""
    try:
        yield
    except click.ClickException as fault:
        if type(fault).__name__ == "NoArgsIsHelpError":  # of click 8.2 and later: a help page and no fault
            raise
        from formwright.cli import usage

        speaking.last(usage.words(fault, ctx))
        raise click.exceptions.Exit(2) from None
    except OSError as fault:
        raise click.exceptions.Exit(_not_said(fault)) from None


def _not_said(fault: OSError) -> int:
    speaking.last(f"Not all of the output could be written: {speaking.reason(fault)}.")
    return 2


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="formwright")
@click.option("--root", type=A_PATH, help="The framework's folder. [default: this folder or the nearest one above it]")
@click.option("--debug", is_flag=True, help="Show the traceback of a fault in the program.")
@click.pass_context
def main(ctx: click.Context, root: "Path | None", debug: bool) -> None:
    """Forms-as-code for quality assurance: one definition becomes the handbook, the web form, the
    Word form and the PDF, and checks what comes back."""
    ctx.obj = {"root": root, "debug": debug}


def command(function: Callable[..., int]) -> click.Command:
    """A command that returns its exit status, can be given --root and --debug, and shows a traceback only if
    asked."""

    @wraps(function)
    @click.pass_context
    def run(ctx: click.Context, /, root: "Path | None", debug: bool, **given: Any) -> None:
        debug = debug or ctx.obj["debug"]
        try:
            status = function(root=root or ctx.obj["root"], **given)
            speaking.finish()
        except CannotRun as fault:
            speaking.last(fault.message + (f" {fault.remedy}" if fault.remedy else ""))
            status = 2
        except KeyboardInterrupt:
            status = _stopped()
        except click.ClickException:
            raise
        except Exception as fault:
            if _came_of_ctrl_c(fault):
                ctx.exit(_stopped())
            if debug:
                raise
            status, words = _unforeseen(fault)
            speaking.last(words)
        ctx.exit(status)

    hidden_debug = click.option("--debug", is_flag=True, hidden=True)
    root = click.option("--root", type=A_PATH, help="The framework's folder.")
    return main.command(function.__name__, short_help=_COMMANDS[function.__name__][1])(root(hidden_debug(run)))


def _stopped() -> int:
    """Says that a person ended the run, and gives the exit status."""
    speaking.last("Stopped before the end, so this is not all of the output.")
    return 2


def _came_of_ctrl_c(fault: BaseException | None) -> bool:
    """Whether a fault arose while a library was tidying up after Ctrl-C, which it then stands in the place of."""
    while fault is not None and not isinstance(fault, KeyboardInterrupt):
        fault = fault.__cause__ or fault.__context__
    return fault is not None


def _unforeseen(fault: Exception) -> tuple[int, str]:
    """The exit status and what is said."""
    if isinstance(fault, OSError) and fault.filename is not None:
        return 2, f"{fault.filename} cannot be used: {fault.strerror}."  # a name too long, a folder without access
    if isinstance(fault, OSError) and fault.strerror is not None:
        return 2, f"A file cannot be read or written: {fault.strerror}."  # a full disk, a drive that was pulled out
    name = type(fault).__name__
    return 3, f"There is a fault in the program ({name}). Please report it; '--debug' shows where it happened."


def format_option(*formats: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """--format with these words; the first is the default."""
    from formwright.cli.arguments import OneOf

    type = OneOf(formats, "a format of this command")
    help = "The format of the output."
    return click.option("--format", "format", type=type, default=formats[0], show_default=True, help=help)


FOR_CI = ("github", "sarif", "junit")
"""Formats of reports that CI services show beside the file and line."""

OUT = click.option("--out", type=A_PATH, help="Write to this file. [default: standard output]")


def load(root: "Path | None", further: "Iterable[Path]" = ()) -> "Library":
    from pathlib import Path

    from formwright.definitions import library, sources

    return library.load(root if root is not None else sources.find_root(Path.cwd()), further)


def basis(root: "Path | None") -> "Basis":
    """What returns are checked against, for a command that needs no more of the framework."""
    from datetime import date
    from pathlib import Path

    from formwright.definitions import kept, sources

    found = kept.on(root if root is not None else sources.find_root(Path.cwd()), date.today())
    if found.framework is None:
        raise _UNUSABLE
    return found


def state(root: "Path | None") -> str | None:
    """A digest of what returns are judged by; None where that cannot be told."""
    from pathlib import Path

    from formwright.definitions import made_from, sources

    return made_from.state(root if root is not None else sources.find_root(Path.cwd()))


_UNUSABLE = CannotRun("framework.yaml has errors, so it cannot be used.", "Run 'formwright validate'.")


def usable(root: "Path | None") -> "Library":
    """The framework, for a command that needs it, with those who hold roles today."""
    from dataclasses import replace
    from datetime import date

    found = load(root)
    if found.framework is None:
        raise _UNUSABLE
    return replace(found, directory=found.directory.on(date.today()))


def show_json(data: object) -> None:
    """In ASCII, so that it is the same in every encoding."""
    import json

    speaking.write(json.dumps(data, indent=2) + "\n")


def show_for_ci(format: str, command: str, files: "Iterable[FileReport]", summary: Callable[[], Iterable[str]]) -> None:
    """The report in one of the formats FOR_CI. The summary is asked for when all files have been checked.
    GitHub's format is a log, so the summary ends it; with the others it goes to standard error."""
    from formwright.reports import github, junit, sarif

    match format:
        case "github":
            report = github.lines(files)
        case "sarif":
            report = sarif.lines(files)
        case _:
            report = junit.lines(files, command)
    for line in report:
        speaking.write(line + "\n")
    for line in summary():
        speaking.say(line, err=format != "github")


FORCE = click.option("--force", is_flag=True, help="Overwrite a file that exists already.")


def deliver(content: bytes, out: "Path | None", force: bool = False) -> None:
    """To the file, whole or not at all, or to standard output. Raises CannotRun where the file cannot be
    written, and where it exists already, unless `force`."""
    from formwright.pipelines import files

    if out is None:
        speaking.write_bytes(content)
        return
    try:
        if out.exists() and not out.is_file() and not out.is_dir():
            out.write_bytes(content)  # a pipe or a device
        elif force:
            files.write(out, content)
        else:
            files.begin(out, content)
    except FileExistsError:
        raise CannotRun(f"{out} exists already.", "Choose another name, or overwrite it with --force.") from None
    except OSError as fault:
        raise CannotRun(f"{out} cannot be written: {fault.strerror}.") from None


def complain(diagnostics: "Iterable[Diagnostic]") -> None:
    """On standard error, without the lines of the file: those of a return are never shown."""
    from formwright.reports import problems

    for line in problems.text(diagnostics, {}, speaking.width(err=True)):
        speaking.say(line, err=True)
