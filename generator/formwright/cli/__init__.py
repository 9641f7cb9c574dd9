"""The command line: words in, words out, exit status. Nothing heavy is imported until it is needed."""

from formwright.cli.commands import main

__all__ = ["main"]
