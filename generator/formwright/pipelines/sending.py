"""Notices on their way: each handed over once, with the record told before and after.

Before a notice is handed over the journal says so, on the disk. What the server answered is written after it. Where a
run is cut off between the two nobody knows whether the notice arrived: it is not sent again until a person has said so.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from formwright.diagnostics import Diagnostic, error
from formwright.errors import CannotRun
from formwright.mail.server import Answer, Handed, Post
from formwright.notices.notice import Notice, State
from formwright.places import Place
from formwright.record.events import Event, What
from formwright.record.store import Record

TRIES, DAYS = 3, 2
"""How often, and for how many days at least, a notice is tried that the server does not take for now. Then a person
must see to it."""
LOST_IN_A_ROW, REFUSED_IN_A_ROW = 3, 5
"""After so many lost connections, or so many refused addresses, with nothing taken in between, it is the server that
must be seen to, and not each notice."""

STATES = {
    Answer.ACCEPTED: State.SENT,
    Answer.REFUSED: State.REFUSED,
    Answer.LATER: State.REFUSED,
    Answer.UNCERTAIN: State.UNCERTAIN,
}


@dataclass(frozen=True, slots=True)
class Tries:
    """Of one notice that has not arrived: how often it was tried, since when, whether it is tried again by itself, and
    what the server said last."""

    number: int
    since: str
    again: bool
    said: str


@dataclass(frozen=True, slots=True)
class Attempts:
    """The tries of each notice that was refused last, by its key."""

    tries: dict[str, Tries] = field(default_factory=dict)

    @classmethod
    def of(cls, events: Iterable[Event]) -> "Attempts":
        tries: dict[str, Tries] = {}
        for event in events:
            key, more = str(event.more.get("key")), event.more
            if more.get("state") == State.REFUSED:
                before = tries.get(key)
                number, since = (before.number + 1, before.since) if before else (1, event.at)
                tries[key] = Tries(number, since, bool(more.get("again")), str(more.get("said") or ""))
            elif more.get("state") == State.SENT or "who" in more:  # somebody has seen to it: it begins anew
                tries.pop(key, None)
        return cls(tries)

    def can_go(self, notice: Notice) -> bool:
        """Whether it may be handed over without a person's word."""
        tries = self.tries.get(notice.key)
        return notice.state is State.READY or (notice.state is State.REFUSED and tries is not None and tries.again)

    def goes_again(self, key: str, at: str) -> bool:
        """Whether a notice that the server does not take for now, at this moment, is tried another time."""
        tries = self.tries.get(key)
        if tries is None or tries.number + 1 < TRIES:
            return True
        return datetime.fromisoformat(at) - datetime.fromisoformat(tries.since) < timedelta(days=DAYS)


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one notice."""

    notice: Notice
    handed: Handed


def send(
    notices: Iterable[Notice],
    record: Record,
    post: Post,
    sender: str,
    message: Callable[[Notice], bytes],
    clock: Callable[[], str],
    is_stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Sent]:
    """Hands over each of these notices, each to one address, until somebody stops it. Raises CannotRun where the record
    cannot be written to, and where the server takes nothing: then nothing more is sent."""
    attempts = Attempts.of(record.events(What.NOTICE))
    in_a_row = _InARow()
    for notice in notices:
        if is_stopped():
            return
        content = message(notice)

        _note(record, notice, State.SENDING, clock)
        try:
            handed = post.hand_over(sender, notice.email.strip(), content)
        except BaseException:
            _note(record, notice, State.UNCERTAIN if post.may_have_it else State.READY, clock)
            raise
        more: dict[str, object] = {"said": handed.said}
        if handed.answer is Answer.LATER:
            more["again"] = attempts.goes_again(notice.key, clock())
        _note(record, notice, STATES[handed.answer], clock, **more)
        yield Sent(notice, handed)
        in_a_row.add(notice, handed)


def _note(record: Record, notice: Notice, state: State, clock: Callable[[], str], **more: object) -> None:
    record.add([Event(What.NOTICE, clock(), notice.sha256 or None, notice.event(state) | more)])


@dataclass(slots=True)
class _InARow:
    """What went wrong since the server took something last."""

    lost: int = 0
    refused: set[str] = field(default_factory=set)

    def add(self, notice: Notice, handed: Handed) -> None:
        """Raises CannotRun where it is the server that must be seen to."""
        self.lost = self.lost + 1 if handed.is_lost else 0
        if handed.answer is Answer.ACCEPTED:
            self.refused.clear()
        elif handed.answer is Answer.REFUSED:
            self.refused.add(notice.email)
        remedy = "Find out why before you send again. 'formwright notify --list' shows what was sent and what was not."
        if self.lost == LOST_IN_A_ROW:
            raise CannotRun(f"The connection to the mail server was lost {self.lost} times in a row.", remedy)
        if len(self.refused) == REFUSED_IN_A_ROW:
            raise CannotRun(f"The mail server refused {len(self.refused)} addresses, one after another.", remedy)


def faults(notices: Iterable[Notice], attempts: Attempts) -> Iterator[Diagnostic]:
    """An error for each notice that stays where it is until somebody deals with it."""
    for one in notices:
        place = Place(one.file or "directory.yaml")
        whom = f"The notice to {one.name} <{one.email}>"
        if one.state in (State.SENDING, State.UNCERTAIN):
            message = f"{whom} may have been sent or not: a run was cut off while it was being handed over."
            hint = f"Ask them, then say so: 'formwright notify --mark-sent {one.key[:8]}', or --send-again."
            yield error("notice/uncertain", place, message, hint)
        elif one.state is State.REFUSED and not attempts.can_go(one):
            tries = attempts.tries.get(one.key)
            said = f" ({tries.said})" if tries and tries.said else ""
            message = f"{whom} was refused by the mail server{said}."
            hint = (
                "Correct the address in directory.yaml, or send it again with "
                f"'formwright notify --send-again {one.key[:8]}'. Or notify them in another way, then say so with "
                "--mark-sent."
            )
            yield error("notice/refused", place, message, hint)


def settle(record: Record, notices: Iterable[Notice], state: State, who: str, at: str) -> None:
    """Records what a person has found out: that these arrived, or that they must be sent again."""
    if not who.strip():
        raise CannotRun("It must be recorded who says so.", "Give a name with --who.")
    record.add(Event(What.NOTICE, at, one.sha256 or None, one.event(state) | {"who": who}) for one in notices)


def summary(became: Counter[Answer], wanted: int) -> str:
    """How many of each, as a sentence."""
    words = {
        Answer.ACCEPTED: "sent",
        Answer.REFUSED: "refused",
        Answer.LATER: "to be tried again",
        Answer.UNCERTAIN: "not certain",
    }
    listed = [f"{became[each]:,} {words[each]}" for each in Answer if became[each]]
    if rest := wanted - became.total():
        listed.append(f"{rest:,} not sent yet")
    return f"{', '.join(listed)}."
