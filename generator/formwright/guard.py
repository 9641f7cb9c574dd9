"""What guards a page on this computer: who may ask it, and what a browser may do with its answers."""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TypeVar

from formwright.errors import CannotRun

HERE = "127.0.0.1"
"""The address of this computer for itself: no other computer can reach it."""

READING = frozenset({"GET", "HEAD"})
NOTHING = "default-src 'none'; frame-ancestors 'none'"
"""The policy of an answer that is no page."""

Served = TypeVar("Served")


@dataclass(frozen=True, slots=True)
class Refused:
    """A request that is not answered: the status, and why in words."""

    status: HTTPStatus
    why: str


def address(port: int) -> str:
    return f"http://{HERE}:{port}/"


def at_a_port(port: int | None, usual: range, serve: Callable[[int], Served]) -> Served:
    """What `serve` makes at this port, or without one at the first of the usual ports that is free. `serve` raises
    OSError where a port is taken; then CannotRun is raised."""
    for candidate in (port,) if port is not None else usual:
        try:
            return serve(candidate)
        except OSError as fault:
            reason = fault.strerror
    if port is None:
        raise CannotRun(f"No port from {usual[0]} to {usual[-1]} is free.", "Choose another with --port.")
    raise CannotRun(f"Port {port} cannot be used: {reason}.", "Leave --port out to use a free one, or choose another.")


def refusal(what: str, port: int, method: str, header: Callable[[str, str], str]) -> Refused | None:
    """Why `what` ("The preview") does not answer this request, or None where it does; `header` gives one, or else what
    it is called with. A page of another site may not read what is here, nor change it, nor keep this computer busy."""
    names = {f"{name}:{port}" for name in (HERE, "localhost")}
    host = header("Host", "").lower()
    if host not in names:
        # Another site's name that was made to lead here must not read what is here.
        return Refused(HTTPStatus.MISDIRECTED_REQUEST, f"{what} answers at {address(port)} only.")
    if method in READING:
        is_ours = header("Sec-Fetch-Site", "none") in ("same-origin", "none")
        is_followed = header("Sec-Fetch-Dest", "") == "document"  # a link that somebody followed
    else:
        is_ours, is_followed = header("Origin", "") == f"http://{host}", False
    if is_ours or is_followed:
        return None
    return Refused(HTTPStatus.FORBIDDEN, f"{what} does not answer requests from another site's page.")


def headers(policy: str = NOTHING, keep: bool = False) -> dict[str, str]:
    """What goes with every answer: the policy of its page; and that no copy of it is kept, unless it may be."""
    return {
        "Content-Security-Policy": policy,
        "Cache-Control": "private, max-age=600" if keep else "no-store",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",  # with none at all, a browser would not say whose page changes something
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


@dataclass(frozen=True, slots=True)
class Keys:
    """Secrets of one run. Who knows the `key` was given the address by whoever started the program: others who use
    the same computer were not. The `token` is in every form of its pages, so what sends it was shown one."""

    key: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)

    def opens(self, given: str | None) -> bool:
        return _same(given, self.key)

    def may_change(self, given: str | None) -> bool:
        return _same(given, self.token)


def _same(given: str | None, ours: str) -> bool:
    """In a time that tells nothing of how much of it was right."""
    return given is not None and hmac.compare_digest(given.encode(), ours.encode())
