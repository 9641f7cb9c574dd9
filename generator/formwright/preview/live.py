"""The desk kept up to date: watches the framework, reads each save, tells all who wait for news."""

import datetime
from collections.abc import Callable
from pathlib import Path
from threading import Condition, Event, Thread

from formwright.definitions import library
from formwright.errors import CannotRun
from formwright.preview.desk import Desk, Edition, saved, unread
from formwright.preview.editors import Editor
from formwright.preview.lane import Drawing, Lane
from formwright.preview.office import Office
from formwright.preview.paper import Paper
from formwright.preview.watching import Seen, look, saves

Clock = Callable[[], datetime.datetime]


class Live:
    """`soffice` is LibreOffice's program, or None where it is not installed. Raises CannotRun where
    there is no framework in `root`."""

    def __init__(self, root: Path, clock: Clock, soffice: str | None, editor: Editor) -> None:
        self._root, self._clock, self.editor = root, clock, editor
        self._news = Condition()
        self._version = 0
        self._stopped = Event()
        before = look(root)  # so that what is saved while all is read the first time is not missed
        self.desk = saved(Desk(), library.load(root), clock())
        self._paper = Paper()
        self._office = Office(soffice) if soffice else None
        self.lanes = {"pdf": Lane("pdf", self._paper, self._tell)}
        if self._office:
            self.lanes["word"] = Lane("word", self._office, self._tell)
        self._watch = Thread(target=self._follow, args=(before,), name="watch", daemon=True)
        self._watch.start()

    @property
    def version(self) -> int:
        """Grows whenever a page would show something else."""
        return self._version

    def later_than(self, version: int, seconds: float) -> int:
        """The version as soon as it is later than this one; after so many seconds whatever it is."""
        with self._news:
            self._news.wait_for(lambda: self._version > version or self._stopped.is_set(), seconds)
            return self._version

    @property
    def is_stopped(self) -> bool:
        return self._stopped.is_set()

    def drawing(self, edition: Edition, tab: str) -> Drawing | None:
        """The newest drawing of a document, asking for one of this edition where there is none yet."""
        return self.lanes[tab].want(edition)

    def close(self) -> None:
        """Ends everything that was begun."""
        self._stopped.set()
        self._tell()
        self._watch.join(5)
        for lane in self.lanes.values():
            lane.close()
        self._paper.close()
        if self._office:
            self._office.close()

    def _follow(self, before: Seen) -> None:
        for _ in saves(self._root, before, self._stopped):
            try:
                self._show(saved(self.desk, library.load(self._root), self._clock()))
            except CannotRun as fault:
                self._show(unread(self.desk, " ".join(filter(None, (fault.message, fault.remedy))), self._clock()))
            except Exception as fault:  # half-written text may find a fault of ours: the next save is read again
                what = f"There is a fault in the program ({type(fault).__name__})"
                why = f"{what}, so the last save could not be read. Please report it."
                self._show(unread(self.desk, why, self._clock()))

    def _show(self, desk: Desk) -> None:
        self.desk = desk
        self._tell()

    def _tell(self) -> None:
        with self._news:
            self._version += 1
            self._news.notify_all()
