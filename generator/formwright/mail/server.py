"""A mail server to hand emails to, and what it says to each.

Whether an email was accepted is known only from the server's answer to its last line. Where the connection breaks
between that line and the answer nobody can know: that is said, and never guessed.
"""

import os
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from formwright.errors import CannotRun
from formwright.model.mail import Security, Server

PASSWORD = "FORMWRIGHT_SMTP_PASSWORD"  # noqa: S105 - the name of the variable that holds it
TIME = 60.0  # seconds to wait for any answer
THIS_COMPUTER = ("localhost", "127.0.0.1", "::1")


class Answer(StrEnum):
    """What became of one email. `later`: it was not taken, and may be if it is tried again."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    LATER = "later"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Handed:
    """`said` is the server's answer, or why there is none."""

    answer: Answer
    said: str


class Post:
    """An open connection to the server; it is opened again where it was lost."""

    def __init__(self, server: Server, password: str | None, time: float = TIME) -> None:
        self.server, self.password, self.time = server, password, time
        self._smtp: smtplib.SMTP | None = None

    def open(self) -> None:
        """Raises CannotRun where the server cannot be reached, is not who it says, or does not let us in."""
        name = f"The mail server {self.server.host}, port {self.server.port},"
        smtp: smtplib.SMTP | None = None
        try:
            smtp = self._connected()
            smtp.ehlo_or_helo_if_needed()
            if self.server.security is Security.STARTTLS:
                smtp.starttls(context=ssl.create_default_context())
                smtp.ehlo()
            if self.server.user is not None:
                smtp.login(self.server.user, self.password or "")
        except smtplib.SMTPAuthenticationError:
            remedy = f"Check 'user' in directory.yaml, and the password in {PASSWORD} or in the password file."
            fault = CannotRun(f"{name} does not accept the user's name and password.", remedy)
        except ssl.SSLCertVerificationError as why:
            fault = CannotRun(f"{name} cannot prove that it is this server: {why.verify_message}.", "Check the name.")
        except ssl.SSLError:
            fault = CannotRun(f"{name} does not speak TLS there.", "Check 'port' and 'security' in directory.yaml.")
        except smtplib.SMTPNotSupportedError as why:
            fault = CannotRun(f"{name} cannot do what is asked of it: {why}.", "Check 'security' in directory.yaml.")
        except (smtplib.SMTPException, OSError, UnicodeError) as why:
            fault = CannotRun(f"{name} cannot be reached: {_words(why)}.", "Check 'server' in directory.yaml.")
        else:
            self._smtp = smtp
            return
        if smtp is not None:
            smtp.close()
        raise fault from None

    def _connected(self) -> smtplib.SMTP:
        server = self.server
        if server.security is Security.TLS:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(server.host, server.port, timeout=self.time, context=context)
        return smtplib.SMTP(server.host, server.port, timeout=self.time)

    def hand_over(self, sender: str, to: str, message: bytes) -> Handed:
        """One email to one address."""
        if self._smtp is None:
            try:
                self.open()
            except CannotRun as fault:
                return Handed(Answer.LATER, str(fault))
        smtp = self._smtp
        assert smtp is not None
        try:
            for n, (code, said) in enumerate(self._before(smtp, sender, to, len(message))):
                if code not in (250, 251, 354):
                    found = self._refused(smtp, code, said)
                    # That we may not send at all says nothing of whom it is for.
                    return Handed(Answer.LATER, found.said) if n == 0 else found
            smtp.send(_dotted(message))
        except (smtplib.SMTPException, OSError) as why:
            self.close()
            return Handed(Answer.LATER, f"the connection was lost before the email was handed over ({_words(why)})")
        try:
            smtp.send(b".\r\n")
            code, said = smtp.getreply()
        except (smtplib.SMTPException, OSError) as why:
            self.close()
            return Handed(Answer.UNCERTAIN, f"the connection was lost before the server had answered ({_words(why)})")
        if code == 250:
            return Handed(Answer.ACCEPTED, _said(code, said))
        return self._refused(smtp, code, said)

    def _before(self, smtp: smtplib.SMTP, sender: str, to: str, size: int) -> Iterator[tuple[int, bytes]]:
        yield smtp.mail(sender, [f"size={size}"] if smtp.has_extn("size") else [])
        yield smtp.rcpt(to)
        yield smtp.docmd("DATA")

    def _refused(self, smtp: smtplib.SMTP, code: int, said: bytes) -> Handed:
        answer = Answer.LATER if 400 <= code < 500 else Answer.REFUSED
        if code == 421 or code < 400:  # it says goodbye, or is not where we are
            self.close()
        else:
            with suppress(smtplib.SMTPException, OSError):
                smtp.rset()
        return Handed(answer, _said(code, said))

    def close(self) -> None:
        if self._smtp is not None:
            smtp, self._smtp = self._smtp, None
            with suppress(smtplib.SMTPException, OSError):
                smtp.quit()
            smtp.close()


@contextmanager
def opened(server: Server, password: str | None, time: float = TIME) -> Iterator[Post]:
    """Raises CannotRun as `Post.open` does, and where a connection without protection would leave this computer."""
    if server.security is Security.NONE and server.host not in THIS_COMPUTER:
        message = f"'security: none' is only for a server on this computer, and {server.host} is not."
        raise CannotRun(message, "Write 'security: tls' or 'security: starttls' in directory.yaml.")
    post = Post(server, password, time)
    post.open()
    try:
        yield post
    finally:
        post.close()


def password_for(server: Server, file: Path | None) -> str | None:
    """From this file, else from the environment; None where nobody signs in. It never stands in a definition or on a
    command line. Raises CannotRun where it is missing, or its file cannot be read."""
    if server.user is None:
        return None
    if file is not None:
        try:
            found = file.read_text("utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError):
            raise CannotRun(
                f"The password file {file} cannot be read.", "Check its name, and who may read it."
            ) from None
    else:
        found = os.environ.get(PASSWORD, "")
    if not found:
        raise CannotRun(f"There is no password for {server.user}.", f"Set {PASSWORD}, or use --password-file.")
    return found


def _dotted(message: bytes) -> bytes:
    """As the protocol has it: lines end in CR LF, and a dot that begins one is doubled."""
    lines = message.replace(b"\r\n", b"\n").replace(b"\r", b"\n").removesuffix(b"\n").split(b"\n")
    return b"".join((b"." + line if line.startswith(b".") else line) + b"\r\n" for line in lines)


def _said(code: int, said: bytes) -> str:
    return f"{code} {' '.join(said.decode('utf-8', 'replace').split())}"[:300].strip()


def _words(why: Exception) -> str:
    if isinstance(why, TimeoutError):
        return "it did not answer in time"
    if isinstance(why, OSError) and why.strerror:
        return why.strerror
    if isinstance(why, smtplib.SMTPResponseException):
        return _said(
            why.smtp_code, why.smtp_error if isinstance(why.smtp_error, bytes) else str(why.smtp_error).encode()
        )
    return " ".join(str(why).split())[:200] or type(why).__name__
