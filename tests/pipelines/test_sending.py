"""Each notice is sent once, is still owed, or is said to be uncertain, whatever the mail server does."""

import smtplib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mail.mail_server import PLANS, Handler, serving
from tests.samples import times

from formwright.errors import CannotRun
from formwright.mail.server import Answer, Patience, opened
from formwright.model.mail import Security, Server
from formwright.notices.notice import Kind, Notice, State
from formwright.pipelines.sending import Attempts, Sent, faults, send, settle
from formwright.record.events import What
from formwright.record.store import Record, writing

QUICK = Patience(0.3, 0.3)
FROM = "audits@example.org"


def notice(number: int, email: str | None = None) -> Notice:
    whom = email or f"p{number}@example.org"
    return Notice(f"{number:020d}", Kind.NOTICE, "a.yaml", "a" * 64, "A1042", ("iro",), "Ann", whom, "", "t", ("s",))


def message(one: Notice) -> bytes:
    return f"Message-ID: {_id(one)}\r\n\r\nText\r\n".encode()


def _id(one: Notice) -> str:
    return f"<{one.key}@example.org>"


class Office:
    """Sends notices as the command does: each that is in a state in which it can go."""

    def __init__(self, record: Record, port: int, notices: Iterable[Notice]) -> None:
        self.record, self.notices = record, list(notices)
        self.server = Server("127.0.0.1", port, Security.NONE)
        self.now = datetime(2026, 11, 27, 9, tzinfo=UTC)

    def clock(self) -> str:
        return f"{self.now:%Y-%m-%dT%H:%M:%SZ}"

    def states(self) -> dict[str, State]:
        return {str(e.more["key"]): State(str(e.more["state"])) for e in self.record.events(What.NOTICE)}

    def due(self) -> list[Notice]:
        states = self.states()
        found = [replace(one, state=states.get(one.key, State.READY)) for one in self.notices]
        return [one for one in found if one.state is not State.SENT]

    def attempts(self) -> Attempts:
        return Attempts.of(self.record.events(What.NOTICE))

    def run(self, limit: int = 1000) -> list[Answer]:
        """What became of each."""
        return [one.handed.answer for one in self.sent(limit)]

    def sent(self, limit: int = 1000) -> Iterator[Sent]:
        attempts, left = self.attempts(), count(limit, -1)
        ready = [one for one in self.due() if attempts.can_go(one)]
        with opened(self.server, None, QUICK) as post:
            yield from send(ready, self.record, post, FROM, message, self.clock, lambda: next(left) <= 0)

    def stuck(self) -> list[str]:
        return [one.code for one in faults(self.due(), self.attempts())]


@contextmanager
def office_of(notices: int, handler: Handler) -> Iterator[Office]:
    with TemporaryDirectory() as folder, writing(Path(folder)) as record, serving(handler) as port:
        yield Office(record, port, map(notice, range(notices)))


def test_each_is_sent_once_and_a_second_run_has_nothing_to_send() -> None:
    server = Handler()
    with office_of(4, server) as office:
        assert office.run() == [Answer.ACCEPTED] * 4
        assert office.run() == []

    assert server.accepted == Counter(_id(notice(n)) for n in range(4))


def test_each_is_in_the_record_before_it_is_handed_over() -> None:
    seen: list[tuple[str, int]] = []
    server = Handler()
    with office_of(2, server) as office:
        path = office.record.root / "record.jsonl"
        server.reached = lambda stage: seen.append((stage, path.read_text("ascii").count("sending")))
        office.run()

    assert [one for one in seen if one[0] == "mail"] == [("mail", 1), ("mail", 2)]


def test_one_that_is_refused_stays_an_error_until_somebody_has_seen_to_it() -> None:
    server = Handler(lambda n: "rcpt refuses" if n == 0 else "accepts")
    with office_of(2, server) as office:
        assert office.run() == [Answer.REFUSED, Answer.ACCEPTED]
        assert office.run() == []
        assert office.stuck() == ["notice/refused"]
        settle(office.record, [office.due()[0]], State.READY, "Ann Bell", office.clock())
        assert office.run() == [Answer.ACCEPTED]
        assert office.stuck() == []

    assert set(server.accepted.values()) == {1}


def test_one_that_is_not_taken_for_now_is_tried_three_times_and_for_two_days() -> None:
    with office_of(1, Handler(lambda _: "rcpt later")) as office:
        for hours in (0, 1, 2, 50):
            office.now = datetime(2026, 11, 27, 9, tzinfo=UTC) + timedelta(hours=hours)
            assert office.stuck() == []
            assert office.run() == [Answer.LATER]

        assert office.run() == []
        assert office.stuck() == ["notice/refused"]


