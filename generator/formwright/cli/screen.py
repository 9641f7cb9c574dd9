"""The screen that words are shown on: how wide it is, and whether it has colours."""

import os
import sys
from typing import TextIO

NARROWEST = 20
COLOURS = {"ERROR": "1;31", "WARNING": "35", "GOOD": "32", "PLACE": "1", "HEADING": "1", "FAINT": "2"}
"""By the names of inks. Of the sixteen that every terminal has, and none that is pale on white or dark on black."""


class Screen:
    """Where one stream goes. `columns` is None where that is no terminal; where it `moves`, a line can be written
    over. A plain class, as every command waits for it."""

    __slots__ = ("columns", "has_colours", "moves")

    def __init__(self, columns: int | None = None, has_colours: bool = False, moves: bool = False) -> None:
        self.columns, self.has_colours, self.moves = columns, has_colours, moves

    @classmethod
    def of(cls, stream: TextIO) -> "Screen":
        """As the stream and the environment say: NO_COLOR and TERM=dumb mean no colours, FORCE_COLOR means
        colours even where the stream goes to a file or to another program."""
        try:
            is_terminal = stream.isatty()
        except ValueError:  # closed
            is_terminal = False
        is_dumb = os.environ.get("TERM") == "dumb"
        if is_terminal and sys.platform == "win32":
            from colorama import just_fix_windows_console

            just_fix_windows_console()
        if os.environ.get("NO_COLOR"):
            has_colours = False
        elif os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
            has_colours = True
        else:
            has_colours = is_terminal and not is_dumb
        return cls(_columns(stream) if is_terminal else None, has_colours, is_terminal and not is_dumb)

    @property
    def is_plain(self) -> bool:
        """Whether each line is written there as it is."""
        return self.columns is None and not self.has_colours

    def text(self, line: str) -> str:
        """The line as it is written there."""
        if self.is_plain:
            return line
        if self.columns is None:
            return painted(line)
        from formwright.reports.ink import folded

        lines = folded(line, self.columns)
        return "\n".join(map(painted, lines) if self.has_colours else lines)


def painted(line: str) -> str:
    """The line with what makes a terminal show its colours."""
    from formwright.reports.ink import Inked

    if not isinstance(line, Inked) or not line.spans:
        return line
    pieces, at = [], 0
    for start, end, ink in line.spans:
        pieces += [line[at:start], f"\x1b[{COLOURS[ink.name]}m", line[start:end], "\x1b[0m"]
        at = end
    return "".join((*pieces, line[at:]))


def _columns(stream: TextIO) -> int:
    said = os.environ.get("COLUMNS", "")
    try:
        found = int(said) if said.isdecimal() else os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        found = 0
    return max(found, NARROWEST) if found else 80
