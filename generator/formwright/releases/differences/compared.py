"""A document, or a whole framework, held against an earlier version of it: all that has changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from formwright.releases.differences.change import Change, Effect, worst
from formwright.releases.differences.versions import is_enough, next_version
from formwright.releases.order import height


@dataclass(frozen=True, slots=True)
class Compared:
    """One document in two versions. `old` and `new` are their numbers; None where there was none, is none, or the
    document has none."""

    id: str
    title: str
    old: str | None
    new: str | None
    changes: tuple[Change, ...]

    @property
    def effect(self) -> Effect:
        return worst(change.effect for change in self.changes)

    @property
    def needed(self) -> str | None:
        """The least version that these changes need; None where there is nothing to raise, as where the earlier version
        is held against the later one."""
        if self.old is None or self.new is None or self.effect is Effect.SAME:
            return None
        return None if height(self.new) < height(self.old) else next_version(self.old, self.effect)

    @property
    def is_enough(self) -> bool:
        """Whether the version has risen as far as the changes need."""
        return self.old is None or self.new is None or not self.needed or is_enough(self.old, self.new, self.effect)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A document that could not be compared, and why."""

    id: str
    why: str


@dataclass(frozen=True, slots=True)
class Differences:
    """`old` and `new` name the two sides as a command does; `before` and `after` in a sentence. `documents` are those
    that were compared, the same ones included; `is_whole`: a whole framework was."""

    old: str
    new: str
    before: str
    after: str
    documents: tuple[Compared, ...]
    left_out: tuple[LeftOut, ...] = ()
    is_whole: bool = False

    @property
    def changed(self) -> tuple[Compared, ...]:
        return tuple(one for one in self.documents if one.changes)

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(change for one in self.documents for change in one.changes)

    @property
    def effect(self) -> Effect:
        return worst(change.effect for change in self.changes)


def count(changes: Iterable[Change]) -> dict[Effect, int]:
    """How many there are of each class, the gravest first; none of a class that has none."""
    found = [change.effect for change in changes]
    return {effect: found.count(effect) for effect in reversed(Effect) if effect in found}