def test_one_of_which_nobody_can_know_waits_for_a_person() -> None:
    server = Handler(lambda n: "end takes and drops" if n == 0 else "accepts")
    with office_of(2, server) as office:
        assert office.run() == [Answer.UNCERTAIN, Answer.ACCEPTED]
        assert office.run() == []
        assert office.stuck() == ["notice/uncertain"]
        settle(office.record, [office.due()[0]], State.SENT, "Ann Bell", office.clock())
        assert (office.run(), office.stuck()) == ([], [])

    assert set(server.accepted.values()) == {1}


def test_who_says_what_became_of_it_must_be_named() -> None:
    with office_of(1, Handler()) as office, pytest.raises(CannotRun, match="who says so"):
        settle(office.record, [office.due()[0]], State.SENT, " ", office.clock())


def test_a_server_that_takes_nothing_ends_the_run_and_is_held_against_no_notice() -> None:
    server = Handler(lambda n: "accepts" if n == 0 else "mail refuses")
    with office_of(3, server) as office:
        with pytest.raises(CannotRun, match="does not accept emails from"):
            office.run()
        assert office.attempts().tries == {}
        server.plan = lambda _: "accepts"
        assert office.run() == [Answer.ACCEPTED] * 2

    assert set(server.accepted.values()) == {1}


@pytest.mark.parametrize(("plan", "number"), [("end drops", 3), ("data drops", 3), ("rcpt refuses", 5)])
def test_a_server_that_is_out_of_order_spoils_a_few_notices_and_not_hundreds(plan: str, number: int) -> None:
    with office_of(20, Handler(lambda _: plan)) as office:
        with pytest.raises(CannotRun, match=r"one after another|in a row"):
            office.run()

        assert len(office.states()) == number


def test_a_run_that_somebody_stops_sends_what_it_has_begun_and_the_next_one_the_rest() -> None:
    server = Handler()
    with office_of(3, server) as office:
        assert office.run(limit=1) == [Answer.ACCEPTED]
        assert office.run() == [Answer.ACCEPTED] * 2

    assert set(server.accepted.values()) == {1}


class Cut(BaseException):
    pass


@pytest.mark.parametrize(("stage", "state"), [("mail", State.READY), ("data", State.READY), ("end", State.UNCERTAIN)])
def test_one_that_is_cut_short_by_ctrl_c_is_ready_unless_it_may_have_arrived(
    stage: str, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = {"mail": "mail", "data": "docmd", "end": "getreply"}
    with office_of(1, Handler()) as office:
        whole, number = getattr(smtplib.SMTP, calls[stage]), count()

        def cut(smtp: smtplib.SMTP, *words: object, **more: object) -> object:
            if stage != "end" or next(number) == 5:
                raise Cut
            return whole(smtp, *words, **more)

        monkeypatch.setattr(smtplib.SMTP, calls[stage], cut)
        with pytest.raises(Cut):
            office.run()

        assert list(office.states().values()) == [state]


@settings(max_examples=times(15), deadline=None)
@given(
    st.lists(st.sampled_from(["accepts", *PLANS]), max_size=25),
    st.lists(st.integers(0, 4), min_size=1, max_size=4),
)
def test_whatever_the_server_does_nothing_is_sent_twice_and_nothing_forgotten(
    plans: list[str], limits: list[int]
) -> None:
    """Somebody who asks the server says of each uncertain one what became of it; in the end the server is well."""
    server = Handler(lambda n: plans[n] if n < len(plans) else "accepts")
    with office_of(5, server) as office:
        for limit in limits:
            with suppress(CannotRun):
                office.run(limit)
            assert set(server.accepted.values()) <= {1}
            _hold(office, server)
            office.now += timedelta(hours=1)
            for one in office.due():
                if one.state is State.UNCERTAIN:
                    arrived = server.accepted[_id(one)] == 1
                    settle(office.record, [one], State.SENT if arrived else State.READY, "Ann", office.clock())
        server.plan = lambda _: "accepts"
        for one in office.due():
            if one.state is State.REFUSED:
                settle(office.record, [one], State.READY, "Ann", office.clock())
        office.run()

    assert server.accepted == Counter(_id(notice(n)) for n in range(5))


def _hold(office: Office, server: Handler) -> None:
    """What the record says of each is so, as the server knows it."""
    states, attempts = office.states(), office.attempts()
    for one in office.notices:
        arrived = server.accepted[_id(one)] == 1
        match states.get(one.key, State.READY):
            case State.SENT:
                assert arrived
            case State.READY | State.REFUSED:
                assert not arrived
            case State.UNCERTAIN:
                assert not attempts.can_go(replace(one, state=State.UNCERTAIN))
            case other:
                raise AssertionError(other)
