"""The manual page: the texts of '--help' as 'man' shows them."""

import re
from collections.abc import Iterator

import click

from formwright import __version__
from formwright.cli.commands import FOR_WHOM

_END = [
    ("EXIT STATUS", [
        ("0", "All is well: no problems were found, or the work is done."),
        ("1", "The work is done, and there are errors in what was checked, read or built."),
        ("2", "The command cannot be carried out; standard error says why and what to do."),
        ("3", "There is a fault in the program. Please report it."),
    ]),
    ("ENVIRONMENT", [
        ("NO_COLOR", "If it is set, nothing is coloured."),
        ("FORCE_COLOR", "If it is set and not 0, output is coloured even if it goes to a file or to another program."),
        ("TERM", "If it is 'dumb', nothing is coloured and no progress is shown."),
        ("COLUMNS", "The width of the terminal, in place of what the terminal says."),
        ("FORMWRIGHT_EDITOR", "The editor that the preview's links open, as 'serve --editor' does."),
        ("XDG_CACHE_HOME", "Where the program keeps what makes its next run faster."),
    ]),
    ("FILES", [
        ("framework.yaml", "Marks a framework's folder. A command finds it in the folder that you are in, or in the "
         "nearest one above it."),
        ("output/", "What 'build' writes."),
    ]),
    ("EXAMPLES", [
        ("formwright validate", "Check the whole framework."),
        ("formwright build", "Write every document that has changed."),
        ("formwright check returns/", "Check all returned audits in a folder."),
        ("formwright explain form/unknown-role", "Explain a diagnostic code."),
    ]),
]  # fmt: skip


def page(program: click.Group) -> str:
    """The whole page, in the language of 'man'."""
    return "\n".join(_lines(program)) + "\n"


def _lines(program: click.Group) -> Iterator[str]:
    top = click.Context(program, info_name="formwright", **program.context_settings)
    about = _paragraphs(program.help)
    yield f'.TH FORMWRIGHT 1 "" "formwright {_escaped(__version__)}" "User Commands"'
    yield ".SH NAME"
    yield rf"formwright \- {_escaped('forms-as-code for quality assurance')}"
    yield ".SH SYNOPSIS"
    yield r".B formwright"
    yield _escaped("[--root FOLDER] COMMAND [OPTION]... [ARGUMENT]...")
    yield ".SH DESCRIPTION"
    yield from about
    yield ".SH OPTIONS"
    yield from _options(program, top)
    yield ".PP"
    yield _escaped("--root, --debug and --help can be given after a command too.")
    yield ".SH COMMANDS"
    for title, names in FOR_WHOM.items():
        yield f".SS {_escaped(title)}"
        for name in names:
            found = program.get_command(top, name)
            assert found is not None
            yield from _command(found, click.Context(found, top, name))
    for heading, entries in _END:
        yield f".SH {heading}"
        for term, meaning in entries:
            yield from _entry(rf"\fB{_escaped(term)}\fR", meaning)


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    pieces = " ".join(command.collect_usage_pieces(context))
    yield ".TP"
    yield rf"\fB{_escaped(f'formwright {context.info_name}')}\fR {_escaped(pieces)}"
    first, *more = _paragraphs(command.help)
    yield first
    for line in more:
        yield ".IP" if line == ".PP" else line
    yield ".RS"
    yield from _options(command, context)
    yield ".RE"


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for param in command.get_params(context):
        if context.parent is not None and {"--root", "--help"} & set(param.opts):
            continue  # stands above, for all commands
        record = param.get_help_record(context) if isinstance(param, click.Option) else None
        if record is not None:
            yield from _entry(rf"\fB{_escaped(record[0])}\fR", record[1])


def _entry(term: str, meaning: str) -> Iterator[str]:
    yield ".TP"
    yield term
    yield _escaped(meaning)


def _paragraphs(text: str | None) -> list[str]:
    found = [_escaped(" ".join(part.split())) for part in re.split(r"\n\s*\n", (text or "").strip())]
    return [line for n, part in enumerate(found) for line in ([part] if n == 0 else [".PP", part])]


def _escaped(text: str) -> str:
    """So that nothing in it is taken for a request, and hyphens can be copied."""
    words = text.replace("\\", "\\e").replace("-", "\\-")
    words = "".join(c if c.isascii() else f"\\[u{ord(c):04X}]" for c in words)
    return f"\\&{words}" if words[:1] in (".", "'") else words
