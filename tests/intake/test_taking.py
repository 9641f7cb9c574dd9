"""Whatever forms arrive in, they come out of it unchanged, and nothing that came with them is left unsaid."""

import base64
import zipfile
from collections.abc import Iterable
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples import times

from formwright.intake import archives, taking
from formwright.intake.arrived import Arrived, Aside, Left, Origin, Source, Thing, Why

FORM = b"form: tier1-generic-audit\nversion: '1.0'\n"
PNG = b"\x89PNG\r\n\x1a\n"


def taken(content: bytes, name: str = "it.eml") -> list[Thing]:
    return list(taking.of_content(content, name, Origin(Source.FILE, f"inbox/{name}")))


def files(things: Iterable[Thing]) -> dict[str, bytes]:
    return {one.name: one.content for one in things if isinstance(one, Arrived) and not one.faults}


def codes(things: Iterable[Thing]) -> list[tuple[str, str]]:
    """Of what is kept whole its name, and why."""
    faulty = [(one.name, one.faults) for one in things if isinstance(one, Arrived) and one.faults]
    faulty += [(one.name, (one.fault,)) for one in things if isinstance(one, Left)]
    return [(name, fault.code) for name, faults in faulty for fault in faults]


def mail(*attached: tuple[str, bytes], sender: str = "Ann Lee <Ann.Lee@example.org>") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"], message["Message-ID"] = sender, "Audits", "<1@example.org>"
    message["Date"] = "Wed, 15 Jan 2014 00:30:00 +0100"
    message.set_content("Dear team, here it is.")
    for name, content in attached:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message


