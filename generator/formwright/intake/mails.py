"""An e-mail → who sent it and when, and what is attached to it, however badly it is put together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.errors import (
    CloseBoundaryNotFoundDefect,
    InvalidBase64CharactersDefect,
    InvalidBase64LengthDefect,
    InvalidBase64PaddingDefect,
    MessageError,
    NoBoundaryInMultipartDefect,
    StartBoundaryNotFoundDefect,
)
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from mimetypes import guess_extension
from urllib.parse import unquote

from formwright.diagnostics import Diagnostic
from formwright.intake import arrived
from formwright.places import Place

WHAT = "email"
DEEPEST = 8
"""E-mails in e-mails: each that is forwarded as an attachment is one step."""

MOST_PARTS = 1_000


@dataclass(frozen=True, slots=True)
class Attached:
    """One thing attached to an e-mail: its bytes, or the e-mail that it is. A picture that `is_shown` is part of the
    e-mail's text, and what `is_seal` signs it."""

    name: str
    content: "bytes | Mail"
    is_shown: bool = False
    is_seal: bool = False


@dataclass(frozen=True, slots=True)
class Mail:
    """What an e-mail says of itself, and what is attached to it. `faults` are why not all of it could be taken out."""

    sender: str | None
    sent: str | None
    subject: str | None
    message_id: str | None
    attached: tuple[Attached, ...] = ()
    faults: tuple[Diagnostic, ...] = ()


_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MessageError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What Python's own reader is known to raise at e-mails that break the rules."""

_CUT_OFF = (
    CloseBoundaryNotFoundDefect, NoBoundaryInMultipartDefect, StartBoundaryNotFoundDefect,
    InvalidBase64CharactersDefect, InvalidBase64LengthDefect, InvalidBase64PaddingDefect,
)  # fmt: skip
_TEXTS = (
    "text/plain",
    "text/html",
    "text/enriched",
    "text/x-amp-html",
    "text/rfc822-headers",
    "message/delivery-status",
)
_SEALS = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
_LOCKED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted")


def read(raw: bytes, place: Place) -> Mail:
    """What is in an e-mail as it was sent."""
    try:
        return _read(message_from_bytes(raw, policy=policy.compat32), place, 0)
    except _FAULTS:
        return Mail(None, None, None, None, (), (arrived.damaged(place, WHAT),))


def _read(message: Message, place: Place, depth: int) -> Mail:
    sender = parseaddr(text_of(message, "From") or "")
    about = (
        sender[1].casefold() or sender[0] or None,
        _sent(message),
        text_of(message, "Subject"),
        text_of(message, "Message-ID"),
    )
    kind = message.get_content_type()
    if kind == "multipart/report" and _parameter(message, "report-type") == "delivery-status":
        return Mail(*about, (), (arrived.not_delivered(place),))
    if kind in _LOCKED:
        return Mail(*about, (), (arrived.encrypted(place, WHAT),))
    if depth > DEEPEST:
        return Mail(*about, (), (arrived.too_large(place, f"more than {DEEPEST} emails are packed in each other"),))
    faults: list[Diagnostic] = []
    found = tuple(_attached(message, place, depth, faults))
    real = [one for one in found if not one.is_shown and not one.is_seal]
    if not real and not faults:
        faults.append(arrived.no_form(place, sum(one.is_shown for one in found)))
    return Mail(*about, found, tuple(dict.fromkeys(faults)))


_WITHIN = ("message/rfc822", "message/external-body")
"""What stands for one attachment, though it has parts."""


