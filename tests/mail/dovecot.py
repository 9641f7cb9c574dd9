"""A real mail server (Dovecot) on this computer, in a folder of its own, for as long as a test takes."""

import grp
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from imaplib import IMAP4
from pathlib import Path
from tempfile import mkdtemp

PROGRAM = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
USER, PASSWORD = "audits", "s3crét word"

_SECURE = """\
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{certificate}
service imap-login {{
  inet_listener imaps {{
    address = 127.0.0.1
    port = {port}
    ssl = yes
  }}
}}
"""

_SETTINGS = """\
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail
first_valid_uid = 0
first_valid_gid = 0
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
passdb {{
  driver = passwd-file
  args = username_format=%u {folder}/passwords
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
{more}
"""


@dataclass(frozen=True, slots=True)
class Dovecot:
    """`address` is that of its mailbox, as the program takes it."""

    port: int
    address: str
    secure: int = 0
    """The port that speaks TLS from the beginning, where there is one."""

    @contextmanager
    def signed_in(self) -> Iterator[IMAP4]:
        imap = IMAP4("127.0.0.1", self.port, timeout=30)
        imap.authenticate("PLAIN", lambda _: f"\0{USER}\0{PASSWORD}".encode())
        try:
            yield imap
        finally:
            imap.logout()

    def put(self, *messages: bytes, folder: str = "INBOX") -> None:
        with self.signed_in() as imap:
            for message in messages:
                imap.append(folder, "", "", message)

    def create(self, folder: str) -> None:
        with self.signed_in() as imap:
            imap.create(folder)

    def all(self, folder: str = "INBOX") -> list[bytes]:
        """The e-mails in a folder, as they are."""
        return [content for _, content in self._fetched(folder)]

    def flags(self, folder: str = "INBOX") -> list[bytes]:
        return [head for head, _ in self._fetched(folder)]

    def _fetched(self, folder: str) -> list[tuple[bytes, bytes]]:
        with self.signed_in() as imap:
            imap.select(folder, readonly=True)
            _, found = imap.fetch("1:*", "(FLAGS BODY.PEEK[])") if imap.search(None, "ALL")[1][0] else ("", [])
            return [part for part in found if isinstance(part, tuple)]


@contextmanager
def running(more: str = "", certificate: Path | None = None) -> Iterator[Dovecot]:
    """The server, which ends with the test. It refuses to be the administrator: then it is nobody. With the file of
    a certificate and its key it speaks TLS, too."""
    secure = _free() if certificate else 0
    if certificate:
        more += _SECURE.format(certificate=certificate, port=secure)
    folder = Path(mkdtemp(prefix="dovecot-"))
    try:
        with _running(folder, more, secure) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(folder: Path, more: str, secure: int) -> Iterator[Dovecot]:
    assert PROGRAM is not None
    port = _free()
    is_administrator = os.getuid() == 0
    me = pwd.getpwnam("nobody") if is_administrator else pwd.getpwuid(os.getuid())
    (folder / "mail").mkdir()
    if is_administrator:
        for path in (folder, folder / "mail"):
            os.chown(path, me.pw_uid, me.pw_gid)
    settings = _SETTINGS.format(
        folder=folder, user=me.pw_name, group=grp.getgrgid(me.pw_gid).gr_name, uid=me.pw_uid, gid=me.pw_gid,
        port=port, more=more,
    )  # fmt: skip
    (folder / "passwords").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n", "utf-8")
    (folder / "dovecot.conf").write_text(settings, "utf-8")
    server = subprocess.Popen([PROGRAM, "-F", "-c", str(folder / "dovecot.conf")])
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                assert server.poll() is None, "it does not start: what it says is above"
                time.sleep(0.05)
        yield Dovecot(port, f"imap://{USER}@127.0.0.1:{port}/INBOX", secure)
    finally:
        server.terminate()
        server.wait(30)


def _free() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
