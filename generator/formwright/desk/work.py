"""Work that takes longer than a page may: it is done in the background, one piece after the other, and says how far
it is."""

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from formwright.errors import CannotRun

KEPT = 20
"""How many pieces of work are remembered with what came of them."""

Tell = Callable[[int, int | None], None]
"""Says how much is done, and of how much; None where that is not known."""


@dataclass(slots=True, eq=False)
class Job:
    """A piece of work. `outcome` is what came of it once it `is_over`; `fault` says why nothing did."""

    id: str
    kind: str
    title: str
    done: int = 0
    total: int | None = None
    is_over: bool = False
    outcome: Any = None
    fault: str | None = None
    remedy: str | None = None

    def tell(self, done: int, total: int | None) -> None:
        self.done, self.total = done, total


@dataclass(slots=True)
class Workroom:
    """Does one piece of work at a time."""

    jobs: dict[str, Job] = field(default_factory=dict)
    _worker: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "work"))

    def begin(self, kind: str, title: str, work: Callable[[Tell], Any]) -> Job:
        job = Job(secrets.token_hex(8), kind, title)
        self.jobs[job.id] = job
        for old in [one.id for one in self.jobs.values() if one.is_over][:-KEPT]:
            del self.jobs[old]
        self._worker.submit(_do, job, work)
        return job

    @property
    def running(self) -> list[Job]:
        return [job for job in self.jobs.values() if not job.is_over]

    def close(self) -> None:
        """Waits for what is being done, so that nothing ends half done; what was not begun is given up."""
        self._worker.shutdown(cancel_futures=True)


def _do(job: Job, work: Callable[[Tell], Any]) -> None:
    try:
        job.outcome = work(job.tell)
    except CannotRun as fault:
        job.fault, job.remedy = fault.message, fault.remedy
    except Exception as fault:  # the page says it: there is no terminal that anybody looks at
        job.fault = f"There is a fault in the program ({type(fault).__name__}). Please report it."
    finally:
        job.is_over = True