def _attached(message: Message, place: Place, depth: int, faults: list[Diagnostic]) -> Iterator[Attached]:
    parts = list(_parts(message))
    if len(parts) > MOST_PARTS:
        faults.append(arrived.too_large(place, f"it has more than {MOST_PARTS:,} parts"))
        return
    shown = _shown(part for part, _ in parts)
    number = 0
    for part, in_related in parts:
        kind = part.get_content_type()
        if any(isinstance(defect, _CUT_OFF) for defect in part.defects):
            faults.append(arrived.damaged(place, WHAT))
        if part.get_content_maintype() == "multipart" or (part.is_multipart() and kind not in _WITHIN):
            continue  # its own parts follow
        disposition, name = part.get_content_disposition(), name_of(part)
        if kind in _TEXTS and disposition != "attachment" and name is None:
            continue
        number += 1
        name = name or f"attachment-{number}{guess_extension(kind) or ''}"
        if kind == "message/external-body":
            faults.append(arrived.not_included(place))
        elif part.is_multipart():
            yield Attached(name, _read(part.get_payload(0), place, depth + 1))  # type: ignore[arg-type]
        elif kind in _LOCKED and depth == 0 and len(parts) == 1:
            faults.append(arrived.encrypted(place, WHAT))
        else:
            content = _content(part)
            if any(isinstance(defect, _CUT_OFF) for defect in part.defects):  # found while it was decoded
                faults.append(arrived.damaged(place, WHAT))
            is_shown = part.get_content_maintype() == "image" and (
                _id(part) in shown or (in_related and disposition != "attachment")
            )
            yield Attached(name, content, is_shown, kind in _SEALS)


def _parts(message: Message) -> Iterator[tuple[Message, bool]]:
    """All parts, from the first to the last, without those of e-mails that are attached; and whether each belongs to
    a text that shows it."""
    waiting = [(message, False)]
    while waiting:
        part, in_related = waiting.pop()
        yield part, in_related
        if part.get_content_maintype() == "message" or not part.is_multipart():
            continue
        is_related = in_related or part.get_content_type() == "multipart/related"
        inner = part.get_payload()
        waiting += [(one, is_related) for one in reversed(inner) if isinstance(one, Message)]  # type: ignore[arg-type]


def _content(part: Message) -> bytes:
    """The bytes as the sender attached them; for one coded wrongly, as near as can be."""
    try:
        found = part.get_payload(decode=True)
    except _FAULTS:
        found = None
    if isinstance(found, bytes):
        return found
    return str(part.get_payload()).encode("utf-8", "surrogateescape")


# --- pictures in the text --------------------------------------------------------------------

_CID = re.compile(rb"cid:([^\"'\s<>)]+)", re.IGNORECASE)


def pictures_in(page: bytes) -> set[str]:
    """The ids of what an e-mail's text shows."""
    return {unquote(found.decode("latin-1")).casefold() for found in _CID.findall(page)}


def _shown(parts: Iterator[Message]) -> set[str]:
    return {found for part in parts if part.get_content_type() == "text/html" for found in pictures_in(_content(part))}


def _id(part: Message) -> str:
    return (text_of(part, "Content-ID") or "").strip().strip("<>").casefold()


# --- what its lines say ----------------------------------------------------------------------


def text_of(message: Message, header: str) -> str | None:
    """What one of its lines says, on one line, in whatever way it was coded; None where it says nothing."""
    try:
        value = message.get(header)
        words = None if value is None else _decoded(value)
    except _FAULTS:
        return None
    return " ".join((words or "").split())[:500] or None


def _decoded(value: object) -> str:
    try:
        return str(make_header(decode_header(value)))  # type: ignore[arg-type]
    except _FAULTS:
        return str(value).encode("ascii", "replace").decode("ascii")


def name_of(part: Message) -> str | None:
    """What an attachment is called, without folders."""
    try:
        name = part.get_filename()
    except _FAULTS:
        name = None
    return plain_name(_decoded(name)) if name else None


def plain_name(name: str) -> str | None:
    """The last step of a path, of whatever computer."""
    return " ".join(name.replace("\\", "/").rsplit("/", 1)[-1].split())[:200] or None


def _parameter(message: Message, name: str) -> str | None:
    try:
        found = message.get_param(name)
    except _FAULTS:
        return None
    return found.casefold() if isinstance(found, str) else None


def _sent(message: Message) -> str | None:
    try:
        return in_utc(parsedate_to_datetime(text_of(message, "Date") or ""))
    except _FAULTS:
        return None


def in_utc(moment: datetime) -> str:
    """A moment as events spell it. One without a zone is taken as it stands."""
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
