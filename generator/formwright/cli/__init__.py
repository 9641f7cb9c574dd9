"""The command line: words in, words out, exit status. Nothing heavy is imported before it is needed."""

from formwright.cli import handing_out, policy, returns, tidying  # each adds its commands
from formwright.cli.commands import main

__all__ = ["handing_out", "main", "policy", "returns", "tidying"]
