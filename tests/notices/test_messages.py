"""Notices as emails: what mail programs and servers everywhere can read, with nothing in it that must not be."""

import email
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.policy import SMTP, default

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.notices.record import Memory, due_of, people, returned
from tests.notices.test_due import BETTER, WORSE
from tests.notices.test_slips import AUDITOR, NO_GRADE, UNDATED
from tests.samples import FRAMEWORK

from formwright.model.framework import Holder, Mailbox
from formwright.model.mail import Mail
from formwright.notices.messages import Attachment, Letterhead, message
from formwright.notices.notice import Kind, Notice
from formwright.pipelines.notifying import name

AT = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
assert FRAMEWORK.framework is not None
HEAD = Letterhead(
    FRAMEWORK.framework,
    Mail("audits@example.org", "Audits", "team@example.org"),
    FRAMEWORK.framework.mailbox("performance-and-quality-assurance"),
)
FORM = Attachment("A1103-form.docx", "application/vnd.test", b"\x00\xff" * 3000)


def notice(*changes: tuple[str, str]) -> Notice:
    return due_of(Memory([returned(*changes)])).notices[0]


def slip() -> Notice:
    found = due_of(Memory([returned(NO_GRADE, UNDATED)]), people(AUDITOR)).notices
    return next(n for n in found if n.kind is Kind.SLIP)


def corrections() -> list[Notice]:
    old, new = returned(), returned(WORSE, file="b.yaml")
    record = Memory([old])
    record.hand_over(due_of(record).notices, at="2026-11-03T11:00:00Z")
    record.take(new)
    record.supersede(old, new)
    return due_of(record).notices


EVERY = [
    pytest.param(notice(), None, id="notice"),
    pytest.param(slip(), FORM, id="slip"),
    *(pytest.param(one, None, id=f"{one.kind} to {one.roles[0]}") for one in corrections()),
]


def read(raw: bytes) -> EmailMessage:
    return email.message_from_bytes(raw, policy=default)


def part(raw: bytes, kind: str) -> str:
    body = read(raw).get_body((kind,))
    assert body is not None
    return str(body.get_content())


@pytest.mark.parametrize(("one", "form"), EVERY)
def test_every_server_takes_it(one: Notice, form: Attachment | None) -> None:
    raw = message(one, HEAD, AT, form)

    assert raw.isascii() and raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert not read(raw).defects


@pytest.mark.parametrize(("one", "form"), EVERY)
def test_it_is_the_same_each_time(one: Notice, form: Attachment | None) -> None:
    assert message(one, HEAD, AT, form) == message(one, HEAD, AT, form)


@pytest.mark.parametrize(("one", "form"), EVERY)
def test_it_comes_as_plain_text_and_as_accessible_html(one: Notice, form: Attachment | None) -> None:
    raw = message(one, HEAD, AT, form)
    page = part(raw, "html")

    assert '<html lang="en-GB">' in page and page.count("<h1") == 1
    assert not re.search(r"<(img|script|link|iframe|style)|https?:", page)
    assert page.count("<th ") == page.count('<th scope="row"') == page.count("<tr>")
    assert max(map(len, part(raw, "plain").splitlines())) <= 72


def test_its_head_says_whom_it_is_from_and_that_no_person_wrote_it() -> None:
    one = notice(WORSE)
    head = read(message(one, HEAD, AT))

    assert (head["From"], head["Reply-To"]) == ("Audits <audits@example.org>", "team@example.org")
    assert head["Message-ID"] == f"<{one.key}@example.org>"
    assert (head["Auto-Submitted"], head["Date"]) == ("auto-generated", "Fri, 27 Nov 2026 12:00:00 +0000")
    assert head["Subject"] == "Case A1103 was judged Inadequate"


def test_the_form_to_complete_goes_with_a_slip() -> None:
    [attached] = read(message(slip(), HEAD, AT, FORM)).iter_attachments()

    assert (attached.get_filename(), attached.get_content()) == (FORM.name, FORM.content)


@pytest.mark.parametrize(("one", "form"), EVERY)
def test_no_answer_that_somebody_wrote_is_in_it(one: Notice, form: Attachment | None) -> None:
    raw = message(one, HEAD, AT, form)

    for kind in ("plain", "html"):
        said = " ".join(part(raw, kind).split())
        for written in ("chronology", "Seen at school", "Social worker 22", "soon-ish", "four months ago"):
            assert written not in said


@given(st.text(min_size=1), st.text(min_size=1, max_size=80))
def test_any_name_and_any_case_id_arrive_on_one_line(name: str, case_id: str) -> None:
    one = replace(notice(BETTER), name=name, case_id=case_id)
    raw = message(one, HEAD, AT)

    assert raw.isascii()
    found = email.message_from_bytes(raw, policy=SMTP)
    assert [a.addr_spec for a in found["To"].addresses] == [one.email]
    assert found.get_content_type() == "multipart/alternative"
    assert found["Auto-Submitted"] == "auto-generated"


def test_markup_in_a_name_stays_text() -> None:
    one = due_of(Memory([returned(BETTER)]), people(Holder("team-manager", "<b>Tina</b>", "t@example.org"))).notices[0]

    assert "&lt;b&gt;Tina&lt;/b&gt;" in part(message(one, HEAD, AT), "html")


def test_it_says_by_when_to_answer() -> None:
    one = replace(notice(), respond_by=date(2026, 12, 4), respond_within=5)

    assert "By Friday 4 December 2026 (5 working days), please tell" in part(message(one, HEAD, AT), "plain")


def test_who_carried_out_an_audit_and_holds_a_role_hears_why_it_comes_to_them() -> None:
    text = " ".join(part(message(replace(notice(WORSE), is_auditor=True), HEAD, AT), "plain").split())

    assert "You carried out this audit or sent it in. This email comes to you because of your role." in text


def test_a_team_is_named_as_people_name_it_and_another_mailbox_as_it_is() -> None:
    team, box = (replace(HEAD, contact=Mailbox("x", title, "x@example.org")) for title in ("Quality Team", "Audits"))

    assert "Write to the Quality Team (x@example.org)." in part(message(notice(), team, AT), "plain")
    assert "Write to Audits (x@example.org)." in part(message(notice(), box, AT), "plain")


def test_an_email_is_named_by_what_it_is_about() -> None:
    taken_back = next(one for one in corrections() if not one.about)
    undated = replace(slip(), key="0123456789")

    assert name(replace(taken_back, key="0123456789")) == f"A1103-correction-{taken_back.roles[0]}-01234567.eml"
    assert name(undated) == "no-date-A1103-slip-auditor-01234567.eml"
