"""A folder of a mailbox on a mail server (IMAP): its e-mails as they were sent, and moving one to another folder.

Nothing else is done to a mailbox. Reading leaves an e-mail unread.
"""

import imaplib
import re
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from formwright.errors import CannotRun

PASSWORD = "FORMWRIGHT_IMAP_PASSWORD"  # noqa: S105 - the name of the variable that holds it
TIME = 60.0  # seconds to wait for any answer
LARGEST = 100_000_000  # bytes of an e-mail
THIS_COMPUTER = ("localhost", "127.0.0.1", "::1")
EXAMPLE = "Write it as imaps://USER@SERVER/INBOX."


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where it is. `is_tls`: the connection is secured from its beginning; otherwise it is secured before anybody
    signs in, or stays on this computer."""

    user: str
    host: str
    port: int
    folder: str
    is_tls: bool

    def __str__(self) -> str:
        return f"imap{'s' if self.is_tls else ''}://{self.host}/{self.folder}"


@dataclass(frozen=True, slots=True)
class Message:
    """One e-mail by its number; `content` is None for one that is too large."""

    number: int
    content: bytes | None


def mailbox(address: str) -> Mailbox:
    """From an address such as imaps://user@example.org/INBOX. Raises CannotRun for any other, which is not repeated
    where there may be a password in it."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise CannotRun("The address of the mailbox cannot be read.", EXAMPLE) from None
    if parts.password is not None:
        remedy = f"Leave the password out, and set {PASSWORD}, or use --password-file. Change a password that was seen."
        raise CannotRun("A password must not be part of the mailbox's address: others can read it.", remedy)
    if parts.scheme not in ("imap", "imaps") or not parts.username or not parts.hostname or parts.query:
        raise CannotRun("This is not the address of a mailbox.", EXAMPLE)
    is_tls = parts.scheme == "imaps"
    folder = unquote(parts.path.strip("/")) or "INBOX"
    if any(c < " " or c == "\x7f" for c in folder + unquote(parts.username)):
        raise CannotRun("This is not the address of a mailbox.", EXAMPLE)
    return Mailbox(unquote(parts.username), parts.hostname, port or (993 if is_tls else 143), folder, is_tls)


_FAULTS = (imaplib.IMAP4.error, OSError, ValueError)


@contextmanager
def opened(box: Mailbox, password: str, move_to: str | None = None, time: float = TIME) -> Iterator["Inbox"]:
    """The mailbox, opened to be read; where `move_to` names another folder, to move e-mails there, too. Raises
    CannotRun where it cannot be reached, does not let us in, or lacks one of the folders."""
    imap = _connected(box, time)
    try:
        _sign_in(imap, box, password)
        if move_to is not None:
            _find(imap, move_to)
        try:
            answer, _ = imap.select(_spelt(box.folder), readonly=move_to is None)
        except _FAULTS as why:
            raise _lost(box, why) from None
        if answer != "OK":
            raise CannotRun(f"There is no folder '{box.folder}' in the mailbox.", _folders(imap))
        yield Inbox(box, imap, move_to)
    finally:
        with suppress(*_FAULTS):
            imap.logout()


class Inbox:
    """An open folder."""

    def __init__(self, box: Mailbox, imap: imaplib.IMAP4, move_to: str | None) -> None:
        self.box, self.imap, self.move_to = box, imap, move_to

    def messages(self) -> Iterator[Message]:
        """Each e-mail that was there at the beginning, one at a time, the oldest first."""
        found = self._asked("SEARCH", "UNDELETED")
        numbers = sorted({int(n) for line in found if isinstance(line, bytes) for n in line.split()})
        for number in numbers:
            answer = self._asked("FETCH", str(number), f"(RFC822.SIZE BODY.PEEK[]<0.{LARGEST + 1}>)")
            content = next((part[1] for part in answer if isinstance(part, tuple)), None)
            if content is not None:  # else it was moved by somebody in the meantime
                yield Message(number, content if len(content) <= LARGEST else None)

    def move(self, message: Message) -> None:
        """Into the other folder. A server that cannot move copies, then deletes just this one."""
        assert self.move_to is not None
        number, folder = str(message.number), _spelt(self.move_to)
        if "MOVE" in self.imap.capabilities:
            self._asked("MOVE", number, folder)
            return
        self._asked("COPY", number, folder)
        self._asked("STORE", number, "+FLAGS.SILENT", r"(\Deleted)")
        if "UIDPLUS" in self.imap.capabilities:
            self._asked("EXPUNGE", number)

    def _asked(self, command: str, *words: str) -> list[object]:
        try:
            answer, found = self.imap.uid(command, *words)
        except _FAULTS as why:
            raise _lost(self.box, why) from None
        if answer != "OK":
            raise _lost(self.box, ValueError(_words(found)))
        return list(found)


