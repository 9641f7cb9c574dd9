"""What is past its time in a folder of returns, and what stands against its removal."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from formwright.oversight import lapsed
from formwright.oversight.lapsed import Lapsed
from formwright.record.rows import Return


class Against(StrEnum):
    """What stands against the removal of something that is past its time."""

    OPEN_ACTION = "open-action"
    NOT_SENT = "not-sent"
    UNCERTAIN = "uncertain"
    NOT_REACHED = "not-reached"
    UNDECIDED = "undecided"
    DECIDED_SINCE = "decided-since"
    NOT_DEALT_WITH = "not-dealt-with"


@dataclass(slots=True)
class Thing:
    """One return, or something that arrived and is none, by its bytes. `day` is the one that counts for it: that of the
    audit or that on which it came, whichever is later; None where neither is known. `returned` is None where the record
    has no row of it. `group` is the same for all that must go together."""

    sha256: str
    returned: Return | None = None
    files: set[str] = field(default_factory=set)
    came: date | None = None
    last: date | None = None
    is_return: bool = False
    counts: bool = True
    group: str = ""
    against: set[Against] = field(default_factory=set)
    day: date | None = None

    def dated(self, by_audit: bool) -> date | None:
        """The day that counts: `by_audit` that of the audit, whenever it came."""
        audited = lapsed.day(self.returned.date if self.returned else None)
        if audited and self.came and audited > self.came:
            audited = None  # an audit is not made after its return has come: the year is mistyped
        if by_audit and audited:
            return audited
        return max(filter(None, (audited, self.came)), default=None) or self.last

    @property
    def file(self) -> str:
        return self.returned.file if self.returned else min(self.files, default=self.sha256[:8])


@dataclass(frozen=True, slots=True)
class Group:
    """All that must go together. `against` is what stands against it, of any of them."""

    things: tuple[Thing, ...]
    against: tuple[Against, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(sorted(thing.sha256 for thing in self.things))


@dataclass(frozen=True, slots=True)
class Found:
    """What there is before a day. `past` can be removed; `held` is past its time as well, and something stands against
    it; `waiting` is how many are past their time and go only together with one that is not. `undated` are files of
    which no day is known. `lapsed` is what else the journal has of that time, `left` how much stays."""

    before: date
    past: tuple[Group, ...]
    held: tuple[Group, ...]
    waiting: int
    undated: tuple[str, ...]
    lapsed: Lapsed
    left: int

    @property
    def is_nothing(self) -> bool:
        return not self.past and self.lapsed.is_nothing
