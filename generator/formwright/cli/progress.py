"""How far work has got, on one line at a terminal: from the second on which it has taken, until it is done."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from formwright.cli import speaking

Item = TypeVar("Item")

PATIENCE = 1.0  # seconds before the first note
EVERY = 0.1  # seconds from one note to the next
BAR = 24  # columns


@dataclass(slots=True)
class Progress:
    """Notes how many files are done, and of how many where that is known. `words` say what is done with them."""

    words: str = ""
    begun: float = field(default_factory=time.monotonic)
    last: float = 0.0

    def step(self, done: int, of: int | None = None, name: str = "") -> None:
        """This many are done now, the last of them is `name`."""
        now = time.monotonic()
        if now - self.begun < PATIENCE or now - self.last < EVERY:
            return
        self.last = now
        files = f"{'file' if (of or done) == 1 else 'files'} {self.words}".rstrip()
        if of is None:
            speaking.note(f"{done:,} {files}  {name}".rstrip())
            return
        filled = BAR * done // max(of, 1)
        speaking.note(f"[{'#' * filled}{'.' * (BAR - filled)}] {done:,} of {of:,} {files}  {name}".rstrip())


def counted(items: Iterable[Item], words: str) -> Iterator[Item]:
    """The items as they come, with a note of how many there were."""
    progress = Progress(words)
    try:
        for done, item in enumerate(items, 1):
            progress.step(done)
            yield item
    finally:
        speaking.note("")
