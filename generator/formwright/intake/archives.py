"""A zip archive from outside → what is in it, within limits; nothing is ever written by the names it gives."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from formwright.diagnostics import Diagnostic
from formwright.intake import arrived
from formwright.intake.arrived import LARGEST
from formwright.places import Place
from formwright.readers.kinds import ARCHIVE, of_zip
from formwright.readers.zipped import ALWAYS_UNPACKED, MOST_PACKED

MOST_FILES = 5_000
"""Files in one archive, or in one thing that arrived, whatever it is packed in."""

LARGEST_WHOLE = 2_000_000_000
"""Bytes, unpacked, of all that one thing holds. A year's forms of a council have a tenth of this."""

WHAT = "archive (zip)"
_FAULTS = (
    BadZipFile, EOFError, NotImplementedError, OSError, OverflowError, RuntimeError, ValueError, struct.error,
    zlib.error,
)  # fmt: skip
"""What Python's zip reader is known to raise at a damaged file."""


class Refused(Exception):
    """Nothing, or nothing more, can be taken out, for the reason that `fault` gives."""

    def __init__(self, fault: Diagnostic) -> None:
        super().__init__(fault.message)
        self.fault = fault


@dataclass(slots=True)
class Room:
    """How much may still be taken out of one thing that arrived, through all that is packed in it."""

    files: int = MOST_FILES
    size: int = LARGEST_WHOLE

    def take(self, size: int, place: Place) -> None:
        """Raises Refused where there is no room left for this many bytes more."""
        self.files -= 1
        self.size -= size
        if self.files < 0:
            raise Refused(arrived.too_large(place, f"it holds more than {MOST_FILES:,} files"))
        if self.size < 0:
            raise Refused(arrived.too_large(place, f"it holds more than {LARGEST_WHOLE // 1_000_000:,} MB"))


def archive(stream: BinaryIO, place: Place) -> ZipFile | None:
    """The archive; None for a zip that is a document, such as Word's. Raises Refused where nothing may be taken out."""
    try:
        found = ZipFile(stream)
        infos = found.infolist()
    except _FAULTS:
        raise Refused(arrived.damaged(place, WHAT)) from None
    names = {info.filename.casefold() for info in infos}
    if "[content_types].xml" in names or of_zip(names) is not ARCHIVE:
        return None
    if len(infos) > MOST_FILES:
        raise Refused(arrived.too_large(place, f"it holds more than {MOST_FILES:,} files"))
    if any(info.flag_bits & 1 for info in infos):
        raise Refused(arrived.encrypted(place, WHAT))
    if any(_leads_outside(_name(info)) for info in infos):
        raise Refused(arrived.unsafe(place, "it has names that lead outside it"))
    if any(info.file_size > ALWAYS_UNPACKED and info.file_size > MOST_PACKED * info.compress_size for info in infos):
        raise Refused(arrived.unsafe(place, "it would expand to many times its size"))
    return found


def entries(found: ZipFile, place: Place, room: Room) -> Iterator[tuple[str, bytes]]:
    """Each file in it, by its path there. Raises Refused after the others where some could not be taken out."""
    fault = None
    for info in found.infolist():
        if info.is_dir() or _name(info).endswith("/"):
            continue
        name = _name(info)
        room.take(min(info.file_size, LARGEST), place)
        if info.file_size > LARGEST:
            fault = arrived.too_large(place, f"a file in it has more than {LARGEST // 1_000_000} MB")
            continue
        try:
            with found.open(info) as entry:
                content = entry.read(info.file_size + 1)
        except _FAULTS:
            fault = arrived.damaged(place, WHAT)
            continue
        yield name, content
    if fault is not None:
        raise Refused(fault)


def _name(info: ZipInfo) -> str:
    """With '/' between the steps, though Windows may have written '\\'; in UTF-8, though some do not say so."""
    name = info.filename
    if not info.flag_bits & 0x800 and not name.isascii():
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _leads_outside(name: str) -> bool:
    return name.startswith("/") or name[1:2] == ":" or ".." in name.split("/")
