"""A mail server to hand emails to, and what it says to each.

Whether an email was accepted is known only from the server's answer to its last line. Where the connection breaks
between that line and the answer nobody can know: that is said, and never guessed.
"""

import base64
import re
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from formwright.errors import CannotRun
from formwright.mail.passwords import password
from formwright.model.mail import Security, Server

PASSWORD = "FORMWRIGHT_SMTP_PASSWORD"  # noqa: S105 - the name of the variable that holds it
THIS_COMPUTER = ("localhost", "127.0.0.1", "::1")
TOO_LARGE = 552
SIGN_IN_FIRST = (530, 534, 535, 538)


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds to wait for any answer; and for the one to a whole email, which a server may check at length:
    whoever gives up earlier does not know what became of it."""

    answer: float = 60.0
    whole: float = 600.0


class Answer(StrEnum):
    """What became of one email. `later`: it was not taken, and may be if it is tried again."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    LATER = "later"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Handed:
    """`said` is the server's answer, or why there is none: then the connection `is_lost`."""

    answer: Answer
    said: str
    is_lost: bool = False


class Post:
    """An open connection to the server; it is opened again where it was lost. `may_have_it`: the whole of the email
    that was handed over last is on its way, and there may be no answer yet."""

    def __init__(self, server: Server, password: str | None, patience: Patience = Patience()) -> None:
        self.server, self.patience = server, patience
        self.may_have_it = False
        self._password = password
        self._smtp: smtplib.SMTP | None = None
        self._name = f"The mail server {server.host}, port {server.port},"

    def open(self) -> None:
        """Raises CannotRun where the server cannot be reached, is not who it says, or does not let us in."""
        name, smtp = self._name, None
        try:
            smtp = self._connected()
            smtp.ehlo_or_helo_if_needed()
            if self.server.security is Security.STARTTLS:
                if not smtp.has_extn("starttls"):
                    raise CannotRun(
                        f"{name} does not offer TLS there.", "Check 'port' and 'security' in directory.yaml."
                    )
                smtp.starttls(context=ssl.create_default_context())
                smtp.ehlo()
            if self.server.user is not None and self._password is not None:
                _sign_in(smtp, self.server.user, self._password)
        except smtplib.SMTPAuthenticationError as why:
            if 400 <= why.smtp_code < 500:
                fault = CannotRun(f"{name} cannot check the password now: {self._words(why)}.", "Try again later.")
            else:
                remedy = f"Check 'user' in directory.yaml, and the password in {PASSWORD} or in the password file."
                fault = CannotRun(f"{name} does not accept the user's name and password.", remedy)
        except ssl.SSLCertVerificationError as why:
            remedy = (
                "Check 'host' in directory.yaml. If your organisation issues its own certificates, put the file of its "
                "authority in the variable SSL_CERT_FILE."
            )
            fault = CannotRun(f"{name} cannot prove that it is this server: {why.verify_message}.", remedy)
        except ssl.SSLError:
            fault = CannotRun(f"{name} does not speak TLS there.", "Check 'port' and 'security' in directory.yaml.")
        except smtplib.SMTPNotSupportedError:
            fault = CannotRun(
                f"{name} lets nobody sign in there.", "Leave out 'user' in directory.yaml, or check 'port'."
            )
        except CannotRun as why:
            fault = why
        except (smtplib.SMTPException, OSError, ValueError) as why:
            remedy = "Check 'server' in directory.yaml, and the network. Nothing was sent that is not listed as sent."
            reached = "used" if isinstance(why, smtplib.SMTPException) else "reached"
            fault = CannotRun(f"{name} cannot be {reached}: {self._words(why)}.", remedy)
        else:
            self._smtp = smtp
            return
        if smtp is not None:
            smtp.close()
        raise fault from None

    def _connected(self) -> smtplib.SMTP:
        server, time = self.server, self.patience.answer
        if server.security is Security.TLS:
            return smtplib.SMTP_SSL(server.host, server.port, timeout=time, context=ssl.create_default_context())
        return smtplib.SMTP(server.host, server.port, timeout=time)

    def hand_over(self, sender: str, to: str, message: bytes) -> Handed:
        """One email to one address. Raises CannotRun where the server takes nothing from us at all, so that this one
        was not handed over, and the next would not be."""
        self.may_have_it = False
        if not _is_plain(sender):
            remedy = "Write it without letters beyond a to z: many mail servers do not know them."
            raise CannotRun(f"No emails can be sent from '{sender}'.", remedy)
        if not _is_plain(to):
            return Handed(Answer.REFUSED, "this is not an address that emails can be sent to")
        if self._smtp is not None:  # it may have been idle for too long, or have had enough emails at once
            with suppress(_NotNow):
                handed = self._tried(self._smtp, sender, to, message)
                if not (handed.is_lost and handed.answer is Answer.LATER):
                    return handed
            self.drop()
        self.open()
        assert self._smtp is not None
        try:
            return self._tried(self._smtp, sender, to, message)
        except _NotNow as why:
            raise CannotRun(f"{self._name} takes no emails from {sender} now: {why}.", "Try again later.") from None

    def _tried(self, smtp: smtplib.SMTP, sender: str, to: str, message: bytes) -> Handed:
        try:
            code, said = smtp.mail(sender, [f"size={len(message)}"] if smtp.has_extn("size") else [])
            if not (_is_well(code) or code == TOO_LARGE):
                raise self._none_taken(sender, code, said)
            if _is_well(code):
                code, said = smtp.rcpt(to)
            if _is_well(code):
                code, said = smtp.docmd("DATA")
            if code != 354:
                return self._refused(smtp, code, said)
            smtp.send(_dotted(message))
        except (smtplib.SMTPException, OSError) as why:
            self.drop()
            lost = f"the connection was lost before the email was handed over ({self._words(why)})"
            return Handed(Answer.LATER, lost, is_lost=True)
        return self._ended(smtp)

    def _none_taken(self, sender: str, code: int, said: bytes) -> Exception:
        """What it means that the server does not even want to know whom an email is for."""
        if 400 <= code < 500:
            return _NotNow(self._said(code, said))
        if code in SIGN_IN_FIRST:
            return self._wants_a_user(code, said)
        if code < 500:
            return smtplib.SMTPResponseException(code, said)
        remedy = "Check 'from' and 'user' under 'mail' in directory.yaml."
        return CannotRun(f"{self._name} does not accept emails from {sender}: {self._said(code, said)}.", remedy)

    def _wants_a_user(self, code: int, said: bytes) -> CannotRun:
        remedy = "Name one as 'user' under 'server' in directory.yaml."
        return CannotRun(f"{self._name} wants a user to sign in: {self._said(code, said)}.", remedy)

    def _ended(self, smtp: smtplib.SMTP) -> Handed:
        """The end of the email, and the answer to it."""
        self.may_have_it = True
        try:
            if smtp.sock is not None:
                smtp.sock.settimeout(self.patience.whole)
            smtp.send(b".\r\n")
            code, said = smtp.getreply()
            if smtp.sock is not None:
                smtp.sock.settimeout(self.patience.answer)
        except (smtplib.SMTPException, OSError) as why:
            self.drop()
            lost = f"the connection was lost before the server had answered ({self._words(why)})"
            return Handed(Answer.UNCERTAIN, lost, is_lost=True)
        if _is_well(code):
            return Handed(Answer.ACCEPTED, self._said(code, said))
        if not 400 <= code < 600:
            self.drop()
            return Handed(Answer.UNCERTAIN, f"the server's answer makes no sense ({self._said(code, said)})", True)
        self.may_have_it = False
        return self._refused(smtp, code, said)

    def _refused(self, smtp: smtplib.SMTP, code: int, said: bytes) -> Handed:
        """What it means that the server does not take this email."""
        if not 400 <= code < 600:
            raise smtplib.SMTPResponseException(code, said)
        if code in SIGN_IN_FIRST:
            raise self._wants_a_user(code, said)
        words = self._said(code, said)
        if code == 421:  # it says goodbye
            self.drop()
            return Handed(Answer.LATER, words, is_lost=True)
        with suppress(smtplib.SMTPException, OSError):
            smtp.rset()
        if code == TOO_LARGE:
            words += " (the email is too large, or the recipient's mailbox is full)"
        return Handed(Answer.LATER if code < 500 else Answer.REFUSED, words)

    def close(self) -> None:
        """Says goodbye."""
        if self._smtp is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._smtp.quit()
        self.drop()

    def drop(self) -> None:
        """Ends the connection at once, wherever it is."""
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None

    def _said(self, code: int, said: bytes) -> str:
        return self._line(f"{code} {said.decode('utf-8', 'replace')}")

    def _words(self, why: Exception) -> str:
        if isinstance(why, smtplib.SMTPResponseException):
            said = why.smtp_error if isinstance(why.smtp_error, bytes) else str(why.smtp_error).encode()
            return self._said(why.smtp_code, said)
        if isinstance(why, TimeoutError) or "timed out" in str(why):
            return "it did not answer in time"
        if isinstance(why, socket.gaierror):
            return "no computer of this name is known"
        if isinstance(why, UnicodeError):  # its words would quote the letter
            return "a name has letters that cannot be sent"
        if isinstance(why, OSError) and why.strerror:
            return self._line(why.strerror)
        return self._line(str(why)) or type(why).__name__

    def _line(self, text: str) -> str:
        """On one line, of letters that can be seen, and never with the password in it."""
        if self._password is not None:
            text = text.replace(self._password, "…")
        return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:300].rstrip(".")


