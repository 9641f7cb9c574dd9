"""What every command shares: the group, exit statuses, the framework it works on, how it speaks."""

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
    },
    "For policy owners": {
        "serve": ("preview", "Show the documents in a browser while you write."),
        "validate": ("policy", "Check definitions: shape, references, meaning."),
        "explain": ("explaining", "Say what a diagnostic code means, and what to do."),
        "fmt": ("tidying", "Tidy definitions: the order of keys, the layout."),
        "build": ("policy", "Write the documents as web pages, Word files and PDFs."),
        "show": ("policy", "Show one definition, normalised."),
        "escalation": ("policy", "Show who is told at each judgement."),
        "release": ("releasing", "Freeze the present version, so that its returns stay valid."),
        "trace": ("policy", "Show which questions test which practice standards."),
    },
    "For the performance and quality team": {
        "check": ("returns", "Check returned audits: what is missing, who must be told."),
        "read": ("returns", "Turn returned Word, PDF or YAML forms into YAML."),
        "fill": ("returns", "Write returned forms' answers into forms of another format."),
        "verify": ("returns", "Say what a document is: which form and version, altered or not."),
    },
    "For handing out forms and for other programs": {
        "blank": ("handing_out", "Write a form to fill in, empty or with some answers in place."),
        "schema": ("handing_out", "Write the JSON Schema of a kind, or of a form's submissions."),
    },
}
"""The commands by who uses them: the module of each, which is imported when it is called, and what it does."""

_COMMANDS = {name: known for commands in FOR_WHOM.values() for name, known in commands.items()}


class _ToPath(click.Path):
    """pathlib is imported when there is a path."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "Path":
        from pathlib import Path

        return Path(str(super().convert(value, param, ctx)))


A_PATH = _ToPath()


class _Program(click.Group):
    """A help page that lists the commands by who uses them; none of them is imported for that. What click says
    itself, help and faults of usage, is held to the same as what the commands say."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name in _COMMANDS:
            import_module(f"formwright.cli.{_COMMANDS[name][0]}")
        return self.commands.get(name)

    def main(self, *args: Any, **given: Any) -> Any:
        gc.set_threshold(50_000)  # of all that is made as a command begins, hardly anything goes again
        speaking.begin()
        try:
            return super().main(*args, **given)
        except OSError as fault:  # standard error does not take a fault of usage
            sys.exit(_not_said(fault))

    def make_context(self, *args: Any, **given: Any) -> click.Context:
        with _own_words():
            return super().make_context(*args, **given)

    def invoke(self, ctx: click.Context) -> Any:
        with _own_words():
            return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, commands in FOR_WHOM.items():
            with formatter.section(title):
                formatter.write_dl([(name, help_line) for name, (_, help_line) in commands.items()])


@contextmanager
def _own_words() -> Iterator[None]:
    """Round what click says by itself."""
    try:
        yield
    except click.ClickException as fault:
        from formwright.reports.visible import visible

        vars(fault)["message"] = visible(fault.message)  # what was typed stands in it
        raise
    except OSError as fault:
        raise click.exceptions.Exit(_not_said(fault)) from None


def _not_said(fault: OSError) -> int:
    speaking.last(f"formwright: Not all of the output could be written: {speaking.reason(fault)}.")
    return 2


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="formwright")
@click.option("--root", type=A_PATH, help="The framework's folder. [default: found upward from here]")
@click.option("--debug", is_flag=True, help="Show the traceback of a fault in the program.")
@click.pass_context
def main(ctx: click.Context, root: "Path | None", debug: bool) -> None:
    """Forms-as-code for quality assurance: one definition gives the handbook, the web form, the
    Word form and the PDF, and checks what comes back."""
    ctx.obj = {"root": root, "debug": debug}


