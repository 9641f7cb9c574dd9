"""What arrives in a month, packed as people send it: e-mails, a mailbox, a Maildir, zips and loose files."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from random import Random

from aspose.email_foss import msg
from filling import zipped
from people import Person
from plan import YEAR
from unusable import logo

_WORDS = "Please find the form attached.\n\nKind regards\n"
_PAGE = '<p>Please find the form attached.</p><p><img src="cid:logo@example.org" alt="The council"></p>'
_TYPES = {
    "docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": ("application", "pdf"),
    "yaml": ("application", "yaml"),
}


@dataclass(frozen=True, slots=True)
class File:
    """One file in a letter; `id` is that of the return that it is, None for what is none."""

    name: str
    content: bytes
    id: str | None = None
    kind: str = "return"


Sent = tuple[File, Person, int, int]
"""A file with who sends it, and in which month and week."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Files that are sent together. `way` is how: eml, msg, mbox, maildir, forwarded, zipped (by e-mail), zip, file."""

    number: int
    way: str
    sender: Person
    month: int
    week: int
    files: tuple[File, ...]
    has_logo: bool = False

    @property
    def is_mail(self) -> bool:
        return self.way not in ("zip", "file")

    @property
    def sent(self) -> datetime:
        day = datetime(YEAR, self.month, 7 * (self.week - 1) + 1 + self.number % 5, 8 + self.number % 9, tzinfo=UTC)
        return day + timedelta(minutes=self.number % 60)


def pack(letters: list[Letter], out: Path) -> Iterator[tuple[Letter, str, bytes]]:
    """Writes them all into folders by month and week; yields each with where it lies there, and its own bytes."""
    for letter in letters:
        folder = out / f"{YEAR}-{letter.month:02}" / f"week-{letter.week}"
        folder.mkdir(parents=True, exist_ok=True)
        raw = written(letter)
        path = _put(letter, raw, folder)
        yield letter, path.relative_to(out).as_posix(), raw


def written(letter: Letter) -> bytes:
    match letter.way:
        case "msg":
            return _outlook(letter)
        case "zip":
            return _zip(letter)
        case "file":
            return letter.files[0].content
        case "zipped":
            inner = File(f"audits-{letter.number}.zip", _zip(letter))
            return _mail(replace(letter, files=(inner,))).as_bytes()
        case "forwarded":
            return _forwarded(letter).as_bytes()
        case _:
            return _mail(letter).as_bytes()


def _put(letter: Letter, raw: bytes, folder: Path) -> Path:
    stem = f"{letter.number:04}"
    match letter.way:
        case "mbox":
            path = folder / "shared mailbox.mbox"
            with path.open("ab") as file:
                file.write(f"From - {letter.sent:%a %b %d %H:%M:%S %Y}\n".encode())
                lines = raw.replace(b"\r\n", b"\n").split(b"\n")
                file.write(b"\n".join(b">" + line if line.startswith(b"From ") else line for line in lines) + b"\n")
            return path
        case "maildir":
            for name in ("cur", "new", "tmp"):
                (folder / "Maildir" / name).mkdir(parents=True, exist_ok=True)
            path = folder / "Maildir" / "cur" / f"{letter.sent.timestamp():.0f}.{stem}.example:2,S"
        case "zip":
            path = folder / f"{stem} audits.zip"
        case "file":
            path = folder / f"{stem} {letter.files[0].name}"
        case way:
            path = folder / f"{stem}.{'msg' if way == 'msg' else 'eml'}"
    path.write_bytes(raw)
    return path


def _zip(letter: Letter) -> bytes:
    """With folders, and with what Macs leave in every archive."""
    parts = {f"audits/{n}/{file.name}": file.content for n, file in enumerate(letter.files, 1)}
    return zipped({**parts, "__MACOSX/audits/._x": b"\0\5\x16\7", "audits/.DS_Store": b"\0\0\0\1Bud1"})