class _NotNow(Exception):
    """The server takes nothing from us on this connection."""


def _is_plain(address: str) -> bool:
    """Whether it is one address that every mail server takes, and that smtplib sends as it is."""
    return bool(PLAIN.fullmatch(address)) and smtplib.quoteaddr(address) == f"<{address}>"


PLAIN = re.compile("[!-~]+@[!-~]+")


def _is_well(code: int) -> bool:
    return 200 <= code < 300


def _sign_in(smtp: smtplib.SMTP, user: str, password: str) -> None:
    """Also with a password beyond ASCII, which smtplib cannot send. Raises SMTPException where it is not let in."""
    if "PLAIN" not in str(smtp.esmtp_features.get("auth", "")).upper().split():
        smtp.login(user, password)
        return
    secret = base64.b64encode(f"\0{user}\0{password}".encode()).decode("ascii")
    code, said = smtp.docmd("AUTH", f"PLAIN {secret}")
    if code not in (235, 503):
        raise smtplib.SMTPAuthenticationError(code, said)


@contextmanager
def opened(server: Server, password: str | None, patience: Patience = Patience()) -> Iterator[Post]:
    """Raises CannotRun as `Post.open` does, and where a connection without protection would leave this computer."""
    if server.security is Security.NONE and server.host not in THIS_COMPUTER:
        message = f"'security: none' is only for a server on this computer, and {server.host} is not."
        raise CannotRun(message, "Write 'security: tls' or 'security: starttls' in directory.yaml.")
    post = Post(server, password, patience)
    post.open()
    try:
        yield post
        post.close()
    finally:
        post.drop()


def password_for(server: Server, file: Path | None) -> str | None:
    """From this file, else from the environment; None where nobody signs in. It never stands in a definition or on a
    command line. Raises CannotRun where it is missing, or others may read its file."""
    return None if server.user is None else password(server.user, PASSWORD, file)


def _dotted(message: bytes) -> bytes:
    """As the protocol has it: lines end in CR LF, and a dot that begins one is doubled."""
    lines = message.replace(b"\r\n", b"\n").replace(b"\r", b"\n").removesuffix(b"\n").split(b"\n")
    return b"".join((b"." + line if line.startswith(b".") else line) + b"\r\n" for line in lines)
