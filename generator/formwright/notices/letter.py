"""What an email says, as headings, paragraphs, lists and tables: before it is plain text or HTML."""

from collections.abc import Iterator
from dataclasses import dataclass

from formwright.model.framework import Framework, Mailbox
from formwright.notices import things
from formwright.notices.notice import About, Kind, Notice, Reason, spelt
from formwright.oversight.reminders import ACTION, Reminder, When


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Points:
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """A table of two columns, the first of which heads its row."""

    caption: str
    rows: tuple[tuple[str, str], ...]


Block = Heading | Paragraph | Points | Facts


@dataclass(frozen=True, slots=True)
class Letter:
    """`foot` says whom it is from."""

    subject: str
    title: str
    blocks: tuple[Block, ...]
    foot: tuple[str, ...]


def write(notice: Notice, framework: Framework, contact: Mailbox | None, form: str | None = None) -> Letter:
    """`contact` is whom to write to, `form` the name of the file that is attached."""
    match notice.kind:
        case Kind.NOTICE:
            title = _judged(notice)
            subject, blocks = title, _notice(notice, contact)
        case Kind.CORRECTION:
            title = f"Correction: {_case(notice)}"
            subject, blocks = title, _correction(notice, contact)
        case Kind.REMINDER:
            title = f"Reminder: {_what_is_due(notice)}"
            subject, blocks = title, _reminder(notice, framework, contact)
        case Kind.SLIP:
            subject = f"Please complete your return: {_case(notice)}"
            title, blocks = (
                f"Please complete your return: {_case(notice)}",
                _slip(notice, _mailbox(notice, framework) or contact, form),
            )
    addressed = Paragraph(f"For {things.line(notice.name)}")
    foot = (framework.name, "This email was sent automatically. Replies are read by people.")
    return Letter(subject, title, (addressed, *blocks, *_questions(notice, contact)), foot)


def _mailbox(notice: Notice, framework: Framework) -> Mailbox | None:
    return next((mailbox for mailbox in framework.mailboxes if mailbox.id == notice.mailbox), None)


# --- the three kinds -----------------------------------------------------------------------------


def _notice(notice: Notice, contact: Mailbox | None) -> Iterator[Block]:
    yield from _what(notice)
    yield from _why(notice)
    yield from _expected(notice, contact)


def _correction(notice: Notice, contact: Mailbox | None) -> Iterator[Block]:
    for one in notice.before:
        yield Paragraph(f"You were notified on {spelt(one.on)} that {one.told}.")
    if not notice.about:
        yield Paragraph("That return has been corrected. You no longer need to do anything about it.")
        return
    yield Paragraph("That has been corrected. This is what counts now:")
    yield from _notice(notice, contact)


def _slip(notice: Notice, to: Mailbox | None, form: str | None) -> Iterator[Block]:
    yield Paragraph("Thank you for your return. Something in it is missing or not valid.")
    for about in notice.about:
        yield Facts("The return", tuple(_facts(about)))
    yield Heading("What is missing or not valid")
    for fault in notice.faults:
        yield Heading(fault.heading, 3)
        missing = (f"{label} is missing." for label in fault.missing)
        yield Points((*missing, *fault.wrong))
    yield Heading("What to do")
    how = f"send it to {_to(to)}" if to else "send it back"
    if form:
        yield Paragraph(
            f"Please complete the form attached, {form}. It holds the answers that could be read. Save it and {how}."
        )
    else:
        yield Paragraph(f"Please complete the form that you sent in, save it and {how}.")


def _reminder(notice: Notice, framework: Framework, contact: Mailbox | None) -> Iterator[Block]:
    if not notice.owes:  # it was handed over before, and is known by its words alone
        yield Points(tuple(things.ended(said) for said in notice.told))
    number = 0
    for when, heading in ((When.OVERDUE, "Overdue"), (When.SOON, "Due soon")):
        those = [one for one in notice.owes if one.when is when]
        if those:
            yield Heading(heading)
        for one in those:
            number += 1
            yield Facts(f"Task {number}", tuple(_owed(one, framework)))
    yield Heading("What you need to do")
    is_late, is_soon = (any(one.when is when for one in notice.owes) for when in (When.OVERDUE, When.SOON))
    asked = "Please do what is overdue as soon as you can. " if is_late else ""
    if is_soon:
        asked += f"Please do {'the rest' if is_late else 'this'} by the day shown. "
    tell = f"tell {_named(contact)}" if contact else "reply to this email"
    yield Paragraph(f"{asked}If you cannot, or if you think that this is wrong, please {tell}.")
    if notice.as_of:
        yield Paragraph(f"This is what had been received and recorded by {spelt(notice.as_of)}.")