def command(function: Callable[..., int]) -> click.Command:
    """A command that returns its exit status, takes --root and --debug too, and never shows a
    traceback unless asked."""

    @wraps(function)
    @click.pass_context
    def run(ctx: click.Context, /, root: "Path | None", debug: bool, **given: Any) -> None:
        debug = debug or ctx.obj["debug"]
        try:
            status = function(root=root or ctx.obj["root"], **given)
            speaking.finish()
        except CannotRun as fault:
            speaking.last(f"formwright: {fault.message}" + (f" {fault.remedy}" if fault.remedy else ""))
            status = 2
        except KeyboardInterrupt:
            speaking.last("formwright: Stopped before the end, so this is not all of the output.")
            status = 2
        except click.ClickException:
            raise
        except Exception as fault:
            if debug:
                raise
            status, words = _unforeseen(fault)
            speaking.last(f"formwright: {words}")
        ctx.exit(status)

    hidden_debug = click.option("--debug", is_flag=True, hidden=True)
    root = click.option("--root", type=A_PATH, help="The framework's folder.")
    return main.command(function.__name__, short_help=_COMMANDS[function.__name__][1])(root(hidden_debug(run)))


def _unforeseen(fault: Exception) -> tuple[int, str]:
    """The exit status and what is said of it."""
    if isinstance(fault, OSError) and fault.filename is not None:
        return 2, f"{fault.filename} cannot be used: {fault.strerror}."  # too long a name, a folder that is closed
    if isinstance(fault, OSError) and fault.strerror is not None:
        return 2, f"a file cannot be read or written: {fault.strerror}."  # a full disk, a drive that was pulled out
    name = type(fault).__name__
    return 3, f"a fault in the program ({name}). Please report this; '--debug' shows where it happened."


def format_option(*formats: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """--format with these words; the first is the default."""
    option = click.option("--format", "format", type=click.Choice(formats), default=formats[0], show_default=True)
    return option


FOR_CI = ("github", "sarif", "junit")
"""Formats of a report that CI services show at the file and line."""

OUT = click.option("--out", type=A_PATH, help="Write to this file. [default: standard output]")


def load(root: "Path | None", further: "Iterable[Path]" = ()) -> "Library":
    from pathlib import Path

    from formwright.definitions import library, sources

    return library.load(root if root is not None else sources.find_root(Path.cwd()), further)


def basis(root: "Path | None") -> "Basis":
    """What returns are judged by, for a command that needs no more of the framework."""
    from pathlib import Path

    from formwright.definitions import kept, sources

    found = kept.load(root if root is not None else sources.find_root(Path.cwd()))
    if found.framework is None:
        raise _UNUSABLE
    return found


_UNUSABLE = CannotRun("framework.yaml cannot be used as it stands.", "Run 'formwright validate'.")


def usable(root: "Path | None") -> "Library":
    """The framework, for a command that cannot do without it."""
    found = load(root)
    if found.framework is None:
        raise _UNUSABLE
    return found


def show_json(data: object) -> None:
    """In ASCII, so that it is right in every encoding."""
    import json

    speaking.write(json.dumps(data, indent=2) + "\n")


def show_for_ci(format: str, command: str, files: "Iterable[FileReport]", summary: Callable[[], Iterable[str]]) -> None:
    """The report in one of the formats FOR_CI. The summary is asked for when all files have been seen;
    GitHub's format is a log, so it ends with it, and beside the others standard error says it."""
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


FORCE = click.option("--force", is_flag=True, help="Write over a file that is there already.")


def deliver(content: bytes, out: "Path | None", force: bool = False) -> None:
    """To the file, whole or not at all, else to standard output. Raises CannotRun where the file cannot be
    written, and where there is one already, unless `force`."""
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
        raise CannotRun(f"{out} is there already.", "Choose another name, or say --force.") from None
    except OSError as fault:
        raise CannotRun(f"{out} cannot be written: {fault.strerror}.") from None


def complain(diagnostics: "Iterable[Diagnostic]") -> None:
    """On standard error, without the lines they speak of: those of a return are never shown."""
    from formwright.reports import problems

    for line in problems.text(diagnostics, {}):
        speaking.say(line, err=True)
