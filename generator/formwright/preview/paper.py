"""A document as a PDF, drawn in a process of its own so that the page answers meanwhile.

The process lives on from one document to the next, as starting it takes longer than drawing a form.
"""

import multiprocessing
import signal
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from threading import get_ident, main_thread

from formwright.document.nodes import Document
from formwright.errors import CannotRun
from formwright.preview.lane import Stale

LOOK = 0.05  # seconds from one look at whether anybody still waits to the next


class Paper:
    """Called with a document, gives its PDF; None where nobody waits for it any more. Raises
    RuntimeError where it cannot be drawn. Used by one thread only."""

    def __init__(self) -> None:
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    def __call__(self, document: Document, is_stale: Stale) -> bytes | None:
        pipe = self._started()
        pipe.send(document)
        while not pipe.poll(LOOK):
            if is_stale():
                self.close()
                return None
        try:
            pdf, fault = pipe.recv()
        except EOFError:
            self.close()
            raise RuntimeError("the process that draws PDFs has ended") from None
        if fault:
            raise RuntimeError(fault)
        return bytes(pdf)

    def close(self) -> None:
        """Ends the process, whatever it is doing."""
        if self._process is not None and self._pipe is not None:
            self._process.kill()
            self._process.join()
            self._pipe.close()
        self._process = self._pipe = None

    def _started(self) -> Connection:
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self.close()
        _shield_from_ctrl_c()
        fresh = multiprocessing.get_context("spawn")  # a copy of a process with threads may hang
        self._pipe, theirs = fresh.Pipe()
        self._process = fresh.Process(target=_draw_what_comes, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        return self._pipe


def _shield_from_ctrl_c() -> None:
    """What this thread starts from now on does not hear Ctrl-C, which is meant for the program."""
    if hasattr(signal, "pthread_sigmask") and get_ident() != main_thread().ident:
        resource_tracker.ensure_running()  # which would take the shield away when it starts
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _draw_what_comes(pipe: Connection) -> None:
    """The process: a document in, its PDF or what went wrong out, until nobody is there to ask."""
    while True:
        try:
            document = pipe.recv()
        except EOFError:
            return
        try:
            from formwright.writers import pdf

            pipe.send((pdf.write(document), None))
        except CannotRun as fault:
            pipe.send((b"", f"{fault.message} {fault.remedy or ''}".strip()))
        except Exception as fault:
            pipe.send((b"", f"{type(fault).__name__}: {fault}"))
