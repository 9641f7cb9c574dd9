"""How emails leave: whom they are from, and the server that takes them. A password is never written down here."""

from dataclasses import dataclass
from enum import StrEnum


class Security(StrEnum):
    """`tls` from the first byte, `starttls` as soon as the server has said hello, `none` within one computer only."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


PORTS = {Security.TLS: 465, Security.STARTTLS: 587, Security.NONE: 25}


@dataclass(frozen=True, slots=True)
class Server:
    """`user` is who signs in to it, None where nobody need."""

    host: str
    port: int
    security: Security
    user: str | None = None


@dataclass(frozen=True, slots=True)
class Mail:
    """`sender` is the address that emails are from, `name` what it is called."""

    sender: str
    name: str | None = None
    reply_to: str | None = None
    server: Server | None = None