def packed(*entries: tuple[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries:
            made.writestr(name, content)
    return buffer.getvalue()


# --- e-mails ---------------------------------------------------------------------------------


def test_what_is_attached_comes_out_as_it_was_with_who_sent_it_and_when() -> None:
    (one,) = taken(mail(("Größe 1.yaml", FORM)).as_bytes())

    assert isinstance(one, Arrived)
    assert (one.name, one.content) == ("Größe 1.yaml", FORM)
    assert (one.origin.sender, one.origin.sent) == ("ann.lee@example.org", "2014-01-14T23:30:00Z")
    assert (one.origin.subject, one.origin.message_id, one.origin.source) == ("Audits", "<1@example.org>", "email")
    assert one.origin.place(one.name).file == "inbox/it.eml > Größe 1.yaml"


def test_an_email_without_a_form_is_kept_and_said() -> None:
    raw = mail().as_bytes()

    (one,) = taken(raw)

    assert codes([one]) == [("it.eml", "intake/no-form")]
    assert isinstance(one, Arrived)
    assert one.content == raw


def test_an_email_attached_to_another_gives_its_own_sender() -> None:
    outer = mail(sender="manager@example.org")
    outer.add_attachment(mail(("a.yaml", FORM)))

    (one,) = taken(outer.as_bytes())

    assert isinstance(one, Arrived)
    assert (one.content, one.origin.sender) == (FORM, "ann.lee@example.org")


def test_a_logo_in_the_text_is_counted_and_a_photograph_beside_it_is_an_attachment() -> None:
    message = mail(("a.yaml", FORM))
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.org", "Audit"
    message.set_content("Hello")
    message.add_alternative('<p>Hello</p><img src="cid:logo@x">', subtype="html")
    page = message.get_body(("html",))
    assert isinstance(page, EmailMessage)
    page.add_related(PNG, "image", "png", cid="<logo@x>", filename="logo.png")
    message.make_mixed()
    message.add_attachment(PNG + b"photo", maintype="image", subtype="png", filename="photo.png", disposition="inline")

    things = taken(message.as_bytes())

    assert files(things) == {"photo.png": PNG + b"photo"}
    assert [(one.name, one.why) for one in things if isinstance(one, Aside)] == [("logo.png", Why.PICTURE)]


def test_pictures_alone_are_no_form() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.org", "Audit"
    message.set_content('<img src="cid:scan">', subtype="html")
    message.add_related(PNG, "image", "png", cid="<scan>")

    assert codes(taken(message.as_bytes())) == [("it.eml", "intake/no-form")]


def test_a_report_that_an_email_did_not_arrive_gives_nothing_of_that_email() -> None:
    raw = (
        b"From: mailer-daemon@example.org\nSubject: Undelivered\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\n\n'
        b"--x\nContent-Type: text/plain\n\nIt did not arrive.\n--x\nContent-Type: message/rfc822\n\n"
        + mail(("slip.yaml", FORM)).as_bytes()
        + b"\n--x--\n"
    )

    assert codes(taken(raw)) == [("it.eml", "intake/not-delivered")]
    assert files(taken(raw)) == {}


@pytest.mark.parametrize(
    "kind",
    [
        'application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"',
        'multipart/encrypted; protocol="application/pgp-encrypted"; boundary="x"',
    ],
)
def test_an_encrypted_email_is_named(kind: str) -> None:
    raw = f"From: a@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: {kind}\n\n--x\n\nabc\n--x--\n".encode()

    assert codes(taken(raw)) == [("it.eml", "intake/encrypted")]


def broken(content_type: str, body: bytes) -> bytes:
    return f"From: a@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: {content_type}\n\n".encode() + body


CODED = base64.encodebytes(FORM)
PART = b'--x\nContent-Type: application/yaml; name="a.yaml"\nContent-Transfer-Encoding: base64\n\n'


@pytest.mark.parametrize(
    ("raw", "content"),
    [
        (broken("multipart/mixed", PART + CODED + b"--x--\n"), {}),  # no boundary is named
        (broken('multipart/mixed; boundary="y"', PART + CODED + b"--x--\n"), {}),  # another one is
        (broken('multipart/mixed; boundary="x"', PART + CODED), {"a.yaml": FORM}),  # cut off
        (broken('multipart/mixed; boundary="x"', PART + CODED[:-4] + b"\n--x--\n"), {"a.yaml": None}),
    ],
)
def test_a_damaged_email_gives_what_it_can_and_is_kept_whole(raw: bytes, content: dict[str, bytes | None]) -> None:
    things = taken(raw)

    assert ("it.eml", "intake/damaged") in codes(things)
    assert files(things).keys() == content.keys()
    assert all(files(things)[name] == expected for name, expected in content.items() if expected is not None)
    assert any(isinstance(one, Arrived) and one.content == raw for one in things)


@pytest.mark.parametrize(
    "header",
    [
        "From: =?no-such-charset?Q?Ann?= <a@example.org>",
        "From: =?utf-8?B?!!!?= <a@example.org>",
        "Date: the day before yesterday\nFrom: a@example.org",
        "Date: Wed, 99 Foo 99999 99:99:99 +9999\nFrom: a@example.org",
        "Message-ID: <[>\nFrom: a@example.org",
        "From: a@example.org\nContent-Disposition: ;;;=",
    ],
)
def test_a_line_that_breaks_the_rules_costs_no_attachment(header: str) -> None:
    body = broken('multipart/mixed; boundary="x"', PART + CODED + b"--x--\n").split(b"\n", 1)[1]

    things = taken(header.encode() + b"\n" + body)

    assert files(things) == {"a.yaml": FORM}


def test_a_name_that_leads_elsewhere_is_only_a_name() -> None:
    assert list(files(taken(mail(("../../etc/passwd", FORM), ("C:\\x\\b.yaml", FORM + b"\n")).as_bytes()))) == [
        "passwd",
        "b.yaml",
    ]


# --- archives --------------------------------------------------------------------------------


def test_archives_in_archives_and_emails_in_them_are_opened() -> None:
    inner = packed(("b.yaml", FORM + b"b: 1\n"), ("mail.eml", mail(("c.yaml", FORM)).as_bytes()))

    things = taken(packed(("in/a.yaml", FORM + b"a: 1\n"), ("inner.zip", inner)), "all.zip")

    assert sorted(files(things)) == ["a.yaml", "b.yaml", "c.yaml"]
    assert [one.origin.place(one.name).file for one in things][2] == "inbox/all.zip > inner.zip > mail.eml > c.yaml"


def test_a_word_file_is_no_archive() -> None:
    raw = packed(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>"))

    assert files(taken(raw, "a.docx")) == {"a.docx": raw}


def test_what_a_mac_adds_to_an_archive_is_counted() -> None:
    things = taken(packed(("a.yaml", FORM), ("__MACOSX/._a.yaml", b"\0\5\x16\7"), (".DS_Store", b"\0")), "a.zip")

    assert list(files(things)) == ["a.yaml"]
    assert [one.why for one in things if isinstance(one, Aside)] == [Why.LEFT_BEHIND] * 2


def encrypted() -> bytes:
    raw = bytearray(packed(("a.yaml", FORM)))
    raw[6] |= 1  # of the entry
    raw[raw.index(b"PK\x01\x02") + 8] |= 1  # and of the directory
    return bytes(raw)


def deep(times: int) -> bytes:
    raw = packed(("a.yaml", FORM))
    for n in range(times):
        raw = packed((f"{n}.zip", raw))
    return raw


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (encrypted(), "intake/encrypted"),
        (packed(("../a.yaml", FORM)), "intake/unsafe"),
        (packed(("/etc/a.yaml", FORM)), "intake/unsafe"),
        (packed(("a.yaml", bytes(3_000_000))), "intake/unsafe"),  # expands a thousandfold
        (packed(("a.yaml", FORM))[:-30], "intake/damaged"),
        (packed(), "intake/damaged"),
        (packed(*((f"{n}", b"") for n in range(archives.MOST_FILES + 1))), "intake/too-large"),
    ],
)
def test_an_archive_that_cannot_be_trusted_is_kept_whole(raw: bytes, code: str) -> None:
    (one,) = taken(raw, "all.zip")

    assert codes([one]) == [("all.zip", code)]
    assert isinstance(one, Arrived)
    assert one.content == raw


def test_what_is_packed_too_deep_is_kept_as_it_is() -> None:
    ((name, code),) = codes(taken(deep(8), "all.zip"))

    assert (name, code) == ("3.zip", "intake/too-large")


def test_one_damaged_file_of_an_archive_does_not_hide_the_others() -> None:
    raw = bytearray(packed(("a.yaml", FORM * 20), ("b.yaml", FORM)))
    raw[45] ^= 255

    things = taken(bytes(raw), "all.zip")

    assert files(things) == {"b.yaml": FORM}
    assert codes(things) == [("all.zip", "intake/damaged")]


def test_many_archives_in_one_cannot_hold_more_than_one_may() -> None:
    many = packed(*((f"{n}", str(n).encode()) for n in range(archives.MOST_FILES // 2)))

    things = taken(packed(("a.zip", many), ("b.zip", many), ("c.zip", many)), "all.zip")

    assert len(files(things)) <= archives.MOST_FILES
    assert ("all.zip", "intake/too-large") in codes(things)


# --- mailboxes -------------------------------------------------------------------------------


def mailbox(*messages: bytes) -> bytes:
    line = b"From ann@example.org Wed Jan 15 10:30:00 2014\n"
    quoted = (
        b"\n".join(b">" + x if x.lstrip(b">").startswith(b"From ") else x for x in m.split(b"\n")) for m in messages
    )
    return b"".join(line + one + b"\n" for one in quoted)


def test_each_email_of_a_mailbox_is_taken_and_its_lines_that_begin_with_from_are_as_they_were(tmp_path: Path) -> None:
    text = EmailMessage()
    text["From"], text["Subject"] = "b@example.org", "x"
    text.add_attachment("From here on\n>From there\n", filename="a.yaml")
    path = tmp_path / "inbox.mbox"
    path.write_bytes(mailbox(text.as_bytes(), mail(("b.yaml", FORM)).as_bytes(), mail().as_bytes()))

    things = list(taking.of_file(path, Origin(Source.FILE, str(path))))

    assert files(things) == {"a.yaml": b"From here on\n>From there\n", "b.yaml": FORM}
    assert codes(things) == [("inbox-3.eml", "intake/no-form")]


def test_a_sentence_that_begins_with_from_does_not_part_an_email() -> None:
    raw = mail(("a.yaml", FORM)).as_bytes().replace(b"Dear team", b"Hello\n\nFrom now on I send them here\nDear team")

    assert files(taken(b"From x Wed Jan 15 10:30:00 2014\n" + raw, "a.mbox")) == {"a.yaml": FORM}


def test_apples_own_files_are_emails() -> None:
    raw = mail(("a.yaml", FORM)).as_bytes()

    assert files(taken(f"{len(raw)}\n".encode() + raw + b"<plist/>", "1.emlx")) == {"a.yaml": FORM}


# --- laws ------------------------------------------------------------------------------------


@given(st.lists(st.binary(max_size=200), max_size=5), st.data())
def test_every_attachment_comes_out_once_however_it_is_packed(contents: list[bytes], data: st.DataObject) -> None:
    named = [(f"{n}.bin", b"\1" + str(n).encode() + content) for n, content in enumerate(contents)]
    raw, name = mail(*named).as_bytes(), "it.eml"
    for step in data.draw(st.lists(st.sampled_from(["zip", "eml", "mbox"]), max_size=2)):
        if step == "zip":
            raw, name = packed((name, raw)), "it.zip"
        elif step == "eml":
            raw, name = mail((name, raw)).as_bytes(), "it.eml"
        elif name == "it.eml":
            raw, name = mailbox(raw), "it.mbox"

    things = taken(raw, name)

    assert sorted(files(things).values()) == sorted(content for _, content in named)
    assert [code for _, code in codes(things)] == ([] if contents else ["intake/no-form"])


SOUND = [mail(("a.yaml", FORM)).as_bytes(), packed(("a.yaml", FORM)), deep(2)]
"""Made once: an email's boundary is another each time, and not always of one length."""


@given(st.data())
def test_a_damaged_email_or_archive_never_stops_a_run(data: st.DataObject) -> None:
    raw = bytearray(data.draw(st.sampled_from(SOUND)))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))

    things = taken(bytes(raw), "it")

    assert things
    assert times(1)
