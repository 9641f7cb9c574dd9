"""Work done by several processes at once, none of which outlives the one that began it."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


class Ended(Exception):
    """A process was ended from outside, or ran out of memory, before its work was done."""


def carried_out(
    do: Callable[[Task], Result], tasks: Iterable[Task], processes: int
) -> Iterator[tuple[Task, Result | Ended]]:
    """Each task as it is finished, with its result. However this process ends, the others end with it, as
    they do where the caller goes no further. An exception of `do` is raised here."""
    given = list(tasks)
    alive, held = multiprocessing.Pipe(duplex=False)
    try:
        pool = ProcessPoolExecutor(processes, initializer=_end_with, initargs=(alive, held))
    except OSError:  # a machine that lets no processes talk to each other
        yield from ((task, do(task)) for task in given)
        return
    try:
        pending = {pool.submit(do, task): task for task in given}
        for future in as_completed(pending):
            try:
                yield pending[future], future.result()
            except BrokenProcessPool:
                yield pending[future], Ended()
    except BaseException:
        held.close()  # whereupon each of them ends, whatever it is doing
        raise
    finally:
        pool.shutdown(cancel_futures=True)
        held.close()
        alive.close()


def _end_with(alive: Connection, held: Connection) -> None:
    """In each of the processes: it ends when nobody holds the other end of the pipe any more."""
    held.close()  # this process's own copy

    def wait() -> None:
        try:
            alive.recv_bytes()
        except (EOFError, OSError):
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