def _mail(letter: Letter) -> EmailMessage:
    made = EmailMessage(SMTP)
    made["From"] = f"{letter.sender.name} <{letter.sender.email}>"
    made["To"] = "csc-audits@example.org"
    made["Subject"] = "Audits" if letter.files else "When is the next Practice Forum?"
    made["Date"] = format_datetime(letter.sent)
    made["Message-ID"] = f"<letter-{letter.number}@example.org>"
    made.set_content(_WORDS if letter.files else "Could you tell me the date?\n")
    if letter.has_logo:
        made.add_alternative(_PAGE, subtype="html")
        page = list(made.iter_parts())[1]
        assert isinstance(page, EmailMessage)
        page.add_related(logo(), "image", "png", cid="<logo@example.org>", filename="image001.png")
    for file in letter.files:
        maintype, subtype = _TYPES.get(file.name.rpartition(".")[2], ("application", "octet-stream"))
        made.add_attachment(file.content, maintype, subtype, filename=file.name)
    _bound(made, letter.number)
    return made


def _bound(made: EmailMessage, number: int) -> None:
    """Boundaries that are the same each time."""
    for n, part in enumerate(part for part in made.walk() if part.is_multipart()):
        if part.get_content_maintype() == "multipart":
            part.set_boundary(f"=_{number}_{n}_=")


def _forwarded(letter: Letter) -> EmailMessage:
    """By somebody else, as an attachment."""
    made = EmailMessage(SMTP)
    made["From"] = "Front Desk <front.desk@example.org>"
    made["To"] = "csc-audits@example.org"
    made["Subject"] = "FW: Audits"
    made["Date"] = format_datetime(letter.sent)
    made["Message-ID"] = f"<forward-{letter.number}@example.org>"
    made.set_content("This came to the wrong mailbox.\n")
    made.add_attachment(_mail(letter))
    made.set_boundary(f"=_forward_{letter.number}_=")
    return made


def _outlook(letter: Letter) -> bytes:
    made = msg.MapiMessage.create("Audits", _WORDS)
    made.set_property(msg.PropertyId.SENDER_NAME, letter.sender.name)
    made.set_property(msg.PropertyId.SENDER_EMAIL_ADDRESS, letter.sender.email)
    made.set_property(msg.PropertyId.MESSAGE_DELIVERY_TIME, letter.sent)
    for file in letter.files:
        made.add_attachment(file.name, file.content, mime_type="application/octet-stream")
    return bytes(made.to_bytes())


def letters(files: list[Sent], random: Random) -> list[Letter]:
    """Files as they are sent; those of one sender in a week often go together."""
    waiting, made = list(files), list[Letter]()
    while waiting:
        first = waiting.pop(0)
        file, sender, month, week = first
        if file.kind == "no form":
            made.append(Letter(len(made) + 1, "eml", sender, month, week, ()))
            continue
        way = _way(month, week, random)
        together = list(_together(first, waiting, random)) if way in ("eml", "zip", "zipped") else [file]
        has_logo = way in ("eml", "mbox", "maildir") and random.random() < 0.25
        made.append(Letter(len(made) + 1, way, sender, month, week, tuple(together), has_logo))
    return made


def _together(first: Sent, waiting: list[Sent], random: Random) -> Iterator[File]:
    """The first with up to three others of the same sender and week, which then no longer wait."""
    yield first[0]
    for other in [one for one in waiting if one[1:] == first[1:] and one[0].kind != "no form"][:3]:
        if random.random() < 0.5 and other[0].content != first[0].content:
            waiting.remove(other)
            yield other[0]


def _way(month: int, week: int, random: Random) -> str:
    """There is one mailbox and one Maildir in the year."""
    rare = {(1, 2): "mbox", (1, 3): "maildir"}.get((month, week))
    if rare and random.random() < 0.5:
        return rare
    return random.choices(("eml", "msg", "forwarded", "zipped", "zip", "file"), (70, 3, 2, 5, 7, 13))[0]
