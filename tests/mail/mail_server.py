"""A real mail server that does to each email what a plan says, and keeps what it accepted."""

import socket
import ssl
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

ACCEPTS = "accepts"
PLANS = ("accepts", "mail-4", "mail-5", "rcpt-4", "rcpt-5", "data-4", "data-5", "drop-before", "drop-after", "goodbye")


@dataclass
class Handler:
    """`plan` says of each email, by its number, what to do. `accepted` counts by Message-ID what was taken."""

    plan: Callable[[int], str] = lambda _: ACCEPTS
    accepted: Counter[str] = field(default_factory=Counter)
    to: list[str] = field(default_factory=list)
    number: int = -1
    pause: float = 0.0

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        self.number += 1
        match self.plan(self.number):
            case "mail-4":
                return "451 Not now"
            case "mail-5":
                return "550 You may not send"
            case "goodbye":
                return "421 Closing down"
            case _:
                pass
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        match self.plan(self.number):
            case "rcpt-4":
                return "450 Mailbox busy"
            case "rcpt-5":
                return "550 No such mailbox"
            case _:
                pass
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        match self.plan(self.number):
            case "data-4":
                return "452 Out of space"
            case "data-5":
                return "554 Not wanted"
            case "drop-before":
                server.transport.abort()
                return "250 never heard"
            case "drop-after":
                self._take(envelope)
                server.transport.abort()
                return "250 never heard"
            case _:
                pass
        time.sleep(self.pause)
        self._take(envelope)
        return "250 Taken"

    def _take(self, envelope: Any) -> None:
        self.accepted[str(message_from_bytes(envelope.content)["Message-ID"])] += 1
        self.to.extend(envelope.rcpt_tos)


@contextmanager
def serving(handler: Handler, tls: ssl.SSLContext | None = None, password: str | None = None) -> Iterator[int]:
    """The port of a server that is running."""

    def signs_in(server: Any, session: Any, envelope: Any, mechanism: str, auth_data: Any) -> AuthResult:
        is_right = isinstance(auth_data, LoginPassword) and auth_data.password == (password or "").encode()
        return AuthResult(success=is_right, handled=False)

    more: dict[str, Any] = {"tls_context": tls, "require_starttls": tls is not None} if tls else {}
    if password is not None:
        more |= {"authenticator": signs_in, "auth_required": True, "auth_require_tls": tls is not None}
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port, **more)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()