def _owed(one: Reminder, framework: Framework) -> Iterator[tuple[str, str]]:
    yield "What", things.line(one.what)
    if one.about:
        about = things.line(one.about)
        yield "Which" if one.what == ACTION else "For", about[:1].upper() + about[1:]
    yield from (("Your role", role.title) for role in framework.roles if role.id == one.role)
    if one.what != ACTION:
        yield "How often", one.rule
        yield "Done so far", f"{one.done} of {one.owed}"
        yield "Still to do", str(one.left)
    yield "Was due by" if one.when is When.OVERDUE else "Due by", f"{one.by:%A} {spelt(one.by)}"
    if one.why:
        yield "Please note", one.why


def _what_is_due(notice: Notice) -> str:
    if not notice.owes:
        return "what you still need to do"
    days = sorted({one.by for one in notice.owes})
    number = things.counted(len(notice.owes), "task")
    if all(one.when is When.OVERDUE for one in notice.owes):
        return f"{number} overdue since {spelt(days[0])}"
    return f"{number} due by {spelt(days[-1])}" if len(days) == 1 else f"{number} due or overdue"


# --- their parts ---------------------------------------------------------------------------------


def _judged(notice: Notice) -> str:
    gravest = sorted(notice.about, key=lambda about: -about.rank)
    judged = list(dict.fromkeys(about.judgement for about in gravest if about.judgement))
    if not judged:
        return f"Audit of {_case(notice)}"
    return f"{_case(notice, first=True)} was judged {' and '.join(judged)}"


def _case(notice: Notice, first: bool = False) -> str:
    if notice.case_id:
        return f"{'Case' if first else 'case'} {things.shown(notice.case_id)}"
    return notice.about[0].title if notice.about else "an audit"


def _what(notice: Notice) -> Iterator[Block]:
    if len(notice.about) > 1:
        yield Paragraph(
            "There are different returns for this audit, and it has not been decided yet which one counts. You are "
            "notified about each of them."
        )
    for n, about in enumerate(notice.about, 1):
        yield Facts("The audit" if len(notice.about) == 1 else f"Return {n}", tuple(_facts(about)))


def _facts(about: About) -> Iterator[tuple[str, str]]:
    if about.case_id:
        yield "Case ID", things.shown(about.case_id)
    yield "Form", about.title
    if about.date:
        yield "Date of the audit", spelt(about.date)
    if about.judgement:
        yield "Judgement", about.judgement


def _why(notice: Notice) -> Iterator[Block]:
    yield Heading("Why you have been notified")
    reasons = dict.fromkeys(reason for about in notice.about for reason in about.reasons)
    yield Points(tuple(_reason(reason) for reason in reasons))
    if notice.is_auditor:
        yield Paragraph("You carried out this audit or sent it in. This email comes to you because of your role.")


def _reason(reason: Reason) -> str:
    because = f"the case was {reason.because}" if reason.is_judged else reason.because
    how = f" {things.ended(reason.how[0].upper() + reason.how[1:])}" if reason.how else ""
    return f"As {reason.title}: {things.ended(because)}{how}"


def _expected(notice: Notice, contact: Mailbox | None) -> Iterator[Block]:
    yield Heading("What you need to do")
    tell = f"tell {_named(contact)}" if contact else "reply to this email and say"
    if notice.respond_by:
        days = f" ({things.counted(notice.respond_within, 'working day')})" if notice.respond_within else ""
        yield Paragraph(
            f"By {notice.respond_by:%A} {spelt(notice.respond_by)}{days}, please {tell} what has been done, or what "
            "will be done and when."
        )
    else:
        yield Paragraph(
            f"No deadline has been set. If something needs to be done, please {tell} what it is and by when."
        )


def _questions(notice: Notice, contact: Mailbox | None) -> Iterator[Block]:
    if contact is None:
        return
    yield Heading("Questions")
    asked = f"Write to {_to(contact)}"
    if notice.kind in (Kind.SLIP, Kind.REMINDER) or not notice.about:
        yield Paragraph(f"{asked}.")
        return
    yield Paragraph(f"{asked}.")
    yield Paragraph(
        "The audit is not attached, so that what it says about the child stays out of email. Ask if you need to see it."
    )


def _to(contact: Mailbox) -> str:
    return f"{_named(contact)} ({contact.address})"


def _named(contact: Mailbox) -> str:
    """In a sentence: a team has an article, another mailbox may be called anything."""
    is_team = contact.title.casefold().endswith(" team") and not contact.title.casefold().startswith("the ")
    return f"the {contact.title}" if is_team else contact.title
