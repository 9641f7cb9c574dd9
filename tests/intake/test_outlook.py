"""E-mails that Outlook saved, written here by another program, give what other e-mails give."""

from datetime import UTC, datetime

from aspose.email_foss import msg
from tests.intake.test_taking import FORM, PNG, codes, files, taken

from formwright.intake.arrived import Arrived, Aside, Why


def message(subject: str = "Audits") -> msg.MapiMessage:
    made = msg.MapiMessage.create(subject, "Here it is.")
    made.set_property(msg.PropertyId.SENDER_NAME, "Ann Lee")
    made.set_property(msg.PropertyId.SENDER_EMAIL_ADDRESS, "Ann.Lee@example.org")
    made.set_property(msg.PropertyId.MESSAGE_DELIVERY_TIME, datetime(2014, 1, 15, 10, 30, tzinfo=UTC))
    return made


def test_what_is_attached_comes_out_as_it_was_with_who_sent_it_and_when() -> None:
    made = message()
    made.add_attachment("Größe 1.yaml", FORM, mime_type="application/yaml")
    made.add_attachment("b.pdf", b"%PDF-" + bytes(10_000))

    things = taken(made.to_bytes(), "it.msg")

    assert files(things) == {"Größe 1.yaml": FORM, "b.pdf": b"%PDF-" + bytes(10_000)}
    one = things[0]
    assert isinstance(one, Arrived)
    assert (one.origin.sender, one.origin.sent) == ("ann.lee@example.org", "2014-01-15T10:30:00Z")
    assert (one.origin.subject, one.origin.source) == ("Audits", "email")


def test_an_email_attached_to_another_is_opened() -> None:
    inner, outer = message("Inner"), message("Outer")
    inner.add_attachment("a.yaml", FORM)
    outer.add_embedded_message_attachment(inner)

    (one,) = taken(outer.to_bytes(), "it.msg")

    assert isinstance(one, Arrived)
    assert (one.content, one.origin.subject) == (FORM, "Inner")


def test_an_email_without_a_form_is_kept_and_said() -> None:
    raw = message().to_bytes()

    assert codes(taken(raw, "it.msg")) == [("it.msg", "intake/no-form")]


def test_a_logo_in_the_text_is_counted() -> None:
    made = message()
    made.add_attachment("a.yaml", FORM)
    made.add_attachment("logo.png", PNG, content_id="logo@x")
    made.set_property(msg.PropertyId.BODY_HTML, b'<img src="cid:logo@x">')

    things = taken(made.to_bytes(), "it.msg")

    assert files(things) == {"a.yaml": FORM}
    assert [one.why for one in things if isinstance(one, Aside)] == [Why.PICTURE]


def test_a_damaged_file_is_kept_whole() -> None:
    made = message()
    made.add_attachment("a.pdf", b"%PDF-" + bytes(10_000))
    raw = made.to_bytes()[:6000]

    things = taken(raw, "it.msg")

    assert any(isinstance(one, Arrived) and one.content == raw for one in things)
