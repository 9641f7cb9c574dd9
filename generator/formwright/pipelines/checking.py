"""A check of returned files, of which those that a record knows are looked at only if they have changed.

What looks at a file is made, and imported, when the first one must be looked at.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from formwright.model.basis import Basis
from formwright.model.review import Item, Remark
from formwright.pipelines.comparing import compared
from formwright.pipelines.remembering import JudgedBy, Memories, parted
from formwright.pipelines.walking import Entry, walk
from formwright.readers.versions import Versions

if TYPE_CHECKING:
    from formwright.pipelines.review import Reviewer


def check(paths: Iterable[Path], basis: Basis, part: str | None = None, state: str | None = None) -> Iterator[Item]:
    """The same as `review`; `state` is a digest of what returns are judged by. Every file is looked at where there is
    none, or where a part is asked for. Raises CannotRun as `review` does."""
    if part is not None or state is None or basis.framework is None:
        from formwright.pipelines.review import review

        return review(paths, basis, part)
    judged_by = JudgedBy(Versions.of_basis(basis), basis.framework, basis.directory)
    return compared(_remembering(_Checker(basis, Memories(state, judged_by)), walk(paths)))


def _remembering(checker: "_Checker", steps: Iterable[Entry | Remark]) -> Iterator[Item]:
    try:
        yield from map(checker.entry, steps)
    finally:
        checker.memories.close()


@dataclass(slots=True)
class _Checker:
    basis: Basis
    memories: Memories
    reviewer: "Reviewer | None" = field(default=None)

    def entry(self, entry: Entry | Remark) -> Item:
        """What is found at one step of a walk, or was found when it was last looked at."""
        if isinstance(entry, Remark):
            return entry
        file = entry.name
        within = parted(file)
        memory = self.memories.of(within[0]) if entry.fault is None and entry.naming is None else None
        if memory is None:
            return self._reviewer().entry(entry)
        seen = memory.seen(file)
        known = memory.recall(file, seen, within)
        return known if known is not None else memory.keep(file, seen, self._reviewer().file(Path(file)))

    def _reviewer(self) -> "Reviewer":
        if self.reviewer is None:
            from formwright.pipelines.review import Reviewer

            self.reviewer = Reviewer.of(self.basis)
        return self.reviewer
