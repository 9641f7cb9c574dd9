"""Notices that are sent: they are shown, somebody is asked, and what became of each is said."""

import signal
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from formwright.cli import speaking
from formwright.cli.commands import complain
from formwright.cli.progress import counted
from formwright.cli.record import now, refreshed
from formwright.diagnostics import Diagnostic
from formwright.errors import CannotRun
from formwright.mail.server import Answer, opened, password_for
from formwright.notices import listing
from formwright.notices.notice import Notice
from formwright.pipelines import notifying, sending
from formwright.record.events import What

if TYPE_CHECKING:
    from formwright.model.basis import Basis
    from formwright.record.store import Record


@dataclass(frozen=True, slots=True)
class Sending:
    """What is to be sent, and where it is found."""

    root: Path | None
    returns: Path | None
    library: "Basis"
    office: notifying.Office
    file: str | None
    month: str | None
    format: str

    def run(self, password_file: Path | None, yes: bool) -> int:
        """Sends them, and gives the exit status."""
        server = self.office.head.mail.server
        if server is None:
            raise CannotRun("No mail server is named.", "Add 'server' under 'mail' in directory.yaml.")
        password = password_for(server, password_file)
        agreed = None if yes else self._agreed(server.host)
        became: Counter[Answer] = Counter()
        done: list[Notice] = []
        with refreshed(self.root, self.returns, self.library) as (kept, _), until_ctrl_c() as is_stopped:
            ready, errors = self._found(kept, agreed)
            complain(errors)
            if ready:
                try:
                    with opened(server, password) as post:
                        sender = self.office.head.mail.sender
                        handed = sending.send(ready, kept, post, sender, self._message(kept), now, is_stopped)
                        for one in counted(handed, "sent"):
                            became[one.handed.answer] += 1
                            done.append(replace(one.notice, state=sending.STATES[one.handed.answer]))
                            _say(one)
                finally:
                    speaking.say(sending.summary(became, len(ready)), err=self.format == "json")
            elif agreed is None:
                self._nothing()
        if self.format == "json":
            for piece in listing.as_json([*done, *errors]):
                speaking.write(piece)
        if is_stopped():
            raise KeyboardInterrupt
        return int(bool(errors or self.library.people) or became.total() != became[Answer.ACCEPTED])

    def _agreed(self, host: str) -> Collection[str]:
        """The keys of what somebody agrees to send. While they think about it, others can use the record."""
        with refreshed(self.root, self.returns, self.library) as (kept, _):
            ready, _errors = self._found(kept)
        if not ready:
            self._nothing()
            return ()
        number = f"{len(ready):,} {'email' if len(ready) == 1 else 'emails'}"
        if not sys.stdin.isatty():
            raise CannotRun(f"{number} would be sent, and nobody can be asked.", "Use --yes to send without asking.")
        summary = listing.Summary()
        for one in ready:
            summary.add(one)
        for line in summary.text():
            speaking.say(line, err=True)
        if not click.confirm(f"Send {number} through {host}?", err=True):
            raise CannotRun("Nothing was sent, as you asked.")
        return {one.key for one in ready}

    def _nothing(self) -> None:
        speaking.say("Nothing to send.", err=self.format == "json")

    def _found(self, kept: "Record", agreed: Collection[str] | None = None) -> tuple[list[Notice], list[Diagnostic]]:
        """What can be sent, where it was agreed on if anybody was asked; and errors for who cannot be reached."""
        attempts = sending.Attempts.of(kept.events(What.NOTICE))
        found = list(notifying.only(self.office.due(kept), self.file, self.month))
        notices = [one for one in found if isinstance(one, Notice)]
        ready = [one for one in notices if attempts.can_go(one) and (agreed is None or one.key in agreed)]
        return ready, [*(one for one in found if isinstance(one, Diagnostic)), *sending.faults(notices, attempts)]

    def _message(self, kept: "Record") -> Callable[[Notice], bytes]:
        return lambda notice: self.office.message(notice, kept.root, datetime.now().astimezone())


def _say(one: sending.Sent) -> None:
    if one.handed.answer is not Answer.ACCEPTED:
        speaking.say(f"{one.notice.name} <{one.notice.email}>: {SAID[one.handed.answer]}: {one.handed.said}", err=True)


SAID = {
    Answer.REFUSED: "refused",
    Answer.LATER: "not taken yet, so it will be tried again",
    Answer.UNCERTAIN: "it is not certain whether it was sent",
}


@contextmanager
def until_ctrl_c() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C was pressed. Pressed once it lets the email that is being sent arrive, and again it does not."""
    pressed = False

    def stop(number: int, frame: object) -> None:
        nonlocal pressed
        if pressed:
            raise KeyboardInterrupt
        pressed = True
        with suppress(RuntimeError):  # something was just being said
            speaking.say("Stopping after this email. Press Ctrl-C again to stop at once.", err=True)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, before)