# --- to the mailbox --------------------------------------------------------------------------


def _connected(box: Mailbox, time: float) -> imaplib.IMAP4:
    name = f"The mail server {box.host}, port {box.port},"
    context = ssl.create_default_context()
    imap: imaplib.IMAP4 | None = None
    try:
        if box.is_tls:
            return imaplib.IMAP4_SSL(box.host, box.port, ssl_context=context, timeout=time)
        imap = imaplib.IMAP4(box.host, box.port, timeout=time)
        if box.host not in THIS_COMPUTER:
            imap.starttls(context)
        return imap
    except ssl.SSLCertVerificationError as why:
        remedy = (
            "Check the name of the server. If your organisation issues its own certificates, put the file of its "
            "authority in the variable SSL_CERT_FILE. Otherwise ask IT: somebody else may be listening there."
        )
        fault = CannotRun(f"{name} cannot prove that it is this server: {why.verify_message}.", remedy)
    except ssl.SSLError:
        fault = CannotRun(f"{name} does not speak TLS there.", "Check the port. Port 143 needs imap://, 993 imaps://.")
    except imaplib.IMAP4.error as why:
        fault = CannotRun(f"{name} does not offer a secure connection: {_words(why)}.", "Use imaps://.")
    except (OSError, ValueError) as why:
        fault = CannotRun(f"{name} cannot be reached: {_words(why)}.", "Check the name, and your connection.")
    if imap is not None:
        with suppress(*_FAULTS):
            imap.shutdown()
    raise fault


def _sign_in(imap: imaplib.IMAP4, box: Mailbox, password: str) -> None:
    """With AUTHENTICATE, which takes any letter in a password, where the server has it."""
    try:
        if "AUTH=PLAIN" in imap.capabilities:
            imap.authenticate("PLAIN", lambda _: f"\0{box.user}\0{password}".encode())
        else:
            imap.login(box.user, password)
    except imaplib.IMAP4.abort as why:
        raise _lost(box, why) from None
    except imaplib.IMAP4.error:
        message = f"The mail server {box.host} does not accept the name and password of {box.user}."
        raise CannotRun(message, f"Check both. The password is read from {PASSWORD} or --password-file.") from None
    except (OSError, ValueError) as why:
        raise _lost(box, why) from None
    with suppress(*_FAULTS):  # some servers offer more once somebody has signed in
        _, (found, *_) = imap.capability()
        imap.capabilities = tuple(found.decode("ascii").upper().split())


def _find(imap: imaplib.IMAP4, folder: str) -> None:
    try:
        answer, _ = imap.status(_spelt(folder), "(MESSAGES)")
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:
        answer = "NO"
    if answer != "OK":
        raise CannotRun(f"There is no folder '{folder}' in the mailbox to move emails to.", _folders(imap))


def _folders(imap: imaplib.IMAP4) -> str:
    """Which there are."""
    with suppress(*_FAULTS):
        _, lines = imap.list()
        found = [_read(line.decode("ascii", "replace")) for line in lines if isinstance(line, bytes)]
        return f"Choose from: {', '.join(sorted(found)[:30])}." if found else "Make it in your mail program."
    return "Make it in your mail program."


def _lost(box: Mailbox, why: Exception) -> CannotRun:
    remedy = "What was received before is recorded. Run the same again: nothing is received twice."
    return CannotRun(f"The mail server {box.host} did not do what it was asked: {_words(why)}.", remedy)


def _words(why: object) -> str:
    if isinstance(why, TimeoutError):
        return "it did not answer in time"
    said = why.strerror if isinstance(why, OSError) and why.strerror else str(why)
    return " ".join(said.split())[:200] or type(why).__name__


# --- names of folders ------------------------------------------------------------------------


def _spelt(folder: str) -> str:
    """As the protocol has names: in quotation marks, other letters than ASCII's in a UTF-7 of its own."""

    def coded(found: re.Match[str]) -> str:
        return f"&{b64encode(found[0].encode('utf-16-be')).decode('ascii').rstrip('=').replace('/', ',')}-"

    plain = re.sub("[^\x20-\x7e]+", coded, folder.replace("&", "&-"))
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _read(line: str) -> str:
    """The name at the end of a line that lists a folder."""
    found = re.search(r'"((?:[^"\\]|\\.)*)"\s*\Z|(\S+)\s*\Z', line)
    return (found[1] or found[2] or "") if found else ""
