"""Notices: what the record holds → what is due → emails, shown or written to files. Sending is elsewhere."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

from formwright.diagnostics import Diagnostic, error
from formwright.errors import CannotRun
from formwright.model.basis import Basis
from formwright.notices import messages, things
from formwright.notices.due import due
from formwright.notices.messages import Attachment, Letterhead
from formwright.notices.notice import MAY_HAVE_IT, Kind, Notice
from formwright.notices.setting import Setting
from formwright.pipelines import filling, owed
from formwright.pipelines.reading import Readers
from formwright.places import Place
from formwright.record.store import Record

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Found = Notice | Diagnostic
TYPES = {"docx": WORD, "pdf": "application/pdf"}


@dataclass(frozen=True, slots=True)
class Office:
    """Makes notices of one framework, and their emails."""

    basis: Basis
    readers: Readers
    setting: Setting
    head: Letterhead

    @classmethod
    def of(cls, basis: Basis, today: date) -> "Office":
        """Raises CannotRun where the framework cannot be used, or has no address that emails could be from."""
        readers = Readers.of(basis)
        assert basis.framework is not None
        head = Letterhead.of(basis.framework, basis.directory.mail)
        if head is None:
            raise CannotRun("No address is named to send emails from.", "Add mail with a from to directory.yaml.")
        own = {head.mail.sender, head.mail.reply_to or "", *(box.address for box in basis.framework.mailboxes)}
        ours = frozenset(things.address(one) for one in own if one)
        return cls(basis, readers, Setting(basis.framework, basis.directory, readers.forms.of, today, ours), head)

    def due(self, record: Record) -> Iterator[Notice | Diagnostic]:
        return everything(record, self.basis, self.setting)

    def message(self, notice: Notice, returns: Path, at: datetime, by_hand: bool = False) -> bytes:
        """The email, with the form to complete where it is a slip. `returns` is the folder of returns, `by_hand` as in
        `messages.message`."""
        return messages.message(notice, self.head, at, self._form(notice, returns), by_hand)

    def _form(self, notice: Notice, returns: Path) -> Attachment | None:
        """In the format in which it came; else in Word, which mail servers let through. None where the form cannot hold
        what was answered: the slip then says to correct the form that was sent in."""
        if notice.kind is not Kind.SLIP or not notice.faults:
            return None
        path = returns / notice.file
        format = path.suffix[1:].casefold() if path.suffix[1:].casefold() in TYPES else "docx"
        made = filling.fill(self.basis, path, format, self.readers, to_correct=True)
        if made.content is None:
            return None
        form = notice.about[0].title if notice.about else "form"
        return Attachment(f"{plain(notice.case_id or 'audit')}-{plain(form)}.{format}", TYPES[format], made.content)


def everything(record: Record, basis: Basis, setting: Setting) -> Iterator[Notice | Diagnostic]:
    """All that is due, reminders too; and an error where it cannot be known who must be reminded."""
    yield from due(record, setting, owed.reminders(basis, record, setting.today))
    if basis.duties is None and not basis.is_sound:
        message = "It cannot be worked out whether anybody must be reminded: something in the framework has errors."
        yield error("notice/nobody-to-remind", Place("framework.yaml"), message, "Run 'formwright validate'.")


def only(found: Iterable[Found], file: str | None, month: str | None) -> Iterator[Found]:
    """What concerns this return, and audits of this month. Errors are of the return in whose file they are."""
    for one in found:
        named = one.file if isinstance(one, Notice) else one.place.file
        if file is not None and named != file and not file.endswith(f"/{named}"):
            continue
        if month is not None and isinstance(one, Notice) and month not in one.months:
            continue
        yield one


def one(found: Iterable[Found], key: str) -> Notice:
    """The notice whose key begins so. Raises CannotRun where none does, or several do."""
    fitting = [notice for notice in found if isinstance(notice, Notice) and notice.key.startswith(key)]
    if len(fitting) != 1:
        why = "No notice that is due has" if not fitting else f"{len(fitting)} notices have"
        raise CannotRun(f"{why} a key that begins with '{key}'.", "'formwright notify --list' shows the keys.")
    return fitting[0]


def each(found: Iterable[Found], named: Iterable[str]) -> list[Notice]:
    """The notices with these keys, or of these emails as files, or of every email in these folders, each once. Raises
    CannotRun where one of them is not due, or not one notice: then none is given."""
    notices = [notice for notice in found if isinstance(notice, Notice)]
    chosen: dict[str, Notice] = {}
    for name in named:
        path = Path(name)
        files = emails(path) if path.is_dir() else [path] if path.is_file() else []
        if path.is_dir() and not files:
            raise CannotRun(f"There is no email in {path} that 'notify --out' wrote.", "Check the name of the folder.")
        gone = [file for file in files if not any(notice.key.startswith(_key(file)) for notice in notices)]
        if gone:
            names = ", ".join(file.name for file in gone[:5]) + (f" and {len(gone) - 5} more" if len(gone) > 5 else "")
            remedy = "Move it out of the folder. If it was sent since then, tell the person that it no longer holds."
            raise CannotRun(f"Nothing was recorded: {names} {'is' if len(gone) == 1 else 'are'} not due.", remedy)
        for key in map(_key, files) if files else (name,):
            notice = one(notices, key)
            chosen[notice.key] = notice
    return list(chosen.values())


def shown(content: bytes) -> Iterator[str]:
    """An email as a person reads it."""
    message = message_from_bytes(content, policy=SMTP)
    yield from (f"{head}: {message[head]}" for head in ("From", "Reply-To", "To", "Subject") if message[head])
    yield from (f"Attached: {part.get_filename()}" for part in message.iter_attachments())
    yield ""
    body = message.get_body(("plain",))
    yield from (body.get_content() if body is not None else "").splitlines()


@dataclass(slots=True)
class Written:
    """What became of the files: how many are `new`, how many were `there` already, as they are."""

    new: int = 0
    there: int = 0
    moved: int = 0

    def of(self, found: Iterable[Found], folder: Path, make: Callable[[Notice], bytes]) -> Iterator[Found]:
        """The same, each notice that is ready written as it passes; of one that may have arrived there is no file."""
        for one in found:
            if isinstance(one, Notice) and one.state not in MAY_HAVE_IT:
                self.put(folder, one, make(one))
            yield one

    def put(self, folder: Path, notice: Notice, content: bytes) -> None:
        """Raises CannotRun where it cannot be written."""
        from formwright.pipelines import files

        path = folder / name(notice)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            files.begin(path, content)
            self.new += 1
        except FileExistsError:
            self.there += 1
        except OSError as fault:
            raise CannotRun(f"{path} cannot be written: {fault.strerror}.", "Choose another folder.") from None

    def put_away(self, folder: Path, due: Collection[str]) -> None:
        """Takes away what an earlier run wrote there and is not due any more, so that nobody sends it. Raises CannotRun
        where it cannot be moved."""
        for path in emails(folder):
            if not any(key.startswith(_key(path)) for key in due):
                try:
                    (folder / NOT_DUE).mkdir(exist_ok=True)
                    path.replace(folder / NOT_DUE / path.name)
                except OSError as fault:
                    remedy = "It is not due any more: do not send it."
                    raise CannotRun(f"{path} cannot be moved: {fault.strerror}.", remedy) from None
                self.moved += 1

    def as_text(self, folder: Path) -> str:
        there = f", and {self.there:,} were there already," if self.there else ""
        said = f"{self.new:,} {'email' if self.new == 1 else 'emails'} written{there} in {folder}."
        if self.moved:
            are = "email is" if self.moved == 1 else "emails are"
            said += f" {self.moved:,} {are} no longer due, and now in {folder / NOT_DUE}."
        return f"{said} The program has sent none of them."


NOT_DUE = "no-longer-due"
"""The folder, beside emails that were written, for those that must not be sent any more."""

_WRITTEN = re.compile(r".*-([0-9a-f]{8})\.eml", re.DOTALL)


def emails(folder: Path) -> list[Path]:
    """The emails in a folder that were written there, in order of name."""
    try:
        return sorted(path for path in folder.iterdir() if _WRITTEN.fullmatch(path.name) and path.is_file())
    except FileNotFoundError:
        return []


def _key(file: Path) -> str:
    """The beginning of the key that an email's name has; the whole name, where it has none."""
    found = _WRITTEN.fullmatch(file.name)
    return found[1] if found else file.name


def name(notice: Notice) -> str:
    """That of its file: the day of the audit, if it is about one, the case, the role, and what tells it from others."""
    role = notice.roles[0] if notice.roles else ""
    if notice.kind is Kind.REMINDER:
        day = min((one.by.isoformat() for one in notice.owes), default="no-date")
        parts: tuple[str, ...] = (day, notice.kind, role)
    else:
        days = [about.date or "no-date" for about in notice.about[:1]]  # none, where it takes back all that was said
        parts = (*days, notice.case_id or "no-case", notice.kind, role)
    return "-".join([*map(plain, filter(None, parts)), notice.key[:8]]) + ".eml"


def plain(text: str) -> str:
    """As part of a file's name, on every computer."""
    return re.sub(r"[^A-Za-z0-9]+", "-", things.shown(text)).strip("-") or "x"
