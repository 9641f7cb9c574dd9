"""The preview's web server: for this computer only, and only to read."""

import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from typing import Any
from urllib.parse import unquote

from formwright import guard
from formwright.guard import HERE
from formwright.preview import page, sheets
from formwright.preview.desk import Edition
from formwright.preview.editors import VSCODE, Editor
from formwright.preview.lane import Drawing
from formwright.preview.live import Clock, Live
from formwright.preview.page import View
from formwright.writers import docx, html

PORTS = range(8323, 8343)  # tried where none is asked for
PATIENCE = 120.0  # seconds that a download waits until the document is drawn
HEARTBEAT = 15.0  # seconds after which a page that waits for news hears that there are none

HTML, PLAIN = "text/html; charset=utf-8", "text/plain; charset=utf-8"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
WITHIN_THE_PAGE = "frame-ancestors 'self'"  # a form has its own policy within it


class Server(ThreadingHTTPServer):
    """Answers on this computer only. Raises OSError where the port is taken."""

    daemon_threads = True

    def __init__(self, port: int, live: Live) -> None:
        self.live = live
        self.run = secrets.token_hex(4)  # tells this run from the one before it on the same port
        super().__init__((HERE, port), _Answer)

    @property
    def address(self) -> str:
        return guard.address(self.server_port)

    def server_bind(self) -> None:
        TCPServer.server_bind(self)  # HTTPServer's own asks the network for a name
        self.server_name, self.server_port = HERE, self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle of an answer is no fault."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


@contextmanager
def opened(
    root: Path, port: int | None, clock: Clock, soffice: str | None, editor: Editor = VSCODE
) -> Iterator[Server]:
    """A server of this framework, until the end of the block. Without a port the first free one is
    used. Raises CannotRun where there is no framework or no port."""
    live = Live(root, clock, soffice, editor)
    try:
        server = guard.at_a_port(port, PORTS, lambda free: Server(free, live))
        try:
            yield server
        finally:
            server.server_close()
    finally:
        live.close()


class _Answer(BaseHTTPRequestHandler):
    server: Server
    server_version = "formwright"
    sys_version = ""
    timeout = 60.0  # seconds for which a connection may say nothing

    def do_GET(self) -> None:
        try:
            refused = guard.refusal("The preview", self.server.server_port, "GET", self.headers.get)
            if refused:
                self._say(refused.status, refused.why)
            else:
                self._respond()
        except OSError:  # the browser has gone away
            raise
        except Exception as fault:  # one page that cannot be shown must not fill the terminal
            what = f"There is a fault in the program ({type(fault).__name__}). Please report it."
            self._say(HTTPStatus.INTERNAL_SERVER_ERROR, what)

    def _respond(self) -> None:
        path, _, query = self.path.partition("?")
        steps = [unquote(step) for step in path.split("/")[1:]]
        options = frozenset(query.split("&")) & set(page.OPTIONS)
        match steps:
            case [""]:
                self._page(None)
            case ["events"]:
                self._events()
            case ["page.css"]:
                self._send(page.style_sheet(), "text/css; charset=utf-8")
            case ["page.js"]:
                self._send(page.resource("page.js"), "text/javascript; charset=utf-8")
            case ["documents", id]:
                self._elsewhere(id)
            case ["documents", id, tab] if tab in page.TABS:
                self._document(id, tab, options)
            case ["files", name]:
                self._file(*name.rpartition(".")[::2], options)
            case ["pages", id, tab, name] if tab in self.server.live.lanes and name.endswith(".png"):
                self._picture(id, tab, name.removesuffix(".png"), options)
            case _:
                self._nothing()

    # --- the pages -----------------------------------------------------------------------------

    def _page(self, view: View | None) -> None:
        live = self.server.live
        version = f"{self.server.run}.{live.version}"
        self._send(page.page(live.desk, version, view, live.editor), HTML, POLICY)

    def _elsewhere(self, id: str) -> None:
        if not self._is_known(id):
            self._nothing()
            return
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", f"/documents/{id}/web")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _is_known(self, id: str) -> bool:
        desk = self.server.live.desk
        return id in desk.editions or id in desk.without_edition

    def _edition(self, id: str, options: frozenset[str]) -> Edition | None:
        desk = self.server.live.desk
        filled = desk.filled(id) if page.FILLED in options else None
        return filled or desk.editions.get(id)

    def _document(self, id: str, tab: str, options: frozenset[str]) -> None:
        if not self._is_known(id):
            self._nothing()
            return
        view = View(id, tab, self._edition(id, options), options=options)
        can_draw = view.paper in self.server.live.lanes
        drawing = self.server.live.drawing(view.edition, str(view.paper)) if view.edition and can_draw else None
        self._page(replace(view, drawing=drawing, can_draw=can_draw))

    def _nothing(self) -> None:
        self._say(HTTPStatus.NOT_FOUND, f"There is no such page. Start at {self.server.address}")

    # --- what is on them -----------------------------------------------------------------------

    def _file(self, id: str, format: str, options: frozenset[str]) -> None:
        edition = self._edition(id, options)
        name = f"{id}-example" if edition and edition.is_filled else id
        if edition is None or format not in ("html", "docx", "pdf"):
            self._nothing()
        elif format == "html":
            self._send(html.write(edition.document), HTML, WITHIN_THE_PAGE)
        elif format == "docx":
            self._send(docx.write(edition.document), WORD, file=f"{name}.docx")
        elif drawing := self._waited_for(edition):
            self._send(drawing.pdf, "application/pdf", file=f"{name}.pdf")
        else:
            self._say(HTTPStatus.SERVICE_UNAVAILABLE, "The PDF could not be drawn. Look at it in the preview first.")

    def _waited_for(self, edition: Edition) -> Drawing | None:
        found = self.server.live.lanes["pdf"].wait(edition, PATIENCE)
        return None if found is None or found.failed else found

    def _picture(self, id: str, tab: str, number: str, options: frozenset[str]) -> None:
        edition = self._edition(id, options)
        drawing = self.server.live.drawing(edition, tab) if edition else None
        pages = {str(n + 1): n for n in range(len(drawing.sheets))} if drawing else {}
        if drawing is None or number not in pages:
            self._nothing()
            return
        self._send(sheets.picture(drawing.pdf, pages[number]), "image/png", keep=True)

    def _events(self) -> None:
        """The version now, and each later one, for as long as the page is there."""
        live = self.server.live
        self.send_response(HTTPStatus.OK)
        self._head("text/event-stream", guard.NOTHING, keep=False)
        self.end_headers()
        told = None
        while not live.is_stopped:
            version = live.version if told is None else live.later_than(told, HEARTBEAT)
            if version == told:
                self.wfile.write(b":\n\n")  # fails where the page has gone
            else:
                self.wfile.write(f"event: version\ndata: {self.server.run}.{version}\n\n".encode())
            told = version

    # --- how it is sent ------------------------------------------------------------------------

    def _say(self, status: HTTPStatus, text: str) -> None:
        self._send(f"{text}\n".encode(), PLAIN, status=status)

    def _send(
        self,
        content: bytes,
        type: str,
        policy: str = guard.NOTHING,
        status: HTTPStatus = HTTPStatus.OK,
        file: str | None = None,
        keep: bool = False,
    ) -> None:
        self.send_response(status)
        self._head(type, policy, keep)
        if file:
            self.send_header("Content-Disposition", f'attachment; filename="{file}"')
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _head(self, type: str, policy: str, keep: bool) -> None:
        self.send_header("Content-Type", type)
        for name, value in guard.headers(policy, keep).items():
            self.send_header(name, value)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: the terminal is for the address."""
