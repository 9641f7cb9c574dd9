"""The program at a terminal, as a person sits at one: what is written to it, byte for byte."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PROGRAM = [sys.executable, "-c", "from formwright.cli import main; main()"]


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a command: its exit status, and what the terminal was sent."""

    status: int
    raw: str

    @property
    def lines(self) -> list[str]:
        return self.raw.replace("\r\n", "\n").splitlines()


def at_terminal(
    *words: str | Path,
    columns: int = 80,
    environment: Mapping[str, str] | None = None,
    program: Sequence[str] = PROGRAM,
) -> Seen:
    """Runs the program with its output and errors at a terminal of this width."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    unset = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "CI")
    env = {**{k: v for k, v in os.environ.items() if k not in unset}, "TERM": "xterm", **(environment or {})}
    run = subprocess.Popen([*program, *map(str, words)], stdin=theirs, stdout=theirs, stderr=theirs, env=env)
    os.close(theirs)
    pieces = []
    try:
        while piece := os.read(ours, 65_536):
            pieces.append(piece)
    except OSError:  # Linux says so where nobody holds the other end any more
        pass
    finally:
        os.close(ours)
    return Seen(run.wait(), b"".join(pieces).decode())
