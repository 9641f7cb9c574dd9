"""The command line: words in, words out, exit status. Nothing heavy is imported before it is needed."""

from formwright.cli import (  # each adds its commands
    explaining,
    handing_out,
    policy,
    preview,
    returns,
    starting,
    tidying,
)
from formwright.cli.commands import main

__all__ = ["explaining", "handing_out", "main", "policy", "preview", "returns", "starting", "tidying"]
