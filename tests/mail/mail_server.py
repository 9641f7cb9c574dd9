"""A real mail server that does to each email what a plan says, and counts what it accepted."""

import asyncio
import socket
import ssl
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

ACCEPTS = "accepts"
STAGES = ("mail", "rcpt", "data", "end")
DEEDS = ("later", "refuses", "goodbye", "drops", "hangs", "babbles")
PLANS = (*(f"{stage} {deed}" for stage in STAGES for deed in DEEDS), "end takes and drops", "end takes and hangs")

SAYS = {"later": "451 Not now", "refuses": "550 Not wanted", "goodbye": "421 Closing down", "babbles": "Hello there"}


@dataclass
class Handler:
    """`plan` says of each email that is begun, by its number, what to do. `accepted` counts by Message-ID what was
    taken. `pause` is how many seconds it takes to think about a whole email. `reached` hears of each stage."""

    plan: Callable[[int], str] = lambda _: ACCEPTS
    accepted: Counter[str] = field(default_factory=Counter)
    to: list[str] = field(default_factory=list)
    number: int = -1
    pause: float = 0.0
    reached: Callable[[str], None] = lambda _: None

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        self.number += 1
        envelope.mail_from = address
        return await self.at("mail", server) or "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        envelope.rcpt_tos.append(address)
        return await self.at("rcpt", server) or "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.plan(self.number).startswith("end takes"):
            self._take(envelope)
        answer = await self.at("end", server)
        if answer is None:
            await asyncio.sleep(self.pause)
            self._take(envelope)
            self.reached("taken")
        return answer or "250 Taken"

    async def at(self, stage: str, server: Any) -> str | None:
        """What it says at this stage, where it does not just go on."""
        self.reached(stage)
        planned, _, deed = self.plan(self.number).partition(" ")
        if planned != stage:
            return None
        if deed.endswith("drops"):
            server.transport.abort()
        if deed.endswith(("drops", "hangs")):
            await asyncio.sleep(3600)
        return SAYS[deed]

    def _take(self, envelope: Any) -> None:
        self.accepted[str(message_from_bytes(envelope.content)["Message-ID"])] += 1
        self.to.extend(envelope.rcpt_tos)


class _Server(SMTP):
    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        answer = await self.event_handler.at("data", self)
        if answer is not None:
            await self.push(answer)
        else:
            await super().smtp_DATA(arg)


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Server(self.handler, **self.SMTP_kwargs)


@contextmanager
def serving(
    handler: Handler, tls: ssl.SSLContext | None = None, password: str | None = None, **more: Any
) -> Iterator[int]:
    """The port of a server that is running."""

    def signs_in(server: Any, session: Any, envelope: Any, mechanism: str, auth_data: Any) -> AuthResult:
        is_right = isinstance(auth_data, LoginPassword) and auth_data.password == (password or "").encode()
        return AuthResult(success=is_right, handled=False)

    if tls is not None:
        more |= {"tls_context": tls, "require_starttls": True}
    if password is not None:
        more |= {"authenticator": signs_in, "auth_required": True, "auth_require_tls": tls is not None}
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = _Controller(handler, hostname="127.0.0.1", port=port, **more)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()
