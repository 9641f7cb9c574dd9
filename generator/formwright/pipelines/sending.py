"""Notices on their way: each handed over once, with the record told before and after.

Before a notice is handed over the journal says so, on the disk. What the server answered is written after it. Where a
run is cut off between the two nobody knows whether the notice arrived: it is not sent again until a person has said so.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from formwright.diagnostics import Diagnostic, error
from formwright.errors import CannotRun
from formwright.mail.server import Answer, Handed, Post
from formwright.notices.notice import Notice, State
from formwright.places import Place
from formwright.record.events import Event, What
from formwright.record.store import Record

MOST_TRIES = 3
"""How often a notice is tried that the server does not take for now. Then a person must see to it."""

STATES = {
    Answer.ACCEPTED: State.SENT,
    Answer.REFUSED: State.REFUSED,
    Answer.LATER: State.REFUSED,
    Answer.UNCERTAIN: State.UNCERTAIN,
}


@dataclass(frozen=True, slots=True)
class Attempts:
    """By its key, how often each notice was tried that has not arrived; and what the server said last."""

    tries: dict[str, int] = field(default_factory=dict)
    for_good: frozenset[str] = frozenset()
    said: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, events: Iterable[Event]) -> "Attempts":
        found = cls()
        refused = set[str]()
        for event in events:
            key, state = str(event.more.get("key")), event.more.get("state")
            if state == State.REFUSED:
                found.tries[key] = found.tries.get(key, 0) + 1
                found.said[key] = str(event.more.get("said") or "")
                if not event.more.get("again"):
                    refused.add(key)
            elif state in (State.READY, State.SENT):
                found.tries.pop(key, None)
                refused.discard(key)
        return cls(found.tries, frozenset(refused), found.said)

    def can_go(self, notice: Notice) -> bool:
        """Whether it may be handed over without a person's word."""
        if notice.state is State.READY:
            return True
        tries = self.tries.get(notice.key, 0)
        return notice.state is State.REFUSED and notice.key not in self.for_good and tries < MOST_TRIES


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
) -> Iterator[Sent]:
    """Hands over each of these notices, each to one address. Raises CannotRun where the record cannot be written to:
    then nothing more is sent."""
    tries = Attempts.of(record.events(What.NOTICE)).tries
    for notice in notices:
        content = message(notice)
        record.add([Event(What.NOTICE, clock(), notice.sha256, notice.event(State.SENDING))])
        handed = post.hand_over(sender, notice.email.strip(), content)
        more: dict[str, object] = {"said": handed.said}
        if handed.answer is Answer.LATER:
            more["again"] = tries.get(notice.key, 0) + 1 < MOST_TRIES
        event = notice.event(STATES[handed.answer]) | more
        record.add([Event(What.NOTICE, clock(), notice.sha256, event)])
        yield Sent(notice, handed)


def faults(notices: Iterable[Notice], attempts: Attempts) -> Iterator[Diagnostic]:
    """An error for each notice that stays where it is until somebody deals with it."""
    for one in notices:
        place = Place(one.file)
        whom = f"The notice to {one.name} <{one.email}>"
        if one.state in (State.SENDING, State.UNCERTAIN):
            message = f"{whom} may have been sent or not: a run was cut off while it was being handed over."
            hint = f"Ask them, then say so: 'formwright notify --mark-sent {one.key[:8]}', or --send-again."
            yield error("notice/uncertain", place, message, hint)
        elif one.state is State.REFUSED and not attempts.can_go(one):
            said = attempts.said.get(one.key)
            message = f"{whom} was refused by the mail server{f' ({said})' if said else ''}."
            hint = (
                "Correct the address in directory.yaml. Or notify them in another way, then say so: 'formwright notify "
                f"--mark-sent {one.key[:8]}'."
            )
            yield error("notice/refused", place, message, hint)


def settle(record: Record, notice: Notice, state: State, who: str, at: str) -> None:
    """Records what a person has found out: that it arrived, or that it must be sent again."""
    if not who.strip():
        raise CannotRun("It must be recorded who says so.", "Give a name with --who.")
    record.add([Event(What.NOTICE, at, notice.sha256, notice.event(state) | {"who": who})])


def summary(sent: Counter[Answer]) -> str:
    """How many of each, as a sentence."""
    words = {
        Answer.ACCEPTED: "sent",
        Answer.REFUSED: "refused",
        Answer.LATER: "to be tried again",
        Answer.UNCERTAIN: "not certain",
    }
    listed = ", ".join(f"{sent[each]:,} {words[each]}" for each in Answer if sent[each])
    return f"{listed or 'Nothing to send'}."
