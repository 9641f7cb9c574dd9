"""A zip from outside, opened within limits: it can take so much memory and time, and no more.

Word files are zips of parts. Only those that somebody asks for are unpacked, each within a
limit of its own; nothing is ever written to a disk.
"""

import struct
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import NoReturn
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from formwright.diagnostics import Diagnostic, error
from formwright.places import Place
from formwright.readers.kinds import ENCRYPTED

LARGEST = 20_000_000
"""Bytes of the file itself: a form with a dozen photographs pasted in."""

LARGEST_PART = 10_000_000
"""Bytes, unpacked, of the part with the text. That of the longest form has 200,000, filled in a million."""

LARGEST_SIDE_PART = 2_000_000
"""Bytes, unpacked, of any other part that is read, such as styles. Word's own have 100,000."""

LARGEST_WHOLE = 300_000_000
"""Bytes, unpacked, of all parts together, as the file declares them. Pictures count, though none is unpacked."""

MOST_PARTS = 2_000

MOST_PACKED = 200
"""How many times smaller than unpacked a part may be that is read. What Word writes packs to a tenth or twentieth."""

ALWAYS_UNPACKED = 1_000_000
"""Bytes, unpacked, up to which nobody asks how well a part is packed."""

_ENTRY = b"PK\x01\x02"  # begins each entry in a zip's directory
_FAULTS = (
    BadZipFile, EOFError, NotImplementedError, OSError, OverflowError, RuntimeError, ValueError, struct.error,
    zlib.error,
)  # fmt: skip
"""What Python's zip reader is known to raise at a damaged file."""

FRESH = "Open the form in Word, save it as a Word document (.docx), and send that file."
SUSPECT = "Do not open it unless you know who made it. Ask for the form again."


class Refused(Exception):
    """The file cannot be read, for the reason that `diagnostic` gives. Its reader returns that."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@dataclass(frozen=True, slots=True)
class Zipped:
    """The parts of a zip, by their names in small letters: to Word these are the same names."""

    file: str
    archive: ZipFile
    parts: Mapping[str, ZipInfo]

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self.parts

    def read(self, name: str, most: int = LARGEST_PART) -> bytes | None:
        """One part, unpacked; None where there is none of this name. Raises Refused where it cannot be
        read, or has more than `most` bytes."""
        info = self.parts.get(name.casefold())
        if info is None:
            return None
        if info.file_size > most:
            _too_large(self.file, most)
        if info.file_size > ALWAYS_UNPACKED and info.file_size > MOST_PACKED * info.compress_size:
            _bomb(self.file)
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            damaged(self.file)
        try:
            with self.archive.open(info) as part:
                return part.read(most)  # never more than it declares, and a part that has more is damaged
        except _FAULTS:
            damaged(self.file)


def opened(raw: bytes, file: str) -> Zipped:
    """The zip. Raises Refused where it is none, or does not keep within the limits."""
    if len(raw) > LARGEST:
        _too_large(file, LARGEST)
    if raw.count(_ENTRY) > MOST_PARTS:
        refuse("too-many-parts", file, f"This file has more than {MOST_PARTS:,} parts, more than any return.")
    try:
        archive = ZipFile(BytesIO(raw))
    except _FAULTS:
        damaged(file)
    infos = archive.infolist()
    if any(info.flag_bits & 1 for info in infos):
        encrypted(file)
    names = [info.orig_filename for info in infos]
    if not all(map(_is_plain, names)):
        refuse("unsafe-part", file, "This file has parts whose names lead outside it, which no Word file has.", SUSPECT)
    if max(Counter(map(str.casefold, names)).values(), default=0) > 1:
        message = "This file contains the same part twice, and programs differ on which one they show."
        refuse("duplicate-part", file, message)
    if sum(info.file_size for info in infos) > LARGEST_WHOLE:
        _bomb(file)
    return Zipped(file, archive, {info.orig_filename.casefold(): info for info in infos})


def _is_plain(name: str) -> bool:
    return not (set("\\:\0") & set(name) or name.startswith("/") or {"..", "."} & set(name.split("/")))


# --- refusals ------------------------------------------------------------------------------


def refuse(code: str, file: str, message: str, hint: str = FRESH) -> NoReturn:
    raise Refused(error(f"submission/{code}", Place(file), message, hint))


def damaged(file: str) -> NoReturn:
    refuse("damaged", file, "This file is damaged or incomplete, so it cannot be opened.")


def encrypted(file: str) -> NoReturn:
    refuse("encrypted", file, *ENCRYPTED)


def _too_large(file: str, most: int) -> NoReturn:
    message = f"This file contains more than {most // 1_000_000} MB, which is larger than any return."
    refuse("too-large", file, message, "Delete pictures and anything else that was pasted into it.")


def _bomb(file: str) -> NoReturn:
    message = "This file would expand to many times its size, as harmful files do."
    refuse("bomb", file, message, SUSPECT)
