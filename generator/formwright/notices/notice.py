"""A notice: one email to one address, and what it says, before it has been put into words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from formwright.notices import things
from formwright.oversight.reminders import Reminder


class Kind(StrEnum):
    """A `notice` tells a recipient of an audit; a `slip` tells the auditor what is missing or wrong in a return; a
    `correction` tells somebody that what they were told of an audit no longer holds; a `reminder` tells them what they
    still owe."""

    NOTICE = "notice"
    SLIP = "slip"
    CORRECTION = "correction"
    REMINDER = "reminder"


class State(StrEnum):
    """How far it has got. `uncertain`: it was being handed over when the run was cut off. Whoever looks into it adds
    the event `sent`, or `ready` to have it sent again."""

    READY = "ready"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"
    GIVEN_UP = "given-up"


MAY_HAVE_IT = (State.SENT, State.SENDING, State.UNCERTAIN)
"""States in which it may have arrived, so that it is not made again by itself."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an audit comes to somebody: the title of the role, and the rule in words (see `model.review.Told`). `how`
    says how they come to act in the role, where they do not simply hold it."""

    role: str
    title: str
    because: str
    is_judged: bool = True
    how: str | None = None

    @property
    def in_words(self) -> str:
        return f"{self.title}: because it was {self.because}" if self.is_judged else f"{self.title}: {self.because}"


@dataclass(frozen=True, slots=True)
class Post:
    """As what somebody is told: a role for a case (see `things.post`), and the addresses of all who hold it."""

    id: str
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class About:
    """A return, as a notice speaks of it. `judgement` is its label, `rank` how serious it is: 0 for the best of a
    scale. `date` is as the return says it, `2014-01-15`."""

    file: str
    sha256: str
    title: str
    case_id: str | None
    date: str | None
    judgement: str | None
    rank: int
    reasons: tuple[Reason, ...] = ()

    @property
    def in_words(self) -> str:
        """As a clause: what somebody was told."""
        judged = f"was judged {self.judgement}" if self.judgement else "was audited"
        on = f" of {spelt(self.date)}" if self.date else ""
        return f"{things.case(self.case_id)} {judged} in the {self.title}{on}"


@dataclass(frozen=True, slots=True)
class Faults:
    """What is missing or wrong under one heading of the form, in its words."""

    heading: str
    missing: tuple[str, ...]
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Before:
    """What somebody was told, and on which day, that no longer holds."""

    told: str
    on: date


@dataclass(frozen=True, slots=True)
class Notice:
    """`key` is the same for the same notice in every run. `file`, `sha256` and `case_id` are of the return; where it is
    `about` several, which differ, of the first. A reminder is of no return: they are empty, and `owes` is what it
    reminds of, as the record has it on the day `as_of`. `roles` are ids. `says` is what the recipient knows afterwards,
    as digests (see `things`), `told` the same in words; `posts` are as what they are told. `respond_by` is the day by
    which they must answer. `is_auditor` is whether they made the audit themselves. `before` is what a correction takes
    back; where it is `about` nothing, they need do nothing more. `faults` are those of a slip, and
    `mailbox` the id of that to which its return goes."""

    key: str
    kind: Kind
    file: str
    sha256: str
    case_id: str | None
    roles: tuple[str, ...]
    name: str
    email: str
    because: str
    thing: str
    says: tuple[str, ...]
    posts: tuple[Post, ...] = ()
    told: tuple[str, ...] = ()
    about: tuple[About, ...] = ()
    respond_by: date | None = None
    respond_within: int | None = None
    state: State = State.READY
    is_auditor: bool = False
    before: tuple[Before, ...] = ()
    faults: tuple[Faults, ...] = ()
    mailbox: str | None = None
    owes: tuple[Reminder, ...] = ()
    as_of: date | None = None

    @property
    def months(self) -> frozenset[str]:
        """The months that it is about, as `2014-01`: of the audits, or of the days by which something is owed."""
        return frozenset((*(one.date[:7] for one in self.about if one.date), *(f"{o.by:%Y-%m}" for o in self.owes)))

    @property
    def rank(self) -> int:
        """How serious it is, among notices."""
        return max((one.rank for one in self.about), default=-1)

    def event(self, state: State) -> dict[str, object]:
        """What an event NOTICE must have in its `more`, so that later runs know who was told of what."""
        return {
            "key": self.key,
            "kind": str(self.kind),
            "state": str(state),
            "email": self.email,
            "name": self.name,
            "roles": list(self.roles),
            "because": self.because,
            "file": self.file,
            "case_id": self.case_id,
            "thing": self.thing,
            "says": list(self.says),
            "posts": [[post.id, *post.holders] for post in self.posts],
            "told": list(self.told),
            "respond_by": self.respond_by.isoformat() if self.respond_by else None,
        }


def spelt(day: date | str) -> str:
    """A day as people write it; what is no day as it is."""
    try:
        found = date.fromisoformat(day) if isinstance(day, str) else day
    except ValueError:
        return things.shown(str(day))
    return f"{found.day} {found:%B %Y}"
