"""Draws documents in the background, one at a time: what was asked for last comes first."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition, Thread

from formwright.document.nodes import Document
from formwright.preview.desk import Edition
from formwright.preview.sheets import Sheet, sheets

Stale = Callable[[], bool]
Draw = Callable[[Document, Stale], bytes | None]
"""Draws a document as a PDF; None where it gave up as soon as the second argument said that nobody
waits for this any more."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """An edition drawn. `altered` are the pages whose words differ from the drawing before, counted
    from 0. `failed` says why it could not be drawn; then the pages are those of the drawing before."""

    mark: str
    at: datetime.datetime
    pdf: bytes
    sheets: tuple[Sheet, ...]
    altered: tuple[int, ...] = ()
    failed: str | None = None


class Lane:
    """`drawn` is called as each drawing is finished, from the lane's own thread."""

    def __init__(self, name: str, draw: Draw, drawn: Callable[[], None]) -> None:
        self._draw, self._drawn = draw, drawn
        self._changed = Condition()
        self._wanted: dict[str, Edition] = {}  # by key; the last one is drawn next
        self._drawings: dict[str, Drawing] = {}
        self._closed = False
        self._thread = Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def want(self, edition: Edition) -> Drawing | None:
        """The newest drawing that there is. Where it is not of this edition, that is drawn next."""
        id = edition.key
        with self._changed:
            found = self._drawings.get(id)
            waiting = self._wanted.get(id)
            if not _is_of(found, edition) and not (waiting and waiting.mark == edition.mark):
                self._wanted.pop(id, None)
                self._wanted[id] = edition
                self._changed.notify_all()
            return found

    def wait(self, edition: Edition, seconds: float) -> Drawing | None:
        """The drawing of this edition, once there is one; None after so many seconds."""
        self.want(edition)
        with self._changed:
            id = edition.key
            self._changed.wait_for(lambda: self._closed or _is_of(self._drawings.get(id), edition), seconds)
            found = self._drawings.get(id)
        return found if _is_of(found, edition) else None

    def close(self, seconds: float = 5) -> None:
        """Gives up what is being drawn and waits until that has ended."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._thread.join(seconds)

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or bool(self._wanted))
                if self._closed:
                    return
                id, edition = next(reversed(self._wanted.items()))
            drawing = self._drawing(id, edition)
            with self._changed:
                if drawing is None:
                    continue  # something newer is wanted; this waits for its turn, if it is wanted still
                if self._wanted.get(id) is edition:
                    del self._wanted[id]
                self._drawings[id] = drawing
                self._changed.notify_all()
            self._drawn()

    def _drawing(self, id: str, edition: Edition) -> Drawing | None:
        before = self._drawings.get(id)
        try:
            pdf = self._draw(edition.document, lambda: self._is_stale(edition))
            if pdf is None:
                return None
            pages = sheets(pdf)
        except Exception as fault:  # one document that cannot be drawn must not stop the others
            kept = before or Drawing("", edition.at, b"", ())
            return Drawing(edition.mark, kept.at, kept.pdf, kept.sheets, failed=f"{type(fault).__name__}: {fault}")
        altered = _altered(before.sheets, pages) if before and before.sheets else ()
        return Drawing(edition.mark, edition.at, pdf, pages, altered)

    def _is_stale(self, edition: Edition) -> bool:
        with self._changed:
            return self._closed or next(reversed(self._wanted.values()), None) is not edition


def _is_of(drawing: Drawing | None, edition: Edition) -> bool:
    return drawing is not None and drawing.mark == edition.mark


def _altered(before: tuple[Sheet, ...], now: tuple[Sheet, ...]) -> tuple[int, ...]:
    known = {sheet.words for sheet in before}
    return tuple(n for n, sheet in enumerate(now) if sheet.words not in known)
