"""What several commands are given: one of a few words, with what a shell completes; and how help looks in colour.

In a module of its own, as only those who need it wait for it.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    _Choice = click.Choice[str]
else:
    _Choice = click.Choice  # before click 8.2 it says nothing of its words' type


class OneOf(_Choice):
    """One of these words; where it is another one, the nearest is suggested. `what` says what it would be."""

    def __init__(self, words: Iterable[str], what: str) -> None:
        super().__init__(tuple(words))
        self.what = what

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value in self.choices:
            return str(value)
        from formwright.cli.usage import unknown

        raise click.BadParameter(unknown(str(value), self.what, self.choices), ctx, param)


Complete = Callable[[click.Context, click.Parameter, str], list[str]]


def completed(of: str) -> Complete:
    """Offers a shell the words of this kind that begin with what has been typed. Of a function in `completing`."""

    def found(ctx: click.Context, param: click.Parameter, begun: str) -> list[str]:
        from formwright.cli import completing

        root = ctx.params.get("root") or (ctx.obj or ctx.find_root().params)["root"]
        known: list[str] = getattr(completing, of)(root)
        of_versions = "@" in begun  # ID@VERSION is offered once that has been typed: there may be many
        return [word for word in known if word.startswith(begun) and (of_versions or "@" not in word)]

    return found


class ColouredHelp(click.HelpFormatter):
    """A help page whose headings stand out."""

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{self._bold(f'{heading}:')}\n")

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, self._bold(prefix or "Usage:") + " ")

    @staticmethod
    def _bold(words: str) -> str:
        return f"\x1b[1m{words}\x1b[0m"
