"""What the program says: a line at a time, as its reader's screen can show it, and all of it.

Standard output and standard error may be a full disk, a closed pipe, or a console that lacks some letters,
which are then spelt another way. If the words cannot be written, the run ends: a report without its last
lines must never look like a whole one. At a terminal, lines are folded to its width and coloured.
"""

import codecs
import errno
import io
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import TextIO

from formwright.cli.screen import Screen
from formwright.errors import CannotRun

OUTPUT, ERRORS = "standard output", "standard error"
WIDEST = 100  # longer lines are hard to read, however wide the screen is
PLAIN = Screen()


class NotTaken(CannotRun):
    """Not all that was said reached the place it was said to."""


class _Screens:
    """What the two streams of this run lead to, and whether a note of progress is in sight."""

    output = errors = PLAIN
    has_note = False
    is_mid_line = False  # the last line on standard output has no end yet


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
    _Screens.output, _Screens.errors, _Screens.has_note = Screen.of(sys.stdout), Screen.of(sys.stderr), False
    _Screens.is_mid_line = False


def width(err: bool = False) -> int | None:
    """How wide a report is best made on standard output, or on standard error. None where that is not a terminal:
    the report is then the same wherever it is made."""
    columns = (_Screens.errors if err else _Screens.output).columns
    return None if columns is None else min(columns, WIDEST)


def has_colours() -> bool:
    """Whether standard output shows colours."""
    return _Screens.output.has_colours


def note(words: str) -> None:
    """How far the work has got, in the place of the last such note, until something else is said or the words
    are empty. Nothing where standard error goes to no terminal."""
    screen = _Screens.errors
    if not screen.moves or screen.columns is None or not (words or _Screens.has_note):
        return
    if _Screens.is_mid_line and _Screens.output.columns is not None:
        return  # the note would be written over that line
    from formwright.reports.ink import columns
    from formwright.reports.visible import shown

    words = shown(words)
    while columns(words) >= screen.columns:
        words = words[: screen.columns - 1 if len(words) >= screen.columns else -1]
    _Screens.has_note = bool(words)
    with suppress(NotTaken), _taken(ERRORS):
        sys.stderr.write(f"\r\x1b[K{words}")
        sys.stderr.flush()


def say(line: str = "", err: bool = False) -> None:
    """One line, on standard output or on standard error, whatever is in it."""
    from formwright.reports.visible import shown

    if err:
        finish()  # what was said before stands before
    note("")
    screen = _Screens.errors if err else _Screens.output
    with _taken(ERRORS if err else OUTPUT):
        (sys.stderr if err else sys.stdout).write(screen.text(shown(line)) + "\n")
        if err:
            sys.stderr.flush()


def say_each(lines: "Iterable[str | tuple[str, ...]]") -> None:
    """Lines on standard output as they come: up to an empty one at a time where somebody looks on, else many at once.
    What comes as several lines at once, and as the same value again, is made ready once."""
    from formwright.reports.visible import shown

    screen = _Screens.output
    as_shown = shown if screen.is_plain else lambda line: screen.text(shown(line))
    most = 1 if screen.columns is not None else MOST_WAITING
    waiting: list[str] = []
    known: dict[int, tuple[object, str]] = {}  # with the value itself, so that no other is found in its place
    try:
        for said in lines:
            if not said:
                waiting.append("\n")
                if len(waiting) >= most:
                    _write(waiting)
            elif isinstance(said, str):
                waiting.append(as_shown(said) + "\n")
            elif id(said) in known:
                waiting.append(known[id(said)][1])
            else:
                if len(known) == MOST_KNOWN:
                    known.clear()
                ready = "".join([as_shown(line) + "\n" for line in said])
                known[id(said)] = said, ready
                waiting.append(ready)
    finally:
        _write(waiting)


MOST_KNOWN = 1_000
MOST_WAITING = 1000


def _write(waiting: list[str]) -> None:
    note("")
    with _taken(OUTPUT):
        sys.stdout.write("".join(waiting))
    waiting.clear()


def say_all(lines: Iterable[str]) -> None:
    """Lines, each of which may hold several."""
    from formwright.reports.ink import Inked

    for line in lines:
        for part in [line] if isinstance(line, Inked) else line.split("\n"):
            say(part)


def write(text: str) -> None:
    """A text as it is, for another program; only what could steer a terminal is spelt out."""
    from formwright.reports.visible import visible

    note("")
    _Screens.is_mid_line = not text.endswith("\n")
    with _taken(OUTPUT):
        sys.stdout.write(visible(text))


def write_bytes(content: bytes) -> None:
    """A file's content. Raises CannotRun where it is not text and would be written to a terminal."""
    if _Screens.output.columns is not None:
        refuse_binary(content)
    note("")
    finish()
    with _taken(OUTPUT):
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def refuse_binary(content: bytes) -> None:
    """Raises CannotRun where a terminal would show the content as gibberish, or be steered by it."""
    try:
        steers = any((c < " " and c not in "\t\n\r") or "\x7f" <= c <= "\x9f" for c in content.decode())
    except UnicodeDecodeError:
        steers = True
    if steers:
        what = "This file is not plain text, so it is not written to the terminal."
        raise CannotRun(what, "Name a file for it with --out FILE, or send it to another program with a pipe.")


def finish() -> None:
    """What was said on standard output has been taken, or NotTaken is raised."""
    with _taken(OUTPUT):
        sys.stdout.flush()


def last(words: str) -> None:
    """Why the run ends, after everything else, to anybody who still listens."""
    with suppress(NotTaken):
        finish()
    from formwright.reports.ink import Ink, inked
    from formwright.reports.visible import shown

    with suppress(NotTaken):
        say(inked((Ink.ERROR, "formwright:"), f" {shown(words)}"), err=True)


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


class _taken:  # noqa: N801 - it reads as a function, and takes a tenth of the time of one
    """Round what is written to one of the two streams."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, fault: BaseException | None, trace: object) -> None:
        if isinstance(fault, OSError | ValueError):  # ValueError: the stream was closed
            _leave(sys.stderr if self.name == ERRORS else sys.stdout)
            why = reason(fault) if isinstance(fault, OSError) else _CLOSED
            raise NotTaken(f"Not all of the output could be written to {self.name}: {why}.") from None


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
