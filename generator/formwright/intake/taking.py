"""A file, or an e-mail, that arrived → everything in it, through whatever it is packed in, nothing left out."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from formwright.diagnostics import Diagnostic
from formwright.intake import archives, arrived, mailboxes, mails, outlook
from formwright.intake.archives import Refused, Room
from formwright.intake.arrived import LARGEST, Arrived, Aside, Left, Origin, Source, Thing, Why
from formwright.intake.mails import Mail
from formwright.readers import kinds

DEEPEST = 5
"""How often something may be packed in something else."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAILBOX = b"From "
_CLUTTER = (".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db")


def of_file(path: Path, origin: Origin) -> Iterator[Thing]:
    """Everything in a file. A mailbox or an archive may be of any size. Raises OSError where it cannot be read."""
    name = path.name
    with path.open("rb") as stream:
        start = stream.read(len(_COMPOUND))
        size = path.stat().st_size
        stream.seek(0)
        if start.startswith(_MAILBOX):
            yield from _mailbox(stream, name, origin)
        elif size <= LARGEST:
            yield from of_content(stream.read(), name, origin)
        elif start.startswith(_ZIP):
            yield from _large_archive(stream, name, origin)
        else:
            yield _too_large(name, origin, name)


def of_content(content: bytes, name: str, origin: Origin) -> Iterator[Thing]:
    """Everything in these bytes, of a file or an e-mail of this name."""
    try:
        yield from _taken(content, name, origin, Room(), 0)
    except Refused as refused:
        yield Arrived(name, content, origin, (refused.fault,))


def _taken(content: bytes, name: str, origin: Origin, room: Room, depth: int) -> Iterator[Thing]:
    place = origin.place(name)
    if _is_clutter(content, name):
        yield Aside(name, origin, Why.LEFT_BEHIND)
        return
    if content.startswith(_ZIP):
        yield from _archive(content, name, origin, room, depth)
        return
    is_mail = kinds.of(content, name) is kinds.MAIL
    if is_mail and depth >= DEEPEST:
        yield Arrived(name, content, origin, (_too_deep(name, origin),))
    elif is_mail and content.startswith(_COMPOUND):
        yield from _mail(outlook.read(content, place), content, name, origin, room, depth)
    elif is_mail and content.startswith(_MAILBOX):
        yield from _mailbox(BytesIO(content), name, origin)
    elif is_mail:
        yield from _mail(mails.read(_without_apple(content), place), content, name, origin, room, depth)
    else:
        yield Arrived(name, content, origin)


# --- archives --------------------------------------------------------------------------------


def _archive(content: bytes, name: str, origin: Origin, room: Room, depth: int) -> Iterator[Thing]:
    place = origin.place(name)
    try:
        found = archives.archive(BytesIO(content), place)
        if found is None:
            yield Arrived(name, content, origin)
            return
        if depth >= DEEPEST:
            raise Refused(_too_deep(name, origin))
        with closing(found):
            has_any = False
            for path, inner in archives.entries(found, place, room):
                has_any = True
                yield from _entry(path, inner, origin.into(name, Source.ARCHIVE), room, depth)
            if not has_any:
                yield Arrived(name, content, origin, (arrived.damaged(place, archives.WHAT),))
    except Refused as refused:
        if refused.fault.place != place:  # of what it is packed in: that is kept whole
            raise
        yield Arrived(name, content, origin, (refused.fault,))


def _entry(path: str, content: bytes, origin: Origin, room: Room, depth: int) -> Iterator[Thing]:
    folder, _, name = path.rpartition("/")
    if folder.split("/")[0] == "__MACOSX":
        yield Aside(name, origin, Why.LEFT_BEHIND)
    else:
        yield from _taken(content, name, origin.into(folder), room, depth + 1)


def _large_archive(stream: BinaryIO, name: str, origin: Origin) -> Iterator[Thing]:
    """One that is too large to be kept: what is in it is taken out, and it stays where it is."""
    place = origin.place(name)
    try:
        found = archives.archive(stream, place)
        if found is None:
            yield _too_large(name, origin, name)
            return
        room = Room()
        with closing(found):
            for path, inner in archives.entries(found, place, room):
                yield from _entry(path, inner, origin.into(name, Source.ARCHIVE), room, 0)
    except Refused as refused:
        yield Left(name, origin, refused.fault)


# --- e-mails ---------------------------------------------------------------------------------


def _mailbox(stream: BinaryIO, name: str, origin: Origin) -> Iterator[Thing]:
    """Each e-mail in it has room of its own: a mailbox may hold years."""
    inside = origin.into(name, Source.EMAIL)
    for number, message in enumerate(mailboxes.messages(stream), 1):
        title = f"{Path(name).stem}-{number}.eml"
        if message is None:
            yield _too_large(title, inside, "email")
        else:
            yield from _message(message, title, inside)


def _message(content: bytes, name: str, origin: Origin) -> Iterator[Thing]:
    """Everything in an e-mail, known to be one."""
    try:
        yield from _mail(mails.read(content, origin.place(name)), content, name, origin, Room(), 0)
    except Refused as refused:
        yield Arrived(name, content, origin, (refused.fault,))


def of_message(content: bytes, name: str, origin: Origin) -> Iterator[Thing]:
    """Everything in an e-mail as a mail server or a Maildir gives it."""
    yield from _message(content, name, origin)


def _mail(mail: Mail, content: bytes, name: str, origin: Origin, room: Room, depth: int) -> Iterator[Thing]:
    """What is attached to an e-mail and to those attached to it; then the e-mail itself, once, where something is
    amiss with it or with them."""
    faults: list[Diagnostic] = []
    whole = _from(mail, origin)
    yield from _attached(mail, whole.into(name, Source.EMAIL), room, depth, faults)
    if faults:
        yield Arrived(name, content, whole.into("", Source.EMAIL), tuple(dict.fromkeys(faults)))


def _attached(mail: Mail, origin: Origin, room: Room, depth: int, faults: list[Diagnostic]) -> Iterator[Thing]:
    faults += mail.faults
    for one in mail.attached:
        if one.is_shown or one.is_seal:
            yield Aside(one.name, origin, Why.PICTURE if one.is_shown else Why.SEAL)
        elif isinstance(one.content, Mail):
            yield from _attached(one.content, _from(one.content, origin).into(one.name), room, depth, faults)
        else:
            room.take(len(one.content), origin.place(""))
            yield from _taken(one.content, one.name, origin, room, depth + 1)


def _from(mail: Mail, origin: Origin) -> Origin:
    """The same, with what the e-mail says of itself."""
    found = replace(origin, sender=mail.sender, sent=mail.sent, subject=mail.subject, message_id=mail.message_id)
    return found if origin.month or mail.sent is None else replace(found, month=mail.sent[:7])


def _without_apple(content: bytes) -> bytes:
    """Apple's own files have the e-mail's length on a line before it, and settings behind it."""
    first, end, rest = content.partition(b"\n")
    return rest[: int(first)] if end and first.strip().isdigit() and len(first) < 12 else content


# --- what is amiss ---------------------------------------------------------------------------


def _is_clutter(content: bytes, name: str) -> bool:
    last = name.casefold()
    return last in _CLUTTER or (last.startswith("._") and content.startswith(b"\0\5\x16\7"))


def _too_deep(name: str, origin: Origin) -> Diagnostic:
    return arrived.too_large(origin.place(name), f"it is packed in more than {DEEPEST} others")


def _too_large(name: str, origin: Origin, what: str) -> Left:
    return Left(name, origin, arrived.too_large(origin.place(name), f"it has more than {LARGEST // 1_000_000} MB"))
