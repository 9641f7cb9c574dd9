"""What needs somebody, kept up to date in the background: the first page opens at once, however long it takes."""

from collections.abc import Callable
from threading import Lock

from formwright.desk.survey import Survey
from formwright.desk.work import Job, Tell, Workroom


class Looking:
    """`look` goes through the record; `state` differs where there is something new to find."""

    def __init__(self, look: Callable[[Tell], Survey], state: Callable[[], object]) -> None:
        self._look, self._state = look, state
        self._room = Workroom()
        self._begun = Lock()
        self._seen: object = None
        self._job: Job | None = None
        self.latest: Survey | None = None
        """What the last look found, which may be a moment old; None before the first has ended."""

    def again(self) -> Job | None:
        """Begins to look where something may be new; gives the look that is going on, or that could not be done."""
        with self._begun:
            now = self._state()
            is_looking = self._job is not None and not self._job.is_over
            if not is_looking and (now != self._seen):
                self._seen = now
                self._job = self._room.begin("look", "Looking through the record", self._keep)
            return self._job if self._job and (not self._job.is_over or self._job.fault) else None

    def _keep(self, tell: Tell) -> None:
        self.latest = self._look(tell)

    def close(self) -> None:
        self._room.close()
