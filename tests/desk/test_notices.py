"""The notices that wait, with their text; and sending them only once somebody has been asked."""

import re
import time
from collections.abc import Sequence
from dataclasses import replace
from email import message_from_bytes
from io import BytesIO
from zipfile import ZipFile

import pytest
from tests.desk.conftest import Folder, Still, Visitor
from tests.mail.mail_server import Handler, serving

from formwright.desk.letters import Letter
from formwright.desk.work import Tell
from formwright.notices.notice import State
from formwright.record import store
from formwright.record.events import Event, What

SERVER = "mail: {from: audits@example.org, server: {host: mail.example.org, security: tls}}\n"
TESS = ("team-manager", "Tess Manager", "tess@example.org")


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys of the notices that are sent: all but the second arrive."""
    keys: list[str] = []

    def send(self: Still, given: Sequence[str], tell: Tell) -> list[Letter]:
        keys.extend(given)
        found = [one for one in self.letters() if one.key in given]
        states = ["sent", "refused"] + ["sent"] * len(found)
        return [replace(one, state=state, problem=state) for one, state in zip(found, states, strict=False)]

    monkeypatch.setattr(Still, "send", send)
    return keys


def test_each_notice_waits_with_the_text_that_the_person_will_read(visitor: Visitor, folder: Folder) -> None:
    folder.add("A7")
    visitor.get("/notices")

    for words in ("1 notice to send", "Tess Manager", "tess@example.org", "Case A7 was judged Good"):
        assert words in visitor.text()
    assert "Why you have been notified" in visitor.said


def test_without_a_mail_server_they_are_saved_as_emails_and_sent_by_hand(visitor: Visitor, folder: Folder) -> None:
    folder.add("A7"), folder.add("A8")
    assert "No mail server is named" in visitor.get("/notices") and "Send all" not in visitor.said

    visitor.post("/notices/pack", {"all": "all"})
    while 'data-over="no"' in visitor.said:
        visitor.get(visitor.place)
    assert "2 emails to send" in visitor.text()
    [there] = re.findall('action="(/notices/packed/[^"]+)"', visitor.said)
    with ZipFile(BytesIO(visitor.raw(there))) as archive:
        emails = [message_from_bytes(archive.read(name)) for name in archive.namelist()]
    assert [email["To"] for email in emails] == ["Tess Manager <tess@example.org>"] * 2
    assert {email["X-Unsent"] for email in emails} == {"1"}
    assert "2 notices to send" in visitor.get("/notices") and not folder.events(What.NOTICE)


def test_what_somebody_sent_by_hand_is_recorded_once_they_say_so(visitor: Visitor, folder: Folder) -> None:
    folder.add("A7"), folder.add("A8")
    [first, _] = re.findall('name="key" value="([^"]+)"', visitor.get("/notices"))
    asked = visitor.post("/notices/ask?what=sent", {"key": first})
    assert "Was this notice sent?" in visitor.text() and not folder.events(What.NOTICE)
    batch = re.findall('name="batch" value="([^"]+)"', asked)[0]

    assert "Enter your name" in visitor.post("/notices/sent", {"batch": batch})
    visitor.post("/notices/sent", {"batch": batch, "who": "Sam"})

    [event] = folder.events(What.NOTICE)
    assert (event.more["key"], event.more["state"], event.more["who"]) == (first, "sent", "Sam")
    assert "1 notice to send" in visitor.text()


def test_what_another_process_is_sending_is_not_taken_for_cut_off(
    visitor: Visitor, folder: Folder, office: Still
) -> None:
    sha256 = folder.add("A7")
    [letter] = office.letters()
    assert letter.notice
    folder.note(Event(What.NOTICE, "2026-01-05T10:00:00Z", sha256, {**letter.notice.event(State.SENDING)}))

    with store.writing(folder.returns):
        assert "1 notice is being sent at this moment" in visitor.get("/notices")
        assert "Went wrong" not in visitor.said
    assert "Went wrong" in visitor.get("/notices") and "being sent" not in visitor.said


def test_before_anything_is_sent_a_page_asks_and_names_the_number_and_the_server(
    visitor: Visitor, folder: Folder, sent: list[str]
) -> None:
    folder.people(TESS, more=SERVER)
    folder.add("A7"), folder.add("A8")
    assert "Send all 2 …" in visitor.get("/notices")
    asked = visitor.post("/notices/ask", {"all": "all"})

    assert "Send 2 notices through mail.example.org?" in visitor.text() and sent == []
    batch = {"batch": re.findall('name="batch" value="([^"]+)"', asked)[0]}
    visitor.post("/notices/send", batch)
    place = visitor.headers.get("Location", "")
    while 'data-over="no"' in visitor.said:
        visitor.get(place)
    assert len(sent) == 2

    assert "has been answered already" in visitor.post("/notices/send", batch)
    assert len(sent) == 2


def test_only_the_ticked_ones_are_asked_about(visitor: Visitor, folder: Folder, sent: list[str]) -> None:
    folder.people(TESS, more=SERVER)
    folder.add("A7"), folder.add("A8")
    [_, second] = re.findall('name="key" value="([^"]+)"', visitor.get("/notices"))
    visitor.post("/notices/ask", {"key": second})

    assert "Send 1 notice through mail.example.org?" in visitor.text()
    assert "A8" in visitor.said and "A7" not in visitor.said


def test_nothing_chosen_asks_nothing(visitor: Visitor, folder: Folder) -> None:
    assert "No notice was chosen" in visitor.post("/notices/ask", {})
    assert "has been answered already" in visitor.post("/notices/send", {"batch": "guessed"})


@pytest.mark.parametrize(
    ("state", "what", "then"),
    [("uncertain", "sent", "sent"), ("uncertain", "again", "ready"), ("refused", "again", "ready")],
)
def test_what_went_wrong_stays_until_somebody_says_what_became_of_it(
    visitor: Visitor, folder: Folder, office: Still, state: str, what: str, then: str
) -> None:
    sha256 = folder.add("A7")
    [letter] = office.letters()
    assert letter.notice
    step = {**letter.notice.event(letter.notice.state), "state": state}
    folder.note(Event(What.NOTICE, "2026-01-05T10:00:00Z", sha256, step))
    assert "Went wrong" in visitor.get("/notices")

    assert "Enter your name" in visitor.post("/notices/settle", {"key": letter.key, "what": what, "who": " "})
    visitor.post("/notices/settle", {"key": letter.key, "what": what, "who": "Sam"})

    last = folder.events(What.NOTICE)[-1]
    assert (last.more["state"], last.more["who"]) == (then, "Sam")
    assert "Went wrong" not in visitor.said
    assert ("1 notice to send" in visitor.text()) is (then == "ready")


def test_what_the_page_sends_goes_through_a_real_server_once(visitor: Visitor, folder: Folder) -> None:
    server = Handler(lambda n: "rcpt refuses" if n == 1 else "accepts")
    with serving(server) as port:
        folder.people(TESS, more=SERVER.replace("mail.example.org", "127.0.0.1").replace("tls", f"none, port: {port}"))
        folder.add("A7"), folder.add("A8")
        visitor.get("/notices")
        asked = visitor.post("/notices/ask", {"all": "all"})
        visitor.post("/notices/send", {"batch": re.findall('name="batch" value="([^"]+)"', asked)[0]})
        until = time.monotonic() + 20
        while "550 Not wanted" not in visitor.get("/notices") and time.monotonic() < until:
            time.sleep(0.1)

    assert "550 Not wanted" in visitor.said
    assert list(server.accepted.values()) == [1] and server.to == ["tess@example.org"]


DUTIES = """\
kind: duties
id: duties
title: Duties
version: "1.0"
issued: 2026-01-02
summary: Who must do what.
audience: Everyone
duties:
  - id: audits
    group: audits
    who: [team-manager]
    who_text: Managers
    what: Audit four cases.
    how_many: 4
    every: {n: 1, unit: month}
    to: The team
    tool: small-audit
    section: small-audit
    checked: system
    counted: {by: auditor}
remind: {working_days_before: 5, working_days_after: 5}
"""


def test_reminders_are_among_the_notices(visitor: Visitor, folder: Folder) -> None:
    """It is 5 January: December's audits are overdue."""
    folder.people(TESS, more=SERVER)
    (folder.root / "schedules").mkdir()
    (folder.root / "schedules" / "duties.yaml").write_text(DUTIES)
    visitor.get("/notices")

    assert "1 notice to send" in visitor.text()
    assert "Tess Manager Reminder about what is owed" in visitor.text()
    assert "Was due by: Wednesday 31 December 2025" in visitor.text()
    assert 'href="/returns/"' not in visitor.said
    asked = visitor.post("/notices/ask", {"all": "all"})
    assert "reminder about what is owed" in asked
