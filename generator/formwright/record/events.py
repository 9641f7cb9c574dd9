"""What happens to returns and is derived from nothing: each event is a line of the journal, and never changes.

An event is plain: `what` happened, `at` which moment (UTC, `2014-01-15T10:30:00Z`), to the return with the bytes
`sha256` (None where it concerns none), and `more`, which holds strings, numbers, booleans, lists and None alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class What(StrEnum):
    """The kinds of events; behind each what is in its `more`."""

    RECEIVED = "received"  # file, name (as it arrived), source, within, sender, sent, subject
    DUPLICATE = "duplicate"  # the same bytes again: as received
    NOT_USABLE = "not-usable"  # something that arrived and is no return: as received, with code and message
    HANDLED = "handled"  # somebody has dealt with something that arrived and is no return: who
    SUPERSEDED = "superseded"  # by (the sha256 that counts instead), relation (correction|rival|same|draft), who, why
    REINSTATED = "reinstated"  # a decision taken back: who, why
    NOTICE = "notice"  # a step of a notice: key, kind, state, and what it said
    ACTION = "action"  # an update to an action: row, state, who
    DUTY = "duty"  # an exemption from a duty: month, duty, person, approved_by, why
    DRAW = "draw"  # a random draw: month, seed, digest of the list, drawn
    REMOVED = (
        "removed"  # returns removed at the end of their time: before, who, and the bare counts (concerns no return)
    )


@dataclass(frozen=True, slots=True)
class Event:
    what: What
    at: str
    sha256: str | None = None
    more: Mapping[str, object] = field(default_factory=dict)
