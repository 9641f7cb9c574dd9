"""The journal: each event as one line of text, on the disk before anything else knows of it.

A line is JSON. It carries its number, and a check over itself and the line before, so that a line that was lost, put
in or altered is noticed. Lines are only ever added; a last line without its end is what a run that was cut off left
behind, and nothing had been done because of it.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from formwright.errors import CannotRun
from formwright.record.events import Event, What

BEGINNING = "0" * 16
"""What the check of the first line is worked out from."""


@dataclass(frozen=True, slots=True)
class Line:
    """One event with its number, from 1. `end` is where the next line begins, in bytes."""

    number: int
    event: Event
    check: str
    end: int


def written(event: Event, number: int, before: str) -> tuple[bytes, str]:
    """The line of an event, and its check; `before` is the check of the line before."""
    content = {"n": number, "at": event.at, "what": str(event.what), "sha256": event.sha256, "more": dict(event.more)}
    plain = json.dumps(content, ensure_ascii=True, separators=(", ", ": "))
    check = _check(before, plain)
    return f'{plain[:-1]}, "check": "{check}"}}\n'.encode("ascii"), check


def lines(path: Path, start: int = 0, number: int = 0, before: str = BEGINNING) -> Iterator[Line]:
    """The whole lines from this byte on, where the line before has this number and check. A last line without its end
    is left out. Raises CannotRun where a line is not what was written, naming it."""
    try:
        with path.open("rb") as file:
            file.seek(start)
            for raw in file:
                if not raw.endswith(b"\n"):
                    return
                number += 1
                start += len(raw)
                event, before = _read(path, raw, number, before)
                yield Line(number, event, before, start)
    except FileNotFoundError:
        return


def append(path: Path, content: bytes, start: int) -> None:
    """Puts whole lines at this byte, where the file's last whole line ends, and on the disk. Raises OSError where it
    cannot be done; then nothing is there of them but, at worst, a line without its end."""
    is_new = not path.exists()
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
    try:
        os.ftruncate(handle, start)
        os.lseek(handle, start, os.SEEK_SET)
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    except OSError:
        os.ftruncate(handle, start)
        raise
    finally:
        os.close(handle)
    if is_new:
        keep_name(path.parent)


def keep_name(folder: Path) -> None:
    """A new file's name is on the disk only when its folder is."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _check(before: str, plain: str) -> str:
    return hashlib.sha256(f"{before}\n{plain}".encode("ascii")).hexdigest()[:16]


def _read(path: Path, raw: bytes, number: int, before: str) -> tuple[Event, str]:
    try:
        plain, _, end = raw.decode("ascii").rpartition(', "check": "')
        check = end.removesuffix('"}\n')
        content = json.loads(f"{plain}}}")
        event = Event(What(content["what"]), content["at"], content["sha256"], content["more"])
        is_right = content["n"] == number and check == _check(before, f"{plain}}}")
    except (ValueError, KeyError, TypeError):
        is_right = False
    if not is_right:
        raise altered(path, number)
    return event, check


def altered(path: Path, number: int) -> CannotRun:
    return CannotRun(
        f"Line {number} of {path} is not as it was written: a line was altered, lost or put in.",
        "Put back a copy of the journal and of record.db from your last backup, and take in what came since.",
    )


def joined(events: Iterable[Event], number: int, before: str) -> tuple[bytes, list[tuple[int, Event, str]]]:
    """The lines of several events, one after another, and each with its number and check."""
    content, made = [], []
    for event in events:
        number += 1
        line, before = written(event, number, before)
        content.append(line)
        made.append((number, event, before))
    return b"".join(content), made
