"""What the program says: a line at a time, in a spelling that its reader's screen has, and all of it.

Standard output and standard error may be a full disk, a pipe that was closed, or a console that lacks
letters. A letter is then spelt another way. Words that are not taken end the run: a report without its
last lines must never look like a whole one.
"""

import codecs
import errno
import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from formwright.errors import CannotRun

OUTPUT, ERRORS = "standard output", "standard error"


class NotTaken(CannotRun):
    """Not all that was said reached the place it was said to."""


def begin() -> None:
    """Makes both streams ready. One that was closed stays so: nothing can be written to it, and no file
    that is opened later takes its place."""
    codecs.register_error("formwright", _in_its_place)
    for number, name in ((1, "stdout"), (2, "stderr")):
        if getattr(sys, name) is None:
            setattr(sys, name, _closed(number))
        stream = getattr(sys, name)
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="formwright")


def say(line: str = "", err: bool = False) -> None:
    """One line, on standard output or on standard error, whatever is in it."""
    from formwright.reports.visible import shown

    if err:
        finish()  # what was said before stands before
    with _taken(ERRORS if err else OUTPUT):
        (sys.stderr if err else sys.stdout).write(shown(line) + "\n")
        if err:
            sys.stderr.flush()


def say_each(lines: Iterable[str]) -> None:
    """Lines on standard output as they come, up to an empty one at a time."""
    from formwright.reports.visible import shown

    waiting: list[str] = []
    try:
        for line in lines:
            waiting.append(shown(line))
            if not line:
                _write(waiting)
    finally:
        _write(waiting)


def _write(waiting: list[str]) -> None:
    with _taken(OUTPUT):
        sys.stdout.write("".join(f"{line}\n" for line in waiting))
    waiting.clear()


def say_all(lines: Iterable[str]) -> None:
    """Lines, each of which may hold several."""
    for line in lines:
        for part in line.split("\n"):
            say(part)


def write(text: str) -> None:
    """A text as it is, for another program; only what could steer a terminal is spelt out."""
    from formwright.reports.visible import visible

    with _taken(OUTPUT):
        sys.stdout.write(visible(text))


def write_bytes(content: bytes) -> None:
    """A file's content. One that is no text is not for a screen."""
    if sys.stdout.isatty() and b"\0" in content:
        raise CannotRun("This file is not a text, so it is not shown here.", "Name a file for it with --out.")
    finish()
    with _taken(OUTPUT):
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def finish() -> None:
    """What was said on standard output has been taken, or NotTaken is raised."""
    with _taken(OUTPUT):
        sys.stdout.flush()


def last(line: str) -> None:
    """Why the run ends, after all else that was said, to whoever still listens."""
    with suppress(NotTaken):
        finish()
    with suppress(NotTaken):
        say(line, err=True)


def reason(fault: OSError) -> str:
    """Why a stream takes no more, for a person."""
    match fault.errno:
        case errno.EPIPE:
            return "the program that reads it has stopped reading"
        case errno.EBADF:
            return _CLOSED
        case _:
            return fault.strerror or "it is not known why"


_CLOSED = "it is closed"


@contextmanager
def _taken(name: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as fault:  # ValueError: the stream was closed
        _leave(sys.stderr if name == ERRORS else sys.stdout)
        why = reason(fault) if isinstance(fault, OSError) else _CLOSED
        raise NotTaken(f"Not all of the output could be written to {name}: {why}.") from None


def _leave(stream: TextIO) -> None:
    """Nothing is written to this stream any more, not even what still waits in it when Python ends."""
    with suppress(OSError, ValueError):
        number = stream.fileno()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, number)
        os.close(nowhere)


def _closed(number: int) -> TextIO:
    """A stream that takes nothing. Its number is taken, or the next file that is opened would have it."""
    for lower in range(number + 1):
        try:
            os.fstat(lower)
        except OSError:
            os.open(os.devnull, os.O_RDONLY)  # takes the lowest number that is free
    return open(number, "w", encoding="utf-8", closefd=False)


def _in_its_place(fault: UnicodeError) -> tuple[str, int]:
    from formwright.reports.visible import in_ascii

    assert isinstance(fault, UnicodeEncodeError)
    return in_ascii(fault.object[fault.start : fault.end]), fault.end
