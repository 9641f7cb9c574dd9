"""What is taken out of a record for good: a new journal beside the old one, and a plan of what must go.

Once the plan is on the disk the removal happens, however often a run is cut off: whoever opens the record next goes on
where the last one stopped, and each step may be done again. Before that nothing has happened.
"""

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from formwright.errors import CannotRun
from formwright.record import journal, names
from formwright.record.events import Event


@dataclass(frozen=True, slots=True)
class Plan:
    """`files` are the paths in the folder of returns, `returns` the sha256 of what is removed."""

    files: tuple[str, ...]
    returns: tuple[str, ...]


def begin(folder: Path, plan: Plan, events: Iterable[Event]) -> None:
    """Writes the journal as it will be, and then the plan. Raises CannotRun where that cannot be done, or where one of
    the files could not be taken away: then nothing has happened."""
    try:
        for file in plan.files:
            _check(folder / file)
        _write_journal(folder / names.NEW_JOURNAL, events)
        _write(folder / names.REMOVING, json.dumps({"files": plan.files, "returns": plan.returns}).encode("ascii"))
    except OSError as fault:
        with suppress(OSError):
            (folder / names.NEW_JOURNAL).unlink(missing_ok=True)
        remedy = "Nothing was removed. Make room, or ask for the rights to write there, and run the same again."
        raise CannotRun(f"{folder} cannot be written to: {fault.strerror}.", remedy) from None


def pending(folder: Path) -> Plan | None:
    """What a run has begun to remove; what one has left that was cut off before that is taken away."""
    path = folder / names.REMOVING
    try:
        said = json.loads(path.read_bytes())
        return Plan(tuple(map(str, said["files"])), tuple(map(str, said["returns"])))
    except FileNotFoundError:
        (folder / names.NEW_JOURNAL).unlink(missing_ok=True)
        Path(f"{path}.new").unlink(missing_ok=True)
        return None
    except (ValueError, KeyError, TypeError):
        raise CannotRun(f"{path} is damaged.", "Put back the folder of returns from your last backup.") from None


def clear(folder: Path, plan: Plan) -> None:
    """Takes the files away, then the old journal, and each month's folder that is empty now. Raises CannotRun where a
    file cannot be taken away."""
    for file in plan.files:
        try:
            (folder / file).unlink(missing_ok=True)
        except OSError as fault:
            remedy = "Close it in other programs, and run the same again: the removal goes on where it stopped."
            raise CannotRun(f"{folder / file} cannot be removed: {fault.strerror}.", remedy) from None
    for parent in sorted({parent for file in plan.files for parent in Path(file).parents}, reverse=True):
        if parent != Path():
            with suppress(OSError):  # there is something else in it
                (folder / parent).rmdir()
    if (folder / names.NEW_JOURNAL).exists():
        (folder / names.NEW_JOURNAL).replace(folder / names.JOURNAL)
    (folder / names.DAMAGED).unlink(missing_ok=True)  # all that can be used of it is in the record
    journal.keep_name(folder)


def end(folder: Path) -> None:
    (folder / names.REMOVING).unlink(missing_ok=True)
    journal.keep_name(folder)


def _check(path: Path) -> None:
    """Raises OSError where it could not be taken away."""
    if not os.path.lexists(path):
        return
    if os.name == "nt":
        os.close(os.open(path, os.O_RDWR))  # Windows refuses what another program has open
    elif not os.access(path.parent, os.W_OK | os.X_OK):
        raise PermissionError(13, "Permission denied", str(path.parent))


def _write_journal(path: Path, events: Iterable[Event]) -> None:
    with path.open("wb") as file:
        check = journal.BEGINNING
        for number, event in enumerate(events, 1):
            line, check = journal.written(event, number, check)
            file.write(line)
        file.flush()
        os.fsync(file.fileno())


def _write(path: Path, content: bytes) -> None:
    """Whole, and on the disk with all that was written before it."""
    beside = Path(f"{path}.new")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    journal.keep_name(path.parent)
    beside.replace(path)
    journal.keep_name(path.parent)
