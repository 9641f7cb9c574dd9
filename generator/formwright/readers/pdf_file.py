"""A PDF from outside, opened within limits: what it may cost is settled before any of it is looked at.

pypdf parses, lazily and in Python, so that its work can be counted: what it reads of the file, and
what it unpacks. Where it has to guess how a damaged file was meant it says so in its log; that is
listened to, for a guess may bring back an answer that was changed since.
"""

import io
import logging
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import IO, Any, cast

from pypdf import PdfReader, apply_configuration
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError
from pypdf.generic import DictionaryObject, IndirectObject, NullObject, PdfObject, StreamObject

LARGEST = 10_000_000
"""Bytes of a file. A long form that is filled in whole has 300,000. The worst that a file within these
limits was made to take is 350 MB of memory and a few seconds: two million bytes of empty strings."""

MOST_STEPS = 3_000_000  # tokens and letters taken from the file itself; a long form takes 20,000
MOST_READ = 200_000_000  # bytes taken from it, again and again
MOST_UNPACKED = 2_000_000  # bytes of compressed objects, and of one stream; a long form has 200,000
MOST_ENTRIES = 50_000  # of the list of objects, of an array or a dictionary; a long form has 1,500
MOST_GUESSES = 200
HARMLESS = "Overwriting cache"  # what updates of a file do that give their list of objects one number
LONGEST_CHAIN = 8  # references that only lead to a reference


class Reason(StrEnum):
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    TOO_COMPLEX = "too-complex"


class Unreadable(Exception):
    """The file cannot be read, for this reason."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class File:
    """`root` is where everything hangs; `info` are the document properties, where it has any."""

    root: DictionaryObject
    info: DictionaryObject | None
    _heard: "_Listener"

    @property
    def is_damaged(self) -> bool:
        """Whether pypdf had to guess at anything that was looked at so far."""
        return self._heard.guesses > 0


@contextmanager
def opened(raw: bytes) -> Iterator[File]:
    """The file, for as long as the block lasts. Raises Unreadable, then or from within the block, for
    whatever is wrong with it. Where its list of objects is broken, it is not pieced together again."""
    heard = _Listener(most=0)
    log = logging.getLogger("pypdf")
    log.addHandler(heard)
    try:
        with _limits():
            reader = _Reader(raw)
            file = File(reader.root_object, _dictionary(dict.get(reader.trailer, "/Info")), heard)
            heard.most = MOST_GUESSES
            yield file
    except Unreadable:
        raise
    except (Exception, _TooMuch, _TooManyGuesses) as fault:
        # pypdf meets what it does not expect with whatever Python raises there.
        raise Unreadable(_reason(fault, raw)) from None
    finally:
        log.removeHandler(heard)


def _reason(fault: BaseException, raw: bytes) -> Reason:
    cause: BaseException | None = fault
    while cause is not None:
        if isinstance(cause, _TooMuch | LimitReachedError | RecursionError | MemoryError):
            return Reason.TOO_COMPLEX
        cause = cause.__cause__ or cause.__context__
    is_locked = isinstance(fault, DependencyError | FileNotDecryptedError | NotImplementedError)
    return Reason.ENCRYPTED if is_locked and b"/Encrypt" in raw else Reason.DAMAGED


def entry(node: DictionaryObject, key: str) -> PdfObject | None:
    """What stands under a key, followed to the object itself; None for nothing and for PDF's null."""
    return resolved(dict.get(node, key))


def resolved(found: Any) -> PdfObject | None:
    for _ in range(LONGEST_CHAIN):
        if not isinstance(found, IndirectObject):
            return None if isinstance(found, NullObject) else cast(PdfObject | None, found)
        found = found.get_object()
    raise Unreadable(Reason.DAMAGED)


def _dictionary(found: Any) -> DictionaryObject | None:
    found = resolved(found)
    return found if isinstance(found, DictionaryObject) else None


# --- what is counted -----------------------------------------------------------------------


class _TooMuch(BaseException):
    """Work without end. No Exception: pypdf passes over those in places, and goes on."""


@dataclass(slots=True)
class _Counted:
    """The file's bytes as pypdf takes them. It asks for little at a time, so that steps are work."""

    source: IO[bytes]
    steps: int = 0
    taken: int = 0

    def read(self, size: int = -1) -> bytes:
        found = self.source.read(size)
        self.steps += 1
        self.taken += len(found)
        if self.steps > MOST_STEPS or self.taken > MOST_READ:
            raise _TooMuch
        return found

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.source.seek(offset, whence)

    def tell(self) -> int:
        return self.source.tell()


class _Reader(PdfReader):
    """Counts what is unpacked: an object that stands in a stream costs the whole stream, each time
    that it is not there after all."""

    def __init__(self, raw: bytes) -> None:
        self._unpacked = 0
        source = cast(IO[bytes], _Counted(io.BytesIO(raw)))
        super().__init__(source, root_object_recovery_limit=1000, xref_stream_maximum_entries=MOST_ENTRIES)

    def get_object(self, indirect_reference: int | IndirectObject) -> PdfObject | None:
        number = indirect_reference if isinstance(indirect_reference, int) else indirect_reference.idnum
        if number in self.xref_objStm and (0, number) not in self.resolved_objects:
            self._unpack(self.xref_objStm[number][0])
        return super().get_object(indirect_reference)

    def _unpack(self, stream: int) -> None:
        found = super().get_object(stream)
        if isinstance(found, StreamObject):
            self._unpacked += len(found.get_data())
            if not _is_sound(found):
                raise Unreadable(Reason.DAMAGED)
        if self._unpacked > MOST_UNPACKED:
            raise _TooMuch


def _is_sound(stream: StreamObject) -> bool:
    """Whether compressed data ends in the sum that proves it. pypdf takes it without."""
    if str(entry(stream, "/Filter")) != "/FlateDecode":
        return True
    check = zlib.decompressobj()
    try:
        check.decompress(stream._data, MOST_UNPACKED)
    except zlib.error:
        return False
    return check.eof


class _TooManyGuesses(BaseException):
    """No Exception, for the same reason."""


class _Listener(logging.Handler):
    """Counts what pypdf complains of, instead of printing it, and stops it at more than `most`."""

    def __init__(self, most: int) -> None:
        super().__init__(logging.WARNING)
        self.most = most
        self.guesses = 0

    def emit(self, record: logging.LogRecord) -> None:
        if str(record.msg).startswith(HARMLESS):
            return
        self.guesses += 1
        if self.guesses > self.most:
            raise _TooManyGuesses


def _limits() -> AbstractContextManager[object]:
    return apply_configuration(
        maximum_declared_stream_length=LARGEST,
        array_based_stream_maximum_output_length=MOST_UNPACKED,
        array_maximum_element_count=MOST_ENTRIES,
        dictionary_maximum_element_count=MOST_ENTRIES,
        lzw_maximum_output_length=MOST_UNPACKED,
        run_length_maximum_output_length=MOST_UNPACKED,
        zlib_maximum_output_length=MOST_UNPACKED,
        zlib_maximum_recovery_input_length=100_000,
        brotli_maximum_output_length=MOST_UNPACKED,
        flate_maximum_columns=10_000,
        flate_maximum_row_length=100_000,
        stream_filters_maximum_length=4,
        stream_decoding_work_maximum_length=3 * MOST_UNPACKED,
        xmp_maximum_input_length=MOST_UNPACKED,
        jbig2dec_binary=None,
    )
