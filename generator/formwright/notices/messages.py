"""A notice as an email: the bytes of an `.eml` file, the same for the same notice, date and attachment."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from formwright.model.framework import Framework, Mailbox
from formwright.model.mail import Mail
from formwright.notices import drawn, letter, things
from formwright.notices.notice import Notice

POLICY = SMTP.clone(cte_type="7bit")  # no mail server has to understand more


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whom emails are from: `mail` as directory.yaml says. `contact` is the mailbox of the framework to write to."""

    framework: Framework
    mail: Mail
    contact: Mailbox | None = None

    @classmethod
    def of(cls, framework: Framework, mail: Mail | None) -> "Letterhead | None":
        """From the framework's contact, where nobody is named to send them; None where there is none either."""
        id = framework.control.contact if framework.control else None
        contact = framework.mailbox(id) if id else next(iter(framework.mailboxes), None)
        if mail is None and contact is not None:
            mail = Mail(contact.address, contact.title)
        return cls(framework, mail, contact) if mail else None


def message(
    notice: Notice, head: Letterhead, date: datetime, form: Attachment | None = None, by_hand: bool = False
) -> bytes:
    """`date` is the moment at which it is written. `form` goes with a slip: the form to complete. One that somebody
    sends `by_hand` is opened by Outlook as an email to be sent."""
    written = letter.write(notice, head.framework, head.contact, form.name if form else None)
    made = EmailMessage(POLICY)
    made["From"] = _address(head.mail.name or head.framework.organisation.name, head.mail.sender)
    made["To"] = _address(notice.name, notice.email)
    if head.mail.reply_to:
        made["Reply-To"] = Address(addr_spec=head.mail.reply_to)
    made["Subject"] = written.subject
    made["Date"] = format_datetime(date)
    made["Message-ID"] = f"<{notice.key}@{head.mail.sender.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    if by_hand:
        made["X-Unsent"] = "1"
    made.set_content(drawn.plain(written), cte="quoted-printable")
    made.add_alternative(drawn.html(written, head.framework.language), subtype="html", cte="quoted-printable")
    if form is not None:
        main, _, sub = form.type.partition("/")
        made.add_attachment(form.content, maintype=main, subtype=sub, filename=form.name)
    made["Content-Language"] = head.framework.language
    for n, part in enumerate(p for p in made.walk() if p.is_multipart()):
        part.set_boundary(f"=_{n}_{notice.key}")
    return made.as_bytes()


def _address(name: str, email: str) -> Address:
    shown = things.line(name)
    return Address(display_name="" if shown == email.strip() else shown, addr_spec=email.strip())
