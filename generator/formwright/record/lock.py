"""One process writes to a record at a time: the one that holds the lock.

The lock is the operating system's on `record.lock`, so it ends with the process, however that ends. What the file
says, who holds it and since when, is only for people.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from formwright.errors import CannotRun
from formwright.record.names import LOCK

STEP = 0.05  # seconds between two tries


@contextmanager
def held(folder: Path, wait: float) -> Iterator[None]:
    """Holds the lock of this folder. Raises CannotRun, naming who holds it, where another process still does after
    `wait` seconds, and where the folder cannot be written to."""
    path = folder / LOCK
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as fault:
        raise CannotRun(
            f"{folder} cannot be written to: {fault.strerror}.", "Choose another folder of returns."
        ) from None
    try:
        until = time.monotonic() + wait
        while not _taken(handle):
            if time.monotonic() >= until:
                raise CannotRun(
                    f"The record in {folder} is in use{_by(handle)}.", "Wait until it has finished, and try again."
                )
            time.sleep(STEP)
        _say(handle)
        try:
            yield
        finally:
            os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def is_held(folder: Path) -> bool:
    """Whether somebody writes to the record of this folder at this moment."""
    try:
        handle = os.open(folder / LOCK, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _taken(handle)
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _taken(handle: int) -> bool:
        os.lseek(handle, 1_000_000, os.SEEK_SET)  # beyond what the file says, so that others can read it
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _taken(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _say(handle: int) -> None:
    import socket  # needed by who writes alone

    now = datetime.now(UTC).strftime("%H:%M")
    content = json.dumps({"process": os.getpid(), "computer": socket.gethostname(), "since": now}).encode()
    os.ftruncate(handle, 0)
    os.pwrite(handle, content, 0) if hasattr(os, "pwrite") else os.write(handle, content)


def _by(handle: int) -> str:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        said = json.loads(os.read(handle, 1_000))
        return f" by process {said['process']} on {said['computer']}, since {said['since']} UTC"
    except (OSError, ValueError, KeyError, TypeError):
        return " by another process"
