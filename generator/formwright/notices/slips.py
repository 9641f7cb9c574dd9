"""What a slip says of a return's faults: in the form's words, and never what was answered."""

from collections.abc import Callable, Iterable, Iterator

from formwright.answers import address
from formwright.diagnostics import Diagnostic, Severity, error
from formwright.model.review import MISSING, Status
from formwright.model.rules import Rules
from formwright.notices import things, who
from formwright.notices.notice import About, Faults, Kind, Notice
from formwright.notices.setting import Setting
from formwright.notices.told import Told
from formwright.notices.who import Person
from formwright.places import Place
from formwright.record.events import Event
from formwright.record.rows import Return

WRONG = {
    "submission/unreadable-answer": "cannot be read",
    "submission/wrong-type": "has an answer that is not valid here",
    "submission/wrong-value": "has an answer that is not valid here",
    "submission/dates-out-of-order": "is not in order with the other dates",
    "submission/none-and-others": "has a choice that excludes the others chosen with it",
    "submission/ticked-twice": "has more than one choice, and can have only one",
    "submission/too-many-rows": "has more rows than it can have",
}
WHOLE = {
    "submission/blank": "The form came back blank.",
    "submission/words-altered": "The form's own words have been changed. Please use the form attached.",
    "submission/outside-fields": "Something is written outside the form's fields, where it is not read. "
    "Please move it into the right field.",
    "submission/written-beside": "Something is written or attached outside the form's fields, where it is not read. "
    "Please move it into the right field.",
    "submission/unknown-field": "Something is written in a field that the form does not have. "
    "Please move it into the right field.",
    "submission/unknown-key": "Something is written under a name that the form does not have. "
    "Please move it into the right field.",
    "submission/two-forms": "The file holds more than one form. Please send each as a separate file.",
}
GENERAL = "The whole form"


def due(
    returns: Iterable[Return], setting: Setting, told: Told, received: Callable[[str], Iterable[Event]]
) -> Iterator[Notice | Diagnostic]:
    """A slip for each return of an audit in which something is missing or wrong; none where a complete return of it is
    there too, since its auditor has done what was asked. An error where it is not known who the auditor is."""
    if any(returned.status is Status.COMPLETE for returned in returns):
        return
    for returned in {things.work(one): one for one in returns}.values():
        rules, say = setting.rules(returned), things.slip(returned)
        found = faults(returned.faults, rules) if rules else ()
        if not rules or not found or told.slipped(say):
            continue
        auditor = _auditor(returned, setting, received)
        if auditor is None:
            yield _nobody(returned)
            continue
        about = About(
            returned.file, returned.sha256, rules.form.identity.title, returned.case_id, returned.date, None, -1
        )
        yield Notice(
            key=things.key(say, Kind.SLIP, auditor.email, (say,), 0),
            kind=Kind.SLIP,
            file=returned.file,
            sha256=returned.sha256,
            case_id=returned.case_id,
            roles=("auditor",),
            name=auditor.name,
            email=auditor.email,
            because="something is missing or not valid in the return",
            thing=say,
            says=(say,),
            told=(f"something is missing or not valid in the {about.title} on {things.case(returned.case_id)}",),
            about=(about,),
            is_auditor=True,
            faults=found,
            mailbox=_mailbox(rules, setting),
        )


def _auditor(returned: Return, setting: Setting, received: Callable[[str], Iterable[Event]]) -> Person | None:
    """The one holder with the auditor's name; else whoever sent the return, unless that is the team itself."""
    named = [p for p in who.named(setting.directory, returned.auditor) if who.can_be_written_to(p.email)]
    if len(named) == 1:
        return named[0]
    sender = who.sender(received(returned.sha256))
    if sender is None or sender in setting.ours:
        return None
    return Person(returned.auditor or sender, sender)


def _mailbox(rules: Rules, setting: Setting) -> str | None:
    """The first that the form's returns are copied to, and the framework has."""
    known = {mailbox.id for mailbox in setting.framework.mailboxes}
    named = rules.form.escalation.copy_to if rules.form.escalation else ()
    return next((id for id in named if id in known), None)


def _nobody(returned: Return) -> Diagnostic:
    message = (
        f"Something is missing or not valid in the return on {things.case(returned.case_id)}, and it is not known who "
        "to send it back to: directory.yaml has no single address for the auditor's name, and it did not come by email "
        "from them."
    )
    hint = "Send it back by hand ('formwright fill' makes the form), or add the auditor to directory.yaml."
    return error("notice/no-auditor", Place(returned.file), message, hint)


def faults(found: Iterable[Diagnostic], rules: Rules) -> tuple[Faults, ...]:
    """The errors that its auditor can mend, by section in the order of the form; first those of the whole form. None,
    where there are none: what is wrong with the form's version, or with the directory, is for the team."""
    missing: dict[str, dict[str, None]] = {}
    wrong: dict[str, dict[str, None]] = {}
    titles = {section.id: section.title for section in rules.form.sections}
    order = {path: n for n, path in enumerate(rules.fields)}
    for one in sorted(found, key=lambda fault: order.get(address.of_every_row(fault.place.path or ""), len(order))):
        if one.severity is not Severity.ERROR:
            continue
        if one.code in WHOLE:
            wrong.setdefault(GENERAL, {})[WHOLE[one.code]] = None
        elif (where := _where(one, rules)) is not None:
            section, label = where
            if one.code in MISSING:
                missing.setdefault(titles[section], {})[label] = None
            elif one.code in WRONG:
                wrong.setdefault(titles[section], {})[f"{label} {WRONG[one.code]}."] = None
        elif one.code in MISSING or one.code in WRONG:
            wrong.setdefault(GENERAL, {})["Something in the form cannot be read. Please check all of it."] = None
    headings = [GENERAL, *dict.fromkeys(titles.values())]
    return tuple(
        Faults(heading, tuple(missing.get(heading, ())), tuple(wrong.get(heading, ())))
        for heading in headings
        if heading in missing or heading in wrong
    )


def _where(fault: Diagnostic, rules: Rules) -> tuple[str, str] | None:
    """The section of a fault's field, and what the form calls the field; None where it is not of a field."""
    path = fault.place.path or ""
    section = next((s for s in rules.form.sections if s.id == path), None)
    if section is not None:
        return section.id, "At least one row"
    field = rules.fields.get(address.of_every_row(path))
    if field is None:
        return None
    section_id = path.partition(".")[0].partition("[")[0]
    if row := address.row_of(path):
        return section_id, rules.name(field, row[1])
    return section_id, rules.name(field) if field.question else f"“{field.name}”"
