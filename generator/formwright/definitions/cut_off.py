"""A '#' in the middle of a text: YAML takes the rest of the line for a comment, so that the text ends there."""

import re
from collections.abc import Iterator

from formwright.diagnostics import Diagnostic, warning
from formwright.marked import Marked, comments
from formwright.places import Mark, Place

# A word, a space, '#' and at once something else: comments have a space after the '#'.
_IN_A_TEXT = re.compile(r"[^\s\"'\]}|>:#-][ \t]+#(?=[^\s#])")


def check(marked: Marked) -> Iterator[Diagnostic]:
    """A warning where a '#' seems to belong to the text in front of it."""
    suspects = {n: found.end() for n, line in enumerate(marked.lines, 1) if (found := _IN_A_TEXT.search(line))}
    for (line, column), _ in comments(marked.lines) if suspects else ():
        if suspects.get(line) == column and not marked.lines[line - 1].lstrip().startswith("#"):
            yield warning(
                "definition/cut-off",
                Place(marked.file, Mark(line, column)),
                "The text ends here: after a space, '#' begins a comment.",
                "If the rest is part of the text, put quotation marks round all of it. If not, put a space after '#'.",
            )
