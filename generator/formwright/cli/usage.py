"""What is said of a command that was typed wrongly: what is wrong, and what to type instead."""

import re
from collections.abc import Iterable

import click

from formwright.misspelt import nearest
from formwright.reports.visible import visible

PROGRAM = "formwright"


def words(fault: click.ClickException, within: click.Context | None = None) -> str:
    """The fault in our words, on one line. click's own words stand where it knows of a fault that we do not."""
    context = getattr(fault, "ctx", None) or within
    return visible(f"{_wrong(fault, context)} {_remedy(fault, context)}".strip())


def unknown(word: str, what: str, known: Iterable[str], otherwise: str | None = None) -> str:
    """That a word is not one of those known, and which was meant, else all that there are."""
    names = list(known)
    near = nearest(word, names)
    return f"'{word}' is not {what}. " + (f"Did you mean '{near}'?" if near else otherwise or _choose(names))


def _choose(names: list[str]) -> str:
    *most, last = names
    return f"Choose {', '.join(most)} or {last}." if most else f"The only choice is {last}."


def name_of(context: click.Context | None) -> str:
    """The command as people type it."""
    if context is None or context.parent is None:
        return PROGRAM
    return f"{PROGRAM} {context.info_name}"


def _wrong(fault: click.ClickException, context: click.Context | None) -> str:
    match fault:
        case click.NoSuchOption():
            return f"'{name_of(context)}' has no option '{fault.option_name}'."
        case click.BadOptionUsage() if "requires" in fault.message:
            return f"'{fault.option_name}' needs a value after it."
        case click.BadOptionUsage():
            return f"'{fault.option_name}' does not have a value after it."
        case click.MissingParameter() if fault.param is not None:
            return f"'{name_of(context)}' needs {_named(fault.param)}."
        case click.BadParameter() if fault.param is not None and isinstance(fault.param.type, click.IntRange):
            return f"{_named(fault.param)} must be a whole number {_range(fault.param.type)}."
    if found := _EXTRA.fullmatch(fault.message):
        return f"'{name_of(context)}' cannot use '{found[1]}'."
    return fault.message if fault.message.endswith((".", "?")) else f"{fault.message}."


_EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)", re.DOTALL)


def _named(param: click.Parameter) -> str:
    if isinstance(param, click.Argument):
        return param.human_readable_name.strip("[]").removesuffix("...")
    return f"'{max(param.opts, key=len)}'"


def _range(type: click.IntRange) -> str:
    if type.min is not None and type.max is not None:
        return f"from {type.min:g} to {type.max:g}"
    return f"of {type.min:g} or more" if type.min is not None else f"of {type.max:g} or less"


def _remedy(fault: click.ClickException, context: click.Context | None) -> str:
    if context is None or fault.message.endswith("?"):
        return ""
    if isinstance(fault, click.NoSuchOption):
        known = [opt for p in context.command.get_params(context) for opt in p.opts if not getattr(p, "hidden", False)]
        if fault.option_name.startswith("--") and (near := nearest(fault.option_name, known)):
            return f"Did you mean '{near}'?"
        return f"'{name_of(context)} --help' lists its options."
    if isinstance(fault, click.MissingParameter) or _EXTRA.fullmatch(fault.message):
        return f"The whole command is: {' '.join((name_of(context), *context.command.collect_usage_pieces(context)))}"
    return ""
