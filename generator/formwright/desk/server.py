"""The desk's web server: for this computer only, and for who was given its address."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from waitress import wasyncore
from waitress.server import create_server

from formwright import guard
from formwright.desk.app import LARGEST, app
from formwright.desk.looking import Looking
from formwright.desk.office import Office
from formwright.desk.work import Workroom

PORTS = range(8343, 8363)  # tried where none is asked for


@dataclass(frozen=True, slots=True)
class Desk:
    """`address` opens it, with the key."""

    port: int
    keys: guard.Keys
    workroom: Workroom
    looking: Looking
    _server: object
    _watched: dict[int, object]

    @property
    def address(self) -> str:
        return f"{guard.address(self.port)}?key={self.keys.key}"

    def serve_forever(self) -> None:
        self._server.run()  # type: ignore[attr-defined]

    def end(self) -> None:
        """Ends `serve_forever`, from another thread."""
        self._server.trigger.pull_trigger(self._ended)  # type: ignore[attr-defined]

    def _ended(self) -> None:
        self._server.task_dispatcher.shutdown()  # type: ignore[attr-defined]
        wasyncore.close_all(self._watched)


@contextmanager
def opened(office: Office, port: int | None) -> Iterator[Desk]:
    """A desk until the end of the block; what is being done then is finished first. Without a port the first free one
    is used. Raises CannotRun where there is none."""
    door = guard.at_a_port(port, PORTS, _door)
    keys, workroom, looking = guard.Keys(), Workroom(), Looking(office.survey, office.state)
    number = door.getsockname()[1]
    pages = app(office, looking, workroom, keys, number)
    watched: dict[int, object] = {}
    server = create_server(
        pages,
        map=watched,
        sockets=[door],
        threads=8,
        ident=None,
        max_request_body_size=LARGEST,
        clear_untrusted_proxy_headers=True,
    )
    try:
        yield Desk(number, keys, workroom, looking, server, watched)
    finally:
        wasyncore.close_all(watched)
        looking.close()
        workroom.close()


def _door(port: int) -> socket.socket:
    """A socket that listens at this port. A port that another program has is an error on every system."""
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            door.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((guard.HERE, port))
        door.listen()  # now: two programs may be bound to a port, and only one of them can listen
    except OSError:
        door.close()
        raise
    return door
