"""An e-mail that Outlook saved (.msg) → the same as of any other e-mail.

It is a compound file: a folder of streams, whose names are the numbers of properties that Microsoft's [MS-OXMSG]
and [MS-OXPROPS] list.
"""

import struct
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email import message_from_string
from io import BytesIO

import olefile

from formwright.diagnostics import Diagnostic
from formwright.intake import arrived
from formwright.intake.mails import DEEPEST, Attached, Mail, in_utc, pictures_in, plain_name, text_of
from formwright.places import Place

WHAT = "Outlook email (.msg)"
MOST_ATTACHED = 1_000
_FAULTS = (ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError, struct.error)
"""What the library is known to raise at a damaged file."""

# Properties: their numbers, as the names of streams have them.
_CLASS, _SUBJECT, _HEADERS, _MESSAGE_ID = 0x001A, 0x0037, 0x007D, 0x1035
_SENDERS = (0x5D02, 0x5D01, 0x0065, 0x0C1F, 0x0C1A)  # SMTP address of whom it is from, of who sent it, then any
_SUBMITTED, _DELIVERED = 0x0039, 0x0E06
_PAGE, _PAGE_TEXT = 0x1013, 0x1013
_DATA, _LONG_NAME, _NAME, _SHOWN_NAME, _ID = 0x3701, 0x3707, 0x3704, 0x3001, 0x3712
_METHOD, _HIDDEN, _FLAGS = 0x3705, 0x7FFE, 0x3714
_BY_VALUE, _EMBEDDED = 1, 5
_IN_TEXT = 4  # of its flags
_OBJECT = "__substg1.0_3701000D"
_ATTACHMENT = "__attach_version1.0_#"

_Path = tuple[str, ...]


def read(raw: bytes, place: Place) -> Mail:
    """What is in an e-mail that Outlook saved."""
    try:
        with olefile.OleFileIO(BytesIO(raw)) as found:
            return _Reader(found, place).mail((), 0)
    except _FAULTS:
        return Mail(None, None, None, None, (), (arrived.damaged(place, WHAT),))


class _Reader:
    """Reads one file; `at` is the storage of the message or attachment meant."""

    def __init__(self, found: olefile.OleFileIO, place: Place) -> None:
        self.found = found
        self.place = place
        self.storages = found.listdir(streams=False, storages=True)

    def mail(self, at: _Path, depth: int) -> Mail:
        headers = message_from_string(self.text(at, _HEADERS) or "")
        sender = next((s for p in _SENDERS if (s := self.text(at, p)) and ("@" in s or p == _SENDERS[-1])), None)
        about = (
            (sender or "").casefold() or None,
            self._sent(at, depth) or None,
            self.text(at, _SUBJECT),
            self.text(at, _MESSAGE_ID) or text_of(headers, "Message-ID"),
        )
        kind = (self.text(at, _CLASS) or "").casefold()
        if kind.startswith("report.") and kind.endswith(".ndr"):
            return Mail(*about, (), (arrived.not_delivered(self.place),))
        if "smime" in kind and "multipartsigned" not in kind:
            return Mail(*about, (), (arrived.encrypted(self.place, WHAT),))
        if depth > DEEPEST:
            why = f"more than {DEEPEST} emails are packed in each other"
            return Mail(*about, (), (arrived.too_large(self.place, why),))
        faults: list[Diagnostic] = []
        attached = tuple(self._attached(at, depth, faults))
        if not any(not one.is_shown for one in attached) and not faults:
            faults.append(arrived.no_form(self.place, len(attached)))
        return Mail(*about, attached, tuple(dict.fromkeys(faults)))

    def _attached(self, at: _Path, depth: int, faults: list[Diagnostic]) -> Iterator[Attached]:
        here = [p for s in self.storages if (p := tuple(s))[:-1] == at and p[-1].lower().startswith(_ATTACHMENT)]
        if len(here) > MOST_ATTACHED:
            faults.append(arrived.too_large(self.place, f"it has more than {MOST_ATTACHED:,} attachments"))
            return
        shown = pictures_in(self.stream(at, f"{_PAGE:04X}0102") or (self.text(at, _PAGE) or "").encode())
        for number, path in enumerate(sorted(here), 1):
            try:
                found = self._one(path, number, depth, shown)
            except _FAULTS:
                found = None
                faults.append(arrived.damaged(self.place, WHAT))
            else:
                if found is None:
                    faults.append(arrived.not_included(self.place))
            if found is not None:
                yield found

    def _one(self, path: _Path, number: int, depth: int, shown: set[str]) -> Attached | None:
        method = self.number(path, _METHOD)
        name = next((n for p in (_LONG_NAME, _NAME, _SHOWN_NAME) if (n := self.text(path, p))), "")
        name = plain_name(name) or f"attachment-{number}"
        if method == _EMBEDDED:
            return Attached(name, self.mail((*path, _OBJECT), depth + 1))
        content = self.stream(path, f"{_DATA:04X}0102")
        if content is None or method not in (None, _BY_VALUE):
            return None
        is_picture = content.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF"))
        cid = (self.text(path, _ID) or "").strip("<>").casefold()
        is_shown = is_picture and (
            cid in shown or bool(self.number(path, _HIDDEN)) or bool((self.number(path, _FLAGS) or 0) & _IN_TEXT)
        )
        return Attached(name, content, is_shown)

    def _sent(self, at: _Path, depth: int) -> str | None:
        ticks = self.number(at, _SUBMITTED, depth) or self.number(at, _DELIVERED, depth)
        if ticks is None or ticks <= 0:
            return None
        return in_utc(datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10))

    def text(self, at: _Path, number: int) -> str | None:
        """A property that is a text: in UTF-16, or by old programs in the sender's own code page."""
        found = self.stream(at, f"{number:04X}001F")
        if found is not None:
            words = found.decode("utf-16-le", "replace")
        else:
            found = self.stream(at, f"{number:04X}001E")
            words = "" if found is None else found.decode("cp1252", "replace")
        words = words.replace("\0", "")
        return (words if number == _HEADERS else " ".join(words.split())) or None

    def stream(self, at: _Path, name: str) -> bytes | None:
        path = [*at, f"__substg1.0_{name}"]
        if not self.found.exists(path) or self.found.get_type(path) != olefile.STGTY_STREAM:
            return None
        content: bytes = self.found.openstream(path).read()
        return content

    def number(self, at: _Path, number: int, depth: int | None = None) -> int | None:
        """A property of fixed size: 16 bytes each in one stream, behind a head whose size goes by what it is of."""
        path = [*at, "__properties_version1.0"]
        with suppress(*_FAULTS):
            raw = self.found.openstream(path).read()
            head = 8 if depth is None else 32 if depth == 0 else 24
            for start in range(head, len(raw) - 15, 16):
                tag, _, value = struct.unpack_from("<IIq", raw, start)
                if tag >> 16 == number:
                    return int(value if tag & 0xFFFF in (0x0040, 0x0014) else value & 0xFFFFFFFF)
        return None
